"""Exact match and F1 of the reader on questions whose passage is given (a unified `.jsonl.gz`)."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.progress import silent
from qa.evaluation.marking import exact_match, figure_right, token_f1, words_right
from qa.evaluation.questions import FIGURE_KINDS, LIST_RIGHT
from qa.reader.reader import Reader
from qa.training.examples import read_rows

GROUP = 32
"""Questions read together: passages of like length fill batches."""


@dataclass(frozen=True)
class Given:
    """What the reader made of one question: its best span, and by how many logits that beats "no answer"."""

    row: dict[str, Any]
    text: str
    margin: float
    yes: float | None


@dataclass(frozen=True)
class SquadScores:
    """Percentages. `forced`: over the answerable, an answer forced; `overall`: all, with the threshold applied."""

    answerable: int
    unanswerable: int
    forced_exact: float
    forced_f1: float
    threshold: float
    overall_exact: float
    overall_f1: float
    has_answer_f1: float
    no_answer: float


def read_given(reader: Reader, path: Path, limit: int | None, progress: Callable[[str], None] = silent) -> list[Given]:
    """Read every question of the file on its passage; with a limit, a random sample, the same each time."""
    rows = list(read_rows(path))
    if limit is not None and limit < len(rows):
        rows = random.Random(0).sample(rows, limit)
    # Passages of like length side by side, so that batches have little padding.
    rows.sort(key=lambda row: len(row["context"]))
    given = []
    for begin in range(0, len(rows), GROUP):
        progress(f"question {begin} of {len(rows)}")
        group = rows[begin : begin + GROUP]
        contexts = [" ".join(row["context"].split()) for row in group]
        questions = [" ".join(row["question"].split()) for row in group]
        readings = reader.read_pairs([(question, "", text) for question, text in zip(questions, contexts, strict=True)])
        for row, context, reading in zip(group, contexts, readings, strict=True):
            text = context[reading.spans[0].start : reading.spans[0].end] if reading.spans else ""
            given.append(Given(row, text, reading.margin, reading.yes))
    return given


def squad_scores(given: Sequence[Given], threshold: float | None = None) -> SquadScores:
    """Scores at a threshold on the margin; at the best one for overall F1 when none is given (SQuAD's `best_f1`)."""
    marks = [_marks(one) for one in given]
    answerable = [index for index, one in enumerate(given) if one.row["answers"]]
    if threshold is None:
        threshold = _best_threshold(given, [f1 for _, f1 in marks])
    final = [_applied(one, mark, threshold) for one, mark in zip(given, marks, strict=True)]
    has = [final[index][1] for index in answerable]
    none = [final[index][1] for index, one in enumerate(given) if not one.row["answers"]]
    return SquadScores(
        answerable=len(answerable),
        unanswerable=len(given) - len(answerable),
        forced_exact=_percent([marks[index][0] for index in answerable]),
        forced_f1=_percent([marks[index][1] for index in answerable]),
        threshold=threshold,
        overall_exact=_percent([exact for exact, _ in final]),
        overall_f1=_percent([f1 for _, f1 in final]),
        has_answer_f1=_percent(has),
        no_answer=_percent(none),
    )


def is_right(one: Given) -> bool:
    """Whether an answerable domain question is answered right, by what its kind asks for (`kind`, `yesno`, `group`)."""
    row = one.row
    accepted = [" ".join(answer["text"].split()) for answer in row["answers"]]
    if row.get("yesno"):
        return one.yes is not None and (one.yes > 0) == (row["yesno"] == "yes")
    if row.get("group"):
        return token_f1(one.text, [", ".join(accepted), _stretch(row)]) >= LIST_RIGHT
    return (figure_right if row.get("kind") in FIGURE_KINDS else words_right)(one.text, accepted)


def trade(given: Sequence[Given], threshold: float) -> tuple[float, float, float]:
    """Percentages at a threshold on the margin: answerable right, answerable refused, unanswerable refused."""
    answerable = [one for one in given if one.row["answers"]]
    refused = [one.margin <= threshold for one in given if not one.row["answers"]]
    return (
        _percent([one.margin > threshold and is_right(one) for one in answerable]),
        _percent([one.margin <= threshold for one in answerable]),
        _percent(refused),
    )


def _marks(one: Given) -> tuple[float, float]:
    accepted = [answer["text"] for answer in one.row["answers"]]
    if one.row.get("group") and accepted:
        accepted = [", ".join(accepted), _stretch(one.row)]
    return float(exact_match(one.text, accepted)), token_f1(one.text, accepted)


def _stretch(row: dict[str, Any]) -> str:
    """From a list's first item to its last."""
    starts = [answer["answer_start"] for answer in row["answers"]]
    ends = [answer["answer_start"] + len(answer["text"]) for answer in row["answers"]]
    return str(row["context"][min(starts) : max(ends)])


def _applied(one: Given, mark: tuple[float, float], threshold: float) -> tuple[float, float]:
    if one.margin > threshold:
        return mark
    refused = 0.0 if one.row["answers"] else 1.0
    return refused, refused


def _best_threshold(given: Sequence[Given], f1: Sequence[float]) -> float:
    """The threshold with the best overall F1: refuse all, then admit question by question from the surest on."""
    total = best = float(sum(not one.row["answers"] for one in given))
    threshold = float("inf")
    order = sorted(range(len(given)), key=lambda index: -given[index].margin)
    for index, after in zip(order, [*order[1:], None], strict=True):
        total += f1[index] if given[index].row["answers"] else -1.0
        # Questions of one margin are admitted together.
        if total > best and (after is None or given[after].margin < given[index].margin):
            # The margin itself must pass: a hair below it.
            best, threshold = total, given[index].margin - 1e-6
    return threshold


def _percent(values: Sequence[float]) -> float:
    return round(100 * sum(values) / len(values), 2) if values else 0.0
