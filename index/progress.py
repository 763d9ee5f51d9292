"""Progress of long work on the terminal: one line that is written over."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


def silent(message: str) -> None:
    """Progress that nobody sees."""
    del message


@contextmanager
def terminal_progress() -> Iterator[Callable[[str], None]]:
    """A function that shows a phrase on standard error; plain lines where that is not a terminal."""
    live = sys.stderr.isatty()

    def show(message: str) -> None:
        if live:
            sys.stderr.write(f"\r\033[K{message} …")
        elif not message.startswith("embedding text"):
            sys.stderr.write(f"{message} …\n")
        sys.stderr.flush()

    try:
        yield show
    finally:
        if live:
            sys.stderr.write("\r\033[K")
            sys.stderr.flush()
