"""From question to answer: follow-up, search, read, decide, cite."""

import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from corpus.settings import Settings
from index.build import build, staleness
from index.embedder import Embedder, load_embedder
from index.progress import silent
from index.search import Searcher
from index.snapshot import current_name, load_current
from index.types import Hit, IndexedReport, IndexProblem
from qa.candidates import Candidate, rank, same_answer
from qa.cite import cite, suggest
from qa.confidence import Evidence, gather, probability
from qa.followup import stand_alone, to_read
from qa.lists import items_of
from qa.questions import QuestionKind, checked, kind_of
from qa.reader.reader import Reader, load_reader
from qa.tables import TableAnswer, answer_from_tables
from qa.tuning import CONFIDENCE, TUNING, ConfidenceWeights, Tuning
from qa.types import Answer, Citation

log = logging.getLogger(__name__)

Progress = Callable[[str], None]

NOT_FOUND = "The reports do not say."


@dataclass(frozen=True)
class Considered:
    """All that was looked at for one question: what evaluations need beside the answer."""

    question: str
    hits: tuple[Hit, ...]
    candidates: tuple[Candidate, ...]
    evidence: Evidence | None
    answer: Answer


class Engine:
    """The assistant: a reader, an embedder and the snapshot being served. Safe to use from several threads."""

    def __init__(self, settings: Settings, tuning: Tuning = TUNING, confidence: ConfidenceWeights = CONFIDENCE) -> None:
        self._settings = settings
        self._tuning = tuning
        self._confidence = confidence
        self._loading = threading.Lock()
        self._reader: Reader | None = None
        self._embedder: Embedder | None = None
        self._searcher: Searcher | None = None

    def prepare(self, progress: Progress | None = None) -> None:
        """Build or refresh the index if it must be, and load the models. Does nothing the second time.

        Raises CorpusError, IndexProblem or ReaderProblem.
        """
        tell = progress or silent
        with self._loading:
            if self._embedder is None:
                tell("loading the embedder")
                self._embedder = load_embedder(self._settings.embedder)
            if self._searcher is None:
                why = staleness(self._settings)
                if why:
                    tell(f"building the index: {why}")
                    for problem in build(self._settings, self._embedder, tell).problems:
                        tell(f"left out: {problem}")
                self._searcher = Searcher(load_current(self._settings.index), self._embedder)
            if self._reader is None:
                tell("loading the reader")
                self._reader = load_reader(self._settings.reader)

    def reports(self) -> tuple[IndexedReport, ...]:
        """The reports that are indexed, in the order of their ids."""
        return self._ready()[0].snapshot.manifest.reports

    def ask(self, question: str, history: Sequence[str] = (), report: str | Sequence[str] | None = None) -> Answer:
        """Answer a question (see `qa.ask`)."""
        return self.consider(question, history, report).answer

    def consider(
        self, question: str, history: Sequence[str] = (), report: str | Sequence[str] | None = None
    ) -> Considered:
        """Answer a question and keep what was looked at."""
        asked = checked(question)
        searcher, reader = self._ready()
        reports = {indexed.id: indexed for indexed in searcher.snapshot.manifest.reports}
        only = [report] if isinstance(report, str) else report
        mended, earlier = searcher.mend(asked), [searcher.mend(one) for one in history if one.strip()]
        understood = stand_alone(mended, earlier)
        hits = searcher.search(understood, self._tuning.searched, only)
        kind = kind_of(mended)
        # A follow-up leaves out what kind of figure it wants: no ground to pick a cell on.
        if kind != "yes_no" and understood == mended:
            table = answer_from_tables(understood, (hit.passage for hit in hits), reports, searcher.wording)
            if table:
                return Considered(understood, hits, (), None, self._table_answer(understood, table, reports))
        read = hits[: self._tuning.passages]
        # The innermost heading only: under whole paths, which its training had not, the reader finds less.
        readings = reader.read(to_read(mended, earlier), [(hit.passage.section[-1], hit.passage.text) for hit in read])
        candidates = rank(read, readings, self._tuning)
        candidates = [one for one in candidates if not _loose_figure(one) and not _is_asked(one)]
        if not candidates:
            return Considered(understood, hits, (), None, self._not_found(understood, hits, reports, 0.0))
        best = candidates[0]
        evidence = gather(understood, best, candidates, reports[best.passage.report])
        confidence = probability(evidence, self._confidence)
        if confidence < self._tuning.threshold:
            answer = self._not_found(understood, hits, reports, confidence)
        else:
            answer = self._found(understood, kind, candidates, confidence, reports)
        return Considered(understood, hits, tuple(candidates), evidence, answer)

    def _ready(self) -> tuple[Searcher, Reader]:
        """The searcher over the snapshot served now, and the reader; loaded on first use."""
        if self._searcher is None or self._reader is None or self._embedder is None:
            self.prepare()
        assert self._searcher and self._reader and self._embedder
        name = current_name(self._settings.index)
        if name and name != self._searcher.snapshot.name and self._loading.acquire(blocking=False):
            # One question takes on loading the new snapshot; the others are answered from the old one meanwhile.
            try:
                self._searcher = Searcher(load_current(self._settings.index), self._embedder)
            except IndexProblem:
                log.exception("the new snapshot cannot be loaded; still serving %s", self._searcher.snapshot.name)
            finally:
                self._loading.release()
        return self._searcher, self._reader

    def _not_found(
        self, question: str, hits: Sequence[Hit], reports: Mapping[str, IndexedReport], confidence: float
    ) -> Answer:
        nearby = tuple(suggest(hit, reports) for hit in hits[: self._tuning.nearby])
        return Answer(question, False, "", "none", confidence, nearby=nearby, message=NOT_FOUND)

    def _found(
        self,
        question: str,
        kind: QuestionKind,
        candidates: Sequence[Candidate],
        confidence: float,
        reports: Mapping[str, IndexedReport],
    ) -> Answer:
        best = candidates[0]
        citation = cite(best.passage, best.start, best.end, reports)
        agreeing, others = self._elsewhere(candidates, reports)
        if kind == "yes_no" and best.yes is not None and abs(best.yes) >= self._tuning.verdict:
            verdict = "Yes" if best.yes > 0 else "No"
            return Answer(question, True, verdict, "yes_no", confidence, citations=(citation,))
        items = items_of(best, question, wanted=kind == "list")
        if items:
            texts = tuple(best.passage.text[start:end] for start, end in items)
            whole = cite(best.passage, items[0][0], items[-1][1], reports)
            return Answer(
                question,
                True,
                "; ".join(texts),
                "list",
                confidence,
                items=texts,
                citations=(whole, *agreeing),
                others=others,
            )
        return Answer(
            question, True, citation.answer_text, "span", confidence, citations=(citation, *agreeing), others=others
        )

    def _elsewhere(
        self, candidates: Sequence[Candidate], reports: Mapping[str, IndexedReport]
    ) -> tuple[tuple[Citation, ...], tuple[Citation, ...]]:
        """Citations of other passages that say the same as the best candidate, and of those that answer differently."""
        best, agreeing, others = candidates[0], [], []
        seen = [best]
        for candidate in candidates[1:]:
            if candidate.margin <= self._tuning.other_margin or candidate.passage is best.passage:
                continue
            if candidate.meaning == best.meaning:
                agreeing.append(candidate)
            elif not any(same_answer(candidate, earlier) for earlier in seen):
                others.append(candidate)
                seen.append(candidate)
        agreeing, others = agreeing[: self._tuning.others], others[: self._tuning.others]
        return (
            tuple(cite(candidate.passage, candidate.start, candidate.end, reports) for candidate in agreeing),
            tuple(cite(candidate.passage, candidate.start, candidate.end, reports) for candidate in others),
        )

    def _table_answer(self, question: str, table: TableAnswer, reports: Mapping[str, IndexedReport]) -> Answer:
        citation = cite(table.passage, table.cell.start, table.cell.end, reports)
        return Answer(
            question, True, citation.answer_text, "table", self._tuning.table_confidence, citations=(citation,)
        )


def _is_asked(candidate: Candidate) -> bool:
    """Whether the candidate stands in a question of the report itself, which says nothing."""
    around = candidate.passage.sentences_around(candidate.start, candidate.end)
    return candidate.passage.text[: around[-1].end].rstrip(" ’”'\"").endswith("?")


def _loose_figure(candidate: Candidate) -> bool:
    """Whether the candidate is a figure out of a table, which only its labels may pick out."""
    return candidate.passage.table is not None and any(char.isdigit() for char in candidate.text)
