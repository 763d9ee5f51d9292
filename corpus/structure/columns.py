"""Reads pages that were printed in two columns, where the text's lines no longer say which column they are from.

What is certain is kept: a block of lines without a seam, in the column where its turn or a clean copy of it in the
document puts it. A sentence that may mix columns is left out.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.sentences import sentences
from corpus.structure.flow import Region
from corpus.structure.lines import Line, Margin, ends_sentence, find_margin, is_bullet
from corpus.structure.mends import join_lines
from corpus.structure.tables import is_value
from corpus.types import Block, Heading, Kind, MappedText
from corpus.words import word_set

_NARROW = 0.58
"""A column is at most this wide, as a share of the line."""
_FEWEST_LINES = 3
_FEWEST_GROUPS = 3
_FEWEST_NARROW_LINES = 10
_MOST_TITLES = 4
_WIDE = 1.25
"""A line wider than its column by this much holds both columns."""
_TITLE_WORDS = 12
_GRADE_WORDS = 3
_PHRASE = 4
_SHARED = 0.4
"""A block is a copy of a chapter's text if this share of its four-word phrases stands there ..."""
_CLEARER = 2.0
"""... and so many times more than in the other column's chapter."""
_PAGE_NUMBER = re.compile(r"\d{1,3}")
_OPENERS = word_set("The This These Those It Its They However In A An There We Our When While")


def find_regions(lines: Sequence[Line], margin: Margin) -> list[Region]:
    """The stretches of lines that are set in narrow columns, with the pairs of titles over them."""
    if margin.measure("x") == 0:
        return []
    groups = _groups(lines, 0, len(lines))
    regions = []
    place = 0
    while place < len(groups):
        end = place
        if _is_narrow(lines, groups[place], margin):
            end = _end_of_columns(lines, groups, place, margin)
        narrow = [group for group in groups[place:end] if _is_narrow(lines, group, margin)]
        if len(narrow) >= _FEWEST_GROUPS and sum(last - first for first, last in narrow) >= _FEWEST_NARROW_LINES:
            start = _start_of_titles(lines, groups, place, margin)
            regions.append(Region(groups[start][0], groups[end - 1][1]))
        place = max(end, place + 1)
    return regions


def _end_of_columns(lines: Sequence[Line], groups: Sequence[tuple[int, int]], first: int, margin: Margin) -> int:
    """The place after the last group that can belong to columns; a title belongs only if columns follow."""
    end = first
    for place in range(first, len(groups)):
        group = groups[place]
        short = _is_short(lines, group, margin)
        if not (short or _is_mixed(lines, group, margin) or _is_page_number(lines, group)):
            break
        if _is_narrow(lines, group, margin) or not (lines[group[0]].top or _is_title(lines[slice(*group)], margin)):
            end = place + 1
    return end


def _start_of_titles(lines: Sequence[Line], groups: Sequence[tuple[int, int]], first: int, margin: Margin) -> int:
    """The place of the first of the titles over the columns: a pair of headings, or one and a pair of grades."""
    start = first
    while start and first - start < _MOST_TITLES and _is_short(lines, groups[start - 1], margin):
        if not _is_title(lines[slice(*groups[start - 1])], margin):
            break
        start -= 1
    return start + (first - start) % 2


def read_columns(
    lines: Sequence[Line], region: Region, level: int, chapters: Mapping[str, str]
) -> Iterator[Heading | Block]:
    """Headings, grades and paragraphs of a region, the left column of each spread before the right one.

    `chapters` is the document's text outside the region by heading: what stands there under a column's heading
    tells which column a copied block is from. Blocks whose column stays uncertain come before the headings.
    """
    for spread in _spreads(lines, region):
        placed, unplaced = _place(spread, chapters)
        page = lines[region.start].page
        yield from (block for part in unplaced for block in _paragraphs([part]))
        for column, parts in enumerate(placed):
            if spread.headings:
                yield Heading(spread.headings[column], level, page)
            if spread.grades:
                yield Block(Kind.PARAGRAPH, spread.grades[column], page)
            yield from _paragraphs(parts)


@dataclass(frozen=True)
class _Part:
    """Lines of one block in one column. `broken`: they end where the columns begin to mix."""

    lines: tuple[Line, ...]
    broken: bool = False

    @property
    def starts_open(self) -> bool:
        return self.lines[0].text[0].islower()

    @property
    def ends_open(self) -> bool:
        return self.broken or not ends_sentence(self.lines[-1].text)


@dataclass(frozen=True)
class _Spread:
    """Two columns under a pair of headings: headings and grades from left to right, blocks in printed order."""

    headings: tuple[str, ...]
    grades: tuple[MappedText, ...]
    parts: tuple[_Part, ...]


def _groups(lines: Sequence[Line], start: int, end: int) -> list[tuple[int, int]]:
    """(start, end) of the lines with white around them; a page's edge ends a group only after a sentence."""
    edges = [start]
    for place in range(start + 1, end):
        if lines[place].gap or (lines[place].top and ends_sentence(lines[place - 1].text)):
            edges.append(place)
    return list(pairwise([*edges, end]))


def _is_narrow(lines: Sequence[Line], group: tuple[int, int], margin: Margin) -> bool:
    return group[1] - group[0] >= _FEWEST_LINES and _is_short(lines, group, margin)


def _is_short(lines: Sequence[Line], group: tuple[int, int], margin: Margin) -> bool:
    texts = [line.text for line in lines[group[0] : group[1]]]
    return not is_value(texts[0]) and not any(margin.measure(text) > _NARROW or is_bullet(text) for text in texts)


def _is_page_number(lines: Sequence[Line], group: tuple[int, int]) -> bool:
    """Whether a number stands alone between two blocks, not among the values of a table."""
    around = [lines[place].text for place in (group[0] - 1, group[1]) if 0 <= place < len(lines)]
    alone = group[1] - group[0] == 1 and _PAGE_NUMBER.fullmatch(lines[group[0]].text)
    return bool(alone) and not any(is_value(text) for text in around)


def _is_mixed(lines: Sequence[Line], group: tuple[int, int], margin: Margin) -> bool:
    """Whether a group is narrow but for a few lines that hold both columns."""
    wide = sum(margin.measure(line.text) > _NARROW for line in lines[group[0] : group[1]])
    return 0 < wide * 5 <= group[1] - group[0]


def _spreads(lines: Sequence[Line], region: Region) -> Iterator[_Spread]:
    narrow = find_margin(lines[region.start : region.end])
    titles: list[tuple[Line, ...]] = []
    parts: list[_Part] = []
    for start, end in _groups(lines, region.start, region.end):
        group = _without_page_numbers(lines[start:end])
        if not group:
            continue
        if _is_title(group, narrow):
            if parts:
                yield _spread(titles, parts)
                titles, parts = [], []
            titles.append(group)
        else:
            parts.append(_unmixed(group, narrow))
    yield _spread(titles, parts)


def _spread(titles: Sequence[tuple[Line, ...]], parts: Sequence[_Part]) -> _Spread:
    texts = [join_lines([line.content for line in title]) for title in titles]
    grades = texts[2:4] if len(texts) == 4 and all(len(text.text.split()) <= _GRADE_WORDS for text in texts[2:]) else []
    return _Spread(tuple(text.text for text in texts[:2]), tuple(grades), tuple(part for part in parts if part.lines))


def _without_page_numbers(group: Sequence[Line]) -> tuple[Line, ...]:
    kept = list(group)
    while kept and _PAGE_NUMBER.fullmatch(kept[-1].text):
        kept.pop()
    while kept and _PAGE_NUMBER.fullmatch(kept[0].text):
        kept.pop(0)
    return tuple(kept)


def _is_title(group: Sequence[Line], narrow: Margin) -> bool:
    text = join_lines([line.content for line in group]).text
    if not text[0].isupper() or any(narrow.measure(line.text) > _WIDE for line in group):
        return False
    if text.endswith("?"):
        return len(sentences(text)) == 1
    return len(text.split()) <= _TITLE_WORDS and text[-1].isalnum()


def _unmixed(group: tuple[Line, ...], narrow: Margin) -> _Part:
    """The block up to the line where the other column's text enters it."""
    for place, line in enumerate(group):
        if narrow.measure(line.text) > _WIDE or (place and _is_seam(group[place - 1], line)):
            return _Part(group[:place], broken=True)
    return _Part(group)


def _is_seam(line: Line, following: Line) -> bool:
    """Whether two lines cannot follow each other: a sentence ends and goes on, or opens before the last one ends."""
    if ends_sentence(line.text):
        return following.text[0].islower() and not line.text.endswith((".g.", ".e.", "etc."))
    return following.text.split()[0] in _OPENERS and line.text[-1].islower()


def _place(spread: _Spread, chapters: Mapping[str, str]) -> tuple[tuple[list[_Part], ...], list[_Part]]:
    """The parts of each column, and those whose column is not certain.

    Blocks take turns, the left column first. That is believed where clean copies bear it out and none speaks
    against it, up to the first block that mixes the columns; elsewhere only a copy places a block.
    """
    columns: tuple[list[_Part], ...] = tuple([] for _ in spread.headings)
    if len(columns) != 2:
        return columns, list(spread.parts)
    phrases = [_phrases(chapters.get(heading, "")) for heading in spread.headings]
    copies = [_column_of_copy(part, phrases) for part in spread.parts]
    broken = next((place for place, part in enumerate(spread.parts) if part.broken), len(copies) - 1)
    turns = [place % 2 for place in range(broken + 1)]
    borne_out = [copy == turn for copy, turn in zip(copies, turns, strict=False) if copy is not None]
    in_turn = bool(borne_out) and all(borne_out)
    unplaced = []
    for place, part in enumerate(spread.parts):
        column = turns[place] if in_turn and place <= broken else copies[place]
        if column is None:
            unplaced.append(part)
        else:
            columns[column].append(part)
    return columns, unplaced


def _phrases(text: str) -> frozenset[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return frozenset(zip(*(words[offset:] for offset in range(_PHRASE)), strict=False))


def _column_of_copy(part: _Part, chapters: Sequence[frozenset[tuple[str, ...]]]) -> int | None:
    """The column in whose chapter a block's phrases stand again."""
    phrases = _phrases(" ".join(line.text for line in part.lines))
    if not phrases:
        return None
    left, right = (len(phrases & chapter) / len(phrases) for chapter in chapters)
    if max(left, right) < _SHARED or max(left, right) < _CLEARER * min(left, right):
        return None
    return 0 if left > right else 1


def _paragraphs(parts: Sequence[_Part]) -> Iterator[Block]:
    """The parts of one column as paragraphs, without the sentences that lack their beginning or end."""
    runs: list[list[_Part]] = []
    for part in parts:
        continues = runs and runs[-1][-1].ends_open and not runs[-1][-1].broken and part.starts_open
        if continues:
            runs[-1].append(part)
        else:
            runs.append([part])
    for run in runs:
        lines = [line for part in run for line in part.lines]
        content = join_lines([line.content for line in lines])
        spans = list(sentences(content.text))
        if run[0].starts_open:
            spans = spans[1:]
        if run[-1].ends_open:
            spans = spans[:-1]
        if spans:
            yield Block(Kind.PARAGRAPH, content.slice(spans[0][0], spans[-1][1]), lines[0].page)
