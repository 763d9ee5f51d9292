"""Questions for what an abbreviation stands for: only words that begin with its letters can answer them."""

import re

_STANDS_FOR = re.compile(
    r"\b(?P<letters>[a-z][a-z&]{1,7})(?: is| are)?(?:,)? "
    r"(?:stands?|standing|(?:an? )?(?:short|abbreviation|acronym)) for\b",
    re.I,
)
_WORD = re.compile(r"[^\W_]+")
_NO_ABBREVIATION = frozenset({"it", "this", "that", "these", "letters", "what", "which", "is", "does"})


def may_stand_for(question: str, answer: str) -> bool:
    """Whether the answer can be what the question's abbreviation stands for; true for any other question."""
    asked = _STANDS_FOR.search(question)
    if not asked or asked["letters"].lower() in _NO_ABBREVIATION:
        return True
    initials = iter(word[0].lower() for word in _WORD.findall(answer))
    return all(letter in initials for letter in asked["letters"].lower() if letter.isalpha())
