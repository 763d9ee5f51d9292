"""A table of labels and grades is found where a tool printed its cells as lines, and only where nothing is in doubt."""

from collections.abc import Callable

import pytest

from corpus import Block, Cell, Kind, Report

Read = Callable[[str], Report]

PROSE = (
    "The station was visited in the spring, and the crews were asked how the new shift pattern\n"
    "had changed their work, which most of them said it had done for the better in the winter.\n"
)
STACKED = "The impact of leaders on\nthe crews\n\nGood\n\nThe state of the engines\n\nPoor\n\nOverall\n\nGood\n\n"


def tables(report: Report) -> list[Block]:
    return [block for _, section in report.walk() for block in section.blocks if block.kind is Kind.TABLE]


def cells(report: Report) -> list[tuple[str, tuple[str, ...], str]]:
    offered: list[Cell] = [cell for block in tables(report) if block.table for cell in block.table.cells]
    return [(" ".join(cell.row), cell.columns, cell.value) for cell in offered]


def test_labels_and_grades_one_below_the_other(read_text: Read) -> None:
    report = read_text(f"Review of stations\nJudgement\n\nGrade\n\n{STACKED}{PROSE}")
    assert cells(report) == [
        ("The impact of leaders on the crews", ("Grade",), "Good"),
        ("The state of the engines", ("Grade",), "Poor"),
        ("Overall", ("Grade",), "Good"),
    ]
    (table,) = tables(report)
    assert table.content.text.split("\n")[1] == "The state of the engines: Grade Poor"
    assert table.table is not None
    value = table.table.cells[1]
    ((start, end),) = table.content.source_spans(value.start, value.end)
    assert report.text[start:end] == "Poor"


def test_numbered_labels_need_no_white_above_and_grades_may_wrap(read_text: Read) -> None:
    rows = "1. Crews\n\nRequires\nimprovement\n\n2. Engines\n\nGood\n\n2.1 Tyres\n\nGood\n\n"
    report = read_text(f"Review of stations\n\n{PROSE}The station is good:\n{rows}Summary\n{PROSE}")
    assert cells(report) == [
        ("1. Crews", (), "Requires improvement"),
        ("2. Engines", (), "Good"),
        ("2.1 Tyres", (), "Good"),
    ]


def test_label_and_grade_in_one_line(read_text: Read) -> None:
    rows = "Area              Rating\nCrews             On track\nEngines           Late\nHouses            On track\n"
    report = read_text(f"Review of stations\n\n{PROSE}\n{rows}\n{PROSE}")
    assert cells(report) == [
        ("Crews", ("Rating",), "On track"),
        ("Engines", ("Rating",), "Late"),
        ("Houses", ("Rating",), "On track"),
    ]


def test_a_first_label_that_may_have_begun_above_is_not_offered(read_text: Read) -> None:
    rows = "Record of findings\nCrews\n\nGood\n\nEngines\n\nPoor\n\nTyres\n\nPoor\n\n"
    report = read_text(f"Review of stations\n\n{PROSE}\n{rows}{PROSE}")
    assert [row for row, _, _ in cells(report)] == ["Engines", "Tyres"]


@pytest.mark.parametrize(
    "lines",
    [
        "Crews\n\nGood\n\nEngines\n\nPoor\n\nTyres\n\nPoor\n\nHouses",  # the grades may stand over their labels
        "Ann Lee\n\nChief Inspector\n\nJoe Roe\n\nNational Director\n\nSue Poe\n\nDeputy",  # nothing comes again
        "Crews\n\nGood\n\nEngines\n\nPoor",  # too few to tell
        "Crews\n\nGood\n\nCrews\n\nPoor\n\nTyres\n\nPoor",  # one label twice
    ],
)
def test_what_is_in_doubt_is_no_table(read_text: Read, lines: str) -> None:
    assert not cells(read_text(f"Review of stations\n\n{PROSE}\n{lines}\n\n{PROSE}"))
