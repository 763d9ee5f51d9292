"""Settles what the paragraphs of typed text are: Markdown made from a PDF marks up little and breaks at every page."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby
from statistics import quantiles

from corpus.formats.abbreviations import are_abbreviations, words_at
from corpus.formats.tables import CAPTION, is_caption, is_figure
from corpus.structure.lines import Line, find_margin
from corpus.structure.mends import restore_lost_hyphens
from corpus.types import Block, MappedText

MARK = re.compile(r"\s?\[\^?\s?(\d{1,3}|[a-h*†‡])\s?\](?!\()|\s?\[\^([^\]\s]+)\]")
"""A footnote's mark in the text."""
NOTE = re.compile(r"(?:\[\^(?P<named>[^\]\s]+)\]:|(?P<number>\d{1,3}|[a-h*†‡])\.?)\s+(?=\S)")
GOES_ON = re.compile(r"(?:\d{1,3} )?[\"'“‘(]*[^\W\d_A-Z]")
"""What a sentence goes on with behind a page break: a small letter, perhaps behind a figure or a quote."""
CONTENTS_ENTRY = re.compile(r"[^\d|].*\D\s+\d{1,3}|.*(?:\.\s?){4}\s*\d{0,3}")
PICTURE = re.compile(r"\[((?:figure|table|chart|exhibit|map|graph|diagram)\s[^\[\]]+)\]", re.IGNORECASE)
"""What a converter puts where it left a picture out."""
LABELLED = re.compile(r"[A-Z][\w ]{1,30}: \S.*")
"""One of several facts that stand in a line, parted by bars."""
CONTENTS_TITLE = re.compile(r"(?:table of )?contents", re.IGNORECASE)
FEWEST_ENTRIES = 4
"""So many paragraphs that end in a page number are a table of contents."""
ENTRIES_APART = 4
"""So many other paragraphs at most stand between two entries: wrapped entries, headings of lists."""
REPEATED = 3
"""A short paragraph printed this often word for word is a running header."""
SHORT = 80
"""A running header or a heading typed as a bold line has at most this many characters."""
NARROW = 0.6
"""A heading from a page's margin has lines of at most this share of the text's."""
LONGEST_HEADING = 220
"""Longer text in a narrow column is text."""
RUNNING = 80
"""A paragraph of at least this many characters is running text; what stands right before it may head it."""
FULL_LINE = 60
"""A full line of running text has at least this many characters."""
MOST_BETWEEN = 4
"""At most this many captions and tables stand, beside notes, between the halves of a paragraph that a page cut."""
RUN_IN = re.compile(
    r"((?:Executive )?Summary|Results in Brief|Introduction|Background|Conclusions?|Recommendations(?: for Executive "
    r"Action)?|Agency Comments(?: and Our Evaluation)?|Acknowledge?ments|"
    r"(?:Scope and |Objectives, Scope,? and )?Methodology)\s+"
    r"(?=(?:The|This|These|Our|We|In|As|To|It) |[A-Z][A-Za-z]* [a-z0-9])"
)
"""What reports call their sections, and a sentence right behind it."""
ENDS = (".", "?", "!", ":", ";")


class PieceKind(StrEnum):
    """What a piece of typed text is."""

    HEADING = "heading"
    TEXT = "text"
    ITEM = "item"
    TABLE = "table"
    CAPTION = "caption"
    NOTE = "note"
    FIGURE = "figure"


@dataclass(frozen=True)
class Piece:
    """A paragraph, heading, item or table, its lines as typed. A cell is (row, column, is it a heading, text).

    `table` is one that another reader made out already.
    """

    kind: PieceKind
    lines: tuple[str, ...]
    level: int = 0
    number: str = ""
    bold: bool = False
    indent: float = 0.0
    cells: tuple[tuple[int, int, bool, str], ...] = ()
    table: Block | None = None
    code: bool = False
    """It is to be read as it is typed."""

    @property
    def text(self) -> str:
        """Its lines as one."""
        return " ".join(self.lines)

    @property
    def ends(self) -> bool:
        """It ends as a sentence does."""
        return bool(self.lines) and self.lines[-1].rstrip("\"'”’)]").endswith(ENDS)

    @property
    def is_empty(self) -> bool:
        """Nothing is in it, or nothing is left of it."""
        return not (self.lines or self.cells or self.table)


def settle(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces without contents and running headers; headings, notes and captions recognised, cut text joined."""
    kept = [part for piece in pieces if not piece.is_empty for part in _parted(piece)]
    kept = _without_contents(_without_running_headers(_with_lost_hyphens(kept)))
    kept = _with_abbreviations(_with_notes(list(map(_unbracketed, kept))))
    kept = [replace(piece, kind=PieceKind.CAPTION) if _is_caption(piece) else piece for piece in kept]
    kept = [part for piece in kept for part in _without_run_in_heading(piece)]
    return _joined_over_pages(_figures_together(_with_headings(kept)))


def _parted(piece: Piece) -> list[Piece]:
    """The piece; facts that stand in one line as one each, and what stands for a picture apart from the text."""
    if piece.kind is not PieceKind.TEXT or piece.code:
        return [piece]
    facts = piece.text.split(" | ")
    if len(facts) > 1 and all(map(LABELLED.fullmatch, facts)):
        return [replace(piece, lines=(fact,), bold=False) for fact in facts]
    parts: list[Piece] = []
    for is_picture, lines in groupby(piece.lines, key=lambda line: PICTURE.fullmatch(line) is not None):
        if is_picture:
            parts.extend(replace(piece, kind=PieceKind.CAPTION, lines=(line,)) for line in lines)
        else:
            parts.append(replace(piece, lines=tuple(lines)))
    return parts


def _unbracketed(piece: Piece) -> Piece:
    picture = PICTURE.fullmatch(piece.text) if piece.kind is PieceKind.CAPTION else None
    return replace(piece, lines=(picture[1],)) if picture else piece


def _with_lost_hyphens(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces with the hyphens back that a converter lost where it made one line of two.

    That shows only where most of the text is typed in lines: a line much longer than those is two.
    """
    running = [piece for piece in pieces if piece.kind is PieceKind.TEXT and not piece.code]
    typed = sum(len(piece.lines) for piece in running if len(piece.lines) > 1)
    if typed * 2 <= sum(len(piece.lines) for piece in running):
        return list(pieces)
    words = [piece for piece in pieces if not piece.code]
    lines = [Line(MappedText.inserted(line), gap=False, top=False) for piece in words for line in piece.lines]
    mended = iter(restore_lost_hyphens(lines, find_margin(lines)))
    return [
        piece if piece.code else replace(piece, lines=tuple(next(mended).text for _ in piece.lines)) for piece in pieces
    ]


def _with_abbreviations(pieces: Sequence[Piece]) -> list[Piece]:
    """Lines of abbreviations, with what they stand for beside them, as one table; the line over it is its heading."""
    settled: list[Piece] = []
    for is_list, group in groupby(pieces, key=_lists_abbreviations):
        run = list(group)
        lines = [line for piece in run for line in piece.lines]
        if not is_list or not are_abbreviations(lines):
            settled.extend(run)
            continue
        above = settled[-1] if settled else None
        if above and above.kind is PieceKind.TEXT and above.text.isalpha() and above.text.istitle():
            settled[-1] = replace(above, kind=PieceKind.HEADING, level=0)
        rows = ((line[: words_at(line)].strip(), line[words_at(line) :]) for line in lines)
        cells = [(row, column, False, text) for row, parts in enumerate(rows) for column, text in enumerate(parts)]
        settled.append(Piece(PieceKind.TABLE, (), cells=tuple(cells)))
    return settled


def _lists_abbreviations(piece: Piece) -> bool:
    return piece.kind is PieceKind.TEXT and all(words_at(line) is not None for line in piece.lines)


def _is_caption(piece: Piece) -> bool:
    return piece.kind is PieceKind.TEXT and is_caption(piece.text)


def _without_run_in_heading(piece: Piece) -> list[Piece]:
    """The piece; the name of a section that a converter put before its first sentence, as a heading of its own."""
    match = RUN_IN.match(piece.lines[0]) if piece.kind is PieceKind.TEXT and piece.lines and not piece.bold else None
    if match is None or len(piece.text) < RUNNING:
        return [piece]
    rest = replace(piece, lines=(piece.lines[0][match.end() :], *piece.lines[1:]))
    return [replace(piece, kind=PieceKind.HEADING, lines=(match[1],)), rest]


def _without_running_headers(pieces: Sequence[Piece]) -> list[Piece]:
    count = Counter(piece.text for piece in pieces)
    first: dict[str, int] = {}
    for place, piece in enumerate(pieces):
        first.setdefault(piece.text, place)
    return [
        piece
        for place, piece in enumerate(pieces)
        if piece.kind is not PieceKind.TEXT
        or count[piece.text] < REPEATED
        or piece.ends
        or len(piece.text) > SHORT
        or first[piece.text] == place
    ]


def _without_contents(pieces: Sequence[Piece]) -> list[Piece]:
    entries = [
        place
        for place, piece in enumerate(pieces)
        if piece.kind is PieceKind.TEXT and not piece.ends and any(map(CONTENTS_ENTRY.fullmatch, piece.lines[-1:]))
    ]
    said = Counter(filter(None, map(_label, pieces)))
    dropped: set[int] = set()
    run: list[int] = []
    for place in [*entries, len(pieces) + 100]:
        if run and place - run[-1] > ENTRIES_APART:
            if len(run) >= FEWEST_ENTRIES:
                dropped.update(range(run[0], _end_of_contents(pieces, run[-1] + 1, said)))
            run = []
        run.append(place)
    return [piece for place, piece in enumerate(pieces) if place not in dropped]


def _label(piece: Piece) -> str:
    """What a caption or the name of a picture begins with: "figure 2"."""
    match = CAPTION.match(piece.text.removeprefix("["))
    return match[0].casefold() if match else ""


def _end_of_contents(pieces: Sequence[Piece], end: int, said: Mapping[str, int]) -> int:
    """The place behind the contents' own title and behind the entries that a converter made pictures of.

    A picture whose label stands nowhere else is no entry.
    """
    while end < len(pieces):
        is_entry = PICTURE.fullmatch(pieces[end].text) and said[_label(pieces[end])] > 1
        if not is_entry and not CONTENTS_TITLE.fullmatch(pieces[end].text):
            break
        end += 1
    return end


def _with_notes(pieces: Sequence[Piece]) -> list[Piece]:
    """Notes as notes, and their marks out of the text."""
    marked = {match[1] or match[2] for piece in pieces for match in MARK.finditer(piece.text)}
    found: set[str] = set()
    settled: list[Piece] = []
    for piece in map(_with_number_beside, pieces):
        match = NOTE.match(piece.lines[0]) if piece.kind is PieceKind.TEXT else None
        number = (match["named"] or match["number"]) if match else ""
        said = bool(match and number in found and piece.text[match.end() :][:1].islower())  # a figure in a sentence
        if match and number in marked and not said:
            found.add(number)
            first = piece.lines[0][match.end() :]
            settled.append(replace(piece, kind=PieceKind.NOTE, number=number, lines=(first, *piece.lines[1:])))
        else:
            settled.append(piece)

    def unmarked(line: str) -> str:
        return MARK.sub(lambda match: "" if (match[1] or match[2]) in found else match[0], line).strip()

    without = [replace(piece, lines=tuple(filter(None, map(unmarked, piece.lines)))) for piece in settled]
    return [piece for piece in without if not piece.is_empty]


def _with_number_beside(piece: Piece) -> Piece:
    """The piece; a note's number that a converter put on a line of its own, beside the words below it."""
    if piece.kind is not PieceKind.TEXT or len(piece.lines) < 2 or not piece.lines[0].isdecimal():
        return piece
    return replace(piece, lines=(f"{piece.lines[0]} {piece.lines[1]}", *piece.lines[2:]))


def _with_headings(pieces: Sequence[Piece]) -> list[Piece]:
    """Bold lines and narrow paragraphs that stand over running text become headings, but not a figure's first words."""
    widths = [len(line) for piece in pieces if piece.kind is PieceKind.TEXT for line in piece.lines[:-1]]
    usual = quantiles(widths, n=4)[2] if len(widths) > 1 else 0.0
    marked = [piece.level for piece in pieces if piece.kind is PieceKind.HEADING and piece.level]
    below_title = 2 if marked.count(1) == 1 else 1
    pieces = _whole_margin_headings(pieces, usual)
    settled: list[Piece] = []
    pending = 0  # the level of a heading whose words stand in the next bold line: a lone initial is none
    for place, piece in enumerate(pieces):
        in_figure = piece.bold and place > 0 and pieces[place - 1].kind is PieceKind.CAPTION
        if piece.kind is PieceKind.HEADING and not piece.level:
            settled.append(replace(piece, level=below_title))
        elif piece.kind is PieceKind.HEADING and sum(map(str.isalpha, piece.text)) < 2:
            pending = piece.level
        elif piece.kind is PieceKind.TEXT and pending and piece.bold:
            settled.append(replace(piece, kind=PieceKind.HEADING, level=pending))
            pending = 0
        elif not in_figure and _heads(piece, pieces[place + 1 : place + 3], usual):
            settled.append(replace(piece, kind=PieceKind.HEADING, level=below_title))
        else:
            settled.append(piece)
    return settled


def _whole_margin_headings(pieces: Sequence[Piece], usual: float) -> list[Piece]:
    """The pieces with a heading in the margin as one that blank lines part: its rest goes on in small letters.

    One more word may end it. Running text follows.
    """
    whole: list[Piece] = []
    place = 0
    while place < len(pieces):
        piece = pieces[place]
        end = place + 1
        if len(piece.lines) > 1 and _is_narrow(piece, usual) and piece.text[:1].isupper():
            while end < len(pieces) and _is_narrow(pieces[end], usual) and pieces[end].text[:1].islower():
                end += 1
            if end > place + 1 and end < len(pieces) and _is_narrow(pieces[end], usual) and pieces[end].text.isalpha():
                end += 1
        lines = tuple(line for part in pieces[place:end] for line in part.lines)
        over_text = any(len(part.text) >= RUNNING and part.kind is PieceKind.TEXT for part in pieces[end : end + 1])
        if over_text and len(" ".join(lines)) <= LONGEST_HEADING:
            whole.append(replace(piece, lines=lines))
            place = end
        else:
            whole.append(piece)
            place += 1
    return whole


def _is_narrow(piece: Piece, usual: float) -> bool:
    """Text in lines as short as those in a margin, no end of a sentence."""
    is_text = piece.kind is PieceKind.TEXT and not piece.bold and piece.text[-1:].isalnum()
    return is_text and max(map(len, piece.lines)) <= NARROW * usual


def _heads(piece: Piece, after: Sequence[Piece], usual: float) -> bool:
    text = piece.text
    if (
        piece.kind is not PieceKind.TEXT
        or text[-1:] in {".", ",", ":"}
        or ";" in text
        or not text[:1].isupper()
        or len(text.split()) < 2
    ):
        return False
    if not any(len(other.text) >= RUNNING and other.kind is PieceKind.TEXT for other in after):
        return False
    if piece.bold:
        return len(text) <= SHORT
    return len(piece.lines) >= 2 and len(text) <= LONGEST_HEADING and max(map(len, piece.lines)) <= NARROW * usual


def _figures_together(pieces: Sequence[Piece]) -> list[Piece]:
    """Runs of lone numbers, the axis of a chart, as one figure."""
    settled: list[Piece] = []
    for piece in pieces:
        if piece.kind is PieceKind.TEXT and is_figure(piece.text):
            if settled and settled[-1].kind is PieceKind.FIGURE:
                settled[-1] = replace(settled[-1], lines=(*settled[-1].lines, *piece.lines))
                continue
            settled.append(replace(piece, kind=PieceKind.FIGURE))
        else:
            settled.append(piece)
    return settled


def _joined_over_pages(pieces: Sequence[Piece]) -> list[Piece]:
    joined: list[Piece] = []
    for piece in pieces:
        place = _cut_paragraph(joined, piece)
        if place is None:
            joined.append(piece)
        else:
            joined[place] = replace(joined[place], lines=(*joined[place].lines, *piece.lines))
    return joined


def _cut_paragraph(joined: Sequence[Piece], piece: Piece) -> int | None:
    """The place of the paragraph that the piece goes on with, before what a converter put between the two pages.

    A heading from the margin, which has several lines, stands there, too: what begins in the middle of a sentence is
    no text of its own.
    """
    if piece.kind is not PieceKind.TEXT or piece.bold:
        return None
    if not GOES_ON.match(piece.text):
        return _full_line_above(joined, piece)
    between = 0
    headed = False
    for place in range(len(joined) - 1, -1, -1):
        above = joined[place]
        if above.kind in {PieceKind.TEXT, PieceKind.ITEM}:
            is_open = not above.ends and not above.bold and (not headed or len(above.text) >= RUNNING)
            sure = piece.text[:1].islower() or len(above.text) >= RUNNING
            return place if is_open and sure else None
        if above.kind is PieceKind.HEADING:
            if headed or len(above.lines) < 2 or not piece.text[:1].islower():
                return None
            headed = True
        between += above.kind not in {PieceKind.NOTE, PieceKind.HEADING}
        if between > MOST_BETWEEN:
            return None
    return None


def _full_line_above(joined: Sequence[Piece], piece: Piece) -> int | None:
    """The place of the paragraph before a page's notes whose last line is full and ends no sentence.

    What follows goes on with it, even if that begins with a name, where it ends a sentence or is a full line, too.
    """
    if piece.code or not (piece.ends or len(piece.text) >= FULL_LINE):
        return None
    place = len(joined) - 1
    while place >= 0 and joined[place].kind is PieceKind.NOTE:
        place -= 1
    above = joined[place] if place >= 0 else None
    if above is None or above.kind is not PieceKind.TEXT or above.bold or above.code or above.ends:
        return None
    last, words = above.lines[-1], piece.text.split(maxsplit=1)
    goes_on = len(above.lines) > 1 and (last[-1].isalpha() or last[-1] == ",")
    is_full = goes_on and len(last) >= FULL_LINE and len(last) + len(words[0]) >= max(map(len, above.lines))
    return place if is_full and words[0][0].isalpha() and len(words) > 1 else None
