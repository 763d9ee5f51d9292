"""Turns source text into its printed lines, with what their layout says."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf

from corpus.types import MappedText

_BULLETS = "•●▪◦‣⁃◼■□◻▫○◆►➢✓✔"
_PAGE_MARK = re.compile(r" \S")

# Advance widths of Helvetica, in thousandths of the type size: near enough for any proportional type to tell
# whether one more word would have fitted into a line.
_ADVANCES = {
    character: advance / 1000
    for characters, advance in (
        ("ijl‘’'", 222),
        (" !,./:;I[]ft|", 278),
        ('()-r“”"', 333),
        ("ckvxyzsJ", 500),
        ("FTZ", 611),
        ("ABEKPSVXY", 667),
        ("wCDHNRU", 722),
        ("GOQ", 778),
        ("mM", 833),
        ("W", 944),
    )
    for character in characters
}
_OTHER_ADVANCE = 0.556
_MOST_OVER = 0.2
"""Wrapped text has few lines over its margin: footnotes in smaller type, glued lines."""
_LONGEST_LINE = 200
"""Characters of the longest line that anyone prints."""


@dataclass(frozen=True)
class Line:
    """One printed line that holds text.

    `gap` says that a blank line stands before it, `top` that it is the first of a page. `page` is known only where
    form feeds count the pages.
    """

    content: MappedText
    gap: bool
    top: bool
    page: int | None = None

    @property
    def text(self) -> str:
        """The line's words."""
        return self.content.text

    @property
    def opens(self) -> bool:
        """Whether white or a page's edge stands before it."""
        return self.gap or self.top


def split_lines(source: str) -> tuple[Line, ...]:
    """The lines that hold text, without their indents.

    A page starts after a form feed or, in text taken out of a PDF, at a line that starts with one space. The space
    says so only where such lines are few: elsewhere it is an indent.
    """
    raw = [match for match in re.finditer(r"[^\n]*", source) if match[0].strip()]
    paged = "\f" in source
    marked = sum(bool(_PAGE_MARK.match(match[0])) for match in raw)
    marks_pages = not paged and marked * 8 <= len(raw)
    lines: list[Line] = []
    end = 0
    page = 1
    for match in raw:
        text = match[0]
        between = source[end : match.start()] + text[: len(text) - len(text.lstrip())]
        page += between.count("\f")
        top = not lines or "\f" in between or (marks_pages and bool(_PAGE_MARK.match(text)))
        content = MappedText.slice_of(source, match.start(), match.end()).stripped()
        lines.append(Line(content, between.count("\n") > 1, top, page if paged else None))
        end = match.end()
        page += text.rstrip("\f")[len(text.rstrip()) :].count("\f")
    return tuple(lines)


def print_width(text: str) -> float:
    """How wide a text prints, in units of its type size."""
    return sum(_ADVANCES.get(character, _OTHER_ADVANCE) for character in text)


def fixed_width(text: str) -> float:
    """How wide a text prints where all characters are equally wide."""
    return float(len(text))


@dataclass(frozen=True)
class Margin:
    """The width to which a text's lines are filled."""

    width: float
    fixed: bool = False

    def measure(self, text: str) -> float:
        """The printed width of a text as a share of the full line."""
        return (fixed_width(text) if self.fixed else print_width(text)) / self.width

    def broke_early(self, line: str, following: str) -> bool:
        """Whether the next line's first word would have fitted on this line: a paragraph ends, or larger type."""
        words = following.split(maxsplit=1)
        if not words or self.measure(line) > 1.02:
            return False
        return self.measure(f"{line} {words[0]}") <= 0.995


def find_margin(lines: Sequence[Line]) -> Margin:
    """The margin that most lines are filled to, in the measure (proportional or fixed) that explains them better.

    Text that was never wrapped, one paragraph a line, has no margin: every line break in it means something.
    """
    proportional = Margin(_filled_width([print_width(line.text) for line in lines]))
    fixed = Margin(_filled_width([fixed_width(line.text) for line in lines]), fixed=True)
    margin = min(proportional, fixed, key=lambda candidate: _unexplained(lines, candidate))
    over = sum(margin.measure(line.text) > 1.1 for line in lines)
    return Margin(inf) if over > _MOST_OVER * len(lines) or fixed.width > _LONGEST_LINE else margin


def _filled_width(widths: Sequence[float]) -> float:
    """The upper edge of the band of near-equal widths that holds most lines, each counted by its width."""
    ordered = sorted(width for width in widths if width > 0)
    if not ordered:
        return 1.0
    best, best_weight, first = ordered[-1], 0.0, 0
    weight = 0.0
    for last, width in enumerate(ordered):
        weight += width
        while ordered[first] < 0.93 * width:
            weight -= ordered[first]
            first += 1
        if last + 1 < len(ordered) and ordered[last + 1] == width:
            continue
        if weight >= best_weight:
            best, best_weight = width, weight
    return max(best, 1.0)


def _unexplained(lines: Sequence[Line], margin: Margin) -> int:
    """How many lines break inside a sentence although the next word would have fitted, or run over the margin."""
    over = sum(1.0 < margin.measure(line.text) < 1.1 for line in lines)
    early = sum(
        following.text[0].islower() and not following.opens and margin.broke_early(line.text, following.text)
        for line, following in pairwise(lines)
    )
    return over + early


def is_bullet(text: str) -> bool:
    """Whether a line is, or opens with, a bullet, or a symbol that no font has a letter for."""
    symbol = "\ue000" <= text[0] <= "\uf8ff" or "\x80" <= text[0] <= "\x9f"
    return (text[0] in _BULLETS or symbol) and (len(text) == 1 or text[1].isspace())


def ends_sentence(text: str) -> bool:
    """Whether a text ends as a sentence does."""
    return text.rstrip("”’\"')]").endswith((".", "?", "!"))
