"""Turns headings and blocks in reading order into a section tree."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from corpus.structure.statements import is_statement
from corpus.types import Block, Heading, Kind, Section

FRONT_MATTER = "Front matter"
_ANNEX = re.compile(r"(annex|appendix|schedule) ([A-Z]|[IVX]+|\d{1,2})\b", re.IGNORECASE)
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


@dataclass
class _Open:
    """A section that may still grow."""

    heading: Heading
    blocks: list[Block] = field(default_factory=list)
    children: list[Section] = field(default_factory=list)

    def says_only(self, heading: str) -> bool:
        """It has this heading, and nothing under it yet."""
        return self.heading.text == heading and not self.blocks and not self.children

    def closed(self) -> Section:
        heading = self.heading
        said = (
            [Block(Kind.PARAGRAPH, heading.content, heading.page)]
            if heading.content and is_statement(heading.text)
            else []
        )
        return Section(heading.text, (*said, *self.blocks), tuple(self.children), heading.page)


def build_tree(elements: Iterable[Heading | Block], front: str = FRONT_MATTER) -> tuple[Section, ...]:
    """The section tree: a heading holds all that follows until a heading of its level or above.

    Levels may skip (1 then 3): the deeper heading becomes a child all the same. Blocks before the first heading
    go under a section named `front`. A heading printed again with nothing between (over a table, and in it) is one.
    The next annex stands beside the one before it, whatever its type.
    """
    roots: list[Section] = []
    path: list[_Open] = []

    def close_down_to(level: int) -> None:
        while path and path[-1].heading.level >= level:
            section = path.pop().closed()
            (path[-1].children if path else roots).append(section)

    for element in elements:
        if isinstance(element, Heading):
            if path and path[-1].says_only(element.text):
                continue
            heading = _beside_last_annex(element, [section.heading for section in path])
            close_down_to(heading.level)
            path.append(_Open(heading))
        else:
            if not path:
                path.append(_Open(Heading(front, 1, element.page)))
            path[-1].blocks.append(element)
    close_down_to(0)
    return tuple(roots)


def _beside_last_annex(heading: Heading, path: Sequence[Heading]) -> Heading:
    """The heading; one of an annex with the level of the open annex that comes right before it."""
    name = _ANNEX.match(heading.text)
    for above in path:
        before = _ANNEX.match(above.text)
        if name and before and name[1].lower() == before[1].lower() and _follows(before[2].upper(), name[2].upper()):
            return replace(heading, level=min(heading.level, above.level))
    return heading


def _follows(label: str, following: str) -> bool:
    """Whether an annex's label comes right after another: B after A, II after I, 3 after 2."""
    if label.isdigit() and following.isdigit():
        return int(following) == int(label) + 1
    if label in _ROMAN and following in _ROMAN:
        return _ROMAN.index(following) == _ROMAN.index(label) + 1
    return len(label) == len(following) == 1 and ord(following) == ord(label) + 1
