"""Reading a question file: which threshold is best, and what the scores are at one."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.evaluation.squad import Given, is_right, read_given, squad_scores, trade
from tests.qa.models import SURE, ByHeart


def one(margin: float, text: str = "Kent", *answers: str, **more: object) -> Given:
    row: dict[str, Any] = {
        "answers": [{"text": answer, "answer_start": 0} for answer in answers],
        "context": "Kent",
        **more,
    }
    return Given(row, text, margin, None)


RIGHT, WRONG, UNANSWERABLE = one(5.0, "Kent", "Kent"), one(1.0, "Kent", "Essex"), one(3.0)


def test_forced_answers_are_marked_over_the_answerable_only() -> None:
    scores = squad_scores([RIGHT, WRONG, UNANSWERABLE], 0.0)
    assert (scores.answerable, scores.unanswerable, scores.forced_exact) == (2, 1, 50.0)


def test_an_answer_above_the_threshold_to_an_unanswerable_question_is_wrong() -> None:
    assert squad_scores([UNANSWERABLE], 0.0).no_answer == 0.0


def test_a_refusal_of_an_unanswerable_question_is_right() -> None:
    assert squad_scores([UNANSWERABLE], 4.0).overall_f1 == 100.0


def test_a_refusal_of_an_answerable_question_is_wrong() -> None:
    assert squad_scores([RIGHT], 6.0).has_answer_f1 == 0.0


def test_the_best_threshold_lies_between_the_right_and_the_unanswerable() -> None:
    best = squad_scores([RIGHT, WRONG, UNANSWERABLE])
    assert UNANSWERABLE.margin < best.threshold < RIGHT.margin


def test_where_nothing_is_right_the_best_is_to_refuse_all() -> None:
    assert squad_scores([WRONG, UNANSWERABLE]).overall_f1 == 50.0


def test_the_items_of_a_list_may_be_answered_as_one_stretch() -> None:
    answers = [{"text": "schools", "answer_start": 0}, {"text": "shops", "answer_start": 19}]
    row = {"answers": answers, "context": "schools, clubs and shops", "group": 3}
    assert squad_scores([Given(row, "schools, clubs and shops", 1.0, None)], 0.0).forced_exact == 100.0


def test_a_figure_is_right_only_whole() -> None:
    assert is_right(one(1.0, "12 visits", "12", kind="number"))
    assert not is_right(one(1.0, "12", "12,000", kind="number"))


def test_a_yes_or_no_is_right_by_its_verdict() -> None:
    row = {"answers": [{"text": "it does", "answer_start": 0}], "context": "it does", "yesno": "yes"}
    assert is_right(Given(row, "else", 1.0, 2.0))
    assert not is_right(Given(row, "it does", 1.0, -2.0))


def test_a_higher_threshold_trades_answers_for_refusals() -> None:
    assert trade([RIGHT, WRONG, UNANSWERABLE], 0.0) == (50.0, 0.0, 0.0)
    assert trade([RIGHT, WRONG, UNANSWERABLE], 4.0) == (50.0, 50.0, 100.0)


GIVEN = st.lists(
    st.builds(one, st.integers(-5, 5).map(float), st.sampled_from(["Kent", "Essex Police"]), st.just("Kent"))
    | st.builds(one, st.integers(-5, 5).map(float)),
    min_size=1,
    max_size=8,
)


@given(GIVEN)
@settings(deadline=None)
def test_no_threshold_is_better_than_the_best_one(given: list[Given]) -> None:
    tried = [squad_scores(given, margin - 0.5).overall_f1 for margin in [*(one.margin for one in given), 99.0]]
    assert squad_scores(given).overall_f1 == pytest.approx(max(tried), abs=0.01)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    rows = [
        {"question": "Where?", "context": "In  Kent\nnow.", "answers": [{"text": "Kent", "answer_start": 4}]},
        {"question": "Who?", "context": "Nobody in Surrey knows that.", "answers": []},
    ]
    path = tmp_path / "rows.jsonl.gz"
    path.write_bytes(gzip.compress("\n".join(map(json.dumps, rows)).encode()))
    return path


def test_every_question_is_read_on_its_own_passage(file: Path) -> None:
    given = read_given(ByHeart({"where": "Kent"}), file, None)
    assert {one.row["question"]: (one.text, one.margin) for one in given} == {
        "Where?": ("Kent", SURE),
        "Who?": ("", float("-inf")),
    }


def test_a_sample_has_as_many_questions_as_asked_for(file: Path) -> None:
    assert len(read_given(ByHeart({}), file, 1)) == 1
