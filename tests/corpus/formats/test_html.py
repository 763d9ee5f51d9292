"""What the HTML reader recovers."""

import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from bs4.element import Tag

from corpus.formats.html import read
from corpus.types import CorpusError, Document, Kind
from tests.corpus.formats.reading import blocks, headings, maps_to_source, texts


def page(folder: Path, body: str) -> Document:
    path = folder / "page.html"
    path.write_text(f"<html><head><title>Site</title></head><body>{body}</body></html>", encoding="utf-8")
    return read(path)


def test_headings_and_paragraphs_are_read_without_the_site_round_them(tmp_path: Path) -> None:
    found = page(
        tmp_path,
        "<header>Site</header><nav><a href='/x'>Home</a></nav><main><h1>The report</h1><h2>Findings</h2>"
        "<p>It is <b>very</b>\n good.</p><script>no()</script></main><footer>Imprint</footer>",
    )
    assert headings(found) == [(2, "Findings")]
    assert texts(found) == ["It is very good."]
    assert found.facts.title == "The report"


def test_blocks_inside_a_heading_are_its_words(tmp_path: Path) -> None:
    found = page(
        tmp_path,
        "<h1>The report</h1><p>It is good.</p><h2><div>Part 1</div> <div>Burglary<sup>1</sup> figures</div></h2>"
        "<p>They fell.</p><p id='fn1'>1 In 2016.</p>",
    )
    assert headings(found) == [(2, "Part 1 Burglary figures")]
    assert texts(found) == ["It is good.", "In 2016.", "They fell."]
    assert maps_to_source(found)


def test_text_inside_a_heading_that_nobody_closed_stays_text(tmp_path: Path) -> None:
    text = "The force visits every victim of a burglary. " * 10
    assert texts(page(tmp_path, f"<h2>Findings<div>{text}</div>"))[-1] == text.strip()


def test_nested_lists_take_the_item_above_as_their_lead_in(tmp_path: Path) -> None:
    found = page(tmp_path, "<p>They must:</p><ul><li>train:<ul><li>staff</li></ul></li><li>report</li></ul>")
    leads = [item.lead_in.text for item in blocks(found, Kind.LIST_ITEM) if item.lead_in]
    assert leads == ["They must:", "train:", "They must:"]


def test_words_right_above_a_list_that_are_no_sentence_lead_into_it(tmp_path: Path) -> None:
    lists = "<p>{0}</p><ul><li>learn</li><li>teach</li></ul>"
    above = ("What the staff should do", "They do well.", "Staff")
    found = page(tmp_path, "".join(map(lists.format, above)))
    leads = [item.lead_in.text if item.lead_in else "" for item in blocks(found, Kind.LIST_ITEM)]
    assert leads == ["What the staff should do", "What the staff should do", "", "", "", ""]


def test_a_table_with_merged_headers_gives_certain_cells(tmp_path: Path) -> None:
    found = page(
        tmp_path,
        "<table><caption>Table 1: Outcomes</caption><tr><th rowspan=2>Outcome</th><th colspan=2>Northshire</th></tr>"
        "<tr><th>Number</th><th>Rate</th></tr><tr><td>Charged</td><td>540</td><td>0.6</td></tr></table>",
    )
    (table,) = blocks(found, Kind.TABLE)
    assert table.table is not None
    assert table.table.caption == "Table 1: Outcomes"
    assert [(cell.columns, cell.value) for cell in table.table.cells] == [
        (("Northshire", "Number"), "540"),
        (("Northshire", "Rate"), "0.6"),
    ]
    assert maps_to_source(found)


def test_cells_below_those_that_reach_down_stand_beside_them(tmp_path: Path) -> None:
    found = page(
        tmp_path,
        "<table><tr><th>Area</th><th>Crime</th><th>Here</th><th>There</th></tr>"
        "<tr><td rowspan=2>East</td><td>Theft</td><td rowspan=2>5</td><td>6</td></tr><tr><td>Fraud</td><td>7</td></tr>"
        "<tr><td>West</td><td>Theft</td><td>8</td><td>9</td></tr></table>",
    )
    assert texts(found) == [
        "East: Crime Theft; Crime Fraud; Here 5; There 6; There 7\nWest: Crime Theft; Here 8; There 9"
    ]


def test_cells_that_reach_over_much_take_no_memory(tmp_path: Path) -> None:
    cells = "<tr>" + "<td rowspan=100 colspan=100>Good</td>" * 30 + "</tr>"
    page(tmp_path, "<p>All is well.</p>")  # what is loaded once is not measured
    tracemalloc.start()
    page(tmp_path, f"<table>{cells}</table>")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 10_000_000


def test_notes_lose_their_marks_and_keep_their_numbers(tmp_path: Path) -> None:
    found = page(
        tmp_path,
        "<p>The Act<sup><a href='#fn1'>1</a></sup> applies.</p>"
        "<div class='footnotes'><ol><li id='fn1'><p>Children Act 2004. <a href='#r'>↩</a></p></li></ol></div>",
    )
    assert texts(found, Kind.PARAGRAPH) == ["The Act applies."]
    assert [(note.number, note.content.text) for note in blocks(found, Kind.FOOTNOTE)] == [("1", "Children Act 2004.")]


def test_a_note_at_the_pages_end_stands_in_the_section_of_its_mark(tmp_path: Path) -> None:
    note = "<li id='fn{0}'><p>Act {1}.</p><p>It was amended.</p></li>"
    found = page(
        tmp_path,
        "<h1>The report</h1><h2>Law</h2><p>One act<sup>1</sup> applies.</p><p>So does one<sup>2</sup> more.</p>"
        "<h2>Staff</h2><p>They learn<sup>7</sup> a lot.</p>"
        f"<div class='footnotes'><ol>{note.format(1, 2004)}{note.format(2, 2006)}{note.format(3, 2008)}</ol></div>",
    )
    assert texts(found) == [
        "One act applies.", "Act 2004.", "It was amended.", "So does one more.", "Act 2006.", "It was amended.",
        "They learn a lot.", "Act 2008.", "It was amended.",
    ]  # fmt: skip
    assert maps_to_source(found)


def test_what_is_struck_out_word_by_word_is_one_blank(tmp_path: Path) -> None:
    found = page(tmp_path, "<p>It was ____ __\n <span>_______ _____</span> who said so to __ and her_self.</p>")
    assert texts(found) == ["It was ____ who said so to __ and her_self."]


def test_a_page_without_text_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"page\.html has no text"):
        page(tmp_path, "<script>x</script>")


def test_blocks_in_each_other_by_the_hundred_are_read(tmp_path: Path) -> None:
    found = page(tmp_path, f"{'<div>' * 500}<p>It is good.</p>{'</div>' * 500}<p>It is well led.</p>")
    assert texts(found) == ["It is good.", "It is well led."]


def test_the_words_of_blocks_in_each_other_are_taken_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    taken = 0
    get_text = Tag.get_text

    def counted(tag: Tag, *args: Any, **options: Any) -> str:
        nonlocal taken
        taken += 1
        return get_text(tag, *args, **options)

    monkeypatch.setattr(Tag, "get_text", counted)
    assert texts(page(tmp_path, f"{'<div>' * 500}It is good.")) == ["It is good."]
    assert taken <= 5


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("<div>{links}</div>", []),
        ("<div>{links} and some more text</div>", ["On page 1 On page 2 On page 3 and some more text"]),
        ("<div><a href='#1'> On  \u200bpage </a></div>", ["On page"]),
        ("<div><p>{links}</p> ____ __ ____ __ ____</div>", []),
    ],
)
def test_links_into_the_page_and_little_else_are_its_contents(tmp_path: Path, body: str, found: list[str]) -> None:
    links = " ".join(f"<a href='#{number}'>On page {number}</a>" for number in range(1, 4))
    assert texts(page(tmp_path, f"<p>All is well.</p>{body.format(links=links)}")) == ["All is well.", *found]


def test_words_in_tags_that_nobody_closed_are_read(tmp_path: Path) -> None:
    assert texts(page(tmp_path, f"<p>{'<b>good ' * 2000}</p>")) == [" ".join(["good"] * 2000)]


@pytest.mark.parametrize("stated", ["²", "two", "-1", "9" * 5000])
def test_a_start_that_is_no_number_is_one(tmp_path: Path, stated: str) -> None:
    found = page(tmp_path, f"<ol start='{stated}'><li>train staff</li><li>report</li></ol>")
    assert [item.number for item in blocks(found, Kind.LIST_ITEM)] == ["1", "2"]


@pytest.mark.parametrize("stated", ["²", "two", "0", "9" * 5000])
def test_a_span_that_is_no_number_is_one(tmp_path: Path, stated: str) -> None:
    found = page(
        tmp_path,
        "<table><tr><th>Outcome</th><th>Number</th><th>Rate</th></tr>"
        f"<tr><td rowspan='{stated}'>Charged</td><td>540</td><td>0.6</td></tr>"
        "<tr><td>Cautioned</td><td>20</td><td>0.1</td></tr></table>",
    )
    assert texts(found, Kind.TABLE) == ["Charged: Number 540; Rate 0.6\nCautioned: Number 20; Rate 0.1"]
