"""A question that names a place, body, year or title goes to the reports on it, and nowhere when there is none."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

import qa.routing
from corpus.types import Facts
from corpus.words import word_set
from index.folding import stem
from index.types import IndexedReport
from qa.routing import (
    OTHER_KIND,
    OTHER_YEAR,
    losses,
    matching,
    others_named,
    places,
    route,
    unknown_name,
    without_places,
)


def report(id_: str, body: str, date: str, title: str = "", publisher: str = "HMIC") -> IndexedReport:
    facts = Facts(title or f"Inspection of {body}", publisher, body, date)
    return IndexedReport(id_, facts, f"{id_}.pdf", "", 10, 10)


PEEL = report(
    "lancashire-peel-2015", "Lancashire Constabulary", "2016-02", "PEEL: Police effectiveness 2015 – Lancashire"
)
JOINT = report("jtai-lancashire-2024", "Lancashire", "2024-09-02", publisher="Ofsted, HMICFRS")
KENT = report("ofsted-kent-2017", "Kent County Council", "2017-06-13", publisher="Ofsted")
BLACKBURN = report("jtai-blackburn-2023", "Blackburn with Darwen", "2023-07-14")
TYNESIDE = report("jtai-south-tyneside-2016", "South Tyneside Metropolitan Borough", "2016-04-05")
READING = report("reading-2018", "Reading Borough Council", "2018-01-01")
STRATEGY = report("open-data-2013", "", "2013-06", "Home Office Open Data Strategy", "Home Office")
ALL = [PEEL, JOINT, KENT, BLACKBURN, TYNESIDE, STRATEGY]
SAID = word_set("how many burglaries england essex officers county lines victims mapped month by with in")


def known(word: str) -> bool:
    return word in SAID


def found(question: str, reports: Sequence[IndexedReport] = ALL) -> list[str]:
    return [one.id for one in matching(question, reports)]


@pytest.mark.parametrize(
    ("question", "reports"),
    [
        ("How many burglaries were there in Kent?", [KENT]),
        ("how many burglaries in kent", [KENT]),
        ("kent police burglaries", [KENT]),
        ("What is Kent County Council's budget?", [KENT]),
        ("What grade did Lancashire get?", [PEEL, JOINT]),
        ("What grade does the Lancashire Constabulary report give?", [PEEL]),
        ("In the report on Lancashire Constabulary, what grade is given?", [PEEL]),
        ("What grade did Lancashire Constabulary get?", [PEEL, JOINT]),
        ("What grade did Lancashire get in 2024?", [JOINT]),
        ("What grade did Lancashire get in 2015?", [PEEL]),
        ("What happened in Lancashire in 2009?", [PEEL, JOINT]),
        ("What does the latest report on Lancashire say?", [JOINT]),
        ("Who leads in Blackburn?", [BLACKBURN]),
        ("Who leads in Blackburn with Darwen?", [BLACKBURN]),
        ("Which schools are in South Tyneside?", [TYNESIDE]),
        ("Do Kent and Lancashire share officers?", [PEEL, JOINT, KENT]),
        ("What is the aim of the open data strategy?", [STRATEGY]),
        ("Whom does the Home Office strategy name?", [STRATEGY]),
        ("What does ofsted-kent-2017 say about staff?", [KENT]),
        ("What did the 2016 inspection find?", [PEEL, TYNESIDE]),
        ("How many burglaries were there?", []),
        ("How many victims were there in 2016?", []),
        ("How do we open data?", []),
        ("What are the police for?", []),
        ("How many burglaries were there in West Kent?", []),  # not Kent, nor a part that its report is sure to be on
        ("how many burglaries in west kent", []),
        ("What does the West report say of Kent?", [KENT]),
    ],
)
def test_a_question_goes_to_the_reports_it_names(question: str, reports: Sequence[IndexedReport]) -> None:
    assert found(question) == [one.id for one in reports]


def test_a_name_that_all_of_many_reports_have_is_looked_up_once_in_each(monkeypatch: pytest.MonkeyPatch) -> None:
    many = [report(f"place{number}-2017", f"Place{number} Council", "2017", publisher="Ofsted") for number in range(99)]
    stemmed: list[str] = []

    def counted(word: str) -> str:
        stemmed.append(word)
        return stem(word)

    monkeypatch.setattr(qa.routing, "stem", counted)
    assert found("What does the Ofsted inspection report say about missing children?", many) == []
    assert len(stemmed) < 30 * len(many)


def test_a_word_that_is_also_a_place_is_no_place_in_running_text() -> None:
    assert found("How is reading taught to victims?", [READING, KENT]) == []
    assert found("How is it taught in Reading?", [READING, KENT]) == ["reading-2018"]


def test_a_place_has_the_names_of_its_parts() -> None:
    assert places(BLACKBURN.facts) == {("blackburn", "with", "darwen"), ("blackburn",), ("darwen",)}


def test_what_sort_of_body_it_is_is_no_part_of_a_places_name() -> None:
    assert places(replace(KENT.facts, body="Kent Local Area Partnership")) == {("kent",)}


def test_a_side_alone_is_no_place() -> None:
    assert places(TYNESIDE.facts) == {("south", "tyneside")}


def test_a_body_of_general_words_is_no_place() -> None:
    assert places(replace(KENT.facts, body="The Police and Fire Service")) == frozenset()


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("How many burglaries were there in Norfolk?", "Norfolk"),
        ("What is the budget of Norfolk Constabulary?", "Norfolk"),
        ("Are Norfolk Police any good?", "Norfolk"),
        ("What was found at Great Yarmouth?", "Great Yarmouth"),
        ("What does the report on Norfolk say?", "Norfolk"),
        ("How do Kent and Norfolk compare on burglaries?", "Norfolk"),
        ("Is Kent better than Norfolk at tackling crime?", "Norfolk"),
        ("Is Norfolk good at finding missing people?", "Norfolk"),
        ("How many officers does Norfolk have?", "Norfolk"),
        ("What grade did Norfolk’s control room get?", "Norfolk"),
        ("What was found in Stow-on-the-Wold?", "Stow-on-the-Wold"),
    ],
)
def test_a_place_that_nothing_is_indexed_about_is_named(question: str, name: str) -> None:
    refusal = route(question, question, ALL, known).refusal
    assert refusal == f"Nothing about {name} is indexed: no report is about it or mentions it."


@pytest.mark.parametrize(
    "question",
    [
        "How many burglaries were there in Essex?",  # a text mentions it
        "How many burglaries were there in England?",
        "How many burglaries were there in July?",
        "How many burglaries on a Monday in Christmas week?",
        "How many burglaries were there in the Summer of 2015?",
        "How Many Burglaries Were There In The Norfolk Area?",
        "how many burglaries in detention",
        "What is said of CPS?",
        "Who is Norfolk?",
        "Norfolk's burglary rate?",
    ],
)
def test_what_may_be_in_a_text_is_searched(question: str) -> None:
    assert route(question, question, ALL, known) == route("", "", ALL, known)


def test_a_follow_up_that_names_nothing_stays_with_the_report_before() -> None:
    assert route("And how many officers?", "Who leads in Kent? And how many officers?", ALL, known).only == (KENT.id,)


def test_a_follow_up_that_names_another_place_leaves_the_report_before() -> None:
    context = "Who leads in Kent? And in Blackburn?"
    assert route("And in Blackburn?", context, ALL, known).only == (BLACKBURN.id,)


def test_a_year_alone_names_no_report_but_makes_those_of_it_likelier() -> None:
    question = "What was said of crime after its inspection in 2017?"
    assert route(question, question, ALL, known).only is None
    assert losses(question, [PEEL, KENT]) == {PEEL.id: OTHER_YEAR, KENT.id: 0.0}


def test_a_report_on_another_kind_of_body_is_less_likely_meant() -> None:
    assert losses("How many burglaries does the force record?", ALL) == {
        PEEL.id: 0.0,
        JOINT.id: 0.0,  # a place alone: the inspection is of all services there
        KENT.id: OTHER_KIND,
        BLACKBURN.id: 0.0,
        TYNESIDE.id: OTHER_KIND,
        STRATEGY.id: OTHER_KIND,
    }


@pytest.mark.parametrize(
    ("question", "other"),
    [
        ("Does the council visit victims?", PEEL),
        ("How many officers does Lancashire Constabulary have?", KENT),
        ("How many officers do Lancashire police have?", KENT),
        ("What does the local authority’s budget come to?", PEEL),
    ],
)
def test_the_kind_of_body_is_told_from_what_the_question_calls_it(question: str, other: IndexedReport) -> None:
    assert {id_ for id_, loss in losses(question, [PEEL, KENT, JOINT]).items() if loss} == {other.id}


@pytest.mark.parametrize(
    ("question", "reports"),
    [
        ("Who works with the police?", [PEEL, KENT]),  # whom every report may speak of
        ("How is the force led?", [KENT, READING]),  # no report is on one
        ("How is the council led?", [PEEL]),
    ],
)
def test_no_report_is_less_likely_without_one_that_fits_better(question: str, reports: Sequence[IndexedReport]) -> None:
    assert not any(losses(question, reports).values())


def test_the_places_of_a_question_are_looked_for_in_other_reports_too() -> None:
    question = "What was done for the family in Darwen?"
    assert route(question, question, ALL, known).names == ("Darwen",)
    assert route("And why?", f"{question} And why?", ALL, known).names == ("Darwen",)


@pytest.mark.parametrize(
    ("question", "searched"),
    [
        ("How many children are missing in Kent?", "How many children are missing ?"),
        ("How many officers does Kent County Council's office employ?", "How many officers does office employ?"),
        ("kent children in care", "children in care"),
        ("What about Kent?", "What about Kent?"),  # next to nothing would remain
        ("How many children are missing in Kentish Town?", "How many children are missing in Kentish Town?"),
        ("In Kent, how many children are missing?", "how many children are missing?"),
        ("According to the Kent report, how many children are missing?", "how many children are missing?"),
        ("In the 2017 report on Kent, how many children are missing?", "how many children are missing?"),
        ("According to the report, how many children are missing?",) * 2,  # names no place: nothing to take out
    ],
)
def test_the_place_that_the_reports_are_about_is_not_searched_for(question: str, searched: str) -> None:
    assert without_places(question, [KENT]) == searched


def test_only_where_it_is_used_as_the_place_is_it_left_out() -> None:
    assert (
        without_places("How is reading taught to victims in Reading?", [READING])
        == "How is reading taught to victims ?"
    )


def test_a_place_with_a_joint_is_left_out_whole() -> None:
    question = "How many children are missing in Blackburn with Darwen?"
    assert without_places(question, [BLACKBURN]) == "How many children are missing ?"


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("is durham good at preventing crime?", "Durham"),
        ("how many officers are there in cumbria", "Cumbria"),
        ("is early help good in worcestershire?", "Worcestershire"),
        ("are victims safe in danger", ""),
        ("is bath time safe in jail", ""),
    ],
)
def test_a_british_place_in_lower_case_that_nothing_mentions_is_missing(question: str, missing: str) -> None:
    assert unknown_name(question, [KENT], lambda word: False) == missing


def test_a_place_in_lower_case_that_a_report_mentions_is_not_missing() -> None:
    assert unknown_name("is durham good at preventing crime?", [KENT], lambda word: word == "durham") == ""
    assert unknown_name("is kent good at preventing crime?", [KENT], lambda word: False) == ""


def test_a_hyphened_place_is_called_by_its_first_word_too() -> None:
    stoke = replace(KENT, facts=replace(KENT.facts, body="Stoke-on-Trent City Council"))
    assert {("stoke",), ("stoke", "on", "trent"), ("stokeontrent",)} <= places(stoke.facts)
    assert matching("How good is Stoke?", [KENT, stoke]) == (stoke,)


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("How many children does Essex Council look after?", {"essex"}),
        ("How many children does Kent County Council look after?", set()),
        ("What was found about schools in Kent and Essex?", {"essex"}),
        ("What do Ofsted and the council say?", set()),
        ("how many children in blackpool", {"blackpool"}),
        ("how many children in detention", set()),
        ("How many burglaries were there?", set()),
    ],
)
def test_names_that_are_not_the_reports_own_are_others(question: str, names: set[str]) -> None:
    assert others_named(question, KENT) == names
