"""Gathers the loose words of charts and diagrams, so that they do not break up the text around them."""

from collections.abc import Sequence
from itertools import pairwise
from statistics import mean

from corpus.formats.pdf.grids import Grid, GridCell
from corpus.formats.pdf.lines import Line

SMALL_TYPE = 0.8
"""Words in figures are set at most at this share of the body's size (7 under 11, 8 under 10)."""
FEWEST = 6
"""Fewer small pieces than this are a note or a source line."""
LOOSE = 3.0
"""Pieces of a figure have at most this many words on average; notes and captions have more."""
MOST_WORDS = 6
"""A longer line is a caption, a note or text."""
APART = 40.0
"""Pieces of one figure stand at most this many points below each other."""
SAME_ROW = 2.5
CENTRED = 1.5
"""The middles of a label's lines are at most this many points apart."""
BELOW = 1.4
"""A label's next line stands at most this many type sizes below the one above."""
RAGGED = 2.0
"""The left edges of a centred label differ by more than this many points; those of a column do not."""


def figure_texts(lines: Sequence[Line], body_size: float) -> list[Grid]:
    """The figures on a page as grids that are not drawn; `lines` are from top to bottom."""
    groups: list[list[Line]] = []
    for line in lines:
        if line.size > SMALL_TYPE * body_size or len(line.text.split()) > MOST_WORDS or line.text.startswith("Source"):
            continue
        if groups and line.top - groups[-1][-1].bottom < APART:
            groups[-1].append(line)
        else:
            groups.append([line])
    return [
        _grid(group)
        for group in groups
        if len(group) >= FEWEST and mean(len(line.text.split()) for line in group) <= LOOSE and _side_by_side(group)
    ]


def _side_by_side(group: Sequence[Line]) -> bool:
    """Some of the pieces share a row: a chart's axis, a diagram's boxes, not a list of short lines."""
    return any(abs(one.base - two.base) < SAME_ROW for one, two in pairwise(group))


def _grid(group: Sequence[Line]) -> Grid:
    cells: list[GridCell] = []
    row, base = -1, float("-inf")
    for label in _labels(group):
        if label[0].base - base >= SAME_ROW:
            row, base = row + 1, label[0].base
        column = sum(cell.row == row for cell in cells)
        cells.append(GridCell(row, column, row + 1, column + 1, label))
    x0, x1 = min(line.x0 for line in group), max(line.x1 for line in group)
    return Grid(x0, group[0].top, x1, group[-1].bottom, tuple(cells), drawn=False)


def _labels(group: Sequence[Line]) -> list[tuple[Line, ...]]:
    """The pieces, those together that are centred below each other: what a diagram's box says over several lines."""
    stacks: list[list[Line]] = []
    for line in group:
        above = next((stack for stack in stacks if _is_below(line, stack[-1])), None)
        if above:
            above.append(line)
        else:
            stacks.append([line])
    labels = [
        label for stack in stacks for label in ([tuple(stack)] if _is_ragged(stack) else [(line,) for line in stack])
    ]
    return sorted(labels, key=lambda label: (label[0].base, label[0].x0))


def _is_below(line: Line, above: Line) -> bool:
    apart = (line.x0 + line.x1 - above.x0 - above.x1) / 2
    words = all(any(map(str.isalpha, piece.text)) for piece in (line, above))
    return words and abs(apart) < CENTRED and SAME_ROW <= line.base - above.base <= BELOW * line.size


def _is_ragged(stack: Sequence[Line]) -> bool:
    edges = [line.x0 for line in stack]
    return max(edges) - min(edges) > RAGGED
