"""When the labels of a printed table are certain."""

import pytest

from corpus.formats.tables import PrintedCell, table_blocks
from corpus.types import Kind, MappedText


def cells(*rows: str, bold: int = 0) -> list[PrintedCell]:
    """Rows of cells parted by bars."""
    return [
        PrintedCell(row, column, row + 1, column + 1, MappedText.inserted(text), row < bold)
        for row, line in enumerate(rows)
        for column, text in enumerate(line.split("|"))
    ]


def test_words_over_figures_are_column_labels() -> None:
    (block,) = table_blocks(cells("Offence|Here|There", "Burglary|8.1|8.4"))
    assert block.table is not None
    assert [(cell.row, cell.columns, cell.value) for cell in block.table.cells] == [
        (("Burglary",), ("Here",), "8.1"),
        (("Burglary",), ("There",), "8.4"),
    ]


def test_labels_and_grades_need_no_header() -> None:
    (block,) = table_blocks(cells("Leadership|Good", "Adoption performance|Requires improvement"))
    assert block.content.text == "Leadership: Good\nAdoption performance: Requires improvement"
    assert block.table is not None


def test_two_lists_side_by_side_are_no_labels_and_values() -> None:
    (block,) = table_blocks(
        cells(
            "Local authority|Care board", "Hull Council|Humber Care Board", "www.hull.gov.uk|www.humber.nhs.uk", bold=1
        )
    )
    assert block.table is None


def test_a_row_without_a_label_has_no_certain_cells() -> None:
    (block,) = table_blocks(cells("Offence|Here|There", "Burglary|8.1|8.4", "|7.0|6.3"))
    assert block.table is not None
    assert {cell.row for cell in block.table.cells} == {("Burglary",)}


def test_two_rows_of_one_name_have_no_certain_cells() -> None:
    (block,) = table_blocks(cells("Offence|Here|There", "Total|8|9", "Total|7|6"))
    assert block.table is None


def test_a_label_beside_several_rows_is_that_of_each() -> None:
    label = PrintedCell(1, 0, 3, 1, MappedText.inserted("Burglary"))
    below = cells("Offence|Sex|Here", "|Men|8", "|Women|9", bold=1)
    (block,) = table_blocks([*below[:3], label, *(cell for cell in below[3:] if cell.text)])
    assert block.content.text == "Burglary: Sex Men; Sex Women; Here 8; Here 9"


def test_a_long_table_is_not_looked_through_for_each_row(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = cells("Offence|Here", *(f"Offence {place}|{place}" for place in range(400)))
    read = 0

    def text(cell: PrintedCell) -> str:
        nonlocal read
        read += 1
        return cell.content.text.strip()

    monkeypatch.setattr(PrintedCell, "text", property(text))
    table_blocks(rows)
    assert read <= 20 * len(rows)


def test_a_row_over_the_whole_width_is_the_title() -> None:
    title = PrintedCell(0, 0, 1, 2, MappedText.inserted("Grades"))
    caption, table = table_blocks([title, *(cell for cell in cells("|", "Leadership|Good") if cell.text)])
    assert (caption.kind, caption.content.text) == (Kind.CAPTION, "Grades")
    assert table.table is not None and table.table.caption == "Grades"


@pytest.mark.parametrize("header", ["Offence|2004|2010", "|2013/14|2014/15", "Offence|2010|2004|Change"])
def test_years_over_figures_are_column_labels(header: str) -> None:
    figures = "|".join("8.1" for _ in header.split("|")[1:])
    (block,) = table_blocks(cells(header, f"Burglary|{figures}", f"Robbery|{figures}"))
    assert block.table is not None
    names = header.split("|")[1:]
    assert [cell.columns for cell in block.table.cells[: len(names)]] == [(name,) for name in names]


@pytest.mark.parametrize(
    "rows",
    [
        ("Officers|2004|1990", "Staff|2010|1810"),  # numbers that could be years
        ("Officers|2010|2010", "Staff|210|210"),
        ("Built|1990", "Rebuilt|2004"),
        ("Built|1990", "Cells|12"),
        ("2010|2011|2012", "5|6|7"),
        ("2010|2011", "2012|2013"),
    ],
)
def test_years_that_are_values_are_no_labels(rows: tuple[str, ...]) -> None:
    *_, block = table_blocks(cells(*rows))
    assert not block.table or not any(cell.columns for cell in block.table.cells)


def test_years_under_columns_with_names_are_values_but_for_those_without_a_label() -> None:
    (block,) = table_blocks(cells("School|Hill|Lake", "Opened|1990|2004", "Pupils|210|340"))
    assert block.content.text == "Opened: Hill 1990; Lake 2004\nPupils: Hill 210; Lake 340"
    (block,) = table_blocks(cells("Offence|Cases|Arrests", "|2004|2010", "Burglary|210|340"))
    assert block.content.text == "Burglary: Cases 2004 210; Arrests 2010 340"
