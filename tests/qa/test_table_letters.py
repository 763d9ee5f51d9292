"""A table's letters are taken for a name only where the report spells it out, and for no other's."""

import pytest

from qa.tables.letters import in_label_letters

LABELS = ("MoJ", "DfT", "Road traffic collisions", "Published datasets")
TEXTS = ("In July the Ministry of Justice added data.", "The Department for Transport did too.")


@pytest.mark.parametrize(
    ("question", "put"),
    [
        ("What does the Ministry of Justice hold?", "What does the MoJ hold?"),
        ("ministry of justice data", "MoJ data"),
        ("Department for Transport’s data", "DfT’s data"),
        ("How many RTCs were there?", "How many Road traffic collisions were there?"),
    ],
)
def test_a_question_is_put_in_the_labels_letters(question: str, put: str) -> None:
    assert in_label_letters(question, LABELS, TEXTS, {}) == put


@pytest.mark.parametrize(
    "question",
    ["What does the Ministry of Jam hold?", "the Department for Transport and Roads", "How many RTPs were there?"],
)
def test_other_names_and_letters_stay(question: str) -> None:
    assert in_label_letters(question, LABELS, TEXTS, {}) == question


def test_letters_that_two_names_have_are_neither_s() -> None:
    texts = (*TEXTS, "The Department for Trade was new.")
    assert in_label_letters("Department for Transport data", LABELS, texts, {}) == "Department for Transport data"


def test_letters_that_a_report_spells_out_otherwise_stay() -> None:
    defined = {"rtc": "regional training centre"}
    assert in_label_letters("How many RTCs?", LABELS, TEXTS, defined) == "How many RTCs?"
