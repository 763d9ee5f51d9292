"""A question is put in the reports' words: slips mended, abbreviations spelt out, nothing else touched."""

from collections import UserList

import pytest

from corpus.words import word_set
from index.wording import LEAST_PHRASE, Wording, merged, usage
from tests.fakes import wording_of

ENGLISH = word_set("where who officer letter force burglary bar burglar ask how many were recorded there")

REPORT = (
    "Lancashire Constabulary works with the child sexual exploitation team. "
    "Officers ask the child sexual exploitation team for help. "
    "The child sexual exploitation team is large. "
    "The police and crime commissioner (PCC) sets the plan. "
    "Multi-agency safeguarding hubs (MASHs) share what they know. "
    "Antisocial behaviour fell. Burglary fell. Vulnerable victims are visited."
)


def is_english(word: str) -> bool:
    return word in ENGLISH


@pytest.fixture(scope="module")
def wording() -> Wording:
    return wording_of(REPORT)


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("burglery", "burglary"),
        ("buglary", "burglary"),
        ("Lancashrie", "lancashire"),
        ("behavoiur", "behavior"),
        ("constabulery", "constabulary"),
        ("vunerable", "vulnerable"),
    ],
)
def test_a_slip_is_mended_to_the_reports_word(wording: Wording, slip: str, meant: str) -> None:
    assert wording.mend(f"Where is {slip}?", is_english) == f"Where is {meant}?"


@pytest.mark.parametrize(
    "question",
    [
        "Who was the burglar?",  # English, one letter from "burglary"
        "Where is Burglary?",  # a word of the reports
        "Where are burglaries?",  # a form of a word of the reports
        "Who asks for 76,260?",  # figures
        "How many were recorded in 2014?",
        "Where is NATO?",  # an abbreviation that nobody knows
        "Where is the bar?",  # short
        "Where is Xylophonia?",  # near to nothing
        "Where is behavioooour?",  # two letters too many
        "",
    ],
)
def test_a_question_without_a_slip_stays_as_it_is(wording: Wording, question: str) -> None:
    assert wording.mend(question, is_english) == question


def test_a_slip_in_the_first_letter_is_not_guessed_at(wording: Wording) -> None:
    assert wording.mend("Where is purglary?", is_english) == "Where is purglary?"


def test_an_abbreviation_that_nobody_defines_becomes_the_phrase_it_stands_for(wording: Wording) -> None:
    assert wording.mend("Who leads on CSE?", is_english) == "Who leads on child sexual exploitation?"


def test_a_lower_case_abbreviation_is_spelt_out_too(wording: Wording) -> None:
    assert wording.mend("who leads on cse?", is_english) == "who leads on child sexual exploitation?"


def test_initials_of_a_phrase_said_seldom_are_no_abbreviation() -> None:
    seldom = wording_of(*["The child sexual exploitation team is large. "] * (LEAST_PHRASE - 1))
    assert seldom.mend("Who leads on CSE?", is_english) == "Who leads on CSE?"


def test_initials_that_the_reports_use_themselves_are_left_to_them() -> None:
    wording = wording_of(REPORT + " CSE is a priority.")
    assert wording.mend("Who leads on CSE?", is_english) == "Who leads on CSE?"


def test_an_english_word_is_not_taken_for_initials() -> None:
    wording = wording_of("An able special kind. An able special kind. An able special kind.")
    assert wording.mend("Who may ask?", is_english) == "Who may ask?"


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Who is the PCC?", "police and crime commissioner"),
        ("who is the pcc?", "police and crime commissioner"),
        ("Where is the MASH?", "Multi-agency safeguarding hubs"),
        ("Where is it?", ""),
    ],
)
def test_a_defined_abbreviation_is_spelt_out_in_its_definitions_words(
    wording: Wording, question: str, words: str
) -> None:
    assert wording.spelt_out(question).removeprefix("the ") == words


def test_a_bracket_that_does_not_fit_the_words_before_it_defines_nothing() -> None:
    assert wording_of("The chief constable (HMIC) agreed.").defined == {}


def test_neighbouring_words_that_the_reports_write_as_one_are_found(wording: Wording) -> None:
    assert wording.compounds("How is anti social behaviour recorded?") == ["antisocial"]


def test_reports_without_words_know_nothing() -> None:
    assert wording_of().mend("Where is burglery?", is_english) == "Where is burglery?"


@pytest.mark.parametrize("said", ["child-sexual exploitation", "the ‘child sexual exploitation’ team"])
def test_a_phrase_is_found_however_its_words_are_joined(said: str) -> None:
    wording = wording_of(*[f"Officers know of {said}."] * LEAST_PHRASE)
    assert "exploitation" in wording.stands_for("cse")


def test_the_usages_of_several_reports_are_taken_together() -> None:
    texts = ["The chief fire officer fell.", "A chief fire officer (CFO) rose.", "The county fire office (CFO) fell."]
    together = merged([usage(texts[:2]), usage([]), usage(texts[2:])], tuple(texts))
    assert together == wording_of(*texts)
    assert together.known["fell"] == 2
    assert together.defined["cfo"] == "chief fire officer"


def test_only_passages_with_the_letters_in_a_row_are_read_for_an_abbreviation() -> None:
    texts = ["The child sexual exploitation team is large."] * LEAST_PHRASE + ["Burglary fell."]
    read = Read(texts)
    assert merged([usage(texts)], read).stands_for("cse") == "child sexual exploitation"
    assert read.rows == list(range(LEAST_PHRASE))


class Read(UserList[str]):
    """Texts that keep which of them were looked at."""

    def __init__(self, texts: list[str]) -> None:
        super().__init__(texts)
        self.rows: list[int] = []

    def __getitem__(self, at):  # type: ignore[no-untyped-def]
        self.rows.append(at)
        return super().__getitem__(at)
