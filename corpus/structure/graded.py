"""Turns a table of labels and grades, printed a cell a line or a row a line, into rows of certain cells.

What tells such a table from other short lines is that its values are of a small closed set: grades, or words that
come again from row to row.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.structure.captions import is_caption
from corpus.structure.headings import is_rating
from corpus.structure.lines import Line, ends_sentence, is_bullet
from corpus.structure.mends import join_lines
from corpus.structure.numbered import opens_with_number
from corpus.structure.spaced import cells_of
from corpus.structure.tables import Grid, Row, is_value, table_content
from corpus.types import MappedText, Table

_FEWEST_ROWS = 3
_MOST_ROWS = 60
"""Longer runs of short lines are lists of other things, and looking at all of them from each line takes long."""
_MOST_LABEL_LINES = 4
_LONGEST_LABEL = 160
_VALUE_WORDS = 4
_HEAD_WORDS = 3
_REPEATED = 0.5
"""At least this share of the rows has a value that another row has too, where the values are no grades."""


@dataclass(frozen=True)
class Graded:
    """A table in the lines from `start` to `end`: its rows one a line, and their cells."""

    start: int
    end: int
    content: MappedText
    table: Table | None


@dataclass(frozen=True)
class _Pair:
    """A label and its value with the places they take; not `certain` where the label may have begun before."""

    start: int
    end: int
    label: MappedText
    value: MappedText
    certain: bool = True


def graded_tables(lines: Sequence[Line]) -> list[Graded]:
    """The tables of labels and grades in a text, in its order."""
    return sorted([*_spaced_tables(lines), *_stacked_tables(lines)], key=lambda table: table.start)


def _stacked_tables(lines: Sequence[Line]) -> list[Graded]:
    """Tables whose cells stand one below the other, with white between."""
    starts = [place for place, line in enumerate(lines) if line.opens]
    groups = list(zip(starts, [*starts[1:], len(lines)], strict=True))
    printed = Counter(lines[start].text for start in starts)
    tables: list[Graded] = []
    at = 0
    while at + 1 < len(groups):
        value = lines[groups[at + 1][0]].text
        known = printed[value] > 1 or is_rating(" ".join(line.text for line in lines[slice(*groups[at + 1])][:2]))
        pairs = _pairs(lines, groups, at) if known else []
        if not pairs:
            at += 1
            continue
        after = at + 2 * len(pairs)
        if _is_closed(lines, groups, after, pairs):
            head = _head_over(lines, groups[max(0, at - 2) : at], pairs[0])
            tables.append(_table(pairs, head, pairs[-1].end))
        at = after
    return tables


def _pairs(lines: Sequence[Line], groups: Sequence[tuple[int, int]], at: int) -> list[_Pair]:
    """The rows from this group on: a label, then a value, as long as they come in turn."""
    pairs: list[_Pair] = []
    while at + 1 < len(groups) and len(pairs) < _MOST_ROWS:
        (start, end), (value_start, value_end) = groups[at], groups[at + 1]
        value = _value(lines, value_start, value_end)
        label = _label(lines, start, end, first=not pairs)
        if value is None or label is None or lines[value_start].top or (pairs and lines[start].top):
            break
        pairs.append(replace(label, end=value_end, value=value))
        at += 2
    return _with_closed_values(pairs)


def _label(lines: Sequence[Line], start: int, end: int, first: bool) -> _Pair | None:
    """The label in a group of lines. Over the first label other text may stand without white between."""
    certain = True
    if first and end - start > 1:
        numbered = [place for place in range(start, end) if opens_with_number(lines[place].text)]
        capital = [place for place in range(start, end) if not lines[place].text[0].islower()]
        own = (numbered or capital or [start])[-1]
        start, certain = own, own == start or bool(numbered)
    printed = [line.content for line in lines[start:end]]
    label = join_lines(printed)
    if len(printed) > _MOST_LABEL_LINES or not _could_be_label(lines[start], label.text):
        return None
    return _Pair(start, end, label, label, certain)


def _value(lines: Sequence[Line], start: int, end: int) -> MappedText | None:
    """The value in a group of lines: one line, or a grade in a narrow column."""
    value = join_lines([line.content for line in lines[start:end]])
    one = end - start == 1 and _could_be_value(value.text)
    return value if one or is_rating(value.text) else None


def _could_be_label(first: Line, text: str) -> bool:
    special = is_bullet(first.text) or is_caption(first.text) or is_value(text) or is_rating(text)
    worded = any(character.isalpha() for character in text)
    return worded and not special and len(text) <= _LONGEST_LABEL and not text.endswith((".", "!", ";", ":", ","))


def _could_be_value(text: str) -> bool:
    short = len(text.split()) <= _VALUE_WORDS and text[0].isalpha()
    return short and (is_rating(text) or (text[0].isupper() and (text[-1].isalnum() or text[-1] == ")")))


def _with_closed_values(pairs: Sequence[_Pair]) -> list[_Pair]:
    """The first rows, as many as have their values from a small set; none where they are too few, or labels repeat."""
    if not pairs:
        return []
    count = Counter(pair.value.text for pair in pairs)
    closed = [is_rating(pair.value.text) or count[pair.value.text] > 1 for pair in pairs]
    last = max((place for place, known in enumerate(closed) if known), default=-1)
    kept = list(pairs[: last + 1])
    if len(kept) < _FEWEST_ROWS or not closed[0] or sum(closed[: last + 1]) < _REPEATED * len(kept):
        return []
    labels = {pair.label.text for pair in kept}
    return kept if len(labels) == len(kept) and labels.isdisjoint(count) else []


def _is_closed(lines: Sequence[Line], groups: Sequence[tuple[int, int]], after: int, pairs: Sequence[_Pair]) -> bool:
    """Whether the labels stand over their values, and not under them: no label is left over under the last value.

    Labels that are numbered from the first on leave no doubt.
    """
    if after >= len(groups) or lines[groups[after][0]].top or opens_with_number(pairs[0].label.text):
        return True
    start, end = groups[after]
    text = " ".join(line.text for line in lines[start:end])
    return ends_sentence(text) or end - start > _MOST_LABEL_LINES or not _could_be_label(lines[start], text)


def _head_over(lines: Sequence[Line], groups: Sequence[tuple[int, int]], first: _Pair) -> tuple[int, MappedText] | None:
    """Where the columns' labels start that stand over the first row, and the values' label."""
    if len(groups) < 2 or not first.certain or lines[groups[1][0]].top:
        return None
    (_, end), (value, value_end) = groups
    corner = lines[end - 1].text
    return (end - 1, lines[value].content) if value_end - value == 1 and _names(corner, lines[value].text) else None


def _names(corner: str, column: str) -> bool:
    """Whether two texts could be the labels of two columns."""
    return all(len(text.split()) <= _HEAD_WORDS and text.replace(" ", "").isalpha() for text in (corner, column))


def _spaced_tables(lines: Sequence[Line]) -> list[Graded]:
    """Tables with label and grade in one line, parted by two spaces or more."""
    tables: list[Graded] = []
    place = 0
    while place < len(lines):
        end = place
        while end < len(lines) and (end == place or not lines[end].top) and _is_spaced_row(lines[end]):
            end += 1
        pairs = [_spaced_pair(lines, at) for at in range(place, end)]
        for skipped in (0, 1):  # the first may name the columns
            rows = _with_closed_values(pairs[skipped:])
            if rows and len(rows) == len(pairs) - skipped:
                head = (place, pairs[0].value) if skipped and _names(pairs[0].label.text, pairs[0].value.text) else None
                tables.append(_table(rows, head, end))
                break
        place = max(end, place + 1)
    return tables


def _is_spaced_row(line: Line) -> bool:
    cells = cells_of(line)
    return len(cells) == 2 and _could_be_label(line, cells[0].text) and _could_be_value(cells[1].text)


def _spaced_pair(lines: Sequence[Line], place: int) -> _Pair:
    """A row; its label may go on in the next line, where that has no value and no white before it."""
    label, value = cells_of(lines[place])
    torn = place + 1 < len(lines) and not lines[place + 1].opens and not _is_spaced_row(lines[place + 1])
    return _Pair(place, place + 1, label, value, certain=not torn)


def _table(pairs: Sequence[_Pair], head: tuple[int, MappedText] | None, end: int) -> Graded:
    column = (head[1],) if head else ()
    content, table = table_content(
        Grid(None, (column,), tuple(Row(pair.label, (pair.value,)) for pair in pairs)), "", ()
    )
    cells = tuple(cell for cell, pair in zip(table.cells, pairs, strict=True) if pair.certain)
    return Graded(head[0] if head else pairs[0].start, end, content, replace(table, cells=cells) if cells else None)
