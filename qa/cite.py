"""Stretches of passages turned into citations and suggestions."""

from collections.abc import Mapping

from corpus.types import Passage
from index.types import Hit, IndexedReport
from qa.types import Citation, Suggestion


def cite(passage: Passage, start: int, end: int, reports: Mapping[str, IndexedReport],
         quote: tuple[int, int] | None = None) -> Citation:
    """A citation of the characters `start` to `end`, quoting the sentences around them, or `quote` when given."""
    around = passage.sentences_around(start, end)
    first, last = quote or (around[0].start, around[-1].end)
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
    return Suggestion(passage.report, reports[passage.report].facts.title, passage.section,
                      passage.sentences[0].page, passage.text)
