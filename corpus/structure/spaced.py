"""Turns a table typed in columns, with two spaces or more between its cells, into rows of certain cells."""

import re
from collections import Counter
from collections.abc import Sequence

from corpus.structure.lines import Line
from corpus.structure.tables import Grid, Label, Row, is_value, is_year
from corpus.types import MappedText

_CELL = re.compile(r"\S+(?: \S+)*")
_FEWEST_ROWS = 2


def cells_of(line: Line) -> Label:
    """The cells that stand in one line."""
    return tuple(line.content.slice(*match.span()) for match in _CELL.finditer(line.text))


def is_row(line: Line) -> bool:
    """Whether a line is a label and its values."""
    cells = cells_of(line)
    return len(cells) > 1 and not is_value(cells[0].text) and all(is_value(cell.text) for cell in cells[1:])


def end_of_rows(lines: Sequence[Line], start: int) -> int:
    """The place after the last row of the typed table that starts here, 0 where none does."""
    end, rows = 0, 0
    for place in range(start, len(lines)):
        if is_row(lines[place]):
            end, rows = place + 1, rows + 1
        elif len(cells_of(lines[place])) < 2 and (lines[place].opens or place - max(end, start) > 1):
            break
    return end if rows >= _FEWEST_ROWS else 0


def read_spaced_grid(lines: Sequence[Line]) -> Grid | None:
    """The table without the rows that lack a value or whose label may have begun in the line above.

    None where the line of column labels does not match the rows.
    """
    widths = Counter(len(cells_of(line)) - 1 for line in lines if is_row(line) and not _is_head(line))
    if not widths:
        return None
    width = widths.most_common(1)[0][0]
    first = next(place for place, line in enumerate(lines) if is_row(line) and not _is_head(line))
    heads = [cells_of(line) for line in lines[:first]]
    if len(heads) != 1 or len(heads[0]) not in (width, width + 1):
        return None
    rows = []
    for place in range(first, len(lines)):
        cells = cells_of(lines[place])
        above = lines[place - 1]
        torn = place > first and not lines[place].opens and len(cells_of(above)) != width + 1
        if is_row(lines[place]) and len(cells) == width + 1 and not torn:
            rows.append(Row(cells[0], cells[1:]))
    corner: MappedText | None = heads[0][0] if len(heads[0]) > width else None
    return Grid(corner, tuple((cell,) for cell in heads[0][-width:]), tuple(rows)) if rows else None


def _is_head(line: Line) -> bool:
    """Whether a line that reads as a row only names years."""
    return all(is_year(cell.text) for cell in cells_of(line)[1:])
