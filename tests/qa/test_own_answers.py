"""Questions on a report itself, asked of the whole assistant: cited, refused, or asked back."""

from pathlib import Path

import pytest

import qa.engine
from corpus.settings import Settings
from qa.engine import Engine
from tests.fakes import FAKE_EMBEDDER, BagOfWords
from tests.qa.models import ByHeart

DATED = """# Inspection of {place} Police

Inspection dates: 13 to 17 February 2016

Report published: {date}

## Burglary

A report on burglary was published in December 2014. {place} Police recorded 4,120 burglaries in the year.
"""
SILENT = DATED.replace("Report published: {date}\n\n", "").replace("Inspection dates: 13 to 17 February 2016\n\n", "")


def engine(folder: Path, monkeypatch: pytest.MonkeyPatch, **reports: str) -> Engine:
    (folder / "reports").mkdir()
    for name, text in reports.items():
        (folder / "reports" / f"{name}.md").write_text(text, encoding="utf-8")
    monkeypatch.setattr(qa.engine, "load_embedder", lambda source: BagOfWords(fingerprint=source))
    monkeypatch.setattr(qa.engine, "load_reader", lambda source: ByHeart({"publish": "December 2014"}))
    return Engine(Settings(folder / "reports", folder / "index", FAKE_EMBEDDER, "fake-reader"))


def test_the_date_is_cited_from_the_place_that_states_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kent = engine(tmp_path, monkeypatch, kent=DATED.format(place="Kent", date="5 May 2016"))
    answer = kent.ask("When was the report published?")
    assert (answer.text, answer.citations[0].quote) == ("5 May 2016", "Report published: 5 May 2016")
    assert kent.ask("When was Kent Police inspected?").text == "13 to 17 February 2016"


def test_a_date_from_elsewhere_is_never_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = engine(tmp_path, monkeypatch, kent=SILENT.format(place="Kent")).ask("When was the report published?")
    assert (answer.found, answer.message) == (False, "The report does not say when it was published.")
    assert answer.nearby


def test_a_question_on_another_report_is_read_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kent = engine(tmp_path, monkeypatch, kent=DATED.format(place="Kent", date="5 May 2016"))
    assert kent.ask("When was the report on burglary published?").text == "December 2014"


def test_of_several_reports_the_named_or_chosen_one_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kent, essex = DATED.format(place="Kent", date="5 May 2016"), DATED.format(place="Essex", date="6 June 2016")
    both = engine(tmp_path, monkeypatch, kent=kent, essex=essex)
    assert both.ask("When was the Essex report published?").text == "6 June 2016"
    assert both.ask("When was the report published?", report="kent").text == "5 May 2016"
    each = both.ask("When was the report published?")
    assert (each.kind, set(each.items)) == ("comparison", {"5 May 2016", "6 June 2016"})


def test_of_many_reports_it_is_asked_which(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    places = ("Kent", "Essex", "Surrey", "Dorset", "Devon", "Norfolk", "Suffolk")
    many = engine(tmp_path, monkeypatch, **{one: DATED.format(place=one, date="5 May 2016") for one in places})
    answer = many.ask("When was the report published?")
    assert (answer.found, answer.message.startswith("Which report is meant? 7 are indexed")) == (False, True)
