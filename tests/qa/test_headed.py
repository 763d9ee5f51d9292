"""Lists asked for by their heading: by all of its words, and only where it is a list."""

import pytest

from corpus.types import Kind
from qa.headed import MOST_ITEMS, listed_under_heading
from tests.fakes import passage

STEPS = passage(
    "The council will:\ntrain staff;\nhire nurses; and\nreport back.",
    section=("Care", "Next steps"),
    kind=Kind.LIST_ITEM,
    lead=1,
)


@pytest.mark.parametrize(
    "question",
    [
        "What are the next steps?",
        "what were its next steps",
        "List all the next steps in the report.",
        "Which are the next steps identified by the inspectors?",
    ],
)
def test_a_list_is_given_for_its_heading(question: str) -> None:
    ((where, spans),) = listed_under_heading(question, [STEPS])
    assert [where.text[start:end] for start, end in spans] == ["train staff", "hire nurses", "report back"]


def test_a_heading_that_is_the_question_is_asked_for_by_it() -> None:
    asked = passage("train staff\nhire nurses", section=("What needs to improve",), kind=Kind.LIST_ITEM)
    ((_, spans),) = listed_under_heading("what needs to improve?", [asked])
    assert len(spans) == 2
    assert listed_under_heading("How does it improve?", [asked]) == ()


def test_the_place_that_the_report_is_about_is_not_part_of_the_heading() -> None:
    assert listed_under_heading("What are the next steps for Upper Vale?", [STEPS], ["upper vale"])
    of_the_place = passage("train staff", section=("Next steps for Upper Vale",), kind=Kind.LIST_ITEM)
    assert listed_under_heading("What are the next steps?", [of_the_place], ["upper vale"])


@pytest.mark.parametrize(
    "question",
    ["What are the next steps for nurses?", "What are the steps?", "Are the next steps clear?", "What are the plans?"],
)
def test_other_words_than_the_heading_ask_for_something_else(question: str) -> None:
    assert listed_under_heading(question, [STEPS]) == ()


def test_a_paragraph_under_the_heading_is_left_to_the_reader() -> None:
    assert (
        listed_under_heading("What are the next steps?", [passage("Staff are trained.", section=("Next steps",))]) == ()
    )


def test_more_than_an_answer_can_hold_is_no_list() -> None:
    many = passage("\n".join(["train staff"] * (MOST_ITEMS + 1)), section=("Next steps",), kind=Kind.LIST_ITEM)
    assert listed_under_heading("What are the next steps?", [many]) == ()
