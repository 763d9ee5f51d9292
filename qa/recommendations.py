"""Whether words of a passage say what should be or is meant to be, rather than what is so."""

import re

from corpus.types import Kind, Passage
from corpus.words import word_set

_OBLIGES = (
    r"should|must|shall|ought to|(?<!the )(?<!an )(?<!a )(?:needs? to|aims? to)|"
    r"(?:is|are) (?:required|expected|asked|encouraged|seeking|aiming|hoping|planning) to|"
    r"(?:intends?|hopes?|wants?|wishes|seeks?) to|"
    r"(?<!has )(?<!have )(?<!and )plans to|(?:is|are) (?:imperative|essential|vital|crucial)|recommends?"
)
_SHOULD_BE = re.compile(rf"\b(?:{_OBLIGES})\b", re.IGNORECASE)
_WILL_BE = re.compile(rf"\b(?:{_OBLIGES}|will|(?:is|are) (?:going|due) to)\b", re.IGNORECASE)
_ASKS_WHAT_SHOULD_BE = re.compile(
    r"\b(?:should|must|shall|ought|will|would|needs?|needed|requir\w+|recommend\w*|expect\w*|aim(?:s|ing)? to|"
    r"intend\w*|plan(?:s|ning)? to|planned|hop(?:es?|ing) to|wants?|wanted|supposed|going to|means? to|"
    r"tr(?:y|ies|ying) to)\b",
    re.IGNORECASE,
)
_ASKS_OF_NOW = re.compile(r"^(?:(?:so|and|but) )?(?:is|are|was|were|has|have|had|did)\b", re.IGNORECASE)
_DOWN_TO = re.compile(r"\b(?:that|which|who|whom|whose|how|what|when|where|as|if|whether|why|because)\b", re.IGNORECASE)
_CLAUSES = re.compile(
    r";\s|,? (?:but|although|though|while|whereas|however)\b,?\s|,\s(?=(?:it|they|he|she|we|there|this|these)\b)", re.I
)
_OPENED = re.compile(
    r"^\W*(?:although|while|whilst|despite|when|if|where|since|as|because|once|until|after|before)\b[^,]*,\s", re.I
)
_NUMBERED = re.compile(r"^(?:\W|\d|\(?[a-z]\))*")
_ORDERS = word_set(
    "accelerate agree clarify consider continue develop embed enhance ensure establish evaluate expedite implement "
    "improve increase introduce make prioritise prioritize promote provide put raise reduce refresh secure strengthen "
    "take tackle undertake"
)
"""What a recommendation without a subject begins with."""
_ORDERS_OR_THINGS = word_set("address monitor plan record report review share support target train use")
"""These only before what they are to be done to."""
_DONE_TO = word_set("the all its their how that whether each every this these any current existing")
_LEADS_TO = re.compile(
    rf"(?:\b(?:{_OBLIGES}|will|recommendations?|areas for improvement)|^to)\b[^.]*:?\s*$", re.IGNORECASE
)
_HEADS_WHAT_SHOULD_BE = re.compile(
    r"\b(?:recommend\w*|(?:areas?|actions?|scope|points?) (?:for|of) (?:improvement|development|action)|"
    r"(?:needs?|could) (?:to )?(?:be )?improv\w*|(?:should|must) (?:do|be|take|improve)|needs? to (?:do|be)|"
    r"next steps|(?:priority|required|key) actions|requirements|even better if)\b",
    re.IGNORECASE,
)


def only_recommends(question: str, passage: Passage, start: int, end: int) -> bool:
    """Whether the characters `start` to `end` tell what should or is meant to be, though the question asks what is so:
    that something is recommended or planned is no ground for a "Yes".
    """
    if _ASKS_WHAT_SHOULD_BE.search(question):
        return False
    first = passage.sentences_around(start, end)[0]
    at = passage.sentences.index(first)
    lead_in = passage.text[: passage.sentences[passage.lead - 1].end] if passage.lead else ""
    above = _LEADS_TO.search(lead_in.split("\n")[-1]) or _HEADS_WHAT_SHOULD_BE.search(passage.section[-1])
    if above and passage.kind is Kind.LIST_ITEM and at >= passage.lead:
        return True
    sentence = passage.text[first.start : first.end]
    # "They will visit": a custom where the question asks what they do, a plan where it asks what is or has been.
    obliges = _WILL_BE if _ASKS_OF_NOW.match(question) else _SHOULD_BE
    return _is_order(sentence) or _obliged(sentence, start - first.start, end - first.start, obliges)


def _is_order(sentence: str) -> bool:
    words = _NUMBERED.sub("", sentence, count=1).split()[:2]
    first = words[0].lower() if words else ""
    return first in _ORDERS or (first in _ORDERS_OR_THINGS and words[1:] != [] and words[1].lower() in _DONE_TO)


def _obliged(sentence: str, start: int, end: int, obliges: re.Pattern[str]) -> bool:
    """Whether the clause with the characters `start` to `end` is one of "should", "must" or "aims to".

    Below a "which" or a "when" of it those words are about something else.
    """
    before = [match.end() for clauses in (_OPENED, _CLAUSES) for match in clauses.finditer(sentence, 0, start)]
    begin = max(before, default=0)
    match = obliges.search(sentence, begin, end)
    return match is not None and not _DOWN_TO.search(sentence, begin, match.start())
