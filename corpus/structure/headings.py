"""Tells headings from running text, and ranks them."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.facts import DATE
from corpus.structure.captions import is_caption, is_table_note
from corpus.structure.lines import Line, Margin, ends_sentence, is_bullet, print_width
from corpus.types import MappedText
from corpus.words import word_set

LONGEST = 250
"""Characters of the longest text taken for a heading."""
_MOST_LINES = 6
_MOST_TITLE_LINES = 3
_TITLE_WIDTH = 0.85
"""A heading that is no question fills at most this share of the line."""
_RATING_WORDS = 3
_RECURS = 3
"""A heading printed so many times ("Summary") is one of a chapter's."""
_OPENS_UPPER = re.compile(r"[\"'“‘(]?[A-Z0-9]")
_INSIDE_SENTENCE = re.compile(r"(?<!^\d)(?<!^\d\d)[.?!]\s|:\s*[“‘\"]")
_WORD = re.compile(r"[^\W\d_]{3}")
_CELLS = re.compile(r"[^\W\d]\s{2,}\S")
_DATE = re.compile(r"(?:\w+day,?\s+)?\d{1,2}(?:st|nd|rd|th)?\s+[A-Z][a-z]+\s+\d{4}|[A-Z][a-z]+\s+\d{4}")
_NUMBERED = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,3})\.?\s+[A-Z]")
_NAMED_PART = re.compile(r"(?:Annex|Appendix|Chapter|Part)\b", re.IGNORECASE)
SALUTATION = re.compile(r"Dear [A-Z\w]")
_LETTERS_END = re.compile(r"(?:Yours|With (?:best|kind) regards|Sincerely)\b", re.IGNORECASE)
_FACT = re.compile(r"[A-Z][\w ]{2,40}: \S")
"""A line of a cover that states one fact: "Lead inspector: ..."."""
_OPEN_WORDS = word_set("a an the and or of its their that which was were is are")
"""A heading does not end with one of these: its sentence goes on."""
_PREPOSITIONS = word_set("in on at by for from to with into")
"""Nor, if it is longer than a question's stub ("What we looked at"), with one of these."""
_STUB_WORDS = 5
RATING = re.compile(
    r"(?:outstanding|good|adequate|inadequate|satisfactory|unsatisfactory|excellent|requires? improvement|very good|"
    r"very poor|poor|fair|weak|strong|met|not met|partially met|compliant|non-compliant)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Found:
    """A heading as printed: its text, the lines it takes, and what its place says about its rank."""

    content: MappedText
    start: int
    end: int
    gap: bool
    top: bool
    stacked: bool = False
    """Whether it stands right under another heading."""
    widest: float = 0.0
    """The widest of its printed lines: its type's margin is not smaller."""
    narrowest_break: float = float("inf")
    """The least width at which it was broken: its type's margin is smaller."""

    @property
    def text(self) -> str:
        """Its words, as the mends leave them."""
        return self.content.text

    @property
    def question(self) -> bool:
        """Whether it asks a question."""
        return self.text.endswith("?")


def heading_at(lines: Sequence[Line], start: int, margin: Margin) -> int:
    """The place after the heading that opens at `start`, `start` where none does.

    The caller makes sure that a paragraph could start there.
    """
    text = lines[start].text
    worded = _OPENS_UPPER.match(text) and _WORD.search(text) and not _DATE.fullmatch(text)
    if not worded or is_bullet(text) or is_caption(text) or is_table_note(text):
        return start
    if SALUTATION.match(text) or _LETTERS_END.match(text) or is_rating(text) or states_fact(lines, start):
        return start
    return _question_end(lines, start) or _title_end(lines, start, margin) or start


def ends_open(text: str) -> bool:
    """Whether a text stops in the middle of a sentence, before the word that must follow."""
    words = text.split()
    return words[-1] in _OPEN_WORDS or (words[-1] in _PREPOSITIONS and len(words) > _STUB_WORDS)


def states_fact(lines: Sequence[Line], place: int) -> bool:
    """Whether a line is one of several that state a fact each, or states a date: "Published: 3 May 2019"."""
    text = lines[place].text
    if not _FACT.match(text):
        return False
    if DATE.search(text):
        return True
    beside = [*lines[max(0, place - 1) : place], *lines[place + 1 : place + 2]]
    return any(_FACT.match(other.text) for other in beside)


def is_rating(text: str) -> bool:
    """Whether a line is a grade that an inspectorate gives ("Good"), which stands alone under a heading."""
    return len(text.split()) <= _RATING_WORDS and bool(RATING.fullmatch(text))


def found(lines: Sequence[Line], start: int, end: int, content: MappedText, stacked: bool) -> Found:
    """The heading in the lines from `start` to `end`."""
    printed = [line.text for line in lines[start:end]]
    breaks = [print_width(f"{line} {rest.split()[0]}") for line, rest in pairwise(printed)]
    return Found(
        content,
        start,
        end,
        lines[start].gap,
        lines[start].top,
        stacked,
        max(print_width(line) for line in printed),
        min(breaks, default=float("inf")),
    )


def _question_end(lines: Sequence[Line], start: int) -> int | None:
    """The place after a heading that is one question, over as many lines as it takes."""
    text = ""
    for place in range(start, min(start + _MOST_LINES, len(lines))):
        if place > start and lines[place].opens:
            return None
        text = f"{text} {lines[place].text}".lstrip()
        if len(text) > LONGEST or _INSIDE_SENTENCE.search(text):
            return None
        if text.endswith("?"):
            return place + 1
        if text.endswith((".", "!", ";", ":")):
            return None
    return None


def _title_end(lines: Sequence[Line], start: int, margin: Margin) -> int | None:
    """The place after a heading that is no sentence.

    Its lines are short of the margin. A line that breaks although the next word would have fitted is set in larger
    type, so the heading may go on in the next line.
    """
    for end in range(start + 1, min(start + _MOST_TITLE_LINES, len(lines)) + 1):
        if not _could_be_title(" ".join(line.text for line in lines[start:end])):
            return None
        last = lines[end - 1].text
        if margin.measure(last) > _TITLE_WIDTH:
            return None
        if end == len(lines) or lines[end].opens:
            return None if ends_open(last) else end
        if not margin.broke_early(last, lines[end].text):
            return None
        if is_bullet(lines[end].text) or _OPENS_UPPER.match(lines[end].text):
            return None if ends_open(last) else end
    return None


def _could_be_title(text: str) -> bool:
    closed = text[-1].isalnum() or text[-1] in ")’”'\""
    return closed and not _CELLS.search(text) and len(text) <= LONGEST // 2 and not _INSIDE_SENTENCE.search(text)


def levels(headings: Sequence[Found], announced: frozenset[str], paged: bool = False) -> list[int]:
    """The level of each heading, from its number where headings are numbered, from its place otherwise.

    `announced` are the texts of the document's numbered list of questions or parts: its chapters. A `paged` text has
    a form feed wherever its layout broke a page: unless a chapter that is announced stands at a page's top, a
    heading there says nothing of its rank: all are equal but those that come again and again, in chapter after
    chapter. A false path is worse than a short one.
    """
    numbered = [_NUMBERED.match(heading.text) for heading in headings]
    if sum(map(bool, numbered)) >= 3:
        return _numbered_levels(headings, [match[1] if match else "" for match in numbered])
    if paged and not any(heading.top and heading.text in announced for heading in headings):
        count = Counter(heading.text for heading in headings)
        return [2 if place and count[heading.text] >= _RECURS else 1 for place, heading in enumerate(headings)]
    return _placed_levels(headings, announced)


def _numbered_levels(headings: Sequence[Found], numbers: Sequence[str]) -> list[int]:
    found_levels = []
    for heading, number in zip(headings, numbers, strict=True):
        if number:
            found_levels.append(number.count(".") + 1)
        elif not found_levels or heading.top or _NAMED_PART.match(heading.text):
            found_levels.append(1)
        else:
            found_levels.append(found_levels[-1] + (1 if heading.stacked or not heading.gap else 0))
    return found_levels


def _placed_levels(headings: Sequence[Found], announced: frozenset[str]) -> list[int]:
    """Chapters stand at a page's top; a heading under white is above one without; a stacked one below its upper."""
    chapters = [_is_chapter(place, headings, announced) for place in range(len(headings))]
    placed: list[int] = []
    uncertain = []
    for place, heading in enumerate(headings):
        if chapters[place]:
            placed.append(1)
        elif heading.stacked and not heading.top:
            placed.append(placed[-1] + 1)
        elif heading.top:
            uncertain.append(place)
            placed.append(2)
        else:
            placed.append(2 if heading.gap or 3 not in placed else 3)
    for place in uncertain:
        placed[place] = _level_by_type(headings, placed, place, uncertain)
    for place, heading in enumerate(headings):
        alike = [placed[at] for at, other in enumerate(headings) if other.text == heading.text and not chapters[at]]
        if not chapters[place]:
            placed[place] = min(alike)
    return placed


def _is_chapter(place: int, headings: Sequence[Found], announced: frozenset[str]) -> bool:
    heading = headings[place]
    if place == 0:
        return True
    if not heading.top:
        return False
    if heading.text in announced:
        return True
    if heading.question and announced:
        return False
    return all(other is heading or other.text != heading.text for other in headings)


def _level_by_type(headings: Sequence[Found], placed: Sequence[int], place: int, uncertain: Sequence[int]) -> int:
    """Level 3 where the heading's lines are wider than the larger type of level 2 allows, else level 2."""
    larger = [headings[at].narrowest_break for at, level in enumerate(placed) if level == 2 and at not in uncertain]
    return 3 if headings[place].widest >= min(larger, default=float("inf")) else 2


def closes_paragraph(line: Line, following: Line, margin: Margin) -> bool:
    """Whether a paragraph ends with this line: its last word ends a sentence, and it breaks early."""
    return ends_sentence(line.text) and margin.broke_early(line.text, following.text)
