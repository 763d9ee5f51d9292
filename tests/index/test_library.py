"""Reports are added to the folder and removed from it whole or not at all."""

from pathlib import Path

import pytest

from corpus.settings import Settings
from corpus.types import CorpusError
from index.library import add_files, remove_reports
from tests.fakes import ESSEX, small_library


@pytest.fixture
def library(tmp_path: Path) -> Settings:
    return small_library(tmp_path)


@pytest.fixture
def surrey(tmp_path: Path) -> Path:
    """A report that is not in the folder yet."""
    path = tmp_path / "surrey.md"
    path.write_text(ESSEX.replace("Essex", "Surrey"), encoding="utf-8")
    return path


def held(settings: Settings) -> list[str]:
    return sorted(path.name for path in settings.reports.iterdir())


def test_an_added_report_lies_in_the_folder(library: Settings, surrey: Path) -> None:
    add_files(library, [surrey])
    assert (library.reports / "surrey.md").read_bytes() == surrey.read_bytes()


def test_adding_says_what_was_recognised(library: Settings, surrey: Path) -> None:
    surrey.with_suffix(".toml").write_text('publisher = "HMIC"\ndate = "2016-02"', encoding="utf-8")
    assert add_files(library, [surrey]) == ["surrey: Inspection of Surrey Police (HMIC, 2016-02)"]


def test_the_stated_facts_come_along(library: Settings, surrey: Path) -> None:
    surrey.with_suffix(".toml").write_text('date = "2016-02"', encoding="utf-8")
    add_files(library, [surrey])
    assert held(library) == ["essex.md", "kent.md", "surrey.md", "surrey.toml"]


def test_a_report_of_the_same_id_is_replaced(library: Settings, tmp_path: Path) -> None:
    other = tmp_path / "essex.txt"
    other.write_text("Essex Police\n\nEssex Police recorded 9 burglaries in the year.\n", encoding="utf-8")
    add_files(library, [other])
    assert held(library) == ["essex.txt", "kent.md"]


def test_adding_what_lies_in_the_folder_already_changes_nothing(library: Settings) -> None:
    before = (library.reports / "kent.md").read_bytes()
    add_files(library, [library.reports / "kent.md"])
    assert (library.reports / "kent.md").read_bytes() == before


def test_one_unreadable_file_among_several_adds_none(library: Settings, surrey: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7 and no more")
    with pytest.raises(CorpusError):
        add_files(library, [surrey, broken])
    assert held(library) == ["essex.md", "kent.md"]


def test_a_file_that_is_not_there_is_named(library: Settings, tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"nowhere\.md is not a file"):
        add_files(library, [tmp_path / "nowhere.md"])


def test_a_copy_that_fails_leaves_the_report_before(
    library: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "essex.txt"
    other.write_text("Essex Police\n\nEssex Police recorded 9 burglaries in the year.\n", encoding="utf-8")

    def full(source: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("shutil.copyfile", full)
    with pytest.raises((OSError, CorpusError)):
        add_files(library, [other])
    assert (library.reports / "essex.md").is_file()


def test_the_folder_is_made_where_there_is_none(tmp_path: Path, surrey: Path) -> None:
    settings = Settings(tmp_path / "new" / "reports", tmp_path / "index", "", "")
    add_files(settings, [surrey])
    assert held(settings) == ["surrey.md"]


def test_a_removed_report_is_gone_with_its_facts(library: Settings) -> None:
    (library.reports / "kent.toml").write_text('date = "2016-02"', encoding="utf-8")
    remove_reports(library, ["kent"])
    assert held(library) == ["essex.md"]


def test_one_unknown_id_among_several_removes_none(library: Settings) -> None:
    with pytest.raises(CorpusError, match="No report called surrey"):
        remove_reports(library, ["kent", "surrey"])
    assert held(library) == ["essex.md", "kent.md"]


def test_an_id_given_twice_is_removed_once(library: Settings) -> None:
    remove_reports(library, ["kent", "kent"])
    assert held(library) == ["essex.md"]


def test_a_report_that_cannot_be_read_can_be_removed(library: Settings) -> None:
    (library.reports / "broken.pdf").write_bytes(b"%PDF-1.7 and no more")
    remove_reports(library, ["broken"])
    assert held(library) == ["essex.md", "kent.md"]
