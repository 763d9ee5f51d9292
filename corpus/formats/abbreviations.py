"""Reads lists of abbreviations: a line each, the short form and then what it stands for."""

import re
from collections.abc import Sequence

SHORT_FORM = re.compile(r"(?P<short>[A-Z][A-Za-z&]{1,8})\s+(?=[^\W\d_])")
WORD = re.compile(r"[^\W_]+")
FEWEST = 3
"""Fewer lines than this may be an office and its name."""
LONGEST = 100
"""What an abbreviation stands for is no longer than so many characters."""


def words_at(line: str) -> int | None:
    """Where in the line the words begin that its first word is short for, letter by letter; None where it is not."""
    match = SHORT_FORM.match(line)
    if not match or len(line) > LONGEST or sum(map(str.isupper, match["short"])) < 2:
        return None
    initials = iter(word[0].lower() for word in WORD.findall(line, match.end()))
    letters = [letter for letter in match["short"].lower() if letter != "&"]
    return match.end() if all(letter in initials for letter in letters) else None


def are_abbreviations(lines: Sequence[str]) -> bool:
    """Whether the lines are a list of abbreviations and nothing else."""
    return len(lines) >= FEWEST and all(words_at(line) is not None for line in lines)
