"""What the page works with: the engine as it sees it, the reports by name, and one turn of a conversation."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from corpus.types import Passage
from index.types import IndexedReport
from qa.types import Answer

SURE = 0.8
"""Confidence from which the page says "says" of a report rather than "suggests", and a follow-up is worth offering.

Confidence is fitted to be the share of right ones among all answers given at it; qa/tuning.py has how well it is.
"""


class Changed(Protocol):
    """What came of adding or removing reports, in sentences for the user."""

    @property
    def problems(self) -> tuple[str, ...]:
        """One sentence for each file that could not be read."""

    @property
    def notes(self) -> tuple[str, ...]:
        """One sentence for each thing that was noticed."""


class Engine(Protocol):
    """What the page needs of the assistant: the module `qa`, or a stand-in for it in tests."""

    def ask(self, question: str, history: Sequence[str] = (), report: str | Sequence[str] | None = None) -> Answer:
        """The answer to one question."""

    def prepare(self, progress: Callable[[str], None] | None = None) -> None:
        """Make ready to answer: index and models."""

    def reports(self) -> tuple[IndexedReport, ...]:
        """The reports that can be asked."""

    def passages(self, report: str) -> tuple[Passage, ...]:
        """The text of one report in reading order."""

    def add(self, files: Sequence[Path], progress: Callable[[str], None] | None = None) -> Changed:
        """Add reports."""

    def remove(self, ids: Sequence[str], progress: Callable[[str], None] | None = None) -> Changed:
        """Remove reports."""


@dataclass(frozen=True)
class Files:
    """What the page reads and writes itself: the folder of reports, and the file for what people say of answers."""

    reports: Path
    feedback: Path


@dataclass(frozen=True)
class Shelf:
    """What the page calls the reports: titles and publishers by report id, in the order of the index."""

    titles: Mapping[str, str]
    publishers: Mapping[str, str]

    @staticmethod
    def of(reports: Sequence[IndexedReport]) -> "Shelf":
        """The shelf that holds these reports."""
        return Shelf({one.id: one.facts.title for one in reports}, {one.id: one.facts.publisher for one in reports})


EMPTY_SHELF = Shelf({}, {})


@dataclass(frozen=True)
class Turn:
    """One question as typed and what is shown beneath it.

    `history` is what was asked before it, `only` the id of the one report it was put to ("" for all). `answer` is None
    while it is waited for and where there was a problem; `body` is the HTML in either case.
    """

    question: str
    body: str
    history: tuple[str, ...] = ()
    only: str = ""
    answer: Answer | None = None
