"""A question put in a table's own letters: "Ministry of Justice" becomes its label "MoJ", "PNDs" the label in words."""

import re
from collections.abc import Iterable, Mapping, Sequence

_SMALL = r"(?:and|for|in|of|on|the|to|with)"
_LETTERS = re.compile(r"(?=\w*[A-Z]\w*[A-Z])[A-Za-z]{2,6}")
_TYPED = re.compile(r"\b(?P<letters>[A-Z]{3,6})(?:['’]?s)?\b")
_WORD = re.compile(r"[^\W\d_]+")


def in_label_letters(question: str, labels: Sequence[str], texts: Sequence[str], defined: Mapping[str, str]) -> str:
    """The question with a name that the texts spell out as the label that has its letters, and with letters as the one
    label whose words begin with them; no label comes twice. As it was where they may be another's: `defined` maps
    letters, in lower case, to what a report says they stand for.
    """
    initials = {_initials(question), "".join(word[0].lower() for word in _WORD.findall(question))}
    for label in labels:
        # Looking for names takes long, and few questions have words that begin with a label's letters.
        spelt = _LETTERS.fullmatch(label) and any(label.lower() in letters for letters in initials)
        names = _names(label, texts) if spelt else set()
        # Two names with the same letters, as of an old and a new department: the label may be either's.
        name = names.pop() if len(names) == 1 else ""
        if name and _may_be(label, name, defined):
            # "Department of Health and Social Care" goes on: it is another.
            question = re.sub(rf"\b{re.escape(name)}\b(?!,? and\b)", label, question, flags=re.I)
    for typed in {match["letters"] for match in _TYPED.finditer(question)}:
        meant = [label for label in labels if _initials(label) == typed.lower()]
        if len(meant) == 1 and not any(typed in label for label in labels) and _may_be(typed, meant[0], defined):
            question = re.sub(rf"\b{typed}(?:['’]?s)?\b", meant[0].replace("\\", ""), question)
    return question


def _may_be(letters: str, name: str, defined: Mapping[str, str]) -> bool:
    """Whether the letters may stand for the name: no report says that they stand for something else."""
    return defined.get(letters.lower(), name).casefold() == name.casefold()


def _names(letters: str, texts: Iterable[str]) -> set[str]:
    """The names in the texts whose words begin with the letters, in capitals or not as these are ("MoJ"); small words
    between them may go without a letter.
    """
    between = rf" (?:{_SMALL} ){{0,2}}"
    name = re.compile(rf"\b{between.join(rf'{letter}[a-z]+' for letter in letters)}\b(?!(?:,? {_SMALL})? [A-Z])")
    return {match.group() for text in texts for match in name.finditer(text)}


def _initials(text: str) -> str:
    """The first letters of the text's words, small ones aside."""
    return "".join(word[0].lower() for word in _WORD.findall(text) if not re.fullmatch(_SMALL, word, re.I))
