"""Which of the passages found are read, and when enough is known."""

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.types import Passage
from index.types import Hit
from qa.abbreviations import may_stand_for, spelt_out
from qa.candidates import Candidate, is_alternative, rank, same_answer, within_item
from qa.questions import kind_of, no_figure_answers
from qa.reader.reader import Reader, Reading
from qa.tables.another_figure import asks_over_cells
from qa.tuning import Tuning

_TITLES = re.compile(
    r"(?:[\dA-Z]{1,3}[.)]? )?(?:(?:select(?:ed)? )?bibliography|references|works cited|further reading|"
    r"related (?:\w+ )?(?:products|publications|reports|reading|documents))",
    re.I,
)
"""Headings of sections that list the titles of other publications, which say nothing by themselves."""

_ASKS_FOR_TITLES = re.compile(
    r"\b(?:publi\w+|reports?|products?|papers?|documents?|titles?|books?|articles?|references?|bibliograph\w+|sources?|"
    r"authors?|wrote|written|read|cited)\b",
    re.I,
)

_COUNT = re.compile(r"^(?:and |so |but )?how many\b|\b(?:what|which) (?:percentage|proportion|number|share)\b", re.I)
_NUMERAL = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|(?:twen|thir|for|fif|six|seven|"
    r"eigh|nine)ty\w*|hundreds?|thousands?|millions?|half|quarters?|\w*thirds?|fifths?|tenths?|dozens?|none|no|nil|zero|"
    r"both|single|all|every|most|majority|minority|number|proportion|few|fewer|several|many|some|double|once|twice)\b",
    re.I,
)

_RATE = re.compile(
    r"\b(?:per|for every|in every|out of every|rates?)\b|\ban? (?:head|person|day|week|month|year)\b", re.I
)
_OF_SO_MANY = re.compile(
    r"^(?: (?!and\b)[^\W\d]+){0,4} (?:per|(?:for|in) every) (?:(?:one|a|ten) )?"
    r"(?:hundred|thousand|million|head\b|capita|\d[\d,]*)",
    re.I,
)
"""What follows the figure of a rate: "149 groups per one million of the population"."""


def read_until_settled(reader: Reader, question: str, hits: Sequence[Hit], tuning: Tuning) -> list[Candidate]:
    """The candidates of the best passages, best first. The rest is not read where the first few settle the matter."""
    readings: list[Reading] = []
    candidates: list[Candidate] = []
    if not _ASKS_FOR_TITLES.search(question):
        hits = [hit for hit in hits if not _lists_titles(hit.passage)]
    for upto in tuning.rounds:
        # The innermost heading: what most of the reader's training had in front. Whole paths only cost time.
        texts = [(hit.passage.section[-1], hit.passage.text) for hit in hits[len(readings) : upto]]
        readings += reader.read(question, texts)
        candidates = _candidates(question, hits[: len(readings)], readings, tuning)
        if _settled(candidates, hits[len(readings) : tuning.rounds[-1]], tuning):
            break
    return candidates


def _lists_titles(passage: Passage) -> bool:
    return bool(_TITLES.fullmatch(passage.section[-1].strip()))


def _candidates(question: str, hits: Sequence[Hit], readings: Sequence[Reading], tuning: Tuning) -> list[Candidate]:
    ranked = rank(hits, readings, tuning)
    return [_without_surplus(one, question) for one in ranked if _may_answer(one, question, tuning)]


def _settled(candidates: Sequence[Candidate], unread: Sequence[Hit], tuning: Tuning) -> bool:
    """Whether the best candidate is so sure, and so far ahead, that no further passage is likely to change it.

    It speaks for its own report only: what another one says may be another answer.
    """
    if not candidates or candidates[0].margin < tuning.sure_margin:
        return False
    best = candidates[0]
    if any(hit.passage.report != best.passage.report for hit in unread):
        return False
    rival = next((one for one in candidates[1:] if not same_answer(best, one)), None)
    return rival is None or best.score - rival.score >= tuning.sure_lead


def _may_answer(candidate: Candidate, question: str, tuning: Tuning) -> bool:
    return (
        not _loose_figure(candidate, question, tuning)
        and not _is_asked(candidate)
        and not is_alternative(candidate)
        and not _over_cells(candidate)
        and not _counts_nothing(candidate, question)
        and not _is_a_rate(candidate, question)
        and may_stand_for(question, candidate.text)
    )


def _without_surplus(candidate: Candidate, question: str) -> Candidate:
    """The candidate without what stands around the words that an abbreviation stands for, where one is asked for;
    where a figure is, in one item of its list.
    """
    if kind_of(question) == "figure":
        candidate = within_item(candidate, question)
    start, end = spelt_out(question, candidate.passage.text, candidate.start, candidate.end)
    return replace(candidate, start=start, end=end)


def _is_asked(candidate: Candidate) -> bool:
    """Whether the candidate stands in a question of the report itself, which says nothing."""
    _, end = candidate.passage.stretch_around(candidate.start, candidate.end)
    return candidate.passage.text[:end].rstrip(" ’”'\"").endswith("?")


def _over_cells(candidate: Candidate) -> bool:
    """Whether the candidate runs over several cells of a table, which answer different questions."""
    table = candidate.passage.table
    cells = table.cells if table else ()
    return sum(candidate.start < cell.end and cell.start < candidate.end for cell in cells) > 1


def _counts_nothing(candidate: Candidate, question: str) -> bool:
    """Whether the question asks how many and the candidate names no number, nor a word for one."""
    return bool(_COUNT.search(question)) and not _NUMERAL.search(candidate.text)


def _is_a_rate(candidate: Candidate, question: str) -> bool:
    """Whether the question asks how many and the candidate's figure is so many for each thousand or million."""
    if not _COUNT.search(question) or _RATE.search(question):
        return False
    number = re.search(r"\d[\d,.]*", candidate.text)
    if number is None:
        return False
    _, end = candidate.passage.stretch_around(candidate.start, candidate.end)
    return bool(_OF_SO_MANY.search(candidate.passage.text[candidate.start + number.end() : end]))


def _loose_figure(candidate: Candidate, question: str, tuning: Tuning) -> bool:
    """Whether the candidate stands for a figure out of a table that neither its labels nor a sure reader picks out, or
    for one of several that the question compares or adds up.
    """
    table = candidate.passage.table
    if table is None:
        return False
    own = next((cell for cell in table.cells if cell.start <= candidate.start and candidate.end <= cell.end), None)
    if asks_over_cells(question, " ".join((table.caption, *(own.row + own.columns if own else ())))):
        return True
    is_figure = kind_of(question) == "figure" or any(char.isdigit() for char in candidate.text)
    return is_figure and (own is None or no_figure_answers(question) or candidate.margin < tuning.cell_margin)
