"""A text's first lines say what it is and whom it is about."""

from collections.abc import Callable

import pytest

from corpus import Report
from corpus.structure.lines import split_lines
from corpus.structure.title import stated_title

PROSE = "Between 1 and 5 May we visited all of the stations in the county and spoke to their crews.\n"


LETTER = "3 May 2019\nAnn Lee, Chief Officer\nDear partnership\n"
CASES = {
    f"{LETTER}Joint inspection of the\nwork of crews in\nKent\n": "Joint inspection of the work of crews in Kent",
    f"{LETTER}Joe Roe, Chair\nReview of fire stations\n": "Review of fire stations",
    "Kent County\nCouncil\nInspection of services for\nchildren\nand\nReview of the board\nPublished: 3 May 2019\n": (
        "Kent County Council: Inspection of services for children"
    ),
    "Local report\n\nArea inspection of Kent Local\nPartnership\nInspection dates: 1 to 5 May 2019\n\n": (
        "Area inspection of Kent Local Partnership"
    ),
    "How good is the force?\n\n": "",
    "Kent\nYork\n\n": "",
}


@pytest.mark.parametrize(("text", "title"), CASES.items())
def test_the_title_stands_in_the_first_lines(text: str, title: str) -> None:
    assert stated_title(split_lines(text + PROSE)) == title


def test_a_letters_date_is_a_line_of_its_own(read_text: Callable[[str], Report]) -> None:
    facts = read_text(
        f"3 May 2019\nAnn Lee, Chief Officer\nDear partnership\nInspection of crews in Kent\n{PROSE}"
    ).facts
    assert (facts.title, facts.date, facts.body) == ("Inspection of crews in Kent", "2019-05-03", "Kent")
