"""Answers as HTML: report text stays text, and everything a reader needs to check an answer is there."""

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from qa.page import render
from qa.page.markup import text
from qa.page.records import from_json
from qa.page.tables import Grid
from qa.page.types import EMPTY_SHELF, Shelf, Turn
from qa.types import Answer, Citation, Suggestion

SURE = Citation(
    report="peel-2015",
    title="PEEL 2015",
    section=("Preventing crime", "How much crime is there?"),
    page=12,
    quote="The force recorded 76,260 incidents.",
    answer=(19, 25),
    passage="Before that. The force recorded 76,260 incidents. After that.",
    quote_at=13,
)
OWN_TAGS = {
    "div", "p", "h1", "h2", "h3", "q", "ul", "li", "figure", "blockquote", "mark", "figcaption", "cite", "span",
    "button", "details", "summary", "section", "i",
}  # fmt: skip
words = st.text(min_size=1, max_size=60)


class Page(HTMLParser):
    """HTML taken apart: its words, its tags and their attributes."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.words = ""
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.comments: list[str] = []
        self._open = 0
        self.feed(markup)
        self.close()
        self.balanced = self._open == 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        self._open += 1

    def handle_endtag(self, tag: str) -> None:
        self._open -= 1

    def handle_data(self, data: str) -> None:
        self.words += data

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)


def found(citation: Citation = SURE, confidence: float = 0.9, **more: object) -> Answer:
    return Answer("How many?", True, citation.answer_text, "span", confidence, (), (citation,), **more)  # type: ignore[arg-type]


@st.composite
def citations(draw: st.DrawFn) -> Citation:
    opening, lead, tail, after = (draw(st.text(max_size=30)) for _ in range(4))
    said = draw(words)
    quote = lead + said + tail
    return Citation(
        draw(words), draw(words), tuple(draw(st.lists(words, max_size=3))), draw(st.none() | st.integers(1, 400)),
        quote, (len(lead), len(lead) + len(said)), opening + quote + after, len(opening),
    )  # fmt: skip


@given(citations(), words)
def test_report_text_is_never_markup(citation: Citation, asked: str) -> None:
    page = Page(render.answer(found(citation), asked))
    assert set(page.tags) <= OWN_TAGS
    assert not page.comments
    assert page.balanced
    assert not [name for name, _ in page.attributes if name.startswith("on") or name in {"src", "href", "style"}]


@given(citations())
def test_the_quote_stands_verbatim_in_the_page(citation: Citation) -> None:
    assert citation.quote in Page(render.answer(found(citation), "How many?")).words


@given(words, words)
def test_a_typed_question_is_never_markup(question: str, sentence: str) -> None:
    page = Page(render.conversation([Turn(question, render.notice(sentence))]))
    assert set(page.tags) <= OWN_TAGS
    assert question in page.words
    assert sentence in page.words


def test_script_and_handlers_are_shown_as_typed() -> None:
    html = render.notice("<script>alert(1)</script><img src=x onerror=alert(1)>")
    assert "<script" not in html
    assert "<img" not in html


def test_words_that_cannot_be_sent_are_replaced() -> None:
    assert text("bad \ud800 letter") == "bad ? letter"


def test_the_answer_is_marked_in_its_quote() -> None:
    assert "recorded <mark>76,260</mark> incidents." in render.answer(found(), "How many?")


def test_a_citation_names_report_section_and_page() -> None:
    words_seen = Page(render.answer(found(), "How many?")).words
    assert "PEEL 2015Preventing crime › How much crime is there?p. 12" in words_seen


def test_a_section_that_is_the_report_is_not_named_twice() -> None:
    titled = Citation("r", "Title", ("Title", "Section"), None, "Ten.", (0, 3), "Ten.", 0)
    assert "TitleSection" in Page(render.answer(found(titled), "How many?")).words


def test_a_report_without_pages_shows_none() -> None:
    pageless = Citation("r", "Title", ("Section",), None, "Ten.", (0, 3), "Ten.", 0)
    assert "p. " not in Page(render.answer(found(pageless), "How many?")).words


def test_a_sure_answer_is_what_the_report_says() -> None:
    assert "The report says" in render.answer(found(confidence=0.8), "How many?")


def test_an_unsure_answer_is_what_the_report_suggests() -> None:
    html = render.answer(found(confidence=0.79), "How many?")
    assert "The report suggests" in html
    assert "Less certain" in html


def test_an_answer_more_likely_wrong_than_right_says_so() -> None:
    html = render.answer(found(confidence=0.49), "How many?")
    assert "The report may say" in html
    assert "more often wrong than right" in html
    assert "more often wrong than right" not in render.answer(found(confidence=0.5), "How many?")


def test_no_answer_asks_only_what_a_reader_may_know() -> None:
    nothing = Answer("Pay?", False, "", "none", 0.1, message="The reports do not say.")
    html = render.answer(nothing, "Pay?")
    assert "Is this right?" not in html
    assert 'Is it in the reports after all?</span><button type="button" data-opinion="wrong">Yes' in html


def test_no_answer_says_so_and_offers_what_to_read() -> None:
    near = Suggestion("peel-2015", "PEEL 2015", ("Leadership",), 3, "The chief officers lead.")
    nothing = Answer("Pay?", False, "", "none", 0.1, nearby=(near,), message="The reports do not say.")
    html = render.answer(nothing, "Pay?")
    assert html.count("The reports do not say") == 1
    assert "The nearest passages" in html
    assert "<details" in html
    assert "The chief officers lead." in html


def test_a_message_that_says_more_is_shown() -> None:
    answer = Answer("Pay?", False, "", "none", 0.1, message="No report covers 1990.")
    assert "No report covers 1990." in render.answer(answer, "Pay?")


def test_a_question_understood_otherwise_is_shown() -> None:
    assert "Understood as: <q>How many?</q>" in render.answer(found(), "And that?")


def test_a_question_understood_as_typed_is_not_repeated() -> None:
    assert "Understood as" not in render.answer(found(), " How  many? ")


def test_a_list_has_an_item_for_each_part() -> None:
    listed = Answer("Which?", True, "a; b", "list", 0.9, ("a", "b"), (SURE,))
    assert '<ul class="short several"><li>a</li><li>b</li></ul>' in render.answer(listed, "Which?")


def test_a_comparison_names_the_report_of_each_part() -> None:
    other = Citation("ofsted", "Ofsted 2015", (), None, "Ten.", (0, 3), "Ten.", 0)
    compared = Answer("Which?", True, "a; b", "comparison", 0.9, ("a", "b"), (SURE, other))
    html = render.answer(compared, "Which?")
    assert "The reports say" in html
    assert '<h3>Ofsted 2015</h3><p class="item">b</p>' in html


def test_a_comparison_names_the_reports_it_found_nothing_in() -> None:
    compared = Answer("Which?", True, "a", "comparison", 0.9, ("a",), (SURE,), message="Nothing in “B”.")
    assert "Nothing in “B”." in render.answer(compared, "Which?")


def test_other_readings_are_folded_and_told_where_short() -> None:
    assert "<summary>Other readings: 76,260</summary>" in render.answer(found(others=(SURE,)), "How many?")


def test_a_long_other_reading_is_only_counted() -> None:
    long = Citation("r", "Title", (), None, "w" * 50, (0, 50), "w" * 50, 0)
    assert "<summary>Other readings (1)</summary>" in render.answer(found(others=(long,)), "How many?")


def test_the_same_said_elsewhere_is_folded() -> None:
    twice = Answer("How many?", True, "76,260", "span", 0.9, citations=(SURE, SURE))
    assert "<summary>Said in one more place</summary>" in render.answer(twice, "How many?")


def test_the_rest_of_a_list_is_not_told_to_be_the_same() -> None:
    lists = Answer("Which?", True, "76,260; more", "list", 0.9, ("76,260", "more"), (SURE, SURE))
    assert '<details class="agreeing" open><summary>The rest is listed in one more place</summary>' in render.answer(
        lists, "Which?"
    )


def test_a_yes_is_not_put_into_the_reports_mouth() -> None:
    html = render.answer(Answer("Is it?", True, "Yes", "yes_no", 0.9, citations=(SURE,)), "Is it?")
    assert "The report says" not in html
    assert "Going by the report" in html
    assert "Because it says:" in html


def test_no_answer_says_what_was_searched() -> None:
    nothing = Answer("Pay?", False, "", "none", 0.1, message="The reports do not say.")
    several = Shelf({"a": "A", "b": "B"}, {})
    assert "2 reports were searched." in render.answer(nothing, "Pay?", several)
    assert "Only “B” was searched." in render.answer(nothing, "Pay?", several, only="b")
    assert "The whole report was searched." in render.answer(nothing, "Pay?", Shelf({"a": "A"}, {}))


def test_a_message_that_says_why_is_not_contradicted() -> None:
    nothing = Answer("In Kent?", False, "", "none", 0.1, message="Nothing about Kent is indexed.")
    several = Shelf({"a": "A", "b": "B"}, {})
    assert "searched" not in render.answer(nothing, "In Kent?", several)
    only = render.answer(nothing, "In Kent?", several, only="b")
    assert "Only “B” was searched." in only
    assert "enough certainty" not in only


def test_advice_after_a_follow_up_is_to_ask_in_full() -> None:
    nothing = Answer("Pay?", False, "", "none", 0.1, message="The reports do not say.")
    assert "Ask in full" in render.answer(nothing, "Pay?", followed=True)
    assert "Ask in full" not in render.answer(nothing, "Pay?")


def test_a_cited_table_is_shown_as_one() -> None:
    grid = Grid("Figure 1", ("2015", "2014"), (("Crime", ("76,260", None)),), (0, 0))
    html = render.answer(found(), "How many?", grids={SURE: grid})
    assert "<td><mark>76,260</mark></td><td>–</td>" in html
    assert "<blockquote" not in html


def test_an_answered_turn_carries_its_record_and_a_notice_none() -> None:
    turns = [Turn("How many?", "body", answer=found()), Turn("Broken?", render.notice("Sorry."))]
    attributes = Page(render.conversation(turns)).attributes
    records = [value for name, value in attributes if name == "data-turn"]
    assert len(records) == 1
    assert from_json(f"[{records[0]}]")[0].answer == found()


def test_suggestions_say_which_turn_they_follow() -> None:
    html = render.next_questions(["What next?"], [Turn("First?", ""), Turn("Second?", "")])
    assert 'data-after="1 Second?"' in html
    assert 'data-ask="What next?"' in html


def test_the_place_in_the_line_is_told() -> None:
    assert "1 question before yours" in render.queued(1)
    assert "3 questions before yours" in render.queued(3)


def test_a_copied_citation_reads_as_people_write_one() -> None:
    shelf = Shelf({"peel-2015": "PEEL 2015"}, {"peel-2015": "HMIC"})
    expected = "HMIC, PEEL 2015, section “Preventing crime › How much crime is there?”, p. 12"
    assert render.copied_citation(SURE, shelf) == expected


def test_the_heading_of_one_report_is_its_title() -> None:
    assert "<h1>PEEL 2015</h1>" in render.heading(Shelf({"peel-2015": "PEEL 2015"}, {}))


def test_the_heading_of_several_reports_counts_them() -> None:
    assert "2 inspection reports" in render.heading(Shelf({"a": "A", "b": "B"}, {}))


def test_a_suggestion_shows_how_its_passage_begins() -> None:
    near = Suggestion("peel-2015", "PEEL 2015", ("Leadership",), 3, "The chief officers lead. " * 20)
    nothing = Answer("Pay?", False, "", "none", 0.1, nearby=(near,), message="The reports do not say.")
    assert f">{'The chief officers lead. ' * 5}The chief officers …</p>" in render.answer(nothing, "Pay?")


def test_suggestions_from_the_only_report_do_not_repeat_its_title() -> None:
    near = Suggestion("peel-2015", "PEEL 2015", ("Leadership",), 3, "The chief officers lead.")
    nothing = Answer("Pay?", False, "", "none", 0.1, nearby=(near,), message="The reports do not say.")
    assert "PEEL 2015" not in render.answer(nothing, "Pay?", Shelf({"peel-2015": "PEEL 2015"}, {}))


def test_the_heading_says_what_is_going_on_until_the_reports_are_known() -> None:
    assert "Loading the reader…" in render.heading(EMPTY_SHELF, "Loading the reader")
