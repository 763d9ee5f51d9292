"""What the PDF reader makes of charts, letters, headers and tables that a page's layout could pass off as others."""

from pathlib import Path

import pytest

from corpus.formats.pdf import read
from corpus.formats.pdf.glyphs import read_pages
from corpus.formats.pdf.grids import page_grids
from corpus.formats.pdf.headings import reads_as_text
from corpus.formats.pdf.letters import with_letters
from corpus.formats.pdf.lines import page_lines
from corpus.types import Block, Heading, Kind, MappedText
from tests.corpus.formats.pages import BODY, BOLD, LEADING, LEFT, Pages, report
from tests.corpus.formats.reading import blocks, headings, maps_to_source, texts, words


def test_the_bars_of_a_chart_are_no_table(tmp_path: Path) -> None:
    pages = report(tmp_path)
    pages.table([["", "62", "", "", "61", ""]], [40] * 6, bold_rows=0)
    (page,) = read_pages(pages.save())
    assert page_grids(page, page_lines(page)) == []


def test_large_words_beside_text_between_rules_are_side_headings(tmp_path: Path) -> None:
    pages = report(tmp_path)
    pages.paragraph(words(30))
    parts = ("Our mission", "Copies", "Fraud", "Public affairs")
    for part in parts:
        pages.rule(LEFT, pages.y + LEADING, 523, pages.y + LEADING)
        pages.at(LEFT, pages.y - 4, part, size=17)
        pages.paragraph(words(40), x=LEFT + 160)
        pages.y -= 10
    pages.rule(LEFT, pages.y + LEADING, 523, pages.y + LEADING)
    document = read(pages.save())
    assert [text for _, text in headings(document)] == list(parts)
    assert blocks(document, Kind.TABLE) == []


def test_a_table_goes_on_below_words_that_say_so(tmp_path: Path) -> None:
    pages = report(tmp_path)
    pages.paragraph(words(30))
    header = ["Offence", "Northshire", "England"]
    pages.table([header, ["Burglary", "8.1", "8.4"], ["Assault", "7.0", "6.3"]], [160, 100, 100])
    pages.page()
    pages.line("(Continued From Previous Page)", size=9)
    pages.table([header, ["Theft", "4.0", "4.2"]], [160, 100, 100])
    pages.paragraph(words(30))
    (table,) = blocks(read(pages.save()), Kind.TABLE)
    assert table.content.text.endswith("Theft: Northshire 4.0; England 4.2")


@pytest.mark.parametrize("text", ["Accountability Office Washington, D.C. 20548", "Clive House, London SW1H 9EX"])
def test_an_address_is_no_heading(text: str) -> None:
    assert reads_as_text(text)
    assert not reads_as_text("Spending in 2015 of 20548")


def test_a_logos_initial_makes_no_heading_of_an_address(tmp_path: Path) -> None:
    pages = report(tmp_path)
    pages.paragraph(words(40))
    pages.line("A", font=BOLD, size=50, down=40)
    pages.line("Accountability Office Washington, D.C. 20548", font=BOLD, size=10, down=30)
    pages.paragraph(words(40))
    pages.heading("Background", 16)
    pages.paragraph(words(40))
    assert headings(read(pages.save())) == [(1, "Background")]


def said(text: str, page: int) -> Block:
    return Block(Kind.PARAGRAPH, MappedText.inserted(text), page)


def test_a_letter_within_a_report_is_no_part_of_the_section_before_it() -> None:
    date, dear = said("9 September 2015", 3), said("Dear Mr. Chairman:", 3)
    front, background = Heading("Highlights", 1, 2), Heading("Background", 2, 4)
    assert with_letters([front, date, dear, background], "Our report") == [
        front, Heading("Our report", 1, 3), date, dear, background
    ]  # fmt: skip


@pytest.mark.parametrize("above", [[], [Heading("Joint inspection", 1, 1)]])
def test_a_letter_that_is_the_report_opens_no_section(above: list[Heading | Block]) -> None:
    letter = [*above, said("Dear local partnership", 1), Heading("Findings", 1, 2)]
    assert with_letters(letter, "Our report") == letter


def test_the_title_printed_again_is_no_section(tmp_path: Path) -> None:
    pages = report(tmp_path)
    pages.page()
    pages.y -= 100
    pages.heading("Inspection of services in Northshire", 18)
    pages.paragraph(words(40))
    pages.heading("Findings", 14)
    pages.paragraph(words(40))
    assert headings(read(pages.save())) == [(1, "Findings")]


def test_a_chapters_heading_stays_where_the_pages_after_it_print_its_name_small(tmp_path: Path) -> None:
    pages = report(tmp_path)
    pages.paragraph(words(40))
    for number in range(4):
        pages.page()
        pages.at(LEFT, 790, "Related work", size=9 if number else 20)
        pages.paragraph(words(60))
    document = read(pages.save())
    assert headings(document) == [(1, "Related work")]
    assert "Related work" not in texts(document)


def test_a_footer_is_dropped_beside_words_of_one_page_only(tmp_path: Path) -> None:
    pages = report(tmp_path)
    for number in range(4):
        pages.at(300, 30, "Inspection of Northshire", size=9)
        pages.paragraph(words(60))
        if number == 3:
            pages.at(LEFT, 30, "(450365)", size=9)
        pages.page()
    found = texts(read(pages.save()))
    assert found[-1] == "(450365)"
    assert not any("Inspection of" in text for text in found)


def test_contents_go_on_below_their_title_said_again(tmp_path: Path) -> None:
    pages = report(tmp_path)
    pages.page()
    pages.line("Contents", font=BOLD, size=16, down=30)
    for number, entry in enumerate(("Introduction", "Findings", "Leadership", "Next steps"), start=3):
        pages.line(f"{entry} {'.' * 60} {number}")
    pages.page()
    pages.y -= 60
    pages.line("Contents", font=BOLD, size=9, down=30)
    pages.line(f"Figure 9: Visits {'.' * 50} 3", down=40)
    pages.heading("Introduction")
    pages.paragraph(words(60))
    document = read(pages.save())
    assert headings(document) == [(1, "Introduction")]
    assert not any("Visits" in text for text in texts(document))


def test_a_raised_mark_level_with_a_side_heading_is_a_mark(tmp_path: Path) -> None:
    pages = report(tmp_path)
    pages.paragraph(words(40), x=LEFT + 160)
    pages.at(LEFT, pages.y + 4.4, "Capacity", size=14)
    pages.at(LEFT + 160, pages.y, "The board met")
    width = pages.canvas.stringWidth("The board met", "Times-Roman", 12)
    pages.at(LEFT + 160 + width, pages.y + 4, "2", size=7)
    pages.at(LEFT + 160 + width + 6, pages.y, "four times in the year that is over.")
    pages.y -= LEADING
    pages.paragraph(words(40), x=LEFT + 160)
    document = read(pages.save())
    assert "2" not in texts(document)
    assert "The board met2 four times" in document.text


def test_a_note_may_belong_to_a_mark_in_a_table(tmp_path: Path) -> None:
    pages = report(tmp_path)
    pages.paragraph(words(40))
    pages.table([["Offence", "Licence"], ["Burglary", "open"], ["Assault", "open"]], [240, 180])
    pages.at(LEFT + 268, pages.y + 2 * LEADING + 10, "2", size=7)
    pages.at(LEFT, 94, "2 The licence allows everyone to copy the figures.", size=9)
    assert [note.number for note in blocks(read(pages.save()), Kind.FOOTNOTE)] == ["2"]


def test_what_a_diagrams_box_says_over_several_lines_stays_together(tmp_path: Path) -> None:
    pages = report(tmp_path)
    pages.paragraph(words(40))
    pages.canvas.setFont(BODY, 7)
    for x, label in ((200, ("Identify", "problems and", "act")), (300, ("Develop", "strategy", "and allocate"))):
        for place, line in enumerate(label):
            pages.canvas.drawCentredString(x, pages.y - 8.5 * place, line)
    pages.y -= 60
    pages.paragraph(words(40))
    (figure,) = blocks(read(pages.save()), Kind.TABLE)
    assert figure.content.text == "Identify problems and act; Develop strategy and allocate"


def test_a_column_of_small_type_stays_cut_into_rows(tmp_path: Path) -> None:
    pages = report(tmp_path)
    pages.paragraph(words(40))
    for place, row in enumerate((("North", "low"), ("South", "high"), ("East", "very low"))):
        for x, text in zip((200, 300), row, strict=True):
            pages.at(x, pages.y - 8.5 * place, text, size=7)
    pages.y -= 60
    pages.paragraph(words(40))
    (figure,) = blocks(read(pages.save()), Kind.TABLE)
    assert figure.content.text == "North; low\nSouth; high\nEast; very low"


def text_table(pages: Pages) -> None:
    widths = (150.0, 300.0)
    pages.text_row("Owner", ["What to do"], widths, BOLD)
    pages.text_row(
        "The council", ["Leaders should work together to see to it that plans for", "staff are made."], widths
    )
    told = ["Leaders should find needs sooner and write down what", "they find. They should urgently see to:"]
    pages.text_row("The trust", [*told, "• access to help", "• the time that people wait."], widths)


def test_long_text_in_a_table_stands_under_what_stands_beside_it(tmp_path: Path) -> None:
    pages = report(tmp_path)
    pages.page()
    pages.heading("Priorities", 16)
    text_table(pages)
    pages.y -= 20
    pages.heading("Next steps", 16)
    pages.paragraph(words(40))
    document = read(pages.save())
    assert headings(document) == [
        (1, "Priorities"),
        (2, "Owner: The council"),
        (2, "Owner: The trust"),
        (1, "Next steps"),
    ]
    assert texts(document)[:-1] == [
        "Leaders should work together to see to it that plans for staff are made.",
        "Leaders should find needs sooner and write down what they find. They should urgently see to:",
        "access to help",
        "the time that people wait.",
    ]
    items = blocks(document, Kind.LIST_ITEM)
    assert [item.lead_in.text for item in items if item.lead_in] == ["They should urgently see to:"] * 2
    assert maps_to_source(document)


def test_text_behind_a_table_is_not_put_under_its_last_row(tmp_path: Path) -> None:
    pages = report(tmp_path)
    pages.page()
    pages.heading("Priorities", 16)
    text_table(pages)
    pages.y -= 20
    pages.paragraph(words(40))
    document = read(pages.save())
    assert headings(document) == [(1, "Priorities")]
    assert len(blocks(document, Kind.TABLE)) == 1


def test_a_heading_misprinted_in_larger_type_is_as_deep_as_the_contents_say(tmp_path: Path) -> None:
    pages = report(tmp_path)
    pages.page()
    entries = (("1 Trains", 0), ("Findings", 12), ("Visits", 12), ("Staff", 12), ("2 Stations", 0), ("Homes", 12))
    pages.heading("Contents", 18)
    for place, (name, indent) in enumerate(entries):
        pages.at(510, pages.y, str(place + 3))
        pages.line(name, LEFT + indent)
    pages.page()
    for name, indent in entries:
        pages.heading(name, 18 if name == "Visits" or not indent else 14)
        pages.paragraph(words(20))
    assert headings(read(pages.save())) == [(1 + (indent > 0), name) for name, indent in entries]
