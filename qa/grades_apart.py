"""Grades asked of several reports: each one's side by side, or the reports that give the grade named."""

import re
from collections.abc import Sequence

from corpus.structure.headings import RATING
from index.types import IndexedReport
from qa.answering import Assistant, Considered, not_said
from qa.cite import cite
from qa.comparison import Compared, short_name
from qa.grades import GradeAnswer, grade_asked_for, spelt_one_way
from qa.types import Answer

MOST_REPORTS = 6
"""Of more, which one is meant has to be said."""

_WHO = (
    r"(?:which|what) (?:of the )?(?:local |police )?(?:(?P<body>councils?|authorit(?:y|ies)|forces?|"
    r"constabular(?:y|ies))|areas?|places?|services?|reports?|inspections?)"
)
_GRADE = rf"(?P<grade>{RATING.pattern})(?: (?:overall|(?:grades?|ratings?|judge?ments?)))*"
_WHICH = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_WHO} (?:(?:is|are|was|were|has|have|got|get|gets|received?|found|judged?|rated?|graded?|given|been|to be|"
        rf"an?|as) )*{_GRADE}(?: (?:(?:for|on|at|in) )?(?P<subject>[^?]+?))?\s*\??",
        rf"{_WHO} (?:judged?|rated?|graded?|found|had|have|has) (?P<subject>[^?]+?) (?:(?:as|to be) )?{_GRADE}\s*\??",
    )
)


def graded_apart(
    with_: Assistant, question: str, meant: Sequence[IndexedReport], compared: Compared | None
) -> Considered | None:
    """The grades that several reports give for what the question asks about; None where it asks for no grade, or they
    give none. Of reports that are compared all have to give one.
    """
    if len(meant) < 2:
        return None
    which = next((match for pattern in _WHICH if (match := pattern.fullmatch(question))), None)
    topic = compared.topic if compared else ""
    if which:
        topic = f"{which['body'] or ''} {which['subject'] or 'overall'}"
    asked = f"What was the grade for {topic}?" if topic else question
    found = [(one, answer) for one in meant if (answer := _grade(with_, asked, one))]
    if not found or (compared and not which and len(found) < len(meant)):
        return None
    if which:
        grade = spelt_one_way(which["grade"])
        kept = [(one, answer) for one, answer in found if answer.stated.grade == grade]
        others = "one gives" if len(found) == 1 else f"{len(found)} give"
        why = f"No report gives “{grade}” for that; {others} another grade."
        return _side_by_side(with_, question, kept) if kept else not_said(with_, question, why)
    if len(found) > MOST_REPORTS:
        why = f"Which report is meant? {len(found)} give such a grade: name a place or title, or choose the report."
        return not_said(with_, question, why)
    return _side_by_side(with_, question, found)


def _grade(with_: Assistant, question: str, report: IndexedReport) -> GradeAnswer | None:
    return grade_asked_for(question, with_.searcher.snapshot.passages_of(report.id), report)


def _side_by_side(with_: Assistant, question: str, found: Sequence[tuple[IndexedReport, GradeAnswer]]) -> Considered:
    """One cited grade for each report; of one report a plain answer."""
    reports = {report.id: report for report, _ in found}
    stated = [answer.stated for _, answer in found]
    citations = tuple(cite(one.passage, one.start, one.end, reports) for one in stated)
    items = tuple(citation.answer_text for citation in citations)
    names = [short_name(report.facts) for report, _ in found]
    sure = with_.tuning.table_confidence
    if len(found) == 1:
        answer = Answer(question, True, items[0], "span", sure, citations=citations)
        return Considered(question, (), (), None, answer)
    text = "; ".join(f"{name}: {item}" for name, item in zip(names, items, strict=True))
    answer = Answer(question, True, text, "comparison", sure, items=items, citations=citations)
    return Considered(question, (), (), None, answer)
