"""Spans turned into the items of a list: a report's bullets, or words with commas and "and" between them."""

import re

from corpus.types import Kind
from qa.candidates import Candidate

_SEPARATOR = re.compile(r";\s*(?:and|or)?\s+|,\s+(?:and|or)\s+|,\s+|\s+(?:and|or)\s+", re.I)
_END = " \n,;."


def bullets_around(candidate: Candidate) -> tuple[tuple[int, int], ...]:
    """(start, end) of every item of the bulleted list that the candidate stands in or leads into, else ()."""
    passage = candidate.passage
    if passage.kind is not Kind.LIST_ITEM or len(passage.sentences) - passage.lead < 2:
        return ()
    return tuple(
        (sentence.start, sentence.start + len(passage.text[sentence.start : sentence.end].rstrip(_END)))
        for sentence in passage.sentences[passage.lead :]
    )


def enumerated(text: str) -> tuple[tuple[int, int], ...]:
    """(start, end) of the parts of "A, B and C" or "A; B; and C" within the text; () where it is no such list.

    Only a text with a comma or semicolon between parts, or one short "A and B", is taken for a list: "and" joins
    much else.
    """
    if ";" in text:
        separator = re.compile(r";\s*(?:(?:and|or)\s+)?", re.I)
    elif re.search(r",\s", text):
        separator = _SEPARATOR
    elif len(text.split()) <= 9:
        separator = re.compile(r"\s+and\s+", re.I)
    else:
        return ()
    parts: list[tuple[int, int]] = []
    start = 0
    for match in separator.finditer(text):
        if _inside_brackets(text, match.start()):
            continue
        parts.append((start, match.start()))
        start = match.end()
    parts.append((start, len(text.rstrip(_END))))
    parts = [(first, last) for first, last in parts if text[first:last].strip(_END)]
    return tuple(parts) if len(parts) > 1 else ()


def _inside_brackets(text: str, at: int) -> bool:
    return text.count("(", 0, at) > text.count(")", 0, at)
