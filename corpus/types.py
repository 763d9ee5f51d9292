"""The frozen types of the corpus: text that knows its source, blocks, sections, reports and passages."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from corpus.sentences import sentences


class CorpusError(Exception):
    """A report that cannot be used. The message is one sentence that says what is wrong and what to do."""


@dataclass(frozen=True)
class Run:
    """`length` characters that stand at `start` in a mapped text and at `source` in the source text."""

    start: int
    source: int
    length: int


def _run_end(run: Run) -> int:
    return run.start + run.length


@dataclass(frozen=True)
class MappedText:
    """Repaired text that knows, character by character, where in the source text it comes from.

    `runs` are in the order of `text` and do not overlap. A character under no run was put there by a repair
    (the space that joins two lines, a table's separator) and has no place in the source.
    """

    text: str
    runs: tuple[Run, ...]

    def __post_init__(self) -> None:
        end = 0
        for run in self.runs:
            if run.length <= 0 or run.start < end or run.source < 0:
                raise ValueError(f"runs overlap or are empty at {run}")
            end = run.start + run.length
        if end > len(self.text):
            raise ValueError("a run reaches past the end of its text")

    @staticmethod
    def slice_of(source: str, start: int, end: int) -> "MappedText":
        """The characters `start` to `end` of the source text, unrepaired."""
        return MappedText(source[start:end], (Run(0, start, end - start),) if end > start else ())

    @staticmethod
    def inserted(text: str) -> "MappedText":
        """Text that a repair puts in: it has no place in the source."""
        return MappedText(text, ())

    @staticmethod
    def concatenate(parts: Iterable["MappedText"]) -> "MappedText":
        """The parts one after the other; neighbouring runs that continue each other become one."""
        texts: list[str] = []
        runs: list[Run] = []
        length = 0
        for part in parts:
            for run in part.runs:
                moved = Run(run.start + length, run.source, run.length)
                last = runs[-1] if runs else None
                if last and last.start + last.length == moved.start and last.source + last.length == moved.source:
                    runs[-1] = Run(last.start, last.source, last.length + moved.length)
                else:
                    runs.append(moved)
            texts.append(part.text)
            length += len(part.text)
        return MappedText("".join(texts), tuple(runs))

    def slice(self, start: int, end: int) -> "MappedText":
        """The characters `start` to `end`, with their part of the map."""
        if not 0 <= start <= end <= len(self.text):
            raise ValueError(f"slice {start}:{end} lies outside a text of {len(self.text)} characters")
        runs = []
        for place in range(bisect_right(self.runs, start, key=_run_end), len(self.runs)):
            run = self.runs[place]
            if run.start >= end:
                break
            first, last = max(run.start, start), min(run.start + run.length, end)
            if first < last:
                runs.append(Run(first - start, run.source + first - run.start, last - first))
        return MappedText(self.text[start:end], tuple(runs))

    def stripped(self) -> "MappedText":
        """The text without white space at its ends."""
        start = len(self.text) - len(self.text.lstrip())
        return self.slice(start, max(start, len(self.text.rstrip())))

    def source_spans(self, start: int, end: int) -> tuple[tuple[int, int], ...]:
        """Where in the source the characters `start` to `end` stand: (start, end) pairs in the text's order."""
        return tuple((run.source, run.source + run.length) for run in self.slice(start, end).runs)


class Kind(StrEnum):
    """What a block is."""

    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE = "table"
    CAPTION = "caption"
    FOOTNOTE = "footnote"


@dataclass(frozen=True)
class Cell:
    """One value of a table whose row and column are certain. `row` and `columns` are its labels, outermost first."""

    row: tuple[str, ...]
    columns: tuple[str, ...]
    value: str
    start: int
    end: int
    """Where the value stands in the text of its block or passage."""


@dataclass(frozen=True)
class Table:
    """A table's certain cells in reading order, its caption, and its notes (units, starred labels, sources)."""

    caption: str
    cells: tuple[Cell, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Block:
    """One paragraph, list item, table, caption or footnote.

    `content` of a list item has no bullet; its `lead_in` is the sentence that opens the list ("These included:"),
    empty where there is none. `content` of a table is one line a row, "label: column value; column value", and
    `table.cells` point into it; a table whose cells are not certain has `table` None, and its content is the
    plain text of its cells. `number` is a footnote's mark or a numbered paragraph's or item's number as printed.
    `page` is 1-based, None where the source has no pages.
    """

    kind: Kind
    content: MappedText
    page: int | None = None
    lead_in: MappedText | None = None
    table: Table | None = None
    number: str = ""

    def __post_init__(self) -> None:
        if not self.content.text.strip():
            raise ValueError(f"a {self.kind} without text")
        if (self.table is not None) > (self.kind is Kind.TABLE):
            raise ValueError(f"a {self.kind} with a table")


@dataclass(frozen=True)
class Section:
    """A heading, the blocks under it before the next heading, and the sections below it.

    A heading that is a sentence is the first block, too: what it says can be quoted.
    """

    heading: str
    blocks: tuple[Block, ...] = ()
    children: tuple["Section", ...] = ()
    page: int | None = None

    def walk(self, above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], "Section"]]:
        """The section and all below it in reading order, each with its path (headings, outermost first)."""
        path = (*above, self.heading)
        yield path, self
        for child in self.children:
            yield from child.walk(path)


@dataclass(frozen=True)
class Heading:
    """A heading on its way into the section tree. `level` 1 is the outermost; `content` is its text with its place."""

    text: str
    level: int
    page: int | None = None
    content: MappedText | None = None


@dataclass(frozen=True)
class Facts:
    """What is known of a report beside its text; "" where the document does not state it.

    `body` is whom the report is about ("Lancashire Constabulary"), `date` is as precise as stated, ISO order
    ("2016-02", "2016-02-18"), `source` says where the document was published, `licence` under which terms,
    `examples` are questions that it answers, to start with; no document states those, only its sidecar does.
    """

    title: str
    publisher: str = ""
    body: str = ""
    date: str = ""
    source: str = ""
    licence: str = ""
    examples: tuple[str, ...] = ()


@dataclass(frozen=True)
class Document:
    """What a format's reader finds in a file: its source text, headings and blocks in reading order, stated facts.

    `pages` is the number of pages, None where the format has none; `facts.title` is "" where the file states none.
    """

    text: str
    pages: int | None
    elements: tuple[Heading | Block, ...]
    facts: Facts


@dataclass(frozen=True)
class Report:
    """One document. `id` is its file name's stem, `text` the source text all offsets count in."""

    id: str
    facts: Facts
    file_name: str
    text: str
    pages: int | None
    sections: tuple[Section, ...]

    def walk(self) -> Iterator[tuple[tuple[str, ...], Section]]:
        """All sections in reading order with their paths."""
        for section in self.sections:
            yield from section.walk()


@dataclass(frozen=True)
class Sentence:
    """(start, end) of one sentence, list item, footnote or table row in its passage's text, and its page.

    `number` is that of the numbered paragraph it is a part of ("25", "3.11"), a list that the paragraph leads into
    included; "" where there is none.
    """

    start: int
    end: int
    page: int | None
    number: str = ""


@dataclass(frozen=True)
class Passage:
    """What is embedded and read: a stretch of one section, cut between sentences.

    `sentences` cover the text in order, with only white space between them. `rank` is 0 for the report's running
    text and 1 for a repetition of it (an overview that says again what a section says): equal hits cite rank 0.
    `lead` counts the first sentences that only lead in: what stands above a list's items or a table's rows.
    """

    report: str
    section: tuple[str, ...]
    content: MappedText
    sentences: tuple[Sentence, ...]
    kind: Kind
    table: Table | None = None
    rank: int = 0
    lead: int = 0

    def __post_init__(self) -> None:
        end = 0
        for sentence in self.sentences:
            if self.text[end : sentence.start].strip() or not end <= sentence.start < sentence.end <= len(self.text):
                raise ValueError(f"sentences leave out or repeat text at {sentence}")
            end = sentence.end
        if not self.sentences or self.text[end:].strip():
            raise ValueError("sentences do not cover their passage")

    @property
    def text(self) -> str:
        """The passage's words, without its heading path."""
        return self.content.text

    @property
    def heading(self) -> str:
        """The section path in one line, as embedded and read before the text."""
        return " > ".join(self.section)

    def sentences_around(self, start: int, end: int) -> tuple[Sentence, ...]:
        """The sentences that hold any of the characters `start` to `end`."""
        return tuple(sentence for sentence in self.sentences if sentence.start < end and sentence.end > start)

    def stretch_around(self, start: int, end: int) -> tuple[int, int]:
        """The same as one (start, end), of a list item or footnote of several sentences only those that hold any."""
        around = self.sentences_around(start, end)
        first, last = around[0].start, around[-1].end
        if self.kind not in {Kind.LIST_ITEM, Kind.FOOTNOTE}:
            return first, last
        within = [
            (first + opens, first + closes)
            for opens, closes in sentences(self.text[first:last])
            if first + opens < end and first + closes > start
        ]
        return (within[0][0], within[-1][1]) if within else (first, last)
