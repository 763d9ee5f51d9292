"""Questions for a figure answered from a table's certain cells: by labels, never by a guess of place."""

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from corpus.structure.headings import RATING
from corpus.types import Cell, Passage
from index.folding import terms, words
from index.types import IndexedReport
from index.wording import Wording
from qa.grades import ASKING
from qa.label_letters import in_label_letters
from qa.questions import COUNT, SHARE


class Measure(StrEnum):
    """What a figure counts."""

    COUNT = "count"
    RATE = "rate"
    PERCENT = "percent"


_MEASURES = (
    (Measure.RATE, re.compile(r"\brates?\b|\bper (?:\d|head|capita|thousand|million|hundred)", re.I)),
    (Measure.PERCENT, re.compile(rf"\bper ?cent(?:age)?s?\b|%|\bproportion\b|\b{SHARE}\b", re.I)),
    (Measure.COUNT, re.compile(rf"\bhow many\b|\bnumbers?\b|\b{COUNT}\b|\btotals?\b|\bvolumes?\b", re.I)),
)
_LABELS = ((Measure.PERCENT, re.compile(r"\bshare\b", re.I)), (Measure.COUNT, re.compile(r"\bcounts?\b", re.I)))
"""Words that in a table's label always are of a figure: no verbs stand there."""
_GENERIC = frozenset(
    terms(
        "how many much number numbers rate rates figure figures percent percentage total count proportion share "
        "per 1000 population thousand people person head level levels recorded reported give given got get"
    )
)
"""Words that say what sort of figure is wanted, not which."""

_MANNER = frozenset(
    terms(
        "overall altogether approximately approx roughly nearly almost exactly precisely actually really rather "
        "instead quite simply merely across throughout table chart shown according sorry thanks ok okay"
    )
)
"""Words of how a question is put: how exactly, instead of what, where it is printed. Whatever it is about may be asked
with them, so they narrow no figure down. Not such as "together" and "within", which a row's label may be known by.
"""

_ANY_FIGURE = _GENERIC | _MANNER

_CHANGE = frozenset(
    terms(
        "fall fell fallen falling rise rose risen rising increase decrease change drop reduce reduction grow grew "
        "grown growth decline difference improve worsen double halve"
    )
)
"""A question with one of these asks for a change, and no level answers it."""

_ELSEWHERE = re.compile(
    r"\b(?:national(?:ly)?|country|nationwide|others?|similar|elsewhere|everywhere|all|each|every|both|average)\b", re.I
)
"""A question with one of these is about other places than one column holds, unless a label says it too."""

_DENIES = re.compile(r"\b(?:not|never|without|except|excluding)\b|n['’]t\b", re.I)
"""A question with one of these asks for what a figure leaves out, unless its labels say it too."""

_NATIONAL = re.compile(
    r"\b(?:national(?:ly)?|nationwide|countrywide|(?:the )?(?:whole|entire|rest of the) country|"
    r"(?:in|across|over) the country)\b",
    re.I,
)
_NATION = frozenset(terms("england wales scotland britain ireland uk kingdom national"))
_NATIONS = frozenset(terms("england wales scotland ireland britain"))
_WITH_NATION = frozenset(terms("northern great united average all"))
"""What the label of a column for a whole nation is made of."""

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

_RECORDS = frozenset(
    terms(
        "record recorded report reported have had give gave get got receive received make made issue issued count see "
        "hold held own list listed note noted log logged register registered include included happen happened occur "
        "occurred"
    )
)
"""What a body does with whatever it has figures of: to solve, use or lose them is something else."""
_TELLING = frozenset(terms("recorded reported"))
"""Words that say nothing alone, but which of two rows is meant."""

_QUALIFIER = re.compile(
    r"\b(?:for|against|in|from|by|per|among|with|at|across|of|did|does|do) "
    r"(?=(?:(?:the|a|an|any|its|their) )?([\w’'-]+(?: [\w’'-]+)?))",
    re.I,
)
"""What a question is narrowed to: "for burglary", "did West Mercia"."""

_PLURAL = re.compile(r"[a-z]{3,}(?<![iu]s)(?<!ss)(?<=s)")
"""A noun for what is counted ("burglary offences"): other words beside a label's make it another figure."""

_TOTAL = re.compile(r"\btotals?\b", re.I)
_MONTHS = frozenset(
    terms("january february march april may june july august september october november december")
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_CALENDAR_YEAR = re.compile(r"(?<![\d/–-])(?:19|20)\d\d(?![\d,]| ?[/–-] ?\d)")
_SPLIT_YEAR = re.compile(r"\b((?:19|20)\d\d) ?[/–-] ?(?:\d\d){1,2}\b")
"""A year from January, and one such as 2014/15 that is not the year 2014."""
_WHEN = re.compile(r"^(?:(?:and|so|but) )?when\b", re.I)
_DATED = re.compile(
    r"\b(?:jan|febr)uary\b|\b(?:march|april|june|july|august|(?:sept|nov|dec)ember|october)\b|"
    r"(?:19|20)\d\d ?[/–-]|[^\W\d_].*\b(?:19|20)\d\d\b|\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b",
    re.I,
)
"""What tells a date from a number: a bare 2010 may be a count."""
_DATES = re.compile(r"\b(?:dates?|when|deadlines?)\b", re.I)
_OFTEN = re.compile(r"\bhow (?:often|frequently|regularly)\b|\bfrequency\b", re.I)
_FREQUENCIES = re.compile(r"\bfrequency\b|\bhow (?:often|frequently)\b", re.I)
_SORTS = ((_WHEN, _DATES), (_OFTEN, _FREQUENCIES))
"""How a question asks for a sort of thing that is no measure, and what the label of its column says."""
_PLANNED = frozenset(terms("due date planned expected scheduled supposed going"))
"""What "when" is asked with of whatever is to come."""

_WHO = re.compile(r"^(?:(?:and|so|but) )?who(?:se|m)?\b", re.I)
_ASKS_FOR_TEXT = re.compile(r"^(?:(?:and|so|but) )?(?:where|why)\b", re.I)
_GRADE = re.compile(
    r"\b(?:grad(?:e|es|ed|ing|ings)|rat(?:ed|ing|ings)|judge?ments?|judged|verdicts?|scor(?:e|es|ed)|how good)\b", re.I
)
"""What asks for a value in words: of all the words that a row may hold, only a grade is a measure of its label."""

_NUMBERED_GRADE = re.compile(rf"{RATING.pattern}\b", re.I)
"""The number of "Inadequate Grade 4" counts nothing."""

_PARTS = re.compile(r",|;|&|\b(?:and|or)\b", re.I)
"""What parts a label that names several things."""

_ORGANISATION = frozenset(terms("police constabulary force service fire rescue county council authority"))
"""Words that many bodies share: no place is known by them."""

_WHOLE = frozenset(terms("area year months month period time report last past latest"))
"""Words that narrow a figure to what a table is about anyway."""

ONLY_ROW = 0.5
"""Share of its label's words that a table's only row must have of the question: there is no other row to beat."""

UNMATCHED_LABEL = 0.4
"""What a row's word that the question lacks takes off, as a share of what it would add."""

CLEAR = 0.35
"""By how much the best row must beat the next, as a share of its own score: below, the question fits both."""


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

    def in_its_letters(table: Passage) -> str:
        cells = table.table.cells if table.table else ()
        labels = (label for cell in cells for label in (*cell.row, *cell.columns))
        texts = [one.text for one in looked_at if one.report == table.report]
        return in_label_letters(question, labels, texts, wording.defined)

    found = [
        answer
        for table in looked_at
        if table.table and (answer := _cell_asked_for(in_its_letters(table), table, reports[table.report], wording))
    ]
    return sorted(found, key=lambda answer: answer.uncovered)


def _cell_asked_for(question: str, passage: Passage, report: IndexedReport, wording: Wording) -> TableAnswer | None:
    table = passage.table
    asked = set(terms(question)) - _ANY_FIGURE
    if table is None or not table.cells or not asked:
        return None
    rows = list(dict.fromkeys(cell.row for cell in table.cells))
    asked = _in_its_words(asked, rows)
    row = _row_asked_for(rows, asked, set(terms(question)) & _TELLING)
    if row is None or (len(rows) == 1 and not _means_only_row(question, row, asked, report)):
        return None
    in_row = [cell for cell in table.cells if cell.row == row]
    question, asked, in_row = _for_the_nation(question, asked, in_row, table.caption, report)
    cell = _in_asked_column(question, asked, in_row, table.caption, report)
    if cell is None or _is_of_more_nations(asked, cell):
        return None
    facts = report.facts
    near = set(terms(" ".join((*cell.row, *cell.columns, table.caption, *table.notes, passage.heading))))
    around = set(terms(" ".join((facts.title, facts.body, facts.date))))
    if any(map(_YEAR.fullmatch, near)):
        # A table that says its year holds for that one, whenever its report appeared.
        around = {term for term in around if not _YEAR.fullmatch(term)} - _MONTHS
    if len(around & _MONTHS) > 1:
        # "July to September" is the figures' time, each of the two months alone is not.
        around -= _MONTHS
    labels = " ".join((*cell.row, *cell.columns, table.caption))
    denies = _DENIES.search(question) and not _DENIES.search(labels)
    if denies or _means_another_time(question, f"{labels} {facts.title}", near | around):
        return None
    left = asked - near - around
    if _FREQUENCIES.search(" ".join(cell.columns)):
        left -= set(terms(" ".join(_OFTEN.findall(question))))
    full = _covers(asked, " ".join(row))
    if _asks_for_another(question, asked, near, left, wording) or not _has_form(question, asked, cell, left):
        return None
    uncovered = len(left) / len(asked)
    return TableAnswer(passage, cell, uncovered) if uncovered <= (UNCOVERED_FULL_LABEL if full else UNCOVERED) else None


def _asks_for_another(question: str, asked: set[str], near: set[str], left: set[str], wording: Wording) -> bool:
    """Whether words of the question that stand nowhere around the cell make it a question for another figure."""
    # A word that no report has, or a figure, may be just what makes it another question ("in Kent", "in 2012").
    if any(term not in wording.stems or term.isdigit() for term in left - _RECORDS):
        return True
    if asked & _CHANGE and not near & _CHANGE:
        return True
    if any(not near & set(terms(word)) for word in _ELSEWHERE.findall(question)):
        return True
    if measure_of(question) and left & _limiting(question) - _RECORDS - _ORGANISATION - _WHOLE:
        return True
    return bool(left & _narrowed(question) - _ORGANISATION - _WHOLE)


def _means_another_time(question: str, labels: str, said: set[str]) -> bool:
    """Whether the question has a calendar year where the labels have only one that is split over two (2014, 2014/15),
    or asks when something happened that is not `said` around the cell: the date of one thing is none of another.
    """
    split = set(_SPLIT_YEAR.findall(labels)) - set(_CALENDAR_YEAR.findall(labels))
    if split & set(_CALENDAR_YEAR.findall(question)):
        return True
    # Here "recorded" says something, too: no date of a first publication is when crime was recorded.
    return bool(_WHEN.search(question)) and bool(set(terms(_WHEN.sub("", question))) - said - _MANNER - _PLANNED)


def _limiting(question: str) -> set[str]:
    """The words that say more of what a question counts than its kind: "female staff", "staff left", "were solved"."""
    for _, measure in _MEASURES:
        question = measure.sub(" ", question)
    return set(terms(" ".join(word for word in words(question) if not _PLURAL.fullmatch(word))))


def _narrowed(question: str) -> set[str]:
    """What the question is narrowed to; that "the force did record" it is nothing of it."""
    found: set[str] = set()
    for match in _QUALIFIER.finditer(question):
        first, *acts = match[1].split()
        records = acts and set(terms(acts[0])) <= _RECORDS
        found |= set(terms(first if records else match[1]))
    return found


def _has_form(question: str, asked: set[str], cell: Cell, left: set[str]) -> bool:
    """Whether the cell holds the sort of thing that the question asks for: a figure, or words such as a grade."""
    if _ASKS_FOR_TEXT.search(question):
        return False
    figure = any(char.isdigit() for char in cell.value) and not _NUMBERED_GRADE.match(cell.value)
    named = bool(asked & set(terms(" ".join(cell.columns))))
    if _WHO.search(question):
        return named and not figure
    if _WHEN.search(question):
        return bool(_DATED.search(cell.value)) or (figure and bool(_DATES.search(" ".join(cell.columns))))
    if figure or measure_of(question):
        return figure
    # "How good are the plans for care leavers?" asks for no grade of care leavers.
    return named or not left or (bool(_GRADE.search(question)) and not left - ASKING)


def _covers(asked: set[str], label: str) -> bool:
    """Whether the question has every word of a label, a hyphenated one in one piece or in its parts."""
    return all(set(terms(word)) <= asked or _parts(word) <= asked for word in label.split())


def _in_its_words(asked: set[str], rows: Sequence[tuple[str, ...]]) -> set[str]:
    """The question's words, those of them that the table has another word for in that one."""
    labels = {term for row in rows for term in terms(" ".join(row))}
    for same, label in _SAME:
        if asked & same and labels & label and not asked & labels & (same | label):
            asked = asked - same | labels & label
    return asked


def _for_the_nation(
    question: str, asked: set[str], cells: list[Cell], caption: str, report: IndexedReport
) -> tuple[str, set[str], list[Cell]]:
    """A "national" question in the words of the columns for the one whole nation, with these only.

    As it was where there are none or several, where the row or the caption is "national" itself, and where the
    question names another column or the report's body, too.
    """
    national = [cell for cell in cells if _is_national(cell)]
    said = set(terms(" ".join(_NATIONAL.findall(question))))
    rest = asked - said
    others = set().union(*(_label(cell) for cell in cells if cell not in national)) | set(terms(report.facts.body))
    if (
        not said
        or len({cell.columns[0] for cell in national}) != 1
        or said & set(terms(" ".join((*cells[0].row, caption))))
        or rest & others - _ORGANISATION - set().union(*map(_label, national))
    ):
        return question, asked, cells
    return _NATIONAL.sub(" ", question), rest | set.intersection(*map(_label, national)), national


def _is_national(cell: Cell) -> bool:
    labels = [set(terms(label)) - _ANY_FIGURE for label in cell.columns]
    return any(label & _NATION and label <= _NATION | _WITH_NATION for label in labels)


def _is_of_more_nations(asked: set[str], cell: Cell) -> bool:
    """Whether the question names a nation that the cell's column holds only together with another."""
    together = set(terms(" ".join(cell.columns))) & _NATIONS
    return bool(together & asked) and not together <= asked


def _label(cell: Cell) -> set[str]:
    """The words of the cell's column that say more than what it measures."""
    return set(terms(" ".join(cell.columns))) - _ANY_FIGURE


def _parts(word: str) -> set[str]:
    return set(terms(re.sub(r"\W+", " ", word)))


def _row_asked_for(rows: Sequence[tuple[str, ...]], asked: set[str], telling: set[str]) -> tuple[str, ...] | None:
    """The row that the words asked with pick out; between two, a `telling` word may decide."""
    weights = _weights(rows)
    return _row_said(rows, asked, weights) or _row_said(rows, asked | telling, weights)


def _row_said(
    rows: Sequence[tuple[str, ...]], asked: set[str], weights: Mapping[str, float]
) -> tuple[str, ...] | None:
    row = _clear_best(rows, lambda labels: _fit(labels, asked, weights))
    return None if row is None or _is_said_of_others(row, rows, asked) else row


def _is_said_of_others(row: tuple[str, ...], rows: Sequence[tuple[str, ...]], asked: set[str]) -> bool:
    """Whether another row has all that the question says of this one, and this one says more: "staff" is no more
    "Support staff" than "Control room staff", though its label is shorter.
    """
    said = set(terms(" ".join(row))) & asked
    others = (set(terms(" ".join(other))) for other in rows if other != row)
    return not set(terms(" ".join(row))) - asked <= _GENERIC - _TELLING and any(said <= other for other in others)


def _weights(rows: Sequence[tuple[str, ...]]) -> dict[str, float]:
    """How much a word tells of which row is meant: inverse document frequency over the table's rows."""
    labels = [set(terms(" ".join(row))) for row in rows]
    every = set().union(*labels) if labels else set()
    return {term: math.log(1 + len(rows) / sum(term in label for label in labels)) for term in every}


def _fit(row: tuple[str, ...], asked: set[str], weights: Mapping[str, float]) -> float:
    label = set(terms(" ".join(row)))
    label -= _GENERIC - _TELLING - asked
    said = label & asked
    return sum(weights[term] for term in said) - UNMATCHED_LABEL * sum(weights[term] for term in label - said)


def _share(row: tuple[str, ...], asked: set[str]) -> float:
    label = set(terms(" ".join(row)))
    return len(label & asked) / len(label) if label else 0.0


def _means_only_row(question: str, row: tuple[str, ...], asked: set[str], report: IndexedReport) -> bool:
    """Whether a table's only row is meant: by enough of its label, or by a question for the grade of a whole part of it
    ("leadership" of "Leadership and management") and of nothing else.
    """
    if _share(row, asked) >= ONLY_ROW:
        return True
    graded = asked - set(terms(" ".join(_GRADE.findall(question)))) - set(terms(report.facts.body))
    parts = [set(terms(part)) for part in _PARTS.split(" ".join(row))]
    return bool(_GRADE.search(question)) and any(part and part == graded for part in parts)


def _clear_best(rows: Sequence[tuple[str, ...]], fit: Callable[[tuple[str, ...]], float]) -> tuple[str, ...] | None:
    ranked = sorted(((fit(row), row) for row in rows), key=lambda pair: -pair[0])
    best, row = ranked[0]
    if best <= 0 or (len(ranked) > 1 and best - ranked[1][0] < CLEAR * best):
        return None
    return row


def _in_asked_column(
    question: str, asked: set[str], cells: Sequence[Cell], caption: str, report: IndexedReport
) -> Cell | None:
    """The one cell of the row in the column that the question means; None when it could be several."""
    totals = [cell for cell in cells if _TOTAL.search(" ".join(cell.columns))]
    if len(totals) == 1 and _TOTAL.search(question):
        return None if _names_another(asked, totals[0], cells) else totals[0]
    for asks, label in _SORTS:
        of_sort = [cell for cell in cells if label.search(" ".join(cell.columns))]
        if asks.search(question) and len(of_sort) == 1:
            return of_sort[0]
    wanted = measure_of(question)
    fitting = [cell for cell in cells if wanted is None or _measure(cell, caption) in (wanted, None)]
    cell = _in_named_column(asked, fitting, len(cells) == 1, report)
    if cell is None and wanted is None and len({_measure(cell, caption) for cell in fitting}) > 1:
        counts = [cell for cell in fitting if _measure(cell, caption) is Measure.COUNT]
        cell = _in_named_column(asked, counts, len(cells) == 1, report)
    if cell is None and wanted is not None and not any(_names(asked, one, fitting) for one in fitting):
        # Beside a column that says it holds what is wanted, one that does not say what it holds is no rival.
        says_it = [cell for cell in fitting if measure_of(" ".join(cell.columns)) is wanted]
        cell = _in_named_column(asked, says_it, len(cells) == 1, report)
    return cell


def _names(asked: set[str], cell: Cell, cells: Sequence[Cell]) -> bool:
    """Whether the question names the cell's column by words that not all of the columns have."""
    shared = set.intersection(*(_label(one) for one in cells))
    return bool(asked & _label(cell) - shared)


def _names_another(asked: set[str], total: Cell, cells: Sequence[Cell]) -> bool:
    """Whether the question names a column beside that of the total: "girls in total" may be all girls."""
    return any((_label(cell) - _label(total)) & asked for cell in cells)


def _in_named_column(asked: set[str], fitting: Sequence[Cell], only_one: bool, report: IndexedReport) -> Cell | None:
    """The one cell whose column's labels the question names; without a name, the column of the report's own body."""
    labels = {cell: _label(cell) for cell in fitting}
    common = set.intersection(*labels.values()) if labels else set()
    named = {cell: len((label - common) & asked) for cell, label in labels.items()}
    if not any(named.values()):
        # Without a place in the question, the one the report is about is meant.
        body = set(terms(report.facts.body)) - _ORGANISATION
        named = {cell: len((label - common) & body) for cell, label in labels.items()}
    best = max(named.values(), default=0)
    chosen = [cell for cell, count in named.items() if count == best]
    # A column whose labels say nothing but what it measures holds for every place; one that is asked for is meant.
    sure = best or only_one or not any(labels.values()) or bool(common & asked)
    return chosen[0] if len(chosen) == 1 and sure else None


def measure_of(question: str) -> Measure | None:
    """What sort of figure a question wants, None when it does not say."""
    return next((measure for measure, pattern in _MEASURES if pattern.search(question)), None)


def _measure(cell: Cell, caption: str) -> Measure | None:
    """What sort of figure a cell holds, by its column's labels or else by its table's caption."""
    for text in (" ".join(cell.columns), caption):
        measure = measure_of(text) or next((measure for measure, label in _LABELS if label.search(text)), None)
        if measure:
            return measure
    return None
