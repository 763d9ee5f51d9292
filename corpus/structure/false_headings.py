"""Finds headings that head nothing: table cells, addresses and signatures that look like headings."""

from collections.abc import Sequence

from corpus.structure.flow import Element
from corpus.structure.headings import Found, is_rating
from corpus.structure.lines import Line, ends_sentence
from corpus.types import Block, Kind

_MOST_STACKED = 3
"""Headings that can follow each other without a word between them."""
_PROSE_WORDS = 8


def without_false_headings(elements: Sequence[Element], lines: Sequence[Line]) -> list[Element]:
    """The elements with headings that head nothing as paragraphs: cells, addresses and signatures look like them.

    Such a heading has only scraps under it, or stands among many in a row; one at a page's top is believed.
    """
    demoted = {place for place in range(len(elements)) if _heads_scraps(elements, place)}
    run: list[int] = []
    for place in range(len(elements) + 1):
        if place < len(elements) and (isinstance(elements[place], Found) or place in demoted):
            run.append(place)
            continue
        if len(run) > _MOST_STACKED:
            demoted.update(run)
        run = []
    kept: list[Element] = []
    for place, element in enumerate(elements):
        if isinstance(element, Found) and place in demoted and not element.top:
            kept.append(_as_paragraph(element, lines))
        else:
            kept.append(element)
    return kept


def _heads_scraps(elements: Sequence[Element], place: int) -> bool:
    """Whether a heading has blocks under it, and none of them is a sentence or has its length."""
    if not isinstance(elements[place], Found):
        return False
    texts = []
    for element in elements[place + 1 :]:
        if not isinstance(element, Block):
            break
        if element.kind is not Kind.PARAGRAPH or is_rating(element.content.text):
            return False
        texts.append(element.content.text)
    return bool(texts) and not any(_is_text(text) for text in texts)


def _is_text(text: str) -> bool:
    return len(set(text.split())) >= _PROSE_WORDS or ends_sentence(text) or text.endswith(":")


def _as_paragraph(heading: Found, lines: Sequence[Line]) -> Block:
    return Block(Kind.PARAGRAPH, heading.content, lines[heading.start].page)
