"""Finds printed footnotes and their marks in the running text."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.structure.lines import Line, ends_sentence
from corpus.types import MappedText
from corpus.words import word_set

_LABEL = re.compile(r"\d{1,3}")
_WORDS = re.compile(r"[^\W\d_]{3}")
_MARK = re.compile(r"(?:(?<=\s)|(?<=^)|(?<=[a-z)\]’”'\"])|(?<=\D[.,;:?!]))(\d{1,3})(?=$|[\s;:?!)\]’”'\"]|[.,](?!\d))")
_CAPTION_START = re.compile(r"(?:Figure|Table|Chart|Box|Map|Source)\b", re.IGNORECASE)
_FRAGMENT_LINES = 3
_HIGHEST_FIRST = 3
"""Notes are numbered from 1; this many minus one may have lost their numbers before the first that has one."""
_REACH = 75
"""A page and a half of lines: a note is printed within this many lines after its mark."""

# A number beside one of these counts or names something. Marks stand beside them only after punctuation.
_COUNTED_BEFORE = word_set(
    """a about above an and approximately around as at below between by exceeding first for fourth from had has have in
    is just last least less more most nearly no of on only or other over question questions section sections second
    than the these third those to under until were was with within figure figures table tables annex appendix chapter
    page pages paragraph paragraphs part step level version number year years age aged january february march april may
    june july august september october november december"""
)
_COUNTED_AFTER = word_set(
    """% percent per percentage times million billion thousand hundred hours hour days day weeks week months month years
    year minutes minute january february march april may june july august september october november
    december"""
)


@dataclass(frozen=True)
class Note:
    """A printed footnote: its number and the places of its lines, the bare number's line not among them."""

    number: int
    lines: tuple[int, ...]
    printed: int
    """Place of the first line the note takes."""


@dataclass(frozen=True)
class Notes:
    """All footnotes of a text, the line of each one's mark, and the lines with their marks taken out."""

    notes: tuple[Note, ...]
    anchors: Mapping[int, int]
    lines: tuple[Line, ...]
    taken: frozenset[int]
    """Places of all lines that are no running text: note text and bare numbers."""


def find_notes(lines: Sequence[Line]) -> Notes:
    """The footnotes of a text whose marks and numbers run 1, 2, 3 ... in reading order.

    A printed number without a mark is believed where most others have theirs: marks in charts are lost with them.
    """
    labels = _label_chain(lines)
    notes = [_note_at(lines, labels, place) for place in labels]
    taken = {place for note in notes for place in (note.printed, *note.lines)}
    notes = _with_lost_number(lines, notes, taken)
    taken = {place for note in notes for place in (note.printed, *note.lines)}
    marks = _find_marks(lines, notes, taken)
    if len(marks) * 2 < len(notes):
        return Notes((), {}, tuple(lines), frozenset())
    notes = _with_rest_of_split_note(lines, notes, taken)
    taken = {place for note in notes for place in (note.printed, *note.lines)}
    cleaned = _without_marks(lines, marks.values())
    return Notes(tuple(notes), {number: mark.line for number, mark in marks.items()}, cleaned, frozenset(taken))


@dataclass(frozen=True)
class _Mark:
    line: int
    start: int
    end: int
    score: int


def _label_chain(lines: Sequence[Line]) -> list[int]:
    """Places of the bare numbers over printed notes: the longest run of such lines that count upward.

    One number may be missing between two: a note can lose its label.
    """
    best: dict[int, tuple[int, int, int | None]] = {}  # place -> length of the chain, its number, place before
    by_number: dict[int, tuple[int, int]] = {}  # number -> longest chain that ends with it and its last place
    for place, line in enumerate(lines[:-1]):
        following = lines[place + 1]
        if not _LABEL.fullmatch(line.text) or following.top or not _WORDS.search(following.text):
            continue
        number = int(line.text)
        options = [by_number[before] for before in (number - 1, number - 2) if before in by_number]
        length, previous = max(options, default=(0, -1))
        best[place] = (length + 1, number, previous if length else None)
        if length + 1 >= by_number.get(number, (0, 0))[0]:
            by_number[number] = (length + 1, place)
    if not best:
        return []
    chain = [max(best, key=lambda at: best[at][0])]
    while (before := best[chain[-1]][2]) is not None:
        chain.append(before)
    return chain[::-1] if int(lines[chain[-1]].text) <= _HIGHEST_FIRST else []


def _note_at(lines: Sequence[Line], labels: Sequence[int], label: int) -> Note:
    """The note under a label: the lines from there to white, the next label or the next page."""
    taken = [label + 1]
    for place in range(label + 2, len(lines)):
        if lines[place].opens or place in labels:
            break
        taken.append(place)
    return Note(int(lines[label].text), tuple(taken), label)


def _with_lost_number(lines: Sequence[Line], notes: list[Note], taken: set[int]) -> list[Note]:
    """The notes and those that lost their number: a stray sentence between two page tops, where a number is free."""
    missing = sorted(set(range(1, max((note.number for note in notes), default=0))) - {note.number for note in notes})
    found = list(notes)
    for start, end in _fragments(lines):
        text = " ".join(line.text for line in lines[start:end])
        if start in taken or not text.endswith(".") or _CAPTION_START.match(text):
            continue
        before = max((note.number for note in found if note.printed < start), default=0)
        after = min((note.number for note in found if note.printed > start), default=0)
        free = [number for number in missing if before < number < after]
        if free:
            found.append(Note(free[0], tuple(range(start, end)), start))
    return sorted(found, key=lambda note: note.number)


def _fragments(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """(start, end) of a few lines that stand alone between two page tops: what a page prints beside its text."""
    tops = [place for place, line in enumerate(lines) if line.top]
    for start, end in pairwise(tops):
        inside = lines[start + 1 : end + 1]
        if start > 0 and end - start <= _FRAGMENT_LINES and not any(line.gap for line in inside):
            yield start, end


def _with_rest_of_split_note(lines: Sequence[Line], notes: list[Note], taken: set[int]) -> list[Note]:
    """The notes, each unfinished one with its rest: lines at the foot of the next page that continue a sentence."""
    completed = []
    for note in notes:
        last = note.lines[-1]
        rest: tuple[int, ...] = ()
        if not ends_sentence(lines[last].text) and not lines[last].text.endswith(("/", ":")):
            rest = _foot_that_continues(lines, last + 1, taken)
        completed.append(replace(note, lines=note.lines + rest))
    return completed


def _foot_that_continues(lines: Sequence[Line], start: int, taken: set[int]) -> tuple[int, ...]:
    tops = [place for place in range(start, len(lines)) if lines[place].top][:2]
    if len(tops) < 2 or tops[0] != start:
        return ()
    foot = next((place for place in range(tops[1] - 1, tops[0], -1) if lines[place].gap), None)
    if foot is None or foot in taken or not lines[foot].text[0].islower() or not ends_sentence(lines[foot - 1].text):
        return ()
    return tuple(range(foot, tops[1]))


def _find_marks(lines: Sequence[Line], notes: Sequence[Note], taken: set[int]) -> dict[int, _Mark]:
    """The mark of each note: the run of numbers, in reading order, that together look most like marks."""
    candidates: dict[int, list[_Mark]] = {note.number: [] for note in notes}
    printed = {note.number: note.printed for note in notes}
    for place, line in enumerate(lines):
        if place in taken or _LABEL.fullmatch(line.text):
            continue
        before = "" if line.gap or not place else lines[place - 1].text
        for match in _MARK.finditer(line.text):
            number = int(match[1])
            if place >= printed.get(number, 0):
                continue
            score = _likeness(before, line.text, match) + 2 * (printed[number] - place <= _REACH)
            if score >= 2:
                candidates[number].append(_Mark(place, match.start(1), match.end(1), score))
    return _best_run(candidates)


def _likeness(before: str, text: str, match: re.Match[str]) -> int:
    """How much a number looks like a footnote's mark; below 0 where it counts or names something."""
    head = re.sub(r"(?:(?:^|\s)\d{1,3})*\s*$", "", text[: match.start()]) or before
    tail = text[match.end() :]
    opens_line = match.start() == 0
    if not head or (opens_line and tail.startswith((".", ")"))):
        return -9
    glued = not opens_line and not text[match.start() - 1].isspace()
    punctuated = glued or head[-1] in ".?!,;:)]’”'\""
    closes = not tail or tail[0] in ",;:.?!)]’”'\"" or tail.lstrip()[:1].isupper()
    words = tail.split(maxsplit=1)
    if words and tail[0] == " " and words[0].strip(".,;").lower() in _COUNTED_AFTER:
        return -9
    if not punctuated and head.split()[-1].lower() in _COUNTED_BEFORE:
        return -9
    return 2 * punctuated + closes


def _best_run(candidates: Mapping[int, Sequence[_Mark]]) -> dict[int, _Mark]:
    """At most one candidate a number, in reading order, with the highest sum of scores."""
    runs: list[tuple[int, _Mark | None, dict[int, _Mark]]] = [(0, None, {})]
    for number in sorted(candidates):
        extended = list(runs)
        for mark in candidates[number]:
            fitting = [run for run in runs if run[1] is None or (run[1].line, run[1].end) <= (mark.line, mark.start)]
            total, _, chosen = max(fitting, key=lambda run: run[0])
            extended.append((total + mark.score, mark, {**chosen, number: mark}))
        runs = _undominated(extended)
    return max(runs, key=lambda run: run[0])[2]


def _undominated(
    runs: Sequence[tuple[int, _Mark | None, dict[int, _Mark]]],
) -> list[tuple[int, _Mark | None, dict[int, _Mark]]]:
    """The runs that no other run beats by both ending earlier and scoring as high."""
    kept: list[tuple[int, _Mark | None, dict[int, _Mark]]] = []
    for run in sorted(runs, key=lambda run: ((run[1].line, run[1].end) if run[1] else (-1, -1), -run[0])):
        if not kept or run[0] > kept[-1][0]:
            kept.append(run)
    return kept


def _without_marks(lines: Sequence[Line], marks: Iterable[_Mark]) -> tuple[Line, ...]:
    """The lines without their marks and the space before each."""
    cleaned = list(lines)
    for mark in sorted(marks, key=lambda mark: (mark.line, -mark.start)):
        content = cleaned[mark.line].content
        head, tail = content.slice(0, mark.start), content.slice(mark.end, len(content.text))
        kept = head.slice(0, len(head.text.rstrip()))
        cleaned[mark.line] = replace(cleaned[mark.line], content=MappedText.concatenate([kept, tail]).stripped())
    return tuple(cleaned)
