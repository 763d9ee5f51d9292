"""Tells a word's own hyphen at a line's end from one that only broke the word there."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
LAST_WORD = re.compile(r"(?<![^\W\d_])(?<![^\W\d_]-)([^\W\d_]++(?:-[^\W\d_]++)*+)-$")
FIRST_WORD = re.compile(r"^[^\W\d_]+(?:-[^\W\d_]+)*")
ADDRESS = re.compile(r"https?://|www\.")
OPEN_ENDS = ("/", "_", "=", "&", "?", "%", "-")
"""What an address ends in where it goes on in the next line."""


class Hyphens:
    """The words of a document, and whether whoever set it breaks words at line ends at all."""

    def __init__(self, pages: Iterable[Sequence[str]]) -> None:
        self._words: Counter[str] = Counter()
        ends: list[tuple[str, str]] = []
        for lines in pages:
            for index, line in enumerate(lines):
                self._words.update(word.lower() for word in WORD.findall(LAST_WORD.sub("", line)))
                broken = LAST_WORD.search(line)
                if broken and index + 1 < len(lines) and (first := FIRST_WORD.match(lines[index + 1])):
                    ends.append((broken[1].lower(), first[0].lower()))
        solid = sum(self._words[start + rest] > self._words[f"{start}-{rest}"] for start, rest in ends)
        hyphened = sum(self._words[f"{start}-{rest}"] > self._words[start + rest] for start, rest in ends)
        self._breaks_words = solid > hyphened

    def seam(self, above: str, below: str) -> tuple[int, str]:
        """How two lines are joined: so many characters of the upper one's end are left out, and what stands between."""
        if above.endswith(OPEN_ENDS) and ADDRESS.search(above.rsplit(maxsplit=1)[-1]) and not below[:1].isupper():
            return 0, ""
        if not above.endswith("-") or len(above) < 2 or not above[-2].isalnum():
            return 0, " "
        broken, first = LAST_WORD.search(above), FIRST_WORD.match(below)
        if broken and first and first[0][0].islower() and self._is_one_word(broken[1].lower(), first[0].lower()):
            return 1, ""
        return 0, ""

    def _is_one_word(self, start: str, rest: str) -> bool:
        solid, hyphened = self._words[start + rest], self._words[f"{start}-{rest}"]
        return solid > hyphened if solid or hyphened else self._breaks_words
