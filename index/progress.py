"""Progress of long work on the terminal: one line that is written over."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Progress = Callable[[str], None]
"""Is told in a short phrase what is being done and how far it is."""

TAKING_IN = "taking in passages and sentences:"
"""What is said of embedding, with how many are done behind it: of a report its passages and their sentences are."""

_SELDOM = 30.0
"""Seconds between two lines about that where each stays."""
_SOON = 3.0
"""Seconds of work after which the time left can be told from the pace."""


def silent(message: str) -> None:
    """Progress that nobody sees."""
    del message


def counted(progress: Progress, doing: str, total: int) -> Callable[[int], None]:
    """Tells `progress` how many of `total` are done and, once the pace is known, how long the rest takes."""
    began = time.monotonic()

    def tell(done: int) -> None:
        spent = time.monotonic() - began
        left = f", {_roughly(spent / done * (total - done))} left" if done and spent > _SOON and done < total else ""
        progress(f"{doing} {done:,} of {total:,}{left}")

    return tell


def _roughly(seconds: float) -> str:
    """A stretch of time as one says it: seconds in tens, then whole minutes."""
    if seconds < 90:
        return f"about {max(10, round(seconds / 10) * 10)} s"
    return f"about {round(seconds / 60)} min"


@contextmanager
def terminal_progress() -> Iterator[Callable[[str], None]]:
    """A function that shows a phrase on standard error; plain lines where that is not a terminal."""
    live = sys.stderr.isatty()
    said = -_SELDOM

    def show(message: str) -> None:
        nonlocal said
        if live:
            sys.stderr.write(f"\r\033[K{message} …")
        elif not message.startswith(TAKING_IN):
            sys.stderr.write(f"{message} …\n")
        elif time.monotonic() - said >= _SELDOM:
            said = time.monotonic()
            sys.stderr.write(f"{message} …\n")
        sys.stderr.flush()

    try:
        yield show
    finally:
        if live:
            sys.stderr.write("\r\033[K")
            sys.stderr.flush()
