"""The smallest report and answers that tests of the page need."""

from corpus.types import Cell, Facts, Kind, MappedText, Passage, Sentence, Table
from index.types import IndexedReport
from qa.types import Answer, Citation

REPORT = IndexedReport("peel", Facts("PEEL 2015", "HMIC", date="2016-02-18"), "peel.txt", "0" * 64, 80, 4)
CHAPTER = ("Preventing crime",)
CRIME = ("Preventing crime", "How much crime is there?")
TEAMS = ("Preventing crime", "How well do teams work?")


def passage(
    text: str, section: tuple[str, ...] = CRIME, page: int | None = None, kind: Kind = Kind.PARAGRAPH, lead: int = 0,
    table: Table | None = None,
) -> Passage:  # fmt: skip
    """A passage with a sentence on each line."""
    sentences, start = [], 0
    for line in text.split("\n"):
        sentences.append(Sentence(start, start + len(line), page))
        start += len(line) + 1
    return Passage("peel", section, MappedText.slice_of(text, 0, len(text)), tuple(sentences), kind, table, 0, lead)


def table_of(text: str, cells: dict[tuple[str, str], str]) -> Table:
    """A table whose cells stand in the text, by row and column."""
    return Table(
        "Figure 1: Rates",
        tuple(
            Cell((row,), (column,), value, text.index(value), text.index(value) + len(value))
            for (row, column), value in cells.items()
        ),
        ("Source: Home Office",),
    )


RATES = "Crime: Lancashire 62.7; England 63.0\nBurglary: Lancashire 6.4; England 8.2"
RATES_TABLE = table_of(
    RATES,
    {
        ("Crime", "Lancashire"): "62.7", ("Crime", "England"): "63.0",
        ("Burglary", "Lancashire"): "6.4", ("Burglary", "England"): "8.2",
    },
)  # fmt: skip


def cite(said: str, of: Passage, line: int = 0) -> Citation:
    """A citation of one line of a passage."""
    around = of.sentences[line]
    quote = of.text[around.start : around.end]
    start = quote.index(said)
    return Citation(
        of.report, "PEEL 2015", of.section, around.page, quote, (start, start + len(said)), of.text, around.start
    )


def found(citation: Citation, question: str = "How many?", confidence: float = 0.9) -> Answer:
    return Answer(question, True, citation.answer_text, "span", confidence, citations=(citation,))


NOTHING = Answer("Pay?", False, "", "none", 0.1, message="The reports do not say.")
