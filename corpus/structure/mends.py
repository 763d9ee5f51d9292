"""Mends words and addresses that line breaks have damaged."""

import re
from collections.abc import Sequence

from corpus.structure.lines import Line, Margin
from corpus.types import MappedText

SPACE = MappedText.inserted(" ")
_HYPHEN = MappedText.inserted("-")
_WORD = re.compile(r"[^\W_]+")
_BROKEN_WORD = re.compile(r"[^\W\d_]+-$")
_ADDRESS_END = re.compile(r"(?:https?://|www\.)\S*[\w/_-]$", re.IGNORECASE)
_ADDRESS_REST = re.compile(r"[\w%-]*[._/][\w./_%#?=&-]*\w")
_FILE_END = re.compile(r"(?:\.(?:pdf|html?|docx?|xlsx?|csv|aspx?|php)|/)$", re.IGNORECASE)


def restore_lost_hyphen(line: Line, margin: Margin, source: str) -> MappedText:
    """The line's text; where two print lines were glued into one, with the hyphen that was lost between them.

    Only a line much wider than the margin was glued, and only a hyphenated form that the document prints elsewhere
    is restored: "reoffending" stays a word.
    """
    content = line.content
    if margin.measure(content.text) < 1.3:
        return content
    printed = source.casefold()
    for word in _WORD.finditer(content.text):
        for cut in range(word.start() + 3, word.end() - 2):
            form = content.text[word.start() : cut] + "-" + content.text[cut : word.end()]
            if re.search(rf"(?<![^\W_]){re.escape(form.casefold())}", printed):
                return MappedText.concatenate(
                    [content.slice(0, cut), _HYPHEN, content.slice(cut, len(content.text))]
                )
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
