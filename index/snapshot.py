"""Snapshots on disk: written aside, checked, published by one atomic rename, and checked again when loaded.

QA_INDEX/
current              the name of the snapshot that is served
snapshots/NAME/      manifest.json, passages.jsonl, vectors.faiss, lexical/
lock                 held while a snapshot is made
"""

import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import bm25s
import faiss
import numpy as np
from filelock import FileLock, Timeout
from numpy.typing import NDArray

from corpus.types import Passage
from index.lexical import load_lexical, save_lexical
from index.records import manifest_from_json, manifest_to_json, passage_from_json, passage_to_json
from index.types import IndexBusy, IndexedReport, IndexProblem, Manifest
from index.vectors import make_index

FORMAT = 4
"""Raised whenever the files of a snapshot change their meaning."""

KEPT = 3
"""How many snapshots stay for `rollback`."""

_NAME = re.compile(r"\d{8}T\d{12}Z")
_REBUILD = "run `python -m index build`"


@dataclass(frozen=True, eq=False)
class Snapshot:
    """One complete version of the index, loaded.

    Document i of `lexical` is passage i. `vectors` holds a block of rows for each passage in turn: the whole
    passage's, then one for each of its sentences; `block_starts` says where each passage's begins.
    """

    name: str
    manifest: Manifest
    passages: tuple[Passage, ...]
    vectors: faiss.Index
    lexical: bm25s.BM25
    block_starts: NDArray[np.int64]


def block_starts(passages: Sequence[Passage]) -> NDArray[np.int64]:
    """The row at which each passage's block of vectors starts, and behind the last one where it ends."""
    return np.cumsum([0, *(1 + len(passage.sentences) for passage in passages)], dtype=np.int64)


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
    return sorted(path.name for path in (folder / "snapshots").glob("*") if (path / "manifest.json").is_file())


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


def publish(
    folder: Path,
    passages: Sequence[Passage],
    vectors: NDArray[np.float32],
    lexical: bm25s.BM25,
    reports: Sequence[IndexedReport],
    embedder: str,
    passages_version: str,
    left_out: Sequence[tuple[str, str]] = (),
) -> str:
    """Write a snapshot and make it the current one; returns its name. The caller holds the lock.

    Whatever happens before the last rename, the snapshot served until then stays the one that is served.
    """
    snapshots = folder / "snapshots"
    name = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
    aside = snapshots / f".{name}.writing"
    try:
        snapshots.mkdir(parents=True, exist_ok=True)
        _clear_unfinished(snapshots)
        aside.mkdir()
        _write_lines(
            aside / "passages.jsonl", [json.dumps(passage_to_json(passage), ensure_ascii=False) for passage in passages]
        )
        _write_vectors(make_index(vectors), aside / "vectors.faiss")
        save_lexical(lexical, aside / "lexical")
        files = tuple(
            (str(path.relative_to(aside)), _sha256(path)) for path in sorted(aside.rglob("*")) if path.is_file()
        )
        manifest = Manifest(
            FORMAT,
            embedder,
            passages_version,
            int(vectors.shape[1]),
            len(passages),
            tuple(reports),
            files,
            tuple(left_out),
        )
        _write_lines(aside / "manifest.json", [json.dumps(_sealed(manifest), ensure_ascii=False, indent=1)])
        for path in aside.rglob("*"):
            _flush(path)
        load(aside)
        aside.rename(snapshots / name)
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
    return name


def make_current(folder: Path, name: str) -> None:
    """Serve the named snapshot from now on."""
    aside = folder / "current.writing"
    _write_lines(aside, [name])
    _flush(aside)
    aside.replace(folder / "current")
    _flush(folder)


def load_current(folder: Path) -> Snapshot:
    """Load the snapshot that is served. Raises IndexProblem when there is none or it is not sound."""
    name = current_name(folder)
    if name is None:
        raise IndexProblem(f"There is no index in {folder}: {_REBUILD}.")
    return load(folder / "snapshots" / name)


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
    """Load one snapshot, after checking every file's checksum and that lengths and dimensions agree."""
    manifest = read_manifest(directory)
    try:
        for file, checksum in manifest.files:
            if _sha256(directory / file) != checksum:
                raise IndexProblem(f"The index file {directory / file} is damaged: {_REBUILD}.")
        with (directory / "passages.jsonl").open(encoding="utf-8") as lines:
            passages = tuple(passage_from_json(json.loads(line)) for line in lines)
        vectors = faiss.read_index(str(directory / "vectors.faiss"))
        lexical = load_lexical(directory / "lexical")
    except (OSError, ValueError, KeyError, TypeError, RuntimeError) as error:
        raise IndexProblem(f"The index in {directory} cannot be read: {_REBUILD}.") from error
    starts = block_starts(passages)
    counts = {manifest.passages, len(passages), int(lexical.scores["num_docs"])}
    if len(counts) != 1 or vectors.ntotal != starts[-1] or vectors.d != manifest.dimension:
        raise IndexProblem(f"The parts of the index in {directory} do not belong together: {_REBUILD}.")
    return Snapshot(directory.name, manifest, passages, vectors, lexical, starts)


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


def _write_vectors(store: faiss.Index, path: Path) -> None:
    """Through Python, which notices a full disk: the library's own writer raises RuntimeError or nothing at all."""
    path.write_bytes(faiss.serialize_index(store).tobytes())


def _clear_unfinished(snapshots: Path) -> None:
    for left in snapshots.glob(".*.writing"):
        shutil.rmtree(left, ignore_errors=True)


def _write_lines(path: Path, lines: Sequence[str]) -> None:
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")


def _flush(path: Path) -> None:
    """Have the disk hold what was written to the file or folder."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
