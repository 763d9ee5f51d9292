"""The part of a report's table around a cited cell, as rows and columns to show."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.types import Cell, Passage, Table
from qa.types import Citation

ROWS_AROUND = 2
"""Rows shown before and after the cited one."""


@dataclass(frozen=True)
class Grid:
    """A table to show. `marked` is (row, column) of the cited cell; `partly` says that rows were left out.

    A cell is None where none is certain. `notes` say what a label's star means, or in what is counted.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str | None, ...]], ...]
    marked: tuple[int, int] | None = None
    partly: bool = False
    notes: tuple[str, ...] = ()


def around(citation: Citation, passages: Sequence[Passage]) -> Grid | None:
    """The cited cell with its row, its columns and the nearest rows; None where no certain cell is cited."""
    table = next(
        (one.table for one in passages if (one.text, one.section) == (citation.passage, citation.section)), None
    )
    whole = at_cell(table, citation.quote_at + citation.answer[0]) if table else None
    return _excerpt(whole) if whole and whole.marked else None


def at_cell(table: Table, at: int) -> Grid:
    """The whole table, with the cell marked that stands at a character of its passage."""
    whole = grid(table)
    cited = next((cell for cell in table.cells if cell.start <= at < cell.end), None)
    if cited is None:
        return whole
    row = next(place for place, (label, _) in enumerate(whole.rows) if label == _row(cited))
    return replace(whole, marked=(row, whole.columns.index(_column(cited))))


def grid(table: Table) -> Grid:
    """The whole table."""
    columns = tuple(dict.fromkeys(_column(cell) for cell in table.cells))
    rows: dict[str, dict[str, str]] = {}
    for cell in table.cells:
        rows.setdefault(_row(cell), {}).setdefault(_column(cell), cell.value)
    lines = tuple((row, tuple(map(values.get, columns))) for row, values in rows.items())
    return Grid(table.caption, columns, lines, notes=table.notes)


def _excerpt(whole: Grid) -> Grid:
    assert whole.marked
    row, column = whole.marked
    first, last = max(0, row - ROWS_AROUND), min(len(whole.rows), row + ROWS_AROUND + 1)
    return replace(
        whole, rows=whole.rows[first:last], marked=(row - first, column), partly=last - first < len(whole.rows)
    )


def _row(cell: Cell) -> str:
    return ", ".join(cell.row)


def _column(cell: Cell) -> str:
    return ", ".join(cell.columns)
