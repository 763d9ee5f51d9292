"""Puts the lines of a page into reading order: columns one after the other, side headings beside their text."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from corpus.formats.pdf.grids import Grid
from corpus.formats.pdf.lines import Line
from corpus.formats.pdf.markers import marker_of

GUTTER = 7.0
"""The white strip between two columns is at least this many points wide (narrowest seen: 9)."""
EDGE = 3.0
"""The left edges of one column's lines differ by at most this many points."""
COLUMN_ROWS = 4
"""Fewer lines than this side by side are no columns of running text."""
PROSE_WORDS = 3.5
"""A line of running text in a column has at least this many words in the median; table cells have fewer."""
PROSE_FILL = 0.6
"""A line of running text fills at least this share of its column in the median."""
SAME_ROW = 2.5
"""Pieces whose baselines differ by less than this many points stand on one row."""
FOLLOWS = 1.8
"""Lines further apart than this many type sizes do not follow each other in a column."""
WIDE = 0.5
"""A table at least this share of the text's width parts the page into what is above and what is below."""

Row = tuple[Line, ...]


@dataclass(frozen=True)
class Flow:
    """Rows that are read one after the other between two edges; in a paired flow each row is label and value."""

    rows: tuple[Row, ...]
    x0: float
    x1: float
    paired: bool = False
    side: bool = False


def page_flows(lines: Sequence[Line], grids: Sequence[Grid]) -> list[Flow | Grid]:
    """Everything on a page in reading order. Lines inside a grid belong to the grid alone."""
    in_grids = {line for grid in grids for cell in grid.cells for line in cell.lines}
    free = [line for line in lines if line not in in_grids]
    if not grids:
        return list(_flows(free))
    left = min([line.x0 for line in lines], default=0.0)
    right = max([line.x1 for line in lines], default=0.0)
    ordered: list[Flow | Grid] = []
    for grid in grids:
        beside = any(line.base > grid.top and line.top < grid.bottom for line in free)
        if beside and grid.x1 - grid.x0 < WIDE * (right - left):
            continue
        above = [line for line in free if line.base <= grid.top + EDGE]
        free = [line for line in free if line.base > grid.top + EDGE]
        ordered.extend(_flows(above))
        ordered.append(grid)
    ordered.extend(_flows(free))
    for grid in grids:  # a narrow table beside text comes after the flow that begins above it in its own column
        if grid not in ordered:
            ordered.insert(_place_beside(grid, ordered), grid)
    return ordered


def _place_beside(grid: Grid, ordered: Sequence[Flow | Grid]) -> int:
    place = 0
    for index, item in enumerate(ordered):
        top = item.top if isinstance(item, Grid) else item.rows[0][0].top
        if top < grid.top and item.x0 < grid.x1:
            place = index + 1
    return place


def _flows(lines: Sequence[Line]) -> list[Flow]:
    if not lines:
        return []
    rows = printed_rows(lines)
    found = _columns(rows)
    if found is None:
        return _split_pairs(rows)
    start, end, edge, kind = found
    inner = [line for row in rows[start:end] for line in row]
    left = [line for line in inner if line.x0 < edge - EDGE]
    right = [line for line in inner if line.x0 >= edge - EDGE]
    before = _flows([line for row in rows[:start] for line in row])
    after = _flows([line for row in rows[end:] for line in row])
    middle = _beside(left, right) if kind == "side" else [*_flows(left), *_flows(right)]
    return [*before, *middle, *after]


def printed_rows(lines: Sequence[Line]) -> list[Row]:
    """The lines that stand on one height, from top to bottom and from left to right."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: line.base):
        if rows and line.base - rows[-1][0].base < SAME_ROW:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [tuple(sorted(row, key=lambda line: line.x0)) for row in rows]


def _columns(rows: Sequence[Row]) -> tuple[int, int, float, str] | None:
    """The tallest run of rows that a white strip parts into columns: (first row, end, right column's edge, kind)."""
    best: tuple[int, int, float, str] | None = None
    for edge in _edges(rows):
        for start, end in _clear_runs(rows, edge):
            trimmed = _trim(rows, start, end, edge)
            if not trimmed or (best and trimmed[1] - trimmed[0] <= best[1] - best[0]):
                continue
            kind = _kind(rows[trimmed[0] : trimmed[1]], edge)
            if kind:
                best = (*trimmed, edge, kind)
    return best


def _edges(rows: Sequence[Row]) -> list[float]:
    starts = sorted(line.x0 for row in rows for line in row)
    groups: list[list[float]] = []
    for start in starts:
        if groups and start - groups[-1][0] <= EDGE:
            groups[-1].append(start)
        else:
            groups.append([start])
    return [group[0] for group in groups[1:] if len(group) >= 3]


def _clear_runs(rows: Sequence[Row], edge: float) -> list[tuple[int, int]]:
    """Runs of rows without a line across the strip to the left of `edge`."""
    clear = [not any(line.x0 < edge - EDGE and line.x1 > edge - GUTTER for line in row) for row in rows]
    runs, start = [], None
    for index, is_clear in enumerate([*clear, False]):
        if is_clear and start is None:
            start = index
        elif not is_clear and start is not None:
            runs.append((start, index))
            start = None
    return runs


def _trim(rows: Sequence[Row], start: int, end: int, edge: float) -> tuple[int, int] | None:
    """The run from the first row with a line on the right, as far as lines on either side follow each other."""
    on_right = [index for index in range(start, end) if any(line.x0 >= edge - EDGE for line in rows[index])]
    on_left = [index for index in range(start, end) if any(line.x0 < edge - EDGE for line in rows[index])]
    if len(on_right) < COLUMN_ROWS or not on_left:
        return None
    first = on_right[0]
    previous = [index for index in on_left if index < first]
    while previous and rows[first][0].base - rows[previous[-1]][0].base < FOLLOWS * rows[first][0].size:
        first = previous.pop()
    last = on_right[-1]
    for index in [index for index in on_left if index > last]:
        if rows[index][0].base - rows[last][0].base > FOLLOWS * rows[index][0].size:
            break
        last = index
    return first, last + 1


def _kind(rows: Sequence[Row], edge: float) -> str:
    left = [line for row in rows for line in row if line.x0 < edge - EDGE]
    right = [line for row in rows for line in row if line.x0 >= edge - EDGE]
    if not left or all(_is_marker(line) for line in left):
        return ""
    overlap = min(left[-1].base, right[-1].base) - max(left[0].top, right[0].top)
    if overlap <= 0:
        return ""
    if len(left) >= COLUMN_ROWS and _is_prose(left) and _is_prose(right):
        return "columns"
    sparse = len(left) <= len(right) / 2 and _is_prose(right)
    styled = all((line.size, line.weight) != (right[0].size, right[0].weight) or line.italic for line in left)
    return "side" if sparse and styled else ""


def _is_marker(line: Line) -> bool:
    marker = marker_of(line.text)
    return marker is not None and marker.end >= len(line.text.rstrip())


def _is_prose(lines: Sequence[Line]) -> bool:
    x0, x1 = min(line.x0 for line in lines), max(line.x1 for line in lines)
    words = median(len(line.text.split()) for line in lines)
    fill = median((line.x1 - line.x0) / max(x1 - x0, 1) for line in lines)
    return words >= PROSE_WORDS and fill >= PROSE_FILL


def _beside(left: Sequence[Line], right: Sequence[Line]) -> list[Flow]:
    """Side headings, each before the first line of the text that stands beside or below it."""
    groups: list[list[Line]] = []
    for line in left:
        if groups and line.base - groups[-1][-1].base < FOLLOWS * line.size:
            groups[-1].append(line)
        else:
            groups.append([line])
    flows: list[Flow] = []
    rest = list(right)
    for group in groups:
        before = [line for line in rest if line.base < group[0].top]
        rest = rest[len(before) :]
        flows.extend(_flows(before))
        flows.append(_flow(printed_rows(group), side=True))
    flows.extend(_flows(rest))
    return flows


def _split_pairs(rows: Sequence[Row]) -> list[Flow]:
    """Running rows, and between them runs of rows that stand as label and value."""
    paired = [len(_without_marker(row)) > 1 for row in rows]
    for index in range(1, len(rows)):
        paired[index] = paired[index] or (paired[index - 1] and _is_half_a_pair(rows[index - 1], rows[index]))
    right = max(line.x1 for row in rows for line in row)
    flows: list[Flow] = []
    start = 0
    for index in range(1, len(rows) + 1):
        if index == len(rows) or paired[index] != paired[start]:
            is_pairs = paired[start] and index - start >= 2
            if flows and not is_pairs and not flows[-1].paired:
                flows[-1] = _flow([*flows[-1].rows, *rows[start:index]])
            else:
                flows.append(_flow(rows[start:index], paired=is_pairs))
            start = index
    return [replace(flow, x1=right) for flow in flows]


def _is_half_a_pair(above: Row, row: Row) -> bool:
    """A label without a value, right under a pair, that does not reach the values' column."""
    edge = above[1].x0 if len(above) > 1 else above[0].x1
    return len(row) == 1 and row[0].x1 < edge and row[0].base - above[0].base < FOLLOWS * row[0].size


def _without_marker(row: Row) -> Row:
    return row[1:] if len(row) > 1 and _is_marker(row[0]) else row


def _flow(rows: Sequence[Row], paired: bool = False, side: bool = False) -> Flow:
    lines = [line for row in rows for line in row]
    return Flow(tuple(rows), min(line.x0 for line in lines), max(line.x1 for line in lines), paired, side)


def leading(rows: Sequence[Row]) -> float:
    """The usual distance of two lines that follow each other."""
    steps = [round(below[0].base - above[0].base, 1) for above, below in pairwise(rows)]
    usual = [step for step in steps if 0 < step < FOLLOWS * rows[0][0].size]
    return median(usual) if usual else 1.2 * rows[0][0].size
