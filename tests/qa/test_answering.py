"""How far the reader reads: not beyond an answer that is sure and unrivalled."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from corpus.settings import Settings
from index.search import Searcher
from qa.answering import Assistant, consider, understand
from qa.reading import read_until_settled
from qa.routing import Route
from qa.tuning import CONFIDENCE, TUNING
from tests.fakes import built_searcher, hit, passage, small_library, table_passage
from tests.qa.models import SURE, ByHeart

GLANCE, PASSAGES = 1, 2


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    settings = small_library(tmp_path_factory.mktemp("library"))
    return built_searcher(settings)


def passages_read(
    searcher: Searcher,
    question: str,
    phrases: dict[str, str],
    sure_margin: float = SURE,
    only: Sequence[str] | None = ("kent",),
) -> int:
    reader = ByHeart(phrases)
    tuning = replace(TUNING, rounds=(GLANCE, PASSAGES), sure_margin=sure_margin, sure_lead=1.0)
    way = Route(tuple(only) if only is not None else None)
    consider(Assistant(searcher, reader, tuning, CONFIDENCE), understand(searcher, question), way)
    return reader.read_passages


def test_a_sure_answer_in_the_first_passage_ends_the_reading(searcher: Searcher) -> None:
    assert (
        passages_read(
            searcher, "How many police officers does the force employ?", {"officers": "3,210 police officers"}
        )
        == GLANCE
    )


def test_without_an_answer_all_are_read(searcher: Searcher) -> None:
    assert passages_read(searcher, "How many police officers does the force employ?", {}) == PASSAGES


def test_an_unsure_answer_does_not_end_the_reading(searcher: Searcher) -> None:
    phrases = {"officers": "3,210 police officers"}
    assert passages_read(searcher, "How many police officers does the force employ?", phrases, SURE + 1) == PASSAGES


def test_a_rival_in_the_same_passage_does_not_end_the_reading(searcher: Searcher) -> None:
    phrases = {"officers": "3,210 police officers", "police": "force"}
    assert passages_read(searcher, "Which police officers does the force employ?", phrases) == PASSAGES


def test_the_same_answer_in_more_words_is_no_rival(searcher: Searcher) -> None:
    phrases = {"officers": "3,210 police officers", "police": "3,210"}
    assert passages_read(searcher, "How many police officers does the force employ?", phrases) == GLANCE


def test_another_report_is_read_however_sure_the_first_is(searcher: Searcher) -> None:
    phrases = {"officers": "3,210 police officers"}
    read = passages_read(searcher, "How many police officers does the force employ?", phrases, only=None)
    assert read == PASSAGES


def test_no_passages_need_no_reading(searcher: Searcher) -> None:
    reader = ByHeart({})
    answer = consider(Assistant(searcher, reader, TUNING, CONFIDENCE), understand(searcher, "Who?"), Route(())).answer
    assert (answer.found, reader.read_passages) == (False, 0)


ADVICE = """# Inspection of Sussex Police

## Plans

The force should ensure that plans are clear. Officers use the memory aid FAR: facts; analysis; review.

### Areas for improvement

- The force should share its plans.
- It should review them.

## Custody

Cells are clean.

### Cells elsewhere

Cells in Norfolk are old.

They are shared with Essex.

### Areas for improvement

- The force should repair the cells; and
"""


@pytest.fixture(scope="module")
def advised(tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    folder = tmp_path_factory.mktemp("advised")
    (folder / "reports").mkdir()
    (folder / "reports" / "sussex.md").write_text(ADVICE, encoding="utf-8")
    settings = Settings(folder / "reports", folder / "index", "fake-embedder", "fake-reader")
    return built_searcher(settings)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Are plans clear?", "The force should ensure that plans are clear."),
        ("Should plans be clear?", "Yes"),
    ],
)
def test_what_is_recommended_is_no_yes(advised: Searcher, question: str, text: str) -> None:
    with_ = Assistant(advised, ByHeart({"plans": "plans are clear"}, yes=3.0), TUNING, CONFIDENCE)
    assert consider(with_, understand(advised, question), Route()).answer.text == text


def test_an_abbreviation_written_out_needs_no_reading(advised: Searcher) -> None:
    reader = ByHeart({})
    answer = consider(
        Assistant(advised, reader, TUNING, CONFIDENCE), understand(advised, "What does FAR stand for?"), Route()
    ).answer
    assert (answer.text, reader.read_passages) == ("facts; analysis; review", 0)


def test_what_is_asked_for_by_its_heading_is_all_that_is_listed_there(advised: Searcher) -> None:
    reader = ByHeart({})
    with_ = Assistant(advised, reader, TUNING, CONFIDENCE)
    answer = consider(with_, understand(advised, "What are the areas for improvement?"), Route()).answer
    assert answer.items == (
        "The force should share its plans",
        "It should review them",
        "The force should repair the cells",
    )
    assert [citation.section[-2] for citation in answer.citations] == ["Plans", "Custody"]
    assert (answer.kind, reader.read_passages) == ("list", 0)


def test_what_is_asked_in_general_is_all_that_is_listed_under_such_headings(advised: Searcher) -> None:
    with_ = Assistant(advised, ByHeart({}), TUNING, CONFIDENCE)
    assert len(consider(with_, understand(advised, "What does the force need to improve?"), Route()).answer.items) == 3


@pytest.mark.parametrize(
    "question", ["What should they do next?", "What could it do better?", "What are the problems?"]
)
def test_problems_of_what_was_asked_about_before_are_not_those_of_all(advised: Searcher, question: str) -> None:
    with_ = Assistant(advised, ByHeart({}), TUNING, CONFIDENCE)

    def listed(*history: str) -> int:
        return len(consider(with_, understand(advised, question, history), Route()).answer.items)

    assert listed("Who cleans the cells?") == 0
    assert listed("Who cleans the cells?", "What does the force need to improve?") == 3
    assert listed("What is this report about?") == 3
    assert listed("How was the force rated?") == 3
    assert listed("How was Sussex Police rated?") == 3
    assert listed("How was the force rated at custody?") == 0
    assert listed() == 3


def test_recommendations_are_those_of_all_after_any_question(advised: Searcher) -> None:
    with_ = Assistant(advised, ByHeart({}), TUNING, CONFIDENCE)
    asked = understand(advised, "What are the recommendations?", ["Who cleans the cells?"])
    assert len(consider(with_, asked, Route()).answer.items) == 3


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("Are the cells clean?", True),
        ("Are the cells clean in Sussex?", True),
        ("Are the cells clean in Norfolk?", False),
    ],
)
def test_what_is_said_of_the_own_place_answers_nothing_on_another(
    advised: Searcher, question: str, found: bool
) -> None:
    with_ = Assistant(advised, ByHeart({"cells": "Cells are clean"}, yes=3.0), TUNING, CONFIDENCE)
    assert consider(with_, understand(advised, question), Route()).answer.found == found


def test_a_section_on_another_place_answers_on_it(advised: Searcher) -> None:
    with_ = Assistant(advised, ByHeart({"norfolk": "shared with Essex"}), TUNING, CONFIDENCE)
    assert consider(with_, understand(advised, "What about the cells in Norfolk?"), Route()).answer.found


def test_an_answer_does_not_run_over_several_cells_of_a_table() -> None:
    visits = hit(table_passage("Visits", ["when", "by whom"], {"Schools": ["monthly", "officers"]}))
    over, one = "when monthly; by whom officers", "officers"
    assert over in visits.passage.text
    found = read_until_settled(ByHeart({"visit": over}), "Who visits schools?", [visits], TUNING)
    assert found == []
    found = read_until_settled(ByHeart({"visit": one}), "Who visits schools?", [visits], TUNING)
    assert [candidate.text for candidate in found] == [one]


@pytest.mark.parametrize(
    ("question", "least", "found"),
    [
        ("what did schools get in spring", 0.0, True),
        ("what did schools get in spring", 99.0, False),
        ("Why did schools get so few in spring?", 0.0, False),
        ("Which season had the most visits to schools?", 0.0, False),
        ("visits to schools in total", 0.0, False),
        ("visits to schools the year before", 0.0, False),
    ],
)
def test_a_figure_that_no_label_picks_takes_a_sure_reader_and_one_cell(
    question: str, least: float, found: bool
) -> None:
    visits = hit(table_passage("Visits", ["spring", "autumn"], {"Schools": ["12", "30"], "Clubs": ["7", "9"]}))
    tuning = replace(TUNING, cell_margin=least)
    read = read_until_settled(ByHeart({"schools": "12"}), question, [visits], tuning)
    assert [candidate.text for candidate in read] == ["12"] * found


@pytest.mark.parametrize(
    ("heading", "question", "found"),
    [
        ("Related Audit Products", "What makes results possible?", False),
        ("8. References", "What makes results possible?", False),
        ("Related Audit Products", "Which report is on what makes results possible?", True),
        ("References made by schools", "What makes results possible?", True),
    ],
)
def test_the_title_of_another_publication_answers_only_who_asks_for_one(
    heading: str, question: str, found: bool
) -> None:
    listed = hit(passage("Results: Linking Plans and Outcomes. London, 2003.", section=("Annexes", heading)))
    reader = ByHeart({"results": "Linking Plans and Outcomes"})
    assert bool(read_until_settled(reader, question, [listed], TUNING)) == found


@pytest.mark.parametrize(
    ("question", "span", "found"),
    [
        ("How many burglaries were there?", "4,120", True),
        ("What share of them is solved?", "half of them", True),
        ("How many burglaries were there?", "burglaries", False),
        ("What did Kent record?", "burglaries", True),
    ],
)
def test_a_number_that_is_asked_for_is_a_number(question: str, span: str, found: bool) -> None:
    counted = hit(passage("Kent recorded 4,120 burglaries and solved half of them."))
    reader = ByHeart({"": span})
    assert [one.text for one in read_until_settled(reader, question, [counted], TUNING)] == [span] * found


@pytest.mark.parametrize(
    ("question", "said", "found"),
    [
        ("How many gangs does Kent know?", "Kent knows 149 gangs per one million of the population", False),
        ("How many gangs does Kent know?", "Kent knows 149 for every 100,000 people", False),
        ("How many gangs does Kent know?", "Kent knows 149 gangs and 3 per head of a team", True),
        ("How many gangs per million people does Kent know?", "Kent knows 149 gangs per one million", True),
        ("What is the rate of gangs?", "Kent knows 149 gangs per one million", True),
    ],
)
def test_so_many_for_each_thousand_is_no_number_of_all(question: str, said: str, found: bool) -> None:
    reader = ByHeart({"": "149"})
    assert bool(read_until_settled(reader, question, [hit(passage(f"{said}."))], TUNING)) == found
