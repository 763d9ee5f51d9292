"""A question is cleaned before it is asked, what cannot be asked is said plainly, and its form tells its kind."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.questions import LONGEST, QuestionError, checked, kind_of, no_figure_answers


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("  How many\n\tburglaries?  ", "How many burglaries?"),
        ("How\x00many\x07burglaries?", "How many burglaries?"),
        ("How\N{LINE SEPARATOR}many?", "How many?"),
        ("bur\N{ZERO WIDTH SPACE}glaries", "burglaries"),
        ("\N{RIGHT-TO-LEFT OVERRIDE}burglaries", "burglaries"),
        ("burglaries\ud800", "burglaries"),
        ("Who leads Béziers’ café?", "Who leads Béziers’ café?"),
        ("How many 🚓?", "How many 🚓?"),
        ("x" * LONGEST, "x" * LONGEST),
        ("What is Ω?", "What is Ω?"),
    ],
)
def test_a_question_is_asked_in_one_clean_line(typed: str, asked: str) -> None:
    assert checked(typed) == asked


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Please type a question."),
        (" \n\t\x00\N{ZERO WIDTH SPACE}", "Please type a question."),
        ("x" * (LONGEST + 1), f"That question has {LONGEST + 1} characters: please ask in at most {LONGEST}."),
        ("x" * 12_000, f"That question has 12,000 characters: please ask in at most {LONGEST}."),
        ("🚓🚔", "Please ask in words."),
        ("???", "Please ask in words."),
        ("76,260", "Please ask in words."),
        ("Сколько краж было?", "The reports are in English: please ask in English."),
        ("有多少盗窃案？", "The reports are in English: please ask in English."),
        ("كم عدد السرقات؟", "The reports are in English: please ask in English."),
    ],
)
def test_what_cannot_be_asked_is_said_in_one_sentence(typed: str, sentence: str) -> None:
    with pytest.raises(QuestionError) as refused:
        checked(typed)
    assert str(refused.value) == sentence


@given(st.text(max_size=80))
@settings(deadline=None)
def test_a_question_that_was_checked_passes_again_unchanged(typed: str) -> None:
    try:
        asked = checked(typed)
    except QuestionError:
        return
    assert checked(asked) == asked


@pytest.mark.parametrize(
    "question",
    [
        "Is the force good at investigating crime?",
        "did burglary fall?",
        "So, does it work with schools?",
        "Haven't officers been trained?",
        "Doesn’t the force work with schools?",
        "Can’t victims track their case?",
        "dont officers visit schools?",
        "The force works with schools, doesn’t it?",
        "The force works with schools, doesn't it?",
        "When a child is first missed, do officers, nurses and carers decide together?",
        "Where a carer is worried about them, are they listened to?",
        "burglary numbers going up?",
        "response times getting slower?",
        "Are officers who drive or ride checked?",
        "If a friend or neighbour reports it, does anyone call back?",
        "enough detectives",
        "still short of staff?",
        "most cases drifting?",
        "caseloads coming down yet?",
        "staff numbers still too low?",
        "board structure simple enough?",
        "waiting targets met?",
        "teams merged?",
        "forms - do they prompt or not?",
        "youth service cut, yes or no",
        "exclusions of pupils, any?",
        "minutes of meetings always shared with partners?",
        "Are most pupils in schools that are good or better?",
        "What I want to find out is this: do officers who volunteer get paid?",
        "I run a shop and wonder, do the people who need to know hear of it?",
    ],
)
def test_a_question_that_begins_or_ends_with_a_verb_wants_yes_or_no(question: str) -> None:
    assert kind_of(question) == "yes_no"


@pytest.mark.parametrize(
    "question",
    [
        "Is the force good or outstanding?",
        "Is burglary rising or falling?",
        "Do they visit at once, or does it depend on who calls?",
        "Are patrols a strength or a real weakness?",
        "Can I find where the office is?",
        "Verdict on officers who were trained?",
        "Lessons learned?",
        "places they usually visit?",
        "Who was always kept out?",
        "reasons for the budget cut",
        "Recommendations made?",
        "Agencies involved?",
        "List the schools inspected?",
        "Describe the action taken?",
        "Latest grade for Aberdeen?",
        "And Camden?",
        "I'm not sure if this is covered but how many officers does Kent have?",
        "I wonder whether anyone can tell me what grade Kent got?",
        "I'm curious whether the report says how many officers there are",
        "Person to tell if I am worried?",
        "I want to know whether it is good or outstanding",
        "Number of cars that were kept?",
        "I need to know whether we have to come: who should be there?",
        "number of forces that do not know whether they have cars",
        "I wonder whether you could tell me what a warrant is",
        "most recent figure for burglary",
        "Who comes? All of them please.",
        "any examples of good practice?",
        "May 2016",
    ],
)
def test_a_choice_or_a_polite_question_does_not_want_yes_or_no(question: str) -> None:
    assert kind_of(question) != "yes_no"


@pytest.mark.parametrize(
    "question",
    [
        "How many burglaries were recorded?",
        "What percentage of crimes is solved?",
        "What was the rate per 1,000 people?",
        "what share of victims is satisfied",
    ],
)
def test_a_question_for_a_number_wants_a_figure(question: str) -> None:
    assert kind_of(question) == "figure"


@pytest.mark.parametrize(
    "question",
    [
        "What are the areas for improvement?",
        "Which agencies does the force work with?",
        "List the recommendations.",
        "Name three partners",
        "What kinds of crime fell?",
        "Which council’s services fell?",
    ],
)
def test_a_question_for_several_things_wants_a_list(question: str) -> None:
    assert kind_of(question) == "list"


@pytest.mark.parametrize("question", ["Who is the chief constable?", "Where is the office?"])
def test_any_other_question_wants_words(question: str) -> None:
    assert kind_of(question) == "other"


@pytest.mark.parametrize(
    "question", ["Why did burglary fall?", "what does IOM stand for", "How do officers decide?", "DASH, short for?"]
)
def test_reasons_ways_and_meanings_are_explanations(question: str) -> None:
    assert kind_of(question) == "explanation"


@pytest.mark.parametrize("question", ["causes of neglect", "priority areas in the plan", "recurring themes"])
def test_plural_words_thrown_together_want_a_list(question: str) -> None:
    assert kind_of(question) == "list"


@pytest.mark.parametrize("question", ["burglary in Kent", "who pays", "police service of Kent", "business crime"])
def test_other_words_thrown_together_do_not(question: str) -> None:
    assert kind_of(question) == "other"


@pytest.mark.parametrize(
    "question",
    [
        "I would like to know whether Kent checks its staff.",
        "if one office fails does the whole force fail",
        "Officers keep a list. Does anyone check it?",
        "Staff had a hard year, so did they keep their minds on children?",
        "As a governor I'm curious whether schools that ask are helped when it matters.",
        "I wondered if these letters spell out what has to change?",
        "dogs trained properly?",
        "Kent patrol plan signed off yet?",
        "staff feel listened to?",
        "rules easy to follow?",
        "support always on time?",
        "safety training in place?",
    ],
)
def test_yes_or_no_may_be_asked_in_a_roundabout_way(question: str) -> None:
    assert kind_of(question) == "yes_no"


@pytest.mark.parametrize(
    "question",
    [
        "Can you tell me why burglary fell?",
        "Could you explain what a warrant is?",
        "Would you be able to say which officers design out crime?",
        "do you know who runs it?",
        "How long, on average, is the wait for an officer?",
        "If a car is stolen, who comes?",
        "Is it just a habit? What do inspectors say?",
        "Was the board any good, and what grade did it get?",
        "When, in the year of the fire, did the inspectors come?",
        "When does the force visit, do they say?",
        "How many are improving?",
    ],
)
def test_a_polite_opening_does_not_ask_for_yes_or_no(question: str) -> None:
    assert kind_of(question) != "yes_no"


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Can you provide the burglary rate in Kent?", "figure"),
        ("Could you outline the areas for improvement?", "other"),
        ("Can you identify which agencies take part?", "list"),
        ("Can you find the number of cautions given to youths?", "figure"),
        ("Can you define DASH?", "explanation"),
        ("Can anyone tell me who runs the scheme?", "other"),
        ("Can I have a list of the areas for improvement?", "other"),
        ("Could we get the number of cautions youths got?", "figure"),
        ("Do you have the number of cautions youths got?", "figure"),
        ("Does the report say how many officers there are?", "figure"),
        ("Do we know why burglary fell?", "explanation"),
        ("Is it known why burglary fell?", "explanation"),
        ("Is it known how many officers there are?", "figure"),
        ("Do list the agencies involved", "list"),
    ],
)
def test_a_polite_request_wants_what_it_asks_to_be_told(question: str, kind: str) -> None:
    assert kind_of(question) == kind


@pytest.mark.parametrize(
    "question",
    [
        "Do we have enough officers?",
        "Do you have enough officers?",
        "Can I get help at night?",
        "Can I see my records?",
        "Can anyone give blood?",
        "Can you clarify whether the force is good?",
        "Can anyone tell me if those who ask are helped?",
        "Does the report say that burglary fell?",
        "Does the report say whether burglary fell?",
        "Does the force know how many victims it has?",
        "Does it know where its missing children are?",
        "Is it known where every child is?",
        "Is it known how the trust will need fewer places?",
        "Do name badges help?",
    ],
)
def test_what_only_begins_like_a_polite_request_wants_yes_or_no(question: str) -> None:
    assert kind_of(question) == "yes_no"


@pytest.mark.parametrize(
    "question",
    [
        "Most common crime?",
        "Most common type of crime?",
        "Most serious concern?",
        "Some examples of good practice?",
        "More information on integrated offender management?",
        "All agencies involved in integrated offender management",
        "Every recommendation in the report",
        "Multi-agency working?",
        "Partnership working?",
        "Initiatives to keep children safe?",
        "Measures to keep victims safe?",
    ],
)
def test_nouns_thrown_together_do_not_want_yes_or_no(question: str) -> None:
    assert kind_of(question) != "yes_no"


@pytest.mark.parametrize(
    "question",
    [
        "Most serious crimes solved?",
        "All staff in the team trained?",
        "All victims contacted within a day?",
        "Every child in care visited?",
        "More officers needed?",
        "New system working?",
        "All staff aware of their duties?",
        "All officers confident in using it?",
        "every key agency active on the board?",
        "Most serious crime down?",
        "Staff able to keep children safe?",
    ],
)
def test_nouns_of_which_something_is_said_want_yes_or_no(question: str) -> None:
    assert kind_of(question) == "yes_no"


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Which agencies share information with the police?", "list"),
        ("Which partners share data on missing children?", "list"),
        ("How does the force share information with partners?", "explanation"),
        ("Who can the victims count on?", "other"),
        ("What was youths’ share of cautions?", "figure"),
        ("What was the burglary count in 2015?", "figure"),
        ("burglary count?", "figure"),
        ("Burglary count in 2015?", "figure"),
        ("What is the county’s share?", "figure"),
        ("What is Kent's share?", "figure"),
        ("What is in Kent's share information policy?", "other"),
    ],
)
def test_who_shares_or_is_counted_on_is_no_figure(question: str, kind: str) -> None:
    assert kind_of(question) == kind


def test_a_plural_that_acts_is_not_what_is_asked_for() -> None:
    assert kind_of("What did inspectors say about burglary?") == "other"


@pytest.mark.parametrize("pasted", ["<b>How many?</b>", "\x1b[31mHow many?\x1b[0m", "<script>x()</script>How many?"])
def test_markup_pasted_along_is_taken_off(pasted: str) -> None:
    assert checked(pasted) == "How many?"


def test_what_is_far_too_long_is_not_looked_through_for_markup() -> None:
    with pytest.raises(QuestionError, match="has 70,014 characters"):
        checked("<b></b>" * 10_000 + "How many cars?")


def test_a_tag_that_is_not_closed_takes_no_question_with_it() -> None:
    assert checked("Is the <style of leadership good?") == "Is the <style of leadership good?"


@pytest.mark.parametrize(
    ("question", "kind", "without"),
    [
        ("How is the charge rate calculated?", "explanation", True),
        ("How do they work out the rate?", "explanation", True),
        ("how exactly was the rate worked out", "explanation", True),
        ("What does 'no further action' mean?", "explanation", True),
        ("What is the mean wait?", "explanation", False),
        ("why is the rate so high", "figure", True),
        ("What is the charge rate?", "figure", False),
        ("How common are assaults?", "explanation", False),
    ],
)
def test_how_a_figure_is_come_by_is_no_figure(question: str, kind: str, without: bool) -> None:
    assert kind_of(question) == kind
    assert no_figure_answers(question) == without


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("What is a runway incursion?", "explanation"),
        ("whats a troubled family", "explanation"),
        ("What is early action?", "explanation"),
        ("What is Operation Sharp?", "explanation"),
        ("What is included in the plan?", "other"),
        ("What is available to carers?", "other"),
        ("What is the plan?", "other"),
        ("What is good about the plans?", "other"),
    ],
)
def test_what_a_thing_is_asks_for_an_explanation(question: str, kind: str) -> None:
    assert kind_of(question) == kind
