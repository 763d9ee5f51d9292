"""Report text as HTML in which it is only ever text."""

import html
from collections.abc import Iterable, Sequence
from itertools import pairwise

from qa.page.tables import Grid

Marks = Sequence[tuple[int, int, str]]
"""(start, end, opening tag) of stretches to mark; one that lies within another comes after it."""


def text(words: str) -> str:
    """Words as HTML text or attribute value: no markup, no lone surrogate that could not be sent."""
    return html.escape(sendable(words), quote=True).replace("\r", "&#13;")


def sendable(words: str) -> str:
    """The words without what could not be sent: lone halves of characters."""
    return words.encode("utf-8", "replace").decode("utf-8")


def marked(words: str, start: int, end: int, marks: Marks) -> str:
    """The characters `start` to `end` of a text, those under marks in their elements."""
    within = [(max(first, start), min(last, end), tag) for first, last, tag in marks if first < end and last > start]
    edges = sorted({start, end, *(edge for first, last, _ in within for edge in (first, last))})
    pieces = []
    for first, last in pairwise(edges):
        tags = [tag for begin, stop, tag in within if begin <= first and last <= stop]
        closing = "".join(f"</{tag[1:-1].split()[0]}>" for tag in reversed(tags))
        pieces.append("".join(tags) + text(words[first:last]) + closing)
    return "".join(pieces)


def path(section: Iterable[str]) -> str:
    """A section's headings, outermost first, in one line."""
    steps = '<span class="step" aria-hidden="true"> › </span>'.join(f"<span>{text(name)}</span>" for name in section)
    return f'<span class="path">{steps}</span>' if steps else ""


def table(grid: Grid) -> str:
    """A table with its cited cell marked, in a frame that scrolls where it is too wide."""
    head = "".join(f'<th scope="col">{text(column)}</th>' for column in grid.columns)
    body = "".join(
        f'<tr{" class=cited" if grid.marked and row == grid.marked[0] else ""}><th scope="row">{text(label)}</th>'
        + "".join(
            f"<td>{f'<mark>{text(value or str())}</mark>' if (row, column) == grid.marked else text(value or '–')}</td>"
            for column, value in enumerate(values)
        )
        + "</tr>"
        for row, (label, values) in enumerate(grid.rows)
    )
    caption = f"<caption>{text(grid.caption)}{' (part)' if grid.partly else ''}</caption>" if grid.caption else ""
    notes = "".join(f'<p class="note">{text(note)}</p>' for note in grid.notes)
    return (
        f'<div class="grid" tabindex="0" role="region" aria-label="{text(grid.caption or "Table")}"><table>{caption}'
        f"<thead><tr><td></td>{head}</tr></thead><tbody>{body}</tbody></table>{notes}</div>"
    )
