"""Reads Markdown files: headings, paragraphs, lists, tables and footnotes, typed or taken out of a PDF."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from corpus.facts import find_title, stated_facts
from corpus.formats.html import read_within
from corpus.formats.hyphens import Hyphens
from corpus.formats.lists import with_lead_ins
from corpus.formats.plain import SourceText, tidy
from corpus.formats.tables import PrintedCell, table_blocks
from corpus.formats.text import decode
from corpus.formats.typed import Piece, PieceKind, settle
from corpus.types import Block, CorpusError, Document, Heading, Kind, MappedText, Run

SET_IN = 20.0
"""What a nested list counts as set in by."""
BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
GLUED = re.compile(r"(?<=[a-z])(?=(?:Appendix|Annex|Chapter|Figure|Table) (?:[A-Z]|[IVX]+|\d+)\b)")
"""Where a converter lost the space before the name of a part."""
ORDINAL = re.compile(r"(?<=\d) ?\[(st|nd|rd|th)\](?!\()")
"""The raised letters of "21st", which a converter takes for a note's mark."""
BEFORE_STOP = re.compile(r"(?<=[\w”’)\]]) (?=[,.;](?:\s|$))(?!\. ?\.)")
"""The space that a converter puts where italics or a link end before a comma or a full stop."""
BREAKS = {"softbreak", "hardbreak"}
HEADER_PARTS = 3
"""A bold heading has at most two parts in a line, its number and its words; a lost table's header has more."""
OPENING = 25
"""The publisher and the date stand in the first so many paragraphs."""


def read(path: Path) -> Document:
    """The document in a Markdown file."""
    text = _without_front_matter(decode(path))
    tree = SyntaxTreeNode(MarkdownIt("commonmark").enable("table").parse(text))
    pieces = settle(list(_pieces(tree.children, 0.0)))
    source = SourceText()
    hyphens = Hyphens([piece.lines for piece in pieces])
    placed: list[tuple[Heading | Block, float]] = []
    for piece in pieces:
        placed.extend((element, piece.indent) for element in _elements(piece, source, hyphens))
    if not placed:
        raise CorpusError(f"{path.name} holds no text: give a file with a report in it.")
    elements = with_lead_ins(placed)
    top = [element for element in elements if isinstance(element, Heading) and element.level == 1]
    title = find_title([(top[0].text, 1.0)]) if top else ""
    if len(top) == 1 and elements[0] is top[0]:
        elements = elements[1:]  # the title heads the whole document and is no section of its own
    opening = [element.text if isinstance(element, Heading) else element.content.text for element in elements[:OPENING]]
    return Document(source.text, None, tuple(elements), stated_facts(title, opening, source.text))


def _without_front_matter(text: str) -> str:
    """The text without the YAML block that some tools put before it."""
    front = re.match(r"---\n(?:[\w-]+:.*\n|[ \t]+.*\n)+---\n", text)
    return text[front.end() :] if front else text


def _pieces(nodes: Iterable[SyntaxTreeNode], indent: float) -> Iterator[Piece]:
    """What stands in these nodes; a blank line parts the markup of one table into several of them."""
    for is_markup, group in groupby(nodes, key=lambda node: node.type == "html_block"):
        if is_markup:
            yield from _marked_up("".join(node.content for node in group), indent)
        else:
            for node in group:
                yield from _pieces_of(node, indent)


def _marked_up(markup: str, indent: float) -> Iterator[Piece]:
    """What is written in HTML, as the reader of web pages reads it."""
    for element, inner in read_within(markup):
        if isinstance(element, Heading):
            yield Piece(PieceKind.HEADING, (element.text,), level=element.level)
        elif element.kind is Kind.TABLE:
            yield Piece(PieceKind.TABLE, (), table=element)
        else:
            kind = PIECE_KINDS[element.kind]
            yield Piece(kind, (element.content.text,), number=element.number, indent=indent + inner)


def _pieces_of(node: SyntaxTreeNode, indent: float) -> Iterator[Piece]:
    if node.type == "heading":
        yield Piece(PieceKind.HEADING, tuple(_lines(node)), level=int(node.tag[1:]))
    elif node.type == "paragraph":
        bold = _bold_parts(node)
        kind = PieceKind.FIGURE if bold >= HEADER_PARTS else PieceKind.TEXT
        yield Piece(kind, tuple(_lines(node)), bold=bold > 0, indent=indent)
    elif node.type in {"bullet_list", "ordered_list"}:
        count = int(node.attrs.get("start", 1))
        for item in node.children:
            yield from _item(item, indent + SET_IN, str(count) if node.type == "ordered_list" else "")
            count += 1
    elif node.type == "table":
        yield Piece(PieceKind.TABLE, (), cells=tuple(_cells(node)))
    elif node.type in {"fence", "code_block"}:
        lines = tuple(filter(None, map(tidy, node.content.splitlines())))
        yield Piece(PieceKind.TEXT, lines, indent=indent, code=node.type == "fence")
    elif node.type == "blockquote":
        yield from _pieces(node.children, indent)


def _item(item: SyntaxTreeNode, indent: float, number: str) -> Iterator[Piece]:
    """A list item: its first paragraph is the item, what follows in it stands beside it."""
    beside = item.children
    if beside and beside[0].type == "paragraph":
        yield Piece(PieceKind.ITEM, tuple(_lines(beside[0])), number=number, indent=indent)
        beside = beside[1:]
    yield from _pieces(beside, indent)


def _cells(table: SyntaxTreeNode) -> Iterator[tuple[int, int, bool, str]]:
    rows = [row for part in table.children for row in part.children]
    for row, node in enumerate(rows):
        for column, cell in enumerate(node.children):
            text = " ".join(_lines(cell))
            unnamed = cell.type == "th" and text == f"Col{column + 1}"
            yield row, column, cell.type == "th", "" if unnamed else text


def _lines(node: SyntaxTreeNode) -> list[str]:
    """The words below a node, a line for each that was typed."""
    return [_mended(line) for line in map(tidy, "".join(_words(node)).split("\n")) if line]


def _mended(line: str) -> str:
    return BEFORE_STOP.sub("", ORDINAL.sub(r"\1", GLUED.sub(" ", line)))


def _words(node: SyntaxTreeNode) -> Iterator[str]:
    if node.type in {"text", "code_inline"}:
        yield node.content
    elif node.type in BREAKS:
        yield "\n"
    elif node.type == "html_inline":
        yield " " if BREAK.match(node.content) else ""
    elif node.type == "image":
        return
    else:
        for child in node.children:
            yield from _words(child)


def _bold_parts(node: SyntaxTreeNode) -> int:
    """How many bold parts a line of a paragraph has at most, 0 where not all of it is bold."""
    inline = node.children[0].children if node.children else []
    lines = [list(line) for breaks, line in groupby(inline, key=lambda part: part.type in BREAKS) if not breaks]
    parts = [[part for part in line if "".join(_words(part)).strip()] for line in lines]
    if not all(part.type == "strong" for line in parts for part in line):
        return 0
    return max(map(len, parts), default=0)


def _elements(piece: Piece, source: SourceText, hyphens: Hyphens) -> list[Heading | Block]:
    if piece.table:
        return [replace(piece.table, content=_again(piece.table.content, source))]
    if piece.kind is PieceKind.TABLE:
        cells = [
            PrintedCell(row, column, row + 1, column + 1, source.add(text), heading)
            for row, column, heading, text in piece.cells
        ]
        return list(table_blocks(cells))
    content = _joined(piece, source, hyphens)
    if not content.text:
        return []
    if piece.kind is PieceKind.HEADING:
        return [Heading(content.text, piece.level, content=content)]
    return [Block(BLOCK_KINDS[piece.kind], content, number=piece.number)]


def _again(content: MappedText, source: SourceText) -> MappedText:
    """A text out of another source, with its words put into this one."""
    runs: list[Run] = []
    for run in content.runs:
        placed = source.add(content.text[run.start : run.start + run.length])
        runs.extend(replace(one, start=run.start) for one in placed.runs)
    return MappedText(content.text, tuple(runs))


BLOCK_KINDS = {
    PieceKind.TEXT: Kind.PARAGRAPH,
    PieceKind.ITEM: Kind.LIST_ITEM,
    PieceKind.CAPTION: Kind.CAPTION,
    PieceKind.NOTE: Kind.FOOTNOTE,
    PieceKind.FIGURE: Kind.TABLE,
}
PIECE_KINDS = {kind: piece for piece, kind in BLOCK_KINDS.items()}


def _joined(piece: Piece, source: SourceText, hyphens: Hyphens) -> MappedText:
    parts: list[MappedText] = []
    for place, line in enumerate(piece.lines):
        if place:
            left_out, between = hyphens.seam(piece.lines[place - 1], line)
            parts[-1] = parts[-1].slice(0, len(parts[-1].text) - left_out)
            parts.append(MappedText.inserted(between))
        parts.append(source.add(line))
    return MappedText.concatenate(parts).stripped()
