"""What an abbreviation stands for: only words that begin with its letters, and no more than those."""

import re
from bisect import bisect_right

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
_MEANS = re.compile(
    r"\b(?:does|do|did) (?:the )?(?:\w+ )?(?P<does>[a-z][a-z&-]{1,9})(?:[’']s)? mean\b|"
    r"\b(?:meant by|(?:meaning|definition) of)\W+(?:the )?(?:\w+ )?(?P<of>[a-z][a-z&-]{1,9})\b",
    re.I,
)
_WORD = re.compile(r"[^\W_]+")
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_ITEMS = re.compile(r"[;•\n][\s•]*")
_QUOTES = "‘’'\"“”"
_SAYS_IN_FULL = re.compile(
    rf"[{_QUOTES}]?(?:\s*[:(]|\s+[–—-]|,? which (?:stands|is short) for:?)[\s•]*[{_QUOTES}]?(?=\w)"
)
_LONGEST = 250
"""Characters that the words behind an abbreviation may take."""
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


def in_full(question: str, text: str) -> tuple[int, int] | None:
    """Where the text writes out, next to it, the abbreviation whose meaning is asked for: before its brackets or after
    it, be it as a list of what each letter stands for. None where it does not, or nothing of that kind is asked.
    """
    letters = "".join(letter for letter in _asked_for(question) or _meant(question) if letter.isalpha())
    for match in _WORD.finditer(text) if len(letters) > 1 else ():
        if not _is_short_for(match.group(), letters):
            continue
        bare = letters if match.group().lower() == letters else letters.removesuffix("s")
        opened = text[: match.start()].rstrip(_QUOTES).endswith("(")
        found = _before(bare, text, match.start()) if opened else _after(bare, text, match.end())
        if found:
            return found
    return None


def _meant(question: str) -> str:
    """The word whose meaning is asked for, which may be an abbreviation; "" where none is."""
    match = _MEANS.search(question)
    letters = (match["does"] or match["of"]).lower() if match else ""
    return "" if letters in _NO_ABBREVIATION else letters


def _is_short_for(word: str, letters: str) -> bool:
    """Whether the word of a text is the abbreviation with those letters, in the plural or not: "EHCPs", "CiN"."""
    capitals = sum(char.isupper() for char in word)
    return capitals > 1 and word.lower().removesuffix("s") == letters.removesuffix("s")


def _before(letters: str, text: str, until: int) -> tuple[int, int] | None:
    """The fewest words before a bracket that begin with the letters, one each but for small ones."""
    left = letters
    found = list(_WORD.finditer(text, max(0, until - _LONGEST), until))
    for word in reversed(found):
        if left.endswith(word.group()[0].lower()):
            left = left[:-1]
        elif word.group().lower() not in _SMALL:
            return None
        if not left:
            return word.start(), found[-1].end()
    return None


def _after(letters: str, text: str, begin: int) -> tuple[int, int] | None:
    """The words after a colon, a dash or a bracket whose first letters begin with the letters in their order; each
    item of a list has one of them at least, what stands in brackets has none.
    """
    opening = _SAYS_IN_FULL.match(text, begin)
    if not opening:
        return None
    ended = re.compile(r"[.?!](?=\s|$)|\)" if "(" in opening.group() else r"[.?!](?=\s|$)").search(text, opening.end())
    until = min(ended.start() if ended else len(text), opening.end() + _LONGEST)
    aside = [match.span() for match in _IN_BRACKETS.finditer(text, opening.end(), until)]
    left, start, used, items = letters, 0, set[int](), [opening.end()]
    items += [match.end() for match in _ITEMS.finditer(text, opening.end(), until)]
    for word in _WORD.finditer(text, opening.end(), until):
        if word.group() in _SMALL:
            continue
        if any(a <= word.start() < b for a, b in aside) or word.group()[0].lower() != left[0]:
            if not start:
                return None
            continue
        start, left = start or word.start(), left[1:]
        used.add(bisect_right(items, word.start()))
        if not left:
            return (start, word.end()) if len(used) == bisect_right(items, word.end()) else None
    return None


def _asked_for(question: str) -> str:
    """The letters whose meaning is asked for, in lower case; nothing where the question asks for something else."""
    standing, full = _STANDS_FOR.search(question), _IN_FULL.search(question)
    if standing and standing["letters"].lower() not in _NO_ABBREVIATION:
        return standing["letters"].lower()
    return (full["after"] or full["before"]).lower() if full else ""
