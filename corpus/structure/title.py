"""Finds the title of a text among its first lines."""

import re
from collections.abc import Sequence

from corpus.facts import BODY, DATE, OF_PLACE, OF_SERVICES, REPORT_WORDS, find_title
from corpus.structure.headings import SALUTATION, ends_open
from corpus.structure.lines import Line, ends_sentence
from corpus.structure.mends import join_lines

_OPENING = 40
"""The title stands in the first so many lines."""
_LONGEST = 220
_MOST_LINES = 4
_BELOW = 2
"""A letter's subject is one of the first so many texts under its salutation."""
_TAIL_WORDS = 4
"""A title's last line, where it opens with a capital, has at most this many words."""
_FACT = re.compile(r"[^:]{3,40}:(?:\s|$)")
"""A line that states one fact: "Published: ..."."""


def stated_title(lines: Sequence[Line]) -> str:
    """What the text's first lines say that it is, with whom it is about; "" where they do not say.

    A letter says so under its salutation.
    """
    first_page = list(lines[:_OPENING])
    greeted = next((place for place, line in enumerate(first_page) if SALUTATION.match(line.text)), None)
    if greeted is not None:
        below = [unit for unit in _units(first_page[greeted + 1 :])[:_BELOW] if not ends_sentence(unit)]
        return next(filter(REPORT_WORDS.search, below), below[0] if below else "")
    units = []
    for unit in _units(first_page):
        if ends_sentence(unit) or len(unit) > _LONGEST:
            break
        if not (_FACT.match(unit) and DATE.search(unit)) and any(map(str.isalpha, unit)):
            units.append(unit)
    if not units:
        return ""
    placed = next((unit for unit in units if OF_PLACE.search(unit) or OF_SERVICES.search(unit)), units[0])
    main = placed if REPORT_WORDS.search(units[0]) else units[0]
    if OF_PLACE.search(main):
        return main
    title = find_title([(unit, 2.0 if unit == main else 1.0) for unit in units])
    return title if REPORT_WORDS.search(title) and not title.endswith("?") else ""


def _units(lines: Sequence[Line]) -> list[str]:
    """The lines, those of one title, name or sentence as one."""
    units: list[list[Line]] = []
    for place, line in enumerate(lines):
        following = lines[place + 1] if place + 1 < len(lines) else None
        if units and len(units[-1]) < _MOST_LINES and _goes_on(units[-1], line, following):
            units[-1].append(line)
        else:
            units.append([line])
    return [_text(unit) for unit in units]


def _goes_on(unit: Sequence[Line], line: Line, following: Line | None) -> bool:
    above, text = unit[-1].text, _text(unit)
    if line.opens or line.text.lower() in {"and", "with"} or ends_sentence(above):
        return False
    if line.text[0].islower() or ends_open(text):
        return True
    if not BODY.fullmatch(text) and BODY.fullmatch(f"{text} {line.text}"):
        return True
    tail = len(line.text.split()) <= _TAIL_WORDS and len(line.text) < len(above) and not re.search(r"[\d:]", line.text)
    closed = following is None or following.opens or bool(_FACT.match(following.text))
    names_on = bool(OF_PLACE.search(text) and OF_PLACE.search(f"{text} {line.text}"))
    return tail and closed and bool(REPORT_WORDS.search(text)) and (names_on or not BODY.fullmatch(line.text))


def _text(unit: Sequence[Line]) -> str:
    return join_lines([line.content for line in unit]).text
