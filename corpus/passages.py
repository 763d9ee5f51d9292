"""Cuts a report's sections into passages of whole sentences."""

import hashlib
import re
from bisect import bisect
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import accumulate, groupby, islice, pairwise

from corpus.sentences import sentences
from corpus.types import Block, Cell, Kind, MappedText, Passage, Report, Section, Sentence, Table


@dataclass(frozen=True)
class Cutting:
    """How passages are cut. Lengths are in word pieces."""

    limit: int = 256
    """What heading path and text may take together: the embedder reads no more."""
    goal: int = 160
    """What a passage of running text should take without its heading path."""
    torn: float = 0.2
    """What a cut inside a paragraph or an inner list costs; missing the goal by a share costs that share squared."""
    context: int = 60
    """The most that is said again above a list: "These included:" alone does not say of what."""
    item: int = 100
    """The most that an item may take to be said again above sub-items that are cut off from it: "Of these:"."""
    heading: int = 128
    """The most that a heading path may take; its outer headings go first."""
    repeated: float = 0.6
    """A passage with this share of its five-word phrases in later chapters only repeats them."""
    figures: float = 0.3
    """A table that could not be read is left out if this share of its words are figures: none has a sure place."""


CUTTING = Cutting()
RULES = 16
"""Raised with every change of reading or cutting that makes other passages, or other facts, of the same report."""

PASSAGES_VERSION = hashlib.sha256(f"{RULES} {sorted(asdict(CUTTING).items())}".encode()).hexdigest()[:16]
"""Names these rules: passages of another version come from other rules."""

_LINE = MappedText.inserted("\n")
_REACH = 16_384
"""Characters looked at to find where to cut what is too long: all of it each time would take forever."""
_PHRASE = 5
_FEWEST_PHRASES = 6
_CLAUSE_END = re.compile(r"(?<=[;,:–)])\s+")
_WORD_END = re.compile(r"\s+")
_ANYWHERE = re.compile(r"(?<=.)(?=.)", re.DOTALL)
_PARAGRAPH_NUMBER = re.compile(r"(\d+(?:\.\d+)*)\.?")


def cut(report: Report, fits: Callable[[str], int], limit: int = CUTTING.limit) -> tuple[Passage, ...]:
    """The passages of a report in reading order.

    `fits` gives the number of word pieces of a text. A passage's heading path, a line break and its text take at
    most `limit` of them.
    """
    cutting = replace(CUTTING, limit=limit, heading=min(CUTTING.heading, limit // 2))
    breaks = tuple(match.start() for match in re.finditer("\f", report.text)) if report.pages else ()
    cutter = _Cutter(report.id, fits, cutting, breaks)
    return _ranked([passage for path, section in report.walk() for passage in cutter.section(path, section)])


@dataclass(frozen=True)
class _Unit:
    """What is never cut apart unless it is too long alone: a sentence, a list item, a table row, a note."""

    content: MappedText
    page: int | None
    separator: MappedText = _LINE
    """What stands between the unit before and this one, where both are in one passage."""
    cells: tuple[Cell, ...] = ()
    """The cells of a table's row, counted from the row's start."""
    within: bool = False
    """It is an item of a list within the list, which says little without the item that leads into it."""
    under: tuple["_Unit", ...] = ()
    """The items that a sub-item is a part of, outermost first: they are said again where it opens a passage."""
    number: str = ""
    """Of the numbered paragraph that it is a part of."""

    @property
    def opens_paragraph(self) -> bool:
        return self.separator is _LINE


@dataclass(frozen=True)
class _Cutter:
    report: str
    fits: Callable[[str], int]
    cutting: Cutting
    breaks: tuple[int, ...]
    """Where in the source text its pages end; none where it has one page or knows none."""

    def section(self, path: tuple[str, ...], section: Section) -> Iterator[Passage]:
        """The passages of one section, without those below it; footnotes come last, each by itself."""
        path = self._shortened(path)
        running: list[_Unit] = []
        for kind, blocks in _groups(section.blocks):
            if kind is Kind.PARAGRAPH:
                running.extend(unit for block in blocks for unit in _units(block))
                continue
            above = self._taken_above(running, blocks[0].lead_in)
            yield from self._passages(path, running, Kind.PARAGRAPH)
            running = []
            if kind is Kind.TABLE:
                yield from self._tables(path, blocks)
            else:
                number = above[-1].number if above else ""
                yield from self._passages(path, self._items(blocks, number), Kind.LIST_ITEM, above)
        yield from self._passages(path, running, Kind.PARAGRAPH)
        for block in section.blocks:
            if block.kind is Kind.FOOTNOTE:
                yield from self._passages(path, _units(block), Kind.FOOTNOTE)

    def _passages(
        self,
        path: tuple[str, ...],
        units: Sequence[_Unit],
        kind: Kind,
        above: Sequence[_Unit] = (),
        table: Table | None = None,
    ) -> Iterator[Passage]:
        """The units packed into passages, each with the units `above` it said first."""
        if self._pieces(path, above) * 2 > self.cutting.limit + self._pieces(path, ()):
            units, above = [*above, *units], ()
        goal = self.cutting.goal if kind is Kind.PARAGRAPH else self.cutting.limit
        for group in self._packed(path, units, above, goal):
            first = replace(group[0], separator=_LINE)  # the rest of an item that was cut stands below the lead-in, too
            lead = [*above, *first.under]
            yield self._passage(path, [*lead, first, *group[1:]], kind, table, len(lead))

    def _items(self, blocks: Sequence[Block], number: str) -> list[_Unit]:
        """The items of a list that the paragraph of that number leads into, the inner ones with what they are under."""
        units: list[_Unit] = []
        # What each lead-in was last found in, and how many units were looked through for it: a list has many items.
        known: dict[str, tuple[_Unit | None, int]] = {}
        for block in blocks:
            lead_in = block.lead_in.text if block.lead_in else ""
            outer, seen = known.get(lead_in, (None, 0))
            newer = islice(reversed(units), len(units) - seen)
            outer = next((unit for unit in newer if lead_in and unit.content.text.endswith(lead_in)), outer)
            known[lead_in] = outer, len(units)
            under = (*outer.under, replace(outer, under=())) if outer else ()
            while under and self.fits(_joined(under).text) > self.cutting.item:
                under = under[1:]
            part_of = number if lead_in else ""
            units.append(_Unit(block.content, block.page, within=outer is not None, under=under, number=part_of))
        return units

    def _tables(self, path: tuple[str, ...], blocks: Sequence[Block]) -> Iterator[Passage]:
        """The tables among the blocks, each under the caption before it and what stands over its first row."""
        caption: list[_Unit] = []
        for block in blocks:
            if block.kind is Kind.CAPTION:
                caption = _units(block)
                continue
            rows = _rows(block)
            if block.table is None:
                certain = _share_of_figures(block.content.text) < self.cutting.figures
                yield from self._passages(path, [*caption, *(rows if certain else [])], Kind.CAPTION)
            else:
                first = next((place for place, row in enumerate(rows) if row.cells), 0)
                yield from self._passages(path, rows[first:], Kind.TABLE, [*caption, *rows[:first]], block.table)
            caption = []

    def _packed(
        self, path: tuple[str, ...], units: Sequence[_Unit], above: Sequence[_Unit], goal: int
    ) -> Iterator[Sequence[_Unit]]:
        """Groups of units that fit: near the goal in length, and cut inside paragraphs only where that costs less.

        The cheapest way to cut up to each unit follows from the cheapest ways up to the units before it.
        """
        units = [part for unit in units for part in self._parts(path, above, unit)]
        sizes = [self.fits(unit.content.text) for unit in units]
        cheapest: list[tuple[float, int]] = [(0.0, 0)]
        for end in range(1, len(units) + 1):
            options = []
            size = 0
            for start in range(end - 1, -1, -1):
                size += sizes[start]
                opened = [*above, *units[start].under, *units[start:end]]
                if start < end - 1 and self._pieces(path, opened) > self.cutting.limit:
                    break
                tears = start and (units[start].within or not units[start].opens_paragraph)
                torn = self.cutting.torn if tears else 0.0
                options.append((cheapest[start][0] + (size / goal - 1) ** 2 + torn, start))
            cheapest.append(min(options))
        cuts = [len(units)]
        while cuts[-1]:
            cuts.append(cheapest[cuts[-1]][1])
        for end, start in reversed(list(pairwise(cuts))):
            yield units[start:end]

    def _parts(self, path: tuple[str, ...], above: Sequence[_Unit], unit: _Unit) -> Iterator[_Unit]:
        """The unit, or if it is too long alone, its parts.

        An item is cut between its sentences, a sentence after a clause, else between words, else anywhere.
        """
        if self._pieces(path, [*above, *unit.under, unit]) > self.cutting.limit:
            unit = replace(unit, under=())
        text = unit.content.text
        start = 0
        while start < len(text):
            end = min(start + _REACH, len(text))
            near = unit if end - start == len(text) else _slice(unit, start, end)
            if start:
                near = replace(near, separator=MappedText.inserted(" "))
            head = None
            if self._pieces(path, [*above, near]) > self.cutting.limit:
                head = next(filter(None, (self._head(path, above, near, ends) for ends in _CUTS)), None)
            if head is None and end < len(text):  # one endless word: what cannot be cut is looked through in parts, too
                head = end - start
            if head is None:
                yield near
                return
            yield _slice(near, 0, head)
            start += head
            while text[start : start + 1].isspace():
                start += 1

    def _head(
        self, path: tuple[str, ...], above: Sequence[_Unit], unit: _Unit, ends: Callable[[str], Sequence[int]]
    ) -> int | None:
        """How much of the unit fits, up to the last of these ends."""
        places = ends(unit.content.text)
        low, high = 0, len(places)
        while low < high:
            middle = (low + high) // 2
            if self._pieces(path, [*above, _slice(unit, 0, places[middle])]) <= self.cutting.limit:
                low = middle + 1
            else:
                high = middle
        return places[low - 1] if low else None

    def _pieces(self, path: tuple[str, ...], units: Sequence[_Unit]) -> int:
        texts = (text for unit in units for text in (unit.separator.text, unit.content.text))
        return self.fits(" > ".join(path) + "\n" + "".join(list(texts)[1:]))

    def _passage(
        self, path: tuple[str, ...], units: Sequence[_Unit], kind: Kind, table: Table | None, lead: int
    ) -> Passage:
        spans: list[Sentence] = []
        cells: list[Cell] = []
        length = 0
        for place, unit in enumerate(units):
            length += len(unit.separator.text) if place else 0
            cells.extend(replace(cell, start=cell.start + length, end=cell.end + length) for cell in unit.cells)
            page = self._page(unit, kind)
            spans.append(Sentence(length, length + len(unit.content.text), page, unit.number))
            length += len(unit.content.text)
        own = replace(table, cells=tuple(cells)) if table else None
        return Passage(self.report, path, _joined(units), tuple(spans), kind, own, lead=lead)

    def _page(self, unit: _Unit, kind: Kind) -> int | None:
        """The page that the middle of the unit stands on: its block, and its first words, may be on the page before.

        A table's row stands where its last value does: its labels may have been printed once for several pages.
        """
        runs = unit.content.runs
        if not runs or not self.breaks:
            return unit.page
        if kind is Kind.TABLE:
            return bisect(self.breaks, runs[-1].source) + 1
        middle = len(unit.content.text) // 2
        run = next((one for one in runs if one.start + one.length > middle), runs[-1])
        return bisect(self.breaks, run.source + max(0, middle - run.start)) + 1

    def _shortened(self, path: tuple[str, ...]) -> tuple[str, ...]:
        """The path without outer headings, and if need be without the last one's last words, so that text fits."""
        while len(path) > 1 and self.fits(" > ".join(path)) > self.cutting.heading:
            path = path[1:]
        heading = path[-1]
        while len(heading) > 1 and self.fits(heading) > self.cutting.heading:
            heading = heading[: len(heading) // 2].rstrip()
        return (*path[:-1], heading)

    def _taken_above(self, running: list[_Unit], lead_in: MappedText | None) -> list[_Unit]:
        """What stands above a list: its lead-in, taken off the running text, after the sentences that explain it."""
        if lead_in is None:
            return []
        above = [_Unit(lead_in, running[-1].page if running else None)]
        if not running or running[-1].content.text != lead_in.text:
            return above
        above = [running.pop()]
        for unit in reversed(running):
            if above[0].opens_paragraph or self.fits(_joined([unit, *above]).text) > self.cutting.context:
                break
            above.insert(0, unit)
        if len(above) > len(running):
            running.clear()
        return above


def _sentence_ends(text: str) -> list[int]:
    return [end for _, end in sentences(text)][:-1]


def _ends(pattern: re.Pattern[str]) -> Callable[[str], list[int]]:
    return lambda text: [match.start() for match in pattern.finditer(text) if match.start() > 0]


_CUTS = (_sentence_ends, _ends(_CLAUSE_END), _ends(_WORD_END), _ends(_ANYWHERE))


def _groups(blocks: Sequence[Block]) -> Iterator[tuple[Kind, list[Block]]]:
    """Neighbours that are cut together: running text with its captions, a list, tables with theirs."""
    kept = [block for block in blocks if block.kind is not Kind.FOOTNOTE]
    streams = []
    for place, block in enumerate(kept):
        stream = block.kind
        if stream is Kind.CAPTION:
            on_table = any(following.kind is Kind.TABLE for following in kept[place + 1 : place + 2])
            stream = Kind.TABLE if on_table else Kind.PARAGRAPH
        streams.append((stream, block))
    for stream, group in groupby(streams, key=lambda pair: pair[0]):
        yield stream, [block for _, block in group]


def _units(block: Block) -> list[_Unit]:
    """A block's sentences."""
    match = _PARAGRAPH_NUMBER.fullmatch(block.number) if block.kind is Kind.PARAGRAPH else None
    number = match[1] if match else ""
    units: list[_Unit] = []
    end = 0
    for start, stop in sentences(block.content.text):
        separator = block.content.slice(end, start) if units else _LINE
        units.append(_Unit(block.content.slice(start, stop), block.page, separator, number=number))
        end = stop
    return units


def _rows(block: Block) -> list[_Unit]:
    """A table's lines, each with its cells."""
    lines = block.content.text.split("\n")
    starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
    cells: dict[int, list[Cell]] = {}
    for cell in block.table.cells if block.table else ():
        cells.setdefault(bisect(starts, cell.start) - 1, []).append(cell)
    rows = []
    for place, line in enumerate(lines):
        start, end = starts[place], starts[place] + len(line)
        if line.strip():
            own = _moved(cells.get(place, ()), start, end)
            rows.append(_Unit(block.content.slice(start, end), block.page, cells=own))
    return rows


def _slice(unit: _Unit, start: int, end: int) -> _Unit:
    return replace(unit, content=unit.content.slice(start, end), cells=_moved(unit.cells, start, end))


def _moved(cells: Sequence[Cell], start: int, end: int) -> tuple[Cell, ...]:
    """The cells within a slice, counted from its start."""
    inside = (cell for cell in cells if start <= cell.start and cell.end <= end)
    return tuple(replace(cell, start=cell.start - start, end=cell.end - start) for cell in inside)


def _joined(units: Sequence[_Unit]) -> MappedText:
    parts = [part for unit in units for part in (unit.separator, unit.content)]
    return MappedText.concatenate(parts[1:])


def _share_of_figures(text: str) -> float:
    words = text.split()
    return sum(any(character.isdigit() for character in word) for word in words) / max(len(words), 1)


def _ranked(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """The passages, with rank 1 for those that only say what a later chapter says: an overview repeats its report."""
    last_chapter: dict[tuple[str, ...], int] = {}
    chapters: list[int] = []
    phrases: list[frozenset[tuple[str, ...]]] = []
    for passage in passages:
        opens = not chapters or passage.section[0] != passages[len(chapters) - 1].section[0]
        chapters.append((chapters[-1] if chapters else 0) + opens)
        phrases.append(_phrases(passage.text))
        last_chapter.update(dict.fromkeys(phrases[-1], chapters[-1]))
    return tuple(
        replace(passage, rank=1) if _repeats(said, chapter, last_chapter) else passage
        for passage, said, chapter in zip(passages, phrases, chapters, strict=True)
    )


def _phrases(text: str) -> frozenset[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return frozenset(zip(*(words[offset:] for offset in range(_PHRASE)), strict=False))


def _repeats(said: frozenset[tuple[str, ...]], chapter: int, last_chapter: dict[tuple[str, ...], int]) -> bool:
    again = sum(last_chapter[phrase] > chapter for phrase in said)
    return len(said) >= _FEWEST_PHRASES and again >= CUTTING.repeated * len(said)
