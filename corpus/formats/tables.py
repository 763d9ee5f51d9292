"""Turns the cells of a printed table into a table block whose figures have certain rows and columns."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from corpus.types import Block, Cell, Kind, MappedText, Table

SHORT_VALUE = 6
"""In a table of two columns a value of more words than this is text of its own: two lists may stand side by side."""
DEEPEST_HEADER = 3
"""A table's columns have at most this many labels above each other."""
CAPTION = re.compile(r"(figure|table|chart|exhibit|map|graph|diagram)\s+[A-Z]?\d+[a-z]?\b", re.IGNORECASE)
FIGURE = re.compile(
    r"[-–+(]?[£$€]?\s?\d[\d,. ]*\s?(%|m|bn|k|pp|percent|per cent)?\)?\*?|n/?a|-|–|\.\.|\*", re.IGNORECASE
)

YEAR = re.compile(r"(?:19|20)\d\d(?: ?[/–-] ?(?:\d\d){1,2})?")


@dataclass(frozen=True)
class PrintedCell:
    """A cell as it stands on the page, covering the rows and columns up to `row_end` and `column_end` (excluded)."""

    row: int
    column: int
    row_end: int
    column_end: int
    content: MappedText
    heading: bool = False
    """It is set as a heading: bold, shaded or marked up so."""

    @property
    def text(self) -> str:
        """Its words in one line."""
        return self.content.text.strip()


@dataclass(frozen=True)
class _Value:
    """A printed cell with the labels found for it."""

    row: tuple[str, ...]
    columns: tuple[str, ...]
    label: tuple[MappedText, ...]
    cell: PrintedCell
    printed_row: int
    """The row of its label: shading inside a cell may give the value a row of its own."""


def table_blocks(
    cells: Sequence[PrintedCell], caption: str = "", notes: tuple[str, ...] = (), page: int | None = None
) -> tuple[Block, ...]:
    """The block of one table, `table` None where its labels are not certain, after its own title if it has one."""
    filled = [cell for cell in cells if cell.text]
    if not filled:
        return ()
    width = max(cell.column_end for cell in cells)
    rows = [list(group) for _, group in groupby(sorted(filled, key=_place), key=lambda cell: cell.row)]
    title, rows = _title_rows(rows, width)
    above = (Block(Kind.CAPTION, title.content.stripped(), page),) if title else ()
    caption = caption or (title.text if title else "")
    depth = _header_depth(rows, cells)
    if not rows[depth:] or (depth == 0 and not _is_label_and_value(rows)):
        return *above, plain_table([cell for row in rows for cell in row], page)
    values = _values(rows[depth:], rows[:depth], cells, width)
    if not values or (width == 2 and not all(_is_short(value.cell.text) for value in values)):
        return *above, plain_table([cell for row in rows for cell in row], page)
    return *above, _block(values, caption, notes, page)


def is_caption(text: str) -> bool:
    """The text is the caption of a table or figure: "Table 2: ..."."""
    return CAPTION.match(text) is not None and not text.rstrip().endswith(".")


def is_figure(text: str) -> bool:
    """The text is a number with its unit, or what stands for a missing one."""
    return FIGURE.fullmatch(text.strip()) is not None


def _place(cell: PrintedCell) -> tuple[int, int]:
    return cell.row, cell.column


def _title_rows(rows: list[list[PrintedCell]], width: int) -> tuple[PrintedCell | None, list[list[PrintedCell]]]:
    """A first row of one cell over the whole width is the table's title."""
    if len(rows) > 1 and len(rows[0]) == 1 and rows[0][0].column_end - rows[0][0].column >= width > 1:
        return rows[0][0], rows[1:]
    return None, rows


def _header_depth(rows: Sequence[Sequence[PrintedCell]], cells: Sequence[PrintedCell]) -> int:
    """How many rows at the top hold column labels."""
    depth = 0
    bold = [all(cell.heading for cell in row) and not any(is_figure(cell.text) for cell in row) for row in rows]
    bold_means = not any(bold[bold.index(False) :]) if False in bold else False  # else bold rows stand in the body too
    for row in rows[: min(len(rows) - 1, DEEPEST_HEADER)]:
        labels = [cell for cell in row if cell.column > 0] or list(row)
        figures = [cell for cell in labels if is_figure(cell.text)]
        years = _are_years(figures) and _years_head(row, len(figures), rows[depth + 1 :], cells, below_header=depth > 0)
        if (figures and not years) or (len(row) == 1 and depth == 0):
            break
        if (
            years
            or (bold_means and all(cell.heading for cell in row))
            or _is_over_figures(row, rows[depth + 1 :])
            or _corner_is_empty(row, cells)
        ):
            depth += 1
            continue
        break
    return depth


def _are_years(figures: Sequence[PrintedCell]) -> bool:
    """The figures are different years in their order."""
    years = [cell.text for cell in figures if YEAR.fullmatch(cell.text)]
    in_order = years in (sorted(set(years)), sorted(set(years), reverse=True))
    return len(years) == len(figures) > 0 and in_order


def _years_head(
    row: Sequence[PrintedCell],
    count: int,
    below: Sequence[Sequence[PrintedCell]],
    cells: Sequence[PrintedCell],
    *,
    below_header: bool,
) -> bool:
    """The row's years are those of the figures under them.

    Beside a label they may be its values: one year, or years in columns that a row above names.
    """
    if (is_figure(row[0].text) and row[0].column == 0) or any(YEAR.fullmatch(cell.text) for cell in _under(row, below)):
        return False
    if below_header and row[0].column == 0 and not all(cell.heading for cell in row):
        return False
    return count > 1 or _corner_is_empty(row, cells)


def _is_over_figures(row: Sequence[PrintedCell], below: Sequence[Sequence[PrintedCell]]) -> bool:
    """The row's cells are words and most cells under its labels are figures."""
    under = _under(row, below)
    return bool(under) and sum(is_figure(cell.text) for cell in under) > 0.5 * len(under)


def _under(row: Sequence[PrintedCell], below: Sequence[Sequence[PrintedCell]]) -> list[PrintedCell]:
    """The cells of the rows below that stand under the row's labels."""
    columns = {column for cell in row if cell.column > 0 for column in range(cell.column, cell.column_end)}
    return [cell for other in below for cell in other if cell.column in columns and not cell.heading]


def _corner_is_empty(row: Sequence[PrintedCell], cells: Sequence[PrintedCell]) -> bool:
    corner = [cell for cell in cells if cell.column == 0 and cell.row <= row[0].row < cell.row_end]
    return row[0].column > 0 and len(row) > 1 and all(not cell.text for cell in corner)


def _is_label_and_value(rows: Sequence[Sequence[PrintedCell]]) -> bool:
    pairs = [row for row in rows if len(row) == 2]
    if len(pairs) < len(rows) or len({row[1].column for row in pairs}) != 1:
        return False
    return all(row[0].column < row[1].column and _is_short(row[1].text) and not is_figure(row[0].text) for row in pairs)


def _is_short(text: str) -> bool:
    """A figure, a grade, a yes: not text of its own, nor an address, which would stand beside the label by chance."""
    return len(text.split()) <= SHORT_VALUE and "@" not in text and "www." not in text


def _values(
    body: Sequence[Sequence[PrintedCell]],
    header: Sequence[Sequence[PrintedCell]],
    cells: Sequence[PrintedCell],
    width: int,
) -> list[_Value]:
    values: list[_Value] = []
    group: tuple[MappedText, ...] = ()
    labels: dict[int, list[PrintedCell]] = {}  # the first column's cells, by the rows that they cover
    for cell in cells:
        if cell.column == 0 and cell.text:
            for covered in range(cell.row, cell.row_end):
                labels.setdefault(covered, []).append(cell)
    for row in body:
        if len(row) == 1 and row[0].column == 0 and row[0].column_end - row[0].column >= width:
            group = (row[0].content.stripped(),)
            continue
        covering = labels.get(row[0].row, [])
        if not covering and not header:
            covering = list(row[:1])  # an indented label of a table of labels and values
        label = (*group, *(cell.content.stripped() for cell in covering[:1]))
        for cell in row:
            if cell.column == 0 or cell in covering:
                continue
            columns = tuple(
                above.text for line in header for above in line if above.column <= cell.column < above.column_end
            )
            certain = bool(covering) and (bool(columns) or not header)
            values.append(
                _Value(
                    tuple(part.text for part in label) if certain else (),
                    columns,
                    label,
                    cell,
                    (covering or [cell])[0].row,
                )
            )
    return sorted(values, key=lambda value: (value.printed_row, value.cell.column, value.cell.row))


def _block(values: Sequence[_Value], caption: str, notes: tuple[str, ...], page: int | None) -> Block:
    seen = Counter((value.row, value.columns) for value in values)
    parts: list[MappedText] = []
    cells: list[Cell] = []
    length = 0

    def add(part: MappedText) -> None:
        nonlocal length
        parts.append(part)
        length += len(part.text)

    for _, group in groupby(values, key=lambda value: value.printed_row):
        row = list(group)
        if parts:
            add(MappedText.inserted("\n"))
        for index, part in enumerate(row[0].label):
            add(MappedText.inserted(", " if index else ""))
            add(part)
        if row[0].label:
            add(MappedText.inserted(": "))
        for index, value in enumerate(row):
            names = " ".join(value.columns)
            add(MappedText.inserted(("; " if index else "") + (names + " " if names else "")))
            start = length
            add(value.cell.content.stripped())
            if value.row and seen[value.row, value.columns] == 1:
                cells.append(Cell(value.row, value.columns, value.cell.text, start, length))
    content = MappedText.concatenate(parts)
    return Block(Kind.TABLE, content, page, table=Table(caption, tuple(cells), notes) if cells else None)


def plain_table(cells: Sequence[PrintedCell], page: int | None) -> Block:
    """The cells as text, a line a row: for reading, not for figures."""
    parts: list[MappedText] = []
    for row, group in groupby(sorted(cells, key=_place), key=lambda cell: cell.row):
        for index, cell in enumerate(group):
            parts.append(MappedText.inserted(("\n" if parts else "") if index == 0 else "; "))
            parts.append(cell.content.stripped())
        del row
    return Block(Kind.TABLE, MappedText.concatenate(parts), page)
