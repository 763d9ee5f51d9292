"""Lists asked for by their heading: by all of its words, and only where it is a list."""

import pytest

from corpus.types import Kind
from qa.headed import MOST_ITEMS, listed_in_general, listed_under_heading
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


@pytest.mark.parametrize(
    ("asked", "heading"),
    [
        ("what does the council need to improve", "What needs to improve?"),
        ("what should the force do better", "Areas for improvement"),
        ("what has ~ told the council to put right", "Recommendations"),
        ("what did the inspectors recommend", "Key recommendations"),
        ("what did inspectors say needs to get better", "Areas for improvement"),
        ("what did the inspectors find the force must improve", "Areas for improvement"),
        ("what are the main weaknesses", "Areas for improvement"),
        ("what still needs work", "What the local authority must improve"),
        ("what does ~ do well", "Key strengths"),
        ("what is the council good at", "Strengths"),
        ("what is working well", "What is working well"),
        ("what works well in ~", "Strengths"),
        ("what is the partnership doing well", "What is the area partnership doing that is effective?"),
        ("what does the partnership need to improve", "What does the area partnership need to do better?"),
        ("in ~ ~ what needs to get better", "Recommendations"),
        ("what are ~ 's strengths", "Key strengths"),
    ],
)
def test_what_is_asked_in_general_is_listed_under_its_kind_of_heading(asked: str, heading: str) -> None:
    below = passage("train staff\nhire nurses", section=("Care", heading), kind=Kind.LIST_ITEM)
    ((_, spans),) = listed_in_general(asked, [below])
    assert len(spans) == 2


@pytest.mark.parametrize(
    "asked",
    [
        "what needs to improve in custody",
        "what has improved",
        "what does the council do to improve safety",
        "what are the strengths of the team",
        "how well does it do",
        "what does the sexual health team need to improve",
        "what did inspectors say has improved",
        "what did inspectors say staff must do",
    ],
)
def test_what_is_asked_of_one_matter_is_not_asked_in_general(asked: str) -> None:
    lists = [
        passage("train staff\nhire nurses", section=(heading,), kind=Kind.LIST_ITEM)
        for heading in ("Recommendations", "Strengths")
    ]
    assert listed_in_general(asked, lists) == ()


def test_other_headings_answer_nothing_in_general() -> None:
    assert listed_in_general("what needs to improve", [STEPS]) == ()


def test_a_list_may_be_sorted_under_further_headings() -> None:
    sorted_under = [
        passage("train staff\nhire nurses", section=("Recommendations", heading), kind=Kind.LIST_ITEM)
        for heading in ("To the force", "To the council")
    ]
    assert [one for one, _ in listed_in_general("what are the recommendations", sorted_under)] == sorted_under


def test_short_paragraphs_under_the_heading_are_items() -> None:
    below = passage(
        "The following are urgent.\nTrain staff. Soon.\nHire nurses.\nReport back.", section=("Areas for improvement",)
    )
    ((_, spans),) = listed_in_general("what needs to improve", [below])
    assert [below.text[start:end] for start, end in spans] == ["Train staff. Soon.", "Hire nurses.", "Report back."]


@pytest.mark.parametrize(
    "text", ["Train staff.\nHire nurses.", "Train staff. They wait. It is late.\nHire nurses.\nReport back."]
)
def test_running_text_under_the_heading_is_left_to_the_reader(text: str) -> None:
    assert listed_in_general("what needs to improve", [passage(text, section=("Areas for improvement",))]) == ()
