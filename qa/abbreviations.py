"""What an abbreviation stands for: only words that begin with its letters, and no more than those."""

import re

_STANDS_FOR = re.compile(
    r"\b(?P<letters>[a-z][a-z&]{1,7})(?: is| are)?(?:,)? "
    r"(?:stands?|standing|(?:an? )?(?:short|abbreviation|acronym)) for\b",
    re.I,
)
_IN_FULL = re.compile(
    r"\b(?i:acronym|abbreviation|initials|letters|full (?:form|name) of|spell out|expand)\W+"
    r"(?P<after>[A-Z][A-Z&]{1,7})\b|"
    r"\b(?P<before>[A-Z][A-Z&]{1,7})\W+(?i:acronym|abbreviation|in full|full form|full name|spelled out|expanded)\b"
)
"""Only in capitals: "the police in full" asks for something else."""
_WORD = re.compile(r"[^\W_]+")
_SMALL = frozenset({"a", "an", "and", "for", "in", "of", "on", "or", "the", "to", "with"})
_NO_ABBREVIATION = frozenset({"it", "this", "that", "these", "letters", "what", "which", "is", "does"})


def may_stand_for(question: str, answer: str) -> bool:
    """Whether the answer can be what the question's abbreviation stands for; true for any other question."""
    letters = _asked_for(question)
    initials = iter(word[0].lower() for word in _WORD.findall(answer))
    return all(letter in initials for letter in letters if letter.isalpha())


def spelt_out(question: str, text: str, start: int, end: int) -> tuple[int, int]:
    """The words between `start` and `end` that spell the question's abbreviation out letter by letter, if they stand
    together; else what was given. A small word between them may go without its letter ("duty of care": DC).
    """
    letters = [letter for letter in _asked_for(question) if letter.isalpha()]
    found = list(_WORD.finditer(text, start, end)) if letters else []
    for first in range(len(found)):
        left = list(letters)
        for word in found[first:]:
            initial = word.group()[0].lower()
            if left[0] == initial:
                left.pop(0)
            elif word.start() == found[first].start() or word.group().lower() not in _SMALL:
                break
            if not left:
                return found[first].start(), word.end()
    return start, end


def _asked_for(question: str) -> str:
    """The letters whose meaning is asked for, in lower case; nothing where the question asks for something else."""
    standing, full = _STANDS_FOR.search(question), _IN_FULL.search(question)
    if standing and standing["letters"].lower() not in _NO_ABBREVIATION:
        return standing["letters"].lower()
    return (full["after"] or full["before"]).lower() if full else ""
