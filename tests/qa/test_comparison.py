"""A question to several reports is taken apart, asked of each, and answered side by side."""

from pathlib import Path

import pytest

import qa.engine
from index.types import IndexedReport
from qa.comparison import MOST_REPORTS, comparison, in_turns
from qa.engine import Engine
from tests.fakes import ESSEX, BagOfWords, indexed, small_library
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
    ],
)
def test_an_ordinary_question_is_left_alone(question: str) -> None:
    assert comparison(question, REPORTS) is None


def test_with_one_report_there_is_nothing_to_compare() -> None:
    assert comparison("What do the reports say about domestic abuse?", REPORTS[:1]) is None


def test_a_place_with_many_reports_leaves_no_other_out() -> None:
    kents = [indexed(f"kent-{year}", "Kent Police") for year in (2014, 2015, 2016)]
    found = in_turns([*(one.id for one in kents), "essex"], {one.id: one for one in (*kents, *REPORTS)})
    assert found == ("kent-2014", "essex", "kent-2015", "kent-2016")


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
