"""A table's cell is offered only where its row and column are certain."""

from corpus.structure.lines import split_lines
from corpus.structure.spaced import end_of_rows, read_spaced_grid
from corpus.structure.tables import Grid, Label, read_grid, table_content
from corpus.types import MappedText

Rows = list[tuple[str, list[str]]]


def groups(text: str) -> list[Label]:
    return [tuple(MappedText.inserted(line) for line in group.split("/")) for group in text.split("|")]


def rows(grid: Grid | None) -> Rows | None:
    return [(row.label.text, [value.text for value in row.values]) for row in grid.rows] if grid else None


def columns(grid: Grid | None) -> list[tuple[str, ...]] | None:
    return [tuple(label.text for label in column) for column in grid.columns] if grid else None


def test_each_label_stands_before_its_values() -> None:
    grid = read_grid(groups("Crew|Red/team|Blue team|Day|4|5|Night|6|7"))
    assert (rows(grid), columns(grid)) == (
        [("Day", ["4", "5"]), ("Night", ["6", "7"])],
        [("Red team",), ("Blue team",)],
    )


def test_each_label_stands_after_its_values() -> None:
    grid = read_grid(groups("Crew|Red|Blue|4|5|Day|6|7|Night|8|9|Relief"))
    assert rows(grid) == [("Day", ["4", "5"]), ("Night", ["6", "7"]), ("Relief", ["8", "9"])]


def test_the_last_rows_values_can_stand_before_their_label() -> None:
    grid = read_grid(groups("Crew|Red|Blue|Day|4|5|Night|6|7|8|9|Relief"))
    assert rows(grid) == [("Day", ["4", "5"]), ("Night", ["6", "7"]), ("Relief", ["8", "9"])]


def test_rows_after_a_lost_label_are_left_out() -> None:
    grid = read_grid(groups("Crew|Red|Blue|Day|4|5|Night|6|7|Dawn|1|2|Dusk|3|4|8|9"))
    assert rows(grid) == [("Day", ["4", "5"]), ("Night", ["6", "7"]), ("Dawn", ["1", "2"])]


def test_columns_that_do_not_match_the_values_make_no_table() -> None:
    assert read_grid(groups("Crew|Red|Blue|Green|Grey|Day|4|5|Night|6|7")) is None


DETACHED = "Kind|North/Number|{first}|Share|South/Number|Share|{rows}|{labels}"
SUMMED = "90|1.5|60|1.2|30|0.5|20|0.4|Boats|10|0.2|15|0.3|Cars|20|0.3|5|0.1|40|0.7|22|0.4|25|0.4|12|0.2|15|0.3|10|0.2"


def test_sums_confirm_labels_that_stand_away_from_their_rows() -> None:
    text = DETACHED.format(first="Fires", rows=SUMMED, labels="Rescues (small)|Rescues (large)/Lifts/Floods")
    assert rows(read_grid(groups(text))) == [
        ("Fires", ["90", "1.5", "60", "1.2"]),
        ("Rescues (small)", ["30", "0.5", "20", "0.4"]),
        ("Boats", ["10", "0.2", "15", "0.3"]),
        ("Cars", ["20", "0.3", "5", "0.1"]),
        ("Rescues (large)", ["40", "0.7", "22", "0.4"]),
        ("Lifts", ["25", "0.4", "12", "0.2"]),
        ("Floods", ["15", "0.3", "10", "0.2"]),
    ]


def test_a_spanning_label_is_the_outer_label_of_each_of_its_columns() -> None:
    text = DETACHED.format(first="Fires", rows=SUMMED, labels="Rescues (small)|Rescues (large)/Lifts/Floods")
    assert columns(read_grid(groups(text))) == [
        ("North", "Number"), ("North", "Share"), ("South", "Number"), ("South", "Share")
    ]  # fmt: skip


def test_detached_labels_without_sums_make_no_table() -> None:
    unsummed = SUMMED.replace("30|0.5|20|0.4", "31|0.5|20|0.4").replace("40|0.7|22", "41|0.7|22")
    text = DETACHED.format(first="Fires", rows=unsummed, labels="Rescues (small)|Rescues (large)/Lifts/Floods")
    assert read_grid(groups(text)) is None


def test_sums_that_contradict_the_labels_order_make_no_table() -> None:
    text = DETACHED.format(first="Fires", rows=SUMMED, labels="Lifts|Rescues (small)/Rescues (large)/Floods")
    assert read_grid(groups(text)) is None


def test_a_missing_label_among_detached_ones_makes_no_table() -> None:
    text = DETACHED.format(first="Fires", rows=SUMMED, labels="Rescues (small)|Rescues (large)/Lifts")
    assert read_grid(groups(text)) is None


def test_cells_point_at_their_values_in_the_text() -> None:
    grid = read_grid(groups("Crew|Red|Blue|Day|4|5|Night|6|7"))
    assert grid is not None
    content, table = table_content(grid, "Table 1: Crews", [MappedText.inserted("Source: rota")])
    assert content.text == "Crew\nDay: Red 4; Blue 5\nNight: Red 6; Blue 7\nSource: rota"
    assert [content.text[cell.start : cell.end] for cell in table.cells] == ["4", "5", "6", "7"]


def test_a_typed_table_is_read_by_its_spaces() -> None:
    lines = split_lines("Grade          2013    2014\nFirefighters    120     131\nControl staff    12      15\n")
    assert end_of_rows(lines, 0) == 3
    grid = read_spaced_grid(lines)
    assert (rows(grid), columns(grid)) == (
        [("Firefighters", ["120", "131"]), ("Control staff", ["12", "15"])],
        [("2013",), ("2014",)],
    )


def test_a_typed_row_that_lacks_a_value_is_left_out() -> None:
    lines = split_lines("Grade   North   South\nCrew   1   2\nCooks   3\n\nDrivers   4   5\n")
    assert rows(read_spaced_grid(lines)) == [("Crew", ["1", "2"]), ("Drivers", ["4", "5"])]
