"""The part of a table around a cited cell."""

from corpus.types import Kind
from qa.page.tables import around
from tests.qa.page.pieces import RATES, RATES_TABLE, cite, passage, table_of

RATES_PASSAGE = passage(RATES, kind=Kind.TABLE, table=RATES_TABLE)


def test_the_cited_cell_is_marked_in_its_row_and_column() -> None:
    grid = around(cite("8.2", RATES_PASSAGE, 1), [passage("Other."), RATES_PASSAGE])
    assert grid
    assert grid.columns == ("Lancashire", "England")
    assert grid.rows == (("Crime", ("62.7", "63.0")), ("Burglary", ("6.4", "8.2")))
    assert grid.marked == (1, 1)
    assert not grid.partly
    assert grid.notes == ("Source: Home Office",)


def test_of_a_long_table_only_the_rows_around_are_shown() -> None:
    text = "\n".join(f"Row {n}: value {n}00" for n in range(10, 20))
    table = table_of(text, {(f"Row {n}", "value"): f"{n}00" for n in range(10, 20)})
    long = passage(text, kind=Kind.TABLE, table=table)
    grid = around(cite("1500", long, 5), [long])
    assert grid
    assert [row for row, _ in grid.rows] == ["Row 13", "Row 14", "Row 15", "Row 16", "Row 17"]
    assert grid.marked == (2, 0)
    assert grid.partly


def test_words_outside_a_tables_cells_are_no_cell() -> None:
    assert around(cite("Burglary", RATES_PASSAGE, 1), [RATES_PASSAGE]) is None


def test_a_passage_that_is_no_table_has_none() -> None:
    plain = passage("8.2 burglaries.")
    assert around(cite("8.2", plain), [plain]) is None
    assert around(cite("8.2", plain), []) is None
