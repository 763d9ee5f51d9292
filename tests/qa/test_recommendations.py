"""What should be is told from what is."""

import pytest

from corpus.types import Kind
from qa.recommendations import only_recommends
from tests.fakes import passage


@pytest.mark.parametrize(
    ("question", "text", "words"),
    [
        ("Are risk assessments robust?", "The force should ensure that risk assessments are robust.", "are robust"),
        ("Does the force visit victims?", "It needs to visit all victims of burglary.", "visit all victims"),
        ("Are plans clear?", "12. Ensure that plans are clear and up to date.", "plans are clear"),
        ("Are records reviewed?", "Review all records each month.", "Review all records"),
        ("Are plans clear?", "It is imperative that plans are clear.", "plans are clear"),
        ("Is training given?", "The force aims to give training to all staff.", "give training"),
        ("Have all staff been trained?", "The force will train all staff.", "train all staff"),
        ("Are plans clear?", "Some are signed, but they should all be clear.", "all be clear"),
        ("Is every court report good?", "Further work is required to ensure good reports.", "ensure good reports"),
    ],
)
def test_what_should_be_is_no_fact(question: str, text: str, words: str) -> None:
    start = text.index(words)
    assert only_recommends(question, passage(text), start, start + len(words))


@pytest.mark.parametrize(
    ("question", "text", "words"),
    [
        ("Should plans be clear?", "The force should ensure that plans are clear.", "plans are clear"),
        ("Does the force need to improve?", "The force needs to improve.", "improve"),
        ("Are plans clear?", "Plans are clear.", "are clear"),
        ("Do officers visit when worried?", "They will undertake home visits.", "undertake home visits"),
        (
            "Do managers use the plans well?",
            "Managers use the plans well to say how money should be spent.",
            "use the plans",
        ),
        ("Are cases stepped up?", "It considers the need to go on and cases are stepped up.", "cases are stepped up"),
        ("Are they kept together?", "Children who need to move are kept together.", "kept together"),
        ("Are decisions right?", "While more should be done, decisions are right.", "decisions are right"),
        ("Have things improved?", "Things have started to improve, but more needs to be done.", "started to improve"),
    ],
)
def test_what_is_so_is_a_fact(question: str, text: str, words: str) -> None:
    start = text.index(words)
    assert not only_recommends(question, passage(text), start, start + len(words))


def test_the_items_below_what_should_be_done_are_no_facts() -> None:
    text = "The force should:\nreview how victims are visited\nplans that are clear"
    below = passage(text, kind=Kind.LIST_ITEM, lead=1)
    assert only_recommends("Are plans clear?", below, text.index("plans"), len(text))


def test_the_items_below_what_is_so_are_facts() -> None:
    text = "The strengths are:\nplans that are clear"
    below = passage(text, kind=Kind.LIST_ITEM, lead=1)
    assert not only_recommends("Are plans clear?", below, text.index("plans"), len(text))


@pytest.mark.parametrize(
    ("heading", "recommends"),
    [
        ("What needs to improve?", True),
        ("Areas for improvement", True),
        ("Recommendations", True),
        ("What has improved", False),
        ("Key findings", False),
    ],
)
def test_items_under_a_heading_for_what_should_be_done_are_no_facts(heading: str, recommends: bool) -> None:
    below = passage("The timeliness of meetings", kind=Kind.LIST_ITEM, section=("Care", heading))
    assert only_recommends("Are meetings timely?", below, 4, 26) == recommends
