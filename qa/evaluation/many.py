"""Questions asked with many reports indexed, in three ways: their report chosen, named, and as they are written."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from index.folding import STOPWORDS, words
from index.search import Searcher
from index.types import Hit, IndexedReport
from qa.answering import look_up, understand, unframed, way_of
from qa.evaluation.domain import domain_questions
from qa.evaluation.questions import RECALLS, Question, rank_of, read_questions
from qa.routing import matching, place_in_words

SHIPPED = "lancashire-peel-effectiveness-2015"
"""The report that the questions of a file of ours are about where they name none."""


@dataclass(frozen=True)
class Way:
    """A way of asking: the questions as they are put, and whether the report of each is `chosen` beside."""

    name: str
    questions: tuple[Question, ...]
    chosen: bool = False


def is_domain(path: Path) -> bool:
    """Whether a file has domain questions, not questions of ours."""
    return path.suffix == ".gz"


def questions_on(path: Path, reports: Sequence[IndexedReport]) -> list[Question]:
    """The questions of a file, domain questions or ours, whose report is one of these."""
    ids = frozenset(report.id for report in reports)
    if is_domain(path):
        return domain_questions(path, ids)
    asked = [replace(one, report=one.report or SHIPPED) for one in read_questions(path)]
    return [one for one in asked if one.report in ids]


def ways_of_asking(questions: Sequence[Question], reports: Sequence[IndexedReport], by: str) -> tuple[Way, ...]:
    """The questions with their report chosen, with it named (how: one of NAMINGS), and as they are written."""
    named = tuple(_named(one, _own(one, reports), NAMINGS[by]) for one in questions)
    return (
        Way("chosen", tuple(questions), chosen=True),
        Way(f"{by} named", named),
        Way("as written", tuple(questions)),
    )


def names_its_report(question: Question, reports: Sequence[IndexedReport]) -> bool:
    """Whether the question as it is written says which report is meant, or one before it does."""
    return any(matching(one, (_own(question, reports),)) for one in (*question.history, question.question))


def ranks_of(searcher: Searcher, way: Way) -> list[int | None]:
    """The place of each question's passage among those that search finds; of questions that have one."""
    return [rank_of(one, searched(searcher, one, way.chosen)) for one in way.questions if one.evidence]


def searched(searcher: Searcher, question: Question, chosen: bool) -> tuple[Hit, ...]:
    """The passages that the assistant would look at for a question; none is read."""
    only = (question.report,) if chosen and question.report else None
    asked = understand(searcher, question.question, question.history)
    way = way_of(searcher, asked, only)
    return look_up(searcher, *unframed(searcher, question.question, question.history, asked, way, only), max(RECALLS))


def by_place(question: str, report: IndexedReport) -> str:
    """The question with the report's place before it ("In Kent, how many …"), where it does not name it; by its title
    where it states none.
    """
    if matching(question, (report,)):
        return question
    place = place_in_words(report)
    return f"In {place}, {_going_on(question)}" if place else by_title(question, report)


def by_title(question: str, report: IndexedReport) -> str:
    """The question with the report's title before it: "According to the Inspection of Kent report, how many …"."""
    title = report.facts.title.removeprefix("The ")
    called = title if "report" in title.lower() else f"{title} report"
    return f"According to the {called}, {_going_on(question)}"


NAMINGS: Mapping[str, Callable[[str, IndexedReport], str]] = MappingProxyType({"place": by_place, "title": by_title})


def _named(question: Question, report: IndexedReport, naming: Callable[[str, IndexedReport], str]) -> Question:
    """The question with its report named; where it goes on from others, the first of them names it."""
    opening, *later = (*question.history, question.question)
    *history, last = (naming(opening, report), *later)
    return replace(question, question=last, history=tuple(history))


def _own(question: Question, reports: Sequence[IndexedReport]) -> IndexedReport:
    return next(report for report in reports if report.id == question.report)


def _going_on(question: str) -> str:
    """The question as it goes on after words before it: a capital stays only where it may be a name's."""
    first = question.split(maxsplit=1)[0]
    plain = first[1:].islower() and STOPWORDS.issuperset(words(first))
    return question[:1].lower() + question[1:] if plain else question
