"""A folder of reports turned into a snapshot; what has not changed since the last one is not computed again."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.load import SIDECAR, load_report, report_files
from corpus.passages import PASSAGES_VERSION, cut
from corpus.settings import Settings
from corpus.sketch import sketch
from corpus.types import CorpusError, Passage, Report
from index.embedder import Embedder, fingerprint
from index.lexical import build_lexical
from index.library import recover
from index.progress import Progress, counted, silent
from index.snapshot import Snapshot, current_name, load_current, locked, publish, read_manifest
from index.types import IndexedReport, IndexProblem
from index.vectors import all_rows


@dataclass(frozen=True)
class Built:
    """What a build made: the snapshot's name, what it holds, how many texts (passages, sentences) were new.

    `problems` has one sentence for each file that could not be read and is left out, `notes` one for each thing that
    was noticed about a file that was added: what it was recognised as, what it replaces, that it was there already.
    `refused` are those of the problems that concern files given to be added.
    """

    name: str
    reports: tuple[IndexedReport, ...]
    passages: int
    embedded: int
    problems: tuple[str, ...]
    notes: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()


def staleness(settings: Settings) -> str:
    """Why the index has to be built, as a short phrase; "" when it is there and fresh."""
    try:
        name = current_name(settings.index)
        if name is None:
            return "there is no index yet"
        manifest = read_manifest(settings.index / "snapshots" / name)
    except IndexProblem:
        return "the index cannot be read"
    if manifest.embedder != fingerprint(settings.embedder):
        return "another embedder is set"
    if manifest.passages_version != PASSAGES_VERSION:
        return "passages are cut in another way now"
    on_disk = {path.stem: report_fingerprint(path) for path in report_files(settings.reports)}
    indexed = {**{report.id: report.sha256 for report in manifest.reports}, **dict(manifest.left_out)}
    if on_disk != indexed:
        changed = sorted(key for key in on_disk.keys() | indexed.keys() if on_disk.get(key) != indexed.get(key))
        return "reports have changed: " + ", ".join(changed[:5]) + (" …" if len(changed) > 5 else "")
    return ""


def build(settings: Settings, embedder: Embedder, progress: Progress = silent, wait: float = 0.0) -> Built:
    """Index every report of `settings.reports` and publish the snapshot; waits `wait` seconds for another build.

    Raises CorpusError when no report can be read, IndexBusy when another build is running, IndexProblem when the disk
    is full; the snapshot served before stays then.
    """
    with locked(settings.index, wait):
        recover(settings.reports)
        return build_locked(settings, embedder, progress)


def build_locked(
    settings: Settings, embedder: Embedder, progress: Progress = silent, read: Mapping[str, Report] | None = None
) -> Built:
    """`build` for a caller who holds the lock and may have read some reports already, by their fingerprints."""
    before = _previous(settings, embedder)
    parts, left_out = _cut_all(settings, embedder, before, read or {}, progress)
    passages = [passage for part in parts for passage in part.passages]
    vectors, embedded = _embed(parts, embedder, before, progress)
    progress("writing the snapshot")
    reports = tuple(part.report for part in parts)
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
    return Built(name, reports, len(passages), embedded, tuple(problem for _, _, problem in left_out))


def unchanged(settings: Settings) -> Built:
    """What a build of a fresh index would return, without one."""
    name = current_name(settings.index) or ""
    manifest = read_manifest(settings.index / "snapshots" / name)
    return Built(name, manifest.reports, manifest.passages, 0, ())


@dataclass(frozen=True)
class _Part:
    """One report with its passages; `rows` are those passages' places in the snapshot before, None for a new one."""

    report: IndexedReport
    passages: Sequence[Passage]
    rows: range | None = None


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
    settings: Settings, embedder: Embedder, before: Snapshot | None, read: Mapping[str, Report], progress: Progress
) -> tuple[list[_Part], list[tuple[str, str, str]]]:
    """The reports and their passages, and of each file that could not be read its id, its fingerprint and why."""
    kept = _by_report(before) if before else {}
    parts: list[_Part] = []
    left_out: list[tuple[str, str, str]] = []
    files = report_files(settings.reports)
    for number, path in enumerate(files, start=1):
        progress(f"reading report {number} of {len(files)}: {path.name}")
        digest = report_fingerprint(path)
        same = kept.get(path.stem)
        if same and same.report.sha256 == digest:
            parts.append(same)
            continue
        try:
            report = read.get(digest) or load_report(path)
            own = cut(report, embedder.word_pieces, embedder.limit)
        except CorpusError as error:
            left_out.append((path.stem, digest, str(error)))
            continue
        indexed = IndexedReport(
            report.id, report.facts, report.file_name, digest, report.pages, len(own), sketch(report)
        )
        parts.append(_Part(indexed, own))
    if not any(part.passages for part in parts):
        raise CorpusError(
            left_out[0][2]
            if left_out
            else f"There is no report in {settings.reports}: put one there or set QA_REPORTS."
        )
    return parts, left_out


def _by_report(before: Snapshot) -> dict[str, _Part]:
    """The snapshot's reports by id; a report's passages stand together in it."""
    parts, start = {}, 0
    for report in before.manifest.reports:
        rows = range(start, start + report.passages)
        parts[report.id] = _Part(report, before.passages[rows.start : rows.stop], rows)
        start = rows.stop
    return parts


def _embed(
    parts: Sequence[_Part], embedder: Embedder, before: Snapshot | None, progress: Progress
) -> tuple[NDArray[np.float32], int]:
    """All passages' blocks of vectors, taken over from the snapshot before where the text is the same."""
    new = [text for part in parts if part.rows is None for passage in part.passages for text in embedded_texts(passage)]
    known = _known_vectors(before, new) if before else {}
    missing = [text for text in dict.fromkeys(new) if text not in known]
    if missing:
        tell = counted(progress, "embedding text", len(missing))
        known.update(zip(missing, embedder.encode(missing, tell), strict=True))
    every = all_rows(before.vectors) if before else None
    blocks = [np.zeros((0, embedder.dimension), dtype=np.float32)]
    for part in parts:
        if before and every is not None and part.rows is not None:
            starts = before.block_starts
            blocks.append(every[starts[part.rows.start] : starts[part.rows.stop]])
        else:
            blocks += [known[text][None] for passage in part.passages for text in embedded_texts(passage)]
    return np.concatenate(blocks), len(missing)


def _known_vectors(before: Snapshot, texts: Iterable[str]) -> dict[str, NDArray[np.float32]]:
    """The vectors of those texts that the snapshot holds, whatever report they stand in."""
    wanted = set(texts)
    if not wanted:
        return {}
    found = {
        text: int(start) + at
        for start, passage in zip(before.block_starts[:-1], before.passages, strict=True)
        for at, text in enumerate(embedded_texts(passage))
        if text in wanted
    }
    return {text: np.asarray(before.vectors.reconstruct(row)) for text, row in found.items()}


def embedded_texts(passage: Passage) -> list[str]:
    """What is embedded of a passage: all of it under its heading path, and each sentence under its own heading."""
    whole = f"{passage.heading}\n{passage.text}"
    sentences = (passage.text[sentence.start : sentence.end] for sentence in passage.sentences)
    return [whole, *(f"{passage.section[-1]}\n{sentence}" for sentence in sentences)]


def report_fingerprint(path: Path) -> str:
    """A name for the content of a report, its format, and the sidecar that states its facts."""
    digest = hashlib.sha256(path.suffix.lower().encode() + path.read_bytes())
    sidecar = path.with_suffix(SIDECAR)
    if sidecar.is_file():
        digest.update(sidecar.read_bytes())
    return digest.hexdigest()
