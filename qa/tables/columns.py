"""The column of a table that a question means: the one that it names, or else that of the report's own body."""

import re
from collections.abc import Sequence

from corpus.types import Cell
from index.folding import terms
from index.types import IndexedReport
from qa.tables.measures import ANY_FIGURE, ORGANISATION, Measure, label_words, measure_held, measure_of

_NATIONAL = re.compile(
    r"\b(?:national(?:ly)?|nationwide|countrywide|(?:the )?(?:whole|entire|rest of the) country|"
    r"(?:in|across|over) the country)\b",
    re.I,
)
_NATION = frozenset(terms("england wales scotland britain ireland uk kingdom national"))
_NATIONS = frozenset(terms("england wales scotland ireland britain"))
_WITH_NATION = frozenset(terms("northern great united average all"))
"""What the label of a column for a whole nation is made of."""

_TOTAL = re.compile(r"\b(?:totals?|(?<!at )(?<!after )all)\b", re.I)
WHEN = re.compile(r"^(?:(?:and|so|but) )?when\b", re.I)
DATES = re.compile(r"\b(?:dates?|when|deadlines?)\b", re.I)
OFTEN = re.compile(r"\bhow (?:often|frequently|regularly)\b|\bfrequency\b", re.I)
FREQUENCIES = re.compile(r"\bfrequency\b|\bhow (?:often|frequently)\b", re.I)
_SORTS = ((WHEN, DATES), (OFTEN, FREQUENCIES))
"""How a question asks for a sort of thing that is no measure, and what the label of its column says."""


def for_the_nation(
    question: str, asked: set[str], cells: list[Cell], caption: str, report: IndexedReport
) -> tuple[str, set[str], list[Cell]]:
    """A "national" question in the words of the columns for the one whole nation, with these only.

    As it was where there are none or several, where the row or the caption is "national" itself, and where the
    question names another column or the report's body, too.
    """
    national = [cell for cell in cells if _is_national(cell)]
    said = set(terms(" ".join(_NATIONAL.findall(question))))
    rest = asked - said
    others = set().union(*(label_words(cell) for cell in cells if cell not in national)) | set(terms(report.facts.body))
    if (
        not said
        or len({cell.columns[0] for cell in national}) != 1
        or said & set(terms(" ".join((*cells[0].row, caption))))
        or rest & others - ORGANISATION - set().union(*map(label_words, national))
    ):
        return question, asked, cells
    return _NATIONAL.sub(" ", question), rest | set.intersection(*map(label_words, national)), national


def _is_national(cell: Cell) -> bool:
    labels = [set(terms(label)) - ANY_FIGURE for label in cell.columns]
    return any(label & _NATION and label <= _NATION | _WITH_NATION for label in labels)


def is_of_more_nations(asked: set[str], cell: Cell) -> bool:
    """Whether the question names a nation that the cell's column holds only together with another."""
    together = set(terms(" ".join(cell.columns))) & _NATIONS
    return bool(together & asked) and not together <= asked


def in_asked_column(
    question: str, asked: set[str], cells: Sequence[Cell], caption: str, report: IndexedReport
) -> Cell | None:
    """The one cell of the row in the column that the question means; None when it could be several."""
    totals = [cell for cell in cells if _TOTAL.search(" ".join(cell.columns))]
    # The "all" of "across all ranks" is of the row where that says it.
    if len(totals) == 1 and _TOTAL.search(question) and not _TOTAL.search(" ".join(totals[0].row)):
        return None if _names_another(asked, totals[0], cells) else totals[0]
    for asks, label in _SORTS:
        of_sort = [cell for cell in cells if label.search(" ".join(cell.columns))]
        if asks.search(question) and len(of_sort) == 1:
            return of_sort[0]
    wanted = measure_of(question)
    fitting = [cell for cell in cells if wanted is None or measure_held(cell, caption) in (wanted, None)]
    cell = _in_named_column(asked, fitting, len(cells) == 1, report)
    if cell is None and wanted is None and len({measure_held(cell, caption) for cell in fitting}) > 1:
        counts = [cell for cell in fitting if measure_held(cell, caption) is Measure.COUNT]
        cell = _in_named_column(asked, counts, len(cells) == 1, report)
    alike = _named_most(asked, fitting)
    if cell is None and wanted is not None:
        # Beside a column that says it holds what is wanted, one that does not say what it holds is no rival.
        says_it = [cell for cell in alike if measure_of(" ".join(cell.columns)) is wanted]
        cell = _in_named_column(asked, says_it, len(cells) == 1, report)
    if cell is None:
        # "Cautions" is no "Conditional cautions": of two, the one that is named in full.
        in_full = [cell for cell in alike if label_words(cell) and label_words(cell) <= asked]
        cell = in_full[0] if len(in_full) == 1 else None
    return cell


def _named_most(asked: set[str], cells: Sequence[Cell]) -> list[Cell]:
    """The cells whose columns the question names by most of the words that not all of the columns have."""
    labels = [label_words(cell) for cell in cells]
    shared = set.intersection(*labels) if labels else set()
    named = [len(asked & label - shared) for label in labels]
    return [cell for cell, count in zip(cells, named, strict=True) if count == max(named)]


def _names_another(asked: set[str], total: Cell, cells: Sequence[Cell]) -> bool:
    """Whether the question names a column beside that of the total: "girls in total" may be all girls."""
    return any((label_words(cell) - label_words(total)) & asked for cell in cells)


def _in_named_column(asked: set[str], fitting: Sequence[Cell], only_one: bool, report: IndexedReport) -> Cell | None:
    """The one cell whose column's labels the question names; without a name, the column of the report's own body."""
    labels = {cell: label_words(cell) for cell in fitting}
    common = set.intersection(*labels.values()) if labels else set()
    named = {cell: len((label - common) & asked) for cell, label in labels.items()}
    if not any(named.values()):
        # Without a place in the question, the one the report is about is meant.
        body = set(terms(report.facts.body)) - ORGANISATION
        named = {cell: len((label - common) & body) for cell, label in labels.items()}
    best = max(named.values(), default=0)
    chosen = [cell for cell, count in named.items() if count == best]
    # A column whose labels say nothing but what it measures holds for every place; one that is asked for is meant.
    sure = best or only_one or not any(labels.values()) or bool(common & asked)
    return chosen[0] if len(chosen) == 1 and sure else None
