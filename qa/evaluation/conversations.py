"""Follow-up questions asked raw, as the assistant completes them, and as a person rewrote them to stand alone."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from index.embedder import Embedder
from index.folding import telling, words
from qa.answering import Considered
from qa.engine import Engine
from qa.evaluation.domain import surrounded
from qa.evaluation.questions import Marked, Question, mark, mark_all
from qa.followup import stand_alone
from qa.questions import kind_of
from qa.training.examples import read_rows


@dataclass(frozen=True)
class FollowUp:
    """A question, the questions before it, and a rewrite of it that stands alone."""

    question: str
    history: tuple[str, ...]
    rewrite: str

    @property
    def alone(self) -> bool:
        """Whether it stands alone as it is."""
        return _plain(self.question) == _plain(self.rewrite)


@dataclass(frozen=True)
class Closeness:
    """How near questions come to their rewrites.

    `similarity` is the mean cosine of the embedder, `words` the mean share of the rewrite's telling words.
    """

    similarity: float
    words: float


def asked_three_ways(
    engine: Engine, path: Path, reports: frozenset[str], progress: Callable[[str], None]
) -> dict[str, list[Marked]]:
    """The follow-ups of a file of ours put to the assistant raw, with their history, and rewritten, and marked.

    Each is restricted to its own report. A question's kind is the sort of follow-up it is. The file answers yes/no
    questions with the words that decide them: of a Yes or No, those it cites are marked.
    """
    rows = [row for row in read_rows(path) if Path(row["report"]).stem in reports]
    ways = {
        "raw": [_question(row, row["question"], ()) for row in rows],
        "completed": [_question(row, row["question"], tuple(row["history"])) for row in rows],
        "rewritten": [_question(row, row["rewrite"], ()) for row in rows],
    }
    polar = [kind_of(row["rewrite"]) == "yes_no" for row in rows]
    return {
        way: [
            mark(one.question, _in_words(one.considered), one.seconds) if yes_no else one
            for one, yes_no in zip(mark_all(engine, questions, progress), polar, strict=True)
        ]
        for way, questions in ways.items()
    }


def read_rewrites(path: Path) -> list[FollowUp]:
    """The follow-ups of a file of TREC CAsT topics (Dalton et al., 2020) or of CANARD (Elgohary et al., 2019)."""
    topics: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    if topics and "turn" in topics[0]:
        return [follow_up for topic in topics for follow_up in _turns(topic["turn"])]
    return [_canard(row) for row in topics if row["Question_no"] > 1]


def closeness(embedder: Embedder, asked: Sequence[FollowUp], complete: Callable[[FollowUp], str]) -> Closeness:
    """How near the questions, completed in the given way, come to their rewrites."""
    ours, theirs = [complete(one) for one in asked], [one.rewrite for one in asked]
    cosines = np.sum(embedder.encode(ours) * embedder.encode(theirs), axis=1)
    shares = [
        len(set(telling(one)) & set(telling(other))) / max(1, len(set(telling(other))))
        for one, other in zip(ours, theirs, strict=True)
    ]
    return Closeness(float(cosines.mean()), float(np.mean(shares)))


def completed(follow_up: FollowUp) -> str:
    """The question as the assistant completes it."""
    return stand_alone(follow_up.question, follow_up.history)


def _in_words(considered: Considered) -> Considered:
    """What was considered, with the words that decide it for an answer where that is Yes or No."""
    answer = considered.answer
    if answer.kind != "yes_no":
        return considered
    return replace(considered, answer=replace(answer, text=answer.citations[0].answer_text, kind="span"))


def _turns(turns: Sequence[dict[str, Any]]) -> Iterator[FollowUp]:
    history: list[str] = []
    for turn in turns:
        raw = turn.get("raw_utterance") or turn.get("utterance")
        rewrite = turn.get("manual_rewritten_utterance")
        if raw and rewrite and history:
            yield FollowUp(raw, tuple(history), rewrite)
        if raw:
            history.append(raw)


def _canard(row: dict[str, Any]) -> FollowUp:
    # The history opens with the article's and the section's title; then questions and answers take turns.
    page, section, *turns = row["History"]
    return FollowUp(row["Question"], (f"{page}, {section}", *turns[::2]), row["Rewrite"])


def _question(row: dict[str, Any], text: str, history: tuple[str, ...]) -> Question:
    context: str = row["context"]
    answers = [{"text": one, "answer_start": context.find(one)} for one in row["answers"] if one in context]
    return Question(
        id=f"{row['conversation']}-{row['turn']}",
        half="",
        kind=row["type"],
        style="",
        question=" ".join(text.split()),
        history=history,
        answers=tuple(" ".join(answer.split()) for answer in row["answers"]),
        evidence=tuple(surrounded(context, answer) for answer in answers),
        section=(),
        report=Path(row["report"]).stem,
    )


def _plain(text: str) -> list[str]:
    return list(words(text))
