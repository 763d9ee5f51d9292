"""A report for the panel: whole, in order, with its sections and the quote marked in place."""

import re
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from corpus.types import Kind, Passage
from qa.page.markup import marked
from qa.page.source import GONE, Place, source
from tests.fakes import passage as in_sentences
from tests.qa.page.pieces import CHAPTER, CRIME, RATES, RATES_TABLE, REPORT, TEAMS, passage


class Words(HTMLParser):
    """The words of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.feed(html)
        self.close()

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


def words_of(html: str) -> str:
    return "".join(Words(html).parts)


def text_of(html: str) -> str:
    return html[html.index('<div class="text">') :]


def test_all_sections_stand_in_order_under_their_headings() -> None:
    html = text_of(source(REPORT, [passage("One.", CHAPTER), passage("Two.", CRIME), passage("Three.", TEAMS)]))
    headings = re.findall(r"<h(\d)[^>]*>(.*?)</h\1>|<p>(.*?)</p>", html)
    assert [("".join(words), level) for level, *words in headings] == [
        ("Preventing crime", "4"), ("One.", ""), ("How much crime is there?", "5"), ("Two.", ""),
        ("How well do teams work?", "5"), ("Three.", ""),
    ]  # fmt: skip


def test_the_contents_point_at_headings_that_are_there() -> None:
    html = source(REPORT, [passage("One.", CHAPTER), passage("Two.", CRIME), passage("Three.", TEAMS)])
    targets = re.findall(r'data-goto="([^"]+)"', html)
    assert len(targets) == 3
    assert targets == re.findall(r'<h\d id="([^"]+)"', html)


def test_the_quote_and_the_answer_in_it_are_marked() -> None:
    here = passage("Before. There were 76,260 incidents. After.")
    html = source(REPORT, [here], Place("peel", CRIME, here.text, (8, 36), (19, 25)))
    assert (
        'Before. <span class="quoted">There were </span><span class="quoted"><mark>76,260</mark></span>'
        '<span class="quoted"> incidents.</span> After.'
    ) in html


def test_a_quote_the_report_no_longer_has_is_said_to_be_gone() -> None:
    html = source(REPORT, [passage("New words.")], Place("peel", CRIME, "Old words.", (0, 3)))
    assert GONE in html
    assert "quoted" not in text_of(html)


def test_what_is_said_again_above_the_second_part_of_a_list_is_left_out() -> None:
    parts = [passage(f"These are:\n{item}", kind=Kind.LIST_ITEM, lead=1) for item in ("one", "two")]
    html = text_of(source(REPORT, parts))
    assert html.count("These are:") == 1
    assert "<li>one</li>" in html
    assert "<li>two</li>" in html


def test_what_leads_into_a_list_is_not_said_again_after_the_passage_that_ends_with_it() -> None:
    parts = [passage("They met.\nThese are:"), passage("These are:\none\ntwo", kind=Kind.LIST_ITEM, lead=1)]
    html = text_of(source(REPORT, parts))
    assert html.count("These are:") == 1
    assert "<li>one</li>" in html


def listed(lead: str, *items: str) -> Passage:
    return passage("\n".join((lead, *items)), kind=Kind.LIST_ITEM, lead=1)


def test_a_list_led_into_by_an_item_is_set_in_and_the_outer_list_goes_on() -> None:
    parts = [
        passage("They found:"),
        listed("They found:", "calls", "Some teams. These cases:"),
        listed("These cases:", "theft", "fraud"),
        listed("They found:", "visits"),
    ]
    html = text_of(source(REPORT, parts))
    assert '<ul><li class="within"><ul><li>theft</li><li>fraud</li></ul></li></ul>' in html
    assert html.endswith("<ul><li>visits</li></ul></section></div>")
    assert (html.count("They found:"), html.count("These cases:")) == (1, 1)


def test_two_lists_one_after_the_other_stand_side_by_side() -> None:
    html = text_of(source(REPORT, [listed("They found:", "calls"), listed("They saw:", "theft")]))
    assert "within" not in html
    assert "<p>They saw:</p><ul><li>theft</li></ul>" in html


def test_a_table_has_rows_and_columns_and_its_notes() -> None:
    here = passage(RATES, kind=Kind.TABLE, table=RATES_TABLE)
    start = RATES.index("8.2")
    html = source(REPORT, [here], Place("peel", CRIME, RATES, (38, len(RATES)), (start, start + 3)))
    assert '<th scope="row">Burglary</th><td>6.4</td><td><mark>8.2</mark></td>' in html
    assert "Source: Home Office" in html


def test_the_page_is_told_where_it_changes() -> None:
    html = text_of(source(REPORT, [passage("One.", page=3), passage("Two.", page=3), passage("Three.", page=4)]))
    assert re.findall(r'class="page">(.*?)<', html) == ["p. 3", "p. 4"]


def test_the_page_stands_over_the_cited_passage_too() -> None:
    parts = [passage("One.", page=3), passage("Two.", page=3)]
    html = text_of(source(REPORT, parts, Place("peel", CRIME, "Two.", (0, 4))))
    assert re.findall(r'class="page">(.*?)<', html) == ["p. 3", "p. 3"]


@given(st.lists(st.text(min_size=1).filter(str.strip), min_size=1, max_size=3))
def test_report_text_is_never_markup(lines: list[str]) -> None:
    whole = " ".join("".join(lines).split())
    html = source(REPORT, [passage(whole, (whole,))], Place("peel", (whole,), whole, (0, len(whole)), (0, 1)))
    sendable = whole.encode("utf-8", "replace").decode()
    assert words_of(text_of(html)).count(sendable) >= 2
    assert set(re.findall(r"<(\w+)", text_of(html))) <= {"div", "section", "h4", "p", "span", "mark"}


@given(st.text(min_size=5), st.data())
def test_marking_changes_no_word(words: str, data: st.DataObject) -> None:
    edges = sorted(data.draw(st.lists(st.integers(0, len(words)), min_size=4, max_size=4)))
    html = marked(words, 0, len(words), ((edges[0], edges[3], "<span>"), (edges[1], edges[2], "<mark>")))
    assert words_of(html) == words.encode("utf-8", "replace").decode()


def test_a_quote_that_goes_on_over_passages_is_marked_in_each() -> None:
    passages = [in_sentences(text, "peel", CRIME) for text in ("Before. One begins.", "It goes on. After.")]
    quote = "One begins. It goes on."
    html = source(REPORT, passages, Place("peel", CRIME, quote, (0, len(quote)), (0, len(quote))))
    assert re.findall("<mark>(.*?)</mark>", html) == ["One begins.", "It goes on."]
    assert GONE not in html


def test_a_quote_of_which_only_a_part_is_left_is_gone() -> None:
    quote = "One begins. It goes on."
    html = source(REPORT, [passage("One begins.", CRIME)], Place("peel", CRIME, quote, (0, 23), (0, 23)))
    assert GONE in html
    assert "<mark>" not in html
