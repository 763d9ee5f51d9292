"""What makes a question one for another figure than a cell holds: another time, group, place, or a change."""

import re

from index.folding import terms, words
from index.wording import Wording
from qa.tables.columns import WHEN
from qa.tables.measures import MANNER, MEASURES, ORGANISATION, measure_of

_CHANGE = frozenset(
    terms(
        "fall fell fallen falling rise rose risen rising increase decrease change drop reduce reduction grow grew "
        "grown growth decline difference improve worsen double halve"
    )
)
"""A question with one of these asks for a change, and no level answers it."""

_ELSEWHERE = re.compile(
    r"\b(?:national(?:ly)?|country|nationwide|others?|similar|elsewhere|everywhere|all|each|every|both|average)\b", re.I
)
"""A question with one of these is about other places than one column holds, unless a label says it too."""

DENIES = re.compile(r"\b(?:not|never|without|except|excluding)\b|n['’]t\b", re.I)
"""A question with one of these asks for what a figure leaves out, unless its labels say it too."""

_RECORDS = frozenset(
    terms(
        "record recorded report reported have had give gave get got receive received make made issue issued count see "
        "hold held own list listed note noted log logged register registered include included happen happened occur "
        "occurred"
    )
)
"""What a body does with whatever it has figures of: to solve, use or lose them is something else."""

_QUALIFIER = re.compile(
    r"\b(?:for|against|in|from|by|per|among|with|at|across|of|did|does|do) "
    r"(?=(?:(?:the|a|an|any|its|their) )?([\w’'-]+(?: [\w’'-]+)?))",
    re.I,
)
"""What a question is narrowed to: "for burglary", "did West Mercia"."""

_PLURAL = re.compile(r"[a-z]{3,}(?<![iu]s)(?<!ss)(?<=s)")
"""A noun for what is counted ("burglary offences"): other words beside a label's make it another figure."""

MONTHS = frozenset(
    terms("january february march april may june july august september october november december")
)
YEAR = re.compile(r"(?:19|20)\d\d")
_CALENDAR_YEAR = re.compile(r"(?<![\d/–-])(?:19|20)\d\d(?![\d,]| ?[/–-] ?\d)")
_SPLIT_YEAR = re.compile(r"\b((?:19|20)\d\d) ?[/–-] ?(?:\d\d){1,2}\b")
"""A year from January, and one such as 2014/15 that is not the year 2014."""

_PLANNED = frozenset(terms("due date planned expected scheduled supposed going"))
"""What "when" is asked with of whatever is to come."""

_WHOLE = frozenset(terms("area year months month period time report last past latest"))
"""Words that narrow a figure to what a table is about anyway."""


def asks_for_another(question: str, asked: set[str], near: set[str], left: set[str], wording: Wording) -> bool:
    """Whether words of the question that stand nowhere around the cell make it a question for another figure."""
    # A word that no report has, or a figure, may be just what makes it another question ("in Kent", "in 2012").
    if any(term not in wording.stems or term.isdigit() for term in left - _RECORDS):
        return True
    if asked & _CHANGE and not near & _CHANGE:
        return True
    if any(not near & set(terms(word)) for word in _ELSEWHERE.findall(question)):
        return True
    if measure_of(question) and left & _limiting(question) - _RECORDS - ORGANISATION - _WHOLE:
        return True
    return bool(left & _narrowed(question) - ORGANISATION - _WHOLE)


def means_another_time(question: str, labels: str, said: set[str]) -> bool:
    """Whether the question has a calendar year where the labels have only one that is split over two (2014, 2014/15),
    or asks when something happened that is not `said` around the cell: the date of one thing is none of another.
    """
    split = set(_SPLIT_YEAR.findall(labels)) - set(_CALENDAR_YEAR.findall(labels))
    if split & set(_CALENDAR_YEAR.findall(question)):
        return True
    # Here "recorded" says something, too: no date of a first publication is when crime was recorded.
    return bool(WHEN.search(question)) and bool(set(terms(WHEN.sub("", question))) - said - MANNER - _PLANNED)


def _limiting(question: str) -> set[str]:
    """The words that say more of what a question counts than its kind: "female staff", "staff left", "were solved"."""
    for _, measure in MEASURES:
        question = measure.sub(" ", question)
    return set(terms(" ".join(word for word in words(question) if not _PLURAL.fullmatch(word))))


def _narrowed(question: str) -> set[str]:
    """What the question is narrowed to; that "the force did record" it is nothing of it."""
    found: set[str] = set()
    for match in _QUALIFIER.finditer(question):
        first, *acts = match[1].split()
        records = acts and set(terms(acts[0])) <= _RECORDS
        found |= set(terms(first if records else match[1]))
    return found
