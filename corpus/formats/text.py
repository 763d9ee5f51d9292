"""Reads plain text: typed text, and text taken out of a PDF."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from corpus.facts import DATE, stated_facts
from corpus.formats.stacked import nested
from corpus.structure.columns import find_regions, read_columns
from corpus.structure.contents import without_contents
from corpus.structure.false_headings import without_false_headings
from corpus.structure.flow import Element, Region, read_flow
from corpus.structure.furniture import without_furniture
from corpus.structure.headings import Found, levels
from corpus.structure.lines import Line, find_margin, split_lines
from corpus.structure.mends import join_lines, restore_lost_hyphens
from corpus.structure.notes import Notes, find_notes
from corpus.structure.title import stated_title
from corpus.types import Block, CorpusError, Document, Facts, Heading, Kind

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_MOST_CONTROL = 0.001
_OPENING = 20
"""The headings and blocks that may state who published the report, and when."""


def read(path: Path) -> Document:
    """The headings and blocks of a text file."""
    source = decode(path)
    lines = without_contents(without_furniture(split_lines(source)))
    lines = restore_lost_hyphens(lines, find_margin(lines))
    notes = find_notes(lines)
    running = [place for place in range(len(lines)) if place not in notes.taken]
    body = [notes.lines[place] for place in running]
    margin = find_margin(body)
    regions = find_regions(body, margin)
    flow = without_false_headings(read_flow(body, margin, _footnotes(lines, notes, running), regions), body)
    pages = source.rstrip("\f\n ").count("\f") + 1 if "\f" in source else None
    elements = _elements(body, flow)
    title = stated_title(body)
    elements = _without_title(elements, title)
    return Document(source, pages, elements, _facts(title, body, elements, source))


def decode(path: Path) -> str:
    """The text of a file in UTF-8, or in the Windows code page where it is not UTF-8."""
    data = path.read_bytes()
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise CorpusError(f"{path.name} is neither UTF-8 nor Windows-1252 text: save it as UTF-8.")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise CorpusError(f"{path.name} holds no text: give a file with a report in it.")
    if len(_CONTROL.findall(text)) > _MOST_CONTROL * len(text):
        raise CorpusError(f"{path.name} is not a text file: convert it, or give it the suffix of its format.")
    return text


def _facts(title: str, lines: Sequence[Line], elements: Sequence[Heading | Block], source: str) -> Facts:
    """What the text's opening states. A letter's date stands in a line of its own, over those it is addressed to."""
    dates = [line.text for line in lines[:_OPENING] if DATE.fullmatch(line.text)]
    first = [part for part in elements[:_OPENING] if part.page is None or part.page == 1]
    texts = [part.text if isinstance(part, Heading) else part.content.text for part in first]
    heading = next((part.text for part in elements if isinstance(part, Heading)), "")
    return replace(stated_facts(title or heading, [title, *dates, *texts], source), title=title)


def _without_title(elements: Sequence[Heading | Block], title: str) -> tuple[Heading | Block, ...]:
    """The elements without the headings, but one that opens the text, that only say the title or a part of it again.

    What stands before the first heading stands under the title too.
    """
    kept = list(elements[:1])
    for place in range(1, len(elements)):
        element = elements[place]
        if isinstance(element, Heading) and element.text not in title:
            return (*kept, *elements[place:])
        if not isinstance(element, Heading):
            kept.append(element)
    return tuple(kept)


def _footnotes(lines: Sequence[Line], notes: Notes, running: Sequence[int]) -> Mapping[int, Sequence[Block]]:
    """The notes as blocks, by the place in the running text of their mark, or of the line they are printed after."""
    by_place: dict[int, list[Block]] = {}
    position = {place: order for order, place in enumerate(running)}
    for note in notes.notes:
        anchor = notes.anchors.get(note.number)
        if anchor is None:
            anchor = max((place for place in running if place < note.printed), default=running[0])
        content = join_lines([lines[place].content for place in note.lines])
        block = Block(Kind.FOOTNOTE, content, lines[note.printed].page, number=str(note.number))
        by_place.setdefault(position[anchor], []).append(block)
    return by_place


def _elements(lines: Sequence[Line], flow: Sequence[Element]) -> tuple[Heading | Block, ...]:
    headings = [element for element in flow if isinstance(element, Found)]
    numbered = [
        element.content.text
        for element in flow
        if isinstance(element, Block) and element.kind is Kind.LIST_ITEM and element.number
    ]
    paged = bool(lines) and lines[0].page is not None
    level_of = dict(zip(headings, levels(headings, frozenset(numbered), paged), strict=True))
    chapters = _text_by_heading(flow, level_of)
    elements: list[Heading | Block] = []
    chapter_level = 0
    for element in flow:
        if isinstance(element, Found):
            page = lines[element.start].page
            elements.append(Heading(element.text, level_of[element], page, element.content))
            chapter_level = chapter_level or level_of[element]
        elif isinstance(element, Region):
            elements.extend(read_columns(lines, element, chapter_level + 1, chapters))
        else:
            elements.append(element)
    return tuple(nested(elements) if paged else elements)


def _text_by_heading(flow: Sequence[Element], level_of: Mapping[Found, int]) -> Mapping[str, str]:
    """The text under each heading and the headings below it, outside the regions in columns."""
    texts: dict[str, list[str]] = {}
    path: list[Found] = []
    for element in flow:
        if isinstance(element, Found):
            path = [above for above in path if level_of[above] < level_of[element]] + [element]
        elif isinstance(element, Block):
            for heading in path:
                texts.setdefault(heading.text, []).append(element.content.text)
    return {heading: " ".join(parts) for heading, parts in texts.items()}
