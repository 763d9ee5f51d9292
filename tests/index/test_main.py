"""`python -m index`: what each command prints, and one sentence for what the user can mend."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import index.__main__
import index.snapshot
from corpus.settings import Settings
from index.build import build
from index.snapshot import load_current
from index.types import IndexProblem
from tests.fakes import ESSEX, BagOfWords, small_library

PROJECT = Path(__file__).parents[2]
Command = Callable[..., int]


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Two reports, and the environment that names them and the fake embedder."""
    settings = small_library(tmp_path)
    monkeypatch.setenv("QA_REPORTS", str(settings.reports))
    monkeypatch.setenv("QA_INDEX", str(settings.index))
    monkeypatch.setenv("QA_EMBEDDER", settings.embedder)
    monkeypatch.setattr(index.__main__, "load_embedder", lambda source: BagOfWords(fingerprint=source))
    return settings


@pytest.fixture
def run(library: Settings, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Runs one command line."""

    def command(*words: str) -> int:
        monkeypatch.setattr("sys.argv", ["index", *words])
        return index.__main__.main()

    return command


def test_build_indexes_the_folder(run: Command, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("build") == 0
    assert capsys.readouterr().out.startswith("Indexed 2 report(s), 3 passages")


def test_build_names_what_it_left_out(run: Command, library: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    (library.reports / "broken.pdf").write_bytes(b"%PDF-1.7 and no more")
    run("build")
    assert "Left out: broken.pdf" in capsys.readouterr().err


def test_list_shows_each_report(run: Command, capsys: pytest.CaptureFixture[str]) -> None:
    run("build")
    capsys.readouterr()
    run("list")
    assert [line for line in capsys.readouterr().out.splitlines() if not line.startswith(" ")] == ["essex", "kent"]


def test_list_shows_the_facts_of_each_report(
    run: Command, library: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    title = "Inspection of how the force deals with calls, with crimes and with all those who come to harm by them"
    stated = f'title = "{title}"\nbody = "Essex Police"\ndate = "2015-02"\npublisher = "HMIC"'
    (library.reports / "essex.toml").write_text(stated, encoding="utf-8")
    run("build")
    capsys.readouterr()
    run("list")
    lines = capsys.readouterr().out.splitlines()
    assert "  body: Essex Police | date: 2015-02 | publisher: HMIC | passages: 1" in lines
    assert max(map(len, lines)) <= 100
    run("list", "--json")
    listed = json.loads(capsys.readouterr().out)[0]
    assert listed == {
        "id": "essex",
        "title": title,
        "body": "Essex Police",
        "date": "2015-02",
        "publisher": "HMIC",
        "pages": None,
        "passages": 1,
    }


def test_a_list_that_is_not_read_to_its_end_ends_quietly(library: Settings) -> None:
    build(library, BagOfWords())
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as closed:
        ended = subprocess.run(
            [sys.executable, "-m", "index", "list"],
            cwd=PROJECT,
            check=False,
            stdout=closed,
            stderr=subprocess.PIPE,
            text=True,
        )
    assert (ended.returncode, ended.stderr) == (0, "")


def test_a_list_needs_no_more_than_the_manifest(
    run: Command, library: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    build(library, BagOfWords())
    monkeypatch.setattr(index.snapshot, "load", lambda directory: pytest.fail(f"{directory} was loaded"))
    run("list")
    assert "kent\n" in capsys.readouterr().out


@pytest.mark.parametrize("command", ["list", "status", "rollback"])
def test_a_command_that_needs_an_index_says_when_there_is_none(
    run: Command, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    assert run(command) == 1
    assert capsys.readouterr().err.startswith("There is no ")


def test_status_of_a_fresh_index_says_so(run: Command, capsys: pytest.CaptureFixture[str]) -> None:
    run("build")
    run("status")
    assert "Fresh" in capsys.readouterr().out


def test_status_says_why_an_index_is_stale(run: Command, library: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    run("build")
    (library.reports / "essex.md").unlink()
    run("status")
    assert "Stale: reports have changed: essex; run `python -m index build`." in capsys.readouterr().out


def test_add_copies_and_indexes(run: Command, library: Settings, tmp_path: Path) -> None:
    (tmp_path / "surrey.md").write_text(ESSEX.replace("Essex", "Surrey"), encoding="utf-8")
    assert run("add", str(tmp_path / "surrey.md")) == 0
    assert [report.id for report in load_current(library.index).manifest.reports] == ["essex", "kent", "surrey"]


def test_add_of_a_file_whose_name_is_no_text_says_what_it_is_kept_as(library: Settings, tmp_path: Path) -> None:
    build(library, BagOfWords())
    file = bytes(tmp_path / "caf") + b"\xe9.md"
    Path(os.fsdecode(file)).write_text(ESSEX, encoding="utf-8")
    ended = subprocess.run(
        [sys.executable, "-m", "index", "add", file],
        cwd=PROJECT,
        check=False,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    assert ended.returncode == 0
    assert ended.stdout.startswith(r"caf\udce9.md is the same file as essex.md")


def test_add_of_an_unknown_format_is_one_sentence(
    run: Command, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "sheet.xlsx").write_bytes(b"PK")
    assert run("add", str(tmp_path / "sheet.xlsx")) == 1
    assert "\nsheet.xlsx has a format that is not read here" in capsys.readouterr().err


def test_add_keeps_the_good_files_and_names_the_bad_ones(
    run: Command, library: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "surrey.md").write_text(ESSEX.replace("Essex", "Surrey"), encoding="utf-8")
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 and no more")
    assert run("add", str(tmp_path / "broken.pdf"), str(tmp_path / "surrey.md")) == 1
    said = capsys.readouterr()
    assert "surrey: Inspection of Surrey Police" in said.out
    assert "Not added: broken.pdf is not a readable PDF" in said.err
    assert [report.id for report in load_current(library.index).manifest.reports] == ["essex", "kent", "surrey"]


def test_facts_can_be_given_by_hand(run: Command, library: Settings, tmp_path: Path) -> None:
    (tmp_path / "surrey.md").write_text(ESSEX.replace("Essex", "Surrey"), encoding="utf-8")
    run("add", str(tmp_path / "surrey.md"), "--title", "Surrey 2016", "--date", "2016-02", "--body", "Surrey Police")
    facts = load_current(library.index).manifest.reports[-1].facts
    assert (facts.title, facts.date, facts.body) == ("Surrey 2016", "2016-02", "Surrey Police")


def test_a_date_given_by_hand_is_kept_in_iso_order(run: Command, library: Settings, tmp_path: Path) -> None:
    (tmp_path / "surrey.md").write_text(ESSEX.replace("Essex", "Surrey"), encoding="utf-8")
    run("add", str(tmp_path / "surrey.md"), "--date", "18 February 2016")
    assert load_current(library.index).manifest.reports[-1].facts.date == "2016-02-18"


def test_a_date_by_hand_that_is_none_is_one_sentence(
    run: Command, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "surrey.md").write_text(ESSEX.replace("Essex", "Surrey"), encoding="utf-8")
    assert run("add", str(tmp_path / "surrey.md"), "--date", "2015-16") == 1
    assert capsys.readouterr().err.startswith("--date gives the date '2015-16'")


def test_remove_deletes_and_indexes(run: Command, library: Settings) -> None:
    run("build")
    assert run("remove", "essex") == 0
    assert [report.id for report in load_current(library.index).manifest.reports] == ["kent"]


def test_remove_of_an_unknown_report_is_one_sentence(run: Command, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("remove", "surrey") == 1
    assert capsys.readouterr().err.startswith("No report called surrey")


def test_rollback_serves_the_snapshot_before(run: Command, library: Settings) -> None:
    first = build(library, BagOfWords()).name
    build(library, BagOfWords())
    assert run("rollback") == 0
    assert load_current(library.index).name == first


def test_rollback_from_the_first_snapshot_is_one_sentence(run: Command, capsys: pytest.CaptureFixture[str]) -> None:
    run("build")
    assert run("rollback") == 1
    assert "There is no earlier snapshot to go back to." in capsys.readouterr().err


def test_rollback_to_a_damaged_snapshot_keeps_the_one_served(run: Command, library: Settings) -> None:
    first = build(library, BagOfWords()).name
    second = build(library, BagOfWords()).name
    (library.index / "snapshots" / first / "manifest.json").write_text("{}", encoding="utf-8")
    assert run("rollback") == 1
    assert load_current(library.index).name == second


@pytest.fixture
def no_embedder(library: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """The two reports, indexed; from here on the embedder must not be loaded."""
    build(library, BagOfWords())
    monkeypatch.setattr(index.__main__, "load_embedder", lambda source: pytest.fail("the embedder was loaded"))
    return library


@pytest.mark.parametrize(
    "words", [("add", "nowhere.pdf"), ("add", "a.md", "b.md", "--title", "Both"), ("remove", "surrey"), ("remove", "")]
)
def test_what_is_wrong_is_told_before_the_embedder_is_loaded(
    run: Command, no_embedder: Settings, words: tuple[str, ...]
) -> None:
    assert run(*words) == 1


def test_a_broken_file_is_told_before_the_embedder_is_loaded(
    run: Command, no_embedder: Settings, tmp_path: Path
) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 and no more")
    assert run("add", str(tmp_path / "broken.pdf")) == 1


def test_what_embeds_nothing_does_without_the_embedder(run: Command, no_embedder: Settings, tmp_path: Path) -> None:
    essex = tmp_path / "essex.md"
    essex.write_text(ESSEX, encoding="utf-8")
    assert [run("remove", "essex"), run("build"), run("add", str(essex)), run("rollback"), run("build")] == [0] * 5
    assert [report.id for report in load_current(no_embedder.index).manifest.reports] == ["essex", "kent"]


def test_an_embedder_that_cannot_be_loaded_is_told_and_changes_nothing(
    run: Command, library: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    build(library, BagOfWords())

    def refuse(source: str) -> BagOfWords:
        raise IndexProblem(f"The embedder {source} cannot be loaded.")

    monkeypatch.setattr(index.__main__, "load_embedder", refuse)
    monkeypatch.setenv("QA_EMBEDDER", "nowhere")
    assert run("remove", "essex") == 1
    assert "The embedder nowhere cannot be loaded." in capsys.readouterr().err
    assert sorted(path.name for path in library.reports.iterdir()) == ["essex.md", "kent.md"]


def test_rollback_says_where_the_folder_holds_something_else(
    run: Command, library: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    run("build")
    (library.reports / "surrey.md").write_text(ESSEX.replace("Essex", "Surrey"), encoding="utf-8")
    run("build")
    run("rollback")
    said = capsys.readouterr().out.splitlines()[-1]
    assert said.startswith("The reports folder is not changed by this (reports have changed: surrey)")


def test_a_report_named_twice_is_removed_once(run: Command, capsys: pytest.CaptureFixture[str]) -> None:
    run("build")
    assert run("remove", "essex", "essex") == 0
    assert "Removed: essex.\n" in capsys.readouterr().out


def test_a_command_that_is_stopped_says_so_and_leaves_all_in_order(
    run: Command, library: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    name = build(library, BagOfWords()).name

    def stop(source: str) -> BagOfWords:
        raise KeyboardInterrupt

    monkeypatch.setattr(index.__main__, "load_embedder", stop)
    (tmp_path / "surrey.md").write_text(ESSEX.replace("Essex", "Surrey"), encoding="utf-8")
    assert run("add", str(tmp_path / "surrey.md")) == 130
    assert capsys.readouterr().err.endswith("Stopped before it was finished.\n")
    assert load_current(library.index).name == name
    assert sorted(path.name for path in library.reports.iterdir()) == ["essex.md", "kent.md"]


def test_a_command_is_needed(run: Command) -> None:
    with pytest.raises(SystemExit):
        run()
