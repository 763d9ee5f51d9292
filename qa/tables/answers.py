"""Questions for a figure answered from a table's certain cells: by labels, never by a guess of place."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from corpus.structure.headings import RATING
from corpus.types import Cell, Facts, Passage, Table
from index.folding import terms
from index.types import IndexedReport
from index.wording import Wording
from qa.grades import ASKING
from qa.questions import no_figure_answers
from qa.tables.another_figure import (
    DENIES,
    MONTHS,
    RECORDS,
    YEAR,
    asks_for_another,
    is_planned_or_not,
    means_another_bound,
    means_another_time,
)
from qa.tables.columns import DATES, FREQUENCIES, OFTEN, WHEN, for_the_nation, in_asked_column, is_of_more_nations
from qa.tables.letters import in_label_letters
from qa.tables.measures import ANY_FIGURE, TELLING, lacks_measure, measure_of
from qa.tables.rows import (
    GRADE,
    as_written,
    asks_for_two,
    in_its_words,
    is_half_a_range,
    is_of_a_part,
    means_only_row,
    row_asked_for,
)

_DATED = re.compile(
    r"\b(?:jan|febr)uary\b|\b(?:march|april|june|july|august|(?:sept|nov|dec)ember|october)\b|"
    r"(?:19|20)\d\d ?[/–-]|[^\W\d_].*\b(?:19|20)\d\d\b|\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b",
    re.I,
)
"""What tells a date from a number: a bare 2010 may be a count."""

_WHO = re.compile(r"^(?:(?:and|so|but) )?who(?:se|m)?\b", re.I)
_CHOICE = re.compile(r"\bor\b", re.I)
_ASKS_FOR_TEXT = re.compile(r"^(?:(?:and|so|but) )?(?:where|why)\b", re.I)
_NUMBERED_GRADE = re.compile(rf"{RATING.pattern}\b", re.I)
"""The number of "Inadequate Grade 4" counts nothing."""

UNCOVERED = 0.35
UNCOVERED_FULL_LABEL = 0.5
"""Share of a question's words that may be found nowhere around the cell; more where it has all of the row's label."""


@dataclass(frozen=True)
class TableAnswer:
    """The one cell that a question asks for. `uncovered` is the share of its words found nowhere around the cell."""

    passage: Passage
    cell: Cell
    uncovered: float


def answers_from_tables(
    question: str, passages: Iterable[Passage], reports: Mapping[str, IndexedReport], wording: Wording
) -> list[TableAnswer]:
    """The cells that the question picks out by their labels, one a table, those that cover most of its words first."""
    looked_at = list(passages)
    found = [
        answer
        for passage in looked_at
        if (answer := _cell_asked_for(question, passage, looked_at, reports[passage.report], wording))
    ]
    return sorted(found, key=lambda answer: answer.uncovered)


def _cell_asked_for(
    put: str, passage: Passage, beside_it: Sequence[Passage], report: IndexedReport, wording: Wording
) -> TableAnswer | None:
    """The cell of the passage's table that the question, as it was `put`, picks out."""
    table = passage.table
    if table is None:
        return None
    labels = list(dict.fromkeys(label for cell in table.cells for label in (*cell.row, *cell.columns)))
    texts = [one.text for one in beside_it if one.report == passage.report]
    question = in_label_letters(put, labels, texts, wording.defined)
    if not set(terms(question)) - ANY_FIGURE:
        return None
    question, asked, cell = _picked(as_written(question, labels), table, set(terms(" ".join(labels))), report)
    if cell is None or _is_said_already(put, cell):
        return None
    own = " ".join((*cell.row, *cell.columns))
    beside = " ".join((own, table.caption, *table.notes, passage.heading))
    near = set(terms(beside))
    around = _said_of_report(report.facts, near)
    left = asked - near - around
    if (
        asks_for_two(question, cell, labels)
        or is_of_a_part(cell.row, asked | near - set(terms(own)) | around)
        or _means_another(question, cell, own, beside, around, table.caption, report)
    ):
        return None
    if FREQUENCIES.search(" ".join(cell.columns)):
        left -= set(terms(" ".join(OFTEN.findall(question))))
    full = _covers(asked, " ".join(cell.row))
    if asks_for_another(question, asked, beside, left, wording) or not _has_form(question, asked, cell, left):
        return None
    uncovered = len(left - RECORDS) / len(asked)
    return TableAnswer(passage, cell, uncovered) if uncovered <= (UNCOVERED_FULL_LABEL if full else UNCOVERED) else None


def _is_said_already(question: str, cell: Cell) -> bool:
    """Whether the question has all words of the cell, such as a name that stands beside its letters in a list.

    Of two that are put to choose from one is the answer.
    """
    said = set(terms(cell.value))
    return bool(said) and said <= set(terms(question)) and not _CHOICE.search(question)


def _picked(question: str, table: Table, every: set[str], report: IndexedReport) -> tuple[str, set[str], Cell | None]:
    """The cell in the row and the column that the question picks out, and the question and its words that did; `every`
    has the words of all labels.
    """
    rows = list(dict.fromkeys(cell.row for cell in table.cells))
    asked = in_its_words(set(terms(question)) - ANY_FIGURE, every)
    row = row_asked_for(rows, asked, set(terms(question)) & TELLING) if rows else None
    if row is None or is_half_a_range(row, asked):
        return question, asked, None
    if len(rows) == 1 and not means_only_row(question, row, asked, report):
        return question, asked, None
    in_row = [cell for cell in table.cells if cell.row == row]
    question, asked, in_row = for_the_nation(question, asked, in_row, table.caption, report)
    cell = in_asked_column(question, asked, in_row, table.caption, report)
    return question, asked, None if cell is None or is_of_more_nations(asked, cell) else cell


def _means_another(
    question: str, cell: Cell, own: str, beside: str, around: set[str], caption: str, report: IndexedReport
) -> bool:
    """Whether the question is for what the cell leaves out, for another time, bound or measure, or for a plan."""
    labels = f"{own} {caption}"
    return (
        bool(DENIES.search(question) and not DENIES.search(labels))
        or means_another_time(question, f"{labels} {report.facts.title}", set(terms(beside)) | around)
        or means_another_bound(question, labels)
        or is_planned_or_not(question, own, labels)
        or lacks_measure(question, cell, caption, beside)
    )


def _said_of_report(facts: Facts, near: set[str]) -> set[str]:
    """What the report's title, body and date say of all its figures, as far as what is `near` the cell leaves it so."""
    around = set(terms(" ".join((facts.title, facts.body, facts.date))))
    if any(map(YEAR.fullmatch, near)):
        # A table that says its year holds for that one, whenever its report appeared.
        around = {term for term in around if not YEAR.fullmatch(term)} - MONTHS
    # "July to September" is the figures' time, each of the two months alone is not.
    return around - MONTHS if len(around & MONTHS) > 1 else around


def _has_form(question: str, asked: set[str], cell: Cell, left: set[str]) -> bool:
    """Whether the cell holds the sort of thing that the question asks for: a figure, or words such as a grade."""
    figure = any(char.isdigit() for char in cell.value) and not _NUMBERED_GRADE.match(cell.value)
    if _ASKS_FOR_TEXT.search(question) or (figure and no_figure_answers(question)):
        return False
    named = bool(asked & set(terms(" ".join(cell.columns))))
    if _WHO.search(question):
        return named and not figure
    if WHEN.search(question):
        return bool(_DATED.search(cell.value)) or (figure and bool(DATES.search(" ".join(cell.columns))))
    if figure or measure_of(question):
        return figure
    # "How good are the plans for care leavers?" asks for no grade of care leavers.
    return named or not left or (bool(GRADE.search(question)) and not left - ASKING)


def _covers(asked: set[str], label: str) -> bool:
    """Whether the question has every word of a label, a hyphenated one in one piece or in its parts."""
    return all(set(terms(word)) <= asked or _parts(word) <= asked for word in label.split())


def _parts(word: str) -> set[str]:
    return set(terms(re.sub(r"\W+", " ", word)))
