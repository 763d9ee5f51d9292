"""Candidates turned into the items of a list: a report's bullets, or words with commas and "and" between them."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from corpus.types import Kind
from index.folding import STOPWORDS, terms
from qa.candidates import Candidate
from qa.questions import QuestionKind

_COMMA = re.compile(r"[,;]\s+(?:(?:and|or)\b,?\s*)?", re.I)
_OXFORD = re.compile(r",\s+(?:and|or)\s", re.I)
_SEMICOLON = re.compile(r";\s*(?:(?:and|or)\b,?\s+)?", re.I)
_BULLET = "•"
_NEXT_SENTENCE = re.compile(r"\.\s+(?=[A-Z])")
_BULLETS = re.compile(rf"[,;]?\s*(?:\b(?:and|or)\s+)?{_BULLET}\s*", re.I)
_AND = re.compile(r"\s+(?:and(?: also)?|or|as well as)\s+", re.I)
_CLAUSE = frozenset({"whether", "how", "when", "where", "who", "what", "that", "to", "those", "by"})
"""Words that open one long item after the other."""

_END = " \n,;."
_LAST_JOINT = re.compile(r"[,;]\s+(?:and|or)\s*$", re.I)
_ARTICLES = frozenset({"a", "an", "the"})
_OPENING = re.compile(r"^(?:and|or|both|including|either|namely|such as)\b,?\s+", re.I)

_COORDINATION = re.compile(
    r"[,;]?\s*\b(?:and|or|as well as|including)\b\s*"
    r"(?:\b(?:is|are|was|were|there (?:is|are|was|were)|no|also|by|through|with|from|to|of|for|the|an?)\b\s*)*",
    re.I,
)
"""What stands between two spans of one sentence that answer together: "from schools, or are self-referrals"."""

_NO_ITEM = r"(?!(?:which|who|whom|whose|where|when|while|that|but|so|as|such|if|although|because)\b)"
_REST = re.compile(rf"(?:, {_NO_ITEM}[^,.;:\n]{{2,90}})*,? (?:and|or) {_NO_ITEM}[^,.;:\n]{{2,120}}", re.I)
"""How an enumeration goes on to its last item: ", B and C"."""
_REST_PARTED = re.compile(r"(?:; (?!and\b|or\b)[^.;:\n]{2,200})*; (?:and|or) [^.;:\n]{2,200}", re.I)
"""The same where semicolons part items that have commas and "and" in them."""

_EXAMPLES = re.compile(r"[\w)’'],? (?:such as|including|namely)\b:? ", re.I)
"""What stands between the name of some things and the things: "events, such as fairs, walks and talks"."""

_ENDS_IN_FIGURE = re.compile(r"\w \d[\d,.]*$")
_RANGE = re.compile(r"(?:between|from) (?:[^,;]* )?[\d£$][^ ]*(?: [A-Z][a-z]+)?$", re.I)
"""The first half of "between 22 and 26 February"."""

WHOLE_ITEM = 0.6
"""Share of an item that a span must hold to stand for it."""

ASKED_BY_LEAD_IN = 0.5
"""Share of a question's words that a list's lead-in must have for the question to be about the list."""

Spans = tuple[tuple[int, int], ...]
"""(start, end) pairs in a passage's text."""


def items_of(candidate: Candidate, question: str, kind: QuestionKind) -> Spans:
    """The items of the list that the candidate is or belongs to, () when it is none.

    A question that does not ask for a list by its form gets one where a list's lead-in says what it asks, or where the
    candidate is plainly an enumeration; an explanation is not taken apart.
    """
    wanted = kind == "list"
    for items, lead_in in (_bullets(candidate), _after_colon(candidate)):
        if not items:
            continue
        asked = _coverage(question, f"{candidate.passage.section[-1]} {lead_in}")
        in_items = sum(_overlap(candidate, item) >= WHOLE_ITEM for item in items)
        in_lead = candidate.end <= items[0][0]
        if in_items > 1 or (asked >= ASKED_BY_LEAD_IN and (wanted or in_items == 1 or in_lead)):
            return items
    if kind not in ("list", "other") or _is_sentence(candidate):
        return ()
    parts = _examples(candidate) or _enumerated(_to_its_end(candidate), wanted)
    said = [candidate.passage.text[start:end].lower() for start, end in parts]
    # "which" between commas opens a clause.
    return () if STOPWORDS.intersection(said) or _lean(said) else parts


def coordinated(best: Candidate, candidates: Sequence[Candidate], kind: QuestionKind) -> Spans:
    """Spans of one sentence that the reader takes for answers and that an "and" or "or" joins to the best; () if none.

    The reader gives one stretch for each, which may be an enumeration itself; asked for a reason or a figure they would
    be two tellings of the same.
    """
    if kind not in ("list", "other"):
        return ()
    passage = best.passage
    around = passage.sentences_around(best.start, best.end)
    spans = [(best.start, best.end)]
    for other in sorted(candidates, key=lambda one: one.start):
        inside = other.passage is passage and around[0].start <= other.start and other.end <= around[-1].end
        if not inside or other is best or other.margin <= 0:
            continue
        first, second = sorted(((best.start, best.end), (other.start, other.end)))
        if _COORDINATION.fullmatch(passage.text[first[1] : second[0]]):
            spans.append((other.start, other.end))
    if len(spans) == 1:
        return ()
    apart = (_enumerated(replace(best, start=start, end=end), wanted=False) or ((start, end),) for start, end in spans)
    parts = tuple(sorted(item for items in apart for item in items))
    return () if _lean([passage.text[start:end] for start, end in parts]) else parts


def _lean(parts: Sequence[str]) -> bool:
    """Whether the parts say nothing one without the other: "sections 20" and "17", "between 22" and "26 February"."""
    halved = any(_ENDS_IN_FIGURE.search(one) and next_[:1].isdigit() for one, next_ in pairwise(parts))
    return halved or any(_RANGE.fullmatch(part) for part in parts[:1])


def _is_sentence(candidate: Candidate) -> bool:
    """Whether the candidate is a whole sentence: what its "and" joins are clauses as often as items."""
    sentence = candidate.passage.sentences_around(candidate.start, candidate.end)[0]
    said = candidate.passage.text[sentence.start : sentence.end].rstrip(" .;:")
    return ";" not in said and candidate.start <= sentence.start and candidate.end >= sentence.start + len(said)


def _bullets(candidate: Candidate) -> tuple[Spans, str]:
    """The items of a bulleted list, and what leads into them."""
    passage = candidate.passage
    if passage.kind is not Kind.LIST_ITEM or not passage.lead or len(passage.sentences) - passage.lead < 2:
        return (), ""
    items = tuple(
        (sentence.start, sentence.start + len(without_joint(passage.text[sentence.start : sentence.end])))
        for sentence in passage.sentences[passage.lead :]
    )
    items = tuple(item for item in items if item[0] < item[1])
    if len(items) < 2:
        return (), ""
    return items, passage.text[: items[0][0]]


def without_joint(item: str) -> str:
    """An item without the punctuation at its end, and without the "; and" that leads to the last one."""
    return _LAST_JOINT.sub("", item).rstrip(_END)


def _after_colon(candidate: Candidate) -> tuple[Spans, str]:
    """The items of "lead-in: one; two; and three" in the candidate's sentence, and the lead-in.

    Bullets in one line, as a table's cell has them, part items better than semicolons do; the last of them ends with
    its sentence.
    """
    text = candidate.passage.text
    around = candidate.passage.sentences_around(candidate.start, candidate.end)
    start, end = around[0].start, around[-1].end
    if text.count(_BULLET, start, end) > 1:
        first, *_, last = _BULLETS.finditer(text, start, end)
        after = _NEXT_SENTENCE.search(text, last.end(), end)
        return _split(text, first.end(), after.start() if after else end, _BULLETS), text[start : first.start()]
    colon = text.find(": ", start, end)
    if colon < 0 or text.count(";", colon, end) < 2:
        return (), ""
    return _split(text, colon + 2, end, _SEMICOLON), text[start:colon]


def _to_its_end(candidate: Candidate) -> Candidate:
    """The candidate with the rest of the enumeration that it breaks off in. One item alone is taken at its word: what
    follows its comma is another clause more often than another item.
    """
    text = candidate.passage.text
    parted = ";" in candidate.text
    joint = text.rfind("; " if parted else ", ", candidate.start, candidate.end)
    has_last = _AND.match(text, joint + 1) if parted else _AND.search(text, joint + 1, candidate.end)
    if joint < 0 or has_last:
        return candidate
    around = candidate.passage.sentences_around(candidate.start, candidate.end)
    rest = (_REST_PARTED if parted else _REST).match(text, candidate.end, around[-1].end)
    return replace(candidate, end=candidate.end + len(rest.group().rstrip())) if rest else candidate


def _examples(candidate: Candidate) -> Spans:
    """The things that the candidate names as examples of others; () where it names none or has items before them."""
    text = candidate.passage.text
    marker = _EXAMPLES.search(text, candidate.start, candidate.end)
    if not marker or ", " in text[candidate.start : marker.start() + 1]:
        return ()
    return _enumerated(replace(candidate, start=marker.end()), wanted=True)


def _enumerated(candidate: Candidate, wanted: bool) -> Spans:
    """The parts of "A, B and C" in the candidate; unasked only of three and more, the last joined by "and"."""
    text, start, end = candidate.passage.text, candidate.start, candidate.end
    joint: re.Match[str] | None
    if ";" in candidate.text:
        parts = _split(text, start, end, _SEMICOLON)
    elif re.search(r",\s", candidate.text):
        parts = _clauses(text, _split(text, start, end, _COMMA))
        joint = None if _OXFORD.search(candidate.text) else _joint(text, *parts[-1])
        if joint:
            parts = (*parts[:-1], *_split_at(text, *parts[-1], joint))
        elif not wanted and not _OXFORD.search(candidate.text):
            return ()
    else:
        joint = _joint(text, start, end)
        parts = _split_at(text, start, end, joint) if joint and not _in_name(text, joint) else ()
        wanted = wanted or bool(joint and _parallel(text[start:end], text[joint.end() : end]))
    return parts if len(parts) > (1 if wanted else 2) else ()


def _joint(text: str, start: int, end: int) -> re.Match[str] | None:
    """The "and" between two items: the first whose right side opens as the left side does, or the only one."""
    joints = [match for match in _AND.finditer(text, start, end) if _closed(text[start : match.start()])]
    opening = _opening(text[start:end])
    parallel = [match for match in joints if opening and _opening(text[match.end() : end]) == opening]
    if parallel:
        return parallel[0]
    return joints[0] if len(joints) == 1 else None


def _parallel(first: str, second: str) -> bool:
    """Whether both open with a word that opens one long item after the other."""
    return _opening(first) == _opening(second) and _opening(first) in _CLAUSE


def _in_name(text: str, joint: re.Match[str]) -> bool:
    """Whether the "and" stands between two capitals, as in the name of a group or a place."""
    before = text[: joint.start()].rsplit(maxsplit=1)
    return before[-1:] != [] and before[-1][0].isupper() and text[joint.end() : joint.end() + 1].isupper()


def _closed(text: str) -> bool:
    return text.count("(") <= text.count(")")


def _opening(text: str) -> str:
    """How a stretch opens, as far as the items of a list share it: with an article, an -ing, the same word."""
    word = text.split(maxsplit=1)[0].lower() if text.strip() else ""
    if word in _ARTICLES:
        return "the"
    return "ing" if word.endswith("ing") else word


def _clauses(text: str, parts: Spans) -> Spans:
    """Parts that open with the same word, each with what follows it up to the next; all of them if too few do."""
    opening = text[parts[0][0] : parts[0][1]].split(maxsplit=1)[0].lower()
    opens = [text[start:end].lower().startswith(opening + " ") for start, end in parts]
    if opening not in _CLAUSE or sum(opens) < 2:
        return parts
    merged: list[tuple[int, int]] = []
    for part, new in zip(parts, opens, strict=True):
        if new:
            merged.append(part)
        else:
            merged[-1] = (merged[-1][0], part[1])
    return tuple(merged)


def _split_at(text: str, start: int, end: int, joint: re.Match[str]) -> Spans:
    return _bare(text, start, joint.start()), _bare(text, joint.end(), end)


def _split(text: str, start: int, end: int, separator: re.Pattern[str]) -> Spans:
    parts: list[tuple[int, int]] = []
    begin = start
    for match in separator.finditer(text, start, end):
        if _closed(text[begin : match.start()]):
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
