"""Turns a table whose cells were printed one a line into rows, where every cell's place is certain."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import gcd
from typing import TypeGuard

from corpus.structure.mends import join_lines
from corpus.types import Cell, MappedText, Table

_VALUE = re.compile(
    r"[<>~]?[-–+]?[£$€]?\d[\d,]*(?:\.\d+)?\s?(?:%|percent|per cent|p|k|m|bn)?|[-–—]|n/?a|\*", re.IGNORECASE
)
_YEAR = re.compile(r"(?:19|20)\d\d(?:[/–-]\d{2,4})?")
_BRACKETED = re.compile(r"\([^)]*\)")
_TOTAL = re.compile(r"\b(?:total|all|overall)\b", re.IGNORECASE)

Label = tuple[MappedText, ...]
"""A label's printed lines."""


@dataclass(frozen=True)
class Row:
    """A row's label and its values, one for each column."""

    label: MappedText
    values: tuple[MappedText, ...]


@dataclass(frozen=True)
class Grid:
    """A table's rows, each column's labels from the outermost in, and the label over the rows' labels."""

    corner: MappedText | None
    columns: tuple[Label, ...]
    rows: tuple[Row, ...]


def is_value(text: str) -> bool:
    """Whether a line holds a table's value and nothing else."""
    return bool(_VALUE.fullmatch(text))


def is_year(text: str) -> bool:
    """Whether a line holds a year or a span of years."""
    return bool(_YEAR.fullmatch(text))


def read_grid(groups: Sequence[Label]) -> Grid | None:
    """The table in groups of lines with white between them, without the rows whose place is not certain.

    None where the columns' labels are not certain, or no row's place is.
    """
    items = _items(groups)
    values = [item for item in items if _is_cell(item)]
    runs = [len(run) for run in _runs(items)]
    width = gcd(*runs) if runs else 0
    if not width or len(values) < 2 * width:
        return None
    first = next(place for place, item in enumerate(items) if _is_cell(item))
    body = items[first:]
    rows = [tuple(values[start : start + width]) for start in range(0, len(values), width)]
    readings = [
        Grid(head.corner, head.columns, placed)
        for head in _heads([item for item in items[:first] if not _is_cell(item)], width)
        if (placed := _place(head, body, rows))
    ]
    complete = [reading for reading in readings if len(reading.rows) == len(rows)]
    if len(complete) == 1:
        return complete[0]
    return readings[0] if len(readings) == 1 else None


def table_content(grid: Grid, caption: str, notes: Sequence[MappedText]) -> tuple[MappedText, Table]:
    """A block's text (corner, rows and notes, a line each), and the table whose cells point into it."""
    lines: list[MappedText] = [grid.corner] if grid.corner else []
    cells: list[Cell] = []
    length = len(lines[0].text) + 1 if lines else 0
    for row in grid.rows:
        parts = [row.label]
        for place, (column, value) in enumerate(zip(grid.columns, row.values, strict=True)):
            said = _labels_in_common(grid.columns[place - 1], column) if place else 0
            parts.append(MappedText.inserted((", " if said else "; ") if place else ": "))
            parts.extend(part for label in column[said:] for part in (label, MappedText.inserted(" ")))
            start = length + sum(len(part.text) for part in parts)
            parts.append(value)
            names = tuple(label.text for label in column)
            cells.append(Cell((row.label.text,), names, value.text, start, start + len(value.text)))
        lines.append(MappedText.concatenate(parts))
        length += len(lines[-1].text) + 1
    around = [*([grid.corner] if grid.corner else []), *notes]
    return _joined([*lines, *notes]), Table(caption, tuple(cells), tuple(note.text for note in around))


def _labels_in_common(before: Label, column: Label) -> int:
    """How many outer labels a column shares with the one before it: they are said once."""
    inner = len(column) - 1
    return inner if [label.text for label in before[:inner]] == [label.text for label in column[:inner]] else 0


def plain_content(groups: Sequence[Label], notes: Sequence[MappedText]) -> MappedText:
    """The text of a table that could not be read: its cells in printed order, one a line."""
    return _joined([*(join_lines(group) for group in groups), *notes])


def _joined(lines: Sequence[MappedText]) -> MappedText:
    parts: list[MappedText] = []
    for line in lines:
        parts.extend([MappedText.inserted("\n"), line])
    return MappedText.concatenate(parts[1:])


def _is_cell(item: MappedText | Label) -> TypeGuard[MappedText]:
    return isinstance(item, MappedText)


def _is_label(item: MappedText | Label) -> TypeGuard[Label]:
    return not isinstance(item, MappedText)


def _items(groups: Sequence[Label]) -> list[MappedText | Label]:
    """Labels and values in printed order. Years before the first other value head columns: they are labels."""
    items: list[MappedText | Label] = []
    for group in groups:
        labels: list[MappedText] = []
        for line in group:
            if is_value(line.text):
                if labels:
                    items.append(tuple(labels))
                    labels = []
                items.append(line)
            else:
                labels.append(line)
        if labels:
            items.append(tuple(labels))
    for place, item in enumerate(items):
        if _is_cell(item):
            if not is_year(item.text):
                break
            items[place] = (item,)
    return items


def _runs(items: Sequence[MappedText | Label]) -> list[list[MappedText]]:
    runs: list[list[MappedText]] = []
    inside = False
    for item in items:
        if _is_cell(item):
            if not inside:
                runs.append([])
            runs[-1].append(item)
        inside = _is_cell(item)
    return runs


@dataclass(frozen=True)
class _Head:
    """One way to read what stands over the values. `adjacent`: the last row label stands right before them."""

    corner: MappedText | None
    columns: tuple[Label, ...]
    row_labels: tuple[Label, ...]
    adjacent: bool


def _heads(labels: Sequence[Label | MappedText], width: int) -> list[_Head]:
    """Every way to read the labels before the first value as a corner, `width` columns and row labels.

    A rhythm of spanned labels is no accident: where there is one, it is the only way.
    """
    groups = [label for label in labels if _is_label(label)]
    if two_level := _two_level_heads(groups, width):
        return two_level
    if len(groups) == 1 and len(groups[0]) in (width, width + 1, width + 2):
        groups = [(line,) for line in groups[0]]
    found = []
    for spare in (1, 0):
        columns = groups[: len(groups) - spare]
        if len(columns) in (width, width + 1) and len(groups) >= spare:
            corner = join_lines(columns[0]) if len(columns) > width else None
            names = tuple((join_lines(column),) for column in columns[-width:])
            found.append(_Head(corner, names, tuple(groups[len(columns) :]), bool(spare)))
    return found


def _two_level_heads(groups: Sequence[Label], width: int) -> list[_Head]:
    """Readings where a spanning label of one line stands over the same columns each time: A (n, rate), B (n, rate).

    A label that breaks this rhythm is no column's: it is the corner if it is first, a row's label otherwise.
    """
    found = []
    for period in (size for size in range(2, width // 2 + 1) if width % size == 0):
        for start, group in enumerate(groups):
            if len(group) != 2:
                continue
            members = _rhythm(groups, start, period, width)
            spare = [place for place in range(len(groups)) if place not in members]
            if len(members) != width or any(place < start for place in spare if place):
                continue
            columns: list[Label] = []
            for order, place in enumerate(members):
                above = groups[members[order - order % period]][0]
                columns.append((above, groups[place][-1]))
            corner = join_lines(groups[0]) if 0 in spare else None
            rows = tuple(groups[place] for place in spare if place)
            found.append(_Head(corner, tuple(columns), rows, adjacent=len(groups) - 1 in spare))
            break
    return found


def _rhythm(groups: Sequence[Label], start: int, period: int, width: int) -> list[int]:
    """Places of the groups, from `start` on, whose last lines repeat every `period` columns.

    A group of two lines opens each period, so the first period is everything up to the second such group that
    comes again later.
    """
    openers = [place for place in range(start, len(groups)) if len(groups[place]) == 2]
    openers = [place for place in openers if groups[place][-1].text == groups[start][-1].text]
    if len(openers) != width // period:
        return []
    bounds = [*openers, len(groups)]
    spans = [
        {groups[place][-1].text: place for place in range(first + 1, last) if len(groups[place]) == 1}
        for first, last in pairwise(bounds)
    ]
    shared = [text for text in spans[0] if all(text in span for span in spans)]
    if len(shared) != period - 1:
        return []
    return sorted([*openers, *(span[text] for span in spans for text in shared)])


def _place(head: _Head, body: Sequence[MappedText | Label], rows: Sequence[tuple[MappedText, ...]]) -> tuple[Row, ...]:
    """The rows whose labels are certain."""
    width = len(rows[0])
    groups = [*head.row_labels, *(item for item in body if _is_label(item))]
    lines = [(line,) for group in groups for line in group]
    for labels, split in ((groups, False), (lines, True)):
        if len(labels) == len(rows):
            placements = [
                placement
                for label_first in (True, False)
                if (placement := _placement(head, body, width, split=split, label_first=label_first)) is not None
                and _is_certain(placement, rows)
            ]
            if len(placements) == 1:
                return tuple(
                    Row(join_lines(label), values) for label, values in zip(placements[0].labels, rows, strict=True)
                )
    return _leading_rows(head, body, rows)


@dataclass(frozen=True)
class _Placement:
    """Each row's label; the rows whose labels stand away from them; whether those labels' blocks stay together."""

    labels: tuple[Label, ...]
    detached: tuple[int, ...]
    follows_last_row: bool
    in_one_piece: bool


def _placement(
    head: _Head, body: Sequence[MappedText | Label], width: int, *, split: bool, label_first: bool
) -> _Placement | None:
    """The labels placed: those beside their values on them, all others, in printed order, on the rows left."""
    loose: list[list[Label]] = [_pieces(label, split) for label in head.row_labels]
    placed: dict[int, Label] = {}
    seen = 0
    if head.adjacent and label_first and loose and len(loose[-1]) == 1:
        placed[0] = loose.pop()[0]
    for place, item in enumerate(body):
        if not _is_label(item):
            seen += 1
            continue
        pieces = _pieces(item, split)
        has_values = place + 1 < len(body) and _is_cell(body[place + 1]) if label_first else seen >= width
        row = seen // width if label_first else seen // width - 1
        if has_values and seen % width == 0 and len(pieces) == 1 and row not in placed:
            placed[row] = pieces[0]
        else:
            loose.append(pieces)
    count = seen // width
    free = [row for row in range(count) if row not in placed]
    flat = [piece for pieces in loose for piece in pieces]
    if len(flat) != len(free):
        return None
    rows_of_pieces = iter(free)
    spans = [[next(rows_of_pieces) for _ in pieces] for pieces in loose]
    in_one_piece = all(span[-1] - span[0] == len(span) - 1 for span in spans)
    placed.update(zip(free, flat, strict=True))
    return _Placement(
        tuple(placed[row] for row in range(count)),
        tuple(free),
        follows_last_row=free == [count - 1] and _is_label(body[-1]),
        in_one_piece=in_one_piece,
    )


def _pieces(label: Label, split: bool) -> list[Label]:
    return [(line,) for line in label] if split else [label]


def _is_certain(placement: _Placement, rows: Sequence[tuple[MappedText, ...]]) -> bool:
    """Whether no label stands away from its row, or the one that does can have no other, or sums confirm all."""
    if not placement.detached or placement.follows_last_row:
        return True
    return placement.in_one_piece and _sums_confirm(placement, rows)


def _sums_confirm(placement: _Placement, rows: Sequence[tuple[MappedText, ...]]) -> bool:
    """Whether the labels of the rows that sum up the rows under them are of one kind, and no others are.

    One kind: they say "total", or share all words outside brackets ("Recovered (formal)", "Recovered (informal)").
    """
    totals = [row for row in range(len(rows)) if _sums_up_following(rows, row)]
    if not totals:
        return False
    kinds = [_kind_of_label(label) for label in placement.labels]
    shared = {kinds[row] for row in totals}
    if len(shared) != 1 or (len(totals) == 1 and shared != {"total"}):
        return False
    return sorted(totals) == [row for row, kind in enumerate(kinds) if kind in shared]


def _kind_of_label(label: Label) -> str:
    text = join_lines(label).text
    return "total" if _TOTAL.search(text) else _BRACKETED.sub("", text).strip().lower()


def _sums_up_following(rows: Sequence[tuple[MappedText, ...]], row: int) -> bool:
    """Whether each count of a row is the sum of the counts of the next two or more rows."""
    columns = [place for place in range(len(rows[0])) if all(_count(values[place]) is not None for values in rows)]
    if not columns:
        return False
    for end in range(row + 3, len(rows) + 1):
        below = rows[row + 1 : end]
        if all(_count(rows[row][place]) == sum(_count(values[place]) or 0 for values in below) for place in columns):
            return True
    return False


def _count(value: MappedText) -> int | None:
    digits = value.text.replace(",", "")
    return int(digits) if digits.isdigit() else None


def _leading_rows(
    head: _Head, body: Sequence[MappedText | Label], rows: Sequence[tuple[MappedText, ...]]
) -> tuple[Row, ...]:
    """The rows before the first irregular one, in a table that puts each label right before its values."""
    if not head.adjacent or len(head.row_labels) != 1 or _is_label(body[-1]):
        return ()
    width = len(rows[0])
    labels = [head.row_labels[0]]
    ends = [0]
    seen = 0
    for item in body:
        if not _is_label(item):
            seen += 1
        else:
            labels.append(item)
            ends.append(seen)
    certain = []
    for row in range(len(labels) - 1):
        if ends[row] != row * width or ends[row + 1] != (row + 1) * width:
            break
        certain.append(Row(join_lines(labels[row]), rows[row]))
    return tuple(certain) if len(certain) > 2 else ()
