"""A snapshot is published whole or not at all, and one that is not sound is never served."""

import hashlib
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
from datetime import UTC, datetime, tzinfo
from pathlib import Path

import numpy as np
import pytest

import index.snapshot
from corpus.types import Passage
from index.parts import embedded_texts
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
    read_manifest,
    write_part,
)
from index.types import IndexProblem
from tests.fakes import BagOfWords, indexed, passage
from tests.index.publishing import publish_passages

PROJECT = Path(__file__).parents[2]
FILES = ["part", "manifest"]
PASSAGES = [passage("Kent Police recorded 4,120 burglaries."), passage("The force employs 3,210 officers.")]


def write(folder: Path, passages: Sequence[Passage] = PASSAGES, dimension: int = 8) -> str:
    return publish_passages(folder, passages, BagOfWords(dimension, "fake"))


def part_files(folder: Path) -> list[Path]:
    return list((folder / "parts").iterdir())


def any_file(folder: Path, file: str) -> Path:
    """The only part of a snapshot, or the manifest of the current one."""
    return (
        part_files(folder)[0] if file == "part" else folder / "snapshots" / str(current_name(folder)) / "manifest.json"
    )


def change_manifest(folder: Path, **values: object) -> None:
    path = folder / "snapshots" / str(current_name(folder)) / "manifest.json"
    changed = {**json.loads(path.read_text()), **values}
    del changed["seal"]
    path.write_text(json.dumps({**changed, "seal": index.snapshot._seal(changed)}), encoding="utf-8")


def contents(snapshot: Snapshot) -> tuple[object, ...]:
    return snapshot.name, snapshot.manifest, tuple(snapshot.passages)


def test_what_is_published_is_what_is_loaded(tmp_path: Path) -> None:
    write(tmp_path)
    assert list(load_current(tmp_path).passages) == PASSAGES


def test_a_published_snapshot_keeps_its_vectors(tmp_path: Path) -> None:
    write(tmp_path)
    vectors = load_current(tmp_path).vectors
    expected = BagOfWords(8).encode([text for one in PASSAGES for text in embedded_texts(one)])
    np.testing.assert_array_equal(vectors.reconstruct_n(0, vectors.ntotal), expected)


def test_the_manifest_says_what_the_snapshot_was_made_from(tmp_path: Path) -> None:
    write(tmp_path)
    manifest = load_current(tmp_path).manifest
    assert (manifest.embedder, manifest.passages_version, manifest.reports) == ("fake", "1", (indexed(passages=2),))


def test_a_folder_without_an_index_says_how_to_build_one(tmp_path: Path) -> None:
    with pytest.raises(IndexProblem, match=r"There is no index in .*: run `python -m index build`"):
        load_current(tmp_path)


@pytest.mark.parametrize("file", FILES)
def test_a_damaged_byte_is_noticed(tmp_path: Path, file: str) -> None:
    write(tmp_path)
    path = any_file(tmp_path, file)
    damaged = bytearray(path.read_bytes())
    damaged[len(damaged) // 2] ^= 0xFF
    path.write_bytes(damaged)
    with pytest.raises(IndexProblem, match="run `python -m index build`"):
        load_current(tmp_path)


def test_every_file_but_the_manifest_is_named_by_its_checksum(tmp_path: Path) -> None:
    write(tmp_path)
    assert [hashlib.sha256(path.read_bytes()).hexdigest() for path in part_files(tmp_path)] == [
        path.stem for path in part_files(tmp_path)
    ]
    assert {path.stem for path in part_files(tmp_path)} == set(load_current(tmp_path).manifest.parts)


@pytest.mark.parametrize("file", FILES)
def test_a_missing_file_is_noticed(tmp_path: Path, file: str) -> None:
    write(tmp_path)
    any_file(tmp_path, file).unlink()
    with pytest.raises(IndexProblem, match="run `python -m index build`"):
        load_current(tmp_path)


def test_a_part_that_is_whole_but_no_part_is_noticed(tmp_path: Path) -> None:
    write(tmp_path)
    with locked(tmp_path):
        change_manifest(tmp_path, parts=[write_part(tmp_path, b"a letter")])
    with pytest.raises(IndexProblem, match="is damaged"):
        load_current(tmp_path)


def test_two_snapshots_share_the_part_of_a_report_that_both_hold(tmp_path: Path) -> None:
    other = passage("Essex Police recorded 5,730 burglaries.", report="essex")
    write(tmp_path)
    write(tmp_path, [*PASSAGES, other])
    assert len(part_files(tmp_path)) == 2


def test_a_part_that_no_snapshot_names_is_cleared_away(tmp_path: Path) -> None:
    for number in range(KEPT + 2):
        write(tmp_path, [passage(f"The force employs {number} officers.")])
    assert len(part_files(tmp_path)) == KEPT


def test_a_damaged_part_is_mended_by_writing_it_again(tmp_path: Path) -> None:
    write(tmp_path)
    part_files(tmp_path)[0].write_bytes(b"damaged")
    write(tmp_path)
    assert list(load_current(tmp_path).passages) == PASSAGES


def test_the_passages_of_one_report_are_given_by_its_id(tmp_path: Path) -> None:
    other = passage("Essex Police recorded 5,730 burglaries.", report="essex")
    write(tmp_path, [other, *PASSAGES])
    snapshot = load_current(tmp_path)
    assert snapshot.passages_of("kent") == tuple(PASSAGES)
    assert snapshot.passages_of("essex") == (other,)
    assert snapshot.passages_of("surrey") == ()


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


class SetBack(datetime):
    """A clock that was set back by years."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> "SetBack":
        return cls(2001, 2, 3, tzinfo=UTC)


def test_a_clock_that_was_set_back_does_not_make_the_new_snapshot_the_oldest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = [write(tmp_path) for _ in range(KEPT)]
    monkeypatch.setattr(index.snapshot, "datetime", SetBack)
    written += [write(tmp_path), write(tmp_path)]
    assert names(tmp_path) == written[-KEPT:]
    assert load_current(tmp_path).name == written[-1]


def test_a_folder_that_somebody_put_beside_the_snapshots_is_none(tmp_path: Path) -> None:
    first = write(tmp_path)
    shutil.copytree(tmp_path / "snapshots" / first, tmp_path / "snapshots" / "kept by hand")
    assert names(tmp_path) == [first]


def test_a_folder_left_unfinished_is_cleared_away(tmp_path: Path) -> None:
    left = tmp_path / "snapshots" / ".20200101T000000000000Z.writing"
    left.mkdir(parents=True)
    (left / "manifest.json").write_text("half a li", encoding="utf-8")
    write(tmp_path)
    assert not left.exists()


def test_a_part_left_unfinished_is_cleared_away(tmp_path: Path) -> None:
    left = tmp_path / "parts" / f".{'0' * 64}.writing"
    left.parent.mkdir()
    left.write_bytes(b"half a pa")
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
            assert list(load_current(tmp_path).passages) == PASSAGES
    write(tmp_path)
    assert sorted(path.name for path in (tmp_path / "snapshots").iterdir()) == names(tmp_path)
    assert [path.stem for path in part_files(tmp_path)] == list(load_current(tmp_path).manifest.parts)


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


@pytest.mark.parametrize(("file", "dimension"), [("part", 200), ("manifest", 8)])
def test_a_full_disk_is_said_plainly_and_leaves_the_old_snapshot(tmp_path: Path, file: str, dimension: int) -> None:
    passages = PASSAGES if file == "part" else [passage("Yes.", report=f"ward-{number}") for number in range(30)]
    write(tmp_path, passages, dimension)
    before = contents(load_current(tmp_path))
    length = any_file(tmp_path, file).stat().st_size // 2
    with files_at_most(length), pytest.raises(IndexProblem, match="make room or set QA_INDEX"):
        write(tmp_path, passages, dimension)
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

    monkeypatch.setattr(index.snapshot, "_check", interrupted)
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
    assert list(load(tmp_path / "there" / "snapshots" / name).passages) == PASSAGES
