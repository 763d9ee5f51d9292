"""Puts a heading under the empty one of the same type right above it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.types import Block, Heading

MOST_STACKED = 2
"""So many headings of one type, one right under the other, may stand over a third; more are a list."""

HOLDER = re.compile(r"areas? (?:for|of)\b|recommendations|(?:main |key )?(?:strengths|findings)", re.IGNORECASE)
"""Names of parts that are lists by subject: such a heading holds all of its own type up to the next part."""
PART = re.compile(
    rf"{HOLDER.pattern}|headline findings|what (?:does|needs)|next steps|conclusions?\b|(?:executive )?summary|"
    r"introduction|background|context|(?:case|practice) stud|annex|appendix|glossary|about|information about|"
    r"progress|references|bibliography|inspection judge?ments?\b|what the\b|.*\bstrengths$",
    re.IGNORECASE,
)
"""What reports call their parts."""


def nested(elements: Sequence[Heading | Block]) -> list[Heading | Block]:
    """The elements with levels that tell which heading holds which where type alone does not.

    Of two headings of a level on a page, with nothing between, the upper one holds the lower one, and what that holds
    goes down with it; one that names a list by subject holds all of its level up to the next part. A heading printed
    twice is not meant.
    """
    settled: list[Heading | Block] = []
    held: list[Heading] = []  # the open headings that have their equals under them
    above: Heading | None = None
    for element in elements:
        if not isinstance(element, Heading):
            above = None
            settled.append(element)
            continue
        equals = [upper for upper in held if upper.level == element.level]
        if above and _stands_over(above, element) and len(equals) < MOST_STACKED and not _are_parts(above, element):
            held.append(above)
        else:
            part = next((upper for upper in equals if HOLDER.match(upper.text) and not PART.match(element.text)), None)
            held = [upper for upper in held if upper.level < element.level or upper is part]
        settled.append(replace(element, level=element.level + len(held)))
        above = element
    return settled


def _stands_over(above: Heading, heading: Heading) -> bool:
    same_place = above.level == heading.level and above.page == heading.page
    return same_place and above.text != heading.text


def _are_parts(above: Heading, heading: Heading) -> bool:
    """Whether both name parts of the report, of which neither holds the other."""
    return bool(PART.match(above.text) and PART.match(heading.text))
