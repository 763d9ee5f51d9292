"""Grades asked of several reports: each one's side by side, or the reports that give the grade named."""

import re
from collections.abc import Sequence

from corpus.structure.headings import RATING
from index.types import IndexedReport
from qa.answering import Assistant, Considered, not_said
from qa.cite import cite
from qa.comparison import MOST_REPORTS, Compared, each_cited, short_name
from qa.grades import GradeAnswer, Graded, GradeQuestion, grade_given, grade_question, spelt_one_way
from qa.types import Answer

MOST_OPENED = 150
"""Of more reports not each is opened for its grade: 50 take half a second."""

_PARTS = r"areas?(?= (?:requires? improvement|(?:is|are|was|were) (?:strong|weak|poor))\s*\?*$)"
"""Areas that are no places but what the work is made up of: some are strong, others require improvement."""
_WHO = (
    rf"(?:which|what) (?:of the )?(?:local |police )?(?!{_PARTS})(?:(?P<body>councils?|authorit(?:y|ies)|forces?|"
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
    which = next((match for pattern in _WHICH if (match := pattern.fullmatch(question))), None)
    topic = compared.topic if compared else ""
    if which:
        topic = f"{which['body'] or ''} {which['subject'] or 'overall'}"
    asked = grade_question(f"What was the grade for {topic}?" if topic else question)
    if len(meant) < 2 or not asked:
        return None
    if len(meant) > MOST_OPENED:
        why = f"Which of the {len(meant):,} reports are meant? Name places, a year or titles, or choose reports."
        return not_said(with_, question, why) if which else None
    found = [(one, answer.stated) for one in meant if (answer := _given(with_, asked, one))]
    if not found or (compared and not which and len(found) < len(meant)):
        return None
    if which:
        grade = spelt_one_way(which["grade"])
        kept = [(one, stated) for one, stated in found if stated.grade == grade]
        others = "one gives" if len(found) == 1 else f"{len(found)} give"
        why = f"No report gives “{grade}” for that; {others} another grade."
        return _side_by_side(with_, question, kept) if kept else not_said(with_, question, why)
    if len(found) > MOST_REPORTS:
        why = f"Which report is meant? {len(found)} give such a grade: name a place or title, or choose the report."
        return not_said(with_, question, why)
    return _side_by_side(with_, question, found)


def _given(with_: Assistant, question: GradeQuestion, report: IndexedReport) -> GradeAnswer | None:
    return grade_given(question, with_.searcher.snapshot.passages_of(report.id), report)


def _side_by_side(with_: Assistant, question: str, found: Sequence[tuple[IndexedReport, Graded]]) -> Considered:
    """One cited grade for each report; of one report a plain answer."""
    reports = {report.id: report for report, _ in found}
    named = [
        (short_name(report.facts), cite(stated.passage, stated.start, stated.end, reports)) for report, stated in found
    ]
    sure, (_, first) = with_.tuning.table_confidence, named[0]
    alone = Answer(question, True, first.answer_text, "span", sure, citations=(first,))
    return Considered(question, (), (), None, alone if len(named) == 1 else each_cited(question, named, sure))
