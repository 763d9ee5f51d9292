"""The facts a report states of itself."""

import pytest

from corpus import CorpusError
from corpus.facts import date_in_words, find_title, given_date, stated_facts


@pytest.mark.parametrize(
    ("opening", "date"),
    [
        (["Report published: 27 November 2015"], "2015-11-27"),
        (["Inspection date: 1/06/2015 – 25/06/2015", "Report published: 10/08/2015"], "2015-08-10"),
        (["29 June 2016", "Between 16 May and 20 May 2016 inspectors"], "2016-06-29"),
        (["September 9, 2005"], "2005-09-09"),
        (["February 2016"], "2016-02"),
        (["Inspection dates: 12 to 16 February 2024", "Dates of previous inspection: 13 to 15 May 2019"], "2024-02-16"),
        (["Open data strategy", "© Crown copyright 2013"], "2013"),
        (["No date at all", "32/13/2015"], ""),
        (["Financial year 2015-16"], ""),
        (["Financial year 2011-12"], ""),
        (["ISSN 2045-1234"], ""),
        (["Printed 2016-02-30"], ""),
        (["31 June 2016"], ""),
        (["Printed 2016-02"], "2016-02"),
        (["Printed 2011-12-01"], "2011-12-01"),
    ],
)
def test_the_date_is_the_one_of_publication(opening: list[str], date: str) -> None:
    assert stated_facts("Report", opening, "\n".join(opening)).date == date


@pytest.mark.parametrize(
    ("title", "opening", "body"),
    [
        ("Joint targeted area inspection of Lancashire", [], "Lancashire"),
        ("Joint inspection in the London Borough of Croydon", [], "London Borough of Croydon"),
        ("Inspection of services", ["Medway Council"], "Medway Council"),
        (
            "Inspection of services",
            ["Ann Lee, Chief Constable, Kent Police", "findings in Hull local authority"],
            "Hull",
        ),
        ("Open data strategy", [], ""),
        ("Lancashire: Inspection of services", [], "Lancashire"),
        ("Managing for results: Better use of information", [], ""),
    ],
)
def test_the_body_is_whom_the_report_is_about(title: str, opening: list[str], body: str) -> None:
    assert stated_facts(title, opening, "").body == body


def test_the_publisher_is_who_is_named_first() -> None:
    assert (
        stated_facts("", ["Ofsted and the Care Quality Commission (CQC)"], "").publisher
        == "Ofsted, Care Quality Commission"
    )


def test_a_publisher_whose_name_goes_on_is_not_the_one_with_the_shorter_name() -> None:
    opening = ["Ofsted and Her Majesty’s Inspectorate of Constabulary and Fire & Rescue Services (HMICFRS)"]
    assert stated_facts("", opening, "").publisher == "Ofsted, HMICFRS"


def test_a_name_in_large_type_is_joined_by_what_the_document_is() -> None:
    assert (
        find_title([("Lancashire", 26), ("Inspection of services", 14), ("and", 14)])
        == "Lancashire: Inspection of services"
    )


def test_a_logo_is_no_title() -> None:
    assert (
        find_title([("GAO", 95), ("MANAGING FOR RESULTS", 36), ("Enhancing Use", 36)])
        == "MANAGING FOR RESULTS: Enhancing Use"
    )


@pytest.mark.parametrize(
    ("date", "words"),
    [("2016-02-18", "18 February 2016"), ("2016-02", "February 2016"), ("2016", "2016"), ("2016-13", "2016-13")],
)
def test_dates_are_told_in_words(date: str, words: str) -> None:
    assert date_in_words(date) == words


@pytest.mark.parametrize(
    ("said", "date"),
    [
        ("2016", "2016"),
        ("2011-12", "2011-12"),
        (" 2016-02-18 ", "2016-02-18"),
        ("18 February 2016", "2016-02-18"),
        ("18/02/2016", "2016-02-18"),
        ("February 2016", "2016-02"),
    ],
)
def test_a_date_given_by_hand_is_put_in_iso_order(said: str, date: str) -> None:
    assert given_date(said, "--date") == date


@pytest.mark.parametrize("said", ["2015-16", "2016-02-30", "18.2.16", "last spring", "0000"])
def test_what_is_no_date_is_refused_in_one_sentence(said: str) -> None:
    with pytest.raises(CorpusError, match=f"--date gives the date '{said}': write it as in 2016, "):
        given_date(said, "--date")
