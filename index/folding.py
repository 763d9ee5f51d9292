"""Text turned into search terms, with spellings that mean the same folded into one."""

import re
import unicodedata
from functools import lru_cache

import Stemmer

_TYPOGRAPHIC = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-"})
_WORD = re.compile(r"[a-z0-9]+(?:[-'.&/][a-z0-9]+)*")
_SPELLINGS = (
    (re.compile(r"(?<=\d),(?=\d{3}\b)"), ""),
    (re.compile(r"\s*%|\bper cent\b|\bpct\b"), " percent"),
    (re.compile(r"dgement"), "dgment"),
    (re.compile(r"(?<=[a-z]{3})is(?=(?:e|ed|es|er|ing|ation|ations)\b)"), "iz"),
    (re.compile(r"(?<=[a-z]{3})our(?=(?:s|al|ed|ing|ite|able|hood|hoods)?\b)"), "or"),
)
"""Digit grouping, percent, and where British and American spelling part (applied to questions and passages alike,
so that what else a rule catches does no harm)."""

STOPWORDS = frozenset(
    [
        "a",
        "about",
        "all",
        "also",
        "am",
        "an",
        "and",
        "any",
        "are",
        "as",
        "at",
        "be",
        "been",
        "being",
        "but",
        "by",
        "can",
        "could",
        "did",
        "do",
        "does",
        "doing",
        "for",
        "from",
        "had",
        "has",
        "have",
        "he",
        "her",
        "here",
        "his",
        "how",
        "i",
        "if",
        "in",
        "into",
        "is",
        "it",
        "its",
        "itself",
        "just",
        "me",
        "more",
        "most",
        "my",
        "no",
        "nor",
        "not",
        "of",
        "off",
        "on",
        "once",
        "only",
        "or",
        "other",
        "our",
        "out",
        "over",
        "own",
        "please",
        "s",
        "same",
        "she",
        "should",
        "so",
        "some",
        "such",
        "t",
        "tell",
        "than",
        "that",
        "the",
        "their",
        "them",
        "then",
        "there",
        "these",
        "they",
        "this",
        "those",
        "through",
        "to",
        "too",
        "under",
        "until",
        "up",
        "us",
        "very",
        "was",
        "we",
        "were",
        "what",
        "when",
        "where",
        "which",
        "while",
        "who",
        "whom",
        "whose",
        "why",
        "will",
        "with",
        "would",
        "you",
        "your",
    ]
)
"""Words that say nothing of what a question is about, question words included."""


def plain(text: str) -> str:
    """The text in lower case, with straight quotes and hyphens and one spelling where there are several."""
    folded = unicodedata.normalize("NFKC", text).translate(_TYPOGRAPHIC).lower()
    for pattern, replacement in _SPELLINGS:
        folded = pattern.sub(replacement, folded)
    return folded


def words(text: str) -> list[str]:
    """The words of a text, folded but not stemmed; a hyphenated word is one word without its hyphens."""
    return [_joined(word) for word in _WORD.findall(plain(text))]


def telling(text: str) -> list[str]:
    """The words of a text that say something: all but the stop words."""
    return [word for word in words(text) if word not in STOPWORDS]


def terms(text: str) -> list[str]:
    """The search terms of a text: stems of its words, and of a hyphenated word's parts beside the whole."""
    found: list[str] = []
    for word in _WORD.findall(plain(text)):
        whole = _joined(word)
        if whole not in STOPWORDS:
            found.append(_stem(whole))
        parts = re.split(r"[-./&]", word)
        if len(parts) > 1:
            found += [_stem(part) for part in parts if len(part) > 2 and part not in STOPWORDS]
    return found


def stem(word: str) -> str:
    """The stem of one folded word."""
    return _stem(word)


def _joined(word: str) -> str:
    return re.sub(r"[-'./&]", "", re.sub(r"'s$", "", word))


@lru_cache(maxsize=100_000)
def _stem(word: str) -> str:
    return str(_stemmer().stemWord(word))


@lru_cache(maxsize=1)
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("english")
