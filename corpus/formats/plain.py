"""Builds the source text of a format that has no page layout, piece by piece, from what its markup states."""

import re

from corpus.types import MappedText, Run

SPACES = re.compile(r"[ \t\r\n\f\v\u00a0\u2007\u202f]+")
INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")
BLANKS = re.compile(r"(?<!_)_++(?: _++)+")
"""A blank to fill in or a passage struck out, drawn word by word."""
LONGEST_NUMBER = 6
"""Digits. No list or table counts that far: a longer one is damage, and would be printed in millions of letters."""


class SourceText:
    """A text under construction: what is added stands on a line of its own and maps to its place."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0

    def add(self, text: str) -> MappedText:
        """Puts a piece of text on the next line; white space in it must be tidied before."""
        start = self._length
        self._parts.append(text)
        self._length += len(text) + 1
        return MappedText(text, (Run(0, start, len(text)),) if text else ())

    @property
    def text(self) -> str:
        """All pieces, one a line."""
        return "\n".join(self._parts)


def tidy(text: str) -> str:
    """The text with single spaces, a blank drawn as one, and without invisible characters."""
    return BLANKS.sub("____", SPACES.sub(" ", INVISIBLE.sub("", text))).strip()


def whole(text: str | None, otherwise: int) -> int:
    """The whole number that a text states, `otherwise` where it states none that a document would count with."""
    return int(text) if text and text.isdecimal() and len(text) <= LONGEST_NUMBER else otherwise
