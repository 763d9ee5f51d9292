"""Which reports a question is about, told from the places, bodies, years and titles that it names."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from corpus.types import Facts
from corpus.words import word_set
from index.folding import STOPWORDS, stem, telling, words
from index.types import IndexedReport
from qa.british_places import is_british_place

_BODY_WORDS = word_set(
    "the a of in for city county district borough metropolitan london royal unitary council councils authority local "
    "area police constabulary service services force fire rescue nhs trust foundation combined partnership children "
    "and department office hospital hospitals university college school prison"
)
"""What bodies are, as opposed to where they are."""
_BEFORE_ITS_NAME = re.compile(r"(?:\b(?:in|of|at|for|by|within|across|from|on|about)\s+)?(?:\bthe\s+)?$", re.I)
_AFTER_ITS_NAME = re.compile(
    r"(?:\s+(?:county|city|district|borough|metropolitan|council|constabulary)(?:[’']s)?\b)*", re.I
)
_FRAME = re.compile(
    r"^(?:according to|from|in)(?: the)?(?: (?:19|20)\d\d)?(?: \w+)? (?:report|inspection|letter)[\s,:]+", re.I
)
_SIDES = word_set("north south east west central greater mid upper lower new old great inner outer")
"""Words that only together with the next one are a place."""
_JOINTS = re.compile(r"\s+(?:and|with|upon|on|of|in)\s+|,\s*", re.IGNORECASE)
_HYPHENED = re.compile(r"(?P<first>[^\W\d_]+)-(?:on|upon|under|by|in|le|the)-[^\W\d_]+", re.IGNORECASE)
"""A place that is called by its first word, too: "Stoke-on-Trent"."""
_JOINED = re.compile(r"(?:[’']s?)?,? (?:and|or|vs\.?|versus)(?: (?:in|of|for))?(?: the)? |, (?:the )?", re.IGNORECASE)
_NOT_PLACES = word_set(
    "monday tuesday wednesday thursday friday saturday sunday christmas easter i english british welsh scottish "
    "january february march april may june july august september october november december "
    "spring summer autumn winter"
)
_GENERAL = STOPWORDS | _NOT_PLACES | _SIDES | _BODY_WORDS
_DOCUMENT = r"(?:reports?|inspections?|reviews?|strategy|strategies|letters?|statements?|audits?|assessments?|summary)"
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_YEARS_DOCUMENT = re.compile(rf"\b(?P<year>(?:19|20)\d\d)(?: [\w’'-]+){{0,2}} {_DOCUMENT}\b", re.IGNORECASE)
_DOCUMENT_OF_YEAR = re.compile(rf"\b{_DOCUMENT} (?:of|from|in|for) (?:\w+ )?(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE)
_LATEST = re.compile(rf"\b(?:latest|most recent|newest|last)(?: [\w’'-]+){{0,3}} {_DOCUMENT}\b", re.IGNORECASE)
_NAMED_DOCUMENT = re.compile(rf"(?P<name>(?:[\w’'&-]+ ){{1,6}}{_DOCUMENT})\b", re.IGNORECASE)
_NAME_WORD = r"[A-Z][a-z’']+(?:-[A-Za-z][a-z’']*)*(?!\w)"
_NAME = rf"{_NAME_WORD}(?:(?: (?:and|upon|with|on|of|the))? {_NAME_WORD})*"
_AS_PLACE = re.compile(
    rf"\b(?:in|for|at|across|within|about|around|near|from|of|to|{_DOCUMENT} on) (?:the )?(?P<name>{_NAME})"
)
_AS_BODY = re.compile(
    rf"\b(?P<name>{_NAME})(?:[’']s?)? (?:[Pp]olice|[Cc]onstabulary|[Ff]orce|[Cc]ouncil|(?:[Cc]ounty|[Cc]ity|[Bb]orough)"
    r" [Cc]ouncil|[Ff]ire)\b"
)
_AS_OWNER = re.compile(rf"(?<=\w )(?P<name>{_NAME})(?<=[’']s) (?=[a-z])")
_AS_SUBJECT = re.compile(
    r"\b(?:[Ii]s|[Aa]re|[Ww]as|[Ww]ere|[Dd]o|[Dd]oes|[Dd]id|[Hh]as|[Hh]ave|[Hh]ad|[Cc]an|[Ww]ill) "
    rf"(?P<name>{_NAME})(?= [a-z])"
)
_AS_PLACE_IN_LOWER_CASE = re.compile(
    r"\b(?:in|for|at|across|within|about|around|near|from|of|to|is|are|was|were|do|does|did|has|have|had|can|will|and|with)"
    r" (?P<name>[a-z]{4,})\b"
)
_COMPARES = re.compile(
    r"\b(?:compare|differ|differences? between|(?:better|worse|stronger|weaker|safer) than)\b", re.IGNORECASE
)
_AS_COMPARED = re.compile(rf"\b(?:do|does|did|[Cc]ompare|between|and|with|to|than|vs\.?|versus) (?P<name>{_NAME})")


_KINDS = (
    (r"force|constabulary|(?<![Tt]he )(?<![Tt]his )police", word_set("police constabulary")),
    (r"council|(?:local )?authority", word_set("council councils borough county city district")),
    (r"school|academy|college", word_set("school academy college")),
    (r"prison", word_set("prison hmp")),
    (r"hospital|trust", word_set("hospital hospitals trust nhs")),
    (r"fire service|brigade", word_set("fire")),
)
"""What a report calls its body where it need not name it, and the words that such bodies have in their names."""
_THE = r"(?:\b[Tt]he|\b[Tt]his|(?<=\s)[A-Z][\w’'-]+)(?: (?i:county|city|borough|district))? "
_THE_KINDS = tuple((re.compile(rf"{_THE}(?i:{kind})(?:[’']s)?\b"), bodies) for kind, bodies in _KINDS)
_BODY_KINDS = frozenset[str]().union(*(bodies for _, bodies in _KINDS))

OTHER_KIND = 3.0
"""What the passages of a report lose whose body is of another kind than the one that the question speaks of. With 51
indexed it moves no recall@5 (0.5 to 3 tried; favouring the reports that fit loses some): such passages compete only
when they are read, at a logit a point."""
OTHER_YEAR = 1.0
"""What those lose that are not of the year of the document which the question is about, where nothing else names it."""


@dataclass(frozen=True)
class Route:
    """Where an answer is looked for: the reports in `only` (all when None); nowhere when `refusal` says why.

    `named` are the reports that the question names, `names` the places by which it does: passages of other reports
    that say them are looked at, too. `losses` are how much less likely than others a report is meant (see `losses`).
    """

    only: tuple[str, ...] | None = None
    named: tuple[IndexedReport, ...] = ()
    names: tuple[str, ...] = ()
    refusal: str = ""
    losses: Mapping[str, float] = field(default_factory=dict)


def route(question: str, context: str, reports: Sequence[IndexedReport], known: Callable[[str], bool]) -> Route:
    """The reports that a question names; all of them where it names none that is indexed.

    `known` tells whether a folded word stands in any report.
    `context` is the question with what the ones before it said: it is looked at where the question names nothing. A
    name that stands for a place or a body and that neither a report's facts nor any text has is a refusal.
    """
    called = _called(question, reports)
    missing = "" if called and not _COMPARES.search(question) else unknown_name(question, reports, known)
    if missing:
        return Route(refusal=f"Nothing about {missing} is indexed: no report is about it or mentions it.")
    if not called and context != question:
        question, called = context, _called(context, reports)
    # A year alone names no report: "its inspection in 2014" may stand in one of another year (see `losses`).
    named = _narrowed(question, called, reports) if called else ()
    names = tuple(question[start:end] for start, end in _place_spans(question, named))
    return Route(tuple(report.id for report in named) or None, named, names, losses=losses(context, named or reports))


def chosen(question: str, ids: Sequence[str], reports: Sequence[IndexedReport]) -> Route:
    """The way of a question to reports that are given by hand: to those, whatever it names."""
    meant = [report for report in reports if report.id in ids]
    return Route(tuple(ids), matching(question, meant), losses=losses(question, meant))


def matching(question: str, reports: Sequence[IndexedReport]) -> tuple[IndexedReport, ...]:
    """The reports whose place, body, title or id the question names, of its year where it says one; () for none."""
    return _narrowed(question, _called(question, reports), reports)


def losses(question: str, reports: Sequence[IndexedReport]) -> dict[str, float]:
    """How much less likely than others each report is meant, where the question names none or several: those on
    another kind of body than its "the force" or "the council", and those not of its "2014 inspection".
    """
    if len(reports) < 2:
        return {}
    asked = frozenset[str]().union(*(bodies for the_kind, bodies in _THE_KINDS if the_kind.search(question)))
    fits = any(asked & _kind_words(report) for report in reports)
    of_year = () if _called(question, reports) else {report.id for report in _of_year(question, (), reports)}
    return {
        report.id: OTHER_KIND * (fits and _is_other(report, asked))
        + OTHER_YEAR * (bool(of_year) and report.id not in of_year)
        for report in reports
    }


def _is_other(report: IndexedReport, asked: frozenset[str]) -> bool:
    """Whether the report's body is of none of the kinds asked for; a place alone ("Walsall") has all of them."""
    kinds = _kind_words(report)
    return not kinds & asked if kinds else not report.facts.body


def _kind_words(report: IndexedReport) -> frozenset[str]:
    return _BODY_KINDS & set(words(report.facts.body))


def _called(question: str, reports: Sequence[IndexedReport]) -> list[IndexedReport]:
    """The reports whose place, body, title or id the question names."""
    found = [report for report in reports if _mentioned(question, report.facts) or _names_id(question, report.id)]
    said, documents = " ".join(words(question)), _documents_named(question, reports)
    return [report for report in found or reports if _names_title(said, documents, report)] or found


def without_places(question: str, reports: Iterable[IndexedReport]) -> str:
    """The question without the places that the reports are about, to search those reports by: all of their passages
    are on the place, and the few that name it are no nearer for it. Left whole where next to nothing would remain.
    """
    spans = _place_spans(question, reports)
    if not spans:
        return question
    rest, until = "", 0
    for start, end in spans:
        rest += _BEFORE_ITS_NAME.sub("", question[until:start]) + " "
        after = _AFTER_ITS_NAME.match(question, end)
        until = after.end() if after else end
    rest = _FRAME.sub("", " ".join((rest + question[until:]).split()).lstrip(",: "))
    return rest if len(telling(rest)) > 1 else question


def _place_spans(question: str, reports: Iterable[IndexedReport]) -> list[tuple[int, int]]:
    """Where the question names the reports' places, in its order; a part of a longer name is not one of its own."""
    asked = _asked(question)
    found = {span for report in reports for place in places(report.facts) for span in _uses(place, asked)}
    return [
        span for span in sorted(found) if not any(a <= span[0] and span[1] <= b for a, b in found if (a, b) != span)
    ]


def among(reports: Iterable[IndexedReport], only: Sequence[str] | None) -> list[IndexedReport]:
    """The reports with one of these ids; all where none are given."""
    return [report for report in reports if only is None or report.id in only]


def called_the_report(meant: Sequence[IndexedReport], only: Sequence[str] | None) -> Sequence[IndexedReport]:
    """Those of the reports `meant` whose names only narrow "the report" down: of all that are indexed none is named."""
    return meant if only is not None or len(meant) == 1 else ()


def place_in_words(report: IndexedReport) -> str:
    """The report's place as a question would name it: "Kent" of "Kent County Council"; its body where that is called by
    no place, "" where it states none.
    """
    spans = _place_spans(report.facts.body, (report,))
    return report.facts.body[spans[0][0] : spans[-1][1]] if spans else report.facts.body


def named_apart(question: str, reports: Sequence[IndexedReport]) -> bool:
    """Whether the question names at least two places that reports are about, or two years of one place's reports."""
    places = {place for report in reports for place in _mentioned(question, report.facts)}
    if len({_owners(place, reports) for place in places}) > 1:
        return True
    said = set(_YEAR.findall(question))
    return len({frozenset(said & _years(report)) for report in _called(question, reports) if said & _years(report)}) > 1


def names_joined(question: str, reports: Sequence[IndexedReport]) -> tuple[int, int] | None:
    """Where the question names places one beside the other, by "and" or "or", with what such bodies are called after
    them; None where it does not.
    """
    begin = until = 0
    for number, (start, end) in enumerate(_place_spans(question, reports)):
        after = _AFTER_ITS_NAME.match(question, end)
        if number and not _JOINED.fullmatch(question, until, start):
            return None
        begin, until = (begin if number else start), (after.end() if after else end)
    return (begin, until) if named_apart(question[begin:until], reports) else None


def unknown_name(question: str, reports: Sequence[IndexedReport], known: Callable[[str], bool]) -> str:
    """The first name in the question that is used as a place, a body or whom it is about, and that the reports do not
    know; "" if none.
    """
    facts = {word for report in reports for word in words(" ".join(_strings(report.facts)))}
    for name in _lower_case_places(question):
        if name not in facts and not known(name):
            return name.capitalize()
    if in_capitals(question):
        return ""
    compared = _AS_COMPARED.finditer(question) if _COMPARES.search(question) else ()
    for name in (*_used_names(question), *(match["name"] for match in compared)):
        for part in _JOINTS.split(name):
            if any(not known(word) and word not in facts for word in _own_words(part)):
                said = [word for word in part.split() if word.lower() not in STOPWORDS]
                return " ".join(said).removesuffix("’s").removesuffix("'s")
    return ""


def in_capitals(question: str) -> bool:
    """Whether A Question Is Typed In Capitals: they tell no names then."""
    capitals = sum(word[0].isupper() for word in question.split() if word[0].isalpha())
    return capitals > 0.7 * len(question.split()) and len(question.split()) > 3


def others_named(question: str, report: IndexedReport) -> frozenset[str]:
    """The folded words of names that the question uses as a place, a body or whom it is about, and that are not the
    report's own: only what says them is about them.
    """
    facts = set(words(" ".join(_strings(report.facts))))
    names = (*_used_names(question), *_lower_case_places(question))
    return frozenset(word for name in names for word in _own_words(name)) - facts


def _lower_case_places(question: str) -> list[str]:
    """British places in a question typed without capitals."""
    if any(word[0].isupper() for word in question.split()[1:]):
        return []
    return [match["name"] for match in _AS_PLACE_IN_LOWER_CASE.finditer(question) if is_british_place(match["name"])]


def _used_names(question: str) -> list[str]:
    patterns = (_AS_BODY, _AS_PLACE, _AS_SUBJECT, _AS_OWNER)
    return [match["name"] for pattern in patterns for match in pattern.finditer(question)]


def _own_words(name: str) -> list[str]:
    return [word for word in words(name) if word not in _GENERAL and len(word) > 2]


def places(facts: Facts) -> frozenset[tuple[str, ...]]:
    """What a report's place can be called, each as folded words: "Blackburn with Darwen", "Blackburn", "Darwen"."""
    return _places_of(facts.body)


@lru_cache(maxsize=4096)
def _places_of(body: str) -> frozenset[tuple[str, ...]]:
    unhyphened = _HYPHENED.sub(lambda match: match.group().replace("-", " "), body)
    parts = [body, *_JOINTS.split(body), unhyphened, _HYPHENED.sub(r"\g<first>", body)]
    named = (tuple(word for word in words(part) if word not in _BODY_WORDS or word in {"and"}) for part in parts)
    trimmed = (_trimmed(part) for part in named)
    return frozenset(part for part in trimmed if part and not (len(part) == 1 and part[0] in _SIDES | STOPWORDS))


def _trimmed(part: tuple[str, ...]) -> tuple[str, ...]:
    """Without "and" at its ends: there it joined two things that bodies are."""
    while part and part[-1] == "and":
        part = part[:-1]
    while part and part[0] == "and":
        part = part[1:]
    return part


def _mentioned(question: str, facts: Facts) -> list[tuple[str, ...]]:
    """The place's names that the question uses as names: with capitals, or all in lower case after a fitting word."""
    return [place for place in places(facts) if _uses(place, _asked(question))]


@dataclass(frozen=True)
class _Asked:
    folded: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    capital: tuple[bool, ...]
    all_lower: bool


@lru_cache(maxsize=64)
def _asked(question: str) -> _Asked:
    tokens = [token for token in re.finditer(r"[\w’'&.-]*[\w’'&-]", question) if words(token.group())]
    folded = tuple(words(token.group())[0] for token in tokens)
    capital = tuple(token.group()[0].isupper() for token in tokens)
    return _Asked(folded, tuple(token.span() for token in tokens), capital, not any(capital[1:]))


_BEFORE_PLACE = word_set("in for at of to from across within about around near does did has and")
_AFTER_PLACE = word_set("police council constabulary force report inspection city county borough authority and")


def _uses(place: tuple[str, ...], asked: _Asked) -> list[tuple[int, int]]:
    """Where in the question the words stand as a name; the "and" within a name may be written "&"."""
    last = len(place) - 1
    return [
        (asked.spans[at][0], asked.spans[at + last][1])
        for at in range(len(asked.folded) - last)
        if asked.folded[at : at + last + 1] == place and _is_name(asked, at, at + last + 1)
    ]


def _is_name(asked: _Asked, at: int, end: int) -> bool:
    """Whether the words from `at` to `end` are a name by themselves: "Manchester" is none in "Greater Manchester"."""
    before = asked.folded[at - 1] if at else ""
    after = asked.folded[end] if end < len(asked.folded) else ""
    if before in _SIDES and (asked.capital[at - 1] or asked.all_lower):
        return False
    if asked.capital[at]:
        return True
    return asked.all_lower and (not before or before in _BEFORE_PLACE or after in _AFTER_PLACE or not after)


def _owners(place: tuple[str, ...], reports: Sequence[IndexedReport]) -> frozenset[str]:
    return frozenset(report.id for report in reports if place in places(report.facts))


def _names_id(question: str, id_: str) -> bool:
    return bool(re.search(rf"(?<![\w-]){re.escape(id_)}(?![\w-])", question, re.IGNORECASE)) and (
        "-" in id_ or any(char.isdigit() for char in id_)
    )


def _names_title(said: str, documents: Sequence[Sequence[str]], report: IndexedReport) -> bool:
    """Whether a question, `said` in folded words, calls the report by its title, whole or as one of the `documents`
    that it names: "the open data strategy", "the Ofsted report".
    """
    title = words(report.facts.title)
    if len(title) > 2 and " ".join(title) in said:
        return True
    return any(_is_called(called, report) for called in documents)


def _documents_named(question: str, reports: Sequence[IndexedReport]) -> list[list[str]]:
    """What the question calls documents, each as telling words, where not all of the reports are called so."""
    named: list[list[str]] = []
    for match in _NAMED_DOCUMENT.finditer(question):
        told = [word for word in telling(match["name"]) if not _YEAR.fullmatch(word)]
        named += [told[begin:] for begin in range(len(told) - 1)]
    return [called for called in named if not all(_is_called(called, report) for report in reports)]


def _is_called(called: Sequence[str], report: IndexedReport) -> bool:
    """Whether all those words, the kind of document aside, stand in the report's title, publisher or id."""
    name = _name_stems(report.facts.title, report.facts.publisher, report.id)
    return all(stem(word) in name for word in called[:-1]) and (
        stem(called[-1]) in name or stem(called[-1]) in {"report", "inspect"}
    )


@lru_cache(maxsize=4096)
def _name_stems(title: str, publisher: str, id_: str) -> frozenset[str]:
    return frozenset(stem(word) for text in (title, publisher, id_.replace("-", " ")) for word in words(text))


def _narrowed(
    question: str, called: Sequence[IndexedReport], reports: Sequence[IndexedReport]
) -> tuple[IndexedReport, ...]:
    return tuple(_newest(question, _of_year(question, _of_body(question, called), reports)))


def _of_body(question: str, found: Sequence[IndexedReport]) -> Sequence[IndexedReport]:
    """Those whose body's whole name the question says a document is of ("the Kent Police report"), where some are."""
    return [report for report in found if _names_document_of(report.facts.body, question)] or found


def _names_document_of(body: str, question: str) -> bool:
    name = " ".join(words(body))
    document = rf"{name}(?: \w+){{0,2}} {_DOCUMENT}|{_DOCUMENT} (?:of|on|about|for|into)(?: the)? {name}"
    return " " in name and bool(re.search(rf"\b(?:{document})\b", " ".join(words(question))))


def _of_year(
    question: str, found: Sequence[IndexedReport], reports: Sequence[IndexedReport]
) -> Sequence[IndexedReport]:
    """Those of the year that the question says, where it says one and some are."""
    strict = [match["year"] for match in (*_YEARS_DOCUMENT.finditer(question), *_DOCUMENT_OF_YEAR.finditer(question))]
    if strict:
        return [report for report in found or reports if _years(report) & set(strict)] or found
    if len(found) < 2:
        return found
    # Outside "the 2015 report" a year is what the figures are of: they are published within it or in the next one.
    said = {int(year) for year in _YEAR.findall(question)}
    near = {str(year + later) for year in said for later in (0, 1)}
    return [report for report in found if _years(report) & near] or found


def _newest(question: str, found: Sequence[IndexedReport]) -> Sequence[IndexedReport]:
    if len(found) < 2 or not _LATEST.search(question):
        return found
    newest = max(report.facts.date for report in found)
    return [report for report in found if report.facts.date == newest] if newest else found


def _years(report: IndexedReport) -> set[str]:
    facts = report.facts
    return set(_YEAR.findall(" ".join((facts.date, facts.title, report.id.replace("-", " ")))))


def _strings(facts: Facts) -> Iterable[str]:
    return (facts.title, facts.body, facts.publisher)
