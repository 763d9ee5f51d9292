"""Paragraphs, lists and captions come out whole, in the section where they stand."""

from collections.abc import Callable

from corpus import Block, Kind, Report

Read = Callable[[str], Report]


def blocks(report: Report) -> list[Block]:
    return [block for _, section in report.walk() for block in section.blocks]


def texts(report: Report, kind: Kind) -> list[str]:
    return [block.content.text for block in blocks(report) if block.kind is kind]


OPENING = (
    "All stations in the county were visited in the spring, and the crews were asked how the new\n"
    "shift pattern had changed their work. Most crews said that they now had more time for the\n"
)
REST = "checks of private homes, which had been put off for some years because of a shortage.\n"
WHOLE = " ".join((OPENING + REST).split())


def test_a_paragraph_goes_on_over_a_caption(read_text: Read) -> None:
    report = read_text(f"Review\n\n{OPENING}Figure 1: Visits by month\n{REST}")
    assert (texts(report, Kind.PARAGRAPH), texts(report, Kind.CAPTION)) == ([WHOLE], ["Figure 1: Visits by month"])


def test_a_paragraph_goes_on_over_a_page_and_its_footnote(read_text: Read) -> None:
    body = "".join(
        f"Crew {name} agreed with it.\n" for name in ("Ash", "Birch", "Cedar", "Dale", "Elm", "Fern", "Gorse")
    )
    report = read_text(f"Review\n\nCrews were asked. 1 It was easy.\n{body}{OPENING}1\n\nIn person.\n {REST}{body}")
    assert any(WHOLE in text for text in texts(report, Kind.PARAGRAPH))


def test_a_footnote_is_in_its_marks_section(read_text: Read) -> None:
    report = read_text(
        f"Review\n\nCrews were asked. 1 It was easy.\n{OPENING}{REST}\nFindings\n{OPENING}{REST}\n1\n\nYes.\n"
    )
    notes = [path for path, section in report.walk() if any(block.kind is Kind.FOOTNOTE for block in section.blocks)]
    assert notes == [("Review",)]


def test_list_items_know_their_lead_in(read_text: Read) -> None:
    report = read_text(
        "Review\n\nIt went well. The crews have:\n•\n\nnew boots;\n\n•\n\na gym that is\nopen; and\n\n•\n\nvans.\n"
    )
    items = [block for block in blocks(report) if block.kind is Kind.LIST_ITEM]
    assert [item.content.text for item in items] == ["new boots;", "a gym that is open; and", "vans."]
    assert {item.lead_in.text for item in items if item.lead_in} == {"The crews have:"}


def test_bullets_can_stand_in_the_line(read_text: Read) -> None:
    report = read_text("Review\n\nThe crews have:\n• new boots\n• vans\n\nAll is well.\n")
    assert (texts(report, Kind.LIST_ITEM), texts(report, Kind.PARAGRAPH)[-1]) == (["new boots", "vans"], "All is well.")


def test_numbered_items_keep_their_numbers_apart(read_text: Read) -> None:
    report = read_text(
        f"Review\n\n{OPENING}{REST}We asked:\n1. Are homes checked,\nand how?\n2. Are crews trained?\n{OPENING}{REST}"
    )
    items = [(block.number, block.content.text) for block in blocks(report) if block.kind is Kind.LIST_ITEM]
    assert items == [("1.", "Are homes checked, and how?"), ("2.", "Are crews trained?")]


def test_a_source_belongs_to_its_figure(read_text: Read) -> None:
    report = read_text(
        f"Review\n\n{OPENING}{REST}\nFigure 1: Visits by month\n\nSource: Fire authority\n\nAll is well.\n"
    )
    assert texts(report, Kind.CAPTION) == ["Figure 1: Visits by month\nSource: Fire authority"]


def test_stray_page_numbers_and_contents_lines_are_left_out(read_text: Read) -> None:
    report = read_text(f"Review\n\nFindings ........ 12\nAnnex ........ 14\n\n{OPENING}{REST}\n7\n\nAll is well.\n")
    assert texts(report, Kind.PARAGRAPH) == [WHOLE, "All is well."]


def test_a_table_that_is_not_certain_offers_no_cell(read_text: Read) -> None:
    table = "Table 1: Crews\n\nA\n\nB\n\nC\n\nDay\n\n4\n\n5\n\n6\n\n7\n\nNight\n\n8\n\n9\n\n1\n\nSource: rota\n"
    (block,) = [block for block in blocks(read_text(f"Review\n\n{table}\nAll is well.\n")) if block.kind is Kind.TABLE]
    assert block.table is None


def test_names_under_each_other_are_not_run_together(read_text: Read) -> None:
    names = "3 May 2019\nAnn Lee, Director of Crews\nJoe Roe, Chief Constable\nSue Poe, Head of Engines\n"
    report = read_text(f"Review\n\n{OPENING}{REST}\n{names}\n{OPENING}{REST}")
    assert set(names.split("\n")[1:4]) <= set(texts(report, Kind.PARAGRAPH))


def test_a_proper_name_opens_no_paragraph_in_a_narrow_column(read_text: Read) -> None:
    column = "the crews that came\nfrom all over the\nwhole of the county\nAsh and Birch too\n"
    report = read_text(f"Review\n\n{OPENING}{REST}\nThey spoke also with\n{column}\n{OPENING}{REST}")
    assert any("county Ash and Birch" in text for text in texts(report, Kind.PARAGRAPH))
