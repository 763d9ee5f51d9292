"""Questions answered from inspection reports: `ask` is the front door."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from qa.questions import QuestionError
from qa.types import Answer, Citation, Suggestion

if TYPE_CHECKING:
    from corpus.types import Passage
    from index.build import Built
    from index.types import IndexedReport
    from qa.engine import Engine

__all__ = [
    "Answer",
    "Citation",
    "QuestionError",
    "Suggestion",
    "add",
    "ask",
    "passages",
    "prepare",
    "remove",
    "reports",
]


def ask(question: str, history: Sequence[str] = (), report: str | Sequence[str] | None = None) -> Answer:
    """Answer a question in the reports' own words.

    `history` is the earlier questions of the conversation, oldest first. `report` restricts the answer to one report
    id or several. The first call loads the models and builds the index if there is none; `prepare` does so ahead.
    Safe to call from several threads.

    Raises QuestionError for a question that cannot be asked (empty, too long, not in words), IndexProblem for an
    unknown report or an index that cannot be built, CorpusError when there is no report to read, ReaderProblem when
    the reader cannot be loaded.
    """
    return default_engine().ask(question, history, report)


def prepare(progress: Callable[[str], None] | None = None) -> None:
    """Build or refresh the index if it must be, and load the models; `progress` is told what is going on."""
    default_engine().prepare(progress)


def reports() -> "tuple[IndexedReport, ...]":
    """The reports that are indexed."""
    return default_engine().reports()


def passages(report: str) -> "tuple[Passage, ...]":
    """The text of one indexed report, passage by passage in reading order; () for an unknown report."""
    return default_engine().passages(report)


def add(files: Sequence[Path], progress: Callable[[str], None] | None = None) -> "Built":
    """Add reports and index them; the next question is answered from them too.

    Files that cannot be added are named in the result's `problems`, what was noticed about the others in its `notes`.
    Questions go on being answered meanwhile, from what was indexed before. `progress` is told what is being done.

    Raises CorpusError, and changes nothing, when no file can be added; IndexProblem when another process is changing
    the index or the disk is full.
    """
    return default_engine().add(files, progress)


def remove(ids: Sequence[str], progress: Callable[[str], None] | None = None) -> "Built":
    """Delete reports and index what stays. Raises CorpusError for an unknown id and for all that there are."""
    return default_engine().remove(ids, progress)


@lru_cache(maxsize=1)
def default_engine() -> "Engine":
    """The one engine of this process, with the settings of the environment."""
    # Imported here: PyTorch takes seconds, and `import qa` should not.
    from corpus.settings import Settings, keep_to_this_machine  # noqa: PLC0415

    keep_to_this_machine()
    from qa.engine import Engine  # noqa: PLC0415

    return Engine(Settings.from_environment())
