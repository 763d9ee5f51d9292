"""Spellings that mean the same become one search term; words that differ stay apart."""

import pytest

from index.folding import plain, terms, words


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("organisation", "organization"),
        ("recognised", "recognized"),
        ("anti-social behaviour", "anti-social behavior"),
        ("neighbourhood", "neighborhood"),
        ("judgement", "judgment"),
        ("76,260", "76260"),
        ("1,234,567", "1234567"),
        ("12 per cent", "12%"),
        ("12 pct", "12 percent"),
        ("12 %", "12%"),
        ("anti–social", "anti-social"),
        ("non\N{NON-BREAKING HYPHEN}crime", "non-crime"),
        ("the force’s plan", "the force's plan"),
        ("“good”", '"good"'),
        ("ﬁre", "fire"),
        ("POLICE", "police"),
    ],
)
def test_spellings_of_one_word_give_the_same_terms(first: str, second: str) -> None:
    assert terms(first) == terms(second)


@pytest.mark.parametrize(
    ("first", "second"), [("12", "120"), ("2,015", "20,15"), ("burglary", "burglar"), ("12", "12%")]
)
def test_what_means_something_else_gives_other_terms(first: str, second: str) -> None:
    assert terms(first) != terms(second)


def test_an_inflected_word_has_the_stem_of_its_base() -> None:
    assert terms("recorded incidents") == terms("record incident")


def test_a_hyphenated_word_is_found_whole_and_by_its_parts() -> None:
    assert set(terms("anti-social")) == {"antisoci", "anti", "social"}


def test_a_hyphenated_word_is_one_word() -> None:
    assert words("anti-social behaviour") == ["antisocial", "behavior"]


def test_a_possessive_is_the_word_itself() -> None:
    assert words("the victim's family") == ["the", "victim", "family"]


def test_stop_words_are_no_terms() -> None:
    assert terms("What is it that they do?") == []


def test_a_decimal_stays_one_word() -> None:
    assert words("52.4 per 1,000") == ["524", "per", "1000"]


def test_folding_text_twice_changes_nothing() -> None:
    once = plain("The Organisation’s 12 per cent — 76,260 ‘anti–social’ incidents")
    assert plain(once) == once


def test_text_without_letters_has_no_terms() -> None:
    assert terms("… — !?") == []
