"""Follow-up questions asked raw, as the assistant completes them, and as a person rewrote them to stand alone."""

import csv
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np

from index.embedder import Embedder
from index.folding import stem, telling, words
from qa.answering import Considered
from qa.engine import Engine
from qa.evaluation.domain import surrounded
from qa.evaluation.questions import Marked, Question, mark, mark_all
from qa.followup import to_search
from qa.questions import kind_of
from qa.training.examples import read_rows

_UNANSWERED = "I don't know."


@dataclass(frozen=True)
class FollowUp:
    """A question, the questions before it, and a rewrite of it that stands alone.

    `answer` is the text that answers it, where the collection gives one.
    """

    question: str
    history: tuple[str, ...]
    rewrite: str
    conversation: str = ""
    answer: str = ""

    @property
    def alone(self) -> bool:
        """Whether it stands alone as it is."""
        return _plain(self.question) == _plain(self.rewrite)


@dataclass(frozen=True)
class Closeness:
    """How near questions come to their rewrites.

    `similarity` is the mean cosine of the embedder. Of telling words, `recall` is the mean share of the rewrite's that
    the question has, `precision` that of its own that the rewrite has.
    """

    similarity: float
    recall: float
    precision: float


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
    """The follow-ups of a file of TREC CAsT topics (Dalton et al., 2020) or of CANARD (Elgohary et al., 2019).

    The rewrites of CAsT 2019 are in a list of their own (`*resolved*.tsv`), which is looked for beside the topics.
    """
    rows: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    if not rows or "turn" not in rows[0]:
        answers = {(row["QuAC_dialog_id"], tuple(row["History"][:-1])): row["History"][-1] for row in rows}
        return [_canard(row, answers) for row in rows if row["Question_no"] > 1]
    resolved: dict[str, str] = {}
    for beside in path.parent.glob("*resolved*.tsv"):
        with beside.open(encoding="utf-8", newline="") as lines:
            resolved.update((row[0], row[1]) for row in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    # Topics of 2022 that branch repeat the turns before.
    return list(dict.fromkeys(one for topic in rows for one in _turns(topic, resolved)))


def is_held(follow_up: FollowUp) -> bool:
    """Whether its conversation is of the half that no rule was chosen on."""
    return crc32(follow_up.conversation.encode()) % 2 == 1


def closeness(embedder: Embedder, asked: Sequence[FollowUp], complete: Callable[[FollowUp], str]) -> Closeness:
    """How near the questions, completed in the given way, come to their rewrites."""
    ours, theirs = [complete(one) for one in asked], [one.rewrite for one in asked]
    cosines = np.sum(embedder.encode(ours) * embedder.encode(theirs), axis=1)
    pairs = [(_stems(one), _stems(other)) for one, other in zip(ours, theirs, strict=True)]
    return Closeness(
        float(cosines.mean()),
        float(np.mean([len(own & wanted) / max(1, len(wanted)) for own, wanted in pairs])),
        float(np.mean([len(own & wanted) / max(1, len(own)) for own, wanted in pairs])),
    )


def found_among(
    embedder: Embedder, asked: Sequence[FollowUp], complete: Callable[[FollowUp], str], among: Sequence[str]
) -> list[int]:
    """At which place, from 1, the embedder finds each question's answer among the texts."""
    texts = list(dict.fromkeys(among))
    row = {text: at for at, text in enumerate(texts)}
    cosines = embedder.encode([complete(one) for one in asked]) @ embedder.encode(texts).T
    return [1 + int(np.sum(own > own[row[one.answer]])) for one, own in zip(asked, cosines, strict=True)]


def completed(follow_up: FollowUp) -> str:
    """The question as the assistant completes it for search."""
    return to_search(follow_up.question, follow_up.history)


def _in_words(considered: Considered) -> Considered:
    """What was considered, with the words that decide it for an answer where that is Yes or No."""
    answer = considered.answer
    if answer.kind != "yes_no":
        return considered
    return replace(considered, answer=replace(answer, text=answer.citations[0].answer_text, kind="span"))


def _turns(topic: dict[str, Any], resolved: Mapping[str, str]) -> Iterator[FollowUp]:
    history: list[str] = []
    number = str(topic["number"])
    for turn in topic["turn"]:
        raw = turn.get("raw_utterance") or turn.get("utterance")
        rewrite = turn.get("manual_rewritten_utterance") or resolved.get(f"{number}_{turn['number']}")
        if raw and rewrite and history:
            yield FollowUp(raw, tuple(history), rewrite, number, turn.get("passage") or turn.get("response") or "")
        if raw:
            history.append(raw)


def _canard(row: dict[str, Any], answers: Mapping[tuple[str, tuple[str, ...]], str]) -> FollowUp:
    # The history opens with the article's and the section's title; then questions and answers take turns.
    page, section, *turns = row["History"]
    dialogue = row["QuAC_dialog_id"]
    answer = answers.get((dialogue, (*row["History"], row["Question"])), "")
    return FollowUp(
        row["Question"],
        (f"{page}, {section}", *turns[::2]),
        row["Rewrite"],
        dialogue,
        "" if answer == _UNANSWERED else answer,
    )


def _stems(text: str) -> set[str]:
    return {stem(word) for word in telling(text)}


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
