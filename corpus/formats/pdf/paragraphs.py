"""Groups the rows of a page's flows into paragraphs, list items and lines that stand alone."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from corpus.formats.pdf.flows import EDGE, Flow, Row, leading
from corpus.formats.pdf.lines import Line, join_pieces
from corpus.formats.pdf.markers import Marker, marker_of

NEW_PARAGRAPH = 1.25
"""A step down of more than this many usual line distances opens a paragraph (least seen between paragraphs: 1.37)."""
HEAVIER = 150
"""A difference of weight that the eye sees (regular 400, semibold 600)."""
LARGER = 0.9
"""A difference of type size, in points, that is meant."""
FITS = 0.5
"""A word needs its own width and a space of this share of the type size to fit on the line above."""
WIDE_GAP = 0.6
"""A gap behind a number wider than this share of the type size is a tab: the number opens an item."""
DEEPEST_FIRST_INDENT = 4.0
"""A first line is set in by at most this many type sizes."""
ENDS = ".?!:;"
MOST_BETWEEN = 4
"""At most this many tables and figures stand between the two halves of a paragraph."""
CLOSERS = "\"'”’)]"
OPEN_WORD = re.compile(r"\b(?:the|an|of|with|from|their|its)$")
"""What no paragraph ends in, nor a row of an address."""
PART_LABEL = re.compile(r"(?:annex|appendix|chapter|part)\s+(?:[A-Z]|[IVX]+|\d{1,2})", re.IGNORECASE)
"""The label of a part: the name in the line below it is a heading of its own."""


T = TypeVar("T")


@dataclass(frozen=True)
class Paragraph:
    """Lines that belong together, before it is known what they are.

    `marker` opens it, `text_x0` is where its further lines begin, `right` the right edge of its column.
    """

    lines: tuple[Line, ...]
    marker: Marker | None
    text_x0: float
    right: float
    paired: bool = False
    side: bool = False

    @property
    def first(self) -> Line:
        """Its first line."""
        return self.lines[0]

    @property
    def last(self) -> Line:
        """Its last line."""
        return self.lines[-1]

    @property
    def page(self) -> int:
        """The page it begins on."""
        return self.lines[0].page

    @property
    def text(self) -> str:
        """Its words as printed, without its marker."""
        text = " ".join(line.text for line in self.lines)
        return text[self.marker.end :] if self.marker else text


def flow_paragraphs(flow: Flow) -> list[Paragraph]:
    """The paragraphs of one flow."""
    if flow.paired:
        return [_opened(join_pieces(row), None, flow, paired=True) for row in flow.rows]
    step = leading(flow.rows)
    usual = Counter((line.size, line.weight) for row in flow.rows for line in row).most_common(1)[0][0]
    paragraphs: list[Paragraph] = []
    alone = False  # the row above has a tab in it, and goes with no other
    for row in flow.rows:
        line = join_pieces(row)
        marker = marker_of(line.text)
        above = paragraphs[-1] if paragraphs else None
        if marker and above and marker.weak and not _opens_item(line, row, marker, above, step):
            marker = None
        tabbed = len(row) > 1 and not marker_of(row[0].text)
        if above and not marker and not tabbed and not alone and not _breaks(above, line, step, usual):
            paragraphs[-1] = _continued(above, line)
        else:
            paragraphs.append(_opened(line, marker, flow))
        alone = tabbed
    return paragraphs


def ends_sentence(text: str) -> bool:
    """The text ends as a sentence or a list's lead-in does."""
    return text.rstrip().rstrip(CLOSERS).endswith(tuple(ENDS))


def fits_above(above: Line, right: float, line: Line) -> bool:
    """The line's first word had room on the line above: whoever set it meant to begin anew."""
    word_end = line.text.find(" ")
    word = line.chars[: word_end if word_end > 0 else len(line.chars)]
    return word[-1].x1 - word[0].x0 + FITS * line.size < right - above.x1


def same_style(above: Line, line: Line) -> bool:
    """Size and weight go on from one line to the next."""
    left, right = above.chars[-1], line.chars[0]
    goes_on = abs(left.weight - right.weight) < HEAVIER or abs(above.weight - line.weight) < HEAVIER
    return goes_on and abs(above.size - line.size) < LARGER


def join_over_breaks(items: Iterable[T]) -> list[T]:
    """Joins a paragraph that goes on in the next column or on the next page, over tables and figures between."""
    joined: list[T] = []
    for item in items:
        place = _open_paragraph(joined, item) if isinstance(item, Paragraph) else None
        if place is None:
            joined.append(item)
        else:
            above = joined[place]
            assert isinstance(above, Paragraph) and isinstance(item, Paragraph)
            whole = replace(above, lines=(*above.lines, *item.lines), right=item.right)
            joined[place] = whole
    return joined


def _open_paragraph(joined: Sequence[object], paragraph: Paragraph) -> int | None:
    """The place of the paragraph that this one goes on with."""
    places = range(len(joined) - 1, max(-1, len(joined) - 1 - MOST_BETWEEN), -1)
    place = next((place for place in places if isinstance(joined[place], Paragraph)), None)
    above = None if place is None else joined[place]
    if place is None or not isinstance(above, Paragraph) or not _is_cut(above, paragraph):
        return None
    begins_small = paragraph.first.text[:1].islower()
    next_to_it = place == len(joined) - 1 and not fits_above(above.last, above.right, paragraph.first)
    return place if begins_small or next_to_it else None


def _is_cut(above: Paragraph, paragraph: Paragraph) -> bool:
    """The upper one ends at a page's or column's end, and the lower one could go on with it.

    What ends within a sentence must go on; behind a full stop, an item goes on where its text's edge shows it.
    """
    if paragraph.marker and not _closes_bracket(above, paragraph.marker):
        return False
    if any(part.paired or part.side for part in (above, paragraph)):
        return False
    if above.last.page == paragraph.page and above.last.base < paragraph.first.base:
        return False
    if not same_style(above.last, paragraph.first):
        return False
    return not ends_sentence(above.last.text) or _goes_on_overleaf(above, paragraph)


def _goes_on_overleaf(above: Paragraph, paragraph: Paragraph) -> bool:
    """Text without a marker at a page's top, set where the text of the item or numbered paragraph before it is."""
    if not above.marker or above.last.page >= paragraph.page or abs(paragraph.first.x0 - above.text_x0) > EDGE:
        return False
    hangs = above.text_x0 > above.first.x0 + EDGE
    in_sentences = ends_sentence(paragraph.text) or ". " in paragraph.text
    return in_sentences and (hangs or above.marker.number != "")


def _closes_bracket(above: Paragraph, marker: Marker) -> bool:
    """What looks like an item's number ends a bracket: "(85 to" above, "58) this year" below."""
    opened = above.text.rfind("(") > above.text.rfind(")")
    return opened and marker.mark.endswith(")") and not marker.mark.startswith("(")


def _opened(line: Line, marker: Marker | None, flow: Flow, paired: bool = False) -> Paragraph:
    text_x0 = line.x0
    if marker and marker.end < len(line.chars):
        text_x0 = line.chars[marker.end].x0
    return Paragraph((line,), marker, text_x0, flow.x1, paired, flow.side)


def _continued(paragraph: Paragraph, line: Line) -> Paragraph:
    text_x0 = line.x0 if len(paragraph.lines) == 1 else paragraph.text_x0
    return replace(paragraph, lines=(*paragraph.lines, line), text_x0=text_x0)


def _opens_item(line: Line, row: Row, marker: Marker, above: Paragraph, step: float) -> bool:
    """A number or dash at a line's start opens an item, and is not a part of the sentence above."""
    if _closes_bracket(above, marker):
        return False
    if len(row) > 1 or line.x0 < above.text_x0 - EDGE or line.base - above.last.base > NEW_PARAGRAPH * step:
        return True
    after = line.chars[marker.end].x0 if marker.end < len(line.chars) else line.x1
    if after - line.chars[len(marker.mark) - 1].x1 > WIDE_GAP * line.size:
        return True
    short = fits_above(above.last, above.right, line)
    return short and (ends_sentence(above.last.text) or not same_style(above.last, line))


def _breaks(above: Paragraph, line: Line, step: float, usual: tuple[float, int]) -> bool:
    """The line opens a paragraph of its own; `usual` is the size and weight of most lines round it."""
    last = above.last
    same_size = abs(last.size - line.size) < LARGER
    large = same_size and line.size >= usual[0] + LARGER
    if not same_style(last, line) and not (large and line.text[:1].islower()):
        return True
    own = (
        (last.base - above.lines[-2].base)
        if len(above.lines) > 1
        else max(min(step, 1.35 * last.size), 1.15 * last.size)
    )
    if line.base - last.base > NEW_PARAGRAPH * own:
        return True
    if _centred(above, line):
        return False
    labels = len(above.lines) == 1 and PART_LABEL.fullmatch(last.text.strip()) and fits_above(last, above.right, line)
    if labels or _indent_breaks(above, line):
        return True
    heavy = last.weight == line.weight and last.weight >= usual[1] + HEAVIER
    if heavy or large or not fits_above(last, above.right, line):
        return False
    return ends_sentence(last.text) or not (line.text[:1].islower() or OPEN_WORD.search(last.text))


def _centred(above: Paragraph, line: Line) -> bool:
    middle, other = (above.last.x0 + above.last.x1) / 2, (line.x0 + line.x1) / 2
    return abs(middle - other) < EDGE and abs(above.last.x0 - line.x0) > EDGE


def _indent_breaks(above: Paragraph, line: Line) -> bool:
    step = line.x0 - above.text_x0
    if abs(step) <= EDGE:
        return False
    full = not fits_above(above.last, above.right, line)
    if len(above.lines) > 1:
        return step < 0 or not full or ends_sentence(above.last.text)
    if above.marker:
        return line.x0 < above.first.x0 - EDGE
    if step < 0:
        return not full or -step > DEEPEST_FIRST_INDENT * line.size
    return not full
