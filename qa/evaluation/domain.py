"""Domain questions, written on one passage each, asked of the whole reports that the passages come from."""

import re
from pathlib import Path
from typing import Any

from qa.evaluation.questions import Question
from qa.training.examples import read_rows

AROUND = 30
"""Characters on each side of an answer that make it recognisable evidence."""

_PARAGRAPH_NUMBER = re.compile(r"\s*\d{1,3}(?:\.\d{1,3})*\.?\s+(?=[A-Z])")


def domain_questions(path: Path, reports: frozenset[str]) -> list[Question]:
    """The questions on those reports, each restricted to its own."""
    return [_question(row) for row in read_rows(path) if Path(row["report"]).stem in reports]


def _question(row: dict[str, Any]) -> Question:
    answers = tuple(" ".join(answer["text"].split()) for answer in row["answers"])
    listed = answers if row.get("group") else ()
    if row.get("yesno"):
        accepted: tuple[str, ...] = (row["yesno"].capitalize(),)
    else:
        accepted = (", ".join(listed),) if listed else answers
    return Question(
        id=row["id"],
        half=row["split"],
        kind={"yesno": "yes_no"}.get(row["kind"], row["kind"]),
        style="",
        question=" ".join(row["question"].split()),
        history=(),
        answers=accepted if answers else (),
        evidence=tuple(surrounded(row["context"], answer) for answer in row["answers"]),
        section=(),
        items=listed,
        report=Path(row["report"]).stem,
    )


def surrounded(context: str, answer: dict[str, Any]) -> str:
    """The answer with what stands around it on its line: alone it may stand in many places.

    A paragraph's number before it is left out: a passage has that beside its text.
    """
    start, end = answer["answer_start"], answer["answer_start"] + len(answer["text"])
    line = context.rfind("\n", 0, start) + 1
    number = _PARAGRAPH_NUMBER.match(context, line, start)
    first = max(start - AROUND, number.end() if number else line)
    stop = context.find("\n", end)
    return context[first : min(end + AROUND, stop if stop >= 0 else len(context))]
