"""A folder of reports turned into a snapshot; what a snapshot on disk holds already is not computed again."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from corpus.load import SIDECAR, load_report, report_files
from corpus.passages import PASSAGES_VERSION, cut
from corpus.settings import Settings
from corpus.sketch import sketch
from corpus.types import CorpusError, Passage, Report
from index.embedder import Embedder, fingerprint
from index.library import recover, shown_name
from index.parts import embedded_texts, make_part, words_version
from index.progress import TAKING_IN, Progress, counted, silent
from index.reuse import Before, New, Stored, previous, write_parts
from index.snapshot import FORMAT, current_name, locked, publish, read_manifest
from index.types import IndexedReport, IndexProblem, Manifest


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
    if why := made_otherwise(manifest, fingerprint(settings.embedder)):
        return why
    on_disk = {shown_name(path.stem): _fingerprint_if_any(path) for path in report_files(settings.reports)}
    indexed = {**{report.id: report.sha256 for report in manifest.reports}, **dict(manifest.left_out)}
    if on_disk != indexed:
        changed = sorted(key for key in on_disk.keys() | indexed.keys() if on_disk.get(key) != indexed.get(key))
        return "reports have changed: " + ", ".join(changed[:5]) + (" …" if len(changed) > 5 else "")
    return ""


def made_otherwise(manifest: Manifest, embedder: str) -> str:
    """Why a snapshot cannot be searched with the embedder so named and the rules of this version, as a short phrase;
    "" when it can be.
    """
    made_by = (
        (manifest.embedder, embedder, "another embedder is set"),
        (manifest.passages_version, PASSAGES_VERSION, "passages are cut in another way now"),
        (manifest.words_version, words_version(), "words are counted in another way now"),
    )
    return next((why for then, now, why in made_by if then != now), "")


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
    before = previous(settings.index, embedder, PASSAGES_VERSION)
    found, left_out = _cut_all(settings, embedder, before, read or {}, progress)
    made, embedded = _made(found, embedder, before, progress)
    progress("writing the snapshot")
    parts, cells = write_parts(made, before)
    reports = tuple(one.report for one in made)
    dimension = before.dimension or embedder.dimension
    skipped = tuple((one.id, one.sha256) for one in left_out)
    manifest = manifest_of(embedder.fingerprint, dimension, reports, parts, cells, skipped)
    name = publish(settings.index, manifest, {one.name for one in before.sound.values()})
    return Built(name, reports, manifest.passages, embedded, tuple(one.problem for one in left_out))


def manifest_of(
    embedder: str,
    dimension: int,
    reports: tuple[IndexedReport, ...],
    parts: tuple[str, ...],
    cells: str,
    left_out: tuple[tuple[str, str], ...] = (),
) -> Manifest:
    """The manifest of a snapshot of these reports, made with the rules of this version and the embedder so named."""
    return Manifest(
        FORMAT,
        embedder,
        PASSAGES_VERSION,
        words_version(),
        dimension,
        sum(report.passages for report in reports),
        reports,
        parts,
        cells,
        left_out,
    )


def unchanged(settings: Settings) -> Built:
    """What a build of a fresh index would return, without one."""
    name = current_name(settings.index) or ""
    manifest = read_manifest(settings.index / "snapshots" / name)
    return Built(name, manifest.reports, manifest.passages, 0, ())


@dataclass(frozen=True)
class _LeftOut:
    """A file that could not be read, and why."""

    id: str
    sha256: str
    problem: str


@dataclass(frozen=True, eq=False)
class _Cut:
    """A report that is new, or has changed, with its passages."""

    report: IndexedReport
    passages: Sequence[Passage]


def _cut_all(
    settings: Settings, embedder: Embedder, before: Before, read: Mapping[str, Report], progress: Progress
) -> tuple[list[_Cut | Stored], list[_LeftOut]]:
    """The reports of the folder, as they are stored or as they are cut now, and the files that could not be read."""
    found: list[_Cut | Stored] = []
    left_out: list[_LeftOut] = []
    files = report_files(settings.reports)
    for number, path in enumerate(files, start=1):
        digest = _fingerprint_if_any(path)
        same = before.stored(path, digest)
        if same and same.report.passages:
            found.append(same)
            continue
        progress(f"reading report {number} of {len(files)}: {shown_name(path.name)}")
        try:
            _check_file(path, digest)
            report = read.get(digest) or load_report(path)
            own = cut(report, embedder.word_pieces, embedder.limit)
            if not own:
                raise nothing_to_ask(path.name)
        except CorpusError as error:
            left_out.append(_LeftOut(shown_name(path.stem), digest, str(error)))
            continue
        indexed = IndexedReport(
            report.id, report.facts, report.file_name, digest, report.pages, len(own), sketch(report)
        )
        found.append(_Cut(indexed, own))
    if not found:
        raise CorpusError(
            left_out[0].problem
            if left_out
            else f"There is no report in {settings.reports}: put one there or set QA_REPORTS."
        )
    return found, left_out


def nothing_to_ask(file_name: str) -> CorpusError:
    """The sentence for a report without a passage."""
    return CorpusError(f"{file_name} holds no text but headings: give a file with a report in it.")


def _check_file(path: Path, digest: str) -> None:
    """Raises CorpusError for a file that may not be read, and for a name that the index could not hold as an id."""
    name = shown_name(path.name)
    if not digest:
        raise CorpusError(f"{name} cannot be opened: check that it is still there and that you may read it.")
    if name != path.name:
        raise CorpusError(f"{name} has a name with characters that are not text (UTF-8): rename the file.")


def _made(
    found: Sequence[_Cut | Stored], embedder: Embedder, before: Before, progress: Progress
) -> tuple[list[New | Stored], int]:
    """The reports with their parts, and how many texts were embedded: none that a snapshot on disk holds."""
    texts = [
        text for one in found if isinstance(one, _Cut) for passage in one.passages for text in embedded_texts(passage)
    ]
    known = before.vectors_of(texts)
    missing = [text for text in dict.fromkeys(texts) if text not in known]
    if missing:
        tell = counted(progress, TAKING_IN, len(missing))
        known.update(zip(missing, embedder.encode(missing, tell), strict=True))
    made: list[New | Stored] = []
    for one in found:
        if isinstance(one, Stored):
            made.append(one)
            continue
        rows = [known[text] for passage in one.passages for text in embedded_texts(passage)]
        vectors = np.array(rows, dtype=np.float32).reshape(-1, embedder.dimension)
        made.append(New(one.report, make_part(one.passages, vectors)))
    return made, len(missing)


def report_fingerprint(path: Path) -> str:
    """A name for the content of a report, its format, and the sidecar that states its facts."""
    digest = hashlib.sha256(path.suffix.lower().encode() + path.read_bytes())
    sidecar = path.with_suffix(SIDECAR)
    if sidecar.is_file():
        digest.update(sidecar.read_bytes())
    return digest.hexdigest()


def _fingerprint_if_any(path: Path) -> str:
    """The fingerprint of a report; "" for one that may not be read, or is gone since its folder was listed."""
    try:
        return report_fingerprint(path)
    except OSError:
        return ""
