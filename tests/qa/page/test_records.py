"""Kept conversations: back as they were, or refused."""

import json

import pytest

from qa.page.records import RecordProblem, from_json, to_json
from qa.page.types import Turn
from tests.qa.page.pieces import NOTHING, cite, found, passage

ANSWERED = Turn("And that?", "", ("How many?",), "peel", found(cite("Ten", passage("Ten officers.", page=3))))


def test_a_turn_comes_back_as_it_was() -> None:
    (record,) = from_json(f"[{to_json(ANSWERED)}]")
    assert (record.question, record.history, record.only, record.answer) == (
        "And that?", ("How many?",), "peel", ANSWERED.answer,
    )  # fmt: skip


def test_a_question_that_is_still_waited_for_is_not_kept() -> None:
    assert to_json(Turn("Broken?", "")) == ""


def test_a_turn_without_an_answer_comes_back_too() -> None:
    assert from_json(f"[{to_json(Turn('Pay?', '', answer=NOTHING))}]")[0].answer == NOTHING


@pytest.mark.parametrize(
    "change",
    [{"confidence": 7}, {"kind": "magic"}, {"text": "Eleven"}, {"citations": []}, {"found": "perhaps"}],
)
def test_an_answer_that_could_not_have_been_given_is_refused(change: dict[str, object]) -> None:
    value = json.loads(to_json(ANSWERED))
    value["answer"].update(change)
    with pytest.raises(RecordProblem, match="cannot be opened"):
        from_json(json.dumps([value]))


@pytest.mark.parametrize("text", ["", "[", "{}", "[null]", '"x"', "[[]]"])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(RecordProblem):
        from_json(text)


def test_what_is_too_long_is_refused() -> None:
    with pytest.raises(RecordProblem, match="too long"):
        from_json("[" + " " * 5_000_000 + "]")
