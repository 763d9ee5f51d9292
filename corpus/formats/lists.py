"""Gives list items the sentence that opens their list."""

import re
from collections.abc import Iterable
from dataclasses import replace

from corpus.types import Block, Heading, Kind, MappedText

SET_IN = 10.0
"""An item without a bullet stands at least this many points to the right of its lead-in."""
LONGEST_TITLE = 200
"""Words right above a list that end in no punctuation name what it lists; they are at most so many characters."""
SENTENCE_START = re.compile(r"(?<=[.?!;])[\"'”’)]*\s+(?=[\"'“‘(]?[A-Z0-9])")


def with_lead_ins(elements: Iterable[tuple[Heading | Block, float]]) -> list[Heading | Block]:
    """The elements in their order; each comes with its indent, by which nested lists are told from outer ones."""
    found: list[Heading | Block] = []
    open_lists: list[tuple[float, bool, MappedText]] = []  # indent of each lead-in, is it an item's, outermost first
    above: tuple[Block, float] | None = None  # the text right above
    for element, indent in elements:
        if isinstance(element, Heading):
            open_lists.clear()
            found.append(element)
            above = None
            continue
        if above and not open_lists and element.kind is Kind.LIST_ITEM and _names_a_list(above[0]):
            open_lists.append((above[1], False, above[0].content))
        unmarked = _is_unmarked_item(element, indent, open_lists)
        if unmarked or element.kind is Kind.LIST_ITEM:
            while open_lists and open_lists[-1][1] and open_lists[-1][0] >= indent:
                open_lists.pop()
            lead_in = open_lists[-1][2] if open_lists else None
            found.append(replace(element, kind=Kind.LIST_ITEM, lead_in=lead_in))
        else:
            if element.kind is Kind.PARAGRAPH:
                open_lists.clear()
            found.append(element)
        if element.kind in {Kind.PARAGRAPH, Kind.LIST_ITEM} and element.content.text.rstrip().endswith(":"):
            open_lists.append((indent, unmarked or element.kind is Kind.LIST_ITEM, last_sentence(element.content)))
        if element.kind is not Kind.FOOTNOTE:
            above = (element, indent)
    return found


def _names_a_list(block: Block) -> bool:
    """A few words that are no sentence: "The board should" or "What the board should do"."""
    text = block.content.text.rstrip()
    return block.kind is Kind.PARAGRAPH and text[-1:].isalpha() and " " in text and len(text) <= LONGEST_TITLE


def _is_unmarked_item(element: Block, indent: float, open_lists: list[tuple[float, bool, MappedText]]) -> bool:
    """A paragraph set in under a lead-in: an item whose bullet is drawn or lost."""
    return (
        element.kind is Kind.PARAGRAPH
        and bool(open_lists)
        and not element.number
        and indent >= open_lists[-1][0] + SET_IN
    )


def last_sentence(content: MappedText) -> MappedText:
    """The sentence that a text ends with."""
    starts = [match.end() for match in SENTENCE_START.finditer(content.text)]
    return content.slice(starts[-1] if starts else 0, len(content.text)).stripped()
