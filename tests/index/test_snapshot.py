"""A snapshot is published whole or not at all, and one that is not sound is never served."""

import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

import index.snapshot
from corpus.types import Passage
from index.build import embedded_texts
from index.lexical import build_lexical
from index.snapshot import (
    FORMAT,
    KEPT,
    Snapshot,
    current_name,
    load,
    load_current,
    locked,
    make_current,
    names,
    publish,
    read_manifest,
)
from index.types import IndexProblem
from tests.fakes import BagOfWords, indexed, passage

PROJECT = Path(__file__).parents[2]
PASSAGES = [passage("Kent Police recorded 4,120 burglaries."), passage("The force employs 3,210 officers.")]
FILES = ["passages.jsonl", "vectors.faiss", "manifest.json", "lexical/data.csc.index.npy", "lexical/vocab.index.json"]


def write(folder: Path, passages: Sequence[Passage] = PASSAGES, dimension: int = 8) -> str:
    with locked(folder):
        return publish(
            folder, passages, vectors_of(passages, dimension), build_lexical(passages), [indexed()], "fake", "1"
        )


def vectors_of(passages: Sequence[Passage], dimension: int = 8) -> NDArray[np.float32]:
    return BagOfWords(dimension).encode([text for one in passages for text in embedded_texts(one)])


def change_manifest(folder: Path, **values: object) -> None:
    path = folder / "snapshots" / str(current_name(folder)) / "manifest.json"
    changed = {**json.loads(path.read_text()), **values}
    del changed["seal"]
    path.write_text(json.dumps({**changed, "seal": index.snapshot._seal(changed)}), encoding="utf-8")


def contents(snapshot: Snapshot) -> tuple[object, ...]:
    return snapshot.name, snapshot.manifest, snapshot.passages


def test_what_is_published_is_what_is_loaded(tmp_path: Path) -> None:
    write(tmp_path)
    assert load_current(tmp_path).passages == tuple(PASSAGES)


def test_a_published_snapshot_keeps_its_vectors(tmp_path: Path) -> None:
    write(tmp_path)
    vectors = load_current(tmp_path).vectors
    np.testing.assert_array_equal(vectors.reconstruct_n(0, vectors.ntotal), vectors_of(PASSAGES))


def test_the_manifest_says_what_the_snapshot_was_made_from(tmp_path: Path) -> None:
    write(tmp_path)
    manifest = load_current(tmp_path).manifest
    assert (manifest.embedder, manifest.passages_version, manifest.reports) == ("fake", "1", (indexed(),))


def test_a_folder_without_an_index_says_how_to_build_one(tmp_path: Path) -> None:
    with pytest.raises(IndexProblem, match=r"There is no index in .*: run `python -m index build`"):
        load_current(tmp_path)


@pytest.mark.parametrize("file", FILES)
def test_a_damaged_byte_is_noticed(tmp_path: Path, file: str) -> None:
    path = tmp_path / "snapshots" / write(tmp_path) / file
    damaged = bytearray(path.read_bytes())
    damaged[len(damaged) // 2] ^= 0xFF
    path.write_bytes(damaged)
    with pytest.raises(IndexProblem, match="run `python -m index build`"):
        load_current(tmp_path)


def test_every_file_but_the_manifest_has_a_checksum(tmp_path: Path) -> None:
    directory = tmp_path / "snapshots" / write(tmp_path)
    on_disk = {str(path.relative_to(directory)) for path in directory.rglob("*") if path.is_file()}
    assert on_disk - {"manifest.json"} == {file for file, _ in load_current(tmp_path).manifest.files}


@pytest.mark.parametrize("file", FILES)
def test_a_missing_file_is_noticed(tmp_path: Path, file: str) -> None:
    (tmp_path / "snapshots" / write(tmp_path) / file).unlink()
    with pytest.raises(IndexProblem, match="run `python -m index build`"):
        load_current(tmp_path)


def test_a_damaged_name_of_the_current_snapshot_is_noticed(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "current").write_bytes(b"2026\xff\n")
    with pytest.raises(IndexProblem):
        load_current(tmp_path)


def test_a_manifest_that_says_something_else_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "snapshots" / write(tmp_path) / "manifest.json"
    path.write_text(path.read_text().replace("Kent Police", "Bent Police"), encoding="utf-8")
    with pytest.raises(IndexProblem, match=r"manifest\.json is damaged"):
        load_current(tmp_path)


def test_vectors_of_another_dimension_are_noticed(tmp_path: Path) -> None:
    write(tmp_path)
    change_manifest(tmp_path, dimension=384)
    with pytest.raises(IndexProblem, match="do not belong together"):
        load_current(tmp_path)


def test_another_number_of_passages_is_noticed(tmp_path: Path) -> None:
    write(tmp_path)
    change_manifest(tmp_path, passages=3)
    with pytest.raises(IndexProblem, match="do not belong together"):
        load_current(tmp_path)


def test_a_snapshot_of_another_format_says_so(tmp_path: Path) -> None:
    write(tmp_path)
    change_manifest(tmp_path, format=999)
    with pytest.raises(IndexProblem, match="written by another version of this program"):
        load_current(tmp_path)


@pytest.mark.parametrize(
    "manifest", ["", "[]", "{}", "null", f'{{"format": {FORMAT}}}', f'{{"format": {FORMAT}, "reports": 3}}']
)
def test_a_manifest_that_is_none_is_noticed(tmp_path: Path, manifest: str) -> None:
    (tmp_path / "manifest.json").write_text(manifest, encoding="utf-8")
    with pytest.raises(IndexProblem, match="cannot be read"):
        read_manifest(tmp_path)


def test_a_new_snapshot_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    before = write(tmp_path)
    assert write(tmp_path) == current_name(tmp_path) != before


def test_a_snapshot_in_use_is_not_disturbed_by_the_next_one(tmp_path: Path) -> None:
    write(tmp_path)
    in_use = load_current(tmp_path)
    write(tmp_path, PASSAGES[:1])
    assert len(in_use.passages) == 2
    assert in_use.vectors.ntotal == in_use.block_starts[-1]


def test_the_snapshot_before_can_be_served_again(tmp_path: Path) -> None:
    before = write(tmp_path)
    write(tmp_path, PASSAGES[:1])
    make_current(tmp_path, before)
    assert load_current(tmp_path).name == before


def test_only_the_last_snapshots_are_kept(tmp_path: Path) -> None:
    written = [write(tmp_path) for _ in range(KEPT + 2)]
    assert names(tmp_path) == written[-KEPT:]


def test_a_folder_left_unfinished_is_cleared_away(tmp_path: Path) -> None:
    left = tmp_path / "snapshots" / ".20200101T000000000000Z.writing"
    left.mkdir(parents=True)
    (left / "passages.jsonl").write_text("half a li", encoding="utf-8")
    write(tmp_path)
    assert not left.exists()


def test_an_unfinished_folder_is_no_snapshot(tmp_path: Path) -> None:
    (tmp_path / "snapshots" / "20200101T000000000000Z").mkdir(parents=True)
    assert names(tmp_path) == []


HOLDER = """
import sys
from pathlib import Path
from index.snapshot import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_two_processes_do_not_build_at_once(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)],
        cwd=PROJECT,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as holder:
        assert holder.stdout and holder.stdout.readline() == "held\n"
        with pytest.raises(IndexProblem, match="Another process is building this index: wait until"), locked(tmp_path):
            pass
        holder.communicate("")


def test_the_lock_is_free_again_after_a_build(tmp_path: Path) -> None:
    write(tmp_path)
    with locked(tmp_path):
        pass


def test_the_lock_is_free_again_after_a_failed_build(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), locked(tmp_path):
        raise RuntimeError
    with locked(tmp_path):
        pass


WRITER = """
import os, sys
from pathlib import Path
import tests.index.test_snapshot as snapshots
folder = Path(sys.argv[1])
while (line := sys.stdin.readline()):
    child = os.fork()
    if child == 0:
        while True:
            snapshots.write(folder)
    print(child, flush=True)
    os.waitpid(child, 0)
    print("ended", flush=True)
"""


def test_a_build_killed_at_any_moment_leaves_an_index_that_loads(tmp_path: Path) -> None:
    write(tmp_path)
    rng = random.Random(7)
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(tmp_path)],
        cwd=PROJECT,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as writer:
        assert writer.stdin and writer.stdout
        for _ in range(10):
            served = current_name(tmp_path)
            writer.stdin.write("go\n")
            writer.stdin.flush()
            child = int(writer.stdout.readline())
            wait_until(lambda: current_name(tmp_path) != served)  # noqa: B023 (called at once)
            signal.sigtimedwait([], rng.uniform(0, 0.03))
            os.kill(child, signal.SIGKILL)
            assert writer.stdout.readline() == "ended\n"
            assert load_current(tmp_path).passages == tuple(PASSAGES)
    write(tmp_path)
    assert sorted(path.name for path in (tmp_path / "snapshots").iterdir()) == names(tmp_path)


def wait_until(happened: Callable[[], bool]) -> None:
    """Look every few milliseconds, for at most 20 seconds."""
    for _ in range(4000):
        if happened():
            return
        signal.sigtimedwait([], 0.005)
    raise TimeoutError


@contextmanager
def files_at_most(length: int) -> Iterator[None]:
    """While it lasts no file can grow beyond `length` bytes: what a full disk is like for one who writes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (length, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize(("file", "length"), [("passages.jsonl", 10), ("manifest.json", 900), ("vectors.faiss", 4000)])
def test_a_full_disk_is_said_plainly_and_leaves_the_old_snapshot(tmp_path: Path, file: str, length: int) -> None:
    directory = tmp_path / "snapshots" / write(tmp_path, dimension=2000 if file == "vectors.faiss" else 8)
    assert (directory / file).stat().st_size > length
    before = contents(load_current(tmp_path))
    with files_at_most(length), pytest.raises(IndexProblem, match="make room or set QA_INDEX"):
        write(tmp_path, dimension=2000 if file == "vectors.faiss" else 8)
    assert contents(load_current(tmp_path)) == before
    assert names(tmp_path) == [before[0]]


def test_a_full_disk_at_the_last_step_is_said_plainly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = write(tmp_path)

    def full(path: Path, lines: Sequence[str]) -> None:
        if path.name == "current.writing":
            raise OSError(28, "No space left on device")
        path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")

    monkeypatch.setattr(index.snapshot, "_write_lines", full)
    with pytest.raises(IndexProblem, match="No space left on device"):
        write(tmp_path)
    assert load_current(tmp_path).name == before


def test_a_build_that_is_interrupted_leaves_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(index.snapshot, "save_lexical", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write(tmp_path)
    assert list((tmp_path / "snapshots").iterdir()) == []


def test_an_index_folder_that_is_a_file_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "index").write_text("not a folder", encoding="utf-8")
    with pytest.raises(IndexProblem, match="QA_INDEX"):
        write(tmp_path / "index")


def test_a_snapshot_can_be_moved_to_another_folder(tmp_path: Path) -> None:
    name = write(tmp_path / "here")
    shutil.move(tmp_path / "here", tmp_path / "there")
    assert load(tmp_path / "there" / "snapshots" / name).passages == tuple(PASSAGES)
