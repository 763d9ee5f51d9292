"""Stand-ins for the two models, and the smallest passages, reports and libraries that tests need."""

import re
import zlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.settings import Settings
from corpus.types import Cell, Facts, Kind, MappedText, Passage, Sentence, Table
from corpus.words import word_set
from index.build import build
from index.embedder import Embedder
from index.search import Searcher
from index.snapshot import load_current
from index.types import Hit, IndexedReport
from index.wording import Wording, merged, usage

FAKE_EMBEDDER = "fake-embedder"
"""What QA_EMBEDDER is set to where `BagOfWords` stands in for the model."""

_ENGLISH = word_set("table letter force police officer how many were recorded good under there what who")


class BagOfWords(Embedder):
    """An embedder whose vectors are sums of one fixed random vector a word: near where words are shared.

    `encoded` keeps every text that was embedded.
    """

    def __init__(self, dimension: int = 256, fingerprint: str = FAKE_EMBEDDER) -> None:
        self.dimension, self.fingerprint, self.limit = dimension, fingerprint, 256
        self.encoded: list[str] = []

    def encode(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> NDArray[np.float32]:
        self.encoded += texts
        vectors = np.array([self._vector(text) for text in texts]).reshape(len(texts), self.dimension)
        return vectors.astype(np.float32)

    def word_pieces(self, text: str) -> int:
        return len(re.findall(r"\w+|[^\w\s]", text)) + 2

    def knows_word(self, word: str) -> bool:
        return word in _ENGLISH

    def _vector(self, text: str) -> NDArray[np.float64]:
        seeds = [zlib.crc32(word.encode()) for word in re.findall(r"\w+", text.lower())] or [0]
        total = sum(np.random.default_rng(seed).standard_normal(self.dimension) for seed in seeds)
        return np.asarray(total / np.linalg.norm(total), dtype=np.float64)


def passage(
    text: str,
    report: str = "kent",
    section: Sequence[str] = ("Findings",),
    kind: Kind = Kind.PARAGRAPH,
    rank: int = 0,
    lead: int = 0,
    page: int | None = 1,
) -> Passage:
    """A passage whose lines and sentences are the ones its punctuation shows."""
    spans = [match.span() for match in re.finditer(r"\S(?:[^\n]*?)(?:[.?!](?=\s|$)|(?=\n|$))", text)]
    return Passage(
        report,
        tuple(section),
        MappedText.slice_of(text, 0, len(text)),
        tuple(Sentence(start, end, page) for start, end in spans),
        kind,
        rank=rank,
        lead=lead,
    )


def table_passage(
    caption: str, columns: Sequence[str | Sequence[str]], rows: Mapping[str, Sequence[str]], report: str = "kent"
) -> Passage:
    """A table as the corpus gives it: one line a row, "label: column value; column value"."""
    lines: list[str] = [caption]
    cells: list[Cell] = []
    for label, values in rows.items():
        line = f"{label}:"
        for column, value in zip(columns, values, strict=True):
            labels = (column,) if isinstance(column, str) else tuple(column)
            line += f" {' '.join(labels)} {value};"
            end = len("\n".join([*lines, line])) - 1
            cells.append(Cell((label,), labels, value, end - len(value), end))
        lines.append(line.rstrip(";"))
    text = "\n".join(lines)
    begins = [len("\n".join([*lines[:number], ""])) for number in range(len(lines))]
    sentences = tuple(Sentence(begin, begin + len(line), 1) for begin, line in zip(begins, lines, strict=True))
    return Passage(
        report,
        ("Findings",),
        MappedText.slice_of(text, 0, len(text)),
        sentences,
        Kind.TABLE,
        Table(caption, tuple(cells)),
    )


def wording_of(*texts: str) -> Wording:
    """The wording of a report with these passages."""
    return merged([usage(texts)], texts)


def hit(passage: Passage, score: float = 0.0) -> Hit:
    """A passage as search returns it."""
    return Hit(passage, score)


def indexed(report: str = "kent", body: str = "Kent Police", passages: int = 1, date: str = "2016") -> IndexedReport:
    """A report as a snapshot knows it."""
    return IndexedReport(
        report, Facts(f"Inspection of {body}", "HMIC", body, date), f"{report}.md", "0" * 64, None, passages
    )


KENT = """# Inspection of Kent Police

## Burglary

Kent Police recorded 4,120 burglaries in the year. The force visits every victim of a burglary.

## Staff

The force employs 3,210 police officers.
"""
ESSEX = """# Inspection of Essex Police

## Burglary

Essex Police recorded 5,730 burglaries in the year. Officers telephone the victim of a burglary.
"""


def small_library(folder: Path) -> Settings:
    """A folder with two small reports, and settings that name it and the fake models."""
    reports = folder / "reports"
    reports.mkdir()
    (reports / "kent.md").write_text(KENT, encoding="utf-8")
    (reports / "essex.md").write_text(ESSEX, encoding="utf-8")
    return Settings(reports, folder / "index", FAKE_EMBEDDER, "fake-reader")


def built_searcher(settings: Settings) -> Searcher:
    """Search over the reports of these settings, indexed with the bag of words."""
    embedder = BagOfWords(fingerprint=settings.embedder)
    build(settings, embedder)
    return Searcher(load_current(settings.index), embedder)
