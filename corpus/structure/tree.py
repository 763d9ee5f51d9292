"""Turns headings and blocks in reading order into a section tree."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from corpus.types import Block, Heading, Section

FRONT_MATTER = "Front matter"


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
        return Section(self.heading.text, tuple(self.blocks), tuple(self.children), self.heading.page)


def build_tree(elements: Iterable[Heading | Block], front: str = FRONT_MATTER) -> tuple[Section, ...]:
    """The section tree: a heading holds all that follows until a heading of its level or above.

    Levels may skip (1 then 3): the deeper heading becomes a child all the same. Blocks before the first heading
    go under a section named `front`. A heading printed again with nothing between (over a table, and in it) is one.
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
            close_down_to(element.level)
            path.append(_Open(element))
        else:
            if not path:
                path.append(_Open(Heading(front, 1, element.page)))
            path[-1].blocks.append(element)
    close_down_to(0)
    return tuple(roots)
