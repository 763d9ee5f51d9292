"""Gathers what parts the cells of tables: drawn rules and the edges of shaded cells that lie side by side."""

from collections.abc import Iterator

from corpus.formats.pdf.drawings import Box, Rule
from corpus.formats.pdf.glyphs import PageGlyphs

TOUCH = 4.0
"""Rules that come within this many points of each other meet (Word leaves half a border between them)."""
SMALLEST = 8.0
"""A cell narrower or lower than this many points holds no text."""


def rulings(page: PageGlyphs) -> list[Rule]:
    """The page's rules, and the edges of its shaded cells."""
    boxes = [box for box in page.boxes if box.x1 - box.x0 > SMALLEST and box.y1 - box.y0 > SMALLEST]
    tiles = {box for box in boxes for other in boxes if _side_by_side(box, other) or _side_by_side(other, box)}
    return [*page.rules, *(rule for box in tiles for rule in _edges(box))]


def _side_by_side(left: Box, right: Box) -> bool:
    return abs(left.x1 - right.x0) < TOUCH and abs(left.y0 - right.y0) < TOUCH and abs(left.y1 - right.y1) < TOUCH


def _edges(box: Box) -> Iterator[Rule]:
    for y in (box.y0, box.y1):
        yield Rule(box.x0, y, box.x1, y)
    for x in (box.x0, box.x1):
        yield Rule(x, box.y0, x, box.y1)
