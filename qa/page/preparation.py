"""The engine getting ready in the background, while the page is already there."""

import logging
import sys
import threading
from collections.abc import Callable

from corpus.types import CorpusError
from index.types import IndexProblem
from qa.page.line import Crowded
from qa.page.markup import sendable
from qa.page.types import Engine
from qa.questions import QuestionError

log = logging.getLogger("app")

SOMETHING_WENT_WRONG = "Something went wrong on this side. Please try again, or put it in other words."


class Preparation:
    """Loads the engine in a thread of its own and says what it is doing."""

    def __init__(self, engine: Engine, tell: Callable[[str], None]) -> None:
        self.doing = "Getting ready to answer"
        self.problem = ""
        self._engine = engine
        self._tell = tell
        self._finished = threading.Event()

    @property
    def finished(self) -> bool:
        """Whether the engine is ready, or has failed to get ready."""
        return self._finished.is_set()

    def start(self) -> "Preparation":
        """Begin; called once the page is served, for loading the models would hold that up."""
        threading.Thread(target=self._run, name="prepare", daemon=True).start()
        return self

    def wait(self) -> None:
        """Wait until it is finished."""
        self._finished.wait()

    def _run(self) -> None:
        try:
            self._engine.prepare(self._note)
        except Exception as error:
            # A question asked now meets the same problem, and its asker reads it.
            log_unexpected(error)
            self.problem = plain_sentence(error)
        finally:
            self._finished.set()

    def _note(self, doing: str) -> None:
        # The terminal sees every step; the page only that this may take longer than usual.
        if doing.startswith("building"):
            self.doing = "Reading the reports into the index: this takes a few minutes the first time"
        elif doing.startswith("loading"):
            self.doing = "Getting ready to answer"
        self._tell(doing)


def plain_sentence(error: BaseException) -> str:
    """What to tell a user about an error: its own sentence where it was written for users, else a general one."""
    # It may repeat what was sent, with a lone half of a character that cannot be sent back.
    return sendable(str(error)) if _for_users(error) else SOMETHING_WENT_WRONG


def log_unexpected(error: BaseException) -> None:
    """Log an error of which the user reads only that something went wrong."""
    if not _for_users(error):
        log.error("unexpected error", exc_info=error)


def _for_users(error: BaseException) -> bool:
    # Importing the reader brings PyTorch, which takes seconds; a module never imported has raised nothing.
    reader = sys.modules.get("qa.reader.reader")
    return isinstance(
        error, (QuestionError, CorpusError, IndexProblem, Crowded, *([reader.ReaderProblem] if reader else []))
    )
