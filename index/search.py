"""Search: a question in, the passages most likely to answer it out.

Dense and lexical search each see half of the evidence: one finds everyday wording, the other names and numbers.
Their scores are standardised over the candidates of both and added (measured on naive passages of the shipped
report: recall@1 .69 against .58 for reciprocal ranks). Dense search looks at whole passages and at their sentences: a
passage on several matters is near to a question on one of them only with that sentence.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import takewhile
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from index.embedder import Embedder
from index.folding import stem, terms
from index.lexical import lexical_scores
from index.snapshot import Snapshot
from index.types import Hit, IndexProblem
from index.vectors import cosines, nearest_rows

CANDIDATES = 100
NEAREST_VECTORS = 300
"""How many passages lexical search puts forward, and from how many vectors dense search takes its passages."""

DENSE_WEIGHT = 0.85
SENTENCE_WEIGHT = 0.65
"""Shares of the dense score in the sum, and of the best sentence in the dense score. Chosen on the `tune` half of
tests/quality and the domain `dev` questions (recall@5/10, dev: words only .836/.907; with 0.8 and 0.5 .960/.989, with
these .968/.987; everyday wording .894 and .924 among the first five)."""

DENSE_ACROSS = 0.7
REPORT_WEIGHT = 0.1
"""Where several reports are searched: the share of the dense score (words, names before all, tell reports apart that
are alike in matter), and what one standard deviation of a report's mean BM25 score counts. Questions that name no
report, with 51 indexed, recall@5: `tune` .83 to .86, domain `dev` .607 to .650; those naming a place .926 to .931."""

ELSEWHERE = 1.0
"""What a passage loses whose section says a name that is searched for, but whose report is on something else. Domain
`dev` questions with the place put in, recall@5: .931 without such passages and with these, .928 at 0.25 and 0.5."""

REPETITION = 0.05
"""What a passage that repeats another one loses, so that the running text comes first when both say it."""

_NO_LOSSES: Mapping[str, float] = MappingProxyType({})


class Searcher:
    """Search over one snapshot. Its state never changes: safe to use from several threads."""

    def __init__(self, snapshot: Snapshot, embedder: Embedder, dense_weight: float = DENSE_WEIGHT) -> None:
        self.snapshot = snapshot
        self._embedder = embedder
        self._dense_weight = dense_weight
        self.wording = snapshot.wording
        self._rows = {report: np.arange(place.start, place.stop) for report, place in snapshot.places.items()}
        self._report_of = [report for report, place in snapshot.places.items() for _ in place]

    def mend(self, question: str) -> str:
        """The question with slips mended and undefined abbreviations spelt out, as the reports would say it."""
        return self.wording.mend(question, self._embedder.knows_word)

    def search(
        self,
        question: str,
        k: int,
        reports: Sequence[str] | None = None,
        losses: Mapping[str, float] = _NO_LOSSES,
        names: Sequence[str] = (),
    ) -> tuple[Hit, ...]:
        """The `k` best passages, best first, of all reports or of the given ids; of others what says one of the names.

        `losses` maps ids of reports that are less likely meant to what their passages lose. Raises IndexProblem for
        an id that is not indexed.
        """
        ids = self._ids(reports)
        rows = np.union1d(self._rows_of(ids), self._naming(names))
        if not len(rows):
            return ()
        spelt_out = self.wording.spelt_out(question)
        asked = f"{question} ({spelt_out})" if spelt_out else question
        query = [*terms(asked), *(stem(word) for word in self.wording.compounds(asked))]
        overlap = lexical_scores(
            self.snapshot.lexical, query, rows if len(rows) < len(self.snapshot.passages) else None
        )
        vector = self._embedder.encode([asked])
        chosen = np.union1d(self._nearest(vector, rows), _highest(overlap, rows))
        similarity = self._similarity(vector[0], chosen)
        dense_weight = min(self._dense_weight, DENSE_ACROSS) if len(ids) > 1 else self._dense_weight
        fused = dense_weight * _standardised(similarity) + (1 - dense_weight) * _standardised(overlap[chosen])
        of_report = self._of_reports(overlap, ids, losses)
        fused += np.array([of_report.get(self._report_of[row], -ELSEWHERE) for row in chosen])
        fused -= REPETITION * self.snapshot.ranks[chosen]
        order = np.argsort(-fused, kind="stable")[:k]
        return tuple(Hit(self.snapshot.passages[chosen[at]], float(fused[at])) for at in order)

    def _ids(self, reports: Sequence[str] | None) -> tuple[str, ...]:
        ids = tuple(self._rows) if reports is None else tuple(dict.fromkeys(reports))
        unknown = [report for report in ids if report not in self._rows]
        if unknown:
            raise IndexProblem(f"No report called {unknown[0]} is indexed: `python -m index list` shows which are.")
        return ids

    def _rows_of(self, ids: Sequence[str]) -> NDArray[np.int64]:
        if len(ids) == len(self._rows):
            return np.arange(len(self.snapshot.passages))
        return np.concatenate([self._rows[report] for report in ids]) if ids else np.array([], dtype=np.int64)

    def _naming(self, names: Sequence[str]) -> NDArray[np.int64]:
        """The rows of the sections that say one of the names, as names: with a capital."""
        rows = {
            near
            for name in names
            for row in np.flatnonzero(lexical_scores(self.snapshot.lexical, terms(name)))
            if _says(self.snapshot.passages[row].text, name)
            for near in self._of_section(int(row))
        }
        return np.array(sorted(rows), dtype=np.int64)

    def _of_section(self, row: int) -> list[int]:
        """The rows next to each other that are of one section, this one's."""
        own = self.snapshot.passages[row].section
        place = self._rows[self._report_of[row]]
        before = takewhile(lambda at: self.snapshot.passages[at].section == own, range(row - 1, int(place[0]) - 1, -1))
        after = takewhile(lambda at: self.snapshot.passages[at].section == own, range(row + 1, int(place[-1]) + 1))
        return [*before, row, *after]

    def _of_reports(
        self, overlap: NDArray[np.float32], ids: Sequence[str], losses: Mapping[str, float]
    ) -> dict[str, float]:
        """What a passage's score gets for its report: how much of that is on the question, less the report's loss."""
        held = [report for report in ids if len(self._rows[report])]  # an older index may hold one without a passage
        on_question = _standardised(np.array([overlap[self._rows[report]].mean() for report in held]))
        return {
            report: REPORT_WEIGHT * float(share) - losses.get(report, 0.0)
            for report, share in zip(held, on_question, strict=True)
        }

    def _nearest(self, vector: NDArray[np.float32], rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """The passages, among those of `rows`, with the vectors nearest to the question's."""
        starts = self.snapshot.block_starts
        allowed = None
        if len(rows) < len(self.snapshot.passages):
            allowed = _numbers(starts[rows], starts[rows + 1])
        found = nearest_rows(self.snapshot.vectors, vector, NEAREST_VECTORS, allowed)
        return np.unique(np.searchsorted(starts, found, side="right") - 1)

    def _similarity(self, vector: NDArray[np.float32], rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """For each passage the cosine of the question with the whole and with its best sentence, weighed."""
        starts = self.snapshot.block_starts
        each = cosines(self.snapshot.vectors, _numbers(starts[rows], starts[rows + 1]), vector)
        heads = np.cumsum([0, *(starts[rows + 1] - starts[rows])])[:-1]
        best = np.maximum.reduceat(np.delete(each, heads), heads - np.arange(len(heads)))
        weighed = (1 - SENTENCE_WEIGHT) * each[heads] + SENTENCE_WEIGHT * best
        return np.asarray(weighed, dtype=np.float32)


def _says(text: str, name: str) -> bool:
    found = re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE)
    return any(match.group()[0].isupper() for match in found)


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


def _numbers(starts: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.int64]:
    """The numbers from each start to its end, one stretch after the other."""
    lengths = ends - starts
    before = np.cumsum(lengths) - lengths
    return np.repeat(starts - before, lengths) + np.arange(lengths.sum())
