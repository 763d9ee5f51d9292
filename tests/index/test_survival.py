"""Whatever befalls a process that changes the reports, an index that loads is left, and no report is lost.

`QA_KILLS=100 python -m pytest tests/index/test_survival.py` kills it a hundred times instead of eight.
"""

import errno
import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.load import report_files
from corpus.types import CorpusError
from index.build import build, staleness
from index.changes import add_reports
from index.snapshot import current_name, load_current, names
from index.types import IndexProblem
from tests.fakes import KENT, BagOfWords, small_library
from tests.index.test_changes import LONG, given, held

PROJECT = Path(__file__).parents[2]
KILLS = int(os.environ.get("QA_KILLS", "8"))

CHANGER = """
import itertools, os, sys
from pathlib import Path
from corpus.settings import Settings
from index.changes import add_reports, remove_reports
from tests.fakes import ESSEX, BagOfWords
folder = Path(sys.argv[1])
settings = Settings(folder / "reports", folder / "index", "fake-embedder", "")
given = folder / "given"
given.mkdir()
def change():
    for number in itertools.count():
        # A changed file, one in another format, a new one, and one that goes.
        told = str(number + 1000 * os.getpid())
        for name, text in (
            (f"essex.{('md', 'txt')[number % 2]}", ESSEX.replace("5,730", told)),
            ("surrey.md", f"# Inspection of Surrey\\n\\n## Dogs\\n\\nOfficers keep {told} dogs by a river.\\n"),
        ):
            (given / name).write_text(text, encoding="utf-8")
            add_reports(settings, BagOfWords(), [given / name])
        remove_reports(settings, BagOfWords(), ["surrey"])
while (line := sys.stdin.readline()):
    child = os.fork()
    if child == 0:
        change()
    print(child, flush=True)
    os.waitpid(child, 0)
    print("ended", flush=True)
"""


def test_a_change_killed_at_any_moment_loses_nothing(tmp_path: Path) -> None:
    settings = small_library(tmp_path)
    build(settings, BagOfWords())
    rng = random.Random(7)
    with subprocess.Popen(
        [sys.executable, "-c", CHANGER, str(tmp_path)],
        cwd=PROJECT,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as changer:
        assert changer.stdin and changer.stdout
        for _ in range(KILLS):
            changer.stdin.write("go\n")
            changer.stdin.flush()
            child = int(changer.stdout.readline())
            signal.sigtimedwait([], rng.uniform(0.05, 0.6))
            os.kill(child, signal.SIGKILL)
            assert changer.stdout.readline() == "ended\n"
            ids = {report.id for report in load_current(settings.index).manifest.reports}
            assert {"kent", "essex"} <= ids <= {"kent", "essex", "surrey"}
        changer.communicate("")
    built = build(settings, BagOfWords())
    assert {"kent", "essex"} <= {report.id for report in built.reports}
    assert built.problems == ()
    assert all(path in report_files(settings.reports) for path in settings.reports.iterdir())
    assert (settings.reports / "kent.md").read_text(encoding="utf-8") == KENT
    assert sorted(path.name for path in (settings.index / "snapshots").iterdir()) == names(settings.index)


def test_two_who_add_at_once_both_get_in_or_are_told(tmp_path: Path) -> None:
    settings = small_library(tmp_path)
    script = (
        "import sys; from pathlib import Path; from corpus.settings import Settings\n"
        "from index.changes import add_reports; from index.types import IndexBusy; from tests.fakes import BagOfWords\n"
        "f = Path(sys.argv[1]); s = Settings(f / 'reports', f / 'index', 'fake-embedder', '')\n"
        "sys.stdin.readline()\n"
        "for number in range(12):\n"
        "    p = f / f'{sys.argv[2]}{number}.md'\n"
        "    p.write_text(f'# {p.stem}\\n\\nIn {p.stem} all {number} are well.\\n')\n"
        "    try:\n"
        "        add_reports(s, BagOfWords(), [p]); print(p.stem)\n"
        "    except IndexBusy:\n"
        "        pass\n"
    )
    two = [
        subprocess.Popen(
            [sys.executable, "-c", script, str(tmp_path), name],
            cwd=PROJECT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )
        for name in ("left", "right")
    ]  # fmt: skip
    for one in two:
        assert one.stdin
        one.stdin.write("go\n")
        one.stdin.flush()
    added = [line for one in two for line in one.communicate()[0].split()]
    assert added
    ids = {report.id for report in load_current(settings.index).manifest.reports}
    assert ids == {"kent", "essex", *added}
    assert staleness(settings) == ""


WRITES: tuple[tuple[str, str], ...] = (
    ("pathlib.Path", "write_text"),
    ("pathlib.Path", "write_bytes"),
    ("pathlib.Path", "mkdir"),
    ("pathlib.Path", "rename"),
    ("pathlib.Path", "replace"),
    ("os", "fsync"),
    ("shutil", "copyfile"),
)


@pytest.mark.parametrize(("where", "what"), WRITES, ids=lambda name: name)
@pytest.mark.parametrize("nth", range(6))
def test_a_disk_full_at_any_write_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str, what: str, nth: int
) -> None:
    settings = small_library(tmp_path)
    name = build(settings, BagOfWords()).name
    before = held(settings)
    file = given(tmp_path, "essex.txt", LONG)
    module, _, attribute = where.rpartition(".")
    owner = getattr(sys.modules[module], attribute) if module else sys.modules[where]
    real: Callable[..., object] = getattr(owner, what)
    calls = iter(range(10_000))

    def full(*arguments: object, **named: object) -> object:
        if next(calls) == nth:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return real(*arguments, **named)

    with monkeypatch.context() as patch:
        patch.setattr(owner, what, full)
        try:
            add_reports(settings, BagOfWords(), [file])
        except (CorpusError, IndexProblem) as error:
            assert "No space left on device" in str(error)
            assert held(settings) == before
            assert current_name(settings.index) == name
        else:
            assert next(calls) <= nth + 1 or held(settings) == ["essex.txt", "kent.md"]
    load_current(settings.index)
    assert "kent" in {report.id for report in build(settings, BagOfWords()).reports}


@pytest.mark.parametrize("harm", ["flipped", "cut short", "emptied", "removed"])
def test_harm_to_any_file_of_a_snapshot_is_noticed_and_mended(tmp_path: Path, harm: str) -> None:
    settings = small_library(tmp_path)
    build(settings, BagOfWords())
    directory = settings.index / "snapshots" / str(current_name(settings.index))
    kept = tmp_path / "kept"
    shutil.copytree(settings.index, kept)
    files = [path for folder in (directory, settings.index / "parts") for path in folder.iterdir()]
    assert len(files) == 3
    for file in files:
        _harm(file, harm)
        with pytest.raises(IndexProblem, match="run `python -m index build`"):
            load_current(settings.index)
        shutil.copyfile(kept / file.relative_to(settings.index), file)
    _harm(files[-1], harm)
    assert [report.id for report in build(settings, BagOfWords()).reports] == ["essex", "kent"]
    assert load_current(settings.index).name != directory.name


def _harm(path: Path, harm: str) -> None:
    content = bytearray(path.read_bytes())
    if harm == "removed":
        path.unlink()
    elif harm == "flipped":
        content[len(content) // 3] ^= 0x10
        path.write_bytes(content)
    else:
        path.write_bytes(content[: len(content) // 2] if harm == "cut short" else b"")
