"""BM25 counts shared words, rare ones most, and outlives a trip to disk."""

from pathlib import Path

import numpy as np

from index.folding import terms
from index.lexical import build_lexical, lexical_scores, load_lexical, save_lexical
from tests.fakes import passage

PASSAGES = [
    passage("The force recorded burglaries."),
    passage("The force recorded 4,120 robberies.", section=("Robbery in Kent",)),
    passage("The force employs officers."),
    passage("12"),
]


def scores(question: str) -> list[float]:
    return [float(score) for score in lexical_scores(build_lexical(PASSAGES), terms(question))]


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
    assert lexical_scores(build_lexical([bare, PASSAGES[0]]), terms("burglary"))[0] == 0


def test_scores_are_the_same_after_saving_and_loading(tmp_path: Path) -> None:
    index = build_lexical(PASSAGES)
    save_lexical(index, tmp_path / "lexical")
    again = lexical_scores(load_lexical(tmp_path / "lexical"), terms("recorded burglary"))
    np.testing.assert_array_equal(again, lexical_scores(index, terms("recorded burglary")))
