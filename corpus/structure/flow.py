"""Turns a text's printed lines into headings and blocks in reading order."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from corpus.sentences import sentences
from corpus.structure.captions import end_of_lines, is_caption, is_table_note
from corpus.structure.graded import Graded, graded_tables
from corpus.structure.headings import Found, closes_paragraph, ends_open, found, heading_at, is_rating, states_fact
from corpus.structure.lines import Line, Margin, ends_sentence, is_bullet
from corpus.structure.mends import join_lines
from corpus.structure.numbered import Numbered, numbered_paragraphs
from corpus.structure.spaced import end_of_rows, read_spaced_grid
from corpus.structure.tables import Grid, Label, is_value, plain_content, read_grid, table_content
from corpus.types import Block, Kind, MappedText

_PAGE_NUMBER = re.compile(r"\d{1,3}")
_ITEM_NUMBER = re.compile(r"(\(?(?:\d{1,2}|[a-z])[.)])\s+(?=\S)")
_LEADER = re.compile(r"[\w)?](?:\s?\.){4,}\s*\d*$")
_LEADER_REACH = 200
"""The dots of a contents line stand within so many characters of its end."""
_CELL_WIDTH = 0.6
"""A table's cell or label takes at most this share of the line."""
_SHORT = 0.8
"""A line that takes at most this share of the width with the next one's first word ends there: a list of names."""
_NARROW_LINES = 3
"""So many short lines of one paragraph are text in a narrow column; fewer may be names or facts."""
_FEWEST_VALUES = 4
_MOST_LABEL_LINES = 16
"""So many lines of labels may stand over a table's first value, or under its last."""
_NUMBERED_ITEM_LINES = 8


@dataclass(frozen=True)
class Region:
    """A stretch of lines printed in two columns, left for the reader of columns."""

    start: int
    end: int


Element = Found | Block | Region


def read_flow(
    lines: Sequence[Line], margin: Margin, footnotes: Mapping[int, Sequence[Block]], regions: Sequence[Region]
) -> list[Element]:
    """Headings and blocks in reading order, with the regions in two columns still to be read.

    `lines` hold running text only; `footnotes` are the notes by the place of the line that bears their mark. They
    come last in their section.
    """
    in_columns = {place for region in regions for place in range(region.start, region.end)}
    graded = {table.start: table for table in graded_tables(lines) if table.start not in in_columns}
    by_start = {region.start: region for region in regions}
    flow = _Flow(lines, margin, footnotes, by_start, graded, numbered_paragraphs(lines))
    place = 0
    while place < len(lines):
        place = flow.read(place)
    flow.close_section()
    return flow.elements


@dataclass
class _Flow:
    """A text on its way into elements."""

    lines: Sequence[Line]
    margin: Margin
    footnotes: Mapping[int, Sequence[Block]]
    regions: Mapping[int, Region]
    graded: Mapping[int, Graded]
    numbered: Mapping[int, Numbered]
    elements: list[Element] = field(default_factory=list)
    paragraph: list[int] = field(default_factory=list)
    """Places of the lines of the paragraph that is still open."""
    opened_by: Numbered | None = None
    """The number of that paragraph, if it has one."""
    floats: list[Block] = field(default_factory=list)
    """Captions and tables that stand inside it in print and follow it in the text."""
    noted: list[Block] = field(default_factory=list)
    """Footnotes of the section so far."""

    def read(self, place: int) -> int:
        """Reads what starts at a place and gives the place after it."""
        line = self.lines[place]
        if end := self._known_before(place):
            return end
        if self._is_page_number(place) or _LEADER.search(line.text[-_LEADER_REACH:]):
            return place + 1
        if is_caption(line.text):
            return self._caption(place)
        if is_bullet(line.text):
            return self._bullets(place)
        return (0 if self._continues(place) else self._opening(place)) or self._paragraph_line(place)

    def _known_before(self, place: int) -> int:
        """Reads what the look at the whole text found to start here; 0 where it found nothing."""
        if place in self.regions:
            return self._region(self.regions[place])
        if place in self.graded:
            return self._graded(self.graded[place])
        return self._numbered_paragraph(place, self.numbered[place]) if place in self.numbered else 0

    def _opening(self, place: int) -> int:
        """Reads what can only stand where a paragraph could begin; 0 if a paragraph does begin here."""
        line = self.lines[place]
        if self._begins_anew(place):
            self._close_paragraph()
            return self._paragraph_line(place)
        if line.gap and (end := self._table(place, "")):
            return end
        if self._opens_numbered_list(place):
            return self._numbered_list(place)
        self._close_paragraph()
        if self._under_heading() and is_rating(line.text):
            self._paragraph_line(place)
            self._close_paragraph()
            return place + 1
        end = heading_at(self.lines, place, self.margin)
        return self._heading(place, end) if end > place else 0

    def _paragraph_line(self, place: int) -> int:
        self._take(place)
        self.paragraph.append(place)
        return place + 1

    def _numbered_paragraph(self, place: int, numbered: Numbered) -> int:
        """Opens a numbered paragraph and gives the place after its first line; 0 where the number is a heading's."""
        words = self.lines[numbered.words]
        if (numbered.skip and heading_at(self.lines, place, self.margin) > place) or is_bullet(words.text):
            return 0
        self._close_paragraph()
        self._take(place)
        self.opened_by = numbered
        return self._paragraph_line(numbered.words)

    def _graded(self, graded: Graded) -> int:
        self._close_paragraph()
        self._take(graded.start, graded.end)
        page = self.lines[graded.start].page
        self.elements.append(Block(Kind.TABLE, graded.content, page, table=graded.table))
        return graded.end

    def close_section(self) -> None:
        """Ends the open paragraph and puts the section's footnotes after it."""
        self._close_paragraph()
        in_order: list[Block] = sorted(self.noted, key=lambda note: int(note.number or 0))
        self.elements.extend(in_order)
        self.noted = []

    def _close_paragraph(self) -> None:
        if self.paragraph:
            printed = [self.lines[place].content for place in self.paragraph]
            skip, number = (self.opened_by.skip, self.opened_by.number) if self.opened_by else (0, "")
            printed[0] = printed[0].slice(skip, len(printed[0].text))
            page = self.lines[self.paragraph[0]].page
            self.elements.append(Block(Kind.PARAGRAPH, join_lines(printed), page, number=number))
        self.elements.extend(self.floats)
        self.paragraph, self.floats, self.opened_by = [], [], None

    def _take(self, start: int, end: int | None = None) -> None:
        """Notes the footnotes whose marks stand in these lines."""
        for place in range(start, end or start + 1):
            self.noted.extend(self.footnotes.get(place, ()))

    def _continues(self, place: int) -> bool:
        """Whether a line belongs to the open paragraph."""
        if not self.paragraph:
            return False
        last, line = self.lines[self.paragraph[-1]], self.lines[place]
        if self._begins_anew(place) or (
            states_fact(self.lines, place) and self.margin.broke_early(last.text, line.text)
        ):
            return False
        if not ends_sentence(last.text) and not last.text.endswith(":"):
            return line.top or not line.gap or line.text[0].islower()
        if self._stands_over_white(place):
            return False
        return not line.opens and not (
            self.margin.broke_early(last.text, line.text)
            if last.text.endswith(":")
            else closes_paragraph(last, line, self.margin)
        )

    def _stands_over_white(self, place: int) -> bool:
        """Whether a line that ends no sentence has white below it: no paragraph's last line, but a heading."""
        if self.lines[place].opens or place + 1 == len(self.lines) or not self.lines[place + 1].gap:
            return False
        return heading_at(self.lines, place, self.margin) == place + 1

    def _begins_anew(self, place: int) -> bool:
        """Whether the line above had ample room for this one's first word: it is one of a list of names or facts."""
        if not self.paragraph or self.lines[place].opens or not self.lines[place].text[0].isupper():
            return False
        last, line = self.lines[self.paragraph[-1]].text, self.lines[place].text
        if self.margin.measure(f"{last} {line.split(maxsplit=1)[0]}") > _SHORT:
            return False
        if ends_open(last) or ends_sentence(last) or last.endswith(":"):
            return False
        above = self.paragraph[-_NARROW_LINES:]
        return len(above) < _NARROW_LINES or any(self.margin.measure(self.lines[at].text) > _SHORT for at in above)

    def _under_heading(self) -> bool:
        return bool(self.elements) and isinstance(self.elements[-1], Found)

    def _is_page_number(self, place: int) -> bool:
        """Whether a number stands alone at an edge of the page."""
        if not _PAGE_NUMBER.fullmatch(self.lines[place].text):
            return False
        return self.lines[place].opens or place + 1 == len(self.lines) or self.lines[place + 1].opens

    def _region(self, region: Region) -> int:
        self.close_section()
        self._take(region.start, region.end)
        self.elements.append(region)
        return region.end

    def _heading(self, start: int, end: int) -> int:
        stacked = self._under_heading()
        self.close_section()
        self._take(start, end)
        content = join_lines([line.content for line in self.lines[start:end]])
        self.elements.append(found(self.lines, start, end, content, stacked))
        return end

    def _caption(self, start: int) -> int:
        end = end_of_lines(self.lines, start, self.margin)
        self._take(start, end)
        content = join_lines([line.content for line in self.lines[start:end]])
        page = self.lines[start].page
        if end < len(self.lines) and (after := self._table(end, content.text, Block(Kind.CAPTION, content, page))):
            return after
        notes, end = self._table_notes(end)
        text = content
        for note in notes:
            text = MappedText.concatenate([text, MappedText.inserted("\n"), note])
        self.floats.append(Block(Kind.CAPTION, text, page))
        if not self.paragraph:
            self._close_paragraph()
        return end

    def _table(self, start: int, caption: str, heading: Block | None = None) -> int:
        """Reads the table that starts at a place and gives the place after it, 0 where none does."""
        end = end_of_rows(self.lines, start)
        grid = read_spaced_grid(self.lines[start:end]) if end else None
        if not end:
            last_value = self._last_value(start)
            if not last_value:
                return 0
            end = self._end_of_labels(last_value + 1)
            if end == len(self.lines) or not is_table_note(self.lines[end].text):
                end = self._balanced_end(start, last_value + 1, end)
            grid = read_grid(self._groups(start, end))
        notes, after = self._table_notes(end)
        self._take(start, after)
        page = self.lines[start].page
        if heading:
            self.floats.append(heading)
        if grid:
            content, table = table_content(grid, caption, notes)
            self.floats.append(Block(Kind.TABLE, content, page, table=table))
        else:
            self.floats.append(Block(Kind.TABLE, plain_content(self._groups(start, end), notes), page))
        if not self.paragraph or self.lines[start].gap:
            self._close_paragraph()
        return after

    def _last_value(self, start: int) -> int:
        """The place of the last value of the table that starts here, 0 where there is none."""
        values, last = 0, start
        for place in range(start, len(self.lines)):
            line = self.lines[place]
            if is_value(line.text):
                values, last = values + 1, place
            elif not self._is_cell(place, start) or place - last > _MOST_LABEL_LINES:
                break
        return last if values >= _FEWEST_VALUES else 0

    def _is_cell(self, place: int, start: int) -> bool:
        line = self.lines[place]
        if line.top and place > start:
            return False
        special = is_bullet(line.text) or is_caption(line.text) or is_table_note(line.text)
        return not special and self.margin.measure(line.text) <= _CELL_WIDTH and not ends_sentence(line.text)

    def _end_of_labels(self, start: int) -> int:
        end = start
        while end < len(self.lines) and end - start < _MOST_LABEL_LINES and self._is_cell(end, start - 1):
            end += 1
        return end

    def _balanced_end(self, start: int, first: int, last: int) -> int:
        """Where a table without notes ends: after the labels under its last value only if they complete its rows."""
        ends = [place for place in range(first, last + 1) if place == len(self.lines) or self.lines[place].opens]
        complete = [end for end in ends if self._is_complete(read_grid(self._groups(start, end)), start, end)]
        return complete[0] if complete else first

    def _is_complete(self, grid: Grid | None, start: int, end: int) -> bool:
        values = sum(is_value(line.text) for line in self.lines[start:end])
        return grid is not None and len(grid.rows) * len(grid.columns) >= values

    def _groups(self, start: int, end: int) -> list[Label]:
        groups: list[list[MappedText]] = []
        for line in self.lines[start:end]:
            if line.gap or not groups:
                groups.append([])
            groups[-1].append(line.content)
        return [tuple(group) for group in groups]

    def _table_notes(self, start: int) -> tuple[list[MappedText], int]:
        """The notes that stand here, each in one piece, and the place after them."""
        notes = []
        while start < len(self.lines) and is_table_note(self.lines[start].text):
            end = end_of_lines(self.lines, start, self.margin)
            notes.append(join_lines([line.content for line in self.lines[start:end]]))
            start = end
        return notes, start

    def _lead_in(self) -> MappedText | None:
        """The sentence that opens a list here: the last one before it, if it ends in a colon."""
        last = self.elements[-1] if self.elements else None
        if not isinstance(last, Block) or last.kind is not Kind.PARAGRAPH or not last.content.text.endswith(":"):
            return None
        start, end = sentences(last.content.text)[-1]
        return last.content.slice(start, end)

    def _item(self, start: int, end: int, skip: int, number: str, lead_in: MappedText | None) -> None:
        parts = [line.content for line in self.lines[start:end]]
        parts[0] = parts[0].slice(skip, len(parts[0].text)).stripped()
        content = join_lines([part for part in parts if part.text])
        if content.text:
            self._take(start, end)
            block = Block(Kind.LIST_ITEM, content, self.lines[start].page, lead_in, number=number)
            self.elements.append(block)

    def _bullets(self, place: int) -> int:
        self._close_paragraph()
        lead_in = self._lead_in()
        while place < len(self.lines) and is_bullet(self.lines[place].text):
            alone = len(self.lines[place].text) == 1
            end = self._end_of_item(place + 1, first_text=place + alone)
            self._item(place, end, 1, "", lead_in)
            place = end
        return place

    def _end_of_item(self, place: int, first_text: int) -> int:
        """The place after a list item whose text starts at `first_text`."""
        while place < len(self.lines):
            line, last = self.lines[place], self.lines[place - 1]
            if place > first_text:
                complete = last.text.endswith((";", "; and", "; or")) or ends_sentence(last.text)
                # A full line that ends no sentence goes on behind whatever gap follows: a page ends there.
                goes_on = not complete and not self.margin.broke_early(last.text, line.text)
                if is_bullet(line.text) or is_caption(line.text) or (complete and line.top):
                    break
                if line.gap and not goes_on:
                    break
                if complete and self.margin.broke_early(last.text, line.text):
                    break
            elif is_bullet(line.text):
                break
            place += 1
        return place

    def _opens_numbered_list(self, place: int) -> bool:
        """Whether the first item of a numbered list stands here: a colon before it, or the second item soon after."""
        match = _ITEM_NUMBER.match(self.lines[place].text)
        if not match or match[1].strip("(.)") not in ("1", "a"):
            return False
        following = self.lines[place + 1 : place + _NUMBERED_ITEM_LINES]
        adjoining = any(line.text.startswith(_next_number(match[1])) and not line.gap for line in following)
        before = self.lines[self.paragraph[-1]].text if self.paragraph else ""
        return adjoining or before.endswith(":")

    def _numbered_list(self, place: int) -> int:
        self._close_paragraph()
        lead_in = self._lead_in()
        match = _ITEM_NUMBER.match(self.lines[place].text)
        while match:
            following = _next_number(match[1])
            end = self._end_of_item(place + 1, first_text=place)
            inner = [at for at in range(place + 1, end) if self.lines[at].text.startswith(following)]
            end = inner[0] if inner else end
            self._item(place, end, match.end(), match[1], lead_in)
            place = end
            starts = place < len(self.lines) and self.lines[place].text.startswith(following)
            match = _ITEM_NUMBER.match(self.lines[place].text) if starts else None
        return place


def _next_number(number: str) -> str:
    """The number of the next item: "2." after "1.", "(b)" after "(a)"."""
    mark = number.strip("(.)")
    return number.replace(mark, str(int(mark) + 1) if mark.isdigit() else chr(ord(mark) + 1))
