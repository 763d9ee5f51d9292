"""Leaves out a text's table of contents, which repeats the headings and says nothing of its own."""

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.structure.lines import Line, ends_sentence

_TITLE = re.compile(r"(?:table of )?contents(?: page)?", re.IGNORECASE)
_ENTRY_END = re.compile(r"(?:^|\s)\d{1,3}$")
_FEWEST = 4
"""Fewer lines of a page than this that end in a page number are no table of contents."""


def without_contents(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines without those from one that says "Contents" to the last that ends in a page number.

    Only the rest of that page is looked at, and the pages after it that go on in the same way.
    """
    kept: list[Line] = []
    place = 0
    while place < len(lines):
        end = _end_of_contents(lines, place)
        if end < len(lines) and end > place:
            kept.append(replace(lines[end], gap=True, top=lines[end].top or lines[place].top))
        elif end == place:
            kept.append(lines[place])
        place = end + 1
    return tuple(kept)


def _end_of_contents(lines: Sequence[Line], title: int) -> int:
    """The place after the last entry of the contents that this line heads; its own where it heads none."""
    if not _TITLE.fullmatch(lines[title].text):
        return title
    end = title
    while entries := _entries(lines, title + 1 if end == title else end):
        if len(entries) < _FEWEST:
            break
        end = entries[-1] + 1
        if end < len(lines) and not lines[end].top:
            break
    return end


def _entries(lines: Sequence[Line], start: int) -> list[int]:
    """Places of the lines that end in a page number, up to the page's end or the first sentence's."""
    entries = []
    for place in range(start, len(lines)):
        text = lines[place].text
        if (lines[place].top and place > start) or (ends_sentence(text) and not text.endswith("?")):
            break
        if _ENTRY_END.search(text):
            entries.append(place)
    return entries
