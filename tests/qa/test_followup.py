"""A question that leaves something out gets it from the questions before it; one that stands alone stays as it is."""

import pytest

from qa.followup import depends, stand_alone, to_search


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
        "Robbery, not burglary.",
        "How many schools?",
        "Why so high?",
        "That sounds like a lot.",
        "Interesting. What about robbery?",
        "What role did schools play in that?",
        "What music did they play?",
        "Which cases was he in?",
        "Is anyone checking those services?",
        "What's that project about?",
        "What does a smart one do?",
        "Who decides that?",
        "What are other similar forces?",
        "What do they use instead?",
        "What is the difference between it and robbery?",
        "What are the side effects?",
        "What does it cost?",
        "What does it cost to run?",
        "Is it easy to use?",
        "What is it like?",
        "Like what?",
        "Based where?",
        "Because of which hospital?",
        "500 is a lot, why is that?",
        "Whats that short for",
        "Sorry, could you explain?",
        "Also, tell me more",
        "And, how many officers?",
        "No, who leads it?",
        "Compared with that, what was the burglary rate in Kent?",
        "Compared with Kent?",
        "No. of cautions?",
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
        "And do schools get told by the police about domestic abuse?",
        "How do the police get on with forces other than Kent?",
        "Which venue did Jamie Smith choose for all of his clinic appointments?",
        "What is the council's address?",
        "Where is the One Stop Shop?",
        "Who is the chief constable of Kent?",
        "Do police not share data with health?",
        "What does it cost to run the police helicopter?",
        "How long does it take to answer an emergency call?",
        "Why is it hard to recruit social workers?",
        "Whose job is it to keep checking staff records?",
        "What makes it hard to keep experienced staff?",
        "How common is it for children to go missing?",
        "Operation Relay, what is it?",
        "missing children return interviews who does them",
        "A school complained that things at home did not get better. What came of it?",
        "Which existing scheme was so good that the council was told to copy it?",
        "MARAC meaning",
        "cdop stands for",
        "GP in full",
        "What did the inspectors recommend?",
        "What is the overall judgement?",
        "Also, how many cautions did youths get in Kent?",
        "Sorry, what was the burglary rate in England and Wales?",
        "Actually, what was the burglary rate in England and Wales?",
        "Compared with England and Wales, what was the burglary rate in Kent?",
        "No. of cautions given to youths in Kent?",
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


def test_search_gets_the_subject_carried_over_behind_without_the_words_that_asked_about_it() -> None:
    assert to_search("And in 2014?", ["How many burglaries were there in Kent?"]) == (
        "And in 2014? (burglaries were there in Kent)"
    )


def test_search_gets_a_question_that_stands_alone_as_it_is() -> None:
    question = "How many burglaries were recorded in Kent?"
    assert to_search(question, ["Who is the chief constable of Kent Police?"]) == question


def test_search_does_not_get_a_question_before_with_nothing_but_asking_words() -> None:
    assert to_search("And then?", ["What is domestic abuse?", "Why?"]) == "And then? (domestic abuse)"


@pytest.mark.parametrize("question", ["not burglary, robbery", "robbery not burglary", "ok not burglary then, robbery"])
def test_what_a_correction_takes_back_is_not_searched_for(question: str) -> None:
    assert to_search(question, ["How many burglary victims were there in Kent?"]) == (
        "robbery (victims were there in Kent)"
    )


@pytest.mark.parametrize("asks", ["Doesn’t", "Can't", "Won’t", "Isnt", "Does"])
def test_a_denied_verb_is_no_part_of_the_subject(asks: str) -> None:
    assert to_search("Why?", [f"{asks} the force visit schools?"]) == "Why? (force visit schools)"


def test_a_month_is_put_in_place_of_another() -> None:
    assert to_search("May, not June", ["How many thefts were there in June?"]).startswith("May, (thefts")


def test_a_correction_that_puts_nothing_instead_stays_as_it_is() -> None:
    assert to_search("not in Kent", ["How many thefts in Kent?"]).startswith("not in Kent (thefts")


def test_a_subject_is_followed_past_a_question_that_says_little() -> None:
    history = ["Tell me about neighbourhood policing in Kent.", "What models work?"]
    assert to_search("Why?", history) == "Why? (neighbourhood policing in Kent, models work)"
