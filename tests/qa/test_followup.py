"""A question that leaves something out gets it from the questions before it; one that stands alone stays as it is."""

import pytest

from qa.followup import depends, stand_alone


@pytest.mark.parametrize(
    "question",
    [
        "And in 2014?",
        "What about robbery?",
        "Why?",
        "How many?",
        "When was that?",
        "How is it measured?",
        "What did they find?",
        "Who leads them?",
        "Is this good?",
        "Sorry, I meant robbery.",
    ],
)
def test_a_question_that_refers_to_another_one_depends(question: str) -> None:
    assert depends(question)


@pytest.mark.parametrize(
    "question",
    [
        "How many burglaries were recorded in 2015?",
        "Who is the chief constable of Kent Police?",
        "What does this report say about domestic abuse?",
        "How many officers are there in the force?",
        "How does the force protect those who are vulnerable?",
        "Is there a plan for tackling organised crime?",
        "What is anti-social behaviour?",
    ],
)
def test_a_question_that_names_what_it_is_about_stands_alone(question: str) -> None:
    assert not depends(question)


def test_a_question_that_stands_alone_is_not_changed() -> None:
    question = "How many burglaries were recorded in Kent?"
    assert stand_alone(question, ["Who is the chief constable of Kent Police?"]) == question


def test_a_follow_up_gets_the_question_before_it_in_front() -> None:
    asked = stand_alone("And in 2014?", ["How many burglaries were recorded in Kent?"])
    assert asked == "How many burglaries were recorded in Kent? And in 2014?"


def test_a_follow_up_of_a_follow_up_gets_the_subject_too() -> None:
    asked = stand_alone("Why?", ["How many burglaries were recorded in Kent?", "And in 2014?"])
    assert asked == "How many burglaries were recorded in Kent? And in 2014? Why?"


def test_questions_before_the_subject_changed_are_left_out() -> None:
    asked = stand_alone("Why?", ["Who is the chief constable of Kent Police?", "How many burglaries were recorded?"])
    assert "chief constable" not in asked


def test_a_first_question_is_not_changed() -> None:
    assert stand_alone("Why?", []) == "Why?"


def test_a_conversation_of_any_length_gives_one_question() -> None:
    assert stand_alone("Why?", ["And then?"] * 3000).endswith("Why?")
