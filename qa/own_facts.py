"""Finds where a report states what it says of itself: its dates, its publisher, its author, its title, its summary."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, takewhile

from corpus.facts import COPYRIGHT, DATE, INSPECTION, MONTHS, date_in_words, iso_date
from corpus.types import Kind, Passage
from corpus.words import word_set
from index.folding import words
from index.types import IndexedReport
from qa.own_questions import Aspect

IMPRINT = 6000
"""Characters at a report's beginning, and at its end, in which it says what it is: a cover, a letter's head, an
imprint."""
COVER_LINE = 80
"""A line of a cover is no longer."""
LONGEST = 600
"""Characters up to which a sentence is put together again: a date and who inspected stand nearer to each other."""

_MONTH = "|".join(f"{month.title()}|{month[:3].title()}" for month in MONTHS)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_POINT = (
    rf"(?:\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}|\d{{4}}-\d\d-\d\d"
    rf"|(?:{_DAY} )?\b(?:{_MONTH})\b\.?(?: {_DAY}(?!\d),?)?(?:,? (?:19|20)\d\d\b)?)"
)
_DATES = (
    rf"(?P<dates>[Bb]etween (?:{_POINT}|{_DAY}) and {_POINT}"
    rf"|(?:{_POINT}|{_DAY})\s*(?:–|-|—|to|and|until|through)\s*{_POINT}|{_POINT})"
)
"""A day, a month or a stretch of them; never a year alone, which may be an Act's."""
_WORK = r"(?:inspection|fieldwork|site visits?|review|audit|assessment|evaluation|study|investigation)"
_DONE = r"(?:carried out|conducted|undertaken|held|completed|done|performed|made)"
_DID = r"(?:carried out|conducted|undertook|completed|performed|made|did)"
_GAP = r"(?:(?! (?:under|since|after|before|following|until|previous(?:ly)?|last) )[^.;:\n]){0,60}?"
_DATED = (
    rf"{_GAP} (?:(?:on|in|from|over|during|(?:in |during )?the week (?:of|beginning|commencing)) |(?=between )){_DATES}"
)
_OWN_WORK = rf"(?P<which>[Tt]his|[Tt]he|[Oo]ur|an?)(?P<kind>(?: [\w-]+){{0,4}}) (?P<work>{_WORK})\b"
_INSPECTED = tuple(
    re.compile(pattern)
    for pattern in (
        rf"^(?i:dates? of (?:the |this )?{_WORK}|{_WORK} dates?|inspected)(?:\(s\))?\s*[:–-]?\s*{_DATES}",
        rf"\b{_OWN_WORK}(?: (?:of|in|into|at) [^.;:,]{{1,80}}?)? (?:took place|ran|was|were)(?: {_DONE})?{_DATED}",
        rf"^(?:(?:From|During|On|In|Over) |(?=Between )){_DATES},? [^;]{{2,400}}? {_DID} {_OWN_WORK}",
        rf"\b(?:[Ww]e|[Ii]nspectors) {_DID} {_OWN_WORK}{_DATED}",
        rf"^(?P<who>[^,;:.]{{2,60}}?) (?:was |were )?inspected\b{_DATED}",
    )
)
"""How a report says when its inspection took place, the surest way first."""
_KINDS = word_set(
    "joint targeted area full graded ungraded announced unannounced on-site site off-site thematic performance "
    "combined whole wide-ranging present current main inspection and"
)
"""What sets no inspection apart from the report's own one; "previous" or "fostering" does."""
_INSPECTORS = word_set("the we our inspectors inspection team")
_OTHER = re.compile(r"\b(?:previous|last|earlier|next)\b", re.IGNORECASE)
"""Before "inspection" it makes it another one."""
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_PUBLISHED = re.compile(
    r"(?:^|(?<=\d ))(?i:(?:this |the )?(?:report |letter |document |date )?(?:was |is )?(?:first )?(?:published|issued|"
    r"released|publication date|date of (?:publication|issue)|release date|date)(?: on| in)?)\s*[:–-]?\s*(?=[\dA-Z])"
)
_NAMED = r"(?P<name>(?:the )?[A-Z][^\n.;:]{2,80}?)"
_MADE = r"(?i:published|issued|produced)"
_PUBLISHER = tuple(
    re.compile(pattern)
    for pattern in (
        rf"^(?i:(?:this |the )?(?:report |document |letter )?(?:was |is )?(?:first )?{_MADE} by)\s*:?\s*{_NAMED}"
        r"(?= (?:on|in|at|under|to|with|for)\b|[.,;]|$)",
        rf"^(?i:publisher)\s*:\s*{_NAMED}$",
        rf"^{_NAMED} (?:publishe[ds]|issue[ds]|produce[ds]|has published) this (?:report|document|letter)\b",
    )
)
_AUTHOR = tuple(
    re.compile(pattern)
    for pattern in (
        rf"^(?i:(?:this |the )?(?:report |document |letter )?(?:was |is )?(?:written|prepared|compiled|authored) by)\s*"
        rf":?\s*{_NAMED}(?= (?:on|in|at|under|to|with|for)\b|[.,;]|$)",
        rf"^(?i:authors?|report authors?)\s*:\s*{_NAMED}$",
    )
)


_SUMMARY = re.compile(
    r"(?:the )?(?:(?:executive |overall )?(?:summary|overview|conclusions?)|overall judge?ment\b.*|"
    r"(?:summary of )?(?:key|main|headline|overall) (?:findings|messages|points|judge?ments|conclusions)|"
    r"summary of (?:findings|the report)|results in brief|at a glance|in brief|what [\w’' -]+ found)\W*",
    re.IGNORECASE,
)
_OUTER = 2
"""A deeper section than this is a chapter's."""


@dataclass(frozen=True)
class Stated:
    """Where a report states something: the characters `start` to `end` of one of its passages."""

    passage: Passage
    start: int
    end: int


def stated(aspect: Aspect, report: IndexedReport, passages: Sequence[Passage]) -> Stated | None:
    """Where the report's passages, given in reading order, state that of the report itself; None if they do not."""
    if aspect == "inspected":
        return _inspected(report, passages)
    if aspect == "summary":
        return _summary(passages)
    if aspect == "body":
        return _body(report, passages) if report.facts.body else None
    imprint = _imprint(passages)
    if aspect == "published":
        return _published(report, imprint)
    if aspect == "title":
        return next((at for line in imprint if (at := _whole(line, report.facts.title))), None)
    patterns = _PUBLISHER if aspect == "publisher" else _AUTHOR
    return next((at for pattern in patterns for line in imprint if (at := _first(pattern, line, "name"))), None)


def why_not(aspect: Aspect, report: IndexedReport, passages: Sequence[Passage]) -> str:
    """A sentence for a report that does not state it, with what is known of it beside the text."""
    facts = report.facts
    listed = f"; it is listed as {facts.publisher}’s." if facts.publisher else "."
    if aspect == "published":
        return f"The report does not say when it was published{_dated(report, passages)}"
    return {
        "inspected": "The report does not say when an inspection for it took place.",
        "publisher": f"The report does not say who published it{listed}",
        "author": f"The report does not say who wrote it{listed}",
        "summary": "The report has no summary of its own that could be quoted: please ask about one subject.",
        "title": f"No sentence of the report says so: it is listed as “{facts.title}”.",
        "body": f"No sentence of the report says so: it is listed as on {facts.body}.",
    }[aspect]


def _dated(report: IndexedReport, passages: Sequence[Passage]) -> str:
    """What may be said of a report's date that does not state one: its copyright, or the date given by hand."""
    lines = [line.text for line in _imprint(passages)]
    mark = next((match for line in lines if (match := COPYRIGHT.search(line))), None)
    if mark:
        return f"; its copyright is of {mark[1]}."
    date = report.facts.date
    told = any(iso_date(match) == date for line in lines for match in DATE.finditer(line))
    return f"; it is listed under {date_in_words(date)}." if date and not told else "."


@dataclass(frozen=True)
class _Line:
    """One sentence of a passage."""

    passage: Passage
    start: int
    text: str


def _lines(passages: Sequence[Passage]) -> Iterator[_Line]:
    for passage in passages:
        for sentence in passage.sentences:
            yield _Line(passage, sentence.start, passage.text[sentence.start : sentence.end])


def _opening(passages: Sequence[Passage]) -> list[Passage]:
    """The passages with which the report begins."""
    before = accumulate((len(one.text) for one in passages), initial=0)
    return [one for one, _ in takewhile(lambda pair: pair[1] < IMPRINT, zip(passages, before, strict=False))]


def _imprint(passages: Sequence[Passage]) -> list[_Line]:
    """The sentences at the report's beginning, then those at its end."""
    first = _opening(passages)
    last = _opening(passages[: len(first) - 1 : -1])[::-1]
    return [*_lines(first), *_lines(last)]


def _first(pattern: re.Pattern[str], line: _Line, group: str) -> Stated | None:
    match = pattern.search(line.text)
    return _at(line, *match.span(group)) if match else None


def _at(line: _Line, start: int, end: int) -> Stated:
    return Stated(line.passage, line.start + start, line.start + end)


def _summary(passages: Sequence[Passage]) -> Stated | None:
    """The opening of the first section, of the report as a whole, that says in short what it found."""
    summaries = (
        one
        for one in passages
        if len(one.section) <= _OUTER
        and one.kind in {Kind.PARAGRAPH, Kind.LIST_ITEM}
        and len(one.sentences) > 1
        and _SUMMARY.fullmatch(one.section[-1])
    )
    first = next(summaries, None)
    return Stated(first, 0, len(first.text)) if first else None


def _whole(line: _Line, title: str) -> Stated | None:
    at = line.text.lower().find(title.lower())
    return _at(line, at, at + len(title)) if at >= 0 else None


def _published(report: IndexedReport, imprint: Sequence[_Line]) -> Stated | None:
    for line in imprint:
        for label in _PUBLISHED.finditer(line.text):
            if (match := DATE.match(line.text, label.end())) and iso_date(match):
                return _at(line, *match.span())
    for line in imprint:  # a letter's or a cover's own line
        if line.passage.kind is Kind.PARAGRAPH and (match := DATE.fullmatch(line.text.strip())) and iso_date(match):
            return _at(line, *match.span())
    for line in imprint:
        match = None if INSPECTION.search(line.text) or len(line.text) > COVER_LINE else DATE.search(line.text)
        if match and report.facts.date and iso_date(match) == report.facts.date:
            return _at(line, *match.span())
    return None


def _inspected(report: IndexedReport, passages: Sequence[Passage]) -> Stated | None:
    lines, opening = list(_lines(passages)), len(list(_lines(_opening(passages))))
    whole = [_continued(lines, at) for at in range(len(lines))]
    for pattern in _INSPECTED:
        for at, line in enumerate(lines):
            match = pattern.search(whole[at])
            if match and match.end("dates") <= len(line.text) and _is_own(match, report, at < opening):
                return _at(line, *match.span("dates"))
    return None


def _continued(lines: Sequence[_Line], at: int) -> str:
    """The sentence in one line, with those that go on from it: where it was taken apart after a comma."""
    text = lines[at].text
    while text.endswith(",") and at + 1 < len(lines) and len(text) < LONGEST:
        at += 1
        text = f"{text} {lines[at].text}"
    return text.replace("\n", " ")


def _is_own(match: re.Match[str], report: IndexedReport, in_opening: bool) -> bool:
    """Whether the inspection that a sentence dates is the report's own: nothing sets it apart from that."""
    said, facts = match.groupdict(), report.facts
    if not _is_near(match["dates"], report):
        return False
    if "who" in said:
        return set(words(match["who"])) <= {*words(facts.publisher), *words(facts.body), *_INSPECTORS}
    if "kind" not in said:
        return True
    if not set(words(match["kind"])) <= _KINDS | set(words(facts.title)):
        return False
    which = match["which"].lower()
    if which in {"a", "an"}:
        return in_opening and match["work"] == "inspection"
    return which != "the" or match["work"] in {"inspection", "fieldwork"}


def _is_near(dates: str, report: IndexedReport) -> bool:
    """Whether the dates are of the report's own year or the one before it, as far as both are known."""
    years, published = _YEAR.findall(dates), report.facts.date[:4]
    return not years or not published or int(published) - 1 <= int(years[-1]) <= int(published)


def _body(report: IndexedReport, passages: Sequence[Passage]) -> Stated | None:
    """Where the body is said to be inspected, failing that where the opening names it beside the inspection."""
    body = re.escape(report.facts.body)
    inspected = re.compile(
        rf"(?<!previous )(?<!last )\binspection (?:report: |of (?:[\w’'-]+ ){{0,12}}?)(?P<body>{body})\b", re.IGNORECASE
    )
    beside = [at for one in _lines(_opening(passages)) if INSPECTION.search(one.text) and (at := _named(one, body))]
    return next((at for one in _lines(passages) if (at := _first(inspected, one, "body"))), next(iter(beside), None))


def _named(line: _Line, name: str) -> Stated | None:
    other = _OTHER.search(line.text)
    return None if other else _first(re.compile(rf"\b(?P<name>{name})\b"), line, "name")
