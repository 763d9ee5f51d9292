"""Finds captions, the sources under figures, and the notes under tables."""

import re
from collections.abc import Sequence

from corpus.structure.lines import Line, Margin

_CAPTION = re.compile(r"(?:Figure|Table|Chart|Box|Map|Graph|Exhibit)\s+\w{1,4}(?:\.\d+)?\s?[:.–-]\s+\S", re.IGNORECASE)
_SOURCE = re.compile(r"(?:Sources?|Notes?|Base)\s?:\s", re.IGNORECASE)
_STARRED = re.compile(r"[*†‡]+\s?\w")


def is_caption(text: str) -> bool:
    """Whether a line opens a caption: "Figure 2: ..."."""
    return bool(_CAPTION.match(text))


def is_source(text: str) -> bool:
    """Whether a line opens the source of a figure or table."""
    return bool(_SOURCE.match(text))


def is_table_note(text: str) -> bool:
    """Whether a line opens a note under a table: its source, or what a star stands for."""
    return is_source(text) or bool(_STARRED.match(text))


def end_of_lines(lines: Sequence[Line], start: int, margin: Margin) -> int:
    """The place after a caption's or note's last line: it goes on while its lines are full and no white follows."""
    end = start + 1
    while end < len(lines) and not lines[end].opens and not margin.broke_early(lines[end - 1].text, lines[end].text):
        if is_caption(lines[end].text) or is_table_note(lines[end].text):
            break
        end += 1
    return end
