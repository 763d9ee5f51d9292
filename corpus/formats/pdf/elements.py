"""Turns the paragraphs, grids and notes of a document into headings and blocks."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from corpus.facts import DATE
from corpus.formats.abbreviations import are_abbreviations, words_at
from corpus.formats.lists import with_lead_ins
from corpus.formats.pdf.contents import Depth, entry_name
from corpus.formats.pdf.flows import Flow, page_flows
from corpus.formats.pdf.footnotes import Note
from corpus.formats.pdf.grids import Grid, GridCell
from corpus.formats.pdf.headings import Body, Style, as_listed, heading_style, levels, reads_as_text, states
from corpus.formats.pdf.paragraphs import HEAVIER, LARGER, Paragraph, flow_paragraphs, join_over_breaks
from corpus.formats.pdf.source import Source
from corpus.formats.stacked import nested
from corpus.formats.tables import PrintedCell, is_caption, plain_table, table_blocks
from corpus.structure.statements import is_statement
from corpus.types import Block, Heading, Kind, MappedText

CLOSING = re.compile(
    r"yours (?:sincerely|faithfully|truly)|sincerely(?: yours)?|with (?:best|kind) regards", re.IGNORECASE
)
MOST_SIGNATURES = 12
"""So many lines of names and offices may stand between a letter's closing words and the last signature."""
REST_WORDS = 3
"""Fewer words on a cover, beside its title, are a logo, a number or an "and" between two lines."""
LETTER = re.compile(r"[^\W\d_]")
TEXT_WORDS = 12
"""Cells of at least this many words are text of the report, not a table's values."""
LABEL_WORDS = 20
"""What names such a text has at most this many words."""


@dataclass(frozen=True)
class GridOnPage:
    """A ruled table and the page it stands on."""

    page: int
    grid: Grid


Item = Paragraph | GridOnPage
"""What stands on a page beside its notes."""


def elements(
    items: Sequence[Item | Note],
    source: Source,
    body: Body,
    title: Sequence[Paragraph],
    name: str,
    listed: Mapping[str, Depth],
) -> list[Heading | Block]:
    """The document's headings and blocks in reading order; the paragraphs of its title, in words `name`, are left out.

    What is printed with the title and said nowhere else stays, as text: dates, findings, the rest of a long title.
    `listed` are the entries of its table of contents.
    """
    styles = _heading_styles(items, body, title)
    depths = [listed.get(entry_name(item.text)) for item in items if isinstance(item, Paragraph) and id(item) in styles]
    styles = dict(zip(styles, as_listed(list(styles.values()), depths), strict=True))
    level_of = levels(list(styles.values()))
    placed: list[tuple[Heading | Block, float]] = []
    position = 0
    while position < len(items):
        item = items[position]
        position += 1
        if isinstance(item, Note):
            if note := _footnote(item, source):
                placed.append((note, 0.0))
        elif isinstance(item, GridOnPage):
            if _closes_letter(placed):
                placed.extend((block, 0.0) for block in _signatures(item, source))
                continue
            if _holds_text(item, body) and _ends_part(items[position:], styles):
                placed.extend(_parts_of_table(item, source, body, _level_below(placed)))
                continue
            caption = _caption_above(placed)
            placed.extend((block, 0.0) for block in _table(item, source, body, caption))
        elif (item in title and not _says_more(item, source, name)) or _is_initial(item, body):
            continue
        elif id(item) in styles:
            placed.append((_heading(item, source, level_of[styles[id(item)]]), 0.0))
        elif item.paired:
            run = [item]
            while position < len(items) and _continues_pairs(items[position], item):
                run.append(items[position])  # type: ignore[arg-type]
                position += 1
            placed.extend((block, 0.0) for block in _pairs(run, source))
        elif block := _text(item, source, body):
            placed.append((block, _indent(item, block)))
    return nested(with_lead_ins(placed))


def _indent(paragraph: Paragraph, block: Block) -> float:
    return paragraph.text_x0 if block.number else paragraph.first.x0


def _says_more(part: Paragraph, source: Source, name: str) -> bool:
    text = source.joined(part.lines).text
    left_out = part.page == 1 and len(text.split()) >= REST_WORDS and text not in name
    return left_out or bool(DATE.search(text)) or is_statement(text)


def _continues_pairs(item: Item | Note, first: Paragraph) -> bool:
    return isinstance(item, Paragraph) and item.paired and item.page == first.page


def _heading_styles(items: Sequence[Item | Note], body: Body, title: Sequence[Paragraph]) -> dict[int, Style]:
    """The styles of the paragraphs that are headings, by their id.

    What ends the document heads nothing: those who sign a letter stand there in bold. A statement that heads nothing
    is text: it would be lost. A large initial is a mark that lends its rank to the heavy line beside it.
    """
    styles: dict[int, Style] = {}
    ending: list[int] = []
    initial: Style | None = None
    sentence: Paragraph | None = None
    for item in items:
        if not isinstance(item, Paragraph) or item in title:
            sentence = None
            ending = [] if isinstance(item, GridOnPage) else ending
            continue
        style = heading_style(item, body)
        if style and _is_initial(item, body):
            initial = style
            continue
        heavy = all(line.weight >= body.weight + HEAVIER for line in item.lines)
        if initial and not style and heavy and not reads_as_text(item.text.strip()):
            style = initial
        initial = None
        if style:
            styles[id(item)] = style
            ending.append(id(item))
        else:
            ending = []
        if style and sentence and styles[id(sentence)] <= style:
            del styles[id(sentence)]
        sentence = item if style and states(item.text.strip()) else None
    return {place: style for place, style in styles.items() if place not in ending}


def _is_initial(paragraph: Paragraph, body: Body) -> bool:
    """A lone large letter: a logo, or a mark where a part begins."""
    text = paragraph.text.strip()
    return len(text) == 1 and text.isalpha() and paragraph.first.size >= body.size + LARGER


def _heading(paragraph: Paragraph, source: Source, level: int) -> Heading:
    content = source.joined(paragraph.lines)
    return Heading(content.text, level, paragraph.page, content)


def _text(paragraph: Paragraph, source: Source, body: Body) -> Block | None:
    marker = paragraph.marker
    content = source.joined(paragraph.lines, marker.end if marker else 0)
    if not LETTER.search(content.text) and not any(char.isdigit() for char in content.text):
        return None
    if marker and not marker.number:
        return Block(Kind.LIST_ITEM, content, paragraph.page)
    if marker:
        kind = Kind.PARAGRAPH if marker.mark[0].isdigit() and not marker.mark.endswith(")") else Kind.LIST_ITEM
        return Block(kind, content, paragraph.page, number=marker.number)
    marks = paragraph.first.marks()
    if marks and marks[0][0] == 0 and paragraph.first.size < body.size:
        content = source.joined(paragraph.lines, marks[0][1])
        return Block(Kind.FOOTNOTE, content, paragraph.page, number=paragraph.first.text[: marks[0][1]])
    if is_caption(content.text) and len(paragraph.lines) <= 4:
        return Block(Kind.CAPTION, content, paragraph.page)
    return Block(Kind.PARAGRAPH, content, paragraph.page)


def _pairs(run: Sequence[Paragraph], source: Source) -> tuple[Block, ...]:
    """Rows of label and value without rules round them: their text, and no certain cells but for abbreviations."""
    rows = [source.joined(paragraph.lines) for paragraph in run]
    if are_abbreviations([row.text for row in rows]):
        cells = [cell for place, row in enumerate(rows) for cell in _spelt_out(place, row)]
        return table_blocks(cells, page=run[0].page)
    parts: list[MappedText] = []
    for row in rows:
        if parts:
            parts.append(MappedText.inserted("\n"))
        parts.append(row)
    return (Block(Kind.TABLE, MappedText.concatenate(parts), run[0].page),)


def _spelt_out(place: int, row: MappedText) -> tuple[PrintedCell, PrintedCell]:
    cut = words_at(row.text) or 0
    return (
        PrintedCell(place, 0, place + 1, 1, row.slice(0, cut).stripped()),
        PrintedCell(place, 1, place + 1, 2, row.slice(cut, len(row.text))),
    )


def _footnote(note: Note, source: Source) -> Block | None:
    content = source.joined(note.lines, note.mark_end)
    if not content.text.strip():
        return None
    return Block(Kind.FOOTNOTE, content, note.lines[0].page, number=note.number)


def _caption_above(placed: Sequence[tuple[Heading | Block, float]]) -> str:
    if placed:
        last = placed[-1][0]
        if isinstance(last, Block) and last.kind is Kind.CAPTION:
            return last.content.text
    return ""


def _table(item: GridOnPage, source: Source, body: Body, caption: str) -> tuple[Block, ...]:
    cells = [
        PrintedCell(
            cell.row, cell.column, cell.row_end, cell.column_end,
            source.joined(cell.lines) if cell.lines else MappedText.inserted(""), _is_heavy(cell, body),
        )
        for cell in item.grid.cells
    ]  # fmt: skip
    if not item.grid.drawn:
        return (plain_table([cell for cell in cells if cell.text], item.page),)
    return table_blocks(cells, caption, page=item.page)


def _holds_text(item: GridOnPage, body: Body) -> bool:
    """Under a header, each row of the table has text of the report beside what names it."""
    header, *rows = item.grid.rows()
    if not item.grid.drawn or len(item.grid.stops) != 3 or not rows or len(header) != 2:
        return False
    if not all(_is_heavy(cell, body) for cell in header) or any(len(row) != 2 for row in rows):
        return False
    return all(_words(row[0]) <= LABEL_WORDS and _words(row[1]) >= TEXT_WORDS for row in rows)


def _words(cell: GridCell) -> int:
    return sum(len(line.text.split()) for line in cell.lines)


def _ends_part(following: Sequence[Item | Note], styles: dict[int, Style]) -> bool:
    """No more text comes before the next heading."""
    after = next((item for item in following if not isinstance(item, Note)), None)
    return after is None or id(after) in styles


def _level_below(placed: Sequence[tuple[Heading | Block, float]]) -> int:
    return next((element.level for element, _ in reversed(placed) if isinstance(element, Heading)), 0) + 1


def _parts_of_table(
    item: GridOnPage, source: Source, body: Body, level: int
) -> Iterator[tuple[Heading | Block, float]]:
    """The texts of a table, each under a heading made of what stands beside it and what that is: "Owner: the board"."""
    header, *rows = item.grid.rows()
    above = ""
    for label, cell in rows:
        parts = [source.joined(header[0].lines), MappedText.inserted(": "), source.joined(label.lines)]
        content = MappedText.concatenate(parts)
        if content.text != above:
            yield Heading(content.text, level, label.lines[0].page, content), 0.0
        above = content.text
        for paragraph in _paragraphs(cell):
            if block := _text(paragraph, source, body):
                yield block, _indent(paragraph, block)


def _paragraphs(cell: GridCell) -> list[Paragraph]:
    """The paragraphs in a cell, which may go on on the next page."""
    found: list[Paragraph] = []
    for _, lines in groupby(cell.lines, key=lambda line: line.page):
        for flow in page_flows(list(lines), ()):
            found.extend(flow_paragraphs(flow) if isinstance(flow, Flow) else ())
    return join_over_breaks(found)


def _closes_letter(placed: Sequence[tuple[Heading | Block, float]]) -> bool:
    """A letter's closing words stand above, with nothing but signatures between."""
    for element, _ in reversed(placed[-MOST_SIGNATURES:]):
        if isinstance(element, Heading):
            return False
        if CLOSING.match(element.content.text):
            return True
    return False


def _signatures(item: GridOnPage, source: Source) -> list[Block]:
    """The cells under a letter's closing words: who signed, each a paragraph, under the body they sign for."""
    columns: dict[int, list[Block]] = {}
    for cell in item.grid.cells:
        if cell.lines:
            columns.setdefault(cell.column, []).append(Block(Kind.PARAGRAPH, source.joined(cell.lines), item.page))
    return [block for column in sorted(columns) for block in columns[column]]


def _is_heavy(cell: GridCell, body: Body) -> bool:
    return bool(cell.lines) and all(line.weight >= body.weight + HEAVIER for line in cell.lines)
