"""Which questions ask for what a report is itself: by their grammar, and by what the report is called."""

import pytest

from corpus.types import Facts
from index.types import IndexedReport
from qa.own_questions import own_aspect

KENT = IndexedReport(
    "kent-2016", Facts("Inspection of Kent Police", "HMIC", "Kent Police", "2016-05"), "kent-2016.md", "0", None, 1
)


@pytest.mark.parametrize(
    ("question", "aspect"),
    [
        ("When was the report published?", "published"),
        ("Can you tell me when this report was published?", "published"),
        ("What date is on the report?", "published"),
        ("What is the publication date?", "published"),
        ("When did HMIC publish this report?", "published"),
        ("when was the kent report published", "published"),
        ("When was the 2016 inspection report on Kent Police published?", "published"),
        ("When did the inspection take place?", "inspected"),
        ("When was this inspection carried out?", "inspected"),
        ("When was the inspection of Kent Police carried out?", "inspected"),
        ("Do you know when the inspection took place?", "inspected"),
        ("When was the force inspected?", "inspected"),
        ("What were the inspection dates?", "inspected"),
        ("When were the inspectors actually in the council?", "inspected"),
        ("On which days were inspectors in Kent?", "inspected"),
        ("When did HMIC visit the force?", "inspected"),
        ("Please tell me who published this report", "publisher"),
        ("Who wrote the report?", "author"),
        ("What is the title of this report?", "title"),
        ("What is this report called?", "title"),
        ("Which organisation was inspected?", "body"),
        ("Which force did HMIC inspect?", "body"),
        ("Summarise the report", "summary"),
        ("Please give me a short summary of this report.", "summary"),
        ("What are the main findings?", "summary"),
        ("What's the conclusion of the inspection?", "summary"),
        ("What did the inspectors find?", "summary"),
        ("What does the report say overall?", "summary"),
        ("What is this report about?", "summary"),
    ],
)
def test_what_is_asked_of_the_report_itself(question: str, aspect: str) -> None:
    assert own_aspect(question, [KENT]) == aspect


@pytest.mark.parametrize(
    "question",
    [
        "When was the report on serious crime by Ofsted published?",
        "When was the last report published?",
        "When was the report on vulnerability published?",
        "When did the previous inspection take place?",
        "When did inspectors visit the custody suite?",
        "When were inspectors in the meeting?",
        "When did the inspection of fostering take place?",
        "When was the Essex report published?",
        "When were the crime figures published?",
        "When was the first report of the burglary?",
        "HMIC inspection dates questions 1, 2 and 4",
        "Who wrote the report of the review into the murder?",
        "What is the name of the custody suite?",
    ],
)
def test_anything_that_narrows_it_down_asks_of_something_else(question: str) -> None:
    assert own_aspect(question, [KENT]) is None


def test_it_is_the_report_only_after_questions_on_the_report() -> None:
    asked = "When was it published?"
    assert own_aspect(asked, [KENT]) == "published"
    assert own_aspect(asked, [KENT], ["What is the title of this report?"]) == "published"
    assert own_aspect(asked, [KENT], ["What is the national strategy on burglary?"]) is None


def test_a_name_said_over_and_over_is_read_once() -> None:
    assert own_aspect(f"When was the report{' of Kent' * 40} published?", [KENT]) == "published"
    assert own_aspect(f"When was the report{' of Kent' * 40} lost?", [KENT]) is None


@pytest.mark.parametrize(
    ("before", "question"),
    [
        ("Who evaluated the early action programme?", "What did they find?"),
        ("Was there an evaluation of Early Action?", "What were the findings?"),
        ("What is the review of crime figures?", "What were its findings?"),
        ("What is the review of crime figures?", "When was this review done?"),
        ("Which schools do officers visit?", "When did they visit?"),
    ],
)
def test_after_a_question_on_something_else_findings_and_visits_are_of_that(before: str, question: str) -> None:
    assert own_aspect(question, [KENT]) is not None
    assert own_aspect(question, [KENT], [before]) is None
    assert own_aspect(question, [KENT], ["What did the inspectors find?"]) is not None


@pytest.mark.parametrize(
    "question",
    [
        "When was this report published?",
        "What is the publication date?",
        "What are the main findings?",
        "What did the inspectors find?",
        "When did they inspect the force?",
        "Summarise the report",
        "Give me the summary",
        "Summary please",
    ],
)
def test_what_says_that_it_is_of_the_report_is_so_after_any_question(question: str) -> None:
    assert own_aspect(question, [KENT], ["Which schools do officers visit?"]) is not None
