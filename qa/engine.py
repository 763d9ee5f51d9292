"""The assistant as one object: loads the models, follows the snapshot being served, takes questions in turn."""

import logging
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from corpus.settings import Settings
from index.build import build, staleness
from index.embedder import Embedder, load_embedder
from index.progress import silent
from index.search import Searcher
from index.snapshot import current_name, load_current
from index.types import IndexedReport, IndexProblem
from qa.answering import Assistant, Considered, consider
from qa.questions import checked
from qa.reader.reader import Reader, load_reader
from qa.tuning import CONFIDENCE, TUNING, ConfidenceWeights, Tuning
from qa.types import Answer

log = logging.getLogger(__name__)

Progress = Callable[[str], None]


class Engine:
    """The assistant: a reader, an embedder and the snapshot being served. Safe to use from several threads."""

    def __init__(self, settings: Settings, tuning: Tuning = TUNING, confidence: ConfidenceWeights = CONFIDENCE) -> None:
        self._settings = settings
        self._tuning = tuning
        self._confidence = confidence
        self._loading = threading.Lock()
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
        only = [report] if isinstance(report, str) else report
        return self._worker.submit(self._answer, asked, tuple(history), only).result()

    def _answer(self, asked: str, history: Sequence[str], only: Sequence[str] | None) -> Considered:
        searcher, reader = self._ready()
        return consider(Assistant(searcher, reader, self._tuning, self._confidence), asked, history, only)

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
