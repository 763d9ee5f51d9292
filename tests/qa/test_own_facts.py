"""Where a report states its own dates, publisher and body, told from where it states those of others."""

import re

import pytest

import qa.own_facts
from corpus.types import Facts, Passage
from index.types import IndexedReport
from qa.own_facts import LONGEST, stated, why_not
from qa.own_questions import Aspect
from tests.fakes import indexed, passage

KENT = indexed(date="2016-05")


def said(aspect: Aspect, *texts: str, report: IndexedReport = KENT) -> str:
    place = stated(aspect, report, [passage(text) for text in texts])
    return place.passage.text[place.start : place.end] if place else ""


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Report published: 5 June 2015", "5 June 2015"),
        ("This report was published on 5 June 2015.", "5 June 2015"),
        ("Inspection date: 1 May 2015 – 4 May 2015 Report published: 5 June 2015", "5 June 2015"),
        ("5 June 2015\nDear partnership", "5 June 2015"),
        ("Kent, May 2016", "May 2016"),
    ],
)
def test_the_date_of_publication_is_the_one_that_the_imprint_states(text: str, date: str) -> None:
    assert said("published", text) == date


@pytest.mark.parametrize(
    "text",
    [
        "A separate report was published in December 2015.",
        "Inspection dates: 13 to 17 February 2016",
        "© Crown copyright 2016",
        "The plan of 5 June 2015 was not carried out.",
    ],
)
def test_a_date_of_something_else_is_no_date_of_publication(text: str) -> None:
    assert said("published", text) == ""


def test_a_date_far_from_both_ends_is_no_date_of_publication() -> None:
    long = "The force visits victims. " * 300
    assert said("published", long, "Published: 5 June 2015", long) == ""


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("Inspection dates: 13 to 17 February 2016", "13 to 17 February 2016"),
        ("Inspection date: 1/06/2015 – 25/06/2015", "1/06/2015 – 25/06/2015"),
        ("Fieldwork dates: 15-19 July 2015", "15-19 July 2015"),
        ("This inspection took place from 23 to 27 May 2016.", "23 to 27 May 2016"),
        ("The inspection of Kent Police was carried out in March 2016.", "March 2016"),
        ("Between 7 and 12 March 2016, Ofsted undertook a joint inspection of Kent.", "Between 7 and 12 March 2016"),
        (
            "Between 7 and 12 March 2016, Ofsted,\nHMIC and others undertook this inspection.",
            "Between 7 and 12 March 2016",
        ),
        ("We conducted our review from September 2015 through May 2016.", "September 2015 through May 2016"),
        ("HMIC inspected the force between March and May 2016.", "between March and May 2016"),
    ],
)
def test_when_the_inspection_took_place(text: str, dates: str) -> None:
    assert said("inspected", text) == dates


@pytest.mark.parametrize(
    "text",
    [
        "This inspection was carried out under section 20 of the Children Act 2004.",
        "The previous inspection took place on 3 October 2015.",
        "Date of previous inspection: 3 to 7 October 2015",
        "The fostering inspection took place on 27 July 2015.",
        "The review was carried out in May 2015.",
        "Question 3 was inspected between June and August 2015.",
        "Between 7 and 12 March 2016, the council undertook a review of its homes.",
        "The inspection took place in March 2012.",
    ],
)
def test_the_date_of_another_inspection_or_of_an_act_is_none(text: str) -> None:
    assert said("inspected", text) == ""


def test_each_passage_is_measured_once_to_find_a_report_s_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    many = [passage("The force is good.") for _ in range(500)]
    measured: list[str] = []

    def text(self: Passage) -> str:
        measured.append(self.content.text)
        return self.content.text

    monkeypatch.setattr(Passage, "text", property(text))
    assert stated("published", KENT, many) is None
    assert len(measured) < 10 * len(many)


def test_lines_that_end_in_a_comma_are_put_together_only_so_far(monkeypatch: pytest.MonkeyPatch) -> None:
    searched: list[str] = []

    class Looking:
        def search(self, text: str) -> re.Match[str] | None:
            searched.append(text)
            return None

    monkeypatch.setattr(qa.own_facts, "_INSPECTED", (Looking(),))
    assert said("inspected", *["the town of Deal,"] * 300) == ""
    assert max(map(len, searched)) < LONGEST + 50


def test_the_publisher_is_who_is_said_to_publish_it() -> None:
    assert said("publisher", "Ofsted produces this report under its power to combine reports.") == "Ofsted"
    assert said("publisher", "Published by the Home Office") == "the Home Office"
    assert said("publisher", "HMIC published a report on Essex.") == ""


def test_the_author_is_who_is_said_to_have_written_it() -> None:
    assert said("author", "This report was prepared by Ann Lee.") == "Ann Lee"
    assert said("author", "The plan was prepared by Ann Lee.") == ""


def test_the_body_is_cited_where_it_is_said_to_be_inspected() -> None:
    beside, said_so = "The police are good in Kent Police.", "This is an inspection of Kent Police."
    place = stated("body", KENT, [passage(beside), passage(said_so)])
    assert place and place.passage.text == said_so
    assert said("body", "The previous inspection of Kent Police was in 2012.") == ""


def test_the_summary_is_the_opening_of_the_report_s_own() -> None:
    chapters = passage("Officers listen. They write it down.", section=("Kent", "Victims", "Summary"))
    listed = passage("Good. The force is well led.", section=("Kent", "Overall judgement"))
    place = stated("summary", KENT, [chapters, listed])
    assert place and (place.passage, place.start, place.end) == (listed, 0, len(listed.text))
    assert stated("summary", KENT, [chapters]) is None
    assert "no summary" in why_not("summary", KENT, [chapters])


def test_a_report_that_does_not_say_tells_what_is_known_beside_it() -> None:
    report = IndexedReport("kent", Facts("Kent", "HMIC", "Kent Police", "2016-02-18"), "kent.md", "0", None, 1)
    bare = [passage("The force is good.")]
    assert why_not("published", report, bare).endswith("it is listed under 18 February 2016.")
    assert why_not("publisher", report, bare).endswith("it is listed as HMIC’s.")
    assert "copyright is of 2016" in why_not("published", report, [passage("© Crown copyright 2016")])
