"""How much two texts have in common is told from their sketches."""

import random

import pytest

from corpus.sketch import SIZE, resemblance, sketch_of_text

RNG = random.Random(5)
WORDS = [f"w{RNG.randrange(5000)}" for _ in range(8000)]
TEXT = " ".join(WORDS)


def test_a_text_resembles_itself() -> None:
    assert resemblance(sketch_of_text(TEXT), sketch_of_text(TEXT)) == 1.0


def test_layout_case_and_punctuation_make_no_difference() -> None:
    other = TEXT.upper().replace(" ", " \n— ")
    assert sketch_of_text(other) == sketch_of_text(TEXT)


@pytest.mark.parametrize("share", [0.25, 0.5, 0.8])
def test_the_share_in_common_is_told_to_about_four_points(share: float) -> None:
    same = int(len(WORDS) * share)
    other = " ".join([*WORDS[:same], *(f"v{number}" for number in range(len(WORDS) - same))])
    expected = share / (2 - share)
    assert resemblance(sketch_of_text(TEXT), sketch_of_text(other)) == pytest.approx(expected, abs=0.12)


def test_texts_with_nothing_in_common_do_not_resemble() -> None:
    assert resemblance(sketch_of_text(TEXT), sketch_of_text("a b c d e f g h " * 50)) == 0.0


def test_a_long_text_has_a_small_sketch() -> None:
    assert len(sketch_of_text(TEXT)) == SIZE


def test_a_text_without_words_resembles_nothing() -> None:
    assert resemblance(sketch_of_text("— …"), sketch_of_text("— …")) == 0.0


def test_a_short_text_is_compared_too() -> None:
    assert resemblance(sketch_of_text("Kent Police"), sketch_of_text("kent police")) == 1.0
