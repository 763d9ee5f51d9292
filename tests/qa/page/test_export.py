"""A conversation as Markdown that shows what the page shows."""

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from qa.page.export import markdown
from qa.page.records import Record
from qa.page.types import Shelf
from qa.types import Answer
from tests.qa.page.pieces import NOTHING, cite, found, passage

SHELF = Shelf({"peel": "PEEL 2015"}, {"peel": "HMIC"})


def record(answer: Answer, question: str = "How many?") -> Record:
    return Record(question, (), "", answer)


def test_a_question_its_answer_and_its_citation() -> None:
    answer = found(cite("76,260", passage("There were 76,260 incidents.", page=12)))
    assert markdown([record(answer)], SHELF) == (
        "# Questions and answers\n\n## How many?\n\n**76,260**\n\n> There were 76,260 incidents.\n>\n"
        "> — HMIC, PEEL 2015, section “Preventing crime › How much crime is there?”, p. 12\n\n"
        "*Answers are quoted from the reports. Check the quote before you rely on one.*\n"
    )


def test_a_question_without_an_answer_says_so() -> None:
    text = markdown([record(NOTHING)], SHELF)
    assert text.count("The reports do not say.") == 1


def test_why_there_is_no_answer_is_told() -> None:
    refused = Answer("Pay?", False, "", "none", 0.1, message="Nothing about Kent is indexed.")
    assert "Nothing about Kent is indexed." in markdown([record(refused)], SHELF)


def test_a_question_understood_otherwise_is_told() -> None:
    answer = found(cite("Ten", passage("Ten.")), "How many officers?")
    assert "Understood as: How many officers?" in markdown([record(answer, "How many?")], SHELF)


def test_a_list_is_a_list() -> None:
    listed = Answer("Which?", True, "a; b", "list", 0.9, ("a", "b"), (cite("a", passage("a, b")),))
    assert "- **a**\n- **b**" in markdown([record(listed)], SHELF)


@given(st.text(min_size=1, alphabet=st.characters(blacklist_categories=["Cs", "Cc", "Zl", "Zp"])).filter(str.strip))
def test_words_of_a_report_are_never_markup(words: str) -> None:
    quote = " ".join(words.split())
    html = MarkdownIt().render(markdown([record(found(cite(quote, passage(quote))), quote)], SHELF))
    allowed = {"h1", "h2", "p", "strong", "em", "blockquote"}
    tags = {tag.strip("</>").split()[0] for tag in html.replace("<", " <").split() if tag.startswith(("<", "</"))}
    assert {tag.split(">")[0] for tag in tags} <= allowed
