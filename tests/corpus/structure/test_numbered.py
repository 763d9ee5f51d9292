"""Paragraphs that a text numbers through keep their numbers apart from their words."""

from collections.abc import Callable

import pytest

from corpus import Block, Kind, Report

Read = Callable[[str], Report]
WORDS = "of the crews were asked about the new shifts, and they said that these were better."


def paragraphs(report: Report) -> list[Block]:
    return [block for _, section in report.walk() for block in section.blocks if block.kind is Kind.PARAGRAPH]


@pytest.mark.parametrize("between", [" ", "\n\n"])
def test_numbers_in_the_line_or_over_it(read_text: Read, between: str) -> None:
    text = "\n".join(f"{number}.{between}Crew {number} {WORDS}" for number in range(11, 18))
    found = paragraphs(read_text(f"Review of stations\n\n{text}\n"))
    assert [(block.number, block.content.text) for block in found] == [
        (str(number), f"Crew {number} {WORDS}") for number in range(11, 18)
    ]


def test_a_short_run_numbers_nothing(read_text: Read) -> None:
    text = "\n".join(f"{number}. Crew {number} {WORDS}" for number in (11, 12, 14, 15))
    assert not any(block.number for block in paragraphs(read_text(f"Review of stations\n\n{text}\n")))


def test_items_under_a_colon_stay_items(read_text: Read) -> None:
    text = "\n".join(f"{number}. Crew {number} {WORDS}" for number in range(1, 8))
    report = read_text(f"Review of stations\n\nWe asked these:\n{text}\n")
    items = [block for _, section in report.walk() for block in section.blocks if block.kind is Kind.LIST_ITEM]
    assert [item.number for item in items] == [f"{number}." for number in range(1, 8)]
