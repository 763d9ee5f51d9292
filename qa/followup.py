"""Follow-up questions made to stand alone with the help of the questions before them."""

import re
from collections.abc import Sequence

_CONNECTED = re.compile(
    r"^(?:and|but|so|or|then|also|what about|how about|what else|who else|where else|anything else|any others?|"
    r"more about|tell me more|in that case|compared (?:with|to)|no,|sorry,|i meant|actually)\b", re.I
)
_REFERS = re.compile(
    r"\b(?:it|its|itself|they|them|their|theirs|he|she|him|her|his|hers|these|those|this|that one|the same|"
    r"the former|the latter|such|there)\b", re.I
)
_REFERS_NOT = re.compile(
    r"\b(?:is|was|are|were|has|have|had|will) there\b|\bthere (?:is|was|are|were|any|been)\b|\bthis (?:report|letter|inspection|force|"
    r"constabulary|year|document|page)\b|\bit (?:is|was) (?:true|said|possible|clear)\b|\bis it (?:true|possible)\b|"
    r"\bthose (?:who|whose|wanted|that|in|with|at|on|of|responsible)\b|\bsuch as\b", re.I
)
_BARE = re.compile(
    r"^(?:why(?: not)?|how(?: so| come)?|when(?: was that)?|where|who|which(?: ones?)?|what|how (?:many|much|often|long)|"
    r"by (?:whom|how much|when)|since when|for (?:what|whom)|about what|with (?:what|whom)|in what way|says who|"
    r"(?:for )?(?:an )?examples?|really|to whom|from where|out of how many)\W*$", re.I
)
"""A question word with nothing to ask about."""


def depends(question: str) -> bool:
    """Whether the question, by its form, can only be understood after another one."""
    if _CONNECTED.match(question) or _BARE.match(question):
        return True
    return bool(_REFERS.search(_REFERS_NOT.sub(" ", question)))


def stand_alone(question: str, history: Sequence[str]) -> str:
    """The question with what it leaves out, taken from the questions before it, oldest first.

    A question that stands alone is returned as it is. One that does not gets the question it goes on from in
    front, which in turn got its own: search then finds the subject, and the reader reads both.
    """
    if not history or not depends(question):
        return question
    before = stand_alone(history[-1], history[:-1])
    return f"{before.rstrip(' ?.!')}? {question}"
