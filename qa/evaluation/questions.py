"""A question file of ours put to the assistant and marked (the fields: tests/quality/README.md)."""

import json
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from corpus.types import Passage
from index.progress import silent
from index.types import Hit
from qa.answering import Considered
from qa.engine import Engine
from qa.evaluation.marking import figure_right, items_f1, token_f1, words_right

RECALLS = (1, 5, 10)
FIGURE_KINDS = frozenset({"number", "date", "table"})
LIST_RIGHT = 0.8
"""F1 of items from which a list counts as right."""


@dataclass(frozen=True)
class Question:
    """One line of a question file. `answers` are accepted ones, empty when the reports do not say."""

    id: str
    half: str
    kind: str
    style: str
    question: str
    history: tuple[str, ...]
    answers: tuple[str, ...]
    evidence: tuple[str, ...]
    section: tuple[tuple[str, ...], ...]
    items: tuple[str, ...] = ()
    cell: dict[str, str] = field(default_factory=dict)
    report: str | None = None

    @property
    def answerable(self) -> bool:
        """Whether the reports say."""
        return bool(self.answers)


@dataclass(frozen=True)
class Marked:
    """One question with its marks. `rank` is the place of the first hit with the evidence, None when it is in none."""

    question: Question
    considered: Considered
    seconds: float
    right: bool
    f1: float
    cited: bool
    rank: int | None

    @property
    def found(self) -> bool:
        """Whether an answer was given."""
        return self.considered.answer.found


@dataclass(frozen=True)
class Scores:
    """Shares in [0, 1] over a group of questions; None where nothing in the group counts towards one.

    `right`, `f1` and `refused_wrongly` are over the answerable, `cited` over the answers given to those, `refused`
    over the unanswerable, `recall` over the answerable with evidence, in the order of RECALLS.
    """

    questions: int
    right: float | None
    f1: float | None
    cited: float | None
    refused_wrongly: float | None
    refused: float | None
    recall: tuple[float | None, ...]


def read_questions(path: Path) -> list[Question]:
    """The questions of a `.jsonl` file."""
    questions = []
    for line in path.read_text(encoding="utf-8").splitlines():
        value: dict[str, Any] = json.loads(line)
        questions.append(
            Question(
                id=value["id"],
                half=value.get("half", ""),
                kind=value.get("kind", "fact"),
                style=value.get("style", ""),
                question=value["question"],
                history=tuple(value.get("history", ())),
                answers=tuple(value["answers"]),
                evidence=tuple(value.get("evidence", ())),
                section=tuple(map(tuple, value.get("section", ()))),
                items=tuple(value.get("items", ())),
                cell=value.get("cell", {}),
                report=value.get("report"),
            )
        )
    return questions


def mark_all(
    engine: Engine,
    questions: Sequence[Question],
    progress: Callable[[str], None] = silent,
    chosen: bool = True,
) -> list[Marked]:
    """Put each question to the engine, one after the other, and mark the answers. Its report is `chosen`, or all that
    are indexed are asked.
    """
    marked = []
    for number, question in enumerate(questions, start=1):
        progress(f"question {number} of {len(questions)}")
        began = time.perf_counter()
        considered = engine.consider(question.question, question.history, question.report if chosen else None)
        marked.append(mark(question, considered, time.perf_counter() - began))
    return marked


def mark(question: Question, considered: Considered, seconds: float) -> Marked:
    """Mark one answer."""
    answer = considered.answer
    cited = (
        answer.found
        and _is_of_its_report(question, answer.citations[0].report)
        and (not question.section or any(_ends_with(answer.citations[0].section, chain) for chain in question.section))
    )
    rank = rank_of(question, considered.hits)
    return Marked(question, considered, seconds, is_right(question, considered), _f1(question, considered), cited, rank)


def rank_of(question: Question, hits: Sequence[Hit]) -> int | None:
    """The place, from 1, of the first hit that holds the question's evidence; None when none does."""
    return next((place for place, hit in enumerate(hits, start=1) if _holds(hit.passage, question)), None)


def recall(ranks: Sequence[int | None]) -> tuple[float | None, ...]:
    """The shares of ranks within each of RECALLS, in [0, 1]; None when there is none."""
    return tuple(_share([rank is not None and rank <= k for rank in ranks]) for k in RECALLS)


def is_right(question: Question, considered: Considered) -> bool:
    """Whether the answer is right: for an unanswerable question, that there is none."""
    answer = considered.answer
    if not question.answerable or not answer.found:
        return question.answerable == answer.found
    if question.kind == "yes_no":
        return answer.text.split()[0].strip(".,;:") == question.answers[0]
    if question.kind == "list":
        return items_f1(answer.items, question.items) >= LIST_RIGHT or (
            token_f1(answer.text, question.answers) >= LIST_RIGHT
        )
    if question.kind in FIGURE_KINDS:
        return figure_right(answer.text, question.answers)
    return words_right(answer.text, question.answers)


def scores(marked: Sequence[Marked]) -> Scores:
    """The shares over a group of marked questions."""
    answerable = [one for one in marked if one.question.answerable]
    given = [one for one in answerable if one.found]
    unanswerable = [one for one in marked if not one.question.answerable]
    sought = [one for one in answerable if one.question.evidence]
    return Scores(
        questions=len(marked),
        right=_share([one.right for one in answerable]),
        f1=_share([one.f1 for one in answerable]),
        cited=_share([one.cited for one in given]),
        refused_wrongly=_share([not one.found for one in answerable]),
        refused=_share([not one.found for one in unanswerable]),
        recall=recall([one.rank for one in sought]),
    )


def latency(marked: Sequence[Marked]) -> tuple[float, float]:
    """Median and 95th percentile of the seconds an answer took."""
    seconds = sorted(one.seconds for one in marked)
    return median(seconds), seconds[min(len(seconds) - 1, round(0.95 * (len(seconds) - 1)))]


def _f1(question: Question, considered: Considered) -> float:
    answer = considered.answer
    if not answer.found:
        return 0.0
    if question.items:
        return max(items_f1(answer.items, question.items), token_f1(answer.text, question.answers))
    return token_f1(answer.text, question.answers)


def _share(values: Sequence[float | bool]) -> float | None:
    return sum(values) / len(values) if values else None


def _is_of_its_report(question: Question, report: str) -> bool:
    return question.report in {None, report}


def _holds(passage: Passage, question: Question) -> bool:
    if not _is_of_its_report(question, passage.report):
        return False
    text = _letters(passage.text)
    if question.cell:
        return any(
            _letters(cell.value) == _letters(question.cell["value"])
            and _letters(question.cell["row"]) in _letters(" ".join(cell.row))
            for cell in (passage.table.cells if passage.table else ())
        )
    return any(_letters(stretch) in text for stretch in question.evidence)


def _letters(text: str) -> str:
    """Letters and digits only: repairs of hyphens and spaces do not matter here."""
    return re.sub(r"[\W_]+", "", text.casefold())


def _ends_with(path: Sequence[str], chain: Sequence[str]) -> bool:
    tail = path[-len(chain) :]
    return len(tail) == len(chain) and all(
        _letters(ours) == _letters(theirs) for ours, theirs in zip(tail, chain, strict=True)
    )
