"""Questions for a grade answered from where a report gives it: a table's row, a line under a heading, a sentence."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus.structure.headings import RATING, is_rating
from corpus.types import Kind, Passage
from index.folding import terms
from index.types import IndexedReport
from qa.abbreviations import in_full

_GRADE = rf"(?P<grade>{RATING.pattern})"
_VALUE = re.compile(rf"{_GRADE}(?:,? \(?grade:? [1-5]\)?)?", re.IGNORECASE)
"""A cell that gives a grade, perhaps with its number beside it: "Inadequate (Grade 4)"."""
_NAMED = (
    r"\b(?:grad(?:e|ed|ing)|rated|rating|judge?ment|judged|verdict|scored?|how (?:good|effective) (?:is|was|are|were)|"
    r"(?:they|you|ofsted|hmic\w*|inspector\w*) (?:rate|judge))\b"
)
"""A "rate" is a figure, but where someone did rate."""

_HOW_GRADES_ARE_MADE = (
    r"(?:how|(?:what|which) (?:grades?|ratings?|scores?|judge?ments?)) (?:can|could|may|might)\b|"
    r"how (?:is|are|was|were)\b.*\b(?:made|decided|calculated|reached|worked out|arrived at)(?: by [^?]+)?\s*\?*$|"
    r"how (?:is|are) (?:(?!(?:the|these|both|all)\b)\w+ )?(?:forces|councils|authorities|constabularies|grades|"
    r"ratings|judge?ments|inspections|bodies)\b|"
    r"how are (?:[\w-]+ ){0,2}(?:victims|people|offenders|suspects|cases|calls|crimes|incidents|risks|referrals|"
    r"children|families|pupils|patients|officers|staff) (?:graded|rated|scored|judged)\b|"
    r"(?:what|which) (?!(?:the|is|are|was|were|did|do|does|has|have|had)\b)"
    r"(?!.*\b(?:grad(?:e|ing)|rating|judge?ment|verdict|score)\b)"
)
"""Asks how grades are given at all, how people and cases are graded one by one, or which of several is rated so."""

_GIVER = re.compile(
    r"\b(?:did|do|does|have|has) (?P<giver>(?:(?!\b(?:been|be|get|got)\b)[^?])+?) (?:give|given|award(?:ed)?)\b",
    re.IGNORECASE,
)
_INSPECTORS = re.compile(r"\b(?:hm\w*|ofsted|cqc|inspect\w*|judge?ments?|reports?)\b", re.IGNORECASE)

_ASKS = re.compile(
    rf"(?!{_HOW_GRADES_ARE_MADE})"
    rf"(?!.*\b(?:why|mean|means|how (?:many|much|long|often|do|does)|and (?:what|why|how))\b)(?=.*{_NAMED})"
    rf"(?:what|which|how|(?!(?:is|are|was|were|did|do|does|has|have|who|when|where)\b).{{0,60}}$)",
    re.IGNORECASE,
)
_ASKS_WHETHER = re.compile(
    r"(?!.*\bnot\b)(?:is|are|was|were|did|do|does|has|have)(?:n['’]t)? (?P<subject>.+?)"
    r"(?: (?:rated|graded|judged|found|considered|deemed|get|given))?(?: (?:to be|as|an?))?"
    rf"(?: overall)? [\"'“‘]?{_GRADE}[\"'”’]?(?: overall)?(?: (?:grade|rating|judge?ment))?"
    r"(?P<at> (?:at|in|for|on) [^?]+)?\s*\?*",
    re.IGNORECASE,
)
_STATES = re.compile(
    r"(?P<subject>(?!.*(?:\b(?:or|if|who|which|but|not|before|until)\b|;)).*?\S)\s"
    r"(?:(?:is|are|was|were|has been|have been)\s(?:(?:judged|graded|rated|assessed|found)\s)?"
    r"(?:(?:as|to be|that|it|they|is|are)\s){0,3}|(?=requires? improvement))"
    rf"{_GRADE}(?: to be good)?(?: overall)?(?:\s?[.;:]|\sbecause\b.*)?",
    re.IGNORECASE,
)
_LONGEST_STATEMENT = 200
_FORMAL = re.compile(r"(?:the )?(?:overall |graded )*(?:judge?ment|grade|rating)\b", re.IGNORECASE)
"""How a sentence begins that gives a grade and does not only say in passing that something is good."""

_BEFORE = re.compile(r"\b(?:previous|last|earlier|former|other .*inspections?|(?:19|20)\d\d)\b", re.IGNORECASE)
"""A grade of another inspection."""

_SCALE = frozenset({"outstanding", "good", "requires improvement", "inadequate"})
"""Grades of which one is none of the others; who is "good" may be called "strong"."""

ASKING = frozenset(
    terms(
        "grade graded grading grades rate rated rating judge judged judgement judgment verdict score scored get got "
        "give gave given receive received award awarded make made inspector inspectors inspectorate inspection "
        "inspected report finding find found good well final effectiveness effective experience experiences progress "
        "performance"
    )
)
"""Words with which a grade is asked for, or that a label has beside its subject."""

_WHOLE = frozenset(
    terms(
        "overall council authority local force constabulary police service services department trust provision area "
        "people person"
    )
)
"""Words for all that a report grades."""

_BODY = _WHOLE - frozenset(terms("people person area"))
_NO_BODY = frozenset(terms("inspector inspectors inspectorate inspection report people person progress"))
"""Words for what no report grades, though a grade may be asked for with them."""

_LEAST = 1 / 3
"""What part of the words of what a grade is given to one word must be to mean it, unless it begins with that:
"leadership" may mean that of leadership and management, "protection" that of protecting the vulnerable from harm and
supporting victims, "harm" not."""

_CHILDREN = frozenset(terms("child children young"))

_BODIES = (frozenset(terms("force constabulary police")), _CHILDREN | frozenset(terms("council authority")))
"""Words for bodies of one kind: a police force's grade is none of a council's."""


@dataclass(frozen=True)
class Graded:
    """A grade that a report gives: the (start, end) of its words in the passage, and what it is given to.

    `subject` has no words for the body itself: that of the grade for all is empty. `head` is the word it begins with.
    """

    passage: Passage
    start: int
    end: int
    subject: frozenset[str]
    head: str = ""

    @property
    def in_table(self) -> bool:
        """Whether it stands in a table's cell."""
        table = self.passage.table
        return table is not None and any(cell.start == self.start for cell in table.cells)

    @property
    def grade(self) -> str:
        """The grade, spelt one way."""
        return spelt_one_way(self.passage.text[self.start : self.end])


@dataclass(frozen=True)
class GradeQuestion:
    """A question by its form for the grade of a subject, or whether that is the `grade` named ("" where none is).

    `loose` is whether by its form it may as well ask for something else: "Are offenders good?", "How is harm scored?".
    """

    text: str
    subject: str
    grade: str = ""
    loose: bool = False


@dataclass(frozen=True)
class GradeAnswer:
    """The grade asked for. `verdict`: whether it is the one asked about, None where none was named."""

    stated: Graded
    verdict: bool | None = None


def grade_question(question: str) -> GradeQuestion | None:
    """The question as one for a grade; None for any other. Passages are only worth loading for the first."""
    if whether := _ASKS_WHETHER.fullmatch(question):
        subject = f"{whether['subject']}{whether['at'] or ''}"
        return GradeQuestion(question, subject, spelt_one_way(whether["grade"]), loose=True)
    loose = bool(re.match(r"how (?:is|are)\b", question, re.IGNORECASE))
    return GradeQuestion(question, question, loose=loose) if _ASKS.match(question) else None


def asks_for_the_whole(question: str, reports: Iterable[IndexedReport]) -> bool:
    """Whether the question is one for the grade of all that the reports grade."""
    asked = grade_question(question)
    own = {word for report in reports for word in _own(report)}
    return asked is not None and not set(terms(asked.subject)) - ASKING - _WHOLE - own


def grade_given(question: GradeQuestion, passages: Sequence[Passage], report: IndexedReport) -> GradeAnswer | None:
    """The one grade that the report gives to what the question asks about; None where it states none, or several that
    differ.
    """
    own, asked = _own(report), set(terms(question.subject))
    named = set(terms(f"{report.facts.title} {report.facts.body}"))
    if any(asked & kind and not named & kind and named & other for kind, other in (_BODIES, _BODIES[::-1])):
        return None
    body = set(terms(report.facts.body))
    about = asked - {"good", *terms("effective")}
    if _others_give(question.text, report) or (about and about <= _NO_BODY | set(terms(report.facts.publisher)) - body):
        return None
    least = _LEAST if question.loose and not asked & (_BODY | body) else 0.0
    subject = asked - ASKING - own
    stated = list(_stated(passages, own))
    found = _given_to(subject, stated, least)
    found = found or _given_to(_written_out(question.text, subject, passages), stated, least)
    if not found or len({one.grade for one in found}) > 1:
        return None
    given = found[0].grade
    if question.grade not in {"", given} and not {question.grade, given} <= _SCALE:
        return None
    return GradeAnswer(found[0], given == question.grade if question.grade else None)


def _others_give(question: str, report: IndexedReport) -> bool:
    """Whether the question names others than the inspectors as those who give the grade."""
    match = _GIVER.search(question)
    if not match or _INSPECTORS.search(match["giver"]):
        return False
    return bool(set(terms(match["giver"])) - set(terms(report.facts.publisher)))


def _given_to(subject: set[str], stated: Sequence[Graded], least: float) -> list[Graded]:
    """The grades given to the subject and to nothing else, else those given to it and to more, least first. One word
    has to be at least that part of it or what it begins with.
    """
    asked = subject - _WHOLE
    if not asked - _CHILDREN:
        return [one for one in stated if not one.subject - _CHILDREN]
    fitting = sorted((one for one in stated if asked <= one.subject), key=lambda one: len(one.subject))
    exactly = [one for one in fitting if asked == one.subject]
    return exactly or [one for one in fitting if len(asked) > 1 or least * len(one.subject) <= 1 or asked == {one.head}]


def _stated(passages: Iterable[Passage], own: frozenset[str]) -> Iterator[Graded]:
    """The grades of this inspection that the passages state. Lists say what grades there are, and what each means."""
    for passage in passages:
        if _BEFORE.search(passage.section[-1]) or passage.kind is Kind.LIST_ITEM:
            continue
        opening = passage.sentences[0]
        if is_rating(passage.text[opening.start : opening.end]):
            yield from _graded(passage, opening.start, opening.end, passage.section[-1], own)
        for cell in passage.table.cells if passage.table else ():
            if value := _VALUE.fullmatch(cell.value):
                label = " ".join((*cell.row, *cell.columns))
                above = passage.section[-1] if len(passage.section) > 1 else ""
                yield from _graded(passage, cell.start, cell.start + value.end("grade"), label, own, above)
        for sentence in passage.sentences[: passage.lead] if passage.table else passage.sentences:
            text = passage.text[sentence.start : sentence.end]
            match = _STATES.fullmatch(text) if len(text) <= _LONGEST_STATEMENT and not _BEFORE.search(text) else None
            if match:
                start, end = (sentence.start + at for at in match.span("grade"))
                formal = text == passage.section[-1] or _FORMAL.match(text)
                for one in _graded(passage, start, end, match["subject"], own):
                    if formal or not one.subject - _CHILDREN:
                        yield one


def _graded(
    passage: Passage, start: int, end: int, label: str, own: frozenset[str], above: str = ""
) -> tuple[Graded, ...]:
    """The grade with what its label says it is given to; () where that says nothing, not even that it is for all.

    A grade for all under a heading is one for all that the heading names.
    """
    words = _words(label)
    subject = words - ASKING - _WHOLE - own
    if not subject - _CHILDREN:
        if not words & (_WHOLE | _CHILDREN | own):
            return ()
        subject |= _words(above) - ASKING - _WHOLE - own
    head = next((word for word in terms(label) if word in subject), "")
    return (Graded(passage, start, end, frozenset(subject), head),)


def _words(label: str) -> set[str]:
    return {term for term in terms(label) if not term[0].isdigit()}


def _own(report: IndexedReport) -> frozenset[str]:
    """The words for the report's body and its publisher, and its year."""
    facts = report.facts
    return frozenset(terms(f"{facts.body} {facts.publisher} {facts.date[:4]}"))


def _written_out(question: str, subject: set[str], passages: Iterable[Passage]) -> set[str]:
    """The subject with its abbreviations as the passages write them out."""
    written = set(subject)
    for short in re.findall(r"\b[A-Z]{2,8}\b", question):
        asked = f"What does {short} stand for?"
        for passage in passages:
            if place := in_full(asked, passage.text):
                written = written - set(terms(short)) | set(terms(passage.text[slice(*place)])) - _WHOLE
                break
    return written


def spelt_one_way(grade: str) -> str:
    """A grade in the words in which it is compared with others."""
    return "requires improvement" if grade.lower() == "require improvement" else grade.lower()
