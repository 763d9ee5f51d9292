"""Sentences end where a reader would say so."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.sentences import sentences


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    "text",
    [
        "It covers theft (e.g. burglary, robbery and assault) and fraud.",
        "Crimes with a victim (i.e., a person) fell.",
        "They vary, i.e. by Station or crew.",
        "See No. 3 of the series.",
        "Mr. J. R. Smith chaired it.",
        "Available at www.example.gov.uk/a.b/report.pdf in full.",
        "The rate was 3.5 percent of 1,000.",
        "Staff (This is new. It helps.) agreed with it.",
        "1. How effective is the service?",
        "It costs approx. 40 pounds at St. Mary's.",
        "The unit, called Acme Co. Services, closed.",
        "The Rt. Hon. Jo Smith and Cllr. Lee Jones spoke.",
        "See United States v. Smith.",
        "The Act, Pub. L. No. 103-62, was amended.",
        "It follows the manual, § 9 et seq. (2018).",
    ],
)
def test_one_sentence_stays_whole(text: str) -> None:
    assert split(text) == [text]


@pytest.mark.parametrize(
    ("text", "second"),
    [
        ("It ended in 2014. Cadets are sent out.", "Cadets are sent out."),
        ("They share staff. (This goes further.) They also buy together.", "(This goes further.)"),
        ("(This goes further beyond ‘joint’ working). They will.", "They will."),
        ("Did it work? Yes.", "Yes."),
        ("He said “it works.” The unit closed.", "The unit closed."),
        ("It is set out in Annex A. The force agreed.", "The force agreed."),
        ("They sell bread, tea etc. The shop is small.", "The shop is small."),
        ("See www.example.gov.uk/file_1.pdf The Home Office issues it.", "The Home Office issues it."),
        ("It is at www.example.gov.uk/a/). In 2014, forces were inspected.", "In 2014, forces were inspected."),
        ("Figure 1: Rates\nSource: Own data", "Source: Own data"),
        ("It rose by 3. 40 officers left.", "40 officers left."),
        ("They set a plan. No. 3 of it is new.", "No. 3 of it is new."),
    ],
)
def test_two_sentences_are_told_apart(text: str, second: str) -> None:
    assert split(text)[1] == second


@given(st.text(st.sampled_from('aA .?!()"“”3\n'), max_size=80))
def test_sentences_cover_all_but_white_space(text: str) -> None:
    spans = sentences(text)
    covered = {place for start, end in spans for place in range(start, end)}
    assert all(text[place].isspace() for place in range(len(text)) if place not in covered)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
