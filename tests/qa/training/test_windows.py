"""Examples become token windows whose targets are the answer's own tokens."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from qa.training.examples import Example
from qa.training.windows import Window, collapse, windows
from tests.qa.models import tiny_tokenizer

TEXT = "The force employs 3210 officers."
EXAMPLE = Example("How many officers?", TEXT, (18, 22))


def cut(example: Example, length: int = 60, stride: int = 8) -> list[Window]:
    return list(windows([example], tiny_tokenizer(), length, stride))


def taught(window: Window) -> str:
    """The words of a window's target."""
    return str(tiny_tokenizer().decode(list(window.ids[window.start : window.end + 1])))


def test_the_target_is_the_answers_tokens() -> None:
    (window,) = cut(EXAMPLE)
    assert taught(window) == "3210"


def test_the_target_is_the_answer_behind_a_heading_too() -> None:
    (window,) = cut(replace(EXAMPLE, heading="Kent police"))
    assert taught(window) == "3210"


def test_an_answer_that_ends_within_a_word_takes_the_whole_word() -> None:
    (window,) = cut(replace(EXAMPLE, answer=(4, 6)))
    assert taught(window) == "force"


def test_no_answer_is_the_first_token() -> None:
    (window,) = cut(replace(EXAMPLE, answer=None))
    assert (window.start, window.end) == (0, 0)


def test_a_verdict_goes_with_its_tokens() -> None:
    yes, no, other = (cut(replace(EXAMPLE, verdict=verdict))[0].yes for verdict in ("yes", "no", None))
    assert (yes, no, other) == (True, False, None)


def test_a_window_knows_its_questions_tokens() -> None:
    (window,) = cut(EXAMPLE)
    assert taught(replace(window, start=1, end=window.asked - 1)) == "how many officers?"


def test_what_a_passage_does_not_answer_has_no_verdict() -> None:
    (window,) = cut(replace(EXAMPLE, answer=None, verdict="yes"))
    assert window.yes is None


LONG = replace(EXAMPLE, context="Kent police. " * 30 + TEXT, answer=(13 * 30 + 18, 13 * 30 + 22))


def test_a_window_is_no_longer_than_asked_for() -> None:
    assert max(len(window.ids) for window in cut(replace(LONG, answer=None), length=40)) == 40


def test_of_a_long_passage_only_windows_with_the_whole_answer_are_taught() -> None:
    found = cut(LONG, length=40)
    assert found
    assert {taught(window) for window in found} == {"3210"}


def test_a_long_passage_without_an_answer_is_taught_window_by_window() -> None:
    assert len(cut(replace(LONG, answer=None), length=40)) > 3


def test_white_space_is_evened_out_around_the_answer() -> None:
    spaced = collapse(Example("How many?", "It  has\n\n 3210\tofficers.", (10, 14)))
    assert (spaced.context, spaced.answer) == ("It has 3210 officers.", (7, 11))


def test_a_bullet_of_a_private_font_becomes_a_plain_one() -> None:
    assert collapse(Example("Who?", "\uf0b7 schools", (2, 9))).context == "• schools"


@given(st.text("ab \n\t4", min_size=1, max_size=30), st.data())
@settings(deadline=None)
def test_evening_out_white_space_keeps_the_answers_words(context: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(context) - 1))
    end = data.draw(st.integers(start + 1, len(context)))
    if context[start].isspace() or context[end - 1].isspace():
        return
    even = collapse(Example("?", context, (start, end)))
    assert even.answer
    assert even.context[slice(*even.answer)] == " ".join(context[start:end].split())
