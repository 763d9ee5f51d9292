"""Recognises what opens a list item or a numbered paragraph: bullets and numbers."""

import re
from dataclasses import dataclass

BULLETS = "•◦▪▫■□●○◼◻▶►➢➤✓✔–—-*·‣⁃∙"
"""Printed bullets; dashes and stars count only where a wide gap or an indent follows (see paragraphs)."""
WEAK_BULLETS = "–—-*"
PRIVATE_USE = "\ue000-\uf8ff\ufffd"
"""Word's bullets of the Symbol and Wingdings fonts come out as private-use characters."""
BULLET = re.compile(rf"(?P<mark>[{re.escape(BULLETS)}{PRIVATE_USE}]|o(?=\s))\s*(?=\S|$)")
NUMBER = re.compile(
    r"(?P<mark>\(?\d{1,3}(?:\.\d{1,2}){0,3}[.)](?!\d)|\d{1,3}(?:\.\d{1,2}){1,3}(?=\s))\s*(?=\S|$)"
    r"|(?P<letter>\(?(?:[a-z]|[ivx]{1,5}|[A-Z])[.)])(?:\s+(?=\S)|$)"
)
BARE_NUMBER = re.compile(r"(?P<mark>\d{1,3}(?:\.\d{1,2}){0,3})(?P<letter>)$")


@dataclass(frozen=True)
class Marker:
    """What opens a line: `mark` as printed, "" for its number if it is a bullet; the text follows at `end`."""

    mark: str
    number: str
    end: int
    weak: bool
    """It could as well be a part of the sentence: a dash, a star, a number at a line's start."""


def marker_of(text: str) -> Marker | None:
    """The bullet or number that opens a line of text."""
    bullet = BULLET.match(text)
    if bullet:
        mark = bullet["mark"]
        weak = mark in WEAK_BULLETS or mark == "o"
        return Marker(mark, "", bullet.end(), weak) if not (weak and bullet.end() == 1 and len(text) > 1) else None
    number = NUMBER.match(text) or BARE_NUMBER.match(text)
    if number:
        mark = number["mark"] or number["letter"]
        return Marker(mark, mark.strip("().") if "." not in mark.strip(".") else mark.strip("()"), number.end(), True)
    return None
