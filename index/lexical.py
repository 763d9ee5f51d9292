"""BM25 over passages: words shared by question and passage, rare ones counting most."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.types import Passage
from index.folding import terms

K1 = 1.2
B = 0.6
"""BM25's saturation and length weights (Robertson and Zaragoza, 2009)."""


@dataclass(frozen=True, eq=False)
class Postings:
    """How often which term stands in which of a report's passages, heading path included.

    Column j of `table`, shape (3, number), says: term `table[0, j]` of `terms` stands in passage `table[1, j]`
    `table[2, j]` times. `passages` is how many there are.
    """

    terms: tuple[str, ...]
    table: NDArray[np.int32]
    passages: int


@dataclass(frozen=True, eq=False)
class Lexical:
    """The postings of many reports, sorted by term: those of term number i are `starts[i]` to `starts[i + 1]`.

    `saturation` is what a posting's term counts in its passage, before the term's own weight.
    """

    numbers: dict[str, int]
    starts: NDArray[np.int64]
    passages: NDArray[np.int32]
    saturation: NDArray[np.float32]
    count: int


def postings(passages: Sequence[Passage]) -> Postings:
    """The postings of one report."""
    numbers: dict[str, int] = {}
    columns = [
        (numbers.setdefault(term, len(numbers)), at, times)
        for at, passage in enumerate(passages)
        for term, times in Counter(terms(f"{passage.heading}\n{passage.text}")).items()
    ]
    table = np.array(columns, dtype=np.int32).reshape(-1, 3).T
    return Postings(tuple(numbers), np.ascontiguousarray(table), len(passages))


def build_lexical(parts: Iterable[Postings]) -> Lexical:
    """A BM25 index of the reports' passages, numbered through in the order of the reports."""
    numbers: dict[str, int] = {}
    tables = [np.zeros((3, 0), dtype=np.int32)]
    count = 0
    for part in parts:
        own = np.array([numbers.setdefault(term, len(numbers)) for term in part.terms], dtype=np.int32)
        term, passage, times = part.table
        tables.append(np.stack([own[term], passage + count, times]).astype(np.int32))
        count += part.passages
    term, passage, times = np.concatenate(tables, axis=1)
    lengths = np.bincount(passage, weights=times, minlength=count)
    average = lengths.mean() if lengths.any() else 1.0
    norms = K1 * (1 - B + B * lengths / average)
    order = np.argsort(term, kind="stable")
    passage, times = passage[order], times[order]
    starts = np.concatenate([[0], np.cumsum(np.bincount(term, minlength=len(numbers)))])
    saturation = (times / (times + norms[passage])).astype(np.float32)
    return Lexical(numbers, starts.astype(np.int64), passage, saturation, count)


def lexical_scores(index: Lexical, query: Sequence[str], rows: NDArray[np.int64] | None = None) -> NDArray[np.float32]:
    """The BM25 score (passages,) of every passage for the query's terms: 0 where none is shared.

    A term is as rare as it is among the passages of `rows`, among all when None: what tells apart the passages of one
    report need not be rare in the others.
    """
    scores = np.zeros(index.count, dtype=np.float32)
    counts = np.ones(index.count, dtype=bool) if rows is None else np.isin(np.arange(index.count), rows)
    among = np.count_nonzero(counts)
    for number in [index.numbers[term] for term in query if term in index.numbers]:
        start, end = index.starts[number : number + 2]
        passages = index.passages[start:end]
        having = np.count_nonzero(counts[passages])
        rarity = np.log(1 + (among - having + 0.5) / (having + 0.5))
        scores[passages] += np.float32(rarity) * index.saturation[start:end]
    return scores
