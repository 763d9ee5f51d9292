"""The snapshots on disk, as far as the next one can use their parts, their vectors and their cells again."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.embedder import Embedder
from index.parts import Part, UnsoundPart, cells_bytes, make_part, part_bytes, text_keys, words_version
from index.snapshot import current_name, names, read_cells, read_keys, read_manifest, read_part, write_part
from index.stored import StoredPassages
from index.types import IndexedReport, IndexProblem, Manifest
from index.vectors import EXACT_UP_TO, Cells, find_centres, fitting, sorted_into


@dataclass(frozen=True, eq=False)
class New:
    """A report whose part is to be written."""

    report: IndexedReport
    part: Part


@dataclass(frozen=True, eq=False)
class Stored:
    """A report whose part is written and sound.

    `name` is its part's, `keys` names the texts that its vectors were embedded from, `cells` says in which cell each
    of them stands, None where there are none.
    """

    report: IndexedReport
    name: str
    keys: NDArray[np.uint64]
    cells: NDArray[np.int64] | None = None


@dataclass(frozen=True, eq=False)
class Before:
    """What there is of the snapshot that is served and, where it lacks something, of the others on disk.

    `sound` are its reports that are not damaged, by id, `reports` those of them that are cut as they would be now:
    of others the vectors serve still, where a text is the same. `centres` are those of its cells. `embedder` and
    `passages_version` say what is looked for; of another embedder's snapshot nothing is there, not even its
    `dimension`.
    """

    folder: Path
    embedder: str = ""
    passages_version: str = ""
    served: str | None = None
    dimension: int = 0
    sound: Mapping[str, Stored] = field(default_factory=dict)
    reports: Mapping[str, Stored] = field(default_factory=dict)
    centres: NDArray[np.float32] | None = None

    def stored(self, file: Path, sha256: str) -> Stored | None:
        """The report of that file with that fingerprint, cut as it would be now; None where no snapshot holds it."""
        same = self.reports.get(file.stem)
        if same and same.report.sha256 == sha256:
            return same
        for manifest in self._others:
            for report, name in zip(manifest.reports, manifest.parts, strict=True):
                if (report.file_name, report.sha256) == (file.name, sha256):
                    with suppress(UnsoundPart):
                        if manifest.passages_version == self.passages_version:
                            return _stored(self.folder, manifest, report, name)
        return None

    def vectors_of(self, texts: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        """The vectors of those texts that a snapshot holds, whatever report they stand in."""
        missing = dict(zip(text_keys(texts).tolist(), texts, strict=True))
        found: dict[str, NDArray[np.float32]] = {}
        parts = self._parts()
        while missing and (part := next(parts, None)):
            name, keys = part
            rows = np.flatnonzero(np.isin(keys, np.fromiter(missing, dtype=np.uint64)))
            vectors = read_part(self.folder, name).vectors if len(rows) else None
            for row in rows:
                text = missing.pop(int(keys[row]), None)
                if vectors is not None and text is not None:
                    found[text] = vectors[row]
        return found

    def _parts(self) -> Iterator[tuple[str, NDArray[np.uint64]]]:
        """The names and keys of all parts, those of the snapshot served first."""
        own = {stored.name: stored.keys for stored in self.sound.values()}
        yield from own.items()
        for name in dict.fromkeys(name for manifest in self._others for name in manifest.parts):
            if name not in own:
                with suppress(UnsoundPart):
                    yield name, read_keys(self.folder, name)

    @cached_property
    def _others(self) -> tuple[Manifest, ...]:
        """What is known of the other snapshots of this embedder, newest first."""
        found: list[Manifest] = []
        for name in reversed(names(self.folder)):
            with suppress(IndexProblem):  # one that cannot be read has nothing that can be used
                if name != self.served:
                    found.append(read_manifest(self.folder / "snapshots" / name))
        return tuple(manifest for manifest in found if manifest.embedder == self.embedder)


def previous(folder: Path, embedder: Embedder, passages_version: str) -> Before:
    """The snapshots there are; of the one served nothing where it is another embedder's, a damaged part is left out.

    The caller holds the lock: parts whose words were counted in another way are written anew.
    """
    nothing = Before(folder, embedder.fingerprint, passages_version)
    try:
        served = current_name(folder)
        manifest = read_manifest(folder / "snapshots" / served) if served else None
    except IndexProblem:
        return nothing
    if not manifest or manifest.embedder != embedder.fingerprint:
        return nothing
    try:
        cells = read_cells(folder, manifest.cells) if manifest.cells else None
    except UnsoundPart:
        cells = None
    stored: dict[str, Stored] = {}
    start = 0
    for report, name in zip(manifest.reports, manifest.parts, strict=True):
        try:
            sound = _stored(folder, manifest, report, name)
        except UnsoundPart:
            cells = None  # whose are those that come after, is not known any more
            continue
        rows = slice(start, start + len(sound.keys))
        stored[report.id] = replace(sound, cells=cells.of_row[rows] if cells else None)
        start = rows.stop
    return replace(
        nothing,
        served=served,
        dimension=manifest.dimension,
        sound=stored,
        reports=stored if manifest.passages_version == passages_version else {},
        centres=cells.centres if cells else None,
    )


def write_parts(made: Sequence[New | Stored], before: Before) -> tuple[tuple[str, ...], str]:
    """Write the parts that are new, and the cells where there are vectors enough; returns the names of all."""
    folder = before.folder
    names = tuple(one.name if isinstance(one, Stored) else write_part(folder, part_bytes(one.part)) for one in made)
    cells = _cells(names, made, before)
    return names, write_part(folder, cells_bytes(cells)) if cells else ""


def _cells(names: Sequence[str], made: Sequence[New | Stored], before: Before) -> Cells | None:
    """The cells of all vectors, those of the snapshot before where they still fit; None where there are few."""
    count = sum(len(one.keys if isinstance(one, Stored) else one.part.keys) for one in made)
    if count <= EXACT_UP_TO:
        return None
    centres = before.centres
    if centres is None or not fitting(centres, count):
        vectors = np.concatenate([read_part(before.folder, name).vectors for name in names])
        centres = find_centres(vectors)
        return Cells(centres, sorted_into(centres, vectors))
    of_row = [
        one.cells
        if isinstance(one, Stored) and one.cells is not None
        else sorted_into(centres, read_part(before.folder, name).vectors)
        for name, one in zip(names, made, strict=True)
    ]
    return Cells(centres, np.concatenate(of_row))


def _stored(folder: Path, manifest: Manifest, report: IndexedReport, name: str) -> Stored:
    """That report of the manifest's, with its words as they are counted now. Raises UnsoundPart."""
    keys = read_keys(folder, name)
    return Stored(report, name if manifest.words_version == words_version() else _counted_anew(folder, name), keys)


def _counted_anew(folder: Path, name: str) -> str:
    """Write that part with its words as they are counted now; returns its new name. Raises UnsoundPart."""
    part = read_part(folder, name)
    return write_part(folder, part_bytes(make_part(StoredPassages(part.lines)[:], part.vectors)))
