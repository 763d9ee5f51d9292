"""Candidates turned into the items of a list: a report's bullets, or words with commas and "and" between them."""

import re

from corpus.types import Kind
from index.folding import STOPWORDS, terms
from qa.candidates import Candidate

_SEPARATOR = re.compile(r"[,;]\s+(?:and|or)?,?\s*|\s+(?:and|or)\s+", re.I)
_SEMICOLON = re.compile(r";\s*(?:(?:and|or),?\s+)?", re.I)
_AND = re.compile(r"\s+and\s+", re.I)
_END = " \n,;."
_LAST_JOINT = re.compile(r"[,;]\s+(?:and|or)\s*$", re.I)
_OPENING = re.compile(r"^(?:and|or|both|including|either|namely|such as)\b,?\s+", re.I)

WHOLE_ITEM = 0.6
"""Share of an item that a span must hold to stand for it."""

ASKED_BY_LEAD_IN = 0.5
"""Share of a question's words that a list's lead-in must have for the question to be about the list."""

Spans = tuple[tuple[int, int], ...]
"""(start, end) pairs in a passage's text."""


def items_of(candidate: Candidate, question: str, wanted: bool) -> Spans:
    """The items of the list that the candidate is or belongs to, () when it is none.

    `wanted` says that the question asks for a list by its form; one that does not gets a list only where a list's
    lead-in says what it asks.
    """
    for items, lead_in in (_bullets(candidate), _after_colon(candidate)):
        if not items:
            continue
        asked = _coverage(question, f"{candidate.passage.section[-1]} {lead_in}")
        in_items = sum(_overlap(candidate, item) >= WHOLE_ITEM for item in items)
        in_lead = candidate.end <= items[0][0]
        if in_items > 1 or (asked >= ASKED_BY_LEAD_IN and (wanted or in_items == 1 or in_lead)):
            return items
    return _enumerated(candidate) if wanted else ()


def _bullets(candidate: Candidate) -> tuple[Spans, str]:
    """The items of a bulleted list, and what leads into them."""
    passage = candidate.passage
    if passage.kind is not Kind.LIST_ITEM or not passage.lead or len(passage.sentences) - passage.lead < 2:
        return (), ""
    items = tuple(
        (sentence.start, sentence.start + len(_without_joint(passage.text[sentence.start : sentence.end])))
        for sentence in passage.sentences[passage.lead :]
    )
    return items, passage.text[: items[0][0]]


def _without_joint(item: str) -> str:
    """An item without the punctuation at its end, and without the "; and" that leads to the last one."""
    return _LAST_JOINT.sub("", item).rstrip(_END)


def _after_colon(candidate: Candidate) -> tuple[Spans, str]:
    """The items of "lead-in: one; two; and three" in the candidate's sentence, and the lead-in."""
    text = candidate.passage.text
    around = candidate.passage.sentences_around(candidate.start, candidate.end)
    start, end = around[0].start, around[-1].end
    colon = text.find(": ", start, end)
    if colon < 0 or text.count(";", colon, end) < 2:
        return (), ""
    return _split(text, colon + 2, end, _SEMICOLON), text[start:colon]


def _enumerated(candidate: Candidate) -> Spans:
    """The parts of "A, B and C" in the candidate; "and" alone joins much else, so only a short "A and B" is split."""
    text = candidate.text
    if ";" in text:
        separator = _SEMICOLON
    elif re.search(r",\s", text):
        separator = _SEPARATOR
    elif len(text.split()) <= 9:
        separator = _AND
    else:
        return ()
    parts = _split(candidate.passage.text, candidate.start, candidate.end, separator)
    return parts if len(parts) > 1 else ()


def _split(text: str, start: int, end: int, separator: re.Pattern[str]) -> Spans:
    parts: list[tuple[int, int]] = []
    begin = start
    for match in separator.finditer(text, start, end):
        if text.count("(", begin, match.start()) <= text.count(")", begin, match.start()):
            parts.append((begin, match.start()))
            begin = match.end()
    parts.append((begin, end))
    return tuple(part for part in (_bare(text, *part) for part in parts) if part[0] < part[1])


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """The part without the word that joins it to the one before, and without punctuation at its end."""
    opening = _OPENING.match(text[start:end])
    start += opening.end() if opening else 0
    return start, start + len(text[start:end].rstrip(_END))


def _overlap(candidate: Candidate, item: tuple[int, int]) -> float:
    shared = min(candidate.end, item[1]) - max(candidate.start, item[0])
    return shared / (item[1] - item[0])


def _coverage(question: str, text: str) -> float:
    asked = {term for term in terms(question) if term not in STOPWORDS}
    return len(asked & set(terms(text))) / len(asked) if asked else 0.0
