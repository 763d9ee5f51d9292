"""Questions to several reports at once: taken apart, asked of each report, the answers put side by side."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from corpus.types import Facts
from index.types import IndexedReport
from qa.answering import Assistant, Considered, consider, understand
from qa.cite import suggest
from qa.routing import chosen, matching, named_apart, places
from qa.types import Answer

MOST_REPORTS = 6
"""So many reports are asked at most, those that search puts first: each takes half a second."""
READ = 3
"""Passages read of each report: the report is known, and several reports have to be read."""
_SEARCHED = 60
"""Hits among which the reports to ask are found."""

_ON = r"(?:on|in terms of|in|about|for|regarding|over|when it comes to|with (?:regard|respect) to|as to|at)"
_NAMES = r"[^?]+?"
_TOPIC = r"(?P<topic>[^?]+?)\s*\??$"
_COMPARES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"^(?:and )?how (?:do|does|did) {_NAMES} (?:compare|differ)(?: (?:with|to|from) {_NAMES})? {_ON} {_TOPIC}",
        rf"^(?:please )?compare {_NAMES} {_ON} {_TOPIC}",
        rf"^(?:please )?compare (?P<topic>[^?]+?) (?:in|of|at|for|between|across) {_NAMES}\s*\??$",
        rf"^what(?: is|’s|'s| are) the differences? between {_NAMES} {_ON} {_TOPIC}",
    )
)
_SAYS = (
    "mentions?|says?|talks? about|covers?|discuss(?:es)?|describes?|deals? with|refers? to|raises?|criticis(?:e|es)|"
    "praises?"
)
_SUBJECTS = "reports|inspections|inspectors|forces|councils|areas|authorities"
_REPORTS_SAY = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"^what (?:do|did) (?:(?:the|all|these|those|other|different|of) )+(?:inspection )?(?:{_SUBJECTS})"
        rf"(?: (?:on|about|of|for) {_NAMES})? (?:say|state|tell us|find|report|conclude) "
        rf"(?:about|on|regarding) {_TOPIC}",
        rf"^(?:which|what) (?:of the )?(?:inspection )?(?:reports?|inspections?) (?:{_SAYS}) (?:about |on )?{_TOPIC}",
    )
)
_PLACES_DO = re.compile(
    r"^(?P<which>(?:which|what) (?:forces?|areas?|places?|councils?|(?:local )?authorit(?:y|ies))) "
    r"(?P<topic>[^?]+?)\s*\??$",
    re.IGNORECASE,
)
_QUESTION = re.compile(r"^(?:how|what|who|which|when|where|why|whether)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Compared:
    """A question to several reports: what each of them is asked, and whether the reports are named in it."""

    question: str
    named: bool


def comparison(question: str, reports: Sequence[IndexedReport]) -> Compared | None:
    """The question with the comparison taken out, None for one that does not ask to compare.

    Places make a comparison where reports are about at least two of them; "the reports" do where there are two.
    """
    for pattern in _COMPARES:
        match = pattern.match(question)
        if match and named_apart(question.replace(match["topic"], " ", 1), reports):
            return Compared(_asked_of_each(match["topic"]), named=True)
    if len(reports) < 2:
        return None
    for pattern in _REPORTS_SAY:
        if match := pattern.match(question):
            return Compared(_asked_of_each(match["topic"]), named=False)
    match = _PLACES_DO.match(question)
    if match and not matching(question, reports):  # "Which forces does Kent work with?" asks of one
        return Compared(f"{match['which']} {match['topic']}?", named=False)
    return None


def compare(
    with_: Assistant, compared: Compared, asked: str, only: Sequence[str] | None, reports: Sequence[IndexedReport]
) -> Considered:
    """One cited answer of each report, the best reports first; refused where none says anything."""
    hits = with_.searcher.search(compared.question, _SEARCHED, only)
    ids = tuple(dict.fromkeys(hit.passage.report for hit in hits))
    indexed = {report.id: report for report in reports}
    if compared.named and only:
        ids = in_turns((*ids, *only), indexed)
    ids = ids[:MOST_REPORTS]
    lighter = replace(with_, tuning=replace(with_.tuning, rounds=(1, READ)))
    understood = understand(with_.searcher, compared.question)
    each = {id_: consider(lighter, understood, chosen(understood.understood, [id_], reports)).answer for id_ in ids}
    titles = {report.id: _short_name(report.facts) for report in reports}
    found = {id_: answer for id_, answer in each.items() if answer.found}
    silent = ", ".join(titles[id_] for id_ in ids if id_ not in found)
    if not found:
        nearby = tuple(suggest(hit, indexed) for hit in hits[: with_.tuning.nearby])
        message = f"None of the reports asked says: {silent}." if silent else "The reports do not say."
        return Considered(asked, hits, (), None, Answer(asked, False, "", "none", 0.0, nearby=nearby, message=message))
    answer = Answer(
        asked,
        True,
        "; ".join(f"{titles[id_]}: {answer.text}" for id_, answer in found.items()),
        "comparison",
        sum(answer.confidence for answer in found.values()) / len(found),
        items=tuple(answer.text for answer in found.values()),
        citations=tuple(answer.citations[0] for answer in found.values()),
        message=f"Nothing was found on it in: {silent}." if silent else "",
    )
    return Considered(asked, hits, (), None, answer)


def in_turns(ids: Sequence[str], reports: Mapping[str, IndexedReport]) -> tuple[str, ...]:
    """The reports with the places in turn, in their order: one with many reports leaves no other out."""
    of_place: dict[frozenset[tuple[str, ...]], list[str]] = {}
    for id_ in dict.fromkeys(ids):
        of_place.setdefault(places(reports[id_].facts), []).append(id_)
    return tuple(id_ for turn in zip_longest(*of_place.values()) for id_ in turn if id_ is not None)


def _asked_of_each(topic: str) -> str:
    """The topic as a question that one report can answer."""
    if _QUESTION.match(topic):
        return f"{topic[0].upper()}{topic[1:]}?"
    return f"What does the report say about {topic}?"


def _short_name(facts: Facts) -> str:
    """What a report is called beside its answer: whom it is about and when, or its title."""
    year = facts.date[:4]
    return f"{facts.body} ({year})" if facts.body and year else facts.body or facts.title
