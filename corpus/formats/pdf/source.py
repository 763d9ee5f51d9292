"""Lays lines out as the source text that all offsets count in, and joins lines into repaired text that maps to it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from corpus.formats.hyphens import Hyphens
from corpus.formats.pdf.lines import Line
from corpus.types import MappedText


@dataclass(frozen=True)
class Source:
    """The source text, where each line stands in it, and the words of the document for mending hyphens."""

    text: str
    starts: Mapping[Line, int]
    hyphens: Hyphens
    notes: frozenset[str]
    """Numbers of the footnotes."""

    def joined(self, lines: Sequence[Line], skip: int = 0) -> MappedText:
        """The lines as running text without footnote marks, without the first `skip` characters of the first."""
        parts: list[MappedText] = []
        for index, line in enumerate(lines):
            if index:
                left_out, between = self.hyphens.seam(lines[index - 1].text, line.text)
                parts[-1] = parts[-1].slice(0, len(parts[-1].text) - left_out)
                parts.append(MappedText.inserted(between))
            parts.append(MappedText.concatenate(self._unmarked(line, skip if index == 0 else 0)))
        return MappedText.concatenate(parts).stripped()

    def _unmarked(self, line: Line, skip: int) -> list[MappedText]:
        start = self.starts[line]
        parts, end = [], skip
        for mark_start, mark_end in line.marks():
            if mark_start < end or not self._is_note(line, mark_start, mark_end):
                continue
            parts.append(MappedText.slice_of(self.text, start + end, start + mark_start))
            end = mark_end
        parts.append(MappedText.slice_of(self.text, start + end, start + len(line.text)))
        return [part for part in parts if part.text]

    def _is_note(self, line: Line, start: int, end: int) -> bool:
        """A raised number is a note's mark unless it is a power, as in m2 of a document without a note 2."""
        numbers = set(re.split(r"[,\s]+", line.text[start:end])) - {""}
        return bool(numbers & self.notes) or not re.search(r"(?:\d|\b[ckm]?m)$", line.text[:start])


def lay_out(pages: Iterable[Sequence[Line]], notes: Iterable[str]) -> Source:
    """The pages' lines in reading order as one text: lines end in a line feed, pages are parted by a form feed."""
    starts: dict[Line, int] = {}
    texts: list[list[str]] = []
    length = 0
    for lines in pages:
        texts.append([])
        for line in dict.fromkeys(lines):
            starts[line] = length
            texts[-1].append(line.text)
            length += len(line.text) + 1
        if not texts[-1]:
            length += 1
    text = "\f".join("\n".join(lines) for lines in texts)
    return Source(text, starts, Hyphens(texts), frozenset(notes))
