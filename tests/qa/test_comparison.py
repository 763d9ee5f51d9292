"""A question to several reports is taken apart, asked of each, and answered side by side."""

from pathlib import Path

import pytest

import qa.engine
from index.types import IndexedReport
from qa.comparison import MOST_REPORTS, NO_VERDICT, comparison, in_turns, most_said, telling_sentence
from qa.engine import Engine
from tests.fakes import ESSEX, BagOfWords, hit, indexed, passage, small_library
from tests.qa.models import ByHeart

REPORTS: list[IndexedReport] = [indexed("kent", "Kent Police"), indexed("essex", "Essex Police")]


@pytest.mark.parametrize(
    ("question", "each"),
    [
        ("How do Kent and Essex compare on burglary?", "What does the report say about burglary?"),
        ("How does Kent compare with Essex on burglary?", "What does the report say about burglary?"),
        ("How do Kent and Essex differ in how many officers they have?", "How many officers they have?"),
        ("Compare Kent and Essex on victim care", "What does the report say about victim care?"),
        ("compare burglary in kent and essex", "What does the report say about burglary?"),
        ("What's the difference between Kent and Essex in terms of staff?", "What does the report say about staff?"),
        ("What do the reports say about domestic abuse?", "What does the report say about domestic abuse?"),
        ("What do all the inspections say about staff?", "What does the report say about staff?"),
        ("What did the inspectors of children's services find about staff?", "What does the report say about staff?"),
        ("Which reports mention county lines?", "What does the report say about county lines?"),
        ("Which forces visit every victim?", "Which forces visit every victim?"),
        ("What do the 2016 reports say about staff?", "What does the report say about staff?"),
        ("What did the reports from 2016 say about staff?", "What does the report say about staff?"),
        ("Is Kent better than Essex at visiting victims?", "What does the report say about visiting victims?"),
        ("Is Kent or Essex better at visiting victims?", "What does the report say about visiting victims?"),
        ("Does Kent do better than Essex on burglary?", "What does the report say about burglary?"),
        ("Is the workforce more stable in Kent than in Essex?", "What does the report say about the workforce?"),
        ("Which force has lower caseloads, Kent or Essex?", "What does the report say about caseloads?"),
        ("Are both Kent and Essex good at staff care?", "What does the report say about staff care?"),
        ("Do both Kent and Essex visit every victim?", "Do they visit every victim?"),
        ("What force is good at burglary?", "What force is good at burglary?"),
        ("What force is using drones?", "What force is using drones?"),
        ("What force was praised for its staff?", "What force was praised for its staff?"),
        ("Which forces have their own dogs?", "Which forces have their own dogs?"),
        ("Which force has its own dogs?", "Which force has its own dogs?"),
    ],
)
def test_what_each_report_is_asked(question: str, each: str) -> None:
    compared = comparison(question, REPORTS)
    assert compared is not None
    assert compared.question == each


@pytest.mark.parametrize(
    "question",
    [
        "How many burglaries were there in Kent?",
        "How do figures for 2014 and 2015 compare on burglary?",
        "How does Kent compare with its neighbours on burglary?",
        "Which forces does Kent work with?",
        "What does the report say about domestic abuse?",
        "Which victims are visited?",
        "Does Kent work with Essex on burglary?",
        "Is Kent better at visiting victims?",
        "Is Kent better at visiting victims than at burglary?",
        "What force is used when detaining people?",
        "What force can officers use against victims?",
        "What force is justified against victims?",
        "What force was applied to detain people?",
        "What place of safety is used for detained children?",
        "Which area does it need to improve?",
        "Which areas should they improve?",
    ],
)
def test_an_ordinary_question_is_left_alone(question: str) -> None:
    assert comparison(question, REPORTS) is None


def test_which_forces_of_a_conversation_are_those_it_is_about() -> None:
    assert comparison("Which forces visit them?", REPORTS)
    assert comparison("Which forces visit them?", REPORTS, follows=True) is None


def test_with_one_report_there_is_nothing_to_compare() -> None:
    assert comparison("What do the reports say about domestic abuse?", REPORTS[:1]) is None


def test_a_place_with_many_reports_leaves_no_other_out() -> None:
    kents = [indexed(f"kent-{year}", "Kent Police") for year in (2014, 2015, 2016)]
    found = in_turns([*(one.id for one in kents), "essex"], {one.id: one for one in (*kents, *REPORTS)})
    assert found == ("kent-2014", "essex", "kent-2015", "kent-2016")


def test_what_is_done_about_a_topic_is_no_part_of_it() -> None:
    compared = comparison("Is Kent better than Essex at tackling exploitation?", REPORTS)
    assert compared is not None
    assert compared.topic == "exploitation"


def test_what_tells_a_topic_is_part_of_it() -> None:
    compared = comparison("What do the reports say about missing children?", REPORTS)
    assert compared is not None
    assert compared.topic == "missing children"


def test_two_years_of_one_place_are_compared() -> None:
    kents = [indexed(f"kent-{year}", "Kent Police", date=year) for year in ("2014", "2016")]
    assert comparison("How do Kent 2014 and Kent 2016 compare on burglary?", kents)
    assert comparison("How do Kent 2012 and Kent 2016 compare on burglary?", kents) is None


def test_the_report_that_speaks_most_of_it_comes_first() -> None:
    hits = [
        hit(passage("Officers are busy.", "kent")),
        hit(passage("A burglary is a crime.", "essex")),
        hit(passage("Burglary is rare.", "essex")),
    ]
    assert most_said(hits, "burglary") == ("essex", "kent")


def test_words_side_by_side_name_a_topic_rather_than_words_apart() -> None:
    hits = [
        hit(passage("The county has a help line.", "kent")),
        hit(passage("Lines in the county are long.", "kent")),
        hit(passage("Gangs run county lines.", "essex")),
    ]
    assert most_said(hits, "county lines") == ("essex", "kent")


def test_the_telling_sentence_names_the_topic() -> None:
    text = "The force has many officers at work. Domestic abuse is dealt with very well. Abuse is a crime in law."
    told = telling_sentence([hit(passage(text))], "domestic abuse")
    assert told is not None
    assert text[told[1].start : told[1].end] == "Domestic abuse is dealt with very well."


@pytest.mark.parametrize(
    "text", ["Domestic abuse.", "How well is domestic abuse dealt with now?", "The force has many officers at work."]
)
def test_a_heading_a_question_and_other_matters_tell_nothing(text: str) -> None:
    assert telling_sentence([hit(passage(text))], "domestic abuse") is None


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Engine:
    settings = small_library(tmp_path)
    reader = ByHeart({"burglar": "4,120 burglaries", "say about burglar": "5,730 burglaries", "employ": "3,210"})
    monkeypatch.setattr(qa.engine, "load_embedder", lambda source: BagOfWords(fingerprint=source))
    monkeypatch.setattr(qa.engine, "load_reader", lambda source: reader)
    return Engine(settings)


def test_each_report_gives_one_cited_answer(engine: Engine) -> None:
    answer = engine.ask("How do Kent and Essex compare on burglary?")
    assert answer.kind == "comparison"
    assert {citation.report: item for citation, item in zip(answer.citations, answer.items, strict=True)} == {
        "kent": "4,120 burglaries",
        "essex": "5,730 burglaries",
    }


def test_the_text_names_whom_each_answer_is_about(engine: Engine) -> None:
    text = engine.ask("How do Kent and Essex compare on burglary?").text
    assert "Kent Police: 4,120 burglaries" in text


def test_a_report_that_does_not_say_is_named(engine: Engine) -> None:
    answer = engine.ask("What do the reports say about police officers that the force may employ?")
    assert [citation.report for citation in answer.citations] == ["kent"]
    assert answer.message == "Nothing was found on it in: Essex Police."


def test_where_no_report_says_the_answer_is_refused(engine: Engine) -> None:
    answer = engine.ask("How do Kent and Essex compare on ceilings?")
    assert not answer.found
    assert answer.message.startswith("None of the reports asked says: ")


def test_only_the_reports_given_are_compared(engine: Engine) -> None:
    answer = engine.ask("What do the reports say about burglary?", report=["kent"])
    assert {citation.report for citation in answer.citations} <= {"kent"}


def test_a_place_that_is_not_indexed_is_not_compared(engine: Engine) -> None:
    answer = engine.ask("How do Kent and Norfolk compare on burglary?")
    assert answer.message.startswith("Nothing about Norfolk is indexed")


def test_so_many_reports_are_asked_and_no_more(engine: Engine, tmp_path: Path) -> None:
    for number in range(MOST_REPORTS + 2):
        text = ESSEX.replace("Essex", f"Place{number}ham")
        (tmp_path / "reports" / f"place{number}.md").write_text(text, encoding="utf-8")
    answer = engine.ask("What do the reports say about burglary?")
    assert len(answer.citations) == MOST_REPORTS


def test_a_report_is_quoted_where_the_reader_finds_no_answer(engine: Engine) -> None:
    answer = engine.ask("How do Kent and Essex compare on victims of burglary?")
    quoted = engine.ask("How do Kent and Essex compare on every victim?")
    assert answer.found
    assert quoted.items[[citation.report for citation in quoted.citations].index("kent")] == (
        "The force visits every victim of a burglary."
    )


def test_a_follow_up_stays_with_the_report_that_is_asked(engine: Engine) -> None:
    history = ["How many burglaries did Kent Police record?"]
    assert engine.ask("Which places record burglaries as well?", history).kind != "comparison"
    assert engine.ask("Which places record burglaries?", history).kind == "comparison"


def test_who_does_better_is_not_judged(engine: Engine) -> None:
    answer = engine.ask("Is Kent better than Essex on burglary?")
    assert answer.kind == "comparison"
    assert answer.message == NO_VERDICT
    assert "Kent Police recorded 4,120 burglaries in the year." in answer.items


def test_only_the_reports_of_the_year_asked_for_are_asked(engine: Engine) -> None:
    answer = engine.ask("What do the 2031 reports say about burglary?")
    assert len(answer.citations) == 2  # none is of that year
