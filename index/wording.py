"""A question's wording matched to the reports': abbreviations spelt out, slips of the keyboard mended."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz import process
from rapidfuzz.distance import OSA

from index.folding import STOPWORDS, stem, words

_DEFINITION = re.compile(r"((?:[\w’'&-]+ ){1,7})\(([A-Z][A-Za-z]{1,6})\)")
_TOKEN = re.compile(r"[A-Za-z][A-Za-z’'-]*")
_FIRST_LETTER = re.compile(r"(?<!\w)_*([^\W_])")
LEAST_PHRASE = 3
"""How often a phrase must stand in the reports before its initials are taken for an abbreviation of it."""


@dataclass(frozen=True)
class Usage:
    """What one report calls things.

    `counts` of its words (folded), `defined` maps an abbreviation in lower case to the words it is defined as,
    `initials` are the first letters of each passage's words, one after the other.
    """

    counts: dict[str, int]
    defined: dict[str, str]
    initials: tuple[str, ...]


@dataclass(frozen=True)
class Wording:
    """What the indexed reports call things.

    `known` counts their words (folded), `stems` are the stems of those, `defined` maps an abbreviation in lower
    case to the words it is defined as. `texts` are the passages, `initials` the first letters of each one's words:
    what an abbreviation that nobody defines may stand for is looked up when a question has one, for counting all
    phrases takes longer than all else together.
    """

    known: dict[str, int]
    stems: frozenset[str]
    defined: dict[str, str]
    initials: tuple[str, ...]
    texts: Sequence[str]

    def has(self, word: str) -> bool:
        """Whether the folded word, or one of the same stem, stands in the reports."""
        return word in self.known or stem(word) in self.stems

    def mend(self, question: str, is_english: Callable[[str], bool]) -> str:
        """The question with slips mended and with the words that an undefined abbreviation stands for.

        Only a word is touched that neither the reports nor the language know.
        """

        def mended(match: re.Match[str]) -> str:
            token = match.group()
            folded = "".join(words(token))
            if self.has(folded):
                return token
            if token.isupper() or not is_english(token.lower()):
                phrase = self.stands_for(folded)
                if phrase:
                    return phrase
            if len(folded) < 4 or is_english(token.lower()) or is_english(stem(folded)) or token[1:2].isupper():
                return token
            return self._nearest(folded) or token

        return _TOKEN.sub(mended, question)

    def spelt_out(self, question: str) -> str:
        """The words behind the defined abbreviations that the question uses, "" where it uses none."""
        found = [self.defined[token] for token in words(question) if token in self.defined]
        return " ".join(found)

    def stands_for(self, short: str) -> str:
        """The commonest phrase of the reports with those initials, "" for none that stands in them often enough."""
        if not 3 <= len(short) <= 5 or not short.isalpha() or short in self.known or short in self.defined:
            return ""
        initials = r"[\s–-]+".join(rf"[\W_]*{letter}\w*" for letter in short)
        phrase = re.compile(rf"(?<!\w){initials}", re.IGNORECASE)
        phrases: dict[str, Counter[str]] = defaultdict(Counter)
        # Few passages have the letters in a row, and looking for letters is a hundred times as fast.
        for at in [at for at, letters in enumerate(self.initials) if short in letters]:
            for match in phrase.finditer(self.texts[at]):
                _count_phrases(match.group(), phrases)
        ((best, count),) = phrases[short].most_common(1) or [("", 0)]
        return best if count >= LEAST_PHRASE else ""

    def compounds(self, question: str) -> list[str]:
        """Neighbouring words of the question that the reports write as one ("anti social" -> "antisocial")."""
        tokens = words(question)
        joined = [first + second for first, second in pairwise(tokens)]
        return [word for word in joined if word in self.known]

    def _nearest(self, word: str) -> str | None:
        """The reports' word that one slip (two in a long word) turns into this one; the commonest of several."""
        slips = 1 if len(word) < 8 else 2
        near = process.extract(word, self.known.keys(), scorer=OSA.distance, score_cutoff=slips, limit=8)
        # The first letter is seldom mistyped, other words are often one letter away, and two letters too many are
        # more likely another word that the reports do not have.
        same = [
            (distance, -self.known[match], match)
            for match, distance, _ in near
            if match[0] == word[0] and not match.isdigit() and len(match) > 3 and len(word) - len(match) < 2
        ]
        return min(same)[2] if same else None


def usage(texts: Iterable[str]) -> Usage:
    """The usage of a report with these passages."""
    counts: Counter[str] = Counter()
    defined: dict[str, str] = {}
    initials: list[str] = []
    for text in texts:
        counts.update(words(text))
        initials.append("".join(first.lower() for first in _FIRST_LETTER.findall(text)))
        for match in _DEFINITION.finditer(text):
            long_form = _matching_words(match.group(1).split(), match.group(2))
            if long_form:
                defined.setdefault(match.group(2).lower(), long_form)
                defined.setdefault(match.group(2).lower().removesuffix("s"), long_form)
    return Usage(dict(counts), defined, tuple(initials))


def merged(usages: Iterable[Usage], texts: Sequence[str]) -> Wording:
    """The wording of reports of that usage; `texts` are the passages of all of them, in the same order."""
    known: Counter[str] = Counter()
    defined: dict[str, str] = {}
    initials: list[str] = []
    for one in usages:
        known.update(one.counts)
        for short, long_form in one.defined.items():
            defined.setdefault(short, long_form)
        initials += one.initials
    return Wording(dict(known), frozenset(map(stem, known)), defined, tuple(initials), texts)


def _count_phrases(text: str, phrases: dict[str, Counter[str]]) -> None:
    """Count the phrases of two to four words under their initials; a hyphenated word has several."""
    for stretch in re.split(r"[.,;:()?!\n•]", text):
        tokens = [token.strip("‘’“”'\"").lower() for token in stretch.split()]
        for begin, first in enumerate(tokens):
            if first in STOPWORDS or not first[:1].isalpha():
                continue
            for end in range(begin + 1, min(begin + 4, len(tokens)) + 1):
                if tokens[end - 1] in STOPWORDS:
                    continue
                parts = [part for token in tokens[begin:end] for part in re.split(r"[-–]", token)]
                if 3 <= len(parts) <= 5 and all(part.isalpha() for part in parts):
                    phrases["".join(part[0] for part in parts)][" ".join(tokens[begin:end])] += 1


def _matching_words(before: list[str], short: str) -> str:
    """The last of the words before a bracket whose initials spell the abbreviation in it; "" if they do not."""
    letters = [letter for letter in short.removesuffix("s") if letter.isupper()]
    for count in range(1, len(before) + 1):
        tail = before[-count:]
        parts = [part for word in tail for part in re.split(r"[-–]", word) if part and part.lower() not in STOPWORDS]
        if len(parts) == len(letters) and all(
            part[0].lower() == letter.lower() for part, letter in zip(parts, letters, strict=True)
        ):
            return " ".join(tail)
    return ""
