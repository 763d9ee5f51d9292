"""Files become reports, or an error that says what to do."""

import logging
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus import CorpusError, cut, load_report, report_files
from corpus.types import Document


def write(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def test_a_sidecar_overrides_what_the_document_states(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", b"Staffing review\n\nAll posts are filled.\n")
    write(tmp_path, "a.toml", b'title = "Review of staffing"\ndate = "2016-02"\n')
    facts = load_report(tmp_path / "a.txt").facts
    assert (facts.title, facts.date, facts.publisher) == ("Review of staffing", "2016-02", "")


def test_the_first_heading_is_the_title_where_none_is_stated(tmp_path: Path) -> None:
    assert load_report(write(tmp_path, "a.txt", b"Staffing review\n\nAll posts are filled.\n")).facts.title == (
        "Staffing review"
    )


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("empty.txt", b"", "no text"),
        ("blank.txt", b" \n\n \n", "no text"),
        ("binary.txt", bytes(range(1, 128)) * 20, "not a text file"),
        ("undefined.txt", b"\x81\x8d\x8f\x90\x9d", "neither UTF-8 nor Windows-1252"),
        ("sheet.xlsx", b"PK", "not read here"),
    ],
)
def test_a_file_that_is_no_report_is_refused_in_one_sentence(
    tmp_path: Path, name: str, data: bytes, message: str
) -> None:
    with pytest.raises(CorpusError, match=message):
        load_report(write(tmp_path, name, data))


@pytest.mark.parametrize("error", [RecursionError, ValueError, KeyError, PermissionError])
def test_what_no_reader_expects_is_said_in_one_sentence_and_logged(
    tmp_path: Path, error: type[Exception], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def read(path: Path) -> Document:
        raise error("unexpected")

    monkeypatch.setattr("corpus.formats.text.read", read)
    caplog.set_level(logging.DEBUG, "corpus.load")
    with pytest.raises(CorpusError, match=r"^a\.txt cannot be read, [^.]*\.$"):
        load_report(write(tmp_path, "a.txt", b"All is well here.\n"))
    (record,) = caplog.records
    assert record.levelno == logging.DEBUG
    assert record.exc_info


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="not a file"):
        load_report(tmp_path / "none.txt")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_text_is_read_in_the_usual_encodings(tmp_path: Path, encoding: str) -> None:
    text = "Review – 2015\n\nThe force’s gas debt was £80,000.\n"
    assert load_report(write(tmp_path, "a.txt", text.encode(encoding))).text == text


def test_windows_line_ends_are_line_ends(tmp_path: Path) -> None:
    assert load_report(write(tmp_path, "a.txt", b"Review\r\n\r\nAll is well.\r\n")).text == "Review\n\nAll is well.\n"


def test_form_feeds_number_the_pages(tmp_path: Path) -> None:
    report = load_report(write(tmp_path, "a.txt", b"Review\n\nAll is well.\n\fFindings\n\nAll is good.\n\f"))
    pages = [block.page for _, section in report.walk() for block in section.blocks]
    assert (report.pages, pages) == (2, [1, 2])


def test_text_without_form_feeds_has_no_pages(tmp_path: Path) -> None:
    report = load_report(write(tmp_path, "a.txt", b"Review\n\nAll is well.\n"))
    assert (report.pages, report.sections[0].blocks[0].page) == (None, None)


def test_a_folders_reports_come_in_order_without_other_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "notes.toml.bak", ".hidden.txt"):
        write(tmp_path, name, b"All is well here.\n")
    assert [path.stem for path in report_files(tmp_path)] == ["a", "b"]


def test_a_folder_or_a_link_to_nothing_is_no_report(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", b"All is well here.\n")
    (tmp_path / "a.html").mkdir()
    (tmp_path / "b.pdf").symlink_to(tmp_path / "gone.pdf")
    assert [path.name for path in report_files(tmp_path)] == ["a.txt"]


def test_two_files_of_one_id_are_refused(tmp_path: Path) -> None:
    for name in ("a.txt", "a.md"):
        write(tmp_path, name, b"All is well here.\n")
    with pytest.raises(CorpusError, match="share one id"):
        report_files(tmp_path)


def test_a_sidecar_with_an_unknown_fact_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "a.toml", b'auther = "HMIC"\n')
    with pytest.raises(CorpusError, match="auther"):
        load_report(write(tmp_path, "a.txt", b"All is well here.\n"))


@pytest.mark.parametrize("facts", [b"a = " + b"[" * 3000, b"title = " + b"1" * 5000])
def test_a_sidecar_that_no_one_wrote_is_refused(tmp_path: Path, facts: bytes) -> None:
    write(tmp_path, "a.toml", facts)
    with pytest.raises(CorpusError, match=r"a\.toml cannot be read, it holds more than facts"):
        load_report(write(tmp_path, "a.txt", b"All is well here.\n"))


def test_a_sidecar_that_cannot_be_opened_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(*_: object, **__: object) -> str:
        raise PermissionError(13, "Permission denied")

    path = write(tmp_path, "a.txt", b"All is well here.\n")
    write(tmp_path, "a.toml", b'title = "A"')
    monkeypatch.setattr(Path, "read_text", locked)
    with pytest.raises(CorpusError, match=r"a\.toml cannot be opened \(Permission denied\)"):
        load_report(path)


def test_a_sidecars_date_is_read_as_a_person_writes_it(tmp_path: Path) -> None:
    write(tmp_path, "a.toml", b'date = "18 February 2016"\n')
    assert load_report(write(tmp_path, "a.txt", b"All is well here.\n")).facts.date == "2016-02-18"


def test_a_sidecar_without_a_date_that_the_calendar_has_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "a.toml", b'date = "2015-16"\n')
    with pytest.raises(CorpusError, match=r"a\.toml gives the date '2015-16'"):
        load_report(write(tmp_path, "a.txt", b"All is well here.\n"))


def test_example_questions_are_read_from_the_sidecar(tmp_path: Path) -> None:
    write(tmp_path, "a.toml", b'examples = ["How many?", "Who?"]\n')
    assert load_report(write(tmp_path, "a.txt", b"All is well here.\n")).facts.examples == ("How many?", "Who?")


@pytest.mark.parametrize("line", [b'examples = "How many?"', b"examples = [1]", b'title = ["A"]'])
def test_a_fact_of_another_type_is_refused(tmp_path: Path, line: bytes) -> None:
    write(tmp_path, "a.toml", line)
    with pytest.raises(CorpusError, match="a list of strings named examples"):
        load_report(write(tmp_path, "a.txt", b"All is well here.\n"))


LINES = st.lists(
    st.one_of(
        st.text(max_size=60),
        st.text("abc ABC.,:;?()0123456789•–*'’\f", max_size=60),
        st.sampled_from(
            ["", "", " Next page", "1", "2", "12.5", "3,787", "Good", "•", "• item;", "How is it?", "Figure 1: Rates",
             "Source: data", "*Starred", "1. First", "These included:", "a b c. 2 The", "Officers   12   13"]
        ),
    ),
    max_size=60,
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
@given(LINES)
def test_any_text_loads_or_is_refused(tmp_path: Path, lines: list[str]) -> None:
    path = tmp_path / "any.txt"
    path.write_bytes("\n".join(lines).encode("utf-8", "replace"))
    try:
        report = load_report(path)
    except CorpusError:
        return
    for passage in cut(report, lambda text: len(text.split()), limit=30):
        assert len(f"{passage.heading}\n{passage.text}".split()) <= 30
        for run in passage.content.runs:
            said = passage.text[run.start : run.start + run.length]
            assert said == report.text[run.source : run.source + run.length]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(st.binary(max_size=400))
def test_any_bytes_load_or_are_refused(tmp_path: Path, data: bytes) -> None:
    path = write(tmp_path, "any.txt", data)
    try:
        load_report(path)
    except CorpusError as error:
        assert str(error).endswith(".")


@pytest.mark.parametrize(
    "text", [b"How good is it?\n\nAll posts are filled.\n", b"Overview\n\nAll posts are filled.\n"]
)
def test_a_first_section_gives_no_title_but_the_files_name_does(tmp_path: Path, text: bytes) -> None:
    assert load_report(write(tmp_path, "staffing-review_2019.txt", text)).facts.title == "Staffing review 2019"
