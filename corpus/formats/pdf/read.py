"""Reads a PDF file into a document: glyphs, lines, reading order, paragraphs, then headings and blocks."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from corpus.facts import find_title, stated_facts
from corpus.formats.pdf.contents import contents_lines, depths
from corpus.formats.pdf.elements import GridOnPage, Item, elements
from corpus.formats.pdf.figures import figure_texts
from corpus.formats.pdf.flows import Flow, page_flows, printed_rows
from corpus.formats.pdf.footnotes import Note, page_notes
from corpus.formats.pdf.furniture import furniture
from corpus.formats.pdf.glyphs import PageGlyphs, read_pages
from corpus.formats.pdf.grids import Grid, GridCell, over_page, page_grids
from corpus.formats.pdf.headings import Body, body_type, heading_style
from corpus.formats.pdf.letters import with_letters
from corpus.formats.pdf.lines import Line, join_pieces, page_lines
from corpus.formats.pdf.paragraphs import LARGER, Paragraph, flow_paragraphs, join_over_breaks
from corpus.formats.pdf.source import lay_out
from corpus.types import CorpusError, Document

FEWEST_LETTERS = 20
"""A page with fewer letters than this on average is a picture of a page."""

RUNNING_TEXT = 200
"""A paragraph of more characters than this is running text, not a line of a cover or an address."""
TITLE_WORDS = 3
"""A shorter heading may be a part's own name though the title has it too."""
OPENING = 25
"""The title, the publisher and the date stand in the first so many paragraphs."""
CONTINUED = re.compile(r"\(?(?:table )?cont(?:inued|['’.]?d?\.?)(?: (?:from|on|over)\b.{0,20})?\)?", re.IGNORECASE)
"""A line that only says that a table goes on on another page."""


@dataclass(frozen=True)
class _Page:
    """What stands on a page, in reading order, and the lines that are no part of the text."""

    number: int
    items: tuple[Item, ...]
    notes: tuple[Note, ...]
    left_out: tuple[Line, ...]


def read(path: Path) -> Document:
    """The document in a PDF file."""
    glyphs = list(read_pages(path))
    lines = {page.number: page_lines(page) for page in glyphs}
    letters = sum(char.isalpha() for page in lines.values() for line in page for char in line.text)
    if letters < FEWEST_LETTERS * max(1, len(glyphs)):
        raise CorpusError(
            f"{path.name} has no text layer (a scan, or empty): run text recognition (OCR) on it and add the result."
        )
    repeated = furniture(glyphs, lines)
    body = body_type(line for page in lines.values() for line in page if line not in repeated)
    contents: dict[int, set[Line]] = {0: set()}
    for page in glyphs:
        kept = [line for line in lines[page.number] if line not in repeated]
        contents[page.number] = contents_lines(kept, len(glyphs), goes_on=bool(contents[page.number - 1]))
    left_out = repeated.union(*contents.values())
    pages = [_page(page, lines[page.number], left_out, body) for page in glyphs]
    source = lay_out(
        (_page_lines(page) for page in pages), (note.number for page in pages for note in page.notes if note.number)
    )
    items = _in_order(pages)
    title_parts = _title(items, body) or _subject(items, body)
    title = find_title([(source.joined(part.lines).text, part.first.size) for part in title_parts])
    opening = [source.joined(item.lines).text for item in items if isinstance(item, Paragraph) and item.page <= 2][
        :OPENING
    ]
    facts = stated_facts(title, opening, source.text)
    left = [*title_parts, *_said_again(title_parts, items, body)]
    found = elements(items, source, body, left, title, depths(line for found in contents.values() for line in found))
    return Document(source.text, len(glyphs), tuple(with_letters(found, title)), facts)


def _page(page: PageGlyphs, lines: Sequence[Line], left_out: set[Line], body: Body) -> _Page:
    kept = [line for line in lines if line not in left_out]
    grids = page_grids(page, kept)
    in_grids = _held([grid for grid in grids if not grid.is_box])
    notes = page_notes([line for line in kept if line not in in_grids], page.rules, body.size, page.width, in_grids)
    in_notes = {line for note in notes for line in note.lines}
    kept = [line for line in kept if line not in in_notes]
    drawn = figure_texts([line for line in kept if line not in in_grids], body.size)
    in_figures = _held(drawn)
    grids = page_grids(page, [line for line in kept if line not in in_figures])
    items: list[Item] = []
    for flow in page_flows(kept, sorted([*grids, *drawn], key=lambda grid: grid.top)):
        items.extend(_items(page.number, flow, body))
    return _Page(
        page.number,
        tuple(map(_with_whole_rows, items)),
        tuple(notes),
        tuple(line for line in lines if line in left_out),
    )


def _with_whole_rows(item: Item) -> Item:
    """The item; a table's with the pieces of a cell that stand on one height as one line: a bullet and its text."""
    if isinstance(item, Paragraph) or not item.grid.drawn:
        return item
    cells = (replace(cell, lines=tuple(map(join_pieces, printed_rows(cell.lines)))) for cell in item.grid.cells)
    return replace(item, grid=replace(item.grid, cells=tuple(cells)))


def _held(grids: Sequence[Grid]) -> set[Line]:
    return {line for grid in grids for cell in grid.cells for line in cell.lines}


def _items(page: int, flow: Flow | Grid, body: Body) -> list[Item]:
    if isinstance(flow, Flow):
        return list(flow_paragraphs(flow))
    name = _names_section(page, flow, body)
    if name:
        return [name, GridOnPage(page, flow)]
    if not flow.drawn or not (
        flow.is_box or flow.frames_text or len({cell.column for cell in flow.cells if cell.lines}) == 1
    ):
        return [GridOnPage(page, flow)]
    items: list[Item] = []
    for together, rows in groupby(flow.rows(), key=lambda row: len(row) > 1):
        if together:
            items.extend(_framed_table(page, list(rows), flow, body))
        else:
            items.extend(
                item for row in rows for inner in page_flows(row[0].lines, ()) for item in _items(page, inner, body)
            )
    return items


def _names_section(page: int, grid: Grid, body: Body) -> Paragraph | None:
    """What a frame's only row begins with, where that is set as a heading is: it names the text that follows."""
    rows = grid.rows()
    if not grid.drawn or len(rows) != 1 or len(rows[0]) < 2:
        return None
    first = [item for flow in page_flows(rows[0][0].lines, ()) for item in _items(page, flow, body)]
    name = first[0] if len(first) == 1 else None
    if isinstance(name, Paragraph) and name.first.size >= body.size + LARGER and heading_style(name, body):
        return name
    return None


def _framed_table(page: int, rows: Sequence[Sequence[GridCell]], frame: Grid, body: Body) -> list[Item]:
    """Rows of several cells in a frame round text: a table, after the heading that its only row begins with."""
    last = [item for flow in page_flows(rows[-1][0].lines, ()) for item in _items(page, flow, body)]
    table = GridOnPage(page, replace(frame, cells=tuple(cell for row in rows for cell in row)))
    name = last[0] if len(last) == 1 else None
    if len(rows) > 2 or not isinstance(name, Paragraph):
        return [table]
    if heading_style(name, body):
        return [name, table]
    return [replace(name, side=True), table] if rows[0][0].row == 0 else [table]  # it names the text it stands over


def _page_lines(page: _Page) -> list[Line]:
    lines: list[Line] = []
    for item in page.items:
        if isinstance(item, GridOnPage):
            lines.extend(line for cell in item.grid.cells for line in cell.lines)
        else:
            lines.extend(item.lines)
    for note in page.notes:
        lines.extend(note.lines)
    return [*lines, *page.left_out]


def _tables_whole(items: Iterable[Item]) -> list[Item]:
    """The items with a table that goes on on the next page as one."""
    whole: list[Item] = []
    for item in items:
        if isinstance(item, Paragraph) and CONTINUED.fullmatch(item.text.strip()):
            continue
        above = whole[-1] if whole else None
        if isinstance(item, GridOnPage) and isinstance(above, GridOnPage) and above.page < item.page:
            joined = over_page(above.grid, item.grid)
            if joined:
                whole[-1] = replace(above, grid=joined)
                continue
        whole.append(item)
    return whole


def _in_order(pages: Sequence[_Page]) -> list[Item | Note]:
    """All items in reading order, paragraphs whole; a page's notes follow the last thing that begins on it."""
    items = join_over_breaks(_tables_whole(item for page in pages for item in page.items))
    notes: list[Note] = []
    for note in (note for page in pages for note in page.notes):
        if note.number or not notes or notes[-1].lines[-1].page + 1 < note.lines[0].page:
            notes.append(note)
        else:  # the rest of a note that began on the page before
            notes[-1] = replace(notes[-1], lines=(*notes[-1].lines, *note.lines))
    ordered: list[Item | Note] = []
    for item in items:
        while notes and notes[0].lines[0].page < item.page:
            ordered.append(notes.pop(0))
        ordered.append(item)
    return [*ordered, *notes]


def _title(items: Sequence[Item | Note], body: Body) -> list[Paragraph]:
    """The prominent paragraphs that open the document, if the largest is larger than any heading after them.

    On a cover, a first page without running text, they are its title in any type.
    """
    opening: list[Paragraph] = []
    for item, after in zip(items, [*items[1:], None], strict=True):
        if not isinstance(item, Paragraph) or item.page > 1 or len(item.text) > RUNNING_TEXT:
            break
        over_text = isinstance(after, Paragraph) and after.page == 1 and len(after.text) > RUNNING_TEXT
        if heading_style(item, body) and item.first.size > body.size and not (opening and over_text):
            opening.append(item)
    headings = [item for item in items if isinstance(item, Paragraph) and heading_style(item, body)]
    running = [item for item in items if isinstance(item, Paragraph) and len(item.text) > RUNNING_TEXT]
    if not opening or (running and running[0].page > 1):
        return opening
    later = {heading_style(item, body) for item in headings if item not in opening}
    largest = max((style.size for style in later if style), default=0.0)
    return opening if opening and max(part.first.size for part in opening) > largest else []


def _said_again(title: Sequence[Paragraph], items: Sequence[Item | Note], body: Body) -> list[Paragraph]:
    """Headings further on that only print the title's words again."""
    words = {part.text.casefold().strip() for part in title if len(part.text.split()) >= TITLE_WORDS}
    paragraphs = [item for item in items if isinstance(item, Paragraph) and item not in title]
    return [item for item in paragraphs if item.text.casefold().strip() in words and heading_style(item, body)]


def _subject(items: Sequence[Item | Note], body: Body) -> list[Paragraph]:
    """What a letter is about: the first heading, where it follows the salutation or opens the document."""
    for item in items:
        if isinstance(item, Paragraph) and item.page == 1 and heading_style(item, body):
            return [item]
    return []
