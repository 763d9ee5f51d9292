"""Reads HTML files: headings, paragraphs, lists, tables and footnotes as they are marked up."""

import re
import warnings
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from bs4 import BeautifulSoup, XMLParsedAsHTMLWarning
from bs4.element import CData, Comment, NavigableString, PreformattedString, Tag

from corpus.facts import find_title, stated_facts
from corpus.formats.lists import with_lead_ins
from corpus.formats.plain import BLANKS, INVISIBLE, SPACES, SourceText, tidy, whole
from corpus.formats.tables import PrintedCell, table_blocks
from corpus.types import Block, CorpusError, Document, Heading, Kind, MappedText

SKIPPED = frozenset(
    {"script", "style", "nav", "noscript", "template", "svg", "form", "button", "head", "iframe", "select"}
)
CHROME = frozenset({"header", "footer", "aside"})
"""Parts of the site round the report; inside an article they belong to it."""
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
PARTS = (
    "address article blockquote body caption center dd details div dl dt fieldset figcaption figure footer header hr "
    "html li main ol p pre section summary table tbody td tfoot th thead tr ul"
)
BLOCKS = frozenset(HEADINGS).union(PARTS.split(" "))
NOTE_NAME = re.compile(r"(?:^|[^a-z])(?:footnote|endnote|fn)s?(?:[^a-z]|$)", re.IGNORECASE)
NOTE_MARK = re.compile(r"\[?(?:\d{1,3}|[*†‡])\]?")
NOTE_NUMBER = re.compile(r"\[?(\d{1,3}|[*†‡])[\].:]?\s*(?=\S)")
MARK = 40
"""A longer text is no note's mark, spaces between its signs included."""
RETURN_SIGNS = "↩↑^︎ "
CONTENTS = re.compile(r"(?:table of )?contents|on this page", re.IGNORECASE)
LINKED_SHARE = 0.8
"""A block whose words are links into the page itself, at least by this share, is a table of contents."""
SET_IN = 20.0
"""What a nested list counts as set in by, so that its items are told from the outer ones."""
LONGEST_HEADING = 220
"""Longer blocks inside a heading are text, not words of it."""
COVER_LINE = 200
"""A longer first paragraph is text, not a title."""
_SPACE = MappedText.inserted(" ")


def read(path: Path) -> Document:
    """The document in an HTML file."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)  # XHTML reads as well as HTML does
        page = BeautifulSoup(path.read_bytes(), "lxml")
    root = page.find("main") or page.find("article") or page.body
    if not isinstance(root, Tag) or not root.get_text(strip=True):
        raise CorpusError(f"{path.name} has no text in it: save the whole page as HTML and add that.")
    reader = _Reader()
    reader.read(root)
    elements = with_lead_ins(_with_notes_beside_marks(reader.placed, reader.marks))
    named = tidy(page.title.get_text()) if page.title else ""
    opening = [element.text if isinstance(element, Heading) else element.content.text for element in elements[:25]]
    first = [text for text in opening[:1] if len(text) <= COVER_LINE]
    headings = [element.text for element in elements if isinstance(element, Heading) and element.level == 1]
    title = find_title([(text, 1.0) for text in (headings[:1] if len(headings) == 1 else [named] if named else first)])
    if len(headings) == 1 and isinstance(elements[0], Heading) and elements[0].level == 1:
        elements = elements[1:]  # the title heads the whole document and is no section of its own
    return Document(reader.source.text, None, tuple(elements), stated_facts(title, opening, reader.source.text))


def read_within(markup: str) -> list[tuple[Heading | Block, float]]:
    """The elements of markup that stands in a text of another format, each with its indent."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a few words of it look like a file's name or XML
        page = BeautifulSoup(f"<article>{markup}</article>", "lxml")
    reader = _Reader()
    reader.read(page.body or page)
    return reader.placed


_Walk = Iterator["_Walk"]
"""A walk through an element, which yields a walk wherever it has to go deeper."""


class _Reader:
    """Walks the tree once; inline text waits in `words` until the block round it ends."""

    def __init__(self) -> None:
        self.source = SourceText()
        self.placed: list[tuple[Heading | Block, float]] = []
        self.words: list[str] = []
        self.kind = Kind.PARAGRAPH
        self.number = ""
        self.contents: int | None = None
        self.marks: list[tuple[str, int]] = []
        """The notes' marks in the text, each with the place of the block that it stands in."""

    def read(self, root: Tag) -> None:
        """Reads what is inside an element, however deep: tags that nobody closed lie in each other by the thousand."""
        self.words_in = _Words(root)
        walks = [self._block(root, 0.0)]
        while walks:
            deeper = next(walks[-1], None)
            if deeper is None:
                walks.pop()
            else:
                walks.append(deeper)
        self._flush(0.0)

    def _block(self, tag: Tag, indent: float) -> _Walk:
        for child in tag.children:
            if isinstance(child, Tag):
                yield self._tag(child, indent)
            elif isinstance(child, NavigableString) and not isinstance(child, Comment | PreformattedString):
                self.words.append(str(child))

    def _flush(self, indent: float) -> None:
        """Ends the paragraph or item whose words were waiting."""
        text = tidy("".join(self.words))
        self.words = []
        if not any(char.isalnum() for char in text):
            return
        kind, number = self.kind, self.number
        if kind is Kind.FOOTNOTE:
            mark = NOTE_NUMBER.match(text)
            if mark and not number:
                number, text = mark[1], text[mark.end() :]
            text = text.strip(RETURN_SIGNS)
        if text:
            self.placed.append((Block(kind, self.source.add(text), number=number), indent))

    def _tag(self, tag: Tag, indent: float) -> _Walk:
        if tag.name in SKIPPED or _is_hidden(tag) or (tag.name in CHROME and not tag.find_parent(("article", "main"))):
            return
        if tag.name == "br":
            self.words.append(" ")
        elif self._is_note_mark(tag):
            mark = tag.get_text(strip=True).strip("[]")
            if self.kind is not Kind.FOOTNOTE:
                self.marks.append((mark, len(self.placed)))
            elif not "".join(self.words).strip():
                self.number = mark  # it opens a note
        elif tag.name not in BLOCKS:
            yield self._block(tag, indent)
        else:
            self._flush(indent)
            yield self._block_tag(tag, indent)
            self._flush(indent)

    def _block_tag(self, tag: Tag, indent: float) -> _Walk:
        if tag.name in HEADINGS:
            yield self._heading(tag)
        elif tag.name == "table" and not _is_layout(tag):
            self._table(tag)
        elif self._lists_the_contents(tag):
            self._drop_contents_heading()
        elif tag.name in {"ul", "ol", "dl"}:
            yield self._list(tag, indent)
        elif _is_note(tag):
            yield self._within(Kind.FOOTNOTE, tag, indent)
        elif tag.name in {"figcaption", "caption"}:
            yield self._within(Kind.CAPTION, tag, indent)
        else:
            yield self._block(tag, indent)

    def _within(self, kind: Kind, tag: Tag, indent: float, number: str = "") -> _Walk:
        """Reads a block as `kind`; its second paragraph is an ordinary one again, except in a note."""
        outer, self.kind, self.number = (self.kind, self.number), kind, number
        yield self._block(tag, indent)
        self._flush(indent)
        self.kind, self.number = outer

    def _heading(self, tag: Tag) -> _Walk:
        first, marks_before = len(self.placed), len(self.marks)
        yield self._block(tag, 0.0)
        text, self.words = tidy("".join(self.words)), []
        parts = [self.source.add(text)] if text else []
        inside = [element for element, _ in self.placed[first:]]
        blocks = [element.content for element in inside if isinstance(element, Block) and element.kind is self.kind]
        words = MappedText.concatenate(part for one in (*blocks, *parts) for part in (one, _SPACE)).stripped()
        # A longer one was never closed, and all below it is in it.
        if blocks and len(blocks) == len(inside) and len(words.text) <= LONGEST_HEADING:
            del self.placed[first:]
            self.marks[marks_before:] = [(mark, first) for mark, _ in self.marks[marks_before:]]
            parts = [words]
        self.placed.extend((Heading(one.text, HEADINGS.index(tag.name) + 1, content=one), 0.0) for one in parts)

    def _list(self, tag: Tag, indent: float) -> _Walk:
        count = whole(str(tag.get("start") or ""), 1)
        noted = _is_note(tag) or _is_note(tag.parent)
        for child in tag.find_all(("li", "dt", "dd"), recursive=False):
            number = str(count) if tag.name == "ol" else ""
            kind = Kind.FOOTNOTE if noted or _is_note(child) else Kind.LIST_ITEM
            yield self._within(kind, child, indent + SET_IN, number)
            count += 1

    def _table(self, tag: Tag) -> None:
        caption = tag.find("caption")
        title = tidy(caption.get_text(" ")) if isinstance(caption, Tag) else ""
        if title:
            self.placed.append((Block(Kind.CAPTION, self.source.add(title)), 0.0))
        cells: list[PrintedCell] = []
        free_from: dict[int, int] = {}  # the first row in which a column is not taken by a cell above
        for row, line in enumerate(line for line in tag.find_all("tr") if line.find_parent("table") is tag):
            column = 0
            for cell in line.find_all(("td", "th"), recursive=False):
                while free_from.get(column, 0) > row:
                    column += 1
                tall, wide = _span(cell, "rowspan"), _span(cell, "colspan")
                for covered in range(column, column + wide):
                    free_from[covered] = max(free_from.get(covered, 0), row + tall)
                content = self.source.add(_text(cell))
                heading = cell.name == "th" and (row == 0 or cell.get("scope") != "row")
                cells.append(PrintedCell(row, column, row + tall, column + wide, content, heading))
                column += wide
        self.placed.extend((block, 0.0) for block in table_blocks(cells, title))

    def _is_note_mark(self, tag: Tag) -> bool:
        """A raised number, or a number that links to a note."""
        if tag.name not in {"sup", "a", "span"} or not NOTE_MARK.fullmatch(self.words_in.mark(tag)):
            return False
        if not NOTE_MARK.fullmatch(tag.get_text(strip=True)):
            return False
        return tag.name == "sup" or (
            bool(NOTE_NAME.search(f"{tag.get('href', '')} {tag.get('class', '')}")) and not _in_note(tag)
        )

    def _lists_the_contents(self, tag: Tag) -> bool:
        if tag.name not in {"div", "ul", "ol", "p", "section"}:
            return False
        links, linked = self.words_in.links(tag)
        return links >= 3 and linked >= LINKED_SHARE * max(1, self.words_in.length(tag))

    def _drop_contents_heading(self) -> None:
        if self.placed and isinstance(last := self.placed[-1][0], Heading) and CONTENTS.fullmatch(last.text):
            self.placed.pop()


@dataclass(frozen=True)
class _Reach:
    """From where to where an element reaches in its page's text, and in the list of the page's links into itself."""

    start: int
    end: int
    first_link: int
    last_link: int


class _Words:
    """The words of every element in a tree, taken once: those in each other by the thousand all hold the same ones."""

    def __init__(self, root: Tag) -> None:
        parts: list[str] = []
        length = 0
        links = 0
        reaches: dict[int, _Reach] = {}
        order: list[Tag] = []
        opened = [(root, 0, 0)]

        def close() -> None:
            tag, start, first = opened.pop()
            reaches[id(tag)] = _Reach(start, length, first, links)

        for node in root.descendants:
            while opened[-1][0] is not node.parent:
                close()
            if isinstance(node, Tag):
                opened.append((node, length, links))
                if _is_link_into_the_page(node):
                    order.append(node)
                    links += 1
            elif type(node) in {NavigableString, CData}:  # no comment, no script
                text = SPACES.sub(" ", INVISIBLE.sub("", str(node)))
                if text.startswith(" ") and parts and parts[-1].endswith(" "):
                    text = text[1:]
                if text:
                    parts.append(text)
                    length += len(text)
        while opened:
            close()
        self._reaches = reaches
        self._text = "".join(parts)
        self._drawn = BLANKS.search(self._text) is not None
        self._linked = list(accumulate((self.length(link) for link in order), initial=0))

    def length(self, tag: Tag) -> int:
        """The length of an element's words once they are tidied."""
        start, end = self._reaches[id(tag)].start, self._reaches[id(tag)].end
        while start < end and self._text[start].isspace():
            start += 1
        while start < end and self._text[end - 1].isspace():
            end -= 1
        return len(tidy(self._text[start:end])) if self._drawn else end - start

    def links(self, tag: Tag) -> tuple[int, int]:
        """How many links into the page lie in an element, and the length of their words."""
        reach = self._reaches[id(tag)]
        return reach.last_link - reach.first_link, self._linked[reach.last_link] - self._linked[reach.first_link]

    def mark(self, tag: Tag) -> str:
        """An element's words without spaces, "" where there are more than in the mark of a note."""
        reach = self._reaches[id(tag)]
        return "".join(self._text[reach.start : reach.end].split()) if reach.end - reach.start <= MARK else ""


def _with_notes_beside_marks(
    placed: Sequence[tuple[Heading | Block, float]], marks: Sequence[tuple[str, int]]
) -> list[tuple[Heading | Block, float]]:
    """The notes of a page stand at its end, under its last heading: here each follows the block that its mark is in.

    Where numbers begin anew, a note belongs to the first mark behind the note before of the same number.
    """
    places: dict[str, list[int]] = {}
    for mark, at in marks:
        places.setdefault(mark, []).append(at)
    beside: dict[int, list[int]] = {}
    last: dict[str, int] = {}
    target: int | None = None
    for place, (element, _) in enumerate(placed):
        if not isinstance(element, Block) or element.kind is not Kind.FOOTNOTE:
            target = None
            continue
        if target is None or last.get(element.number) != place - 1:  # else another paragraph of the same note
            marked = places.get(element.number, [])
            first = bisect_left(marked, last.get(element.number, 0))
            target = marked[first] if first < len(marked) and marked[first] < place else None
        last[element.number] = place
        if target is not None:
            beside.setdefault(target, []).append(place)
    moved = {place for notes in beside.values() for place in notes}
    return [
        placed[at]
        for place in range(len(placed))
        for at in ([place] if place not in moved else []) + beside.get(place, [])
    ]


def _text(tag: Tag) -> str:
    inner = _Reader()
    inner.read(tag)
    return " ".join(
        element.text if isinstance(element, Heading) else element.content.text for element, _ in inner.placed
    ) or tidy(tag.get_text(" "))


def _span(cell: Tag, name: str) -> int:
    return min(max(whole(str(cell.get(name) or ""), 1), 1), 100)


def _is_hidden(tag: Tag) -> bool:
    return (
        tag.has_attr("hidden")
        or tag.get("aria-hidden") == "true"
        or "display:none" in str(tag.get("style", "")).replace(" ", "")
    )


def _in_note(tag: Tag) -> bool:
    return any(isinstance(parent, Tag) and _is_note(parent) for parent in tag.parents)


def _is_note(tag: Tag | None) -> bool:
    if tag is None or tag.name not in {"li", "div", "p", "section", "aside", "ol", "dd"}:
        return False
    return bool(NOTE_NAME.search(f"{tag.get('id') or ''} {tag.get('class') or ''}"))


def _is_layout(table: Tag) -> bool:
    """A table used to place things: nested, of one cell a row, or said to be one."""
    if table.get("role") == "presentation" or table.find("table") is not None:
        return True
    return all(len(row.find_all(("td", "th"), recursive=False)) <= 1 for row in table.find_all("tr"))


def _is_link_into_the_page(tag: Tag) -> bool:
    return tag.name == "a" and str(tag.get("href") or "").startswith("#")
