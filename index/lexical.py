"""BM25 over passages: words shared by question and passage, rare ones counting most."""

import logging
from collections.abc import Sequence
from pathlib import Path

import bm25s
import numpy as np
from numpy.typing import NDArray

from corpus.types import Passage
from index.folding import terms

K1 = 1.2
B = 0.6
"""BM25's saturation and length weights (Robertson and Zaragoza, 2009)."""

# The library sets its logger to DEBUG by itself.
logging.getLogger("bm25s").setLevel(logging.WARNING)


def build_lexical(passages: Sequence[Passage]) -> bm25s.BM25:
    """A BM25 index of the passages, heading path included."""
    index = bm25s.BM25(k1=K1, b=B)
    # A passage of numbers and stop words only has no terms, which the library does not take.
    index.index([terms(f"{passage.heading}\n{passage.text}") or ["\0"] for passage in passages], show_progress=False)
    return index


def save_lexical(index: bm25s.BM25, folder: Path) -> None:
    """Write the index into a new folder."""
    index.save(str(folder), show_progress=False)


def load_lexical(folder: Path) -> bm25s.BM25:
    """Read the index written by `save_lexical`."""
    return bm25s.BM25.load(str(folder), show_progress=False)


def lexical_scores(index: bm25s.BM25, query: Sequence[str]) -> NDArray[np.float32]:
    """The BM25 score of every passage for the query's terms: 0 where none is shared."""
    known = [term for term in query if term in index.vocab_dict]
    if not known:
        return np.zeros(index.scores["num_docs"], dtype=np.float32)
    return np.asarray(index.get_scores(known), dtype=np.float32)
