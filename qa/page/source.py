"""A whole report as HTML for the panel beside the conversation: contents, and text with the quote marked."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, takewhile

from corpus.facts import date_in_words
from corpus.types import Kind, Passage, Sentence
from index.types import IndexedReport
from qa.page import markup
from qa.page.markup import Marks, text
from qa.page.tables import at_cell, grid

DEEPEST = 6
"""HTML knows no heading below the sixth level; the panel's own title is the second, the report's the third."""

GONE = "The report has changed since this was quoted: the quote is no longer in it word for word."


@dataclass(frozen=True)
class Place:
    """What to show in a report: a quote and the answer in it, as (start, end) in the passage. (0, 0) marks nothing."""

    report: str
    section: tuple[str, ...]
    passage: str
    quote: tuple[int, int]
    answer: tuple[int, int] = (0, 0)


def source(report: IndexedReport, passages: Sequence[Passage], place: Place | None = None) -> str:
    """The report: title and facts, contents, and all text, with the place marked."""
    cited = _cited(passages, place) if place else {}
    gone = f'<p class="gone" role="status">{GONE}</p>' if place and not cited else ""
    body = "".join(
        _section(number, before, group, cited, _pictured(report))
        for number, (before, group) in enumerate(_sections(passages))
    )
    return (
        f'<h3 class="title offscreen">{text(report.facts.title)}</h3>{_facts(report)}{gone}'
        f'{_contents(passages)}<div class="text">{body}</div>'
    )


def _cited(passages: Sequence[Passage], place: Place) -> dict[int, Marks]:
    """What is marked in the passages that are cited, by their ids: one, or those that a quote was put together of."""
    own = [one for one in passages if one.section == place.section]
    whole = next((one for one in own if one.text == place.passage), None)
    if whole:
        return {id(whole): _marks(place)}
    return _cited_in_parts(own, place) if place.answer == place.quote else {}


def _cited_in_parts(passages: Iterable[Passage], place: Place) -> dict[int, Marks]:
    """What is marked where a quote goes on over passages: its sentences, each looked for behind the one before."""
    quote = place.passage[slice(*place.quote)]
    parts: dict[int, Marks] = {}
    at = 0
    for passage in passages:
        found: list[Sentence] = []
        for sentence in passage.sentences:
            said = passage.text[sentence.start : sentence.end]
            if at < len(quote) and quote.startswith(said, at):
                found.append(sentence)
                at += len(said)
                at += len(quote[at:]) - len(quote[at:].lstrip())
        if found:
            stretch = (found[0].start, found[-1].end)
            parts[id(passage)] = _marks(Place(place.report, place.section, passage.text, stretch, stretch))
    return parts if quote and at == len(quote) else {}


def _sections(passages: Sequence[Passage]) -> Iterator[tuple[tuple[str, ...], list[Passage]]]:
    """The passages of each section, with the path of the section before it."""
    before: tuple[str, ...] = ()
    for path, group in groupby(passages, key=lambda passage: passage.section):
        yield before, list(group)
        before = path


def _facts(report: IndexedReport) -> str:
    facts = [report.facts.publisher, date_in_words(report.facts.date), f"{report.pages} pages" if report.pages else ""]
    return f'<p class="facts">{" · ".join(text(fact) for fact in facts if fact)}</p>'


def _contents(passages: Sequence[Passage]) -> str:
    """The section tree: one button a heading, each going to the first text under it."""
    entries = []
    for number, (before, group) in enumerate(_sections(passages)):
        path = group[0].section
        page = group[0].sentences[0].page
        entries += [
            f'<li style="--depth:{depth}"><button type="button" data-goto="{_place(number, depth)}">{text(path[depth])}'
            f"{f'<span class=page> p. {page}</span>' if page else ''}</button></li>"
            for depth in range(_shared(before, path), len(path))
        ]
    return (
        f'<details class="contents"><summary>Contents</summary><nav aria-label="Sections of the report"><ul>'
        f"{''.join(entries)}</ul></nav></details>"
    )


def _section(
    number: int,
    before: tuple[str, ...],
    passages: Sequence[Passage],
    cited: Mapping[int, Marks],
    pictured: str,
) -> str:
    path = passages[0].section
    headings = "".join(
        f'<h{min(depth + 4, DEEPEST)} id="{_place(number, depth)}" tabindex="-1">{text(path[depth])}'
        f"</h{min(depth + 4, DEEPEST)}>"
        for depth in range(_shared(before, path), len(path))
    )
    parts = []
    page: int | None = None
    lists: tuple[str, ...] = ()
    for place, passage in enumerate(passages):
        preceding = passages[place - 1] if place else None
        first = passage.sentences[0].page
        here = cited.get(id(passage), ())
        # Over the cited passage too: its own beginning may be out of sight.
        if first is not None and (first != page or here):
            parts.append(_page(first, pictured))
        page = passage.sentences[-1].page
        repeated = 0 if here else _repeated(preceding, passage, lists)
        lists = _open_lists(lists, preceding, passage)
        parts.append(_passage(passage, repeated, here, depth=len(lists[1:])))
    return f"<section>{headings}{''.join(parts)}</section>"


def _pictured(report: IndexedReport) -> str:
    """The id of a report whose pages can be shown as printed, else ""."""
    return report.id if report.file_name.lower().endswith(".pdf") else ""


def _page(page: int, pictured: str) -> str:
    if not pictured:
        return f'<span class="page">p. {page}</span>'
    return (
        f'<button type="button" class="page" data-picture="{page}" data-report="{text(pictured)}" '
        f'aria-label="Page {page}: show it as printed">p. {page}</button>'
    )


def _marks(place: Place) -> Marks:
    return tuple(
        (start, end, tag)
        for (start, end), tag in ((place.quote, '<span class="quoted">'), (place.answer, "<mark>"))
        if start < end
    )


def _repeated(before: Passage | None, passage: Passage, lists: Sequence[str]) -> int:
    """How many of a passage's first sentences, which lead into its list, are said already.

    By the passage before it, or above one of the lists that are open there.
    """
    if before is None:
        return 0
    said = {*lists, *(before.text[one.start : one.end] for one in before.sentences)}
    leads = (passage.text[one.start : one.end] for one in passage.sentences[: passage.lead])
    return sum(takewhile(bool, (lead in said or before.text.endswith(lead) for lead in leads)))


def _open_lists(lists: tuple[str, ...], before: Passage | None, passage: Passage) -> tuple[str, ...]:
    """What leads into each list that is open at a passage, outermost first; a list led into by an item is within it."""
    if passage.kind is not Kind.LIST_ITEM:
        return ()
    above = passage.sentences[passage.lead - 1] if passage.lead else None
    lead = passage.text[above.start : above.end] if above else ""
    if lead in lists:
        return lists[: lists.index(lead) + 1]
    return (*lists, lead) if lists and lead and before and before.text.endswith(lead) else (lead,)


def _passage(passage: Passage, skipped: int, marks: Marks, depth: int = 0) -> str:
    if passage.table and passage.table.cells:
        whole = at_cell(passage.table, marks[-1][0]) if marks else grid(passage.table)
        return f"<div{' class=quoted' if marks else ''}>{markup.table(whole)}</div>"
    sentences = passage.sentences[skipped:]
    if passage.kind is Kind.LIST_ITEM:
        lead = max(0, passage.lead - skipped)
        paragraphs = "".join(_lines(passage, one.start, one.end, marks) for one in sentences[:lead])
        items = "".join(
            f"<li>{markup.marked(passage.text, one.start, one.end, marks)}</li>" for one in sentences[lead:]
        )
        within = '<ul><li class="within">'
        return f"{within * depth}{paragraphs}<ul>{items}</ul>{'</li></ul>' * depth}"
    kind = ' class="note"' if passage.kind in {Kind.FOOTNOTE, Kind.CAPTION} else ""
    return _lines(passage, sentences[0].start, len(passage.text), marks, kind)


def _lines(passage: Passage, start: int, end: int, marks: Marks, kind: str = "") -> str:
    """A stretch of a passage as paragraphs: every line of it is one."""
    paragraphs = []
    for line in passage.text[start:end].split("\n"):
        if line.strip():
            paragraphs.append(f"<p{kind}>{markup.marked(passage.text, start, start + len(line), marks)}</p>")
        start += len(line) + 1
    return "".join(paragraphs)


def _place(number: int, depth: int) -> str:
    return f"place-{number}-{depth}"


def _shared(before: Sequence[str], path: Sequence[str]) -> int:
    """How many outer headings two sections share."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(before, path, strict=False)))
