"""Finds what a layout prints on page after page: running heads, running feet and page numbers."""

import re
from collections import Counter
from collections.abc import Sequence

from corpus.structure.lines import Line

_EDGE = 3
"""Running heads and feet stand in this many lines at a page's top and bottom. A bare number does so only in the
first or last: further in it may be a footnote's."""
_FEWEST_PAGES = 4
_SHARE = 0.4
"""The same words at the edge of this share of the pages are no page's own."""


def find_furniture(lines: Sequence[Line]) -> frozenset[int]:
    """Places of the lines that repeat, but for their numbers, at the edges of the pages."""
    tops = [place for place, line in enumerate(lines) if line.top]
    pages = [range(start, end) for start, end in zip(tops, [*tops[1:], len(lines)], strict=True)]
    if len(pages) < _FEWEST_PAGES:
        return frozenset()
    edges = [
        {place for place in (*page[:_EDGE], *page[-_EDGE:]) if not lines[place].text.isdigit()} | {page[0], page[-1]}
        for page in pages
    ]
    repeated = Counter(words for edge in edges for words in {_words(lines[place]) for place in edge})
    often = max(_FEWEST_PAGES, _SHARE * len(pages))
    return frozenset(place for edge in edges for place in edge if repeated[_words(lines[place])] >= often)


def without_furniture(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines that are a page's own; the one after a running head is the first of its page."""
    furniture = find_furniture(lines)
    kept: list[Line] = []
    gap = top = False
    for place, line in enumerate(lines):
        gap, top = gap or line.gap, top or line.top
        if place not in furniture:
            kept.append(Line(line.content, gap, top, line.page))
            gap = top = False
    return tuple(kept)


def _words(line: Line) -> str:
    return re.sub(r"\d+", "0", line.text)
