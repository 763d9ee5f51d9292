"""Turns a PDF file into pages of placed characters and ruling lines, with pdfium."""

import ctypes
import math
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from corpus.types import CorpusError

LINE_BREAK_HYPHENS = "\x02\ufffe\u00ad"
"""What pdfium and typesetters write for a hyphen that only breaks a line."""
THIN = 3.0
"""A filled rectangle thinner than this many points is drawn as a ruling line (Word's borders are 0.5 to 2.25)."""
NEARLY_WHITE = 250
"""Fills at or above this value in all colours cannot be seen on paper."""

LEGIBLE = 4.0
"""Type smaller than this many points is not there to be read (hidden bookmarks of FrameMaker are 2)."""

SYMBOLS = 0xF000
"""Where Word puts the characters of its symbol fonts."""
UNNAMED_SYMBOL = "\uf0b7"
"""A symbol without any code; in running text it is a bullet."""

Matrix = tuple[float, float, float, float, float, float]
UNTURNED: Matrix = (1, 0, 0, 1, 0, 0)


class Glyph(NamedTuple):
    """One character on a page; y grows downwards, `base` is its baseline."""

    char: str
    x0: float
    x1: float
    base: float
    size: float
    weight: int
    italic: bool


class Rule(NamedTuple):
    """A straight ruling line, horizontal (y0 == y1) or vertical (x0 == x1)."""

    x0: float
    y0: float
    x1: float
    y1: float


class Box(NamedTuple):
    """A filled or framed rectangle."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True)
class PageGlyphs:
    """What is drawn on one page, turned so that its text runs from left to right."""

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rules: tuple[Rule, ...]
    boxes: tuple[Box, ...]


class _Font(NamedTuple):
    size: float
    weight: int
    italic: bool
    direction: int  # quarter turns of the text's direction
    slant: float  # how far a synthetic italic leans to the right for each point of height
    symbols: bool


class _Placed(NamedTuple):
    char: str
    left: float
    bottom: float
    right: float
    top: float
    x: float
    y: float
    font: _Font
    text_object: int


def read_pages(path: Path) -> Iterator[PageGlyphs]:
    """The pages of a PDF file; raises CorpusError for a file that pdfium cannot open."""
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        if raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            raise CorpusError(f"{path.name} is encrypted: save a copy without its password and add that.") from error
        raise CorpusError(f"{path.name} is not a readable PDF: download or export it again.") from error
    try:
        for number in range(1, len(document) + 1):
            try:
                page = document[number - 1]
            except pdfium.PdfiumError as error:
                raise CorpusError(f"Page {number} of {path.name} is broken: export the PDF again.") from error
            yield _read_page(page, number)
            page.close()
    finally:
        document.close()


def _read_page(page: pdfium.PdfPage, number: int) -> PageGlyphs:
    left, bottom, right, top = page.get_cropbox()
    text_page = page.get_textpage()
    placed = list(_placed_characters(text_page))
    directions = Counter(mark.font.direction for mark in placed)
    direction = directions.most_common(1)[0][0] if directions else 0
    turn = _Turn(direction, left, bottom, right, top)
    glyphs = tuple(
        Glyph(mark.char, *turn.horizontal(mark.left, mark.bottom, mark.right, mark.top), turn.point(mark.x, mark.y)[1],
              mark.font.size, mark.font.weight, mark.font.italic)
        for mark in _without_overprints(placed)
        if mark.font.direction == direction and mark.font.size >= LEGIBLE
        if left - 1 <= mark.x <= right + 1 and bottom - 1 <= mark.y <= top + 1
    )  # fmt: skip
    rules: list[Rule] = []
    boxes: list[Box] = []
    for rule_or_box in _drawn(page, turn):
        (rules if isinstance(rule_or_box, Rule) else boxes).append(rule_or_box)  # type: ignore[arg-type]
    text_page.close()
    return PageGlyphs(number, turn.width, turn.height, glyphs, tuple(rules), tuple(boxes))


class _Turn:
    """From a page's own coordinates to ones whose text runs right and whose y grows downwards."""

    def __init__(self, direction: int, left: float, bottom: float, right: float, top: float) -> None:
        self.direction = direction
        self.left, self.bottom, self.right, self.top = left, bottom, right, top
        self.width, self.height = right - left, top - bottom
        if direction % 2:
            self.width, self.height = self.height, self.width

    def point(self, x: float, y: float) -> tuple[float, float]:
        return (
            (x - self.left, self.top - y),
            (y - self.bottom, x - self.left),
            (self.right - x, y - self.bottom),
            (self.top - y, self.right - x),
        )[self.direction]

    def horizontal(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float]:
        first, second = self.point(left, bottom)[0], self.point(right, top)[0]
        return min(first, second), max(first, second)

    def rectangle(self, left: float, bottom: float, right: float, top: float) -> Box:
        (x0, y0), (x1, y1) = self.point(left, bottom), self.point(right, top)
        return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _placed_characters(text_page: pdfium.PdfTextPage) -> Iterator[_Placed]:
    handle = text_page.raw
    fonts: dict[int, _Font] = {}
    box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    high = 0
    for index in range(text_page.count_chars()):
        code = raw.FPDFText_GetUnicode(handle, index)
        if raw.FPDFText_IsGenerated(handle, index) == 1 and chr(code) not in LINE_BREAK_HYPHENS:
            continue
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0xFFFD
        high = 0
        text_object = raw.FPDFText_GetTextObject(handle, index)
        key = ctypes.addressof(text_object.contents) if text_object else 0
        if key not in fonts:
            fonts[key] = _font(handle, index, text_object)
        if not raw.FPDFText_GetLooseCharBox(handle, index, box) or not raw.FPDFText_GetCharOrigin(handle, index, x, y):
            continue
        font = fonts[key]
        left, right = box.left, box.right
        if font.slant:  # the box round a leaning letter reaches over its neighbours
            left, right = x.value, x.value + (box.right - box.left) - font.slant * (box.top - box.bottom)
        for char in _as_printed(code, font.symbols):
            yield _Placed(char, left, box.bottom, right, box.top, x.value, y.value, font, key)


def _as_printed(code: int, symbols: bool) -> str:
    """The character, with ligatures spelt out, every kind of white space a space, and line-break hyphens plain.

    A character of a symbol font that has no Unicode value becomes one of the private use area, as in Word's own PDFs.
    """
    char = chr(code)
    if symbols and code < 0x100 and not char == " ":
        return chr(SYMBOLS + code) if code else UNNAMED_SYMBOL
    if code == 0:
        return "\ufffd"
    if char in LINE_BREAK_HYPHENS:
        return "-"
    if char.isspace() or unicodedata.category(char) in {"Cc", "Cf"}:
        return " " if char.isspace() else ""
    return unicodedata.normalize("NFKC", char) if "\ufb00" <= char <= "\ufb06" else char


def _font(handle: raw.FPDF_TEXTPAGE, index: int, text_object: raw.FPDF_PAGEOBJECT) -> _Font:
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(handle, index, matrix)
    size = raw.FPDFText_GetFontSize(handle, index) * math.hypot(matrix.c, matrix.d)
    direction = round(math.atan2(matrix.b, matrix.a) / (math.pi / 2)) % 4
    name, weight = "", 400
    if text_object:
        font = raw.FPDFTextObj_GetFont(text_object)
        buffer = ctypes.create_string_buffer(200)
        raw.FPDFFont_GetBaseFontName(font, buffer, 200)
        name = buffer.value.decode("utf-8", "replace").lower()
        weight = raw.FPDFFont_GetWeight(font)
    if any(word in name for word in ("bold", "black", "heavy")):
        weight = max(weight, 700)
    slant = matrix.c / matrix.d if direction == 0 and matrix.d and abs(matrix.c) > 0.1 * abs(matrix.d) else 0.0
    italic = any(word in name for word in ("italic", "oblique")) or slant != 0.0
    symbols = any(word in name for word in ("wingding", "webding", "dingbat"))
    return _Font(round(size * 2) / 2, weight, italic, direction, slant, symbols)


def _without_overprints(placed: list[_Placed]) -> Iterator[_Placed]:
    """Leaves out a character printed again on its own place (a bold or shadow effect)."""
    seen: dict[tuple[str, int, int], int] = {}
    for mark in placed:
        place = (mark.char, round(mark.x), round(mark.y))
        if seen.setdefault(place, mark.text_object) == mark.text_object or mark.char == " ":
            yield mark


def _drawn(page: pdfium.PdfPage, turn: _Turn) -> Iterator[Rule | Box]:
    def walk(objects: Iterator[raw.FPDF_PAGEOBJECT], outer: Matrix) -> Iterator[Rule | Box]:
        for thing in objects:
            kind = raw.FPDFPageObj_GetType(thing)
            if kind == raw.FPDF_PAGEOBJ_PATH:
                yield from _path(thing, _product(_matrix(thing), outer), turn)
            elif kind == raw.FPDF_PAGEOBJ_FORM:
                count = raw.FPDFFormObj_CountObjects(thing)
                inner = (raw.FPDFFormObj_GetObject(thing, index) for index in range(count))
                yield from walk(inner, _product(_matrix(thing), outer))

    count = raw.FPDFPage_CountObjects(page.raw)
    yield from walk((raw.FPDFPage_GetObject(page.raw, index) for index in range(count)), UNTURNED)


def _path(thing: raw.FPDF_PAGEOBJECT, matrix: Matrix, turn: _Turn) -> Iterator[Rule | Box]:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(thing, fill, stroke)
    if not _seen(thing, bool(fill.value), bool(stroke.value)):
        return
    corners: list[tuple[float, float]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(raw.FPDFPath_CountSegments(thing)):
        segment = raw.FPDFPath_GetPathSegment(thing, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        a, b, c, d, e, f = matrix
        corner = turn.point(a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        moves = raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO
        if moves and corners:
            yield from _shape(corners, bool(fill.value))
            corners = []
        corners.append(corner)
    yield from _shape(corners, bool(fill.value))


def _seen(thing: raw.FPDF_PAGEOBJECT, fill: bool, stroke: bool) -> bool:
    colour = [ctypes.c_uint() for _ in range(4)]
    for wanted, read in ((fill, raw.FPDFPageObj_GetFillColor), (stroke, raw.FPDFPageObj_GetStrokeColor)):
        if wanted and (not read(thing, *colour) or min(part.value for part in colour[:3]) < NEARLY_WHITE):
            return True
    return False


def _shape(corners: list[tuple[float, float]], fill: bool) -> Iterator[Rule | Box]:
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    x0, y0, x1, y1 = min(xs), min(ys), max(xs), max(ys)
    if y1 - y0 < THIN and x1 - x0 > THIN:
        yield Rule(x0, (y0 + y1) / 2, x1, (y0 + y1) / 2)
    elif x1 - x0 < THIN and y1 - y0 > THIN:
        yield Rule((x0 + x1) / 2, y0, (x0 + x1) / 2, y1)
    elif len(corners) in {4, 5} and len(set(xs)) <= 3 and len(set(ys)) <= 3 and x1 - x0 > THIN:
        yield Box(x0, y0, x1, y1)
        if not fill:
            yield from (Rule(x0, y, x1, y) for y in (y0, y1))
            yield from (Rule(x, y0, x, y1) for x in (x0, x1))


def _matrix(thing: raw.FPDF_PAGEOBJECT) -> Matrix:
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(thing, matrix)
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _product(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m
