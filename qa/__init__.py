"""Questions answered from inspection reports: `ask` is the front door."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from qa.questions import QuestionError
from qa.types import Answer, Citation, Suggestion

if TYPE_CHECKING:
    from index.types import IndexedReport
    from qa.engine import Engine

__all__ = ["Answer", "Citation", "QuestionError", "Suggestion", "ask", "prepare", "reports"]


def ask(question: str, history: Sequence[str] = (), report: str | Sequence[str] | None = None) -> Answer:
    """Answer a question in the reports' own words.

    `history` is the earlier questions of the conversation, oldest first. `report` restricts the answer to one report
    id or several. The first call loads the models and builds the index if there is none; `prepare` does so ahead.
    Safe to call from several threads.

    Raises QuestionError for a question that cannot be asked (empty, too long, not in words), IndexProblem for an
    unknown report or an index that cannot be built, CorpusError when there is no report to read.
    """
    return default_engine().ask(question, history, report)


def prepare(progress: Callable[[str], None] | None = None) -> None:
    """Build or refresh the index if it must be, and load the models; `progress` is told what is going on."""
    default_engine().prepare(progress)


def reports() -> "tuple[IndexedReport, ...]":
    """The reports that are indexed."""
    return default_engine().reports()


@lru_cache(maxsize=1)
def default_engine() -> "Engine":
    """The one engine of this process, with the settings of the environment."""
    # Imported here: PyTorch takes seconds, and `import qa` should not.
    from corpus.settings import Settings  # noqa: PLC0415
    from qa.engine import Engine  # noqa: PLC0415

    return Engine(Settings.from_environment())
