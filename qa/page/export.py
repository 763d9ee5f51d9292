"""A conversation turned into a Markdown document with its citations."""

import re
from collections.abc import Sequence

from qa.page.records import Record
from qa.page.render import copied_citation
from qa.page.types import Shelf
from qa.types import Answer, Citation

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$&!])")
_OPENING = re.compile(r"^(\d*)([-+=:.)])")


def markdown(records: Sequence[Record], shelf: Shelf) -> str:
    """The document: a heading and a paragraph a question, each quote with its place."""
    parts = ["# Questions and answers", *(_turn(record, shelf) for record in records)]
    parts.append("*Answers are quoted from the reports. Check the quote before you rely on one.*")
    return "\n\n".join(parts) + "\n"


def _turn(record: Record, shelf: Shelf) -> str:
    answer = record.answer
    parts = ["## " + _plain(record.question)]
    if answer.question != record.question:
        parts.append(f"Understood as: {_plain(answer.question)}")
    parts.append(_short(answer) if answer.found else "**The reports do not say.**")
    parts += [_quoted(citation, shelf) for citation in answer.citations]
    if answer.message.strip(" .") not in {"", "The reports do not say"}:
        parts.append(_plain(answer.message))
    if answer.others:
        parts += ["Other readings:", *(_quoted(citation, shelf) for citation in answer.others)]
    return "\n\n".join(parts)


def _short(answer: Answer) -> str:
    if answer.kind == "comparison" and len(answer.items) == len(answer.citations):
        pairs = zip(answer.citations, answer.items, strict=True)
        return "\n".join(f"- {_plain(citation.title)}: **{_plain(item)}**" for citation, item in pairs)
    if answer.items:
        return "\n".join(f"- **{_plain(item)}**" for item in answer.items)
    return f"**{_plain(answer.text)}**"


def _quoted(citation: Citation, shelf: Shelf) -> str:
    lines = [f"> {_plain(line)}" if line.strip() else ">" for line in citation.quote.splitlines()]
    return "\n>\n".join(["  \n".join(lines), f"> — {_plain(copied_citation(citation, shelf))}"])


def _plain(words: str) -> str:
    """Words that Markdown shows as they stand: its marks escaped, on one line."""
    line = _SPECIAL.sub(r"\\\1", " ".join(words.split()))
    return _OPENING.sub(r"\1\\\2", line)
