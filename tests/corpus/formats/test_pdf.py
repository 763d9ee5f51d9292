"""What the PDF reader recovers from printed pages."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.formats.pdf import read
from corpus.formats.pdf.headings import states
from corpus.formats.stacked import nested
from corpus.types import Block, CorpusError, Document, Heading, Kind, MappedText
from tests.corpus.formats.pages import BODY, BOLD, LEADING, LEFT, Pages, report
from tests.corpus.formats.reading import blocks, headings, maps_to_source, texts, unmapped, words


def test_lines_of_a_paragraph_are_joined_and_paragraphs_are_parted(tmp_path: Path) -> None:
    pages = report(tmp_path)
    pages.paragraph(words(40))
    pages.paragraph(words(40, "Another paragraph says that"))
    found = texts(read(pages.save()))
    assert found == [words(40), words(40, "Another paragraph says that")]


def test_headings_are_ranked_by_their_type(tmp_path: Path) -> None:
    pages = report(tmp_path)
    for heading, size in (("Findings", 18.0), ("Leadership", 14.0), ("Next steps", 18.0)):
        pages.heading(heading, size)
        pages.paragraph(words(40))
    assert headings(read(pages.save())) == [(1, "Findings"), (2, "Leadership"), (1, "Next steps")]


def test_a_heading_over_two_lines_is_one(tmp_path: Path) -> None:
    pages = report(tmp_path)
    pages.line("How effective is the force at protecting those", font=BOLD, size=16, down=19)
    pages.line("who are vulnerable from harm?", font=BOLD, size=16, down=25)
    pages.paragraph(words(40))
    assert headings(read(pages.save())) == [
        (1, "How effective is the force at protecting those who are vulnerable from harm?")
    ]


def test_the_label_of_a_part_heads_the_name_below_it(tmp_path: Path) -> None:
    pages = report(tmp_path)
    for label, name in (("Annex A", "Principles"), ("Annex of", "terms")):
        pages.paragraph(words(40))
        pages.line(label, font=BOLD, size=16, down=19)
        pages.line(name, font=BOLD, size=16, down=25)
    pages.paragraph(words(40))
    assert headings(read(pages.save())) == [(1, "Annex A"), (2, "Principles"), (1, "Annex of terms")]


def test_abbreviations_beside_their_words_are_a_table(tmp_path: Path) -> None:
    pages = report(tmp_path)
    pages.paragraph(words(60))
    rows = ["Chief Operating Officer", "Department for Education", "general practitioner", "National Health Service"]
    for short, full in zip(("COO", "DfE", "GP", "NHS"), rows, strict=True):
        pages.at(LEFT, pages.y, short)
        pages.line(full, LEFT + 90)
    pages.y -= 20
    pages.paragraph(words(60))
    (table,) = blocks(read(pages.save()), Kind.TABLE)
    assert table.content.text.splitlines()[:2] == ["COO: Chief Operating Officer", "DfE: Department for Education"]
    assert table.table is not None and len(table.table.cells) == 4


def test_a_large_heading_in_light_type_over_two_lines_is_one(tmp_path: Path) -> None:
    pages = report(tmp_path)
    pages.paragraph(words(40))
    pages.line("Annex B: Data to be released from 1 April 2012 to", size=16, down=19)
    pages.line("31 March 2014", size=16, down=25)
    pages.paragraph(words(40))
    assert headings(read(pages.save())) == [(1, "Annex B: Data to be released from 1 April 2012 to 31 March 2014")]


def test_a_heading_goes_on_in_another_weight(tmp_path: Path) -> None:
    pages = report(tmp_path)
    pages.paragraph(words(40))
    pages.line("The effectiveness of the board is", size=16, down=19)
    pages.line("inadequate", font=BOLD, size=16, down=25)
    pages.paragraph(words(40))
    assert headings(read(pages.save())) == [(1, "The effectiveness of the board is inadequate")]


def test_a_name_that_is_written_small_may_open_a_heading(tmp_path: Path) -> None:
    pages = report(tmp_path)
    for heading in ("data.gov.uk analysis", "eSafety", "and other words"):
        pages.heading(heading, 12)
        pages.paragraph(words(40))
    assert headings(read(pages.save())) == [(1, "data.gov.uk analysis"), (1, "eSafety")]


def test_a_short_bold_sentence_alone_is_a_heading(tmp_path: Path) -> None:
    pages = report(tmp_path)
    for heading in (
        "The Safeguarding Board is good.",
        "Within three months:",
        "Nobody came. This is bold so that it is seen.",
    ):
        pages.heading(heading, 12)
        pages.paragraph(words(40))
    pages.line("A sentence in larger type that is not bold stands beside the text.", size=16, down=30)
    pages.paragraph(words(40))
    assert headings(read(pages.save())) == [(1, "The Safeguarding Board is good."), (1, "Within three months:")]


@pytest.mark.parametrize(
    "statement", ["The Safeguarding Board is good.", "The Safeguarding Board requires improvement"]
)
def test_a_bold_statement_that_heads_nothing_stays_text(tmp_path: Path, statement: str) -> None:
    pages = report(tmp_path)
    pages.heading(statement, 12)
    pages.heading("Executive summary", 12)
    pages.paragraph(words(40))
    document = read(pages.save())
    assert headings(document) == [(1, "Executive summary")]
    assert texts(document)[0] == statement


@pytest.mark.parametrize(
    ("text", "states_something"),
    [
        ("The board is good", True),
        ("Children’s services in Kent require improvement", True),
        ("Summary of findings", False),
        ("What the board needs", False),
        ("Children who are looked after", False),
        ("Is the board good?", False),
        ("The board is inadequate because:", False),
        ("Performance Information Can Be Used", False),
    ],
)
def test_a_statement_has_a_verb_of_its_own(text: str, states_something: bool) -> None:
    assert states(text) == states_something


def test_a_heading_with_nothing_under_it_holds_its_equal_right_below(tmp_path: Path) -> None:
    pages = report(tmp_path)
    pages.heading("Areas for improvement", 12)
    pages.heading("Leadership and management", 12)
    pages.paragraph(words(40))
    pages.heading("Next steps", 12)
    pages.paragraph(words(40))
    assert headings(read(pages.save())) == [
        (1, "Areas for improvement"),
        (2, "Leadership and management"),
        (1, "Next steps"),
    ]


def test_what_a_stacked_heading_holds_goes_down_with_it_and_a_list_of_lines_is_none() -> None:
    found = nested([Heading("A", 2, 1), Heading("B", 2, 1), Heading("C", 3, 1), Heading("D", 2, 1)])
    assert [heading.level for heading in found if isinstance(heading, Heading)] == [2, 3, 4, 2]
    found = nested([Heading(name, 1, 1) for name in "ABCDE"])
    assert [heading.level for heading in found if isinstance(heading, Heading)] == [1, 2, 3, 1, 2]
    assert nested([Heading("A", 1, 1), Heading("B", 1, 2)]) == [Heading("A", 1, 1), Heading("B", 1, 2)]


def test_a_list_by_subject_holds_all_its_subjects_up_to_the_next_part() -> None:
    text = Block(Kind.PARAGRAPH, MappedText.inserted("All is well."))
    names = ("Areas for improvement", "The front door", "Leadership", "Case study: a boy", "Training", "Next steps")
    parts: list[Heading | Block] = [Heading(names[0], 1, 1)]
    for name in names[1:]:
        parts.extend([Heading(name, 1, 1), text])
    found = nested(parts)
    assert [part.level for part in found if isinstance(part, Heading)] == [1, 2, 2, 1, 1, 1]


def test_a_lone_first_heading_in_larger_type_holds_no_others(tmp_path: Path) -> None:
    pages = report(tmp_path)
    for text, size in (("Inspection outcome", 14), ("Context", 12), ("Next steps", 12)):
        pages.heading(text, size)
        pages.paragraph(words(40))
    levels = {text: level for level, text in headings(read(pages.save()))}
    assert levels["Inspection outcome"] == levels["Context"] == levels["Next steps"]


def test_who_signs_a_letter_is_no_section(tmp_path: Path) -> None:
    pages = report(tmp_path)
    pages.heading("Next steps", 12)
    pages.paragraph(words(40))
    pages.paragraph("Yours sincerely")
    for name in ("Ann Lee, Chief Inspector", "Joe Roe, National Director"):
        pages.heading(name, 12)
    document = read(pages.save())
    assert headings(document) == [(1, "Next steps")]
    assert texts(document)[-2:] == ["Ann Lee, Chief Inspector", "Joe Roe, National Director"]


def test_those_who_sign_a_letter_stand_under_the_body_they_sign_for(tmp_path: Path) -> None:
    pages = report(tmp_path)
    pages.paragraph(words(40))
    pages.paragraph("Yours sincerely")
    pages.table([["Rail Office", "Road Office"], ["Ann Lee, Director", "Joe Roe, Chief Inspector"]], [200, 200])
    signed = ["Rail Office", "Ann Lee, Director", "Road Office", "Joe Roe, Chief Inspector"]
    assert texts(read(pages.save()))[-4:] == signed


def test_a_heading_over_a_table_that_ends_the_report_is_one(tmp_path: Path) -> None:
    pages = report(tmp_path)
    pages.paragraph(words(40))
    pages.heading("Annex B", 12)
    pages.table([["Offence", "Northshire"], ["Burglary", "8.1"]], [160, 100])
    assert headings(read(pages.save())) == [(1, "Annex B")]


def test_a_large_initial_lends_its_rank_to_the_heavy_line_beside_it(tmp_path: Path) -> None:
    pages = report(tmp_path)
    pages.page()
    pages.heading("Highlights", 16)
    pages.paragraph(words(40))
    pages.line("A", font=BOLD, size=50, down=40)
    pages.line("Accountability Office", font=BOLD, size=10, down=30)
    pages.paragraph(words(40))
    pages.heading("Background", 16)
    pages.paragraph(words(40))
    assert headings(read(pages.save())) == [
        (2, "Highlights"),
        (1, "Accountability Office"),
        (2, "Background"),
    ]


def test_a_frame_with_a_heading_and_a_grade_names_the_section(tmp_path: Path) -> None:
    pages = report(tmp_path)
    pages.paragraph(words(40))
    top = pages.y
    pages.at(LEFT + 4, top - 16, "Leadership and governance", BOLD, 15)
    pages.at(LEFT + 264, top - 16, "Good", BOLD, 15)
    for y in (top, top - 24):
        pages.rule(LEFT, y, LEFT + 400, y)
    for x in (LEFT, LEFT + 260, LEFT + 400):
        pages.rule(x, top, x, top - 24)
    pages.y -= 50
    pages.paragraph(words(40))
    document = read(pages.save())
    assert headings(document) == [(1, "Leadership and governance")]
    assert texts(document, Kind.TABLE) == ["Leadership and governance: Good"]


def test_the_largest_type_of_the_first_page_is_the_title_and_no_section(tmp_path: Path) -> None:
    pages = report(tmp_path)
    pages.heading("Findings")
    pages.paragraph(words(40))
    document = read(pages.save())
    assert document.facts.title == "Inspection of services in Northshire"
    assert headings(document) == [(1, "Findings")]


def test_a_date_on_the_cover_is_text_and_no_heading(tmp_path: Path) -> None:
    pages = report(tmp_path)
    pages.line("Inspection dates: 5 July to 27 July 2016", size=14, down=30)
    pages.line("Report published: 20 September 2016", size=14, down=60)
    pages.heading("Findings")
    pages.paragraph(words(40))
    document = read(pages.save())
    assert document.facts.title == "Inspection of services in Northshire"
    assert headings(document) == [(1, "Findings")]
    assert texts(document)[:2] == ["Inspection dates: 5 July to 27 July 2016", "Report published: 20 September 2016"]


def test_what_a_cover_says_beside_the_title_is_text(tmp_path: Path) -> None:
    pages = Pages(tmp_path / "report.pdf")
    pages.line("Northshire", font=BOLD, size=22, down=40)
    for text in ("Inspection of services for children in need", "and", "Review of the board for their safety"):
        pages.line(text, size=14, down=30)
    pages.page()
    pages.heading("Findings")
    pages.paragraph(words(40))
    document = read(pages.save())
    assert document.facts.title == "Northshire: Inspection of services for children in need"
    assert headings(document) == [(1, "Findings")]
    assert texts(document)[:-1] == ["Review of the board for their safety"]


def test_a_footnotes_mark_may_stand_apart_from_its_words(tmp_path: Path) -> None:
    pages = report(tmp_path)
    pages.paragraph(words(30))
    pages.rule(LEFT, 110, LEFT + 144, 110)
    pages.at(LEFT, 94, "2", size=10)
    pages.at(LEFT + 30, 94, "See the annual statistics of the department.", size=10)
    assert [(note.number, note.content.text) for note in blocks(read(pages.save()), Kind.FOOTNOTE)] == [
        ("2", "See the annual statistics of the department.")
    ]


def test_a_note_without_a_number_goes_on_from_the_page_before_only(tmp_path: Path) -> None:
    pages = report(tmp_path)
    for text in ("1 See the annual statistics of the department.", "", "A note that has no number."):
        pages.paragraph(words(30))
        if text:
            pages.rule(LEFT, 110, LEFT + 144, 110)
            pages.at(LEFT, 94, text, size=10)
        pages.page()
    pages.paragraph(words(30))
    notes = blocks(read(pages.save()), Kind.FOOTNOTE)
    assert [(note.number, note.page) for note in notes] == [("1", 1), ("", 3)]


def test_a_paragraph_goes_on_over_a_page_break_and_its_footnotes(tmp_path: Path) -> None:
    pages = report(tmp_path)
    pages.paragraph(words(30))
    pages.line("The number of children in care has fallen from 300 to 210 in the year that ended in")
    pages.rule(LEFT, 110, LEFT + 144, 110)
    pages.at(LEFT, 98, "1", size=6.5)
    pages.at(LEFT + 6, 94, "See the annual statistics of the department.", size=10)
    pages.page()
    pages.paragraph("march, which is the lowest number in ten years. " + words(20))
    document = read(pages.save())
    assert any("in the year that ended in march, which" in text for text in texts(document, Kind.PARAGRAPH))
    assert [(note.number, note.content.text, note.page) for note in blocks(document, Kind.FOOTNOTE)] == [
        ("1", "See the annual statistics of the department.", 1)
    ]


@pytest.mark.parametrize(
    ("marker", "text_at", "top_at", "joined"),
    [
        ("•", LEFT + 18, LEFT + 18, True),
        ("5.", LEFT + 28, LEFT + 28, True),
        ("•", LEFT + 18, LEFT, False),  # the text of the section, not of the item
    ],
)
def test_an_item_goes_on_overleaf_behind_a_full_stop(
    tmp_path: Path, marker: str, text_at: float, top_at: float, joined: bool
) -> None:
    pages = report(tmp_path)
    pages.paragraph(words(30))
    pages.at(LEFT, pages.y, marker)
    pages.line("Staff know the homes of all the children whom they see and they know what is in", text_at)
    pages.line("the plans of the children and of the families and of all of those who are in.", text_at)
    pages.page()
    pages.paragraph("Extraordinarily often they call them, too. " + words(20), x=top_at)
    found = texts(read(pages.save()))
    assert any("who are in. Extraordinarily often" in text for text in found) == joined


def test_a_raised_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    pages = report(tmp_path)
    pages.paragraph(words(30))
    pages.at(LEFT, pages.y, "The board met")
    width = pages.canvas.stringWidth("The board met", "Times-Roman", 12)
    pages.at(LEFT + width, pages.y + 4, "2", size=7)
    pages.at(LEFT + width + 6, pages.y, "four times.")
    pages.y -= LEADING
    document = read(pages.save())
    assert "The board met four times." in texts(document)
    assert "The board met2 four times." in document.text


def test_a_number_in_the_line_stays(tmp_path: Path) -> None:
    pages = report(tmp_path)
    pages.paragraph("In the year to June 2015, 19 gang injunctions were made. " + words(30))
    assert texts(read(pages.save()))[0].startswith("In the year to June 2015, 19 gang injunctions")


def test_running_headers_and_page_numbers_are_dropped(tmp_path: Path) -> None:
    pages = report(tmp_path)
    for number in range(1, 5):
        pages.at(LEFT, 810, "Inspection of Northshire", size=9)
        pages.at(500, 30, str(number), size=9)
        pages.paragraph(words(60, f"On page {number} the report says that"))
        pages.page()
    document = read(pages.save())
    assert len(texts(document)) == 4
    assert [block.page for block in blocks(document)] == [1, 2, 3, 4]


def test_contents_are_dropped(tmp_path: Path) -> None:
    pages = report(tmp_path)
    pages.page()
    pages.line("Contents", font=BOLD, size=16, down=30)
    for number, entry in enumerate(("Introduction", "Findings", "Leadership", "Next steps"), start=3):
        pages.line(f"{entry} {'.' * 60} {number}")
    pages.page()
    pages.heading("Introduction")
    pages.paragraph(words(60))
    document = read(pages.save())
    assert headings(document) == [(1, "Introduction")]
    assert not any("...." in text for text in texts(document))


def test_bullets_become_items_with_their_lead_in(tmp_path: Path) -> None:
    pages = report(tmp_path)
    pages.paragraph(words(30) + " The force should:")
    for item in (
        "train all staff in the use of the new tools before the end of the year, and keep a record of it;",
        "report.",
    ):
        pages.at(LEFT, pages.y, "\u2022")
        pages.paragraph(item, x=LEFT + 18)
    items = blocks(read(pages.save()), Kind.LIST_ITEM)
    assert [item.content.text[:5] for item in items] == ["train", "repor"]
    assert {item.lead_in.text for item in items if item.lead_in} == {"The force should:"}


def test_numbered_paragraphs_keep_their_numbers(tmp_path: Path) -> None:
    pages = report(tmp_path)
    for number in (18, 19):
        pages.at(LEFT, pages.y, f"{number}.")
        pages.paragraph(words(40), x=LEFT + 28)
    assert [(block.kind, block.number) for block in blocks(read(pages.save()))] == [
        (Kind.PARAGRAPH, "18"),
        (Kind.PARAGRAPH, "19"),
    ]


def test_a_sentence_that_begins_a_line_with_a_number_is_no_item(tmp_path: Path) -> None:
    pages = report(tmp_path)
    pages.line("Aspirations for young people remain too low, particularly when they have reached an age of")
    pages.line("16. Many looked after children still wait too long for a place and do not get help")
    pages.line("that they need in time.")
    assert len(blocks(read(pages.save()))) == 1


def test_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    pages = report(tmp_path)
    top = pages.y
    pages.paragraph(words(90, "The left column says that"), right=285)
    pages.y = top - 5
    pages.paragraph(words(90, "The right column says that"), x=310)
    assert texts(read(pages.save())) == [
        words(90, "The left column says that"),
        words(90, "The right column says that"),
    ]


def test_a_side_heading_stands_before_its_text(tmp_path: Path) -> None:
    pages = report(tmp_path)
    pages.paragraph(words(60), x=220)
    pages.at(LEFT, pages.y - 3, "Background", BOLD, 15)
    pages.paragraph(words(60, "The background is that"), x=220)
    document = read(pages.save())
    assert [
        element.text if hasattr(element, "text") else element.content.text[:8] for element in document.elements
    ] == [
        "The repo",
        "Background",
        "The back",
    ]


def test_a_side_heading_nearly_on_a_line_of_text_is_parted_from_it(tmp_path: Path) -> None:
    pages = report(tmp_path)
    pages.paragraph(words(60), x=220)
    top = pages.y
    pages.paragraph(words(60, "The background is that"), x=220)
    pages.y = top
    width = pages.canvas.stringWidth("Information to Manage", BODY, 17)
    for number, text in enumerate(("Agencies Use", "Information to Manage", "for Results")):
        pages.at(205 - width, top - 1.1 - number * 1.4 * LEADING, text, size=17)
    assert headings(read(pages.save())) == [(1, "Agencies Use Information to Manage for Results")]


def test_a_ruled_table_gives_certain_cells(tmp_path: Path) -> None:
    pages = report(tmp_path)
    pages.paragraph(words(30))
    rows = [["Offence", "Northshire", "England"], ["Burglary", "8.1", "8.4"], ["Assault", "7.0", "6.3"]]
    pages.table(rows, [160, 100, 100])
    pages.paragraph(words(30))
    (table,) = blocks(read(pages.save()), Kind.TABLE)
    assert table.content.text == "Burglary: Northshire 8.1; England 8.4\nAssault: Northshire 7.0; England 6.3"
    assert table.table is not None
    cell = table.table.cells[3]
    assert (cell.row, cell.columns, table.content.text[cell.start : cell.end]) == (("Assault",), ("England",), "6.3")


def test_a_table_whose_header_is_missing_has_no_cells(tmp_path: Path) -> None:
    pages = report(tmp_path)
    pages.paragraph(words(30))
    pages.table([["Burglary", "8.1", "8.4"], ["Assault", "7.0", "6.3"]], [160, 100, 100], bold_rows=0)
    pages.paragraph(words(30))
    (table,) = blocks(read(pages.save()), Kind.TABLE)
    assert table.table is None


def test_a_table_goes_on_on_the_next_page(tmp_path: Path) -> None:
    pages = report(tmp_path)
    pages.paragraph(words(30))
    header = ["Offence", "Northshire", "England"]
    pages.table([header, ["Burglary", "8.1", "8.4"], ["Assault", "7.0", "6.3"]], [160, 100, 100])
    pages.page()
    pages.table([header, ["Theft", "4.0", "4.2"]], [160, 100, 100])
    pages.paragraph(words(30))
    (table,) = blocks(read(pages.save()), Kind.TABLE)
    assert table.content.text.endswith("Theft: Northshire 4.0; England 4.2")


@pytest.mark.parametrize(
    ("below", "expected"),
    [("oriented work goes on.", "results-oriented work"), ("ment of staff is good.", "manage-ment")],
)
def test_a_hyphen_of_the_word_stays_where_the_document_breaks_no_words(
    tmp_path: Path, below: str, expected: str
) -> None:
    pages = report(tmp_path)
    start, _ = expected.split("-")[:2]
    pages.line(f"The plan is one that the leaders of all services in the whole county say is {start}-")
    pages.line(below)
    assert expected in texts(read(pages.save()))[0]


def test_a_hyphen_that_only_breaks_the_line_is_mended(tmp_path: Path) -> None:
    pages = report(tmp_path)
    pages.paragraph("The management of the service is good. " + words(20))
    pages.line("The report finds that in each of the eleven districts of the county the manage-")
    pages.line("ment of cases is good.")
    assert "the management of cases is good." in texts(read(pages.save()))[1]


def test_an_encrypted_file_says_what_to_do(tmp_path: Path) -> None:
    pages = Pages(tmp_path / "locked.pdf", password="secret")
    pages.paragraph(words(40))
    with pytest.raises(CorpusError, match=r"locked\.pdf is encrypted: save"):
        read(pages.save())


def test_a_scan_says_what_to_do(tmp_path: Path) -> None:
    pages = Pages(tmp_path / "scan.pdf")
    pages.rule(100, 100, 300, 300)
    pages.page()
    with pytest.raises(CorpusError, match=r"scan\.pdf has no text layer .*OCR"):
        read(pages.save())


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7 broken", b"plain words"])
def test_a_broken_file_says_what_to_do(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "broken.pdf"
    path.write_bytes(data)
    with pytest.raises(CorpusError, match=r"broken\.pdf is not a readable PDF"):
        read(path)


LETTERS = st.text(alphabet=st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=12)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(LETTERS, min_size=3, max_size=60), min_size=1, max_size=4))
def test_every_mapped_character_is_the_sources_own(tmp_path: Path, paragraphs: list[list[str]]) -> None:
    pages = report(tmp_path)
    pages.paragraph(words(40))
    for number, paragraph in enumerate(paragraphs):
        pages.paragraph(" ".join(paragraph), x=LEFT + 20 * (number % 2))
    document: Document = read(pages.save())
    assert maps_to_source(document)
    assert not unmapped(document).strip(" \n:;,")


def test_a_sentence_goes_on_where_its_line_ends_in_an_open_word(tmp_path: Path) -> None:
    pages = report(tmp_path)
    pages.paragraph(words(40))
    pages.line("This part says who is responsible for it within the")
    pages.line("Home Office.")
    pages.y -= LEADING
    pages.line("Chair of the board")
    pages.line("Home Office")
    found = texts(read(pages.save()))
    assert found[1:] == ["This part says who is responsible for it within the Home Office.", "Chair of the board",
                         "Home Office"]  # fmt: skip


@pytest.mark.parametrize("turned", [False, True])
def test_a_figure_that_ends_a_bracket_numbers_no_item(tmp_path: Path, turned: bool) -> None:
    pages = report(tmp_path)
    pages.paragraph(words(40))
    pages.line("After the way that the service works was changed last year there was a marked decrease (85 to")
    if turned:
        pages.page()
    pages.line("58) in the number of complaints received. 1) This is no item, either.")
    pages.paragraph(words(20))
    found = blocks(read(pages.save()), Kind.LIST_ITEM)
    assert found == []
    assert any("(85 to 58) in the number" in text for text in texts(read(pages.path)))
