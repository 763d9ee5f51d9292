"""Files are put into the folder of reports and taken out of it whole or not at all."""

from pathlib import Path

import pytest

from corpus.load import load_report, read_sidecar
from corpus.types import CorpusError, Facts
from index.library import arriving, put, recover, take_out, write_sidecar
from tests.fakes import ESSEX, small_library


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return small_library(tmp_path).reports


@pytest.fixture
def staged(tmp_path: Path) -> Path:
    """A place where a report waits to be put into the folder."""
    place = tmp_path / "staged"
    place.mkdir()
    return place


def held(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def report(place: Path, name: str, text: str = ESSEX) -> Path:
    path = place / name
    path.write_text(text, encoding="utf-8")
    return path


def test_what_is_put_in_lies_in_the_folder_with_its_facts(folder: Path, staged: Path) -> None:
    report(staged, "surrey.toml", 'date = "2016-02"')
    with put(folder, [report(staged, "surrey.md")]):
        pass
    assert held(folder) == ["essex.md", "kent.md", "surrey.md", "surrey.toml"]


def test_a_report_of_the_same_id_is_replaced_with_its_facts(folder: Path, staged: Path) -> None:
    report(folder, "essex.toml", 'date = "2014-02"')
    with put(folder, [report(staged, "essex.txt")]):
        pass
    assert held(folder) == ["essex.txt", "kent.md"]


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), CorpusError("no"), KeyboardInterrupt()])
def test_what_fails_changes_nothing(folder: Path, staged: Path, error: BaseException) -> None:
    before = {name: (folder / name).read_bytes() for name in held(folder)}
    report(folder, "essex.toml", 'date = "2014-02"')
    report(staged, "essex.toml", 'date = "2016-02"')
    files = [report(staged, "essex.txt", "other"), report(staged, "surrey.md")]
    with pytest.raises((CorpusError, KeyboardInterrupt)), put(folder, files):
        raise error
    assert held(folder) == ["essex.md", "essex.toml", "kent.md"]
    assert (folder / "essex.md").read_bytes() == before["essex.md"]
    assert read_sidecar(folder / "essex.toml").date == "2014-02"


def test_a_full_disk_is_said_plainly(folder: Path, staged: Path) -> None:
    with pytest.raises(CorpusError, match=r"No space left on device\): make room or set QA_REPORTS"), put(folder, []):
        raise OSError(28, "No space left on device")


def test_a_report_set_aside_comes_back_when_its_replacement_did_not_come(folder: Path) -> None:
    (folder / "essex.md").rename(folder / ".essex.md.replaced")
    recover(folder)
    assert held(folder) == ["essex.md", "kent.md"]


def test_facts_set_aside_come_back_with_their_report(folder: Path) -> None:
    (folder / "essex.md").rename(folder / ".essex.md.replaced")
    report(folder, ".essex.toml.replaced", 'date = "2014-02"')
    report(folder, "essex.toml", 'date = "2016-02"')  # the replacement's, which came first
    recover(folder)
    assert load_report(folder / "essex.md").facts.date == "2014-02"


def test_a_report_set_aside_goes_when_its_replacement_has_come(folder: Path) -> None:
    report(folder, ".essex.txt.replaced")
    report(folder, ".essex.toml.replaced")
    recover(folder)
    assert held(folder) == ["essex.md", "kent.md"]


def test_what_was_arriving_is_cleared_away(folder: Path) -> None:
    (folder / ".arriving" / "x").mkdir(parents=True)
    report(folder / ".arriving" / "x", "half.pdf")
    recover(folder)
    assert held(folder) == ["essex.md", "kent.md"]


def test_the_place_for_arrivals_is_gone_afterwards(folder: Path) -> None:
    with arriving(folder) as place:
        report(place, "surrey.md")
    assert held(folder) == ["essex.md", "kent.md"]


def test_the_folder_is_made_where_there_is_none(tmp_path: Path) -> None:
    with arriving(tmp_path / "new" / "reports"):
        pass
    assert (tmp_path / "new" / "reports").is_dir()


def test_a_folder_that_is_a_file_is_said_plainly(tmp_path: Path) -> None:
    report(tmp_path, "reports")
    with pytest.raises(CorpusError, match="QA_REPORTS"), arriving(tmp_path / "reports"):
        pass


def test_a_report_taken_out_is_gone_with_its_facts(folder: Path) -> None:
    report(folder, "kent.toml", 'date = "2016-02"')
    with take_out(folder, ["kent"]):
        pass
    assert held(folder) == ["essex.md"]


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), CorpusError("no"), KeyboardInterrupt()])
def test_a_report_stays_with_its_facts_where_it_could_not_be_taken_out_of_all(
    folder: Path, error: BaseException
) -> None:
    report(folder, "kent.toml", 'date = "2016-02"')
    with pytest.raises((CorpusError, KeyboardInterrupt)), take_out(folder, ["kent"]):
        assert "kent.md" not in held(folder)
        raise error
    assert held(folder) == ["essex.md", "kent.md", "kent.toml"]


def test_one_unknown_id_among_several_takes_none_out(folder: Path) -> None:
    with pytest.raises(CorpusError, match="No report called surrey"), take_out(folder, ["kent", "surrey"]):
        pass
    assert held(folder) == ["essex.md", "kent.md"]


@pytest.mark.parametrize("id_", ["../kent", "..", "", ".", "kent.md", "/etc/passwd"])
def test_an_id_that_is_a_path_takes_nothing_out(folder: Path, id_: str) -> None:
    with pytest.raises(CorpusError, match="No report called"), take_out(folder, [id_]):
        pass


def test_an_id_given_twice_is_taken_out_once(folder: Path) -> None:
    with take_out(folder, ["kent", "kent"]):
        pass
    assert held(folder) == ["essex.md"]


def test_the_last_reports_stay(folder: Path) -> None:
    with pytest.raises(CorpusError, match="No report would be left"), take_out(folder, ["kent", "essex"]):
        pass
    assert held(folder) == ["essex.md", "kent.md"]


def test_a_report_that_cannot_be_read_can_be_taken_out(folder: Path) -> None:
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 and no more")
    with take_out(folder, ["broken"]):
        pass
    assert held(folder) == ["essex.md", "kent.md"]


def test_a_deletion_that_fails_is_said_plainly(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, target: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(CorpusError, match="Permission denied"), take_out(folder, ["kent"]):
        pytest.fail("taken out all the same")
    assert held(folder) == ["essex.md", "kent.md"]


@pytest.mark.parametrize("title", ['A "quoted" title', "back\\slash", "two\nlines", "del\x7f", "é ’ 報告", "\\u0041"])
def test_facts_written_beside_a_report_are_read_as_they_were(folder: Path, title: str) -> None:
    facts = Facts(title, date="2016-02", examples=("How many?", title))
    write_sidecar(folder / "kent.md", facts)
    assert read_sidecar(folder / "kent.toml") == facts


def test_a_folder_with_the_name_of_a_report_stays(folder: Path, staged: Path) -> None:
    (folder / "essex.html").mkdir()
    with put(folder, [report(staged, "essex.txt")]):
        pass
    assert held(folder) == ["essex.html", "essex.txt", "kent.md"]
