"""What a document prints last under no heading of its own is no part of its last section."""

import pytest

from corpus import Block, Heading, Kind, MappedText
from corpus.structure.imprint import IMPRINT, LONGEST, with_imprint


def block(text: str, page: int | None = None) -> Block:
    return Block(Kind.PARAGRAPH, MappedText.slice_of(text, 0, len(text)), page)


LAST: list[Heading | Block] = [
    Heading("Findings", 1, 1),
    Heading("Next steps", 2, 8),
    block("The council replies by 3 May.", 8),
]
ITSELF = block("The Office for Rail Safety (ORS) regulates and inspects railways to keep people safe.", 9)
LICENCE = block("You may re-use this information free of charge under the terms of the licence.", 9)
ADDRESS = block("1 Station Road, Crewe", 9)


@pytest.mark.parametrize(
    "opening",
    [
        LICENCE,
        block("© Crown copyright 2019", 9),
        block("ISBN 978-1-78246-123-4", 9),
        block("If you would like a copy of this report in large print, telephone 01.", 9),
        block("Any complaints about the inspection or the report should be made as the website says.", 9),
    ],
)
def test_the_imprint_has_a_heading_of_its_own(opening: Block) -> None:
    assert with_imprint([*LAST, opening, ADDRESS]) == [*LAST, Heading(IMPRINT, 1, 9), opening, ADDRESS]


def test_what_the_publisher_says_of_itself_before_the_licence_belongs_to_the_imprint() -> None:
    assert with_imprint([*LAST, ITSELF, LICENCE]) == [*LAST, Heading(IMPRINT, 1, 9), ITSELF, LICENCE]


def test_what_the_publisher_says_of_itself_elsewhere_does_not() -> None:
    elements: list[Heading | Block] = [LAST[0], ITSELF, *LAST[1:]]
    assert with_imprint(elements) == elements


def test_a_licence_under_its_own_heading_stays_there() -> None:
    elements = [*LAST, Heading("Copyright", 1, 9), LICENCE]
    assert with_imprint(elements) == elements


def test_a_licence_in_front_of_a_long_text_without_headings_closes_nothing() -> None:
    elements: list[Heading | Block] = [block("Railways in 2019"), LICENCE, block("Trains run. " * (LONGEST // 10))]
    assert with_imprint(elements) == elements


def test_an_empty_document_has_none() -> None:
    assert with_imprint([]) == []
