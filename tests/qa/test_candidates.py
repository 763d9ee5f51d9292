"""What was read is ranked over all passages, trimmed of stray punctuation, and told apart by what it says."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.types import Kind, Passage
from qa.candidates import (
    Candidate,
    is_alternative,
    rank,
    same_answer,
    trimmed,
    within_block,
    within_item,
    within_sentence,
)
from qa.reader.decode import ScoredSpan
from qa.reader.reader import Reading
from qa.tuning import TUNING
from tests.fakes import hit, passage

PLAIN = passage("The chief constable, Jane Doe (“the chief”), leads 3,210 officers. A chief constable leads.")


def candidate(span: str, where: Passage = PLAIN, margin: float = 1.0) -> Candidate:
    start = where.text.index(span)
    return Candidate(hit(where), start, start + len(span), margin, margin)


@pytest.mark.parametrize(
    ("span", "left"),
    [
        (" Jane Doe ", "Jane Doe"),
        (", Jane Doe", "Jane Doe"),
        ("The chief constable,", "The chief constable"),
        ("(“the chief”)", "the chief"),
        ("“the chief”", "the chief"),
        ("(“the chief", "the chief"),
        ("the chief”)", "the chief"),
        ("Jane Doe (“the chief”)", "Jane Doe (“the chief”)"),
        ("3,210", "3,210"),
        ("3,210 officers.", "3,210 officers."),
        (",", ","),
    ],
)
def test_punctuation_of_the_sentence_is_no_part_of_the_answer(span: str, left: str) -> None:
    assert trimmed(candidate(span)).text == left


@given(st.text(alphabet="ab ,.;:•()[]“”‘’\n", min_size=1, max_size=20), st.data())
@settings(deadline=None)
def test_trimming_leaves_a_part_of_the_span(text: str, data: st.DataObject) -> None:
    where = passage("x" + text + "x")
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start + 1, len(text) + 1))
    left = trimmed(Candidate(hit(where), start, end, 0.0, 0.0))
    assert start <= left.start < left.end <= end


def test_candidates_of_all_passages_come_best_first() -> None:
    other = passage("Kent has 9 dogs.")
    readings = [
        Reading((ScoredSpan(0, 3, 2.0), ScoredSpan(4, 9, 1.0)), 0.0, None),
        Reading((ScoredSpan(0, 4, 9.0),), 7.5, None),
    ]
    assert [one.margin for one in rank([hit(PLAIN), hit(other)], readings, TUNING)] == [2.0, 1.5, 1.0]


def test_of_two_equal_spans_the_one_in_the_better_hit_comes_first() -> None:
    near = passage("Kent has 9 dogs.")
    reading = Reading((ScoredSpan(0, 4, 1.0),), 0.0, None)
    best, _ = rank([hit(PLAIN, 0.0), hit(near, 1.0)], [reading, reading], replace(TUNING, retrieval=0.5))
    assert best.passage is near


def test_a_span_of_white_space_is_no_candidate() -> None:
    assert rank([hit(PLAIN)], [Reading((ScoredSpan(3, 4, 9.0),), 0.0, None)], TUNING) == []


def test_a_passage_without_a_span_has_no_candidate() -> None:
    assert rank([hit(PLAIN)], [Reading((), 0.0, None)], TUNING) == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("The chief constable", "A chief constable"),
        ("Jane Doe", "The chief constable, Jane Doe"),
        ("3,210", "3,210 officers"),
        ("3,210 officers", "leads 3,210"),
    ],
)
def test_the_same_words_or_more_of_them_are_the_same_answer(first: str, second: str) -> None:
    assert same_answer(candidate(first), candidate(second))


def test_the_same_figure_in_another_spelling_is_the_same_answer() -> None:
    assert same_answer(candidate("3,210"), candidate("3210", passage("It has 3210 officers.")))


@pytest.mark.parametrize(("first", "second"), [("Jane Doe", "3,210"), ("Jane Doe", "The chief constable")])
def test_other_words_are_another_answer(first: str, second: str) -> None:
    assert not same_answer(candidate(first), candidate(second))


def test_a_figure_within_a_longer_figure_is_another_answer() -> None:
    assert not same_answer(candidate("3,210"), candidate("13,210", passage("It has 13,210 dogs.")))


def test_whether_two_answers_are_the_same_does_not_hang_on_their_order() -> None:
    assert same_answer(candidate("3,210 officers"), candidate("3,210"))


@pytest.mark.parametrize(
    ("kind", "left"), [(Kind.PARAGRAPH, "The force is good."), (Kind.LIST_ITEM, "Good\nThe force is good.")]
)
def test_an_answer_stays_in_its_paragraph_but_may_be_several_items(kind: Kind, left: str) -> None:
    where = passage("Good\nThe force is good. It knows.", kind=kind)
    assert within_block(candidate("Good\nThe force is good.", where)).text == left


@pytest.mark.parametrize(
    ("span", "left"),
    [
        ("at the Old Mill. Staff there know", "at the Old Mill."),
        ("at the Old Mill", "at the Old Mill"),
        ("They work at the Old Mill. Staff there know", "They work at the Old Mill. Staff there know"),
    ],
)
def test_an_answer_that_begins_within_a_sentence_ends_with_it(span: str, left: str) -> None:
    where = passage("They work at the Old Mill. Staff there know much.")
    assert within_sentence(candidate(span, where)).text == left


def test_items_of_a_list_may_go_together_from_within_one() -> None:
    where = passage("in the mill\nin the barn", kind=Kind.LIST_ITEM)
    assert within_sentence(candidate("the mill\nin the barn", where)).text == "the mill\nin the barn"


@pytest.mark.parametrize(("asked", "left"), [("secondary schools", "in secondary schools 8%"), ("primary ones", "11%")])
def test_of_two_items_the_one_that_is_asked_for_has_the_figure(asked: str, left: str) -> None:
    where = passage(
        "The share is:\nin primary schools 11%\nin secondary schools 8% (or so)", kind=Kind.LIST_ITEM, lead=1
    )
    span = candidate("11%\nin secondary schools 8%", where)
    assert within_item(span, f"What is the share in {asked}?").text == left
    assert within_item(candidate("11%", where), "What is the share?").text == "11%"


@pytest.mark.parametrize(
    ("span", "alternative"),
    [("Fine", True), ("Not so good", True), ("Poor", True), ("Fine, Not so good or Poor", False), ("the scale", False)],
)
def test_one_of_several_alternatives_is_not_said_of_anything(span: str, alternative: bool) -> None:
    where = passage("Fine, Not so good or Poor – this is the scale.")
    assert is_alternative(candidate(span, where)) is alternative


def test_what_is_joined_by_and_is_said() -> None:
    assert not is_alternative(candidate("clubs", passage("They visit schools, clubs and shops.")))
