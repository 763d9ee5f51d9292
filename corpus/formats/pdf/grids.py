"""Finds the tables and boxes that ruling lines draw on a page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.formats.pdf.drawings import Box, Rule
from corpus.formats.pdf.glyphs import PageGlyphs
from corpus.formats.pdf.lines import Line
from corpus.formats.pdf.rulings import SMALLEST, TOUCH, rulings

GUTTER = 6.0
"""The white strip between two columns of a table is at least this many points wide."""
FEWEST_RULES = 4
"""A table without upright rules has at least this many level ones: round its header and below two rows."""
WHOLE_PAGE = 0.85
"""A frame round at least this share of a page's lines is the page's own border."""
LARGER = 0.9
"""A difference of type size, in points, that is meant."""
PROSE = 30
"""A cell over the whole width with at least this many words holds running text."""


@dataclass(frozen=True)
class GridCell:
    """The lines in one cell and the rows and columns of the grid it covers (last ones excluded)."""

    row: int
    column: int
    row_end: int
    column_end: int
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Grid:
    """A ruled table or, with a single cell, a box."""

    x0: float
    top: float
    x1: float
    bottom: float
    cells: tuple[GridCell, ...]
    stops: tuple[float, ...] = ()
    """Where its columns are parted, from edge to edge."""
    drawn: bool = True
    """False for loose words of a figure, whose rows and columns mean nothing."""

    @property
    def is_box(self) -> bool:
        """It frames running text instead of parting values."""
        return self.drawn and len([cell for cell in self.cells if cell.lines]) <= 1

    @property
    def frames_text(self) -> bool:
        """One of its cells holds paragraphs over the whole width: it is a frame round a part of the report."""
        width = max(cell.column_end for cell in self.cells)
        return self.drawn and any(
            cell.column == 0
            and cell.column_end == width
            and sum(len(line.text.split()) for line in cell.lines) >= PROSE
            for cell in self.cells
        )

    def rows(self) -> list[list[GridCell]]:
        """Its filled cells, row by row."""
        filled = [cell for cell in self.cells if cell.lines]
        return [[cell for cell in filled if cell.row == row] for row in sorted({cell.row for cell in filled})]


def page_grids(page: PageGlyphs, lines: Sequence[Line]) -> list[Grid]:
    """The grids on a page that hold some of `lines`, from top to bottom."""
    rules = rulings(page)
    level = _merged([rule for rule in rules if rule.y0 == rule.y1], upright=False)
    upright = _merged([rule for rule in rules if rule.x0 == rule.x1], upright=True)
    grids = [grid for group in _groups(level, upright) if (grid := _grid(group, lines)) and not _is_chart(grid)]
    grids.extend(_open_grids(level, grids, lines))
    framed = [line for grid in grids for cell in grid.cells for line in cell.lines]
    shaded = [box for box in page.boxes if box.y1 - box.y0 > 3 * SMALLEST and box.x1 - box.x0 > 10 * SMALLEST]
    for box in sorted(shaded, key=lambda box: (box.x1 - box.x0) * (box.y1 - box.y0), reverse=True):
        inside = [line for line in lines if _inside(line, box) and line not in framed]
        if inside and not any(_overlap(grid, box) for grid in grids):
            grids.append(Grid(box.x0, box.y0, box.x1, box.y1, (GridCell(0, 0, 1, 1, tuple(inside)),)))
            framed.extend(inside)
    kept = [
        grid
        for grid in grids
        if sum(len(cell.lines) for cell in grid.cells) < WHOLE_PAGE * len(lines) or not grid.is_box
    ]
    return sorted(kept, key=lambda grid: grid.top)


def _open_grids(level: Sequence[Rule], grids: Sequence[Grid], lines: Sequence[Line]) -> list[Grid]:
    """Tables with rules between their rows only: their columns are parted by white strips through several rows."""
    free = [
        rule for rule in level if not any(_overlap(grid, Box(rule.x0, rule.y0, rule.x1, rule.y0)) for grid in grids)
    ]
    found: list[Grid] = []
    for right in sorted({round(rule.x1) for rule in free}):
        stack = sorted((rule for rule in free if abs(rule.x1 - right) < TOUCH), key=lambda rule: rule.y0)
        whole = [rule for rule in stack if stack and rule.x0 - min(other.x0 for other in stack) < TOUCH]
        for run, strips in _slabs(whole, lines):
            if len(run) < FEWEST_RULES:
                continue
            top, bottom = run[0].y0, run[-1].y0
            inner = [rule for rule in stack if top <= rule.y0 <= bottom]
            stops = [run[0].x0, *(sum(strip) / 2 for strip in strips), run[0].x1]
            grid = _grid((inner, [Rule(x, top, x, bottom) for x in stops]), lines)
            if not grid or _has_side_headings(grid):
                continue
            if not any(_overlap(grid, Box(other.x0, other.top, other.x1, other.bottom)) for other in found):
                found.append(grid)
    return found


def _is_chart(grid: Grid) -> bool:
    """Fewer of its cells hold words than it has columns: the bars of a chart, with figures over some."""
    filled = [cell for cell in grid.cells if cell.lines]
    return 1 < len(filled) < len(grid.stops) - 1


def _has_side_headings(grid: Grid) -> bool:
    """What stands on the left is set larger than what stands beside it: headings, with their text between rules."""
    left = [line.size for cell in grid.cells if cell.column == 0 for line in cell.lines]
    beside = [line.size for cell in grid.cells if cell.column > 0 for line in cell.lines]
    return bool(left and beside) and min(left) > max(beside) + LARGER


def _slabs(rules: Sequence[Rule], lines: Sequence[Line]) -> list[tuple[list[Rule], list[tuple[float, float]]]]:
    """Runs of rules with text between each two, and the white strips that go through all of it."""
    runs: list[tuple[list[Rule], list[tuple[float, float]]]] = []
    for above, below in pairwise(rules):
        held = [line for line in lines if above.y0 < line.base - 0.3 * line.size < below.y0]
        strips = _strips(held)
        common = _common(runs[-1][1], strips) if runs and runs[-1][0][-1] is above else []
        if common:
            runs[-1] = ([*runs[-1][0], below], common)
        elif strips:
            runs.append(([above, below], strips))
    return runs


def _strips(lines: Sequence[Line]) -> list[tuple[float, float]]:
    """The white strips between lines, as (left, right)."""
    strips: list[tuple[float, float]] = []
    reach = None
    for line in sorted(lines, key=lambda line: line.x0):
        if reach is not None and line.x0 - reach >= GUTTER:
            strips.append((reach, line.x0))
        reach = line.x1 if reach is None else max(reach, line.x1)
    return strips


def _common(one: Sequence[tuple[float, float]], two: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    both = [(max(a, c), min(b, d)) for a, b in one for c, d in two]
    return [(left, right) for left, right in both if right - left >= GUTTER]


def over_page(above: Grid, below: Grid) -> Grid | None:
    """A table with its rest from the next page; None where the two have other columns.

    A header printed again is left out; a first row without a label goes on with the last row of the page before.
    """
    if len(above.stops) < 3 or len(above.stops) != len(below.stops):
        return None
    shift = below.x0 - above.x0
    if any(abs(two - one - shift) > TOUCH for one, two in zip(above.stops, below.stops, strict=True)):
        return None
    rows = below.rows()
    first = above.rows()[0]
    if [_words(cell) for cell in rows[0]] == [_words(cell) for cell in first]:
        rows = rows[1:]
    cells = list(above.cells)
    last = above.rows()[-1]
    if rows and rows[0][0].column > 0:
        for rest in rows.pop(0):
            whole = next((cell for cell in last if cell.column == rest.column), None)
            if whole is None:
                return None
            cells[cells.index(whole)] = replace(whole, lines=(*whole.lines, *rest.lines))
    down = max(cell.row_end for cell in above.cells)
    cells.extend(replace(cell, row=cell.row + down, row_end=cell.row_end + down) for row in rows for cell in row)
    return replace(above, cells=tuple(cells))


def _words(cell: GridCell) -> str:
    return " ".join(line.text for line in cell.lines)


def _inside(line: Line, box: Box) -> bool:
    middle = (line.x0 + line.x1) / 2
    return box.x0 <= middle <= box.x1 and box.y0 <= line.base - 0.3 * line.size <= box.y1


def _overlap(grid: Grid, box: Box) -> bool:
    return grid.x0 < box.x1 and box.x0 < grid.x1 and grid.top < box.y1 and box.y0 < grid.bottom


def _merged(rules: Iterable[Rule], upright: bool) -> list[Rule]:
    """Rules on one straight line that touch, as one rule."""

    def along(rule: Rule) -> tuple[float, float, float]:
        return (rule.x0, rule.y0, rule.y1) if upright else (rule.y0, rule.x0, rule.x1)

    merged: list[tuple[float, float, float]] = []
    for at, start, end in sorted(map(along, rules)):
        for index in range(len(merged) - 1, -1, -1):
            other, first, last = merged[index]
            if at - other > TOUCH / 2:
                merged.append((at, start, end))
                break
            if start <= last + TOUCH and first <= end + TOUCH:
                merged[index] = (other, min(first, start), max(last, end))
                break
        else:
            merged.append((at, start, end))
    return [Rule(at, start, at, end) if upright else Rule(start, at, end, at) for at, start, end in merged]


def _groups(level: list[Rule], upright: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """The rules that hang together by crossing each other."""
    group_of = list(range(len(level) + len(upright)))

    def root(index: int) -> int:
        while group_of[index] != index:
            index = group_of[index]
        return index

    for i, flat in enumerate(level):
        for j, tall in enumerate(upright):
            if flat.x0 - TOUCH <= tall.x0 <= flat.x1 + TOUCH and tall.y0 - TOUCH <= flat.y0 <= tall.y1 + TOUCH:
                group_of[root(len(level) + j)] = root(i)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for index, rule in enumerate([*level, *upright]):
        groups.setdefault(root(index), ([], []))[index >= len(level)].append(rule)
    return [group for group in groups.values() if len(group[0]) >= 2 and len(group[1]) >= 2]


def _grid(group: tuple[list[Rule], list[Rule]], lines: Sequence[Line]) -> Grid | None:
    level, upright = group
    ys, xs = _stops(rule.y0 for rule in level), _stops(rule.x0 for rule in upright)
    if len(ys) < 2 or len(xs) < 2:
        return None
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    for row in range(len(ys) - 1):
        for column in range(len(xs) - 1):
            middle_y, middle_x = (ys[row] + ys[row + 1]) / 2, (xs[column] + xs[column + 1]) / 2
            parted_left = any(abs(rule.x0 - xs[column]) <= TOUCH and rule.y0 < middle_y < rule.y1 for rule in upright)
            parted_above = any(abs(rule.y0 - ys[row]) <= TOUCH and rule.x0 < middle_x < rule.x1 for rule in level)
            here = (row, column)
            if column and not parted_left:
                here = owner[row, column - 1]
            elif row and not parted_above:
                here = owner[row - 1, column]
            owner[row, column] = here
    cells = []
    for first in sorted(set(owner.values())):
        own = [place for place, start in owner.items() if start == first]
        row_end, column_end = max(row for row, _ in own) + 1, max(column for _, column in own) + 1
        box = Box(xs[first[1]], ys[first[0]], xs[column_end], ys[row_end])
        held = tuple(line for line in lines if _inside(line, box) and line.x0 >= box.x0 - TOUCH)
        cells.append(GridCell(*first, row_end, column_end, held))
    held_lines = [line for cell in cells for line in cell.lines]
    if not held_lines or len(held_lines) != len(set(held_lines)):
        return None
    return Grid(xs[0], ys[0], xs[-1], ys[-1], tuple(cells), tuple(xs))


def _stops(places: Iterable[float]) -> list[float]:
    stops: list[float] = []
    for place in sorted(places):
        if not stops or place - stops[-1] > SMALLEST / 2:
            stops.append(place)
    return stops
