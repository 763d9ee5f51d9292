"""Answers what is asked of a report itself: from the place where it states that, or not at all."""

from collections.abc import Sequence

from index.types import IndexedReport
from qa.answering import Assistant, Considered
from qa.cite import cite, suggest
from qa.comparison import MOST_REPORTS, each_cited
from qa.own_facts import stated, why_not
from qa.own_questions import Aspect, own_aspect
from qa.routing import among, called_the_report
from qa.types import Answer, Citation


def answer_of_itself(
    with_: Assistant,
    question: str,
    only: Sequence[str] | None,
    reports: Sequence[IndexedReport],
    history: Sequence[str] = (),
) -> Considered | None:
    """The answer to a question for what the reports are themselves; None for any other question."""
    meant = among(reports, only)
    aspect = own_aspect(question, called_the_report(meant, only), history)
    if not meant or not aspect or (aspect == "body" and not _have_one_body(meant)):
        return None
    if len(meant) > MOST_REPORTS:
        why = f"Which report is meant? {len(meant)} are indexed: name its place or title, or choose it."
        return Considered(question, (), (), None, Answer(question, False, "", "none", 0.0, message=why))
    found = {report.id: at for report in meant if (at := _citation(with_, aspect, report))}
    if not found:
        return _refused(with_, question, aspect, meant)
    hits = with_.searcher.search(question, with_.tuning.searched, tuple(found))
    if len(meant) == 1:
        (citation,) = found.values()
        sure = with_.tuning.stated_confidence
        answer = Answer(question, True, citation.answer_text, "span", sure, citations=(citation,))
        return Considered(question, hits, (), None, answer)
    silent = "; ".join(report.facts.title for report in meant if report.id not in found)
    message = f"Nothing was found on it in: {silent}." if silent else ""
    named = [(citation.title, citation) for citation in found.values()]
    answer = each_cited(question, named, with_.tuning.stated_confidence, message)
    return Considered(question, hits, (), None, answer)


def _have_one_body(reports: Sequence[IndexedReport]) -> bool:
    """Whether whom it is about is known of one report: the reader may find more out, and tell several apart."""
    return len(reports) == 1 and bool(reports[0].facts.body)


def _citation(with_: Assistant, aspect: Aspect, report: IndexedReport) -> Citation | None:
    place = stated(aspect, report, with_.searcher.snapshot.passages_of(report.id))
    return cite(place.passage, place.start, place.end, {report.id: report}) if place else None


def _refused(with_: Assistant, question: str, aspect: Aspect, reports: Sequence[IndexedReport]) -> Considered:
    indexed = {report.id: report for report in reports}
    hits = with_.searcher.search(question, with_.tuning.nearby, tuple(indexed))
    why = "None of the reports asked says."
    if len(reports) == 1:
        why = why_not(aspect, reports[0], with_.searcher.snapshot.passages_of(reports[0].id))
    nearby = tuple(suggest(hit, indexed) for hit in hits)
    answer = Answer(question, False, "", "none", 0.0, nearby=nearby, message=why)
    return Considered(question, hits, (), None, answer)
