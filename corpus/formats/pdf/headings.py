"""Decides by type and position which paragraphs are headings, and on which level."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from corpus.formats.pdf.contents import Depth
from corpus.formats.pdf.lines import Line
from corpus.formats.pdf.paragraphs import HEAVIER, LARGER, Paragraph, ends_sentence
from corpus.formats.tables import is_caption
from corpus.structure.statements import is_statement

LONGEST = 220
"""A heading has at most this many characters; the longest question used as one has 160."""
MOST_LINES = 5
"""A heading in a narrow column wraps over at most this many lines."""
SMALLEST = 0.915
"""Bold type smaller than this share of the body's is a label (11 in a body of 12 may be a heading, 10 of 11 is not)."""
LONGEST_ITALIC = 80
"""A line in italics of body size is a heading only if it is short and alone."""
NAME = re.compile(r"[a-z]\w*(?:\.\w|[A-Z])")
"""A name that is written small: data.gov.uk, eSafety."""
QUOTES = "\"'”’)"
LONGEST_SENTENCE = 120
"""A heading that ends as a sentence does has at most this many characters (longest seen: 92)."""
INNER_END = re.compile(r"[.?!]\s")
SET_SHARE = 0.9
"""At least this share of a heading's characters carry its style: one bold word does not make a heading."""
ADDRESS = re.compile(r"\b(?:[A-Z]\.?[A-Z]\.?,? \d{5}(?:-\d{4})?|[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2})$")
"""A postcode at the end, American or British: a letterhead, not a heading."""
DATE = re.compile(r"(?:\d{1,2}(?:st|nd|rd|th)?\s+)?(?:january|february|march|april|may|june|july|august|september|"
                  r"october|november|december)\s+(?:\d{1,2},\s+)?\d{4}", re.IGNORECASE)  # fmt: skip


class Body(NamedTuple):
    """The type that most of the document is set in."""

    size: float
    weight: int
    upright: bool = True


class Style(NamedTuple):
    """What a heading looks like, in the order of rank: larger, beside the text, heavier, in capitals, upright."""

    size: float
    side: bool
    heavy: bool
    capitals: bool
    upright: bool


def states(text: str) -> bool:
    """A heading's words are a statement: "The board is good" is one, "What the board does well" is none."""
    return text.endswith(".") or (not text.endswith((":", "?")) and is_statement(text))


def body_type(lines: Iterable[Line]) -> Body:
    """The most frequent type size and weight, counted in characters."""
    count: Counter[Body] = Counter()
    for line in lines:
        count[Body(line.size, line.weight, not line.italic)] += len(line.text)
    return count.most_common(1)[0][0] if count else Body(12.0, 400)


def heading_style(paragraph: Paragraph, body: Body) -> Style | None:
    """The paragraph's style if it looks like a heading, None if it is text."""
    text = paragraph.text.strip()
    if paragraph.paired or len(text) > LONGEST or len(paragraph.lines) > MOST_LINES or reads_as_text(text):
        return None
    if paragraph.marker and not paragraph.marker.number:
        return None
    style = _style(paragraph, body)
    if text.endswith(".") and not _is_heavy_sentence(text, style, body):
        return None
    return style if _stands_out(text, style, paragraph, body) else None


def _is_heavy_sentence(text: str, style: Style, body: Body) -> bool:
    """One short sentence in bold, alone: "The board is good." or "Within three months:" stand over what they say."""
    short = len(text) <= LONGEST_SENTENCE and not INNER_END.search(text)
    return short and style.heavy and style.size >= body.size


def reads_as_text(text: str) -> bool:
    """It ends as an address or a part of a list does, or is a caption or a date."""
    if text.endswith((";", ",")) or "@" in text or "://" in text or not any(char.isalpha() for char in text):
        return True
    return is_caption(text) or ADDRESS.search(text) is not None or DATE.fullmatch(text) is not None


def _stands_out(text: str, style: Style, paragraph: Paragraph, body: Body) -> bool:
    if style.size >= body.size + LARGER:
        return True
    if text[:1].islower() and not NAME.match(text):
        return False
    heavy = style.heavy and style.size >= SMALLEST * body.size
    heavy = heavy and (not text.endswith(":") or _is_heavy_sentence(text, style, body))
    italic = not style.upright and body.upright and len(paragraph.lines) == 1 and len(text) <= LONGEST_ITALIC
    capitals = style.capitals and len(text.split()) > 1 and style.size >= body.size
    return paragraph.side or heavy or capitals or (italic and not ends_sentence(text) and text[-1] not in QUOTES)


def levels(styles: Sequence[Style]) -> dict[Style, int]:
    """The level of every heading style that occurs; `styles` are the headings' own, in their order.

    A highest style with one heading, and that the first, would hold all others and divide nothing: it is their equal.
    """
    ranked = sorted(set(styles), reverse=True)
    alone = len(ranked) > 1 and styles[0] == ranked[0] and styles.count(ranked[0]) == 1
    return {style: max(1, rank - alone) for rank, style in enumerate(ranked, start=1)}


def as_listed(styles: Sequence[Style], depths: Sequence[Depth | None]) -> list[Style]:
    """The headings' styles, with that of a heading in larger type than all that the contents list as deep as it mended.

    `depths` are the headings' own in a table of contents, None for those that are not listed. A misprint would hold
    all that follows it. Contents that list all headings at one depth tell nothing.
    """
    mended = list(styles)
    listed = {depth for depth in depths if depth}
    for depth in listed if len(listed) > 1 else ():
        places = [place for place, own in enumerate(depths) if own == depth]
        usual, count = Counter(styles[place] for place in places).most_common(1)[0]
        if count > len(places) / 2:
            mended = [usual if place in places and style > usual else style for place, style in enumerate(mended)]
    return mended


def _style(paragraph: Paragraph, body: Body) -> Style:
    chars = [glyph for line in paragraph.lines for glyph in line.chars if glyph.char != " "]
    heavy = sum(glyph.weight >= body.weight + HEAVIER for glyph in chars) >= SET_SHARE * len(chars)
    italic = sum(glyph.italic for glyph in chars) >= SET_SHARE * len(chars)
    letters = [glyph.char for glyph in chars if glyph.char.isalpha()]
    capitals = len(letters) > 3 and all(char.isupper() for char in letters)
    size = Counter(glyph.size for glyph in chars).most_common(1)[0][0]
    return Style(round(size), paragraph.side, heavy, capitals, not italic)
