"""What only says which report is asked is no part of the question; what says more is."""

import pytest

from corpus.types import Facts
from index.types import IndexedReport
from qa.frames import without_frame

KENT = IndexedReport(
    "kent-2016",
    Facts("Kent Police: crime inspection 2016", "HMIC", "Kent Police", "2016-02"),
    "kent-2016.pdf",
    "",
    9,
    9,
)


@pytest.mark.parametrize(
    "framed",
    [
        "According to the 2016 Kent report, how many burglaries were there?",
        "In the report on Kent Police, how many burglaries were there?",
        "in HMIC's 2016 inspection of Kent Police how many burglaries were there?",
        "According to inspectors: how many burglaries were there?",
        "In this report, how many burglaries were there?",
        "How many burglaries were there in the report?",
        "How many burglaries were there, according to the 2016 Kent inspection report?",
        "How many burglaries were there, according to the inspection?",
        "How many burglaries were there in the 2016 inspection?",
        "How many burglaries were there in the latest inspection?",
        "How many burglaries were there in the most recent inspection?",
    ],
)
def test_a_frame_that_only_names_the_report_is_taken_off(framed: str) -> None:
    assert without_frame(framed, [KENT]) == "How many burglaries were there?"


@pytest.mark.parametrize(
    "question",
    [
        "In the inspection of custody suites, how many cells were clean?",
        "According to the Essex report, how many burglaries were there?",
        "According to the 2019 Kent report, how many burglaries were there?",
        "In the serious case review, what was recommended?",
        "In the control room, how many calls wait?",
        "What was found in the inspection?",
        "Who took part in the inspection?",
        "How many officers took part in the police inspection?",
        "What methods were used in the inspection?",
        "What feedback did the force get from the inspectors?",
        "What went wrong in the last inspection?",
        "In the last report, what went wrong?",
        "According to the report,",
        "In the report: ?",
        "How many burglaries were there in Kent?",
        "",
    ],
)
def test_a_question_that_says_more_stays_as_it_is(question: str) -> None:
    assert without_frame(question, [KENT]) == question


def test_a_frame_without_a_comma_ends_where_a_denied_verb_asks() -> None:
    framed = "According to the 2016 Kent report don’t officers visit schools?"
    assert without_frame(framed, [KENT]) == "Don’t officers visit schools?"
