"""Stretches of passages turned into citations and suggestions."""

from collections.abc import Mapping

from corpus.types import Kind, Passage
from index.types import Hit, IndexedReport
from qa.types import Citation, Suggestion


def cite(passage: Passage, start: int, end: int, reports: Mapping[str, IndexedReport]) -> Citation:
    """A citation of the characters `start` to `end`: the sentences around them, a list's with its lead-in."""
    around = passage.sentences_around(start, end)
    leads = passage.kind is Kind.LIST_ITEM and passage.lead and end > passage.sentences[passage.lead].start
    first, last = passage.stretch_around(start, end)
    if leads and len(around) > 1:
        first = passage.sentences[0].start
    return Citation(
        report=passage.report,
        title=reports[passage.report].facts.title,
        section=passage.section,
        page=around[0].page,
        quote=passage.text[first:last],
        answer=(start - first, end - first),
        passage=passage.text,
        quote_at=first,
    )


def suggest(hit: Hit, reports: Mapping[str, IndexedReport]) -> Suggestion:
    """A passage offered for reading."""
    passage = hit.passage
    return Suggestion(
        passage.report, reports[passage.report].facts.title, passage.section, passage.sentences[0].page, passage.text
    )


def below_title(place: Citation | Suggestion) -> tuple[str, ...]:
    """The headings of its section without the report's title, which stands before them wherever a place is told."""
    return place.section[1:] if place.section[:1] == (place.title,) else place.section
