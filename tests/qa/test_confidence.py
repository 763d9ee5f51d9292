"""Confidence is a chance: it rises with the evidence for an answer and falls with what the answer leaves out."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.types import Passage
from qa.candidates import Candidate
from qa.confidence import Evidence, gather, missing_specifics, probability
from qa.tuning import CONFIDENCE
from tests.fakes import hit, indexed, passage

KENT = passage("Kent Police recorded 4,120 burglaries in 2015.", section=("Burglary",), page=3)
OTHER = passage("In the year 4,120 burglaries were recorded.", section=("Summary",))
NO_EVIDENCE = Evidence(0.0, 0.0, 0.0)

EVIDENCE = st.builds(
    Evidence,
    margin=st.floats(0, 1),
    lead=st.floats(-40, 8),
    missing=st.integers(0, 100).map(float),
)


def candidate(span: str = "4,120", where: Passage = KENT, margin: float = 5.0, score: float = 5.0) -> Candidate:
    start = where.text.index(span)
    return Candidate(hit(where), start, start + len(span), margin, score)


def test_names_of_reports_that_are_asked_along_are_not_missing() -> None:
    question = "How many burglaries did Kent and Essex record?"
    assert missing_specifics(question, candidate(), indexed()) == ["Essex"]
    assert missing_specifics(question, candidate(), indexed(), [indexed("essex", "Essex Police")]) == []


@given(EVIDENCE)
@settings(deadline=None)
def test_confidence_is_a_chance(evidence: Evidence) -> None:
    assert 0.0 <= probability(evidence, CONFIDENCE) <= 1.0


def test_evidence_against_an_answer_without_end_makes_it_hopeless() -> None:
    assert probability(replace(NO_EVIDENCE, missing=2000.0), CONFIDENCE) == pytest.approx(0.0)


@given(EVIDENCE, st.floats(0, 5))
@settings(deadline=None)
def test_a_wider_margin_is_never_less_sure(evidence: Evidence, more: float) -> None:
    wider = replace(evidence, margin=evidence.margin + more)
    assert probability(wider, CONFIDENCE) >= probability(evidence, CONFIDENCE)


def test_what_the_answer_leaves_out_makes_it_less_sure() -> None:
    assert probability(replace(NO_EVIDENCE, missing=1.0), CONFIDENCE) < probability(NO_EVIDENCE, CONFIDENCE)


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("How many burglaries did Kent record in 2015?", []),
        ("How many burglaries did Essex record?", ["Essex"]),
        ("How many burglaries were recorded in 2012?", ["2012"]),
        ("Were 4120 burglaries recorded?", []),
        ("Whether burglaries fell?", []),
        ("How many BURGLARIES did HMIC count?", []),
        ("What did Essex and Surrey record in 2012?", ["Essex", "Surrey", "2012"]),
        ("Were there more than 5 burglaries?", ["5"]),
        ("HOW MANY BURGLARIES DID OFFICERS DETECT?", []),
        ("How Many Burglaries Did Officers Detect In 2012?", ["2012"]),
        ("WHAT WAS ESSEX'S BURGLARY RATE?", ["ESSEX'S"]),
        ("Who chairs the Essex Safety Board?", ["Essex", "Safety", "Board"]),
        ("How many burglaries were there, as I’ve heard I'm asked?", []),
    ],
)
def test_names_years_and_numbers_that_the_passage_lacks_are_missing(question: str, missing: list[str]) -> None:
    assert missing_specifics(question, candidate(), indexed(date="2016-02")) == missing


def test_a_name_that_the_headings_have_is_not_missing() -> None:
    assert missing_specifics("Is it in the Burglary chapter?", candidate(), indexed()) == []


def test_the_lead_is_over_the_next_different_answer() -> None:
    best = candidate(margin=60.0)
    others = [best, candidate("4,120 burglaries", OTHER, score=4.5), candidate("Kent Police", score=2.0)]
    assert gather("How many?", best, others, indexed()).lead == pytest.approx(3.0)


def test_a_lead_counts_for_little_where_no_answer_is_likelier() -> None:
    best = candidate(margin=-8.0)
    assert gather("How many?", best, [best], indexed()).lead < 0.01


def test_an_answer_without_a_rival_leads_by_no_more_than_the_most_that_counts() -> None:
    alone = gather("How many?", candidate(), [candidate()], indexed())
    rival = gather("How many?", candidate(), [candidate(), candidate("Kent", score=-99.0)], indexed())
    assert alone.lead == rival.lead


def test_a_margin_beyond_the_most_that_counts_is_cut() -> None:
    sure = gather("How many?", candidate(margin=1e6), [candidate()], indexed())
    assert probability(sure, CONFIDENCE) < 1.0


def test_a_verdict_counts_only_where_yes_or_no_is_asked_for() -> None:
    best = replace(candidate(), yes=-5.0)
    asked = gather("Is it many?", best, [best], indexed(), asks_verdict=True)
    assert (asked.asks_verdict, asked.verdict) == (1.0, 5.0)
    other = gather("How many?", best, [best], indexed())
    assert (other.asks_verdict, other.verdict) == (0.0, 0.0)
    without = gather("Is it many?", candidate(), [candidate()], indexed(), asks_verdict=True)
    assert (without.asks_verdict, without.verdict) == (0.0, 0.0)


@pytest.mark.parametrize(
    ("question", "sentence", "viewless"),
    [
        ("Do parents find it helpful?", "The service is thorough.", 1.0),
        ("Are residents happy with patrols?", "Patrols are frequent.", 1.0),
        ("Are residents happy with patrols?", "Residents told inspectors that patrols are frequent.", 0.0),
        ("Are residents happy with patrols?", "Residents value the patrols.", 0.0),
        ("Are patrols frequent?", "Patrols are frequent.", 0.0),
        ("Would officers like to patrol?", "Patrols are frequent.", 0.0),
    ],
)
def test_a_view_that_is_asked_for_is_told(question: str, sentence: str, viewless: float) -> None:
    best = replace(candidate(sentence, passage(sentence)), yes=3.0)
    assert gather(question, best, [best], indexed(), asks_verdict=True).viewless == viewless
    assert gather(question, best, [best], indexed()).viewless == 0.0
