"""What is still to come is not answered with a date of the past."""

import pytest

from qa.dates import was_before
from tests.fakes import indexed

REPORT = indexed(date="2016-05")


@pytest.mark.parametrize(
    ("question", "answer", "before"),
    [
        ("When will the force be inspected again?", "13 to 15 May 2014", True),
        ("In what year will the new station open?", "2014", True),
        ("In what year will the new station open?", "December 2015", False),
        ("When is the next inspection due?", "March 2012", True),
        ("When will the new station open?", "June 2016", False),
        ("When will the new station open?", "between 2014 and 2018", False),
        ("When will the new station open?", "next spring", False),
        ("When was the force inspected?", "13 to 15 May 2014", False),
    ],
)
def test_only_a_question_for_what_is_to_come_minds_the_past(question: str, answer: str, before: bool) -> None:
    assert was_before(question, answer, REPORT) is before


def test_a_report_without_a_date_rules_nothing_out() -> None:
    assert not was_before("When will it open?", "2001", indexed(date=""))
