"""Follow-up questions made to stand alone with the help of the questions before them."""

import re
from collections.abc import Sequence

from index.folding import telling

_CONNECTED = re.compile(
    r"^(?:and|but|so|or|then|also|what about|how about|what else|who else|where else|anything else|any others?|"
    r"more about|tell me more|in that case|compared (?:with|to)|vs|versus|i meant|actually|not|ok|okay|no|sorry)\b",
    re.I,
)
_REFERS = re.compile(
    r"\b(?:it|its|itself|they|them|their|theirs|he|she|him|her|his|hers|these|those|this|that one|the same|"
    r"the former|the latter|such|there|"
    r"(?:is|was|does|did|has|had|will|would|about|after|before|like|by|for|to|of) that|"
    r"which ones?)\b(?! (?:the|own|a)\b)",
    re.I,
)
_REFERS_NOT = re.compile(
    r"\b(?:is|was|are|were|has|have|had|will) there\b|\bthere (?:is|was|are|were|any|been)\b|"
    r"\bthis (?:report|letter|inspection|force|constabulary|year|document|page)\b|\bit (?:is|was) (?:true|"
    r"said|possible|clear)\b|\bis it (?:true|possible)\b|"
    r"\bthose (?:who|whose|wanted|that|in|with|at|on|of|responsible)\b|\bsuch as\b",
    re.I,
)
_BARE = re.compile(
    r"^(?:why(?: not)?|how(?: so| come)?|when(?: was that)?|where|who|which(?: ones?)?|what|"
    r"how (?:many|much|often|long)|by (?:whom|how much|when)|since when|for (?:what|whom)|about what|"
    r"with (?:what|whom)|in what way|says who|"
    r"(?:for )?(?:an )?examples?|really|to whom|from where|out of how many)\W*$",
    re.I,
)
"""A question word with nothing to ask about."""


_OPENS_QUESTION = re.compile(
    r"^(?:who|what|which|where|when|why|how|whose|is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|"
    r"list|name|give|tell|show|define|explain|describe)\b",
    re.I,
)
_COUNTS = re.compile(
    r"^how (?:many|much|often|long|old|big)\b|^wh(?:at|ich) (?!is\b|are\b|was\b|were\b|does\b|do\b|did\b)\w+", re.I
)
"""Counts or picks among something: "how many schools?" leaves out which."""

_SUBJECT = 2
"""Telling words before a pronoun from which it may stand for one of them ("does the force evaluate all its work")."""

ENOUGH = 2
"""Telling words from which a follow-up is read as it is."""

_LAST = re.compile(r"^\W*$")

_FURTHEST = 2
"""How many questions further back a subject is followed."""

_FEW_WORDS = 2
"""A scrap of a question ("the cost?", "late at night too?") has at most so many words that say something."""


def depends(question: str) -> bool:
    """Whether the question, by its form, can only be understood after another one."""
    if _CONNECTED.match(question) or _BARE.match(question) or _refers_back(question):
        return True
    said = len(telling(question))
    if _COUNTS.match(question):
        return said < _FEW_WORDS
    return said <= _FEW_WORDS and not _OPENS_QUESTION.match(question)


def to_read(question: str, history: Sequence[str], enough: int = ENOUGH) -> str:
    """The follow-up as the reader reads it, once search has found passages on its subject.

    What was asked before would only be answered again (on the `dev` conversations, passage given: 66 % right so, 55 %
    with the question before in front); a follow-up that has fewer than `enough` telling words of its own has it in
    brackets behind.
    """
    alone = stand_alone(question, history)
    if alone == question or len(telling(question)) >= enough:
        return question
    return f"{question} ({alone.removesuffix(question).strip(' ?')})"


def _refers_back(question: str) -> bool:
    """Whether a pronoun stands for something outside the question: most that follow a subject stand for that one."""
    masked = _REFERS_NOT.sub(lambda match: "-" * len(match.group()), question)
    return any(
        len(telling(question[: match.start()])) < _SUBJECT or _LAST.match(question[match.end() :])
        for match in _REFERS.finditer(masked)
    )


def stand_alone(question: str, history: Sequence[str]) -> str:
    """The question with what it leaves out, taken from the questions before it, oldest first.

    A question that stands alone is returned as it is. One that does not gets the question it goes on from in
    front, which in turn got its own: search then finds the subject.
    """
    if not history or not depends(question):
        return question
    before = stand_alone(history[-1], history[:-1][-_FURTHEST:])
    return f"{before.rstrip(' ?.!')}? {question}"
