"""Puts a heading under the empty one of the same type right above it."""

from collections.abc import Sequence
from dataclasses import replace

from corpus.types import Block, Heading

MOST_STACKED = 2
"""So many headings of one type, one right under the other, may stand over a third; more are a list."""


def nested(elements: Sequence[Heading | Block]) -> list[Heading | Block]:
    """The elements with levels that tell which heading holds which where type alone does not.

    Of two headings of a level on a page, with nothing between, the upper one holds the lower one, and what that holds
    goes down with it. A heading printed twice is not meant.
    """
    settled: list[Heading | Block] = []
    held: list[int] = []  # the level of each open heading that stands under its equal
    above: Heading | None = None
    for element in elements:
        if not isinstance(element, Heading):
            above = None
            settled.append(element)
            continue
        if above and _stands_over(above, element) and held.count(element.level) < MOST_STACKED:
            held.append(element.level)
        else:
            held = [level for level in held if level < element.level]
        settled.append(replace(element, level=element.level + len(held)))
        above = element
    return settled


def _stands_over(above: Heading, heading: Heading) -> bool:
    same_place = above.level == heading.level and above.page == heading.page
    return same_place and above.text != heading.text
