"""Takes the ruling lines and boxes drawn on a PDF page, in coordinates whose text runs from left to right."""

import ctypes
from collections.abc import Iterator
from typing import NamedTuple

import pypdfium2 as pdfium
from pypdfium2 import raw

THIN = 3.0
"""A filled rectangle thinner than this many points is drawn as a ruling line (Word's borders are 0.5 to 2.25)."""
NEARLY_WHITE = 250
"""Fills at or above this value in all colours cannot be seen on paper."""

Matrix = tuple[float, float, float, float, float, float]
UNTURNED: Matrix = (1, 0, 0, 1, 0, 0)


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


class Turn:
    """From a page's own coordinates to ones whose text runs right and whose y grows downwards."""

    def __init__(self, direction: int, left: float, bottom: float, right: float, top: float) -> None:
        self.direction = direction
        self.left, self.bottom, self.right, self.top = left, bottom, right, top
        self.width, self.height = right - left, top - bottom
        if direction % 2:
            self.width, self.height = self.height, self.width

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the page lies."""
        return (
            (x - self.left, self.top - y),
            (y - self.bottom, x - self.left),
            (self.right - x, y - self.bottom),
            (self.top - y, self.right - x),
        )[self.direction]

    def horizontal(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float]:
        """From where to where a rectangle reaches across."""
        first, second = self.point(left, bottom)[0], self.point(right, top)[0]
        return min(first, second), max(first, second)


def drawings(page: pdfium.PdfPage, turn: Turn) -> Iterator[Rule | Box]:
    """All that is drawn on the page and can part or frame text."""

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


def _path(thing: raw.FPDF_PAGEOBJECT, matrix: Matrix, turn: Turn) -> Iterator[Rule | Box]:
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
