"""The rules that read the shipped report read another one, with other words, headings, tables and columns."""

from pathlib import Path

import pytest

from corpus import Block, Kind, Report, load_report


@pytest.fixture(scope="module")
def leisure() -> Report:
    return load_report(Path(__file__).parent / "reports" / "leisure-services-2019.txt")


def text_of(report: Report, *path: str) -> list[str]:
    return [block.content.text for at, section in report.walk() if at == path for block in section.blocks]


def blocks(report: Report, kind: Kind) -> list[Block]:
    return [block for _, section in report.walk() for block in section.blocks if block.kind is kind]


TITLE = "Leisure services in Marlow Vale – joint review"


def test_its_sections(leisure: Report) -> None:
    assert [path for path, _ in leisure.walk()] == [
        (TITLE,),
        (TITLE, "Our verdict"),
        (TITLE, "Sports centres"),
        (TITLE, "Swimming pools"),
        ("Background",),
        ("Sports centres",),
        ("Sports centres", "How are prices set?"),
        ("Sports centres", "Who decides on opening hours?"),
        ("Sports centres", "Findings"),
        ("Swimming pools",),
        ("Swimming pools", "Findings"),
        ("Appendix 1 – Our verdicts",),
    ]


def test_its_left_column(leisure: Report) -> None:
    assert text_of(leisure, TITLE, "Sports centres") == [
        "Good",
        "The centres are clean and well kept, and nine in ten of the people who use them are content with them.",
        "Only a few of the centres stay open after nine in the evening.",
    ]


def test_its_right_column(leisure: Report) -> None:
    assert text_of(leisure, TITLE, "Swimming pools") == [
        "Poor",
        "The pools are old. Repairs have been put off for years, and two of the pools had to close last winter.",
    ]


def test_its_table(leisure: Report) -> None:
    (block,) = blocks(leisure, Kind.TABLE)
    assert block.table is not None
    cells = {(cell.row[-1], cell.columns[-1]): cell.value for cell in block.table.cells}
    assert cells == {
        ("Gym and fitness*", "2018 season"): "210",
        ("Gym and fitness*", "2019 season"): "225",
        ("Team sports", "2018 season"): "96",
        ("Team sports", "2019 season"): "91",
        ("Racket sports", "2018 season"): "51",
        ("Racket sports", "2019 season"): "48",
        ("Other visits", "2018 season"): "62",
        ("Other visits", "2019 season"): "77",
    }
    assert block.table.notes[-1] == "*Classes are counted as visits to the gym."


def test_its_footnotes(leisure: Report) -> None:
    assert [(note.number, note.content.text.split(".")[0]) for note in blocks(leisure, Kind.FOOTNOTE)] == [
        ("1", "Excellent, good, requires improvement or poor – see Appendix 1 for what these mean"),
        ("2", "Two centres were visited twice"),
        ("3", "Prices are on the website"),
        ("4", "Visits by schools are not counted"),
        ("5", "For an hour"),
    ]


def test_its_running_text(leisure: Report) -> None:
    text = " ".join(text_of(leisure, "Background") + text_of(leisure, "Sports centres"))
    assert "between March and June 2019. We spoke to 412 users" in text
    assert "In 2018, 2 of the centres were closed" in text
    assert "The centre-led survey will be repeated." in text
    assert "(most of them) by heart. The council has no plan for the buildings themselves" in text
    assert "www.example.org/leisure/reports/marlow-vale/visits_in_the_district_2019.pdf" in text


def test_its_list(leisure: Report) -> None:
    assert [(item.lead_in and item.lead_in.text, item.content.text) for item in blocks(leisure, Kind.LIST_ITEM)] == [
        ("We looked at three things:", "how clean and safe the centres are;"),
        ("We looked at three things:", "what they cost; and"),
        ("We looked at three things:", "who uses them."),
    ]
