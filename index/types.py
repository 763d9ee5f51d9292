"""The frozen types of the index: hits, what a snapshot is made of, and its manifest."""

from dataclasses import dataclass

from corpus.types import Facts, Passage


class IndexProblem(Exception):
    """An index that cannot be used or built. The message is one sentence that says what to do."""


class IndexBusy(IndexProblem):
    """Another process is changing the index just now."""


@dataclass(frozen=True)
class Hit:
    """A passage that search returned. `score` is the fused score: comparable within one search only."""

    passage: Passage
    score: float


@dataclass(frozen=True)
class IndexedReport:
    """A report as a snapshot knows it.

    `sha256` changes with its file, its format and its stated facts. `sketch` tells how much of its text another
    report shares (see corpus/sketch.py).
    """

    id: str
    facts: Facts
    file_name: str
    sha256: str
    pages: int | None
    passages: int
    sketch: tuple[int, ...] = ()


@dataclass(frozen=True)
class Manifest:
    """What a snapshot was made from: it is served only while all of it still holds.

    `reports` are in the order of their files' names. `parts` names the file of each one by its sha256, `cells` the
    file with the cells of the vectors, "" where there are none. `left_out` maps each file that could not be read to
    its fingerprint.
    """

    format: int
    embedder: str
    passages_version: str
    words_version: str
    dimension: int
    passages: int
    reports: tuple[IndexedReport, ...]
    parts: tuple[str, ...]
    cells: str = ""
    left_out: tuple[tuple[str, str], ...] = ()
