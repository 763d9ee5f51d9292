"""What may be added is told by content, size and pages; names become ids that are safe anywhere."""

import re
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.admission import Limits, check_length, check_pages, kind_of_file, safe_id
from corpus.types import CorpusError, Facts, Report


def file(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def packed(folder: Path, name: str, *parts: str) -> Path:
    path = folder / name
    with ZipFile(path, "w") as target:
        for part in parts:
            target.writestr(part, "<x/>")
    return path


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.pdf", b"%PDF-1.7\n", ".pdf"),
        ("a.txt", b"junk before\n%PDF-1.4\n", ".pdf"),
        ("a", b"%PDF-1.7\n", ".pdf"),
        ("a.html", b"<p>Kent recorded 4,120 burglaries.</p>", ".html"),
        ("a.htm", b"<!DOCTYPE html><title>Kent</title>", ".htm"),
        ("a.txt", b"\xef\xbb\xbf\n<!-- made by -->\n<html><body>Kent</body></html>", ".html"),
        ("a.html", b"Kent recorded 4,120 burglaries.", ".txt"),
        ("a.md", b"# Kent\n\n<p>Some</p>", ".md"),
        ("a.pdf", b"Kent recorded 4,120 burglaries.", ".txt"),
        ("report.text", b"Kent recorded 4,120 burglaries.", ".txt"),
        ("Report No. 12", b"Kent recorded 4,120 burglaries.", ".txt"),
        ("letter 3.4.2016", b"Kent recorded 4,120 burglaries.", ".txt"),
        ("page.aspx", b"<!DOCTYPE html><title>Kent</title>", ".html"),
        ("a.docx", "Größe ’ in Windows".encode("cp1252"), ".txt"),
    ],
)
def test_a_file_is_what_its_content_is(tmp_path: Path, name: str, content: bytes, kind: str) -> None:
    assert kind_of_file(file(tmp_path, name, content)) == kind


def test_a_text_below_many_comments_is_told_at_once(tmp_path: Path) -> None:
    comments = b"<!-- made by -->\n" * 100
    assert kind_of_file(file(tmp_path, "a.md", comments + b"Kent recorded 4,120 burglaries.")) == ".md"
    assert kind_of_file(file(tmp_path, "b.md", comments + b"<html><body>Kent</body></html>")) == ".html"


def test_a_word_file_is_known_by_its_parts(tmp_path: Path) -> None:
    assert kind_of_file(packed(tmp_path, "a.zip", "word/document.xml")) == ".docx"


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("sheet.pdf", b"PK\x03\x04 and no more", "not a readable Word file"),
        ("old.docx", bytes.fromhex("d0cf11e0a1b11ae1"), "save it as .docx without a password"),
        ("photo.pdf", b"\x89PNG\r\n\x1a\n\x00\x00", "photo.pdf is not what its name says"),
        ("figures.csv", b"Kent;4,120", "figures.csv has a format that is not read here"),
        ("letter.rtf", b"{\\rtf1 Kent}", "letter.rtf has a format that is not read here"),
        ("nothing.pdf", b"", "nothing.pdf is empty"),
        ("large.txt", b"Kent " * 300, r"large.txt has 0 MB: at most 0 MB can be added"),
    ],
)
def test_what_cannot_be_read_is_one_sentence(tmp_path: Path, name: str, content: bytes, sentence: str) -> None:
    with pytest.raises(CorpusError, match=sentence):
        kind_of_file(file(tmp_path, name, content), Limits(bytes=1000))


def test_another_packed_file_is_none(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="is not what its name says"):
        kind_of_file(packed(tmp_path, "a.docx", "xl/workbook.xml"))


def test_a_word_file_that_unpacks_without_end_is_refused(tmp_path: Path) -> None:
    path = packed(tmp_path, "a.docx", "word/document.xml")
    with pytest.raises(CorpusError, match="unpacks to more"):
        kind_of_file(path, Limits(unpacked=3))


def test_a_folder_is_no_report(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="is not a file"):
        kind_of_file(tmp_path)


def test_so_many_pages_and_no_more_are_taken() -> None:
    check_pages("a.pdf", 10, Limits(pages=10))
    with pytest.raises(CorpusError, match=r"a\.pdf has 11 pages: at most 10"):
        check_pages("a.pdf", 11, Limits(pages=10))


def test_a_format_without_pages_is_measured_by_its_text() -> None:
    report = Report("a", Facts("A"), "a.txt", "x" * 60_000, None, ())
    with pytest.raises(CorpusError, match=r"a\.txt has 12 pages"):
        check_length(report, Limits(pages=10))


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("kent-2015.pdf", "kent-2015"),
        ("Kent Report (final).PDF", "kent-report-final"),
        ("gao-05-927.md", "gao-05-927"),
        ("Prüfung – Köln.pdf", "prufung-koln"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\boot.pdf", "boot"),
        (".hidden.pdf", "hidden"),
        ("CON.pdf", "report-con"),
        ("lpt1.txt", "report-lpt1"),
        ("v1.2 of 2016.pdf", "v1-2-of-2016"),
        ("x" * 300 + ".pdf", "x" * 80),
    ],
)
def test_a_name_becomes_a_safe_id(name: str, id_: str) -> None:
    assert safe_id(name) == id_


def test_a_name_that_leaves_nothing_gets_one_from_the_content() -> None:
    assert re.fullmatch(r"report-[0-9a-f]{8}", safe_id("報告.pdf", b"one"))
    assert safe_id("報告.pdf", b"one") != safe_id("報告.pdf", b"two")


@given(st.text(max_size=300))
def test_no_name_whatever_leads_out_of_the_folder(name: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", safe_id(name))
