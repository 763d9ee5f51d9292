"""Mends words and addresses that line breaks have damaged."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from corpus.structure.lines import Line, Margin
from corpus.types import MappedText

SPACE = MappedText.inserted(" ")
_GLUED = 1.3
_HYPHEN = MappedText.inserted("-")
_HYPHENATED = re.compile(r"(?<![^\W_])([^\W_]++)-(?=([^\W_]+))")
_WORD = re.compile(r"(?<![^\W_])[^\W_]{6,50}+(?![^\W_])")
"""A word that may be two; a longer run of letters is none."""
_BROKEN_WORD = re.compile(r"[^\W\d_]+-$")
_ADDRESS_END = re.compile(r"(?:https?://|www\.)\S*[\w/_-]$", re.IGNORECASE)
_ADDRESS_REST = re.compile(r"[\w%-]*[._/][\w./_%#?=&-]*\w")
_FILE_END = re.compile(r"(?:\.(?:pdf|html?|docx?|xlsx?|csv|aspx?|php)|/)$", re.IGNORECASE)


def restore_lost_hyphens(lines: Sequence[Line], margin: Margin) -> tuple[Line, ...]:
    """The lines; where two print lines were glued into one, with the hyphen that was lost between them.

    Only a line much wider than the margin was glued, and only a hyphenated form that the document prints elsewhere
    is restored: "reoffending" stays a word. A second look finds forms that the first one restored.
    """
    for _ in range(2):
        printed = _hyphenated(lines)
        lines = [
            replace(line, content=_with_hyphen(line.content, printed)) if margin.measure(line.text) > _GLUED else line
            for line in lines
        ]
    return tuple(lines)


def _hyphenated(lines: Sequence[Line]) -> Mapping[str, set[str]]:
    """The words before hyphens, each with the words after it."""
    printed: dict[str, set[str]] = {}
    for line in lines:
        for match in _HYPHENATED.finditer(line.text.casefold()):
            printed.setdefault(match[1], set()).add(match[2])
    return printed


def _with_hyphen(content: MappedText, printed: Mapping[str, set[str]]) -> MappedText:
    """The text with a hyphen in the first word that the document prints with one."""
    for word in _WORD.finditer(content.text):
        for cut in range(word.start() + 3, word.end() - 2):
            before, after = content.text[word.start() : cut].casefold(), content.text[cut : word.end()].casefold()
            if any(form.startswith(after) for form in printed.get(before, ())):
                return MappedText.concatenate([content.slice(0, cut), _HYPHEN, content.slice(cut, len(content.text))])
    return content


def join_lines(lines: Sequence[MappedText]) -> MappedText:
    """The lines as running text: a space between two, none inside a hyphenated word or an address."""
    parts: list[MappedText] = []
    for line in lines:
        if parts and not _continues_word(parts[-1].text, line.text):
            parts.append(SPACE)
        parts.append(line)
    return MappedText.concatenate(parts)


def _continues_word(line: str, following: str) -> bool:
    last, first = line.rsplit(maxsplit=1)[-1], following.split(maxsplit=1)[0]
    if _BROKEN_WORD.search(last):
        return first[0].islower()
    return bool(_ADDRESS_END.search(last) and not _FILE_END.search(last) and _ADDRESS_REST.match(first))
