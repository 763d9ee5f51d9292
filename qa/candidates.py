"""Passages that were read turned into candidate answers, best first."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.types import Kind, Passage
from index.folding import terms, words
from index.types import Hit
from qa.reader.reader import Reading
from qa.tuning import Tuning


@dataclass(frozen=True)
class Candidate:
    """A span that may be the answer.

    `margin` is its logits over the passage's own null score, `score` what candidates of all passages are ranked by:
    the margin and the weighed retrieval score.
    """

    hit: Hit
    start: int
    end: int
    margin: float
    score: float
    yes: float | None = None

    @property
    def passage(self) -> Passage:
        """The passage that the span stands in."""
        return self.hit.passage

    @property
    def text(self) -> str:
        """The span's words."""
        return self.passage.text[self.start : self.end]

    @property
    def meaning(self) -> tuple[str, ...]:
        """The span's words, folded: candidates that mean the same give the same answer."""
        return tuple(word for word in words(self.text) if word not in _ARTICLES)


_ITEM = r"[\w’'-]+(?: [\w’'-]+){0,2}"
_ALTERNATIVES = re.compile(rf"{_ITEM}(?:, {_ITEM})+,? or {_ITEM}")
_JOINT = re.compile(r",? or |, ")
_ARTICLES = frozenset({"a", "an", "the"})


def rank(hits: Sequence[Hit], readings: Sequence[Reading], tuning: Tuning) -> list[Candidate]:
    """All spans of all passages read, best first."""
    candidates = [
        Candidate(
            hit,
            span.start,
            span.end,
            span.score - reading.null,
            span.score - reading.null + tuning.retrieval * hit.score,
            reading.yes,
        )
        for hit, reading in zip(hits, readings, strict=True)
        for span in reading.spans
        if hit.passage.text[span.start : span.end].strip()
    ]
    whole = (trimmed(within_sentence(within_block(one))) for one in candidates)
    return sorted(whole, key=lambda candidate: -candidate.score)


def within_block(candidate: Candidate) -> Candidate:
    """The candidate without what stands in other paragraphs; items of a list and rows of a table may go together."""
    if candidate.passage.kind is not Kind.PARAGRAPH or "\n" not in candidate.text.strip():
        return candidate
    start, longest = candidate.start, (candidate.start, candidate.start)
    for line in candidate.text.split("\n"):
        if len(line) > longest[1] - longest[0]:
            longest = (start, start + len(line))
        start += len(line) + 1
    return replace(candidate, start=longest[0], end=longest[1])


def within_sentence(candidate: Candidate) -> Candidate:
    """The candidate up to the end of its first sentence, where it begins within that: what comes after is more than was
    asked for. Whole sentences may go together.
    """
    if candidate.passage.kind is not Kind.PARAGRAPH:
        return candidate
    around = candidate.passage.sentences_around(candidate.start, candidate.end)
    begins_within = around and candidate.passage.text[around[0].start : candidate.start].strip()
    return replace(candidate, end=around[0].end) if len(around) > 1 and begins_within else candidate


def within_item(candidate: Candidate, question: str) -> Candidate:
    """The part of the candidate in one item of its list, that with most of the question's words: what is asked for one
    figure has no answer over two items.
    """
    passage = candidate.passage
    if passage.kind is not Kind.LIST_ITEM or "\n" not in candidate.text:
        return candidate
    asked = set(terms(question))
    items = [item for item in passage.sentences if item.start < candidate.end and candidate.start < item.end]
    best = max(items, key=lambda item: len(asked.intersection(terms(passage.text[item.start : item.end]))))
    return trimmed(replace(candidate, start=max(candidate.start, best.start), end=min(candidate.end, best.end)))


def trimmed(candidate: Candidate) -> Candidate:
    """The candidate without punctuation that belongs to the sentence and not to the answer."""
    text, start, end = candidate.passage.text, candidate.start, candidate.end
    while start < end and (text[start].isspace() or text[start] in ",.;:•"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:"):
        end -= 1
    span = text[start:end]
    for opening, closing in ("()", "‘’", "“”", "[]"):
        if span.startswith(opening) and span.endswith(closing) and span.count(opening) == 1:
            start, end, span = start + 1, end - 1, span[1:-1]
        elif span.startswith(opening) and closing not in span:
            start, span = start + 1, span[1:]
        elif span.endswith(closing) and opening not in span and closing != "’":
            end, span = end - 1, span[:-1]
    if start >= end:
        return candidate
    return Candidate(candidate.hit, start, end, candidate.margin, candidate.score, candidate.yes)


def whole_sentence(candidate: Candidate) -> Candidate:
    """The candidate widened to the sentence or sentences it stands in."""
    start, end = candidate.passage.stretch_around(candidate.start, candidate.end)
    return trimmed(replace(candidate, start=start, end=end))


def is_alternative(candidate: Candidate) -> bool:
    """Whether the candidate is one of "A, B or C" where it stands: a scale or a choice says of none that it is so."""
    start, end = candidate.passage.stretch_around(candidate.start, candidate.end)
    stretch = candidate.passage.text[start:end]
    said = candidate.text.strip(" .,;").casefold()
    return any(
        part == said or part.endswith(f" {said}")
        for match in _ALTERNATIVES.finditer(stretch)
        for part in _JOINT.split(match.group().casefold())
    )


def same_answer(first: Candidate, second: Candidate) -> bool:
    """Whether one of the two says what the other says, perhaps in more words."""
    one, two = first.meaning, second.meaning
    if not one or not two:
        return one == two
    if first.passage is second.passage and first.start < second.end and second.start < first.end:
        return True
    short, long = sorted((one, two), key=len)
    return any(long[at : at + len(short)] == short for at in range(len(long) - len(short) + 1))
