"""What the Word reader recovers: styles or looks, Word's own numbers, lists, tables, notes."""

from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from lxml import etree

from corpus.formats.docx import read
from corpus.formats.docx.numbering import Numbering, Printed
from corpus.formats.docx.package import WORD, points
from corpus.formats.docx.read import _Unranked
from corpus.formats.docx.styles import TWIP
from corpus.types import CorpusError, Document, Kind
from tests.corpus.formats.reading import blocks, headings, maps_to_source, texts, words


def test_styled_headings_keep_their_levels(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_heading("Annual report", 0)
    for text, level in (("Findings", 1), ("Leadership", 2)):
        word.add_heading(text, level)
        word.add_paragraph(words(20))
    word.save(str(tmp_path / "a.docx"))
    document = read(tmp_path / "a.docx")
    assert headings(document) == [(1, "Findings"), (2, "Leadership")]
    assert document.facts.title == "Annual report"


def test_a_title_that_says_when_is_text_too(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_heading("Report for the months from July to September 2013", 0)
    word.add_heading("Findings", 1)
    word.add_paragraph(words(20))
    word.save(str(tmp_path / "a.docx"))
    document = read(tmp_path / "a.docx")
    assert headings(document) == [(1, "Findings")]
    assert texts(document) == ["Report for the months from July to September 2013", words(20)]


def test_bold_lines_are_headings_where_no_style_says_so(tmp_path: Path) -> None:
    word = docx.Document()
    for text, size in (("Report on open data", 20), ("Progress", 12), ("Next steps", 12)):
        run = word.add_paragraph().add_run(text)
        run.bold, run.font.size = True, Pt(size)
        word.add_paragraph(words(20))
    word.save(str(tmp_path / "a.docx"))
    document = read(tmp_path / "a.docx")
    assert document.facts.title == "Report on open data"
    assert headings(document) == [(1, "Progress"), (1, "Next steps")]


def test_titles_are_not_compared_with_each_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_Unranked, "__eq__", lambda *_: pytest.fail("compared"))
    word = docx.Document()
    word.add_heading("Annual report", 0)
    word.add_heading("A year of work", 0)
    word.add_paragraph(words(20))
    word.save(str(tmp_path / "a.docx"))
    assert headings(read(tmp_path / "a.docx")) == []


def test_bullets_have_their_lead_in_and_numbers_are_counted(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_paragraph("The force should:")
    word.add_paragraph("train its staff", style="List Bullet")
    word.add_paragraph(words(20), style="List Number")
    word.add_paragraph(words(20), style="List Number")
    word.save(str(tmp_path / "a.docx"))
    _, item, first, second = blocks(read(tmp_path / "a.docx"))
    assert item.kind is Kind.LIST_ITEM
    assert item.lead_in is not None and item.lead_in.text == "The force should:"
    assert (first.number, second.number) == ("1", "2")


def test_a_table_gives_certain_cells_and_maps(tmp_path: Path) -> None:
    word = docx.Document()
    table = word.add_table(3, 3)
    for row, values in enumerate(
        (("Offence", "Northshire", "England"), ("Burglary", "8.1", "8.4"), ("Assault", "7", "6"))
    ):
        for column, value in enumerate(values):
            table.cell(row, column).text = value
    word.save(str(tmp_path / "a.docx"))
    document = read(tmp_path / "a.docx")
    assert texts(document) == ["Burglary: Northshire 8.1; England 8.4\nAssault: Northshire 7; England 6"]
    assert maps_to_source(document)


def test_numbers_of_several_levels_are_printed_as_word_does() -> None:
    name = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    part = etree.fromstring(
        f'<w:numbering xmlns:w="{name}"><w:abstractNum w:abstractNumId="0">'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1.%2"/></w:lvl>'
        '</w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    numbering = Numbering(part)
    printed = [numbering.printed("7", depth) for depth in (0, 1, 1, 0, 1)]
    assert [one.number for one in printed if one] == ["1.", "1.a", "1.b", "2.", "2.a"]


def boxed(text: str, *inside: etree._Element) -> etree._Element:
    """A text box with a paragraph of that text, and other boxes in it."""
    run, box, inner, written = map(OxmlElement, ("w:r", "w:txbxContent", "w:p", "w:r"))
    letters = OxmlElement("w:t")
    letters.text = text
    written.append(letters)
    inner.append(written)
    inner.extend(inside)
    box.append(inner)
    run.append(box)
    return run


def test_a_box_in_a_box_is_read_once(tmp_path: Path) -> None:
    word = docx.Document()
    outermost = boxed("Box 0.")
    for number in range(1, 25):
        outermost = boxed(f"Box {number}.", outermost)
    word.add_paragraph(words(20))._p.append(outermost)
    word.save(str(tmp_path / "a.docx"))
    assert texts(read(tmp_path / "a.docx")) == [words(20), *(f"Box {number}." for number in reversed(range(25)))]


def test_a_note_to_words_in_a_text_box_is_read_once(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    word = docx.Document()
    box = boxed("The Act applies.")
    mark = OxmlElement("w:footnoteReference")
    mark.set(qn("w:id"), "1")
    box[0][0][0].append(mark)
    word.add_paragraph(words(20))._p.append(box)
    word.save(str(path))
    with ZipFile(path, "a") as parts:
        note = '<w:footnote w:id="1"><w:p><w:r><w:t>Act 2004.</w:t></w:r></w:p></w:footnote>'
        parts.writestr("word/footnotes.xml", f'<w:footnotes xmlns:w="{WORD}">{note}</w:footnotes>')
    assert texts(read(path)) == [words(20), "The Act applies.", "Act 2004."]


@pytest.mark.parametrize("data", [b"", b"plain", bytes.fromhex("d0cf11e0a1b11ae1")])
def test_a_file_that_is_no_word_file_says_what_to_do(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "bad.docx"
    path.write_bytes(data)
    with pytest.raises(CorpusError, match=r"bad\.docx is .*: save it"):
        read(path)


def test_an_empty_document_says_what_to_do(tmp_path: Path) -> None:
    docx.Document().save(str(tmp_path / "empty.docx"))
    with pytest.raises(CorpusError, match=r"empty\.docx has no text"):
        read(tmp_path / "empty.docx")


def test_one_outline_level_for_all_says_no_rank_but_their_look_does(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_paragraph().add_run("Report on open data").bold = True
    for text, size in (("Progress", 14), ("Datasets", 14), ("Releases", 12), ("Next steps", 14)):
        paragraph = word.add_paragraph()
        run = paragraph.add_run(text)
        run.bold, run.font.size = True, Pt(size)
        level = OxmlElement("w:outlineLvl")
        level.set(qn("w:val"), "0")
        paragraph._p.get_or_add_pPr().append(level)
        if text != "Progress":
            word.add_paragraph(words(20))
    word.save(str(tmp_path / "a.docx"))
    assert headings(read(tmp_path / "a.docx")) == [(1, "Progress"), (2, "Datasets"), (3, "Releases"), (1, "Next steps")]


def with_properties(folder: Path, *properties: tuple[str, str, str]) -> Document:
    """A document of one heading and one paragraph, which has those properties: tag, attribute and value."""
    word = docx.Document()
    word.add_heading("Findings", 1)
    paragraph = word.add_paragraph(words(20))
    for tag, attribute, stated in properties:
        element = OxmlElement(tag)
        element.set(qn(attribute), stated)
        paragraph._p.get_or_add_pPr().append(element)
    word.save(str(folder / "a.docx"))
    return read(folder / "a.docx")


@pytest.mark.parametrize("stated", ["720", "0.5in", "36pt", "1.27cm", "much"])
def test_an_indent_is_read_in_any_unit(tmp_path: Path, stated: str) -> None:
    assert texts(with_properties(tmp_path, ("w:ind", "w:left", stated))) == [words(20)]


@pytest.mark.parametrize("stated", ["body", "²", "-1", "9" * 5000])
def test_an_outline_level_that_is_no_number_is_none(tmp_path: Path, stated: str) -> None:
    assert headings(with_properties(tmp_path, ("w:outlineLvl", "w:val", stated))) == [(1, "Findings")]


@pytest.mark.parametrize(("stated", "inches"), [("720", 0.5), ("0.5in", 0.5), ("2.54cm", 1.0), ("-36pt", -0.5)])
def test_a_measure_counts_its_unit(stated: str, inches: float) -> None:
    assert points(stated, TWIP) == pytest.approx(72 * inches)


def test_a_number_that_is_none_numbers_as_word_does_without_it() -> None:
    part = etree.fromstring(
        f'<w:numbering xmlns:w="{WORD}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="first">'
        '<w:start w:val="one"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
        '<w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    assert Numbering(part).printed("7", 0) == Printed(bullet=False, number="1.")


def test_a_damaged_part_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "bad.docx"
    word = docx.Document()
    word.add_paragraph(words(400))
    word.save(str(path))
    with ZipFile(path) as parts:
        place = parts.getinfo("word/document.xml").header_offset + 200
    data = path.read_bytes()
    path.write_bytes(data[:place] + b"\xff" * 200 + data[place + 200 :])
    with pytest.raises(CorpusError, match=r"bad\.docx is not a readable Word file: save it"):
        read(path)
