"""Passages published as a snapshot, without files that they were cut from."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from corpus.types import Passage
from index.embedder import Embedder
from index.parts import embedded_texts, make_part, words_version
from index.reuse import Before, New, write_parts
from index.snapshot import FORMAT, locked, publish
from index.types import IndexedReport, Manifest
from tests.fakes import indexed


def publish_passages(folder: Path, passages: Sequence[Passage], embedder: Embedder, without: Sequence[str] = ()) -> str:
    """Publish the passages, those of one report together, and reports without any; returns the snapshot's name."""
    with locked(folder):
        return publish(folder, write_passages(folder, passages, embedder, without))


def write_passages(
    folder: Path, passages: Sequence[Passage], embedder: Embedder, without: Sequence[str] = ()
) -> Manifest:
    """Write the parts of the passages' reports; returns the manifest of a snapshot of them."""
    of_report = attrgetter("report")
    together = sorted(passages, key=of_report)
    made = [_made(indexed(report), list(own), embedder) for report, own in groupby(together, of_report)]
    made += [_made(indexed(report), (), embedder) for report in without]
    parts, cells = write_parts(made, Before(folder))
    return Manifest(
        FORMAT,
        embedder.fingerprint,
        "1",
        words_version(),
        embedder.dimension,
        len(passages),
        tuple(one.report for one in made),
        parts,
        cells,
    )


def _made(report: IndexedReport, own: Sequence[Passage], embedder: Embedder) -> New:
    vectors = embedder.encode([text for passage in own for text in embedded_texts(passage)])
    return New(replace(report, passages=len(own)), make_part(own, vectors))
