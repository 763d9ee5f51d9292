"""Finds the sentences of a text."""

import re
from bisect import bisect_left

from corpus.words import word_set

_END = re.compile(r"[.!?…]+[)\]”’\"']*(?=\s+[\"'“‘(\[•]*[A-Z0-9£$€])|\n")
_ADDRESS = re.compile(r"(?i:(?:https?://|www\.)\S+?(?:\.(?:pdf|html?|docx?|xlsx?|csv|aspx?)|/))(?=\s+[A-Z])")
_LONGEST_WORD = 40
_LAST_WORD = re.compile(r"[\w.&-]+$")
_NEXT_WORD = re.compile(r"\s+[\"'“‘(\[]*([A-Za-z]+|\d)")
_BRACKET = re.compile(r"[()\[\]\n]")
_INITIALS = re.compile(r"(?:[A-Z]\.)*[A-Z]")
_CITED = re.compile(r"[A-Z][A-Za-z.]{0,3}")
_CITED_NUMBER = re.compile(r"\s+(?:L\.\s+)?Nos?\.\s+\d")  # Pub. L. No. 103-62

# Words that an abbreviating full stop follows. `_NEVER_LAST` cannot end a sentence; the others can when a word
# that usually opens one comes next.
_NEVER_LAST = word_set("e.g i.e eg ie mr mrs ms messrs dr prof rev rt hon cllr sir st cf v vs viz fig figs approx ca")
_BEFORE_NUMBER = word_set("no nos p pp para paras vol art cl s ss reg regs ch sec sect seq fig figs")
_MAY_BE_LAST = word_set(
    "etc al co ltd plc inc corp dept govt ext jr sr jan feb mar apr jun jul aug sept sep oct nov dec"
)
_OPENERS = word_set(
    """a after all although an and as at because before both but by during each every few following for from given he
    her his how however if in it its many more most no not of on one only other our over she since some such that the
    their there these they this those through to under until we when where whether which while who with you"""
)


def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """(start, end) of each sentence, without the white space between them. A line break always ends one."""
    brackets = _bracketed(text)
    ends = {match.end() for match in _END.finditer(text) if not _inside(brackets, match.end()) and _is_end(text, match)}
    spans = []
    start = 0
    for end in [*sorted(ends | _address_ends(text)), len(text)]:
        piece = text[start:end]
        if piece.strip():
            first = start + len(piece) - len(piece.lstrip())
            spans.append((first, start + len(piece.rstrip())))
        start = end
    return tuple(spans)


def _is_end(text: str, match: re.Match[str]) -> bool:
    if match[0] == "\n":
        return True
    reach = max(_line_start(text, match.start()), match.start() - _LONGEST_WORD)
    last = _LAST_WORD.search(text, reach, match.start())
    if last is None or match[0][0] != "." or match[0].startswith(".."):
        return True
    if _CITED.fullmatch(last[0]) and _CITED_NUMBER.match(text, match.end()):
        return False
    following = _NEXT_WORD.match(text, match.end())
    return _can_end(last[0], following[1].lower() if following else "") and not _is_item_number(text, last)


def _can_end(word: str, following: str) -> bool:
    """Whether a word with a full stop ends a sentence, and is no abbreviation in the middle of one."""
    if word.lower() in _NEVER_LAST or (word.lower() in _BEFORE_NUMBER and following.isdigit()):
        return False
    if word.lower() in _MAY_BE_LAST or _INITIALS.fullmatch(word):
        return following in _OPENERS
    return True


def _line_start(text: str, position: int) -> int:
    return text.rfind("\n", 0, position) + 1


def _is_item_number(text: str, last: re.Match[str]) -> bool:
    """Whether the word before the full stop is the number that opens a list item or heading ("1. How ...")."""
    if not last[0].replace(".", "").isdigit():
        return False
    before = text[_line_start(text, last.start()) : last.start()].rstrip()
    return not before or before.endswith((":", ";"))


def _bracketed(text: str) -> list[tuple[int, int]]:
    """(start, end) of the outermost brackets that are opened and closed in one line."""
    spans: list[tuple[int, int]] = []
    opened: list[int] = []
    for match in _BRACKET.finditer(text):
        if match[0] == "\n":
            opened = []
        elif match[0] in "([":
            opened.append(match.start())
        elif opened:
            start = opened.pop()
            while spans and spans[-1][0] > start:
                spans.pop()
            spans.append((start, match.end()))
    return spans


def _inside(spans: list[tuple[int, int]], position: int) -> bool:
    place = bisect_left(spans, (position, 0)) - 1
    return place >= 0 and position < spans[place][1]


def _address_ends(text: str) -> set[int]:
    """Ends of web addresses that a capital letter follows: the full stop after an address is often left out."""
    return {match.end() for match in _ADDRESS.finditer(text)}
