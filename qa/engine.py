"""The assistant as one object: loads the models, follows the snapshot being served, takes questions in turn."""

import logging
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from corpus.settings import Settings
from corpus.types import CorpusError, Passage
from index.build import Built, build, made_otherwise, staleness
from index.changes import add_reports, remove_reports
from index.embedder import Embedder, load_embedder
from index.progress import Progress, silent
from index.search import Searcher
from index.snapshot import Snapshot, current_name, load, load_current
from index.types import IndexBusy, IndexedReport, IndexProblem
from qa.answering import Assistant, Considered, consider, not_said, understand, unframed, way_of
from qa.comparison import compare, comparison
from qa.followup import FURTHEST
from qa.grades_apart import graded_apart
from qa.numbered import numbered_paragraph
from qa.own_answers import answer_of_itself
from qa.questions import QuestionError, checked
from qa.reader.reader import Reader, load_reader
from qa.routing import among
from qa.tuning import CONFIDENCE, TUNING, ConfidenceWeights, Tuning
from qa.turns import TakingTurns
from qa.types import Answer

log = logging.getLogger(__name__)

LONGEST_BUILD = 3600.0
"""Seconds to wait for another process that builds the first index."""
AT_ONCE = 1.0
"""Seconds that a question waits for a new snapshot; after that it is answered from the one before."""


class Engine:
    """The assistant: a reader, an embedder and the snapshot being served. Safe to use from several threads."""

    def __init__(self, settings: Settings, tuning: Tuning = TUNING, confidence: ConfidenceWeights = CONFIDENCE) -> None:
        self._settings = settings
        self._tuning = tuning
        self._confidence = confidence
        self._loading = threading.Lock()
        self._changing = threading.Lock()
        self._following = threading.Lock()
        self._unsound: str | None = None
        # One thread computes for all: each thread of PyTorch's brings its own helpers, and several such teams on the
        # same cores are slower than one. Questions are taken in the order in which they came.
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="answering")
        self._reader: Reader | None = None
        self._embedder: Embedder | None = None
        self._searcher: Searcher | None = None

    def prepare(self, progress: Progress | None = None) -> None:
        """Build or refresh the index if it must be, and load the models. Does nothing the second time.

        Raises CorpusError, IndexProblem or ReaderProblem.
        """
        tell = progress or silent
        with self._loading:
            embedder = self._with_embedder(tell)
            if self._searcher is None:
                self._searcher = self._open(embedder, tell)
            if self._reader is None:
                tell("loading the reader")
                self._reader = load_reader(self._settings.reader)

    def reports(self) -> tuple[IndexedReport, ...]:
        """The reports that are indexed, in the order of their ids."""
        return self._ready()[0].snapshot.manifest.reports

    def passages(self, report: str) -> tuple[Passage, ...]:
        """The passages of one report in reading order; none for a report that is not indexed."""
        return self._ready()[0].snapshot.passages_of(report)

    def add(self, files: Sequence[Path], progress: Progress | None = None) -> Built:
        """Add reports, index them and serve the new snapshot (see `qa.add`)."""
        return self._change(lambda embedder, tell: add_reports(self._settings, embedder, files, tell), progress)

    def remove(self, ids: Sequence[str], progress: Progress | None = None) -> Built:
        """Remove reports and serve the index of the others (see `qa.remove`)."""
        return self._change(lambda embedder, tell: remove_reports(self._settings, embedder, ids, tell), progress)

    def ask(self, question: str, history: Sequence[str] = (), report: str | Sequence[str] | None = None) -> Answer:
        """Answer a question (see `qa.ask`)."""
        return self.consider(question, history, report).answer

    def consider(
        self, question: str, history: Sequence[str] = (), report: str | Sequence[str] | None = None
    ) -> Considered:
        """Answer a question and keep what was looked at."""
        asked, earlier = checked(question), _last_asked(history)
        only = [report] if isinstance(report, str) else report
        # Made ready on this thread: a build that waits for one that adds reports must not hold the worker it needs.
        assistant = Assistant(*self._ready(), self._tuning, self._confidence)
        return self._worker.submit(self._answer, assistant, asked, earlier, only).result()

    @staticmethod
    def _answer(assistant: Assistant, asked: str, history: Sequence[str], only: Sequence[str] | None) -> Considered:
        searcher = assistant.searcher
        reports = searcher.snapshot.manifest.reports
        open_to = among(reports, only)
        understood = understand(searcher, asked, history)
        mended, whole = understood.mended, understood.understood
        way = way_of(searcher, understood, only)
        if way.refusal:
            return not_said(assistant, mended, way.refusal)
        # A paragraph is asked for as it was typed: "para" is no slip.
        itself = answer_of_itself(assistant, mended, way.only, open_to, history) or numbered_paragraph(
            assistant, asked, way.only, open_to, history
        )
        if itself:
            return itself
        compared = comparison(mended, open_to, follows=whole != mended)
        meant = among(open_to, way.only)
        if whole == mended and (grades := graded_apart(assistant, mended, meant, compared)):
            return grades
        if compared:
            return compare(assistant, compared, mended, way.only, reports)
        considered = consider(assistant, *unframed(searcher, asked, history, understood, way, only))
        return replace(considered, answer=replace(considered.answer, question=whole))

    def _open(self, embedder: Embedder, tell: Progress) -> Searcher:
        """A searcher over a fresh index; over the one before where that is sound and a new one cannot be made now."""
        try:
            return self._fresh(embedder, tell)
        except (CorpusError, IndexProblem) as problem:
            before = self._before(embedder)
            if before:
                tell(f"answering from the index before: {problem}")
                return before
            if not isinstance(problem, IndexBusy):
                raise
        tell("waiting for another process that is building the index")
        return self._fresh(embedder, tell, LONGEST_BUILD)

    def _fresh(self, embedder: Embedder, tell: Progress, wait: float = 0.0) -> Searcher:
        """A searcher over an index of the reports as they are, built if it must be."""
        why = staleness(self._settings)
        if not why:
            try:
                return self._load(embedder)
            except IndexProblem as problem:
                why = str(problem)
        tell(f"building the index: {why}")
        built = build(self._settings, embedder, tell, wait)
        for problem_with_a_file in built.problems:
            tell(f"left out: {problem_with_a_file}")
        return self._load(embedder)

    def _before(self, embedder: Embedder) -> Searcher | None:
        """A searcher over the index as it is, where only its reports are out of date."""
        try:
            return self._load(embedder)
        except IndexProblem:
            return None

    def _load(self, embedder: Embedder) -> Searcher:
        return _searcher(load_current(self._settings.index), embedder)

    def _change(self, change: Callable[[Embedder, Progress], Built], progress: Progress | None) -> Built:
        """Change the reports and serve the new snapshot; one change of this process at a time."""
        tell = progress or silent
        with self._loading:  # no more than the embedder: where there is no report yet, there is no index to prepare
            embedder = self._with_embedder(tell)
        with self._changing:
            built = change(TakingTurns(embedder, self._worker), tell)
            with self._following:
                self._follow(built.name, embedder)
            return built

    def _with_embedder(self, tell: Progress) -> Embedder:
        if self._embedder is None:
            tell("loading the embedder")
            self._embedder = load_embedder(self._settings.embedder)
        return self._embedder

    def _ready(self) -> tuple[Searcher, Reader]:
        """The searcher over the snapshot served now, and the reader; loaded on first use. Never on the worker."""
        if self._searcher is None or self._reader is None or self._embedder is None:
            self.prepare()
        assert self._searcher and self._reader and self._embedder
        if self._new_name(self._searcher.snapshot.name) and self._following.acquire(blocking=False):
            # Loaded beside: questions are answered from the old snapshot meanwhile. A small one is there at once.
            loading = threading.Thread(target=self._follow_and_release, args=(self._embedder,), daemon=True)
            loading.start()
            loading.join(AT_ONCE)
        return self._searcher, self._reader

    def _new_name(self, serving: str) -> str | None:
        """The name of a snapshot that is to be served instead; None when there is none, or none that can be used."""
        try:
            name = current_name(self._settings.index)
        except IndexProblem:
            return None
        return name if name not in {None, serving, self._unsound} else None

    def _follow_and_release(self, embedder: Embedder) -> None:
        try:
            # Read only now: another thread may have come to serve a newer one before this had its turn.
            name = self._new_name(self._searcher.snapshot.name) if self._searcher else None
            if name:
                self._follow(name, embedder)
        finally:
            self._following.release()

    def _follow(self, name: str, embedder: Embedder) -> None:
        """Serve the named snapshot; the one before goes on being served where it cannot be used."""
        if self._searcher and self._searcher.snapshot.name == name:
            return
        try:
            self._searcher = _searcher(load(self._settings.index / "snapshots" / name), embedder)
        except Exception:  # whatever it is, it would happen again with every question
            self._unsound = name
            log.exception("the new snapshot cannot be used; still serving the one before")


def _searcher(snapshot: Snapshot, embedder: Embedder) -> Searcher:
    """A searcher over the snapshot. Raises IndexProblem for one of another embedder or other rules."""
    why = made_otherwise(snapshot.manifest, embedder.fingerprint)
    if not why and snapshot.manifest.dimension != embedder.dimension:
        why = "the embedder has vectors of another length"  # a name on the hub stays when the model behind it changes
    if why:
        raise IndexProblem(f"The index {snapshot.name} cannot be searched: {why}; run `python -m index build`.")
    return Searcher(snapshot, embedder)


def _last_asked(history: Sequence[str]) -> tuple[str, ...]:
    """The last questions of a conversation, as many as a follow-up may go on from, cleaned as the question is."""
    last: list[str] = []
    for question in history[-FURTHEST:]:
        with suppress(QuestionError):  # what could not be asked was not answered: no question goes on from it
            last.append(checked(question))
    return tuple(last)
