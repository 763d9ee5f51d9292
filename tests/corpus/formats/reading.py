"""Short ways to look at what a reader found."""

from collections.abc import Sequence

from corpus.types import Block, Document, Heading, Kind


def headings(document: Document) -> list[tuple[int, str]]:
    """The headings with their levels."""
    return [(element.level, element.text) for element in document.elements if isinstance(element, Heading)]


def blocks(document: Document, *kinds: Kind) -> list[Block]:
    """The blocks, of some kinds or all."""
    return [
        element for element in document.elements if isinstance(element, Block) and (element.kind in kinds or not kinds)
    ]


def texts(document: Document, *kinds: Kind) -> list[str]:
    """The text of the blocks."""
    return [block.content.text for block in blocks(document, *kinds)]


def unmapped(document: Document) -> str:
    """The characters of all blocks that stand under no run, for a look at what repairs put in."""
    found: list[str] = []
    for block in blocks(document):
        under = {place for run in block.content.runs for place in range(run.start, run.start + run.length)}
        found.extend(char for place, char in enumerate(block.content.text) if place not in under)
    return "".join(found)


def maps_to_source(document: Document) -> bool:
    """Every mapped character is the source's own."""
    return all(
        block.content.text[run.start : run.start + run.length] == document.text[run.source : run.source + run.length]
        for block in blocks(document)
        for run in block.content.runs
    )


def words(count: int, start: str = "The report says that services are good and") -> str:
    """A sentence of about so many words."""
    filler: Sequence[str] = [
        "children",
        "families",
        "staff",
        "partners",
        "leaders",
        "plans",
        "visits",
        "teams",
        "homes",
        "schools",
    ]
    return f"{start} {' '.join(filler[place % len(filler)] for place in range(count))}."
