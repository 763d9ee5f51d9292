"""Headings are told from text, and ranked, by how they are set."""

from collections.abc import Callable

import pytest

from corpus import Report

Read = Callable[[str], Report]

BODY = (
    "All stations in the county were visited in the spring, and the crews were asked how the new\n"
    "shift pattern had changed their work. Most crews said that they now had more time for the\n"
    "checks of private homes, which had been put off for some years because of the shortage of\n"
    "drivers in the towns.\n"
)


def outline(report: Report) -> list[str]:
    return ["  " * (len(path) - 1) + section.heading for path, section in report.walk()]


def test_a_heading_over_several_lines_is_one(read_text: Read) -> None:
    report = read_text(f"Review\n\n{BODY}\nHow well does the authority check the homes of\npeople at risk?\n{BODY}")
    assert outline(report)[-1].strip() == "How well does the authority check the homes of people at risk?"


def test_a_heading_needs_no_white_after_it(read_text: Read) -> None:
    assert outline(read_text(f"Review\n\n{BODY}\nStations\n{BODY}")) == ["Review", "  Stations"]


def test_a_heading_under_a_heading_is_one_level_deeper(read_text: Read) -> None:
    report = read_text(f"Review\n\n{BODY}\nHow are stations run?\nWho decides on shifts?\n{BODY}")
    assert outline(report) == ["Review", "  How are stations run?", "    Who decides on shifts?"]


def test_a_heading_at_a_pages_top_is_a_chapter(read_text: Read) -> None:
    report = read_text(f"Review\n\n{BODY * 3} Stations\n{BODY}\nRepairs\n{BODY * 2}")
    assert outline(report) == ["Review", "Stations", "  Repairs"]


def test_only_announced_questions_are_chapters(read_text: Read) -> None:
    report = read_text(
        f"Review\nWe asked two questions:\n1. Are homes checked?\n2. Are crews trained?\n{BODY * 2}It is so.\n"
        f" Are homes checked?\n{BODY * 2}They are.\n Who checks them?\n{BODY * 2}Crews do.\n"
        f" Are crews trained?\n{BODY * 2}"
    )
    assert outline(report) == ["Review", "Are homes checked?", "  Who checks them?", "Are crews trained?"]


def test_numbers_give_the_level(read_text: Read) -> None:
    report = read_text(f"1 Review\n{BODY}\n1.1 Stations\n{BODY}\n1.1.1 Repairs\n{BODY}\n2 Findings\n{BODY}")
    assert outline(report) == ["1 Review", "  1.1 Stations", "    1.1.1 Repairs", "2 Findings"]


def test_a_question_within_a_paragraph_is_no_heading(read_text: Read) -> None:
    report = read_text(f"Review\n\n{BODY}We asked: “Are homes checked?”\n{BODY}")
    assert outline(report) == ["Review"]


def test_a_grade_under_a_heading_is_text(read_text: Read) -> None:
    report = read_text(f"Review\n\n{BODY}\nStations\nRequires improvement\n\n{BODY}")
    assert report.sections[0].children[0].blocks[0].content.text == "Requires improvement"


def test_addresses_and_signatures_are_no_headings(read_text: Read) -> None:
    report = read_text(
        f"Review\n\n{BODY}\nYours sincerely\n\nAnn Example\n\nChief Inspector\n\nExample House\n\nYork\n"
    )
    assert outline(report) == ["Review"]


def test_running_heads_and_page_numbers_are_left_out(read_text: Read) -> None:
    names = ("Ash", "Birch", "Cedar", "Dale", "Elm", "Fern")
    pages = "\f".join(
        f"Review of stations {page}\n\n{name} is first.\n{BODY}\n{name} is last.\n\n{page}\n"
        for page, name in enumerate(names, 1)
    )
    text = " ".join(block.content.text for _, section in read_text(pages).walk() for block in section.blocks)
    assert [word for word in text.split() if word in (*names, "Review") or word.isdigit()] == [
        name for name in names for _ in range(2)
    ]


PAGE = "The crews were asked about the new shifts, and nearly all of them said that these were better.\n" * 3


def headings_of(report: Report) -> list[tuple[str, ...]]:
    return [path for path, _ in report.walk()]


def test_page_tops_rank_no_heading_where_form_feeds_break_the_pages(read_text: Read) -> None:
    text = f"Review\n\n{PAGE}\fCrews\n\n{PAGE}\nEngines\n\n{PAGE}\fTyres\n\n{PAGE}"
    assert headings_of(read_text(text)) == [("Review",), ("Crews",), ("Engines",), ("Tyres",)]


def test_a_heading_that_comes_in_chapter_after_chapter_stands_under_each(read_text: Read) -> None:
    parts = "".join(f"\f{name}\n\n{PAGE}\nSummary\n\n{PAGE}" for name in ("Crews", "Engines", "Tyres"))
    paths = headings_of(read_text(f"Review\n\n{PAGE}{parts}"))
    assert [path for path in paths if path[-1] == "Summary"] == [
        ("Crews", "Summary"),
        ("Engines", "Summary"),
        ("Tyres", "Summary"),
    ]


@pytest.mark.parametrize(
    "line", ["Dear partnership", "Yours sincerely", "Published: 3 May 2019", "Good", "The post was filled in the"]
)
def test_what_a_cover_or_a_letter_says_is_no_heading(read_text: Read, line: str) -> None:
    assert (line,) not in headings_of(read_text(f"{PAGE}\n{line}\n\n{PAGE}"))


def test_facts_under_each_other_are_no_headings(read_text: Read) -> None:
    report = read_text(f"Review\n\n{PAGE}\nLead inspector: Ann Lee\nDeputy inspector: Joe Roe\n\n{PAGE}")
    assert headings_of(report) == [("Review",)]
    assert "Lead inspector: Ann Lee" in [block.content.text for block in report.sections[0].blocks]


def test_a_line_over_white_heads_what_follows_though_the_line_above_is_full(read_text: Read) -> None:
    full = PAGE.strip()
    assert headings_of(read_text(f"Review\n\n{full}\nAreas to look at\n\n{PAGE}")) == [
        ("Review",),
        ("Review", "Areas to look at"),
    ]
