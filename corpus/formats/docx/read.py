"""Reads a Word file into a document: headings by style or look, numbered paragraphs, lists, tables and footnotes."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from corpus.facts import DATE, find_title, stated_facts
from corpus.formats.docx.numbering import Numbering, Printed
from corpus.formats.docx.package import Package, open_package, value, w
from corpus.formats.docx.styles import Look, Styles
from corpus.formats.lists import with_lead_ins
from corpus.formats.plain import SourceText, tidy, whole
from corpus.formats.stacked import nested
from corpus.formats.tables import PrintedCell, is_caption, table_blocks
from corpus.structure.statements import is_statement
from corpus.types import Block, CorpusError, Document, Heading, Kind, MappedText

PROSE = 30
"""A cell over a table's whole width with at least this many words holds running text."""
LONGEST_HEADING = 220
"""Longer bold text is emphasis, not a heading."""
OPENING = 25
"""The publisher and the date stand in the first so many paragraphs."""
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
NOT_TEXT = {w("del"), w("moveFrom"), w("txbxContent"), w("pPr"), FALLBACK}
SPACES = {w("tab"), w("br"), w("cr"), w("ptab")}


@dataclass(frozen=True)
class _Unranked:
    """A heading whose level waits for the others: it has a style's level, or only a look."""

    content: MappedText
    look: Look

    @property
    def text(self) -> str:
        return self.content.text


def read(path: Path) -> Document:
    """The document in a Word file."""
    reader = _Reader(open_package(path))
    reader.read_body()
    if not reader.placed:
        raise CorpusError(f"{path.name} has no text in it: give a file with a report in it.")
    title, elements = reader.finished()
    opening = [element.text if isinstance(element, Heading) else element.content.text for element in elements[:OPENING]]
    facts = stated_facts(title, [title, *opening], reader.source.text)
    return Document(reader.source.text, None, tuple(elements), facts)


class _Reader:
    """Walks the body once, in order; numbers are counted on the way."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.styles = Styles(package.styles)
        self.numbering = Numbering(package.numbering)
        self.source = SourceText()
        self.placed: list[tuple[_Unranked | Block, float]] = []
        self.notes = {
            "footnote": _by_id(package.footnotes, "footnote"),
            "endnote": _by_id(package.endnotes, "endnote"),
        }
        self.notes_printed = 0
        self.body_size = self._body_size()

    def read_body(self) -> None:
        """Reads all that stands in the body."""
        body = self.package.document.find(w("body"))
        assert body is not None
        self._container(body)

    def finished(self) -> tuple[str, list[Heading | Block]]:
        """The title and the elements, headings ranked, lists with their lead-ins."""
        headings = [item for item, _ in self.placed if isinstance(item, _Unranked)]
        titles = [item for item in headings if item.look.style == "title"] or self._title(headings)
        title = find_title([(item.text, item.look.size) for item in titles])
        in_title = set(map(id, titles))  # a document may be one title after the other: they are not searched through
        by_look = _marked_by_hand(headings)
        levels = {_rank(item.look): item.look.level for item in headings if item.look.level and not by_look}
        bare = {_rank(item.look) for item in headings if id(item) not in in_title} - levels.keys()
        deepest = max(levels.values(), default=0)
        levels.update((rank, deepest + place) for place, rank in enumerate(sorted(bare, reverse=True), start=1))
        placed: list[tuple[Heading | Block, float]] = []
        for item, indent in self.placed:
            if isinstance(item, Block):
                placed.append((item, indent))
            elif id(item) not in in_title:
                stated = None if by_look else item.look.level
                level = stated or levels[_rank(item.look)]
                placed.append((Heading(item.text, level, content=item.content), indent))
            elif DATE.search(item.text) or is_statement(item.text):  # it can be quoted, as out of a PDF
                placed.append((Block(Kind.PARAGRAPH, item.content), indent))
        elements = with_lead_ins(placed)
        return title, nested(elements) if by_look else elements

    def _title(self, headings: list[_Unranked]) -> list[_Unranked]:
        """The headings that open the document, if they stand out from those after them, or the first one."""
        opening = []
        for item, _ in self.placed:
            if not isinstance(item, _Unranked) or item.look.level is not None:
                break
            opening.append(item)
        later = max((item.look.size for item in headings[len(opening) :]), default=0)
        return opening if opening and max(item.look.size for item in opening) > later else opening[:1]

    def _container(self, container: etree._Element) -> None:
        for child in container:
            if child.tag == w("p"):
                self._paragraph(child)
            elif child.tag == w("tbl"):
                self._table(child)
            elif child.tag == w("sdt"):
                gallery = value(child, "sdtPr/docPartObj/docPartGallery") or ""
                content = child.find(w("sdtContent"))
                if content is not None and gallery != "Table of Contents":
                    self._container(content)
            elif child.tag in {w("ins"), w("moveTo"), w("customXml")}:
                self._container(child)

    def _paragraph(self, paragraph: etree._Element) -> None:
        look = self.styles.look(paragraph)
        text = tidy("".join(_words(paragraph)))
        if text and not look.style.startswith("toc"):
            printed = self.numbering.printed(look.number_id, look.depth) if look.number_id not in {"", "0"} else None
            self._text(text, look, printed)
        for box in _own(paragraph, "txbxContent"):
            if not any(parent.tag == FALLBACK for parent in box.iterancestors()):
                self._container(box)
        for name, notes in self.notes.items():
            for mark in _own(paragraph, f"{name}Reference"):
                self._note(notes.get(mark.get(w("id"), "")))

    def _text(self, text: str, look: Look, printed: Printed | None) -> None:
        number = printed.number if printed else ""
        if self._is_heading(text, look, printed):
            heading = f"{number} {text}".strip()
            self.placed.append((_Unranked(self.source.add(heading), look), 0.0))
            return
        kind = Kind.PARAGRAPH
        if is_caption(text) or look.style == "caption":
            kind = Kind.CAPTION
        elif printed and not printed.is_paragraph_number:
            kind = Kind.LIST_ITEM
        number = number.rstrip(".").strip("()")
        indent = look.indent + 18.0 * look.depth
        self.placed.append((Block(kind, self.source.add(text), number=number), indent))

    def _is_heading(self, text: str, look: Look, printed: Printed | None) -> bool:
        if look.style == "title" or (look.level is not None and not text.endswith(".")):
            return True
        if printed and (printed.bullet or not printed.is_paragraph_number):
            return False
        if len(text) > LONGEST_HEADING or text.endswith((".", ";", ",", ":")) or is_caption(text) or "@" in text:
            return False
        return any(char.isalpha() for char in text) and (look.bold or look.size >= self.body_size + 2)

    def _note(self, note: etree._Element | None) -> None:
        text = tidy(" ".join("".join(_words(line)) for line in note.iterfind(w("p")))) if note is not None else ""
        if text:
            self.notes_printed += 1
            self.placed.append((Block(Kind.FOOTNOTE, self.source.add(text), number=str(self.notes_printed)), 0.0))

    def _table(self, table: etree._Element) -> None:
        rows = [_grid_row(row) for row in table.iterfind(w("tr"))]
        width = max((end for row in rows for _, end, _ in row), default=0)
        whole = [cell for row in rows for start, end, cell in row if end - start == width]
        if width <= 1 or any(len(" ".join(_words(cell)).split()) >= PROSE for cell in whole):
            for row in rows:  # a frame round text, or a table of one column
                for _, _, cell in row:
                    self._container(cell)
            return
        cells: list[PrintedCell] = []
        for index, row in enumerate(rows):
            for start, end, cell in row:
                if value(cell, "tcPr/vMerge") == "continue" or _merges_up(cell):
                    continue
                lines = [line for line in cell.iter(w("p")) if tidy("".join(_words(line)))]
                content = self.source.add(tidy(" ".join("".join(_words(line)) for line in lines)))
                heading = bool(lines) and all(self.styles.look(line).bold for line in lines)
                cells.append(PrintedCell(index, start, _row_end(rows, index, start), end, content, heading))
        caption = self.placed[-1][0] if self.placed else None
        title = caption.content.text if isinstance(caption, Block) and caption.kind is Kind.CAPTION else ""
        self.placed.extend((block, 0.0) for block in table_blocks(cells, title))

    def _body_size(self) -> int:
        count: Counter[int] = Counter()
        for paragraph in self.package.document.iter(w("p")):
            count[self.styles.look(paragraph).size] += sum(map(len, _words(paragraph)))
        return count.most_common(1)[0][0] if count else 0


def _marked_by_hand(headings: list[_Unranked]) -> bool:
    """All outline levels are the same one, and no heading style's: they say what is a heading, and not its rank."""
    levels = {item.look.level for item in headings if item.look.level}
    return len(levels) == 1 and not any(item.look.style.startswith("heading") for item in headings)


def _rank(look: Look) -> tuple[int, bool, bool]:
    """Larger before smaller, bold before regular, upright before italic."""
    return look.size, look.bold, not look.italic


def _by_id(part: etree._Element | None, name: str) -> dict[str | None, etree._Element]:
    """The notes of a part by what their marks name, of several of one id the first."""
    notes = [] if part is None else part.findall(w(name))
    return {note.get(w("id")): note for note in reversed(notes)}


def _own(paragraph: etree._Element, name: str) -> Iterator[etree._Element]:
    """The elements of a name in a paragraph, but not those in a text box in it: they are its paragraphs' own."""
    around = next(paragraph.iterancestors(w("txbxContent")), None)
    return (found for found in paragraph.iter(w(name)) if next(found.iterancestors(w("txbxContent")), None) is around)


def _words(element: etree._Element) -> Iterator[str]:
    """The words below an element, without deleted ones, text boxes and note marks."""
    for child in element:
        if child.tag in NOT_TEXT:
            continue
        if child.tag == w("t"):
            yield child.text or ""
        elif child.tag in SPACES:
            yield " "
        elif child.tag == w("noBreakHyphen"):
            yield "-"
        else:
            yield from _words(child)


def _grid_row(row: etree._Element) -> list[tuple[int, int, etree._Element]]:
    """A row's cells with the columns they cover."""
    column = whole(value(row, "trPr/gridBefore"), 0)
    cells = []
    for cell in row.iterfind(w("tc")):
        end = column + whole(value(cell, "tcPr/gridSpan"), 1)
        cells.append((column, end, cell))
        column = end
    return cells


def _merges_up(cell: etree._Element) -> bool:
    merge = cell.find(f"{w('tcPr')}/{w('vMerge')}")
    return merge is not None and merge.get(w("val")) != "restart"


def _row_end(rows: list[list[tuple[int, int, etree._Element]]], index: int, start: int) -> int:
    """The row after the last that the cell reaches down to."""
    end = index + 1
    while end < len(rows) and any(first == start and _merges_up(cell) for first, _, cell in rows[end]):
        end += 1
    return end
