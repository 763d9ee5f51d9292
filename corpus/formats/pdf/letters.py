"""Opens a section where a letter begins within a report: it has no heading, and belongs to none before it."""

import re
from collections.abc import Sequence

from corpus.types import Block, Heading

SALUTATION = re.compile(r"dear\s.{1,80}", re.IGNORECASE)


def with_letters(elements: Sequence[Heading | Block], title: str) -> list[Heading | Block]:
    """The elements with the report's title over a letter that opens a page after the first heading's.

    What stands above the salutation, the date and whom it is addressed to, goes with it.
    """
    found: list[Heading | Block] = []
    for element in elements:
        if title and isinstance(element, Block) and SALUTATION.fullmatch(element.content.text):
            start = next((place for place, above in enumerate(found) if above.page == element.page), len(found))
            open_before = any(isinstance(above, Heading) for above in found[:start])
            if open_before and not any(isinstance(above, Heading) for above in found[start:]):
                found.insert(start, Heading(title, 1, element.page))
        found.append(element)
    return found
