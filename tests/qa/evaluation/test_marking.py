"""Answers are marked as SQuAD marks them, figures strictly."""

import pytest

from qa.evaluation.marking import exact_match, figure_right, items_f1, normalised, token_f1, words_right


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The Chief Constable.", ["chief", "constable"]),
        ("a cat, an owl", ["cat", "owl"]),
        ("anti-social", ["antisocial"]),
        ("76,260", ["76260"]),
        ("“Good”", ["good"]),
        ("£1,000", ["1000"]),
        ("theatre", ["theatre"]),
        ("  the  ", []),
    ],
)
def test_case_punctuation_articles_and_spaces_do_not_count(text: str, words: list[str]) -> None:
    assert normalised(text) == words


def test_an_answer_matches_any_accepted_one_exactly() -> None:
    assert exact_match("The Mayor", ["chief constable", "mayor"])


def test_other_words_do_not_match_exactly() -> None:
    assert not exact_match("chief constable of Kent", ["chief constable"])


@pytest.mark.parametrize(
    ("answer", "accepted", "f1"),
    [
        ("chief constable", ["the chief constable"], 1.0),
        ("chief constable of Kent", ["chief constable"], 2 / 3),
        ("Kent Kent", ["Kent"], 2 / 3),
        ("mayor", ["chief constable"], 0.0),
        ("mayor", [], 0.0),
        ("", ["mayor"], 0.0),
        ("mayor", ["the", "mayor of Kent"], 0.5),
    ],
)
def test_f1_is_the_best_overlap_of_words(answer: str, accepted: list[str], f1: float) -> None:
    assert token_f1(answer, accepted) == pytest.approx(f1)


@pytest.mark.parametrize("answer", ["76,260", "76260", "76,260 incidents", "a total of 76,260"])
def test_a_figure_is_right_when_it_stands_whole(answer: str) -> None:
    assert figure_right(answer, ["76,260"])


@pytest.mark.parametrize("answer", ["76", "76,261", "176,260", "76,260 of 80,000", "many", ""])
def test_a_figure_is_wrong_when_another_one_stands_in_its_place_or_beside_it(answer: str) -> None:
    assert not figure_right(answer, ["76,260"])


def test_a_date_is_right_with_all_its_parts() -> None:
    assert figure_right("on 18 February 2016", ["18 February 2016"])


def test_a_date_is_wrong_without_one_of_its_parts() -> None:
    assert not figure_right("February 2016", ["18 February 2016"])


@pytest.mark.parametrize(
    ("answer", "right"),
    [
        ("the county council", True),
        ("the county council of Kent", True),
        ("they are the county council", True),
        ("council", True),
        ("the council tax", False),
        ("the mayor", False),
        ("county council " + "and others " * 20, False),
    ],
)
def test_words_are_right_when_they_say_nearly_the_same(answer: str, right: bool) -> None:
    assert words_right(answer, ["the county council"]) is right


@pytest.mark.parametrize(
    ("items", "f1"),
    [
        (["schools", "clubs"], 1.0),
        (["clubs", "the schools"], 1.0),
        (["schools"], 2 / 3),
        (["schools", "clubs", "dogs", "cats"], 2 / 3),
        (["schools", "schools"], 0.5),
        ([], 0.0),
    ],
)
def test_a_list_is_marked_by_the_items_it_finds_and_adds(items: list[str], f1: float) -> None:
    assert items_f1(items, ["schools", "clubs"]) == pytest.approx(f1)
