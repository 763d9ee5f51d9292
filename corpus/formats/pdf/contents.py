"""Finds the lines of a table of contents, which repeat headings and tell only how deep they are."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from corpus.formats.pdf.lines import Line

ENTRIES = 4
"""Fewer lines than this that end in a page number are no table of contents (3 where it is headed as one)."""
TITLE = re.compile(r"(table of )?contents( page)?|in this report", re.IGNORECASE)
LEADER = re.compile(r"^.*?\w.*?(?:\s?\.){4,}\s*(?P<page>\d{1,3}|[ivxl]+)?$")
ENTRY = re.compile(r"^\D.*\s(?P<page>\d{1,3})$")
NUMBER = re.compile(r"\d{1,3}|[ivxl]+")
PAGE_AT_END = re.compile(r"[.\s]*(?:\b(?:\d{1,3}|[ivxl]+))?$")
SAME_ROW = 2.5
SPARSE = 0.4
"""At least this share of the lines between the first and the last entry are entries; the others wrap."""


def contents_lines(lines: Sequence[Line], pages: int, goes_on: bool = False) -> set[Line]:
    """The lines of a page that belong to a table of contents, which may go on from the page before.

    `lines` are from top to bottom.
    """
    rows = _rows(lines)
    title = next((index for index, row in enumerate(rows) if TITLE.fullmatch(row[0].text.strip())), None)
    listed = [
        index
        for index in range(len(rows))
        if _page(rows[index], pages, titled=goes_on or title is not None) is not None
    ]
    if title is not None:
        listed = [index for index in listed if index > title]
    if goes_on and title in {None, 0} and listed and listed[0] <= 1:
        end = next((index for index, row in enumerate(rows) if index not in listed and index), len(rows))
        return {line for row in rows[:end] for line in row}
    if len(listed) < (ENTRIES if title is None else ENTRIES - 1):
        return set()
    first = listed[0] if title is None else title
    if len(listed) < SPARSE * (listed[-1] - first):
        return set()
    numbers = [number for index in listed if (number := _page(rows[index], pages, titled=True) or 0) > 0]
    rises = sum(one <= two for one, two in pairwise(numbers))
    if numbers and rises < 0.8 * (len(numbers) - 1):
        return set()
    return {line for row in rows[first : listed[-1] + 1] for line in row}


class Depth(NamedTuple):
    """Where an entry of a table of contents begins, in points, and how heavy it is."""

    indent: int
    weight: int


def depths(lines: Iterable[Line]) -> dict[str, Depth]:
    """How deep a table of contents sets its entries, by their words; one that it has at several depths is left out."""
    found: dict[str, set[Depth]] = {}
    for row in _rows(sorted(lines, key=lambda line: (line.page, line.base, line.x0))):
        name = entry_name(PAGE_AT_END.sub("", " ".join(line.text for line in row), count=1))
        found.setdefault(name, set()).add(Depth(round(row[0].x0), row[0].weight))
    return {name: next(iter(depth)) for name, depth in found.items() if name and len(depth) == 1}


def entry_name(text: str) -> str:
    """The words by which a heading is found again in a table of contents."""
    return " ".join(text.casefold().split())


def _rows(lines: Iterable[Line]) -> list[list[Line]]:
    rows: list[list[Line]] = []
    for line in lines:
        if rows and rows[-1][0].page == line.page and line.base - rows[-1][0].base < SAME_ROW:
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _page(row: Sequence[Line], pages: int, titled: bool) -> int | None:
    """The page an entry points to, 0 for a page in Roman numerals or left out, None for a row that is no entry."""
    last = row[-1].text.strip()
    text = " ".join(line.text for line in row).strip()
    leader = LEADER.match(text)
    entry = None
    if leader:
        entry = leader["page"] or "0"
    elif len(row) > 1 and NUMBER.fullmatch(last) and any(char.isalpha() for char in row[0].text):
        entry = last
    elif titled and (match := ENTRY.match(text)):
        entry = match["page"]
    elif titled and NUMBER.fullmatch(text):
        entry = text
    if entry is None:
        return None
    number = int(entry) if entry.isdigit() else 0
    return number if number <= pages + 5 else None
