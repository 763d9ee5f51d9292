"""Answers marked against accepted answers, with SQuAD's normalisation (Rajpurkar et al., 2016)."""

import re
import string
from collections import Counter
from collections.abc import Sequence

ENOUGH_F1 = 0.6
"""Token F1 with an accepted answer from which words, other than figures, count as right."""

EXTRA_WORDS = 15
"""How many words more than an accepted answer a right answer may have around it."""

_ARTICLES = re.compile(r"\b(a|an|the)\b")
_PUNCTUATION = frozenset(string.punctuation + "‘’“”–—…£€")


def normalised(text: str) -> list[str]:
    """The words of a text in lower case, without punctuation and articles."""
    bare = "".join(char for char in text.lower() if char not in _PUNCTUATION)
    return _ARTICLES.sub(" ", bare).split()


def exact_match(answer: str, accepted: Sequence[str]) -> bool:
    """Whether the answer is one of the accepted ones, after normalisation."""
    return any(normalised(answer) == normalised(other) for other in accepted)


def token_f1(answer: str, accepted: Sequence[str]) -> float:
    """The best F1 of the answer's words against those of an accepted answer, in [0, 1]."""
    return max((_f1(normalised(answer), normalised(other)) for other in accepted), default=0.0)


def figure_right(answer: str, accepted: Sequence[str]) -> bool:
    """Whether the answer gives an accepted figure or date whole, and no other figure."""
    if exact_match(answer, accepted):
        return True
    words = normalised(answer)
    return any(
        _stands_in(normalised(other), words) and _figures(words) == _figures(normalised(other)) for other in accepted
    )


def words_right(answer: str, accepted: Sequence[str]) -> bool:
    """Whether the answer says an accepted answer in nearly the same words, or whole with little around it."""
    if exact_match(answer, accepted) or token_f1(answer, accepted) >= ENOUGH_F1:
        return True
    words = normalised(answer)
    return any(
        _stands_in(normalised(other), words) and len(words) <= len(normalised(other)) + EXTRA_WORDS
        for other in accepted
    )


def items_f1(items: Sequence[str], wanted: Sequence[str]) -> float:
    """F1 of a list's items in [0, 1]: an item is found when it says a wanted one in nearly the same words."""
    left = list(wanted)
    found = 0
    for item in items:
        match = next((other for other in left if words_right(item, [other])), None)
        if match is not None:
            left.remove(match)
            found += 1
    return 2 * found / (len(items) + len(wanted)) if items and wanted else 0.0


def _f1(first: list[str], second: list[str]) -> float:
    if not first or not second:
        return float(first == second)
    common = sum((Counter(first) & Counter(second)).values())
    return 2 * common / (len(first) + len(second))


def _stands_in(short: list[str], long: list[str]) -> bool:
    return bool(short) and any(long[at : at + len(short)] == short for at in range(len(long) - len(short) + 1))


def _figures(words: list[str]) -> set[str]:
    return {word for word in words if any(char.isdigit() for char in word)}
