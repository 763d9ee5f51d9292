"""Tells headings that say something ("Services for care leavers are good") from those that only name a subject."""

import re

_FEWEST_WORDS = 4
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|requires?|remains?|can|could|must|should|will|would|may|does|do|did|"
    r"(?P<mostly_noun>needs?))\b(?=\s\S)"
)
"""In small letters: a title in capitals ("What Figures Can Do") is a title."""

_ASKS = re.compile(r"(?:who|what|which|where|when|why|how|whose|whether|if|as|that)\b|.*\?$", re.IGNORECASE)
_BEGINS_CLAUSE = re.compile(r"\b(?:who|which|that|whose|where|when|what|how|why|if|as|to)\b")
_REACH = 3
"""The first verb so many words or fewer behind one of these is its clause's: "children who need help"."""


def is_statement(heading: str) -> bool:
    """Whether the heading is a sentence that states something."""
    if len(heading.split()) < _FEWEST_WORDS or _ASKS.match(heading):
        return False
    after_verb = 0
    for verb in _VERB.finditer(heading):
        between = heading[after_verb : verb.start()]
        clauses = list(_BEGINS_CLAUSE.finditer(between))
        in_clause = bool(clauses) and len(between[clauses[-1].end() :].split()) < _REACH
        if verb.start() and not in_clause and not verb["mostly_noun"]:
            return True
        after_verb = verb.end() if in_clause or not verb["mostly_noun"] else after_verb
    return False
