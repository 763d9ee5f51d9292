"""Finds a report's numbered paragraphs in its passages, by their numbers."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from corpus.types import Kind, MappedText, Passage, Sentence

Number = tuple[int, ...]
"""The number of a paragraph: (25,), (3, 11)."""

FEWEST = 3
"""So many numbers that count up number paragraphs: fewer are a figure or two at the start of a line."""
SKIPPED = 1
"""So many numbers may be missing between two: one whose paragraph was read as a heading or a table."""
LONGEST = 1200
"""Characters of a paragraph that are given: up to the end of the last sentence that ends within them."""


@dataclass(frozen=True)
class Paragraph:
    """A numbered paragraph: its sentences in reading order, each with the passage that it stands in."""

    number: Number
    parts: tuple[tuple[Passage, Sentence], ...]


def number_of(printed: str) -> Number:
    """The number as printed ("3.11") in parts that can be counted."""
    return tuple(map(int, printed.split(".")))


def in_print(number: Number) -> str:
    """The number as it is printed."""
    return ".".join(map(str, number))


def numbered_paragraphs(passages: Iterable[Passage]) -> Mapping[Number, tuple[Paragraph, ...]]:
    """The numbered paragraphs of one report, whose passages are given in reading order, by their numbers.

    Of several with one number those of the longest run that counts up come first: a report has short lists with
    numbers, too, or an annex that numbers anew.
    """
    runs = [run for run in _runs(list(_paragraphs(passages))) if len(run) >= FEWEST]
    found: dict[Number, tuple[Paragraph, ...]] = {}
    for run in sorted(runs, key=len, reverse=True):
        for paragraph in run:
            found[paragraph.number] = (*found.get(paragraph.number, ()), paragraph)
    return found


def range_of(found: Mapping[Number, Sequence[Paragraph]], like: Number) -> tuple[Number, Number]:
    """The first and the last number of as many parts as the given one; of all where none has as many."""
    numbers = [number for number in found if len(number) == len(like)] or list(found)
    return min(numbers), max(numbers)


def whole(paragraph: Paragraph) -> tuple[Passage, int, int]:
    """Where the paragraph's text stands, start and end in a passage: in its own, else in one put together of those
    that it was cut into.
    """
    parts = _shortened(paragraph.parts)
    (first, opening), (last, closing) = parts[0], parts[-1]
    if first is last:
        return first, opening.start, closing.end
    joined = _joined(parts)
    return joined, 0, len(joined.text)


def _paragraphs(passages: Iterable[Passage]) -> Iterator[Paragraph]:
    """The runs of sentences that have one number. What is said again above a list is left out."""
    for (printed, _), run in groupby(_sentences(passages), key=lambda part: (part[1].number, part[0].section)):
        if printed:
            yield Paragraph(number_of(printed), tuple(run))


def _sentences(passages: Iterable[Passage]) -> Iterator[tuple[Passage, Sentence]]:
    said: set[tuple[tuple[int, int], ...]] = set()
    for passage in passages:
        if passage.kind not in {Kind.PARAGRAPH, Kind.LIST_ITEM}:
            continue
        for sentence in passage.sentences:
            at = passage.content.source_spans(sentence.start, sentence.end) if sentence.number else ()
            if not at or at not in said:
                said.add(at)
                yield passage, sentence


def _runs(paragraphs: Sequence[Paragraph]) -> list[list[Paragraph]]:
    """The paragraphs in runs of numbers that count up, also from one chapter to the next: 3.12, 4.1."""
    runs: list[list[Paragraph]] = []
    open_runs: dict[Number, list[Paragraph]] = {}  # number -> the run that it is the last of
    latest: dict[Number, Number] = {}  # chapter -> its last number
    for paragraph in paragraphs:
        *chapter, last = paragraph.number
        before = [(*chapter, last - step) for step in range(1, SKIPPED + 2)]
        if chapter and last == 1:
            before.append(latest.get((*chapter[:-1], chapter[-1] - 1), ()))
        run = next((open_runs.pop(number) for number in before if number in open_runs), None)
        if run is None:
            run = []
            runs.append(run)
        run.append(paragraph)
        open_runs[paragraph.number] = run
        latest[tuple(chapter)] = paragraph.number
    return runs


def _shortened(parts: Sequence[tuple[Passage, Sentence]]) -> Sequence[tuple[Passage, Sentence]]:
    """As many sentences as are given of a long paragraph; the first one whatever its length."""
    length = 0
    for place, (_, sentence) in enumerate(parts):
        length += sentence.end - sentence.start + bool(place)
        if length > LONGEST:
            return parts[: max(place, 1)]
    return parts


def _joined(parts: Sequence[tuple[Passage, Sentence]]) -> Passage:
    """The sentences as one passage, those of a list in lines of their own."""
    texts: list[MappedText] = []
    sentences: list[Sentence] = []
    length = 0
    for place, (passage, sentence) in enumerate(parts):
        between = _between(*parts[place - 1], passage, sentence) if place else MappedText.inserted("")
        start = length + len(between.text)
        length = start + sentence.end - sentence.start
        texts += [between, passage.content.slice(sentence.start, sentence.end)]
        sentences.append(replace(sentence, start=start, end=length))
    first = parts[0][0]
    return Passage(first.report, first.section, MappedText.concatenate(texts), tuple(sentences), Kind.PARAGRAPH)


def _between(before: Passage, previous: Sentence, passage: Passage, sentence: Sentence) -> MappedText:
    """What separates two sentences: what stands there, where it does, in the passage that both are in."""
    if before is passage and not passage.text[previous.end : sentence.start].strip():
        return passage.content.slice(previous.end, sentence.start)
    is_item = passage.kind is Kind.LIST_ITEM and sentence not in passage.sentences[: passage.lead]
    return MappedText.inserted("\n" if is_item else " ")
