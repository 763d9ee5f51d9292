"""Finds the footnotes at the foot of a page and cuts them into one group of lines a note."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.formats.pdf.drawings import Rule
from corpus.formats.pdf.lines import Line

SMALLER = 0.93
"""Notes are set at most at this share of the body's size (10 under 12 is 0.83, 9 under 9.5 would be 0.95)."""
SEPARATOR_SHARE = 0.55
"""The line above notes is shorter than this share of the page's width; a table's rules are longer."""
LONE_MARK = re.compile(r"\d{1,3}|[*†‡]")
PLAIN_MARK = re.compile(r"(\d{1,3}|[*†‡])\s+(?=\S)")


@dataclass(frozen=True)
class Note:
    """One footnote's lines; `number` is "" for the rest of a note that began on an earlier page."""

    number: str
    lines: tuple[Line, ...]
    mark_end: int
    """Where the note's own text begins in its first line."""


def page_notes(
    lines: Sequence[Line], rules: Sequence[Rule], body_size: float, page_width: float, tables: Iterable[Line] = ()
) -> list[Note]:
    """The notes at the foot of a page whose running headers and footers are gone; some belong to marks in `tables`."""
    zone = _zone(lines, rules, body_size, page_width, _anchors([*lines, *tables]))
    notes: list[Note] = []
    for place, line in enumerate(zone):
        after = zone[place + 1] if place + 1 < len(zone) else None
        end = len(line.text) if after and _is_beside(line, after) else mark_end(line)
        if end:
            notes.append(Note(line.text[:end].strip(), (line,), end))
        elif notes:
            last = notes[-1]
            notes[-1] = Note(last.number, (*last.lines, line), last.mark_end)
        else:
            notes.append(Note("", (line,), 0))
    return notes


def _is_beside(mark: Line, after: Line) -> bool:
    """A mark alone, with the first words of its note to the right of it on the same height."""
    alone = LONE_MARK.fullmatch(mark.text.strip()) is not None
    return alone and after.x0 > mark.x1 and abs(after.base - mark.base) < after.size


def mark_end(line: Line) -> int:
    """Where the mark that opens a note ends, 0 for a line that opens none."""
    marks = line.marks()
    if marks and marks[0][0] == 0:
        end = marks[0][1]
        return end + (len(line.text[end:]) - len(line.text[end:].lstrip()))
    plain = PLAIN_MARK.match(line.text)
    return plain.end() if plain else 0


def _anchors(lines: Sequence[Line]) -> set[str]:
    """The marks within lines of text."""
    return {mark for line in lines for start, end in line.marks() if start for mark in line.text[start:end].split(",")}


def _zone(
    lines: Sequence[Line], rules: Sequence[Rule], body_size: float, page_width: float, anchors: set[str]
) -> list[Line]:
    separator = _separator(lines, rules, page_width)
    if separator is not None:
        below = [line for line in lines if line.top > separator - 2]
        if below and all(line.size <= body_size for line in below) and _opens(below[0], body_size):
            return below
    small: list[Line] = []
    for line in reversed(lines):
        if line.size > SMALLER * body_size:
            break
        small.insert(0, line)
    for index, line in enumerate(small):
        marks = line.marks()
        plain = PLAIN_MARK.match(line.text)
        if (marks and marks[0][0] == 0) or (plain and plain[1] in anchors):
            return small[index:]
    return []


def _opens(line: Line, body_size: float) -> bool:
    return bool(mark_end(line)) or line.size <= SMALLER * body_size


def _separator(lines: Sequence[Line], rules: Sequence[Rule], page_width: float) -> float | None:
    if not lines:
        return None
    left = min(line.x0 for line in lines)
    heights = [
        rule.y0
        for rule in rules
        if rule.y0 == rule.y1
        and abs(rule.x0 - left) < 12
        and 40 < rule.x1 - rule.x0 < SEPARATOR_SHARE * page_width
        and not any(line.top < rule.y0 < line.bottom + 4 and line.x0 < rule.x1 for line in lines if line.base < rule.y0)
    ]
    return max(heights, default=None)
