"""Finds the imprint that closes a document: who published it, under which licence, where to get a copy."""

import re
from collections.abc import Sequence

from corpus.types import Block, Heading

IMPRINT = "Imprint"
"""The heading of what a document prints last under no heading of its own."""

LONGEST = 3000
"""Characters. What is longer has more in it than an imprint."""

_OPENS = re.compile(
    r"(?:©|\(c\) |crown copyright|isbn\b|published by\b|"
    r"you (?:may|can) (?:re-?use|copy|download) (?:this|all|any)|this (?:document|publication|report|information) is "
    r"(?:also )?(?:available|licensed|published)\b|if you (?:would like|require|need) (?:a copy|this)|"
    r"if you are not happy with\b|any complaints? about (?:this|the) (?:inspection|review|report|document)\b|"
    r"any enquiries (?:about|regarding) this\b|to order (?:by|copies)\b)",
    re.IGNORECASE,
)
_OF_ITSELF = re.compile(r"The [A-Z][^.]{10,120}? \([A-Z][A-Za-z]+\) (?:\w+ly )?[a-z]+s\b")
"""How a publisher begins to say what it is: "The Office for Rail Safety (ORS) inspects …"."""


def with_imprint(elements: Sequence[Heading | Block]) -> list[Heading | Block]:
    """The elements, with what closes the document under a heading of its own: it is no part of the last section.

    The imprint begins where one of the last section's blocks opens like one, or with the publisher's words on itself
    right before that, and goes on to the document's end.
    """
    last = max((place for place, one in enumerate(elements) if isinstance(one, Heading)), default=-1)
    closing = [one.content.text for one in elements[last + 1 :] if isinstance(one, Block)]
    first = next((place for place, text in enumerate(closing) if _OPENS.match(text)), len(closing))
    while first and _OF_ITSELF.match(closing[first - 1]):
        first -= 1
    if not 0 < first < len(closing) or sum(map(len, closing[first:])) > LONGEST:
        return list(elements)
    at = last + 1 + first
    page = elements[at].page
    return [*elements[:at], Heading(IMPRINT, 1, page), *elements[at:]]
