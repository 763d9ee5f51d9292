"""BM25 counts shared words, rare ones most."""

from collections.abc import Sequence

import numpy as np
import pytest

from corpus.types import Passage
from index.folding import terms
from index.lexical import K1, B, Lexical, build_lexical, lexical_scores, postings
from tests.fakes import passage

PASSAGES = [
    passage("The force recorded burglaries."),
    passage("The force recorded 4,120 robberies.", section=("Robbery in Kent",)),
    passage("The force employs officers."),
    passage("12"),
]


def index_of(*reports: Sequence[Passage]) -> Lexical:
    return build_lexical([postings(report) for report in reports])


def scores(question: str) -> list[float]:
    return [float(score) for score in lexical_scores(index_of(PASSAGES), terms(question))]


def test_the_passage_that_shares_a_word_scores_best() -> None:
    assert int(np.argmax(scores("Who employs them?"))) == 2


def test_a_rare_word_counts_more_than_a_common_one() -> None:
    assert scores("burglary")[0] > scores("force")[0]


def test_a_word_of_the_heading_path_counts() -> None:
    assert scores("Kent")[1] > 0


def test_a_passage_that_shares_no_word_scores_nothing() -> None:
    assert scores("employs")[0] == 0


def test_a_question_that_shares_no_word_scores_nothing_anywhere() -> None:
    assert scores("zebra crossing") == [0.0] * 4


def test_a_passage_without_any_term_can_be_indexed() -> None:
    bare = passage("It is what it is.", section=("…",))
    assert lexical_scores(index_of([bare, PASSAGES[0]]), terms("burglary"))[0] == 0


def test_it_makes_no_difference_which_report_a_passage_is_in() -> None:
    apart = index_of(PASSAGES[:1], [], PASSAGES[1:3], PASSAGES[3:])
    for question in ("recorded burglary", "employs", "Kent"):
        np.testing.assert_array_equal(
            lexical_scores(apart, terms(question)), lexical_scores(index_of(PASSAGES), terms(question))
        )


def test_scores_are_those_of_the_formula() -> None:
    having, among, times, length, average = 2, 4, 1, 6, 16 / 4
    rarity = np.log(1 + (among - having + 0.5) / (having + 0.5))
    expected = rarity * times / (times + K1 * (1 - B + B * length / average))
    assert scores("recorded")[1] == pytest.approx(expected, rel=1e-6)


def test_no_reports_have_no_scores() -> None:
    assert len(lexical_scores(index_of(), ["burglari"])) == 0


def test_a_term_is_as_rare_as_it_is_among_the_rows_searched() -> None:
    within = lexical_scores(index_of(PASSAGES), terms("Kent officers"), np.array([0, 2]))
    everywhere = lexical_scores(index_of(PASSAGES), terms("Kent officers"))
    having, among = 1, 2
    assert within[2] / everywhere[2] == pytest.approx(
        np.log(1 + (among - having + 0.5) / (having + 0.5)) / np.log(1 + (4 - having + 0.5) / (having + 0.5)), rel=1e-6
    )


def test_all_rows_are_what_no_rows_mean() -> None:
    for question in ("recorded burglary", "employs", "Kent"):
        np.testing.assert_array_equal(
            lexical_scores(index_of(PASSAGES), terms(question), np.arange(4)),
            lexical_scores(index_of(PASSAGES), terms(question)),
        )
