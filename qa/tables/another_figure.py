"""What makes a question one for another figure than a cell holds: another time, group, place, or a change."""

import re

from index.folding import stem, terms, words
from index.wording import Wording
from qa.tables.columns import WHEN
from qa.tables.measures import MANNER, MEASURES, ORGANISATION, measure_of
from qa.tables.rows import GRADE

_CHANGE = frozenset(
    terms(
        "fall fell fallen falling rise rose risen rising increase decrease change drop reduce reduction grow grew "
        "grown growth decline difference improve worsen double halve save saved gain gained lose lost cut"
    )
)
"""A question with one of these asks for a change, and no level answers it."""

_ELSEWHERE = re.compile(
    r"\b(?:national(?:ly)?|country|nationwide|others?|similar|elsewhere|everywhere|all|each|every|both|average)\b", re.I
)
"""A question with one of these is about other places than one column holds, unless a label says it too."""

DENIES = re.compile(r"\b(?:not|never|without|except|excluding|(?:leaving|left) out|apart from)\b|n['’]t\b", re.I)
"""A question with one of these asks for what a figure leaves out, unless its labels say it too."""

RECORDS = frozenset(
    terms(
        "record recorded report reported have had give gave get got receive received make made issue issued count see "
        "hold held own list listed note noted log logged register registered include included happen happened occur "
        "occurred take took place say said deal dealt handle handled impose imposed administer administered face faced "
        "experience experienced suffer suffered saw use used accept accepted cause caused causing compare compared"
    )
)
"""What a body does with, or meets of, whatever it has figures of: to solve or to lose them is something else."""

_QUALIFIER = re.compile(
    r"\b(?:(?<=ed )to|(?<=en )to|for|against|in|on|from|by|per|among|between|with|at|across|of|during|before|after|"
    r"since|until|did|does|do) "
    r"(?=(?:(?:the|a|an|any|its|their) )?([\w’'-]+(?: [\w’'-]+)?))",
    re.I,
)
"""What a question is narrowed to: "for burglary", "did West Mercia"."""

_KINDS = frozenset(
    terms(
        "offence crime incident case event instance outcome disposal person individual member amount value size sum "
        "spending"
    )
)
"""Nouns for whatever is counted ("burglary offences"): other ones beside a label's make it another figure."""

_HEAD = re.compile(r"\bwhat (?:is|was|are|were) (?:the|its|their) ([\w’'-]+)", re.I)

MONTHS = frozenset(terms("january february march april may june july august september october november december"))
YEAR = re.compile(r"(?:19|20)\d\d")
_CALENDAR_YEAR = re.compile(r"(?<![\d/–-])(?:19|20)\d\d(?![\d,]| ?[/–-] ?\d)")
_SPLIT_YEAR = re.compile(r"\b((?:19|20)\d\d) ?[/–-] ?(?:\d\d){1,2}\b")
"""A year from January, and one such as 2014/15 that is not the year 2014."""

_PLANNED = frozenset(terms("due date planned expected scheduled supposed going"))
"""What "when" is asked with of whatever is to come."""

_WHOLE = frozenset(terms("area year months month period time report last past latest between"))
"""Words that narrow a figure to what a table is about anyway."""

_BEST = re.compile(
    r"\b(?:most(?! recent)|least|(?:high|low|long|short|larg|small|bigg|great|slow|fast|quick|old|young|new|few)est|"
    r"best|worst|maximum|minimum)\b",
    re.I,
)
"""A question with one of these compares figures, and no single one answers it, unless a label says it too."""

_SUMS = re.compile(r"\b(?:totals?|overall|(?<!as a )whole|altogether|combined|together|in all|sums?)\b", re.I)
_TIME_BESIDE = re.compile(
    r"\b(?:last|previous|next|prior|following|coming) (?:year|quarter|month|week|period)\b|"
    r"\b(?:year|quarter|month|week) (?:before|after|earlier|later)\b",
    re.I,
)
"""A sum of cells, and a time told by another one."""

_PLANS = re.compile(
    r"\b(?:targets?|budget(?:s|ed)?|planned|forecasts?|project(?:ed|ions?)|estimate[sd]?|expected|allocat(?:ed|ions?))\b",
    re.I,
)
_OUGHT = re.compile(r"\b(?:should|ought|supposed|meant) (?!have\b)", re.I)
"""What is to be, beside what is."""

_UP = re.compile(
    r"\b(?:over|above|more than|older than|at least) £?(?!(?:19|20)\d\d)\d|"
    r"\d\w*(?: [\w-]+){0,2}? (?:and|or) (?:over|above|older|more|upwards)\b|\d\+|\d plus\b",
    re.I,
)
_DOWN = re.compile(
    r"\b(?:under|below|less than|fewer than|younger than|up to|at most) £?(?!(?:19|20)\d\d)\d|"
    r"\d\w*(?: [\w-]+){0,2}? (?:and|or) (?:under|below|younger|less|fewer)\b",
    re.I,
)
"""Numbers that are a bound: "21 and over" is no 21, nor "under 18s" the group from 18."""


def asks_over_cells(question: str, labels: str) -> bool:
    """Whether the question compares, adds up or counts on from a time ("the most", "in all", "the year before") where
    the cell's own labels do not: no single cell says that.
    """
    return any(asked.search(question) and not asked.search(labels) for asked in (_BEST, _SUMS, _TIME_BESIDE))


def asks_for_another(question: str, asked: set[str], beside: str, left: set[str], wording: Wording) -> bool:
    """Whether words of the question that stand nowhere `beside` the cell make it a question for another figure."""
    near = set(terms(beside))
    # Here small words count: "all" and "other" are no search terms.
    said = set(map(stem, words(beside)))
    # A word that no report has, or a figure, may be just what makes it another question ("in Kent", "in 2012").
    if any(term not in wording.stems or term.isdigit() for term in left - RECORDS):
        return True
    if asked & _CHANGE and not near & _CHANGE:
        return True
    if any(
        not set(map(stem, words(word))) <= said for word in (*_ELSEWHERE.findall(question), *_BEST.findall(question))
    ):
        return True
    if measure_of(question) and left & _limiting(question) - RECORDS - ORGANISATION - _WHOLE:
        return True
    return bool(left & _narrowed(question) - ORGANISATION - _WHOLE)


def means_another_bound(question: str, labels: str) -> bool:
    """Whether only one of the two says that a number is the least or the most of a group."""
    return any(bool(bound.search(question)) != bool(bound.search(labels)) for bound in (_UP, _DOWN))


def is_planned_or_not(question: str, own: str, labels: str) -> bool:
    """Whether the question is for what was planned and the figure is not, or the other way round: its `own` labels
    say that it is, where those of the whole table leave it open.
    """
    if WHEN.search(question):
        return False
    asks = set(terms(" ".join(_PLANS.findall(question))))
    if asks or _OUGHT.search(question):
        return not asks <= set(terms(labels)) or not _PLANS.search(labels)
    return bool(_PLANS.search(own))


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
    """The words that say more of what a question counts than its kind: "female staff", "were solved",
    "victims of robbery".
    """
    for _, measure in MEASURES:
        question = measure.sub(" ", question)
    return set(terms(DENIES.sub(" ", question))) - _KINDS


def _narrowed(question: str) -> set[str]:
    """What the question is narrowed to; that "the force did record" it is nothing of it."""
    found = {term for head in _HEAD.findall(question) if not GRADE.search(head) for term in terms(head)} - _KINDS
    for match in _QUALIFIER.finditer(question):
        first, *acts = match[1].split()
        records = acts and set(terms(acts[0])) <= RECORDS
        found |= set(terms(first if records else match[1]))
    return found
