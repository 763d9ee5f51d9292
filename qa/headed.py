"""Lists asked for by the heading they stand under: "What are the areas for improvement?"."""

import re
from collections.abc import Iterable

from corpus.types import Kind, Passage
from index.folding import terms, words
from qa.lists import without_joint

_ASKS = re.compile(
    r"^(?:(?:what|which) (?:are|were)|(?:please )?(?:list|name|give me)) (?:all )?(?:of )?(?:the |its |their )"
    r"(?P<heading>[^?.,;:]+?)\s*[?.]?$",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"\s(?:(?:in|of) (?:the|this) (?:report|inspection|document|letter)|"
    r"(?:that )?(?:(?:was|were|are|is) )?(?:made|given|listed|named|identified|set out|found|mentioned)"
    r"(?: (?:by|in) (?:the|this) (?:report|inspectors|inspection))?)$",
    re.IGNORECASE,
)
"""What only says again that the report has them."""
MOST_ITEMS = 40
"""More are no answer any more, but a chapter."""

Place = tuple[Passage, tuple[tuple[int, int], ...]]
"""A passage and the (start, end) of its items."""


def listed_under_heading(question: str, passages: Iterable[Passage], places: Iterable[str] = ()) -> tuple[Place, ...]:
    """The lists among the passages whose heading is, word by word, the question or what it asks for; () where there is
    none, or more than an answer can hold. The `places` that the passages' report is about are left out of account.
    """
    match = _ASKS.match(question)
    own = {term for place in places for term in terms(place)}
    asked = set(terms(_OWN.sub("", match["heading"]))) - own if match else set()
    found = tuple((one, _items(one)) for one in passages if _is_under(one, question, asked, own))
    return found if sum(len(items) for _, items in found) <= MOST_ITEMS else ()


def _is_under(passage: Passage, question: str, asked: set[str], own: set[str]) -> bool:
    """Whether the passage is a list under the question itself or a heading of the terms asked for and no others."""
    if passage.kind is not Kind.LIST_ITEM or not _items(passage):
        return False
    heading = passage.section[-1]
    return words(heading) == words(question) or (bool(asked) and set(terms(heading)) - own == asked)


def _items(passage: Passage) -> tuple[tuple[int, int], ...]:
    text = passage.text
    spans = (
        (one.start, one.start + len(without_joint(text[one.start : one.end])))
        for one in passage.sentences[passage.lead :]
    )
    return tuple((start, end) for start, end in spans if start < end)
