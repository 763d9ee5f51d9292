"""Finds the paragraphs that a text numbers through, so that one can cite them by their numbers."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.structure.lines import Line

_NUMBER = re.compile(r"(\d{1,3})\.(?:$|\s+(?=[\"“‘'(]?[A-Z]))")
_ROW_NUMBER = re.compile(r"\d{1,2}(?:\.|(?:\.\d{1,2})+\.?)\s+(?=\S)")
_FEWEST = 6
"""So many numbers in a row, at the starts of lines, are no chance; shorter runs are lists, or none."""


@dataclass(frozen=True)
class Numbered:
    """A paragraph's number, the characters it takes in its line, and the place where the paragraph's words begin."""

    number: str
    skip: int
    words: int


def opens_with_number(text: str) -> bool:
    """Whether a line begins with a paragraph's or row's number: "3. ", "2.1 "."""
    return bool(_ROW_NUMBER.match(text))


def numbered_paragraphs(lines: Sequence[Line]) -> Mapping[int, Numbered]:
    """The numbered paragraphs of a text by the places where they start: the runs of numbers that count up by one.

    A number may stand alone in the line before its words. The items of a list that a colon opens are not meant.
    """
    runs: list[list[int]] = []
    open_runs: dict[int, list[int]] = {}  # number -> the run that it is the last of
    for place, line in enumerate(lines):
        match = _NUMBER.match(line.text)
        if not match or (match.end() == len(line.text) and place + 1 == len(lines)):
            continue
        number = int(match[1])
        run = open_runs.pop(number - 1, None)
        if run is None:
            if place and lines[place - 1].text.endswith(":"):
                continue
            run = []
            runs.append(run)
        run.append(place)
        open_runs[number] = run
    found: dict[int, Numbered] = {}
    for run in runs:
        if len(run) >= _FEWEST:
            found.update({place: _numbered(lines, place) for place in run})
    return found


def _numbered(lines: Sequence[Line], place: int) -> Numbered:
    match = _NUMBER.match(lines[place].text)
    assert match is not None
    alone = match.end() == len(lines[place].text)
    return Numbered(match[1], 0 if alone else match.end(), place + alone)
