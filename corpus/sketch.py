"""A report's words as a small sketch from which it is told how much of two reports is the same."""

import re
import zlib
from collections.abc import Sequence
from itertools import islice

from corpus.types import Report

SHINGLE = 8
"""Words in a row that count as one piece of text: shorter ones are shared by all reports of an inspectorate."""
SIZE = 128
"""Numbers kept of a report: the share of two reports' text that is the same is known to about four points."""
_WORD = re.compile(r"[a-z0-9]+")

Sketch = tuple[int, ...]
"""The smallest hashes of a report's shingles, ascending (Broder's bottom-k sketch)."""


def sketch(report: Report) -> Sketch:
    """The sketch of a report's running text, headings, tables and footnotes left out: those differ by format."""
    texts = (block.content.text for _, section in report.walk() for block in section.blocks if block.table is None)
    return sketch_of_text(" ".join(texts))


def sketch_of_text(text: str) -> Sketch:
    """The sketch of any text; case, punctuation, spaces and hyphens make no difference."""
    words = _WORD.findall(text.lower())
    last = max(len(words) - SHINGLE + 1, 1 if words else 0)
    hashes = {zlib.crc32(" ".join(words[at : at + SHINGLE]).encode()) for at in range(last)}
    return tuple(islice(sorted(hashes), SIZE))


def resemblance(first: Sequence[int], second: Sequence[int]) -> float:
    """The share of the two texts' shingles that both have, in [0, 1]; 0 where either has none."""
    if not first or not second:
        return 0.0
    both = set(first) & set(second)
    smallest = sorted({*first, *second})[:SIZE]
    return sum(one in both for one in smallest) / len(smallest)
