"""Search: a question in, the passages most likely to answer it out.

Dense and lexical search each see half of the evidence: one finds everyday wording, the other names and numbers.
Their scores are standardised over the candidates of both and added (measured on naive passages of the shipped
report: recall@1 .69 against .58 for reciprocal ranks). Dense search looks at whole passages and at their sentences: a
passage on several matters is near to a question on one of them only with that sentence.
"""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from corpus.types import Passage
from index.embedder import Embedder
from index.folding import stem, terms
from index.lexical import lexical_scores
from index.snapshot import Snapshot
from index.types import Hit, IndexProblem
from index.vectors import nearest_rows, rows_of
from index.wording import learn

CANDIDATES = 100
NEAREST_VECTORS = 300
"""How many passages lexical search puts forward, and from how many vectors dense search takes its passages."""

DENSE_WEIGHT = 0.85
SENTENCE_WEIGHT = 0.65
"""Shares of the dense score in the sum, and of the best sentence in the dense score. Chosen on the `tune` half of
tests/quality and the domain `dev` questions (recall@5/10, dev: words only .836/.907; with 0.8 and 0.5 .960/.989, with
these .968/.987; everyday wording .894 and .924 among the first five)."""

REPETITION = 0.05
"""What a passage that repeats another one loses, so that the running text comes first when both say it."""


class Searcher:
    """Search over one snapshot. Its state never changes: safe to use from several threads."""

    def __init__(self, snapshot: Snapshot, embedder: Embedder, dense_weight: float = DENSE_WEIGHT) -> None:
        self.snapshot = snapshot
        self._embedder = embedder
        self._dense_weight = dense_weight
        self.wording = learn(passage.text for passage in snapshot.passages)
        self._rows: dict[str, NDArray[np.int64]] = _rows_by_report(snapshot.passages)

    def mend(self, question: str) -> str:
        """The question with slips mended and undefined abbreviations spelt out, as the reports would say it."""
        return self.wording.mend(question, self._embedder.knows_word)

    def search(self, question: str, k: int, reports: Sequence[str] | None = None) -> tuple[Hit, ...]:
        """The `k` best passages, best first, of all reports or of the given ids.

        Raises IndexProblem for an id that is not indexed.
        """
        rows = self._allowed(reports)
        if not len(rows):
            return ()
        spelt_out = self.wording.spelt_out(question)
        asked = f"{question} ({spelt_out})" if spelt_out else question
        query = [*terms(asked), *(stem(word) for word in self.wording.compounds(asked))]
        overlap = lexical_scores(self.snapshot.lexical, query)
        vector = self._embedder.encode([asked])
        chosen = np.union1d(self._nearest(vector, rows), _highest(overlap, rows))
        similarity = self._similarity(vector[0], chosen)
        fused = self._dense_weight * _standardised(similarity) + (1 - self._dense_weight) * _standardised(
            overlap[chosen]
        )
        fused -= REPETITION * np.array([self.snapshot.passages[row].rank for row in chosen])
        order = np.argsort(-fused, kind="stable")[:k]
        return tuple(
            Hit(self.snapshot.passages[chosen[at]], float(fused[at]), float(similarity[at]), float(overlap[chosen[at]]))
            for at in order
        )

    def _allowed(self, reports: Sequence[str] | None) -> NDArray[np.int64]:
        if reports is None:
            return np.arange(len(self.snapshot.passages))
        unknown = [report for report in reports if report not in self._rows]
        if unknown:
            raise IndexProblem(f"No report called {unknown[0]} is indexed: `python -m index list` shows which are.")
        rows = [self._rows[report] for report in dict.fromkeys(reports)]
        return np.concatenate(rows) if rows else np.array([], dtype=np.int64)

    def _nearest(self, vector: NDArray[np.float32], rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """The passages, among those of `rows`, with the vectors nearest to the question's."""
        starts = self.snapshot.block_starts
        allowed = None
        if len(rows) < len(self.snapshot.passages):
            allowed = np.concatenate([np.arange(starts[row], starts[row + 1]) for row in rows])
        found = nearest_rows(self.snapshot.vectors, vector, NEAREST_VECTORS, allowed)
        return np.unique(np.searchsorted(starts, found, side="right") - 1)

    def _similarity(self, vector: NDArray[np.float32], rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """For each passage the cosine of the question with the whole and with its best sentence, weighed."""
        starts = self.snapshot.block_starts
        blocks = [np.arange(starts[row], starts[row + 1]) for row in rows]
        cosines = rows_of(self.snapshot.vectors, np.concatenate(blocks)) @ vector
        heads = np.cumsum([0, *(len(block) for block in blocks[:-1])])
        best = np.array(
            [cosines[head + 1 : head + len(block)].max() for head, block in zip(heads, blocks, strict=True)]
        )
        weighed = (1 - SENTENCE_WEIGHT) * cosines[heads] + SENTENCE_WEIGHT * best
        return np.asarray(weighed, dtype=np.float32)


def _highest(overlap: NDArray[np.float32], rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """The rows that share most words with the question; of equal ones the first."""
    scores = overlap[rows]
    if len(rows) > CANDIDATES:  # sorting all of them would take longer than finding them
        least = np.partition(scores, -CANDIDATES)[-CANDIDATES]
        rows, scores = rows[scores >= least], scores[scores >= least]
    return rows[np.argsort(-scores, kind="stable")[:CANDIDATES]]


def _standardised(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    spread = float(scores.std())
    return (scores - scores.mean()) / spread if spread > 0 else np.zeros_like(scores)


def _rows_by_report(passages: Iterable[Passage]) -> dict[str, NDArray[np.int64]]:
    rows: dict[str, list[int]] = {}
    for row, passage in enumerate(passages):
        rows.setdefault(passage.report, []).append(row)
    return {report: np.array(found, dtype=np.int64) for report, found in rows.items()}
