"""What a question counts and what a table's labels say that they count."""

import re
from enum import StrEnum

from corpus.types import Cell
from index.folding import terms
from qa.questions import COUNT, SHARE


class Measure(StrEnum):
    """What a figure counts."""

    COUNT = "count"
    RATE = "rate"
    PERCENT = "percent"


MEASURES = (
    (Measure.RATE, re.compile(r"\brates?\b|\bper (?:\d|head|capita|thousand|million|hundred)", re.I)),
    (Measure.PERCENT, re.compile(rf"\bper ?cent(?:age)?s?\b|%|\bproportion\b|\b{SHARE}\b", re.I)),
    (Measure.COUNT, re.compile(rf"\bhow many\b|\bnumbers?\b|\b{COUNT}\b|\btotals?\b|\bvolumes?\b", re.I)),
)
_LABELS = ((Measure.PERCENT, re.compile(r"\bshare\b", re.I)), (Measure.COUNT, re.compile(r"\bcounts?\b", re.I)))
"""Words that in a table's label always are of a figure: no verbs stand there."""

_TOTALS = re.compile(r"\btotals?\b", re.I)

GENERIC = frozenset(
    terms(
        "how many much number numbers rate rates figure figures percent percentage total count proportion share "
        "per 1000 population thousand people person head resident residents inhabitants citizens level levels recorded "
        "reported give given got get"
    )
)
"""Words that say what sort of figure is wanted, not which."""

MANNER = frozenset(
    terms(
        "overall altogether common approximately approx roughly nearly almost exactly precisely actually really rather "
        "instead quite simply merely across throughout look looking table chart shown according sorry thanks ok okay"
    )
)
"""Words of how a question is put: how exactly, instead of what, where it is printed. Whatever it is about may be asked
with them, so they narrow no figure down. Not such as "together" and "within", which a row's label may be known by.
"""

ANY_FIGURE = GENERIC | MANNER

ORGANISATION = frozenset(terms("police constabulary force service fire rescue county council authority"))
"""Words that many bodies share: no place is known by them."""

TELLING = frozenset(terms("recorded reported"))
"""Words that say nothing alone, but which of two rows is meant."""


def measure_of(question: str) -> Measure | None:
    """What sort of figure a question wants, None when it does not say."""
    return next((measure for measure, pattern in MEASURES if pattern.search(question)), None)


def measure_held(cell: Cell, caption: str) -> Measure | None:
    """What sort of figure a cell holds, by its column's labels or else by its row's or its table's caption."""
    # A total of rates is a rate: in a row's label it says nothing of what is counted.
    row = _TOTALS.sub(" ", " ".join(cell.row))
    for text in (" ".join(cell.columns), row, cell.value if cell.value.endswith("%") else "", caption):
        measure = measure_of(text) or next((measure for measure, label in _LABELS if label.search(text)), None)
        if measure:
            return measure
    return None


def label_words(cell: Cell) -> set[str]:
    """The words of the cell's column that say more than what it measures."""
    return set(terms(" ".join(cell.columns))) - ANY_FIGURE


def lacks_measure(question: str, cell: Cell, caption: str, beside: str) -> bool:
    """Whether a rate or a share is asked for where nothing says that the figure is one: most such are counts."""
    wanted = measure_of(question)
    if wanted in (None, Measure.COUNT) or measure_held(cell, caption):
        return False
    return measure_of(beside) is not wanted
