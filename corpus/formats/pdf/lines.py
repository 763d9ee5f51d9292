"""Puts a page's characters into lines of text, cut where columns or ruled cells part them."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.formats.pdf.drawings import Rule
from corpus.formats.pdf.glyphs import Glyph, PageGlyphs
from corpus.formats.pdf.rulings import rulings

SAME_BASELINE = 0.2
"""Baselines closer than this share of the type size are one line (justified PDFs jitter by hundredths)."""
SPACE = 0.2
"""A gap wider than this share of the type size is a space; the narrowest printed space is a quarter."""
TIGHT = 0.15
"""Letters closer than this share of the type size are one word, whatever is drawn between them."""
COLUMN_GAP = 1.5
"""A gap wider than this share of the type size parts two pieces of a line; justified text stays under one."""
STYLE_GAP = 0.7
"""Where the type size changes too, a smaller gap parts pieces: a heading beside text."""
SMALL = 0.8
"""Raised marks are set at most at this share of their line's size (Word uses 0.65, FrameMaker 0.73)."""
RAISED = 0.12
"""A mark stands at least this share of the line's size above its baseline."""
REACH = 0.6
"""A mark's baseline is at most this share of the line's size away from the line's own."""
LONGEST_MARK = 8
"""Raised or lowered characters in a row beside larger ones: a few marks with commas, not a line of smaller type."""
MARK = re.compile(r"[\d*†‡§,]+")


@dataclass(frozen=True, eq=False)
class Line:
    """One piece of a printed line: characters on one baseline with no wide gap.

    `chars` run parallel to `text`. Two lines are the same only if they are the same place on the same page.
    """

    page: int
    text: str
    chars: tuple[Glyph, ...]
    x0: float
    x1: float
    base: float
    size: float
    weight: int
    italic: bool

    @property
    def top(self) -> float:
        """The height of its tallest letters, near enough."""
        return self.base - 0.8 * self.size

    @property
    def bottom(self) -> float:
        """The depth of its deepest letters, near enough."""
        return self.base + 0.2 * self.size

    def marks(self) -> tuple[tuple[int, int], ...]:
        """(start, end) of the raised footnote marks in its text."""
        spans: list[tuple[int, int]] = []
        for index, glyph in enumerate(self.chars):
            if self._raised(glyph) and (MARK.fullmatch(glyph.char) or self._is_letter_mark(index)):
                if spans and spans[-1][1] == index:
                    spans[-1] = (spans[-1][0], index + 1)
                else:
                    spans.append((index, index + 1))
        return tuple(span for span in spans if not self._goes_on_raised(span))

    def _raised(self, glyph: Glyph) -> bool:
        return glyph.size <= SMALL * self.size and glyph.base < self.base - RAISED * self.size

    def _is_letter_mark(self, index: int) -> bool:
        """A raised small letter of its own, as the notes of a table have."""
        beside = self.chars[max(0, index - 1) : index] + self.chars[index + 1 : index + 2]
        return self.chars[index].char in "abcdefgh" and not any(self._raised(glyph) for glyph in beside)

    def _goes_on_raised(self, span: tuple[int, int]) -> bool:
        """Raised letters follow, as in 1st."""
        after = self.chars[span[1]] if span[1] < len(self.chars) else None
        return after is not None and after.char.isalpha() and self._raised(after)


def page_lines(page: PageGlyphs) -> list[Line]:
    """The pieces of the page's lines, from top to bottom and from left to right."""
    rows = _with_raised_marks(_rows(page.glyphs))
    uprights = [rule for rule in rulings(page) if rule.x0 == rule.x1]
    lines = [line for row in rows for line in _pieces(row, page.number, uprights)]
    return sorted(lines, key=lambda line: (line.base, line.x0))


def join_pieces(pieces: Sequence[Line]) -> Line:
    """Pieces of one printed line, from left to right, as one line."""
    first = pieces[0]
    if len(pieces) == 1:
        return first
    chars: list[Glyph] = list(first.chars)
    for piece in pieces[1:]:
        chars.append(_space(chars[-1], piece.chars[0]))
        chars.extend(piece.chars)
    return _line(chars, first.page)


def _rows(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.base):
        first = rows[-1][0] if rows else None
        share = SAME_BASELINE if first and first.size == glyph.size else SAME_BASELINE / 2
        if first and glyph.base - first.base <= share * min(glyph.size, first.size):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return [row for row in rows if any(glyph.char != " " for glyph in row)]


def _with_raised_marks(rows: list[list[Glyph]]) -> list[list[Glyph]]:
    """Moves small characters that stand beside larger ones, raised or lowered, into the larger ones' row."""
    sizes = [max(glyph.size for glyph in row if glyph.char != " ") for row in rows]
    smallest = [min(glyph.size for glyph in row if glyph.char != " ") for row in rows]
    kept: list[list[Glyph]] = [list(row) for row in rows]
    for index, row in enumerate(rows):
        for other in (index + 1, index - 1, index + 2):
            if not 0 <= other < len(rows) or smallest[index] > SMALL * sizes[other]:
                continue
            if abs(rows[other][0].base - row[0].base) > REACH * sizes[other]:
                continue
            moved = [
                glyph
                for run in _close_runs(kept[index])
                if len(run) <= LONGEST_MARK and _marks(run, kept[other]) and not _marks(run, kept[index])
                for glyph in run
            ]
            if moved:
                kept[other].extend(moved)
                kept[index] = [glyph for glyph in kept[index] if glyph not in moved]
    return [row for row in kept if any(glyph.char != " " for glyph in row)]


def _close_runs(row: list[Glyph]) -> list[list[Glyph]]:
    """The row's printed characters, cut where a gap is wider than a letter."""
    runs: list[list[Glyph]] = []
    for glyph in sorted((glyph for glyph in row if glyph.char != " "), key=lambda glyph: glyph.x0):
        if runs and glyph.x0 - runs[-1][-1].x1 <= glyph.size / 2:
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
    return runs


def _marks(run: list[Glyph], row: list[Glyph]) -> bool:
    return any(_beside(glyph, row) for glyph in (run[0], run[-1]))


def _beside(mark: Glyph, row: list[Glyph]) -> bool:
    return any(
        -1 <= mark.x0 - glyph.x1 <= glyph.size or -1 <= glyph.x0 - mark.x1 <= glyph.size
        for glyph in row
        if glyph.char != " " and mark.size <= SMALL * glyph.size
    )


def _pieces(row: list[Glyph], page: int, uprights: list[Rule]) -> Iterable[Line]:
    row = sorted(row, key=lambda glyph: glyph.x0)
    chars: list[Glyph] = []
    spaced = False
    for glyph in row:
        if glyph.char == " ":
            spaced = True
            continue
        if chars:
            last = chars[-1]
            gap, size = glyph.x0 - last.x1, max(glyph.size, last.size)
            beside = glyph.size != last.size and abs(glyph.base - last.base) < RAISED * size  # a raised mark is none
            wide = STYLE_GAP * size if beside else COLUMN_GAP * size
            if gap > wide or _ruled_between(last, glyph, uprights):
                yield _line(chars, page)
                chars = []
            elif gap > SPACE * size or (spaced and gap > -0.3 * size):
                chars.append(_space(last, glyph))
        chars.append(glyph)
        spaced = False
    if chars:
        yield _line(chars, page)


def _ruled_between(left: Glyph, right: Glyph, uprights: list[Rule]) -> bool:
    if right.x0 - left.x1 < TIGHT * left.size:
        return False
    return any(
        left.x1 - 1 <= rule.x0 <= right.x0 + 1 and rule.y0 < left.base - 0.3 * left.size < rule.y1 for rule in uprights
    )


def _space(left: Glyph, right: Glyph) -> Glyph:
    return left._replace(char=" ", x0=left.x1, x1=max(left.x1, right.x0))


def _line(chars: list[Glyph], page: int) -> Line:
    printed = [glyph for glyph in chars if glyph.char != " "]
    size = Counter(glyph.size for glyph in printed).most_common(1)[0][0]
    largest = max(glyph.size for glyph in printed)
    if size <= SMALL * largest and len(printed) < 8:
        size = largest  # "12" with a raised mark of three digits is still a line of the larger type
    main = [glyph for glyph in printed if glyph.size >= SMALL * size] or printed
    return Line(
        page,
        "".join(glyph.char for glyph in chars),
        tuple(chars),
        chars[0].x0,
        max(glyph.x1 for glyph in chars),
        Counter(round(glyph.base, 1) for glyph in main).most_common(1)[0][0],
        size,
        Counter(glyph.weight for glyph in main).most_common(1)[0][0],
        Counter(glyph.italic for glyph in main).most_common(1)[0][0],
    )
