"""Grades of several reports stand side by side, or tell which reports gave the grade named."""

from pathlib import Path

import pytest

import qa.engine
import qa.grades_apart
from corpus.settings import Settings
from qa.engine import Engine
from tests.fakes import FAKE_EMBEDDER, BagOfWords
from tests.qa.models import ByHeart

GRADED = """# Inspection of {place} County Council

## The overall judgement is that services are {overall}

Inspectors came in May.

## Judgements

| Area | Grade |
| --- | --- |
| Adoption | {adoption} |
| Leadership | {overall} |
| Fostering | Good |
"""
COUNCILS = {
    "barset": GRADED.format(place="Barset", overall="inadequate", adoption="Good"),
    "wessex": GRADED.format(place="Wessex", overall="good", adoption="Good"),
    "melford": GRADED.format(place="Melford", overall="inadequate", adoption="Inadequate"),
}


@pytest.fixture
def councils(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Engine:
    (tmp_path / "reports").mkdir()
    for name, text in COUNCILS.items():
        (tmp_path / "reports" / f"{name}.md").write_text(text, encoding="utf-8")
    monkeypatch.setattr(qa.engine, "load_embedder", lambda source: BagOfWords(fingerprint=source))
    monkeypatch.setattr(qa.engine, "load_reader", lambda source: ByHeart({}))
    return Engine(Settings(tmp_path / "reports", tmp_path / "index", FAKE_EMBEDDER, "fake-reader"))


@pytest.mark.parametrize(
    ("question", "reports"),
    [
        ("Which councils are inadequate?", {"barset", "melford"}),
        ("Which councils were rated good for adoption?", {"barset", "wessex"}),
        ("Which reports judged leadership inadequate?", {"barset", "melford"}),
        ("Which councils have inadequate leadership?", {"barset", "melford"}),
        ("How was fostering graded?", {"barset", "melford", "wessex"}),
        ("How do Barset and Wessex compare on adoption?", {"barset", "wessex"}),
    ],
)
def test_each_report_s_grade_is_cited(councils: Engine, question: str, reports: set[str]) -> None:
    answer = councils.ask(question)
    assert answer.kind == "comparison"
    assert {citation.report for citation in answer.citations} == reports
    assert all(item in citation.quote for item, citation in zip(answer.items, answer.citations, strict=True))


def test_councils_are_no_police_forces(councils: Engine) -> None:
    assert not councils.ask("Which forces are inadequate?").found


@pytest.mark.parametrize("question", ["Which areas require improvement?", "Which areas are strong?"])
def test_areas_of_the_work_are_no_councils(councils: Engine, question: str) -> None:
    assert "for that" not in councils.ask(question).message
    assert "for that" in councils.ask(question.replace("areas", "councils")).message


def test_a_single_report_s_grade_is_a_plain_answer(councils: Engine) -> None:
    answer = councils.ask("Which councils are good?")
    assert (answer.kind, answer.text, answer.citations[0].report) == ("span", "good", "wessex")


def test_a_grade_that_none_got_is_denied(councils: Engine) -> None:
    answer = councils.ask("Which councils are outstanding?")
    assert not answer.found
    assert answer.message == "No report gives “outstanding” for that; 3 give another grade."


def test_of_too_many_reports_one_has_to_be_named(councils: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qa.grades_apart.MOST_REPORTS", 2)
    assert "Which report is meant?" in councils.ask("How was fostering graded?").message
    assert councils.ask("How was fostering graded in Wessex?").text == "Good"


def test_no_report_is_opened_for_a_question_that_asks_for_no_grade(
    councils: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr("qa.grades_apart._given", lambda with_, question, report: opened.append(report.id))
    councils.ask("When did the inspectors come?")
    assert not opened
    councils.ask("How was fostering graded?")
    assert opened


def test_of_very_many_reports_none_is_opened_for_its_grade(councils: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(qa.grades_apart, "MOST_OPENED", 2)
    refused = councils.ask("Which councils are inadequate?")
    assert not refused.found
    assert "Which of the 3 reports are meant?" in refused.message
    assert councils.ask("How do Barset and Wessex compare on adoption?").found
