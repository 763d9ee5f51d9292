"""Tells headings that say something ("Services for care leavers are good") from those that only name a subject."""

import re

_FEWEST_WORDS = 4
_VERB_OR_CLAUSE = re.compile(
    r"\b(?P<clause>who|which|that|whose|where|when|what|how|why|if|as|to)\b|"
    r"\b(?:is|are|was|were|has|have|had|requires?|remains?|can|could|must|should|will|would|may|does|do|did|"
    r"(?P<mostly_noun>needs?))\b(?=\s\S)"
)
"""A verb or what begins a clause, in small letters: a title in capitals ("What Figures Can Do") is a title."""

_ASKS = re.compile(r"(?:who|what|which|where|when|why|how|whose|whether|if|as|that)\b|.*\?$", re.IGNORECASE)
_REACH = 3
"""The first verb fewer words than this behind what begins a clause is the clause's: "children who need help"."""


def is_statement(heading: str) -> bool:
    """Whether the heading is a sentence that states something."""
    if len(heading.split()) < _FEWEST_WORDS or _ASKS.match(heading):
        return False
    clause: int | None = None
    for found in _VERB_OR_CLAUSE.finditer(heading):
        if found["clause"]:
            clause = found.end()
            continue
        in_clause = clause is not None and len(heading[clause : found.start()].split()) < _REACH
        if found.start() and not in_clause and not found["mostly_noun"]:
            return True
        clause = None
    return False
