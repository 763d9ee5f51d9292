"""An answer or a citation that would mislead cannot be built."""

from dataclasses import replace
from typing import Any

import pytest

from qa.types import Answer, Citation

PASSAGE = "The force grew. Kent Police recorded 4,120 burglaries. Fewer than before."
CITATION = Citation(
    "kent",
    "Inspection of Kent Police",
    ("Burglary",),
    7,
    "Kent Police recorded 4,120 burglaries.",
    (21, 26),
    PASSAGE,
    16,
)
FOUND = Answer("How many burglaries?", True, "4,120", "span", 0.8, citations=(CITATION,))
NOT_FOUND = Answer("How many whales?", False, "", "none", 0.1, message="The reports do not say.")


def test_a_citations_answer_is_the_words_it_marks() -> None:
    assert CITATION.answer_text == "4,120"


@pytest.mark.parametrize(
    "change",
    [
        {"quote": "Kent Police recorded 4,210 burglaries."},
        {"quote": ""},
        {"quote_at": 15},
        {"quote_at": -58},
        {"passage": "Something else."},
        {"answer": (21, 21)},
        {"answer": (26, 21)},
        {"answer": (-1, 5)},
        {"answer": (30, 39)},
    ],
    ids=str,
)
def test_a_citation_that_is_no_slice_of_its_passage_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="a citation's"):
        replace(CITATION, **change)


@pytest.mark.parametrize(
    "change",
    [
        {"text": ""},
        {"citations": ()},
        {"kind": "none"},
        {"text": "4,121"},
        {"kind": "yes_no"},
        {"kind": "list"},
        {"kind": "comparison"},
        {"kind": "comparison", "items": ("4,120", "5,730")},
        {"confidence": 1.1},
        {"confidence": -0.1},
        {"confidence": float("nan")},
    ],
    ids=str,
)
def test_an_answer_without_what_it_needs_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"answer|confidence"):
        replace(FOUND, **change)


@pytest.mark.parametrize(
    "change",
    [
        {"text": "4,120"},
        {"items": ("4,120",)},
        {"citations": (CITATION,)},
        {"others": (CITATION,)},
        {"kind": "span"},
        {"message": ""},
        {"confidence": 2.0},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_refusal_that_says_something_after_all_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"not found|confidence"):
        replace(NOT_FOUND, **change)


@pytest.mark.parametrize("text", ["Yes", "No", "No, 4,120"])
def test_a_yes_no_answer_says_which_first(text: str) -> None:
    assert replace(FOUND, kind="yes_no", text=text).text == text


def test_a_list_answer_has_items() -> None:
    assert replace(FOUND, kind="list", text="a; b", items=("a", "b")).items == ("a", "b")


def test_an_answer_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        FOUND.text = "4,121"  # type: ignore[misc]
