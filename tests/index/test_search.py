"""Search finds by words and by nearness, keeps to the reports asked for, and prefers running text to repetitions."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from corpus.types import Passage
from index.search import Searcher
from index.snapshot import load_current
from index.types import IndexProblem
from tests.fakes import BagOfWords, passage
from tests.index.publishing import publish_passages

PASSAGES = (
    passage("Kent Police recorded 4,120 burglaries."),
    passage("The force employs 3,210 officers."),
    passage("Victims are visited within one day."),
    passage("Essex Police recorded 5,730 burglaries.", report="essex"),
)


def searcher(folder: Path, passages: Sequence[Passage] = PASSAGES, embedder: BagOfWords | None = None) -> Searcher:
    embedder = embedder or BagOfWords()
    publish_passages(folder, passages, embedder)
    return Searcher(load_current(folder), embedder)


class SameEverywhere(BagOfWords):
    """An embedder to which all texts are alike."""

    def _vector(self, text: str) -> NDArray[np.float64]:
        return np.full(self.dimension, self.dimension**-0.5)


def test_the_passage_that_answers_comes_first(tmp_path: Path) -> None:
    assert searcher(tmp_path).search("How many officers are employed?", 4)[0].passage == PASSAGES[1]


def test_as_many_hits_come_back_as_were_asked_for(tmp_path: Path) -> None:
    assert len(searcher(tmp_path).search("burglaries", 2)) == 2


def test_all_passages_come_back_when_there_are_fewer_than_asked_for(tmp_path: Path) -> None:
    assert len(searcher(tmp_path).search("burglaries", 50)) == len(PASSAGES)


def test_hits_come_best_first(tmp_path: Path) -> None:
    scores = [hit.score for hit in searcher(tmp_path).search("burglaries recorded in Kent", 4)]
    assert scores == sorted(scores, reverse=True)


def test_a_hit_in_both_searches_comes_before_one_in_either(tmp_path: Path) -> None:
    first, *_ = searcher(tmp_path).search("Kent Police burglaries", 4)
    assert first.passage == PASSAGES[0]


def test_words_alone_decide_where_the_embedder_sees_no_difference(tmp_path: Path) -> None:
    assert searcher(tmp_path, embedder=SameEverywhere()).search("Victims visited", 1)[0].passage == PASSAGES[2]


def test_nearness_alone_decides_where_no_word_is_shared(tmp_path: Path) -> None:
    hits = searcher(tmp_path).search("within", 1)  # a word for the embedder, none for BM25's terms of other passages
    assert hits[0].passage == PASSAGES[2]


def test_only_the_given_report_is_searched(tmp_path: Path) -> None:
    hits = searcher(tmp_path).search("Kent Police burglaries", 4, ["essex"])
    assert [hit.passage for hit in hits] == [PASSAGES[3]]


def test_several_given_reports_are_searched(tmp_path: Path) -> None:
    hits = searcher(tmp_path).search("burglaries", 4, ["essex", "kent"])
    assert {hit.passage.report for hit in hits} == {"essex", "kent"}


def test_a_report_given_twice_is_searched_once(tmp_path: Path) -> None:
    assert len(searcher(tmp_path).search("burglaries", 4, ["essex", "essex"])) == 1


def test_no_given_report_has_no_hits(tmp_path: Path) -> None:
    assert searcher(tmp_path).search("burglaries", 4, []) == ()


def test_an_unknown_report_is_named(tmp_path: Path) -> None:
    with pytest.raises(IndexProblem, match="No report called surrey is indexed"):
        searcher(tmp_path).search("burglaries", 4, ["kent", "surrey"])


def test_of_two_equal_passages_the_running_text_comes_before_the_repetition(tmp_path: Path) -> None:
    overview = passage("The force visits all victims.", rank=1)
    chapter = passage("The force visits all victims.")
    hits = searcher(tmp_path, [overview, chapter, *PASSAGES]).search("Does the force visit victims?", 2)
    assert [hit.passage.rank for hit in hits] == [0, 1]


def test_a_repetition_still_comes_before_what_does_not_answer(tmp_path: Path) -> None:
    overview = passage("Robberies fell by half.", rank=1)
    assert searcher(tmp_path, [*PASSAGES, overview]).search("Robberies fell by how much?", 1)[0].passage == overview


def test_a_defined_abbreviation_finds_what_it_stands_for(tmp_path: Path) -> None:
    defines = passage("The police and crime commissioner (PCC) sets the plan.")
    spelt_out = passage("Voters elect their police and crime commissioner in May.")
    hits = searcher(tmp_path, [*PASSAGES, defines, spelt_out], SameEverywhere()).search("Who is the PCC?", 2)
    assert {hit.passage for hit in hits} == {defines, spelt_out}


def test_words_written_apart_find_the_word_written_as_one(tmp_path: Path) -> None:
    together = passage("Antisocial behaviour fell.")
    assert searcher(tmp_path, [*PASSAGES, together], SameEverywhere()).search("anti social", 1)[0].passage == together


def test_a_slip_is_mended_before_searching(tmp_path: Path) -> None:
    assert searcher(tmp_path).mend("How many burglareis?") == "How many burglaries?"


def test_an_index_of_one_passage_can_be_searched(tmp_path: Path) -> None:
    assert len(searcher(tmp_path, PASSAGES[:1]).search("burglaries", 5)) == 1


def test_a_question_that_shares_nothing_still_has_hits(tmp_path: Path) -> None:
    assert len(searcher(tmp_path).search("…", 3)) == 3


def test_what_a_name_stands_in_is_found_outside_the_reports_asked_for(tmp_path: Path) -> None:
    said = passage("One such family lives in Derby.", section=("A family",))
    helped = passage("The family was helped to move.", section=("A family",))
    other = passage("A derby was played by another family.", section=("A match",))
    there = searcher(tmp_path, [said, helped, other, passage("Families are helped.", report="essex")])
    hits = there.search("How was the family helped?", 4, ["essex"], names=["Derby"])
    assert {hit.passage.text for hit in hits} == {said.text, helped.text, "Families are helped."}


def test_a_report_that_is_less_likely_meant_comes_later(tmp_path: Path) -> None:
    there = searcher(tmp_path)
    first, second = there.search("How many burglaries were recorded in Kent and Essex?", 2)
    hits = there.search("How many burglaries were recorded in Kent and Essex?", 4, None, {first.passage.report: 3.0})
    assert hits[0].passage == second.passage


def test_of_several_reports_the_one_that_is_on_the_question_comes_first(tmp_path: Path) -> None:
    alike = [passage(f"Burglaries fell by {number}.", report=report) for report, number in (("essex", 3), ("kent", 5))]
    more = passage("Burglaries are mapped; burglaries are counted.", report="kent")
    there = searcher(tmp_path, [*alike, passage("Dogs.", report="essex"), more])
    scores = {hit.passage.text: hit.score for hit in there.search("By how much did burglaries fall?", 4)}
    assert scores[alike[1].text] > scores[alike[0].text]


def test_a_report_without_a_passage_changes_nothing(tmp_path: Path) -> None:
    question = "By how much did burglaries in Kent fall?"
    before = searcher(tmp_path / "before").search(question, 4)
    publish_passages(tmp_path / "beside", PASSAGES, BagOfWords(), without=["surrey"])
    assert Searcher(load_current(tmp_path / "beside"), BagOfWords()).search(question, 4) == before


def test_one_report_is_searched_as_if_it_were_the_only_one(tmp_path: Path) -> None:
    own = PASSAGES[:3]
    alone = searcher(tmp_path / "alone", own).search("Who visits victims of burglaries?", 3)
    among = searcher(tmp_path / "among", PASSAGES).search("Who visits victims of burglaries?", 3, ["kent"])
    assert [hit.passage for hit in alone] == [hit.passage for hit in among]


class DogsApart(BagOfWords):
    """An embedder to which all texts are alike but those on dogs."""

    def _vector(self, text: str) -> NDArray[np.float64]:
        return np.asarray(np.eye(self.dimension)[int("Dogs" in text)], dtype=np.float64)


def test_words_count_for_more_where_reports_have_to_be_told_apart(tmp_path: Path) -> None:
    near = [passage(f"Horse number {number}.") for number in range(15)]
    far = [passage(f"Dogs number {number}.") for number in range(15)]
    says = passage("Dogs and a zebra.")
    there = searcher(tmp_path, [*near, *far, says, passage("A horse.", report="essex")], DogsApart())
    assert there.search("Which zebra?", 1, ["kent"])[0].passage != says
    assert there.search("Which zebra?", 1)[0].passage == says
