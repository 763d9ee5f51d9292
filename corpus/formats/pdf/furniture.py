"""Tells running headers, footers and page numbers from the text of the pages they stand on."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from corpus.formats.pdf.glyphs import PageGlyphs
from corpus.formats.pdf.lines import Line

EDGE_ROWS = 4
"""Headers and footers are at most this many rows deep."""
MARGIN = 0.14
"""Headers and footers stand within this share of the page's height from its edge."""
REPEATED_SHARE = 0.2
"""A header repeats on at least this share of the pages: left and right pages, and chapters, may have their own."""
CHAPTER = 3
"""A chapter's own header repeats on this many pages within as many pages before and after."""
LARGER = 2.0
"""A heading is at least this many points larger than the header that says it again."""
SAME_PLACE = 8.0
"""Repetitions stand within this many points of each other."""
PAGE_NUMBER = re.compile(r"(page\s*)?[-–—|\s]*(\d{1,4}|[ivxl]{1,6})([-–—|\s]*|\s*(of|/)\s*\d{1,4})", re.IGNORECASE)
DIGITS = re.compile(r"\d+|\b[ivxl]+\b")
WORD = re.compile(r"[^\W\d_]{2}")
"""What repeats beside text is a footer only if it has words: an item's number repeats too."""
NO_WORDS = re.compile(r"[^\w#]+")


def furniture(pages: Sequence[PageGlyphs], lines: Mapping[int, Sequence[Line]]) -> set[Line]:
    """The lines (by page number) that are repeated at the same height of several pages, or only number the page."""
    edges = {page.number: _edges(page, lines[page.number]) for page in pages}
    places: dict[tuple[str, int], dict[int, float]] = defaultdict(dict)  # the type size on each page
    for number, sides in edges.items():
        for line in {line for rows in sides for row in rows for line in row}:
            places[_pattern(line), _height(line)][number] = line.size
    least = max(2, round(REPEATED_SHARE * len(pages)))

    def repeated(line: Line) -> bool:
        on: dict[int, float] = {}
        for step in (-1, 0, 1):
            on |= places[_pattern(line), _height(line) + step]
        if line.size > min(on.values()) + LARGER:
            return False  # a chapter's heading stands where its name is printed small on the pages after
        near = sum(abs(number - line.page) <= CHAPTER for number in on)
        return len(on) >= least or near >= CHAPTER

    found: set[Line] = set()
    for sides in edges.values():
        for rows in sides:
            for row in rows:  # from the edge inwards: text begins at the first row that is not furniture
                if not all(repeated(line) or PAGE_NUMBER.fullmatch(line.text.strip()) for line in row):
                    found.update(line for line in row if repeated(line) and WORD.search(line.text))
                    break
                found.update(row)
    return found


def _edges(page: PageGlyphs, lines: Sequence[Line]) -> tuple[list[list[Line]], list[list[Line]]]:
    rows: list[list[Line]] = []
    for line in lines:
        if rows and abs(line.base - rows[-1][0].base) < 2:
            rows[-1].append(line)
        else:
            rows.append([line])
    top = [row for row in rows[:EDGE_ROWS] if row[0].base < MARGIN * page.height]
    bottom = [row for row in rows[: -EDGE_ROWS - 1 : -1] if row[0].base > (1 - MARGIN) * page.height]
    return top, bottom


def _pattern(line: Line) -> str:
    return NO_WORDS.sub(" ", DIGITS.sub("#", line.text.lower())).strip()


def _height(line: Line) -> int:
    return round(line.base / SAME_PLACE)
