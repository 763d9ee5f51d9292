"""The row of a table that a question picks out by its label."""

import math
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from corpus.types import Cell
from index.folding import terms
from index.types import IndexedReport
from qa.tables.measures import GENERIC, TELLING

_SAME = tuple(
    (frozenset(terms(asked)), frozenset(terms(label)))
    for asked, label in (
        ("youth juvenile teenager kid child children young", "youth juvenile"),
        ("woman women female", "woman women female"),
        ("man men male", "man men male"),
        ("home house household", "dwelling"),
    )
)
"""Words of questions, and those that mean the same in tables: no group that is only a part of another."""

ONLY_ROW = 0.5
"""Share of its label's words that a table's only row must have of the question: there is no other row to beat."""

UNMATCHED_LABEL = 0.4
"""What a row's word that the question lacks takes off, as a share of what it would add."""

CLEAR = 0.35
"""By how much the best row must beat the next, as a share of its own score: below, the question fits both."""

_PARTS = re.compile(r",|;|&|\b(?:and|or)\b", re.I)
"""What parts a label that names several things."""

GRADE = re.compile(
    r"\b(?:grad(?:e|es|ed|ing|ings)|rat(?:ed|ing|ings)|judge?ments?|judged|verdicts?|scor(?:e|es|ed)|how good)\b", re.I
)
"""What asks for a value in words: of all the words that a row may hold, only a grade is a measure of its label."""


_AGED = re.compile(
    r"\b(?:(?:who|that) (?:are|were) )?(?:aged?|ages) (?:from |between )?(?=\d)|"
    r"(?<=\d)[ -]years?[ -]olds?\b|(?<=\d) years of age\b",
    re.I,
)
_RANGE = re.compile(r"(?<![\d/.,–-])(\d{1,3})(?: to | and | ?[–-] ?)(\d{1,3})(?![\d/.,–-])")
"""How ages and other ranges are written."""


def as_written(question: str, labels: Sequence[str]) -> str:
    """The question with ranges of numbers and compounds as the labels write them: "15-17 year olds" becomes their
    "15 to 17", and "data sets" "datasets".
    """
    if not any(map(_AGED.search, labels)):
        question = _AGED.sub("", question)
    written = {match.groups(): match.group() for label in labels for match in _RANGE.finditer(label)}
    question = _RANGE.sub(lambda match: written.get(match.groups(), match.group()), question)
    every = set(terms(" ".join(labels)))
    for first, second in pairwise(re.findall(r"[^\W\d_]+", question)):
        compound = set(terms(first + second))
        if compound and compound <= every and every.isdisjoint({*terms(first), *terms(second)}):
            question = re.sub(rf"\b{first} {second}\b", first + second, question)
    return question


def is_half_a_range(row: tuple[str, ...], asked: set[str]) -> bool:
    """Whether the question has one end of the row's range only: the figure of "15 to 17" is none of 15."""
    return any(len({first, last} & asked) == 1 for first, last in _RANGE.findall(" ".join(row)) if first != last)


def in_its_words(asked: set[str], labels: set[str]) -> set[str]:
    """The question's words, those of them that the table's labels have another word for in that one."""
    for same, label in _SAME:
        if asked & same and labels & label and not asked & labels & (same | label):
            asked = asked - same | labels & label
    return asked


def row_asked_for(rows: Sequence[tuple[str, ...]], asked: set[str], telling: set[str]) -> tuple[str, ...] | None:
    """The row that the words asked with pick out; between two, a `telling` word may decide."""
    weights = _weights(rows)
    return _row_said(rows, asked, weights) or _row_said(rows, asked | telling, weights)


def _row_said(rows: Sequence[tuple[str, ...]], asked: set[str], weights: Mapping[str, float]) -> tuple[str, ...] | None:
    row = _clear_best(rows, lambda labels: _fit(labels, asked, weights))
    return None if row is None or _is_said_of_others(row, rows, asked) else row


def _is_said_of_others(row: tuple[str, ...], rows: Sequence[tuple[str, ...]], asked: set[str]) -> bool:
    """Whether another row has all that the question says of this one, and this one says more: "staff" is no more
    "Support staff" than "Control room staff", though its label is shorter.
    """
    said = set(terms(" ".join(row))) & asked
    others = (set(terms(" ".join(other))) for other in rows if other != row)
    return not set(terms(" ".join(row))) - asked <= GENERIC - TELLING and any(said <= other for other in others)


_JOINS = re.compile(r"&|\b(?:and|or|plus)\b", re.I)
_SMALL = re.compile(r"(?:after|against|before|between|during|towards|within|without|since)", re.I)


def is_of_a_part(row: tuple[str, ...], said: set[str]) -> bool:
    """Whether all that was said of the row's label is one word that the word before it narrows: "Domestic burglary" is
    not all burglary, though no other row is of burglary; "Violence against the person" and "Safety of patients" go on,
    and name the whole.
    """
    label = re.split(r"\s+", " ".join(row))
    found = [at for at, word in enumerate(label) if said & set(terms(word))]
    if len(found) != 1 or not found[0]:
        return False
    before = label[found[0] - 1]
    return before.replace("-", "").isalpha() and bool(set(terms(before)) - GENERIC) and not _SMALL.fullmatch(before)


def asks_for_two(question: str, cell: Cell, labels: Sequence[str]) -> bool:
    """Whether the question names a second label beside the cell's own: "cautions and conditional cautions"."""
    if not _JOINS.search(question):
        return False
    beside = Counter(terms(question)) - Counter(terms(" ".join((*cell.row, *cell.columns))))
    others = (set(terms(label)) - GENERIC for label in labels if label not in (*cell.row, *cell.columns))
    return any(other and other <= beside.keys() for other in others)


def _weights(rows: Sequence[tuple[str, ...]]) -> dict[str, float]:
    """How much a word tells of which row is meant: inverse document frequency over the table's rows."""
    labels = [set(terms(" ".join(row))) for row in rows]
    every = set().union(*labels) if labels else set()
    return {term: math.log(1 + len(rows) / sum(term in label for label in labels)) for term in every}


def _fit(row: tuple[str, ...], asked: set[str], weights: Mapping[str, float]) -> float:
    label = set(terms(" ".join(row)))
    label -= GENERIC - TELLING - asked
    said = label & asked
    return sum(weights[term] for term in said) - UNMATCHED_LABEL * sum(weights[term] for term in label - said)


def _share(row: tuple[str, ...], asked: set[str]) -> float:
    label = set(terms(" ".join(row)))
    return len(label & asked) / len(label) if label else 0.0


def means_only_row(question: str, row: tuple[str, ...], asked: set[str], report: IndexedReport) -> bool:
    """Whether a table's only row is meant: by enough of its label, or by a question for the grade of a whole part of it
    ("leadership" of "Leadership and management") and of nothing else.
    """
    if _share(row, asked) >= ONLY_ROW:
        return True
    graded = asked - set(terms(" ".join(GRADE.findall(question)))) - set(terms(report.facts.body))
    parts = [set(terms(part)) for part in _PARTS.split(" ".join(row))]
    return bool(GRADE.search(question)) and any(part and part == graded for part in parts)


def _clear_best(rows: Sequence[tuple[str, ...]], fit: Callable[[tuple[str, ...]], float]) -> tuple[str, ...] | None:
    ranked = sorted(((fit(row), row) for row in rows), key=lambda pair: -pair[0])
    best, row = ranked[0]
    if best <= 0 or (len(ranked) > 1 and best - ranked[1][0] < CLEAR * best):
        return None
    return row
