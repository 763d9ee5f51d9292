"""Snapshots on disk: written aside, checked, published by one atomic rename, and checked again when loaded.

QA_INDEX/
current                        the name of the snapshot that is served
snapshots/NAME/manifest.json   which reports it holds, and of which parts it consists
parts/SHA256.safetensors       a report with all that search needs of it, or the cells of the vectors
lock                           held while a snapshot is made

Snapshots share the parts of the reports that they share, so that a change costs what has changed. A part is never
changed; one that no snapshot names goes when the next snapshot is published.
"""

import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterator, Sequence, Set
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import faiss
import numpy as np
from filelock import FileLock, Timeout
from numpy.typing import NDArray

from corpus.types import Passage
from index.lexical import Lexical, build_lexical
from index.parts import SUFFIX, Part, UnsoundPart, cells_of_bytes, keys_of_bytes, part_of_bytes
from index.records import manifest_from_json, manifest_to_json
from index.stored import StoredPassages, StoredTexts
from index.types import IndexBusy, IndexProblem, Manifest
from index.vectors import Cells, make_index
from index.wording import Wording, merged

FORMAT = 5
"""Raised whenever the files of a snapshot change their meaning."""

KEPT = 3
"""How many snapshots stay for `rollback`."""

_NAME = re.compile(r"\d{8}T\d{12}Z")
_REBUILD = "run `python -m index build`"


@dataclass(frozen=True, eq=False)
class Snapshot:
    """One complete version of the index, loaded.

    Document i of `lexical` is passage i, `ranks[i]` its rank. `vectors` holds a block of rows for each passage in
    turn: the whole passage's, then one for each of its sentences; `block_starts` says where each passage's begins,
    and behind the last one where it ends. The passages of a report stand together: `places` says where.
    """

    name: str
    manifest: Manifest
    passages: StoredPassages
    ranks: NDArray[np.int32]
    vectors: faiss.Index
    lexical: Lexical
    wording: Wording
    block_starts: NDArray[np.int64]
    places: dict[str, range]

    def passages_of(self, report: str) -> tuple[Passage, ...]:
        """The passages of one report in reading order; none for a report that it does not hold."""
        place = self.places.get(report, range(0))
        return self.passages[place.start : place.stop]


def current_name(folder: Path) -> str | None:
    """The name of the snapshot that is served, None when there is none."""
    try:
        name = (folder / "current").read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise IndexProblem(f"The index in {folder} cannot be read: {_REBUILD}.") from error
    if name and not _NAME.fullmatch(name):
        raise IndexProblem(f"The index in {folder} cannot be read: {_REBUILD}.")
    return name or None


def names(folder: Path) -> list[str]:
    """The snapshots on disk, oldest first."""
    found = (path for path in (folder / "snapshots").glob("*") if _NAME.fullmatch(path.name))
    return sorted(path.name for path in found if (path / "manifest.json").is_file())


@contextmanager
def locked(folder: Path, wait: float = 0.0) -> Iterator[None]:
    """Hold the folder's lock: one process at a time makes a snapshot.

    Raises IndexBusy when another one still does after `wait` seconds, IndexProblem when the folder cannot be written.
    """
    lock = FileLock(folder / "lock", timeout=wait)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout as error:
        raise IndexBusy(
            "Another process is building this index: wait until it has finished, then try again."
        ) from error
    except OSError as error:
        raise _unwritable(folder, error) from error
    try:
        yield
    finally:
        lock.release()


def write_part(folder: Path, content: bytes) -> str:
    """Write a part and have the disk hold it; returns its name. The caller holds the lock.

    Raises IndexProblem when the disk is full.
    """
    name = hashlib.sha256(content).hexdigest()
    aside = folder / "parts" / f".{name}.writing"
    try:
        aside.parent.mkdir(parents=True, exist_ok=True)
        aside.write_bytes(content)
        _flush(aside)
        # Over the one that may be there, which may be damaged.
        aside.replace(_part_path(folder, name))
    except OSError as error:
        aside.unlink(missing_ok=True)
        raise _unwritable(folder, error) from error
    return name


def read_part(folder: Path, name: str) -> Part:
    """The part of a report. Raises UnsoundPart when it is damaged or missing."""
    return part_of_bytes(_content(folder, name))


def read_cells(folder: Path, name: str) -> Cells:
    """The cells of a snapshot. Raises UnsoundPart when they are damaged or missing."""
    return cells_of_bytes(_content(folder, name))


def read_keys(folder: Path, name: str) -> NDArray[np.uint64]:
    """The keys alone of a report's part. Raises UnsoundPart when it is damaged or missing."""
    return keys_of_bytes(_content(folder, name))


def publish(folder: Path, manifest: Manifest, sound: Set[str] = frozenset()) -> str:
    """Make a snapshot of parts that are written the current one; returns its name. The caller holds the lock.

    Its parts are checked first, but for those that the caller found `sound` since it holds the lock. Whatever happens
    before the last rename, the snapshot served until then stays the one that is served.
    """
    snapshots = folder / "snapshots"
    name = _next_name(folder)
    aside = snapshots / f".{name}.writing"
    try:
        snapshots.mkdir(parents=True, exist_ok=True)
        _clear_unfinished(snapshots)
        aside.mkdir()
        _write_lines(aside / "manifest.json", [json.dumps(_sealed(manifest), ensure_ascii=False, indent=1)])
        for path in (aside / "manifest.json", aside, folder / "parts"):
            _flush(path)
        _check(aside, manifest, sound)
        aside.rename(snapshots / name)
        _flush(snapshots)
        make_current(folder, name)
    except OSError as error:
        shutil.rmtree(aside, ignore_errors=True)
        raise _unwritable(folder, error) from error
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)
        raise
    for old in names(folder)[:-KEPT]:
        # Out of the way by one rename first: a removal that is cut short is cleared away like an unfinished snapshot.
        (snapshots / old).rename(snapshots / f".{old}.writing")
    _clear_unfinished(snapshots)
    _clear_unused(folder)
    return name


def _next_name(folder: Path) -> str:
    """A name for a new snapshot: the time, or one above the last name where the clock has been set back since.

    The order of the names is what tells which snapshots are old and may go.
    """
    now = datetime.now(UTC).strftime("%Y%m%d%H%M%S%f")
    above = (f"{int(name[:8] + name[9:-1]) + 1:020}" for name in names(folder)[-1:])
    digits = max([now, *above])
    return f"{digits[:8]}T{digits[8:]}Z"


def make_current(folder: Path, name: str) -> None:
    """Serve the named snapshot from now on."""
    aside = folder / "current.writing"
    _write_lines(aside, [name])
    _flush(aside)
    aside.replace(folder / "current")
    _flush(folder)


def load_current(folder: Path) -> Snapshot:
    """Load the snapshot that is served. Raises IndexProblem when there is none or it is not sound."""
    return load(_current(folder))


def current_manifest(folder: Path) -> Manifest:
    """The manifest of the snapshot that is served. Raises IndexProblem when there is none or it cannot be read."""
    return read_manifest(_current(folder))


def read_manifest(directory: Path) -> Manifest:
    """A snapshot's manifest. Raises IndexProblem when it is missing, broken or of another format."""
    try:
        value = json.loads((directory / "manifest.json").read_text(encoding="utf-8"))
        if value["format"] != FORMAT:
            raise IndexProblem(f"The index in {directory} was written by another version of this program: {_REBUILD}.")
        seal = value.pop("seal")
        if seal != _seal(value):
            raise IndexProblem(f"The index file {directory / 'manifest.json'} is damaged: {_REBUILD}.")
        return manifest_from_json(value)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise IndexProblem(f"The index in {directory} cannot be read: {_REBUILD}.") from error


def load(directory: Path) -> Snapshot:
    """Load one snapshot, after checking every part's checksum and that lengths and dimensions agree."""
    manifest = read_manifest(directory)
    parts, cells = _read_parts(directory, manifest, range(len(manifest.parts)))
    if cells and len(cells.of_row) != sum(len(part.vectors) for part in parts):
        raise _mixed(directory)
    passages = StoredPassages(tuple(line for part in parts for line in part.lines))
    ends = np.cumsum([len(part.lines) for part in parts])
    return Snapshot(
        directory.name,
        manifest,
        passages,
        np.concatenate([part.ranks for part in parts]),
        make_index([part.vectors for part in parts], cells),
        build_lexical(part.postings for part in parts),
        merged((part.usage for part in parts), StoredTexts(passages)),
        np.concatenate([[0], np.cumsum(np.concatenate([part.blocks for part in parts]))]).astype(np.int64),
        {
            report.id: range(int(end) - report.passages, int(end))
            for report, end in zip(manifest.reports, ends, strict=True)
        },
    )


def _current(folder: Path) -> Path:
    name = current_name(folder)
    if name is None:
        raise IndexProblem(f"There is no index in {folder}: {_REBUILD}.")
    return folder / "snapshots" / name


def _check(aside: Path, manifest: Manifest, sound: Set[str]) -> None:
    """Raise IndexProblem unless what was written can be read again."""
    if read_manifest(aside) != manifest:
        raise IndexProblem(f"The index file {aside / 'manifest.json'} is damaged: {_REBUILD}.")
    _read_parts(aside, manifest, [at for at, name in enumerate(manifest.parts) if name not in sound])


def _read_parts(directory: Path, manifest: Manifest, which: Sequence[int]) -> tuple[list[Part], Cells | None]:
    """Those of the parts, and the cells, after a check that they are as long and as wide as the manifest says."""
    folder = directory.parent.parent
    if len(manifest.parts) != len(manifest.reports) or manifest.passages != sum(
        report.passages for report in manifest.reports
    ):
        raise _mixed(directory)
    try:
        parts = [read_part(folder, manifest.parts[at]) for at in which]
        cells = read_cells(folder, manifest.cells) if manifest.cells else None
    except UnsoundPart as error:
        raise IndexProblem(f"The index in {directory} is damaged: {_REBUILD}.") from error
    if [len(part.lines) for part in parts] != [manifest.reports[at].passages for at in which] or any(
        part.vectors.shape[1] != manifest.dimension for part in parts
    ):
        raise _mixed(directory)
    return parts, cells


def _mixed(directory: Path) -> IndexProblem:
    return IndexProblem(f"The parts of the index in {directory} do not belong together: {_REBUILD}.")


def _part_path(folder: Path, name: str) -> Path:
    return folder / "parts" / f"{name}{SUFFIX}"


def _content(folder: Path, name: str) -> bytes:
    """The content of a part whose name is its checksum. Raises UnsoundPart."""
    try:
        content = _part_path(folder, name).read_bytes()
    except OSError as error:
        raise UnsoundPart from error
    if hashlib.sha256(content).hexdigest() != name:
        raise UnsoundPart
    return content


def _sealed(manifest: Manifest) -> dict[str, Any]:
    """The manifest as a JSON value with its own checksum: it holds those of all other files."""
    value = manifest_to_json(manifest)
    return {**value, "seal": _seal(value)}


def _seal(value: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()


def _unwritable(folder: Path, error: OSError) -> IndexProblem:
    return IndexProblem(
        f"The index could not be written to {folder} ({error.strerror}): make room or set QA_INDEX to a folder that "
        "can be written."
    )


def _clear_unfinished(snapshots: Path) -> None:
    for left in snapshots.glob(".*.writing"):
        shutil.rmtree(left, ignore_errors=True)


def _clear_unused(folder: Path) -> None:
    """Clear away the parts that no snapshot names."""
    used: set[str] = set()
    for name in names(folder):
        with suppress(IndexProblem):  # one that cannot be read is never served again
            manifest = read_manifest(folder / "snapshots" / name)
            used |= {*manifest.parts, manifest.cells}
    with suppress(OSError):  # what cannot go now goes with the next snapshot
        for path in (folder / "parts").iterdir():
            if path.stem not in used:
                path.unlink()


def _write_lines(path: Path, lines: Sequence[str]) -> None:
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")


def _flush(path: Path) -> None:
    """Have the disk hold what was written to the file or folder."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
