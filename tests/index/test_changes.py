"""Reports are added and removed in one step: named, compared with what is there, indexed, or nothing at all changes."""

from pathlib import Path

import pytest

import index.build
import index.snapshot
from corpus.admission import Limits
from corpus.settings import Settings
from corpus.types import CorpusError
from index.build import Built, build, staleness
from index.changes import add_reports, remove_reports
from index.snapshot import current_name, load_current, locked
from index.types import IndexProblem
from tests.fakes import ESSEX, BagOfWords, small_library

LONG = "\n\n".join(
    f"In month {number} of the year the force dealt with {number * 7} calls about case {number * 3} in ward {number}."
    for number in range(1, 40)
)
"""Text enough to be compared with other text."""
OTHER = "\n\n".join(
    f"School {number} has {number * 5} pupils, {number} teachers and room for class {number * 2} on its floor {number}."
    for number in range(1, 40)
)


@pytest.fixture
def library(tmp_path: Path) -> Settings:
    settings = small_library(tmp_path)
    build(settings, BagOfWords())
    return settings


def given(folder: Path, name: str, text: str) -> Path:
    """A file that a user has somewhere else."""
    path = folder / "given" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def add(settings: Settings, *files: Path, **stated: str) -> Built:
    return add_reports(settings, BagOfWords(), files, stated=stated)


def held(settings: Settings) -> list[str]:
    return sorted(path.name for path in settings.reports.iterdir())


def indexed(settings: Settings) -> list[str]:
    return [report.id for report in load_current(settings.index).manifest.reports]


def test_an_added_report_is_in_the_folder_and_in_the_index(library: Settings, tmp_path: Path) -> None:
    file = given(tmp_path, "surrey.md", ESSEX.replace("Essex", "Surrey"))
    add(library, file)
    assert (library.reports / "surrey.md").read_bytes() == file.read_bytes()
    assert indexed(library) == ["essex", "kent", "surrey"]
    assert staleness(library) == ""


def test_adding_says_what_was_recognised(library: Settings, tmp_path: Path) -> None:
    given(tmp_path, "surrey.toml", 'publisher = "HMIC"\ndate = "2016-02"')
    built = add(library, given(tmp_path, "surrey.md", f"# Inspection of Surrey Police\n\n{LONG}"))
    assert built.notes == ("surrey: Inspection of Surrey Police (HMIC, 2016-02)",)


def test_only_what_is_new_is_embedded(library: Settings, tmp_path: Path) -> None:
    embedder = BagOfWords()
    add_reports(library, embedder, [given(tmp_path, "surrey.md", ESSEX.replace("Essex", "Surrey"))])
    assert embedder.encoded
    assert all("Surrey" in text or "Officers" in text for text in embedder.encoded)


def test_a_report_is_read_once(library: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index.build, "load_report", lambda path: pytest.fail(f"{path} was read again"))
    add(library, given(tmp_path, "surrey.md", ESSEX.replace("Essex", "Surrey")))
    assert "surrey" in indexed(library)


def test_the_good_files_are_added_and_each_bad_one_is_named(library: Settings, tmp_path: Path) -> None:
    good, bad = given(tmp_path, "surrey.md", LONG), given(tmp_path, "broken.pdf", "%PDF-1.7 and no more")
    built = add(library, bad, good)
    assert indexed(library) == ["essex", "kent", "surrey"]
    assert len(built.refused) == 1
    assert built.refused[0].startswith("broken.pdf is not a readable PDF")
    assert built.problems == built.refused


def test_where_no_file_can_be_added_nothing_changes(library: Settings, tmp_path: Path) -> None:
    before = current_name(library.index), held(library)
    with pytest.raises(CorpusError, match=r"My Scan\.pdf is not a readable PDF.*empty\.txt is empty"):
        add(library, given(tmp_path, "My Scan.pdf", "%PDF-1.7 and no more"), given(tmp_path, "empty.txt", ""))
    assert (current_name(library.index), held(library)) == before


def test_headings_alone_are_no_report(library: Settings, tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"^My Plan\.md holds no text but headings"):
        add(library, given(tmp_path, "My Plan.md", "# Inspection of Surrey Police\n\n## Burglary\n"))
    assert held(library) == ["essex.md", "kent.md"]


def test_a_file_that_is_not_there_is_named(library: Settings, tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"nowhere\.md is not a file"):
        add(library, tmp_path / "nowhere.md")


def test_a_name_is_made_safe_and_said(library: Settings, tmp_path: Path) -> None:
    built = add(library, given(tmp_path, "Surrey (Final) 2016.md", LONG))
    assert held(library) == ["essex.md", "kent.md", "surrey-final-2016.md"]
    assert "Surrey (Final) 2016.md is kept as surrey-final-2016.md." in built.notes


def test_a_file_is_kept_as_what_it_is(library: Settings, tmp_path: Path) -> None:
    add(library, given(tmp_path, "surrey.txt", "<!DOCTYPE html><html><h1>Surrey</h1><p>All is well there.</p></html>"))
    assert held(library) == ["essex.md", "kent.md", "surrey.html"]


def test_the_same_file_under_another_name_is_not_added_again(library: Settings, tmp_path: Path) -> None:
    name = current_name(library.index)
    built = add(library, given(tmp_path, "another.md", ESSEX))
    assert built.notes == (
        "another.md is the same file as essex.md, which is in the reports already: it was not added again.",
    )
    assert (held(library), current_name(library.index)) == (["essex.md", "kent.md"], name)


def test_the_same_file_twice_in_one_command_is_added_once(library: Settings, tmp_path: Path) -> None:
    built = add(library, given(tmp_path, "one.md", LONG), given(tmp_path, "two.md", LONG))
    assert "two.md is the same file as one.md" in built.notes[-1]
    assert indexed(library) == ["essex", "kent", "one"]


def test_the_same_text_in_another_format_under_another_name_is_not_added_again(
    library: Settings, tmp_path: Path
) -> None:
    add(library, given(tmp_path, "calls.md", f"# Calls\n\n{LONG}"))
    built = add(library, given(tmp_path, "copy.txt", f"Calls\n\n{LONG}"))
    assert built.notes == (
        "copy.txt holds the same text as calls.md in another format: it was not added again; remove calls first if you "
        "would rather have this one.",
    )
    assert indexed(library) == ["calls", "essex", "kent"]


def test_another_version_under_another_name_stays_beside_and_is_named(library: Settings, tmp_path: Path) -> None:
    add(library, given(tmp_path, "calls.md", f"# Calls\n\n{LONG}"))
    built = add(library, given(tmp_path, "calls-new.md", f"# Calls\n\n{LONG.replace('ward 20', 'ward 99')}"))
    assert "of its text with calls (“Calls”): both are kept" in built.notes[-1]
    assert indexed(library) == ["calls-new", "calls", "essex", "kent"]


def test_the_same_report_in_another_format_takes_its_place_without_the_old_facts(
    library: Settings, tmp_path: Path
) -> None:
    add(library, given(tmp_path, "calls.md", f"# Calls\n\n{LONG}"), date="2014-02")
    built = add(library, given(tmp_path, "calls.txt", f"Calls\n\n{LONG}"))
    assert "calls.txt takes the place of calls.md, the same report in another format." in built.notes
    assert held(library) == ["calls.txt", "essex.md", "kent.md"]
    assert load_current(library.index).manifest.reports[0].facts.date == ""


def test_of_two_formats_given_at_once_the_one_with_pages_is_added(library: Settings, tmp_path: Path) -> None:
    paged = given(tmp_path, "calls.txt", LONG.replace("ward 20.", "ward 20.\f"))
    built = add(library, paged, given(tmp_path, "calls.md", LONG))
    assert held(library) == ["calls.txt", "essex.md", "kent.md"]
    assert built.notes[-1] == (
        "calls.md holds the same report as calls.txt, which is kept because it has page numbers: remove calls first if "
        "you would rather have this one."
    )


@pytest.mark.parametrize("paged", [True, False])
@pytest.mark.parametrize("order", [1, -1])
def test_both_formats_of_a_name_given_again_change_nothing(
    library: Settings, tmp_path: Path, paged: bool, order: int
) -> None:
    text = given(tmp_path, "calls.txt", LONG.replace("ward 20.", "ward 20.\f") if paged else LONG)
    pair = [text, given(tmp_path, "calls.md", LONG)][::order]
    add(library, *pair)
    before, snapshot = held(library), current_name(library.index)
    built = add(library, *pair)
    assert held(library) == before
    assert current_name(library.index) == snapshot
    kept = "calls.txt" if paged or order == 1 else "calls.md"
    assert kept in before
    assert f"{kept} is in the reports already and has not changed." in built.notes


def test_both_formats_of_a_name_given_again_change_nothing_however_unlike_their_texts(
    library: Settings, tmp_path: Path
) -> None:
    text = given(tmp_path, "calls.txt", LONG.replace("ward 20.", "ward 20.\f"))
    pair = [text, given(tmp_path, "calls.md", LONG[: len(LONG) // 3])]
    add(library, *pair)
    add(library, *pair)
    assert held(library) == ["calls.txt", "essex.md", "kent.md"]


def test_a_format_without_pages_does_not_take_the_place_of_one_that_has_them(library: Settings, tmp_path: Path) -> None:
    add(library, given(tmp_path, "calls.txt", LONG.replace("ward 20.", "ward 20.\f")))
    add(library, given(tmp_path, "calls.md", LONG))
    assert held(library) == ["calls.txt", "essex.md", "kent.md"]


def test_a_format_with_pages_takes_the_place_of_one_that_has_none(library: Settings, tmp_path: Path) -> None:
    plain = given(tmp_path, "calls.md", LONG)
    add(library, plain)
    built = add(library, given(tmp_path, "calls.txt", LONG.replace("ward 20.", "ward 20.\f")), plain)
    assert held(library) == ["calls.txt", "essex.md", "kent.md"]
    assert "calls.txt takes the place of calls.md, the same report in another format." in built.notes
    assert "calls.md holds the same report as calls.txt, which is kept because" in built.notes[-1]


def test_a_changed_file_replaces_its_old_version(library: Settings, tmp_path: Path) -> None:
    built = add(library, given(tmp_path, "essex.md", ESSEX.replace("5,730", "6,000")))
    assert "essex.md replaces the older essex.md." in built.notes
    assert "6,000" in (library.reports / "essex.md").read_text(encoding="utf-8")


def test_another_report_of_the_same_name_replaces_nothing(library: Settings, tmp_path: Path) -> None:
    add(library, given(tmp_path, "report.md", LONG))
    built = add(library, given(tmp_path, "report.md", OTHER))
    assert held(library) == ["essex.md", "kent.md", "report-2.md", "report.md"]
    assert "report.md is kept as report-2.md." in built.notes
    add(library, given(tmp_path, "report.md", OTHER.replace("School 20", "School 99")))
    assert held(library) == ["essex.md", "kent.md", "report-2.md", "report.md"]
    assert "School 99" in (library.reports / "report-2.md").read_text(encoding="utf-8")


SENTENCE = "Thank you for your letter on the matter of the school bus, to which we shall reply within the month."


@pytest.mark.parametrize(
    ("there", "newcomer"), [(LONG, SENTENCE), (SENTENCE, LONG), (LONG[:500], OTHER[:500]), (SENTENCE, OTHER[:500])]
)
def test_another_report_of_the_same_name_replaces_nothing_however_short(
    library: Settings, tmp_path: Path, there: str, newcomer: str
) -> None:
    add(library, given(tmp_path, "letter.md", there))
    add(library, given(tmp_path, "letter.md", newcomer))
    assert held(library) == ["essex.md", "kent.md", "letter-2.md", "letter.md"]


@pytest.mark.parametrize(
    ("there", "newcomer"),
    [(LONG[:500], LONG[200:700]), (SENTENCE, SENTENCE.replace("bus", "meals")), ("All is well.", "All is not well.")],
)
def test_a_short_report_is_replaced_by_its_new_version(
    library: Settings, tmp_path: Path, there: str, newcomer: str
) -> None:
    add(library, given(tmp_path, "letter.md", there))
    add(library, given(tmp_path, "letter.md", newcomer))
    assert held(library) == ["essex.md", "kent.md", "letter.md"]


def test_a_report_of_tables_alone_is_replaced_by_its_new_version(library: Settings, tmp_path: Path) -> None:
    table = "| Ward | Calls |\n|---|---|\n| North | 12 |\n| South | 20 |\n"
    add(library, given(tmp_path, "calls.md", table))
    add(library, given(tmp_path, "calls.md", table.replace("20", "21")))
    assert held(library) == ["calls.md", "essex.md", "kent.md"]


def test_two_reports_of_one_name_may_share_what_their_inspectorate_always_says(
    library: Settings, tmp_path: Path
) -> None:
    common = "\n\n".join(LONG.split("\n\n")[:8])
    add(library, given(tmp_path, "report.md", LONG))
    add(library, given(tmp_path, "report.md", f"{OTHER}\n\n{common}"))
    assert held(library) == ["essex.md", "kent.md", "report-2.md", "report.md"]


def test_a_report_that_was_put_into_the_folder_by_hand_is_not_replaced_by_another_one(
    library: Settings, tmp_path: Path
) -> None:
    (library.reports / "surrey.md").write_text(LONG, encoding="utf-8")
    built = add(library, given(tmp_path, "surrey.md", OTHER))
    assert held(library) == ["essex.md", "kent.md", "surrey-2.md", "surrey.md"]
    assert (library.reports / "surrey.md").read_text(encoding="utf-8") == LONG
    assert "surrey.md is kept as surrey-2.md." in built.notes


def test_a_report_that_was_put_into_the_folder_by_hand_is_replaced_by_its_new_version(
    library: Settings, tmp_path: Path
) -> None:
    (library.reports / "surrey.md").write_text(LONG, encoding="utf-8")
    built = add(library, given(tmp_path, "surrey.md", LONG.replace("ward 20", "ward 99")))
    assert held(library) == ["essex.md", "kent.md", "surrey.md"]
    assert "surrey.md replaces the older surrey.md." in built.notes


def test_a_report_that_was_changed_by_hand_is_compared_as_it_is_now(library: Settings, tmp_path: Path) -> None:
    add(library, given(tmp_path, "surrey.md", LONG))
    (library.reports / "surrey.md").write_text(OTHER, encoding="utf-8")
    add(library, given(tmp_path, "surrey.md", LONG))
    assert (library.reports / "surrey.md").read_text(encoding="utf-8") == OTHER
    assert indexed(library) == ["essex", "kent", "surrey-2", "surrey"]


@pytest.mark.parametrize("lost", ["missing", "damaged"])
def test_without_the_index_another_report_of_the_same_name_replaces_nothing(
    library: Settings, tmp_path: Path, lost: str
) -> None:
    add(library, given(tmp_path, "surrey.md", LONG))
    current = library.index / "current"
    current.unlink() if lost == "missing" else current.write_text("damaged", encoding="utf-8")
    add(library, given(tmp_path, "surrey.md", OTHER))
    assert indexed(library) == ["essex", "kent", "surrey-2", "surrey"]


def test_a_file_that_cannot_be_read_is_not_replaced(library: Settings, tmp_path: Path) -> None:
    broken = given(library.reports.parent, "surrey.pdf", "%PDF-1.7 and no more").replace(library.reports / "surrey.pdf")
    add(library, given(tmp_path, "surrey.md", LONG))
    assert broken.is_file()
    assert indexed(library) == ["essex", "kent", "surrey-2"]


def test_a_damaged_sidecar_is_replaced_by_the_mended_one_of_the_same_report(library: Settings, tmp_path: Path) -> None:
    (library.reports / "surrey.md").write_text(LONG, encoding="utf-8")
    (library.reports / "surrey.toml").write_text("title = ", encoding="utf-8")
    given(tmp_path, "surrey.toml", 'title = "Surrey in figures"')
    built = add(library, given(tmp_path, "surrey.md", LONG))
    assert held(library) == ["essex.md", "kent.md", "surrey.md", "surrey.toml"]
    assert built.reports[-1].facts.title == "Surrey in figures"
    assert not built.problems


def test_facts_given_by_hand_stand_over_those_of_the_file(library: Settings, tmp_path: Path) -> None:
    given(tmp_path, "surrey.toml", 'publisher = "HMIC"\ndate = "2016-02"')
    add(library, given(tmp_path, "surrey.md", LONG), title="Surrey", date="2017")
    facts = load_current(library.index).manifest.reports[-1].facts
    assert (facts.title, facts.publisher, facts.date) == ("Surrey", "HMIC", "2017")


def test_facts_that_are_no_text_are_refused(library: Settings, tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"What is stated of surrey\.md holds characters that are not text"):
        add(library, given(tmp_path, "surrey.md", LONG), title="Surrey\udce9")
    assert held(library) == ["essex.md", "kent.md"]


def test_a_report_that_may_not_be_read_does_not_keep_others_from_being_added(
    library: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path == library.reports / "essex.md":
            raise PermissionError(13, "Permission denied")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    built = add(library, given(tmp_path, "surrey.md", ESSEX.replace("Essex", "Wales")))
    assert [report.id for report in built.reports] == ["kent", "surrey"]
    assert "essex.md cannot be opened" in built.problems[0]


def test_facts_can_be_given_to_a_report_that_is_there(library: Settings) -> None:
    add(library, library.reports / "kent.md", date="2016")
    assert load_current(library.index).manifest.reports[1].facts.date == "2016"
    assert held(library) == ["essex.md", "kent.md", "kent.toml"]


def test_facts_are_given_for_one_file_at_a_time(library: Settings, tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="one file at a time"):
        add(library, given(tmp_path, "a.md", LONG), given(tmp_path, "b.md", OTHER), title="Both")


def test_adding_what_lies_in_the_folder_already_indexes_it(library: Settings) -> None:
    (library.reports / "surrey.md").write_text(LONG, encoding="utf-8")
    add(library, library.reports / "surrey.md")
    assert indexed(library) == ["essex", "kent", "surrey"]


def test_adding_what_is_there_makes_no_snapshot(library: Settings) -> None:
    name = current_name(library.index)
    built = add(library, library.reports / "kent.md")
    assert built.notes == ("kent.md is in the reports already and has not changed.",)
    assert (current_name(library.index), built.name) == (name, name)


@pytest.mark.parametrize("limits", [Limits(bytes=100), Limits(pages=0)])
def test_what_is_over_the_limits_is_refused(library: Settings, tmp_path: Path, limits: Limits) -> None:
    with pytest.raises(CorpusError, match=r"long\.md has .* at most"):
        add_reports(library, BagOfWords(), [given(tmp_path, "long.md", LONG * 3)], limits=limits)
    assert held(library) == ["essex.md", "kent.md"]


def test_an_index_that_cannot_be_written_leaves_the_folder_as_it_was(
    library: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(index.snapshot, "_write_lines", full)
    with pytest.raises(IndexProblem, match="No space left on device"):
        add(library, given(tmp_path, "essex.txt", LONG))
    assert held(library) == ["essex.md", "kent.md"]
    assert staleness(library) == ""


def test_a_folder_that_cannot_be_written_is_said_plainly(
    library: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(source: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("shutil.copyfile", full)
    with pytest.raises(CorpusError, match="make room or set QA_REPORTS"):
        add(library, given(tmp_path, "surrey.md", LONG))
    assert held(library) == ["essex.md", "kent.md"]


def test_nothing_is_added_while_another_process_changes_the_index(library: Settings, tmp_path: Path) -> None:
    with locked(library.index), pytest.raises(IndexProblem, match="Another process"):
        add(library, given(tmp_path, "surrey.md", LONG))
    assert held(library) == ["essex.md", "kent.md"]


def test_a_removed_report_is_gone_from_folder_and_index(library: Settings) -> None:
    remove_reports(library, BagOfWords(), ["essex"])
    assert (held(library), indexed(library)) == (["kent.md"], ["kent"])


def test_a_report_that_cannot_be_taken_out_of_the_index_stays_in_the_folder(
    library: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(index.snapshot, "_write_lines", full)
    with pytest.raises(IndexProblem, match="No space left on device"):
        remove_reports(library, BagOfWords(), ["essex"])
    assert held(library) == ["essex.md", "kent.md"]
    assert staleness(library) == ""


def test_a_folder_is_refused_with_what_to_give_instead(library: Settings, tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"is not a file but a folder: give the reports in it, as in .*/reports/\*\."):
        add(library, library.reports)


def test_a_path_that_nothing_can_have_is_no_fault_of_the_reports_folder(library: Settings, tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"cannot be opened \(File name too long\)"):
        add(library, tmp_path / ("a" * 300 + ".pdf"))


def test_a_first_report_can_be_added_where_there_is_nothing(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "new" / "reports", tmp_path / "index", "", "")
    add(settings, given(tmp_path, "surrey.md", LONG))
    assert indexed(settings) == ["surrey"]
