"""A folder of reports turned into a snapshot; what has not changed since the last one is not computed again."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.load import SIDECAR, load_report, report_files
from corpus.passages import PASSAGES_VERSION, cut
from corpus.settings import Settings
from corpus.types import CorpusError, Passage
from index.embedder import Embedder, fingerprint
from index.lexical import build_lexical
from index.progress import silent
from index.snapshot import Snapshot, current_name, load_current, locked, publish, read_manifest
from index.types import IndexedReport, IndexProblem

Progress = Callable[[str], None]
"""Is told in a short phrase what is being done and how far it is."""


@dataclass(frozen=True)
class Built:
    """What a build made: the snapshot's name, what it holds, how many texts (passages, sentences) were new.

    `problems` has one sentence for each file that could not be read and is left out.
    """

    name: str
    reports: tuple[IndexedReport, ...]
    passages: int
    embedded: int
    problems: tuple[str, ...]


def staleness(settings: Settings) -> str:
    """Why the index has to be built, as a short phrase; "" when it is there and fresh."""
    name = current_name(settings.index)
    if name is None:
        return "there is no index yet"
    try:
        manifest = read_manifest(settings.index / "snapshots" / name)
    except IndexProblem:
        return "the index cannot be read"
    if manifest.embedder != fingerprint(settings.embedder):
        return "another embedder is set"
    if manifest.passages_version != PASSAGES_VERSION:
        return "passages are cut in another way now"
    on_disk = {path.stem: _fingerprint(path) for path in report_files(settings.reports)}
    indexed = {**{report.id: report.sha256 for report in manifest.reports}, **dict(manifest.left_out)}
    if on_disk != indexed:
        changed = sorted(key for key in on_disk.keys() | indexed.keys() if on_disk.get(key) != indexed.get(key))
        return "reports have changed: " + ", ".join(changed[:5]) + (" …" if len(changed) > 5 else "")
    return ""


def build(settings: Settings, embedder: Embedder, progress: Progress = silent) -> Built:
    """Index every report of `settings.reports` and publish the snapshot.

    Raises CorpusError when no report can be read, IndexProblem when another build is running or the disk is full;
    the snapshot served before stays then.
    """
    with locked(settings.index):
        before = _previous(settings, embedder)
        reports, passages, left_out = _cut_all(settings, embedder, before, progress)
        vectors, embedded = _embed(passages, embedder, before, progress)
        progress("writing the snapshot")
        name = publish(
            settings.index,
            passages,
            vectors,
            build_lexical(passages),
            reports,
            embedder.fingerprint,
            PASSAGES_VERSION,
            [(report, digest) for report, digest, _ in left_out],
        )
    return Built(name, tuple(reports), len(passages), embedded, tuple(problem for _, _, problem in left_out))


def _previous(settings: Settings, embedder: Embedder) -> Snapshot | None:
    """The current snapshot where its passages and vectors can be used again."""
    try:
        snapshot = load_current(settings.index)
    except IndexProblem:
        return None
    manifest = snapshot.manifest
    same = manifest.embedder == embedder.fingerprint and manifest.passages_version == PASSAGES_VERSION
    return snapshot if same else None


def _cut_all(
    settings: Settings, embedder: Embedder, before: Snapshot | None, progress: Progress
) -> tuple[list[IndexedReport], list[Passage], list[tuple[str, str, str]]]:
    """The reports and their passages, and of each file that could not be read its id, its fingerprint and why."""
    known = {report.sha256: report for report in before.manifest.reports} if before else {}
    reports: list[IndexedReport] = []
    passages: list[Passage] = []
    left_out: list[tuple[str, str, str]] = []
    files = report_files(settings.reports)
    for number, path in enumerate(files, start=1):
        progress(f"reading report {number} of {len(files)}: {path.name}")
        digest = _fingerprint(path)
        same = known.get(digest)
        if before and same and same.id == path.stem:
            own = [passage for passage in before.passages if passage.report == same.id]
            reports.append(same)
        else:
            try:
                report = load_report(path)
                own = list(cut(report, embedder.word_pieces, embedder.limit))
            except CorpusError as error:
                left_out.append((path.stem, digest, str(error)))
                continue
            reports.append(IndexedReport(report.id, report.facts, report.file_name, digest, report.pages, len(own)))
        passages += own
    if not passages:
        raise CorpusError(
            left_out[0][2]
            if left_out
            else f"There is no report in {settings.reports}: put one there or set QA_REPORTS."
        )
    return reports, passages, left_out


def _embed(
    passages: Sequence[Passage], embedder: Embedder, before: Snapshot | None, progress: Progress
) -> tuple[NDArray[np.float32], int]:
    """All passages' blocks of vectors, taken over from the snapshot before where the text is the same."""
    texts = [text for passage in passages for text in embedded_texts(passage)]
    old: dict[str, int] = {}
    if before:
        old = {
            text: int(start) + at
            for start, passage in zip(before.block_starts[:-1], before.passages, strict=True)
            for at, text in enumerate(embedded_texts(passage))
        }
    vectors = np.zeros((len(texts), embedder.dimension), dtype=np.float32)
    kept = [row for row, text in enumerate(texts) if text in old]
    if before and kept:
        vectors[kept] = before.vectors.reconstruct_batch(np.array([old[texts[row]] for row in kept]))
    new = [row for row, text in enumerate(texts) if text not in old]
    if new:
        vectors[new] = embedder.encode(
            [texts[row] for row in new], lambda done: progress(f"embedding text {done} of {len(new)}")
        )
    return vectors, len(new)


def embedded_texts(passage: Passage) -> list[str]:
    """What is embedded of a passage: all of it under its heading path, and each sentence under its own heading."""
    whole = f"{passage.heading}\n{passage.text}"
    sentences = (passage.text[sentence.start : sentence.end] for sentence in passage.sentences)
    return [whole, *(f"{passage.section[-1]}\n{sentence}" for sentence in sentences)]


def _fingerprint(path: Path) -> str:
    """A name for the content of a report, its format, and the sidecar that states its facts."""
    digest = hashlib.sha256(path.suffix.lower().encode() + path.read_bytes())
    sidecar = path.with_suffix(SIDECAR)
    if sidecar.is_file():
        digest.update(sidecar.read_bytes())
    return digest.hexdigest()
