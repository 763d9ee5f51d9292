"""The snapshot before, as far as the next one can use its parts, its vectors and its cells again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.embedder import Embedder
from index.parts import Part, UnsoundPart, cells_bytes, make_part, part_bytes, text_keys, words_version
from index.snapshot import current_name, read_cells, read_keys, read_manifest, read_part, write_part
from index.stored import StoredPassages
from index.types import IndexedReport, IndexProblem
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
    """What there is of the snapshot before.

    `sound` are its reports that are not damaged, by id, `reports` those of them that are cut as they would be now:
    of others the vectors serve still, where a text is the same. `centres` are those of its cells.
    """

    folder: Path
    sound: Mapping[str, Stored] = field(default_factory=dict)
    reports: Mapping[str, Stored] = field(default_factory=dict)
    centres: NDArray[np.float32] | None = None

    def vectors_of(self, texts: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        """The vectors of those texts that it holds, whatever report they stand in."""
        missing = dict(zip(text_keys(texts).tolist(), texts, strict=True))
        found: dict[str, NDArray[np.float32]] = {}
        for stored in self.sound.values():
            rows = np.flatnonzero(np.isin(stored.keys, np.fromiter(missing, dtype=np.uint64)))
            vectors = read_part(self.folder, stored.name).vectors if len(rows) else None
            for row in rows:
                text = missing.pop(int(stored.keys[row]), None)
                if vectors is not None and text is not None:
                    found[text] = vectors[row]
        return found


def previous(folder: Path, embedder: Embedder, passages_version: str) -> Before:
    """The snapshot being served, empty where there is none of this embedder's; a damaged part is left out.

    The caller holds the lock: parts whose words were counted in another way are written anew.
    """
    try:
        name = current_name(folder)
        manifest = read_manifest(folder / "snapshots" / name) if name else None
    except IndexProblem:
        return Before(folder)
    if not manifest or manifest.embedder != embedder.fingerprint:
        return Before(folder)
    try:
        cells = read_cells(folder, manifest.cells) if manifest.cells else None
    except UnsoundPart:
        cells = None
    stored: dict[str, Stored] = {}
    start = 0
    for report, name in zip(manifest.reports, manifest.parts, strict=True):
        try:
            keys = read_keys(folder, name)
            sound = name if manifest.words_version == words_version() else _counted_anew(folder, name)
        except UnsoundPart:
            cells = None  # whose are those that come after, is not known any more
            continue
        rows = slice(start, start + len(keys))
        stored[report.id] = Stored(report, sound, keys, cells.of_row[rows] if cells else None)
        start = rows.stop
    reports = stored if manifest.passages_version == passages_version else {}
    return Before(folder, stored, reports, cells.centres if cells else None)


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


def _counted_anew(folder: Path, name: str) -> str:
    """Write that part with its words as they are counted now; returns its new name. Raises UnsoundPart."""
    part = read_part(folder, name)
    return write_part(folder, part_bytes(make_part(StoredPassages(part.lines)[:], part.vectors)))
