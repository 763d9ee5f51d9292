"""Answers what asks for a numbered paragraph of a report with its text: "What does paragraph 25 say?"."""

import re
from collections.abc import Sequence

from index.types import IndexedReport
from qa.answering import Assistant, Considered
from qa.cite import cite
from qa.frames import without_frame
from qa.numbered_paragraphs import Number, Paragraph, in_print, number_of, numbered_paragraphs, range_of, whole
from qa.own_questions import BODIES, masked
from qa.routing import among, called_the_report
from qa.types import Answer

MOST_LOOKED_THROUGH = 150
"""Of more reports none is looked through: it is asked which one is meant."""

_NUMBER = re.compile(
    r"(?:\bpara(?:graph)?\b\.?|¶)\s*(?:(?:no\.?|number|num\.?|#)\s*)?(?P<number>\d{1,4}(?:\.\d{1,3}){0,3})"
    r"(?!\w|[(/–-]\S|[.,]\d)",
    re.IGNORECASE,
)
"""Not "paragraphs 3 and 4", "25a", "25(2)" nor "3-5"."""
_SIGN = "numberedparagraph"
"""Stands in a question for the paragraph and its number."""
_REPORT = (
    r"(?:the|this|that|our|your|~)(?: (?:~|#|of|on|for|in|latest|most recent|newest|inspection|full|final|official|"
    rf"published|current|{BODIES}))*? (?:report|document|#)(?: (?:of|on|for|into|in|from|about|by)(?: the)? ~(?: ~)*)*"
)
_OF_IT = rf"(?: (?:of|in|from) {_REPORT})?"
_PARAGRAPH = rf"(?:the )?{_SIGN}{_OF_IT}"
_TEXT = r"(?:the )?(?:(?:full|exact|whole|complete) )?(?:text|words|wording|contents?)"
_SAYS = r"(?:says?|states?|reads?|contains?|tells? (?:us|me)|sets? out)"
_EXACTLY = r"(?:(?:actually|exactly) )?"
_WHOLE = r"(?: (?:in full|word for word|verbatim|exactly|out|aloud|to (?:me|us)))*"
_ASKS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:and |about )?{_PARAGRAPH}{_WHOLE}",
        rf"(?:and )?what (?:does|did) {_PARAGRAPH} {_EXACTLY}{_SAYS}{_OF_IT}{_WHOLE}",
        rf"what {_PARAGRAPH} {_EXACTLY}{_SAYS}{_WHOLE}",
        rf"what (?:does|did) {_REPORT} {_EXACTLY}(?:say|state) (?:in|at|under) {_PARAGRAPH}",
        rf"what (?:(?:is|was|'s) )(?:there |(?:said|stated|written|contained|set out|printed) )?"
        rf"(?:(?:in|at|under|about) )?{_PARAGRAPH}(?: about)?",
        rf"(?:and )?(?:what|how) about {_PARAGRAPH}",
        rf"(?:what (?:is|are|'s) )?{_TEXT} (?:of|in) {_PARAGRAPH}",
        r"(?:(?:can|could|would|will) you (?:please )?|(?:can|could|may) (?:i|we) (?:please )?)?"
        r"(?:quote|cite|show|read(?: out)?|give|print|display|find|open|see|have|reproduce)(?: (?:me|us))?"
        rf"(?: {_TEXT} (?:of|in))? {_PARAGRAPH}{_WHOLE}",
    )
)
_GOES_ON = re.compile(r"(?:and|(?:what|how) about)\b", re.IGNORECASE)
_NAME_IT = "say which one is meant by its place or title, or choose it"


def numbered_paragraph(
    with_: Assistant,
    question: str,
    only: Sequence[str] | None,
    reports: Sequence[IndexedReport],
    history: Sequence[str] = (),
) -> Considered | None:
    """The paragraph that a question asks for by its number, or why there is none; None for any other question."""
    meant = among(reports, only)
    number = number_asked_for(question, called_the_report(meant, only), history)
    if number is None or not meant:
        return None
    return Considered(question, (), (), None, _answer(with_, question, number, meant))


def number_asked_for(question: str, reports: Sequence[IndexedReport], history: Sequence[str] = ()) -> Number | None:
    """The number of the paragraph whose text is asked for, and nothing else; None for any other question.

    It is a paragraph of the report: another document's is none. "And paragraph 26?" goes on from such a question only.
    """
    if len(_NUMBER.findall(question)) != 1:
        return None
    plain = without_frame(question, reports)
    found = list(_NUMBER.finditer(plain))
    if not found:
        return None
    asked = masked(f"{plain[: found[0].start()]}{_SIGN}{plain[found[0].end() :]}", reports)
    if not any(ask.fullmatch(asked) for ask in _ASKS):
        return None
    if history and _GOES_ON.match(question) and number_asked_for(history[-1], reports, history[:-1]) is None:
        return None
    return number_of(found[0]["number"])


def _answer(with_: Assistant, question: str, number: Number, meant: Sequence[IndexedReport]) -> Answer:
    if len(meant) > MOST_LOOKED_THROUGH:
        return _refused(question, f"{len(meant)} reports are indexed: {_NAME_IT}.")
    having: list[tuple[IndexedReport, Sequence[Paragraph]]] = []
    for report in meant:
        found = numbered_paragraphs(with_.searcher.snapshot.passages_of(report.id))
        if number in found:
            having.append((report, found[number]))
        elif len(meant) == 1:
            return _refused(question, _why_not(number, range_of(found, number) if found else None))
        if len(having) > 1:
            return _refused(question, f"Several reports have a paragraph numbered {in_print(number)}: {_NAME_IT}.")
    if not having:
        return _refused(question, f"None of the reports asked has a paragraph numbered {in_print(number)}.")
    (report, paragraphs), tuning = having[0], with_.tuning
    first, *others = (cite(*whole(paragraph), {report.id: report}) for paragraph in paragraphs[: tuning.others + 1])
    return Answer(
        question,
        True,
        first.answer_text,
        "span",
        tuning.stated_confidence,
        citations=(first,),
        others=tuple(others),
    )


def _why_not(number: Number, has: tuple[Number, Number] | None) -> str:
    """Why the one report that is asked has no such paragraph, in a sentence."""
    if has is None:
        return "No numbered paragraphs were found in the report."
    numbers = f"its numbers go from {in_print(has[0])} to {in_print(has[1])}"
    if len(number) == len(has[0]) and has[0] < number < has[1]:
        return f"No paragraph numbered {in_print(number)} was found in the report, though {numbers}."
    return f"The report has no paragraph numbered {in_print(number)}; {numbers}."


def _refused(question: str, why: str) -> Answer:
    return Answer(question, False, "", "none", 0.0, message=why)
