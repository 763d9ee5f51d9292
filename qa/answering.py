"""From question to answer over one snapshot: follow-up, search, read, decide, cite."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from corpus.types import Passage
from index.folding import words
from index.search import Searcher
from index.types import Hit, IndexedReport
from qa.abbreviations import in_full
from qa.candidates import Candidate, same_answer, whole_sentence
from qa.cite import cite, suggest
from qa.confidence import Evidence, gather, probability
from qa.dates import was_before
from qa.followup import goes_on_from, stand_alone, to_read, to_search
from qa.frames import without_frame
from qa.grades import GradeAnswer, asks_for_the_whole, grade_given, grade_question
from qa.headed import (
    Place,
    asks_in_general,
    listed_in_general,
    listed_under_heading,
    says_it_is_of_the_report,
)
from qa.lists import coordinated, items_of
from qa.own_questions import masked, own_aspect
from qa.questions import QuestionKind, kind_of
from qa.reader.reader import Reader
from qa.reading import read_until_settled
from qa.recommendations import only_recommends
from qa.routing import (
    Route,
    among,
    called_the_report,
    chosen,
    matching,
    others_named,
    places,
    route,
    without_places,
)
from qa.tables.answers import TableAnswer, answers_from_tables
from qa.tuning import ConfidenceWeights, Tuning
from qa.types import Answer, AnswerKind, Citation

NOT_FOUND = "The reports do not say."


@dataclass(frozen=True)
class Considered:
    """All that was looked at for one question: what evaluations need beside the answer."""

    question: str
    hits: tuple[Hit, ...]
    candidates: tuple[Candidate, ...]
    evidence: Evidence | None
    answer: Answer


@dataclass(frozen=True)
class Assistant:
    """What answers: a searcher over one snapshot, a reader, and how they are tuned."""

    searcher: Searcher
    reader: Reader
    tuning: Tuning
    weights: ConfidenceWeights


@dataclass(frozen=True)
class Asked:
    """A question as it was `mended`, what it says in full, `understood` after the ones before it, how it is `searched`
    for, and what is `read` of it in the passages that search finds. `goes_on_from` is the question before that has its
    subject, "" where it stands alone.
    """

    mended: str
    understood: str
    searched: str
    read: str
    goes_on_from: str = ""


def understand(searcher: Searcher, question: str, history: Sequence[str] = ()) -> Asked:
    """The question mended and, where it goes on from earlier ones, completed."""
    mended, earlier = searcher.mend(question), [searcher.mend(one) for one in history if one.strip()]
    return Asked(
        mended,
        stand_alone(mended, earlier),
        to_search(mended, earlier),
        to_read(mended, earlier),
        goes_on_from(mended, earlier),
    )


def way_of(searcher: Searcher, asked: Asked, only: Sequence[str] | None) -> Route:
    """The way of a question: to the reports that it names, or to the ids in `only`, which are given by hand."""
    reports = searcher.snapshot.manifest.reports
    if only is None:
        return route(asked.mended, asked.understood, reports, searcher.wording.has)
    return chosen(asked.understood, only, reports)


def unframed(
    searcher: Searcher, question: str, history: Sequence[str], asked: Asked, way: Route, only: Sequence[str] | None
) -> tuple[Asked, Route]:
    """What is searched for and read of a question that is `asked` so, and its way: without a frame that only says which
    report is meant.
    """
    given = among(searcher.snapshot.manifest.reports, only)
    plain = without_frame(question, way.named or called_the_report(given, only))
    if plain == question:
        return asked, way
    # Who says which report is meant does not want to hear what others say of its place.
    return understand(searcher, plain, history), replace(way, names=())


def look_up(searcher: Searcher, asked: Asked, way: Route, k: int) -> tuple[Hit, ...]:
    """The `k` best passages for a question, best first, where its way leads to."""
    return searcher.search(without_places(asked.searched, way.named), k, way.only, way.losses, way.names)


def consider(with_: Assistant, asked: Asked, way: Route) -> Considered:
    """Answer a question from the reports that its way leads to.

    Raises IndexProblem for an id that is not indexed.
    """
    searcher, tuning, understood = with_.searcher, with_.tuning, asked.understood
    reports = {indexed.id: indexed for indexed in searcher.snapshot.manifest.reports}
    found = look_up(searcher, asked, way, tuning.tables)
    hits = found[: tuning.searched]
    if answer := _unread(with_, asked, way, found, reports):
        return Considered(understood, hits, (), None, answer)
    candidates = [
        one
        for one in read_until_settled(with_.reader, asked.read, hits, tuning)
        if _is_on_whom_it_asks(understood, one.passage, searcher, reports[one.passage.report])
        and not was_before(understood, one.text, reports[one.passage.report])
    ]
    if not candidates:
        return Considered(understood, hits, (), None, _not_found(understood, hits, reports, 0.0, tuning))
    best = candidates[0]
    own = reports[best.passage.report]
    kind = kind_of(asked.mended)
    beside = way.named if own in way.named else ()
    evidence = gather(understood, best, candidates, own, beside, kind == "yes_no")
    confidence = probability(evidence, with_.weights)
    if confidence < tuning.threshold:
        answer = _not_found(understood, hits, reports, confidence, tuning)
    else:
        answer = _found(understood, kind, candidates, confidence, reports, tuning)
    return Considered(understood, hits, tuple(candidates), evidence, answer)


def _unread(
    with_: Assistant, asked: Asked, way: Route, found: Sequence[Hit], reports: Mapping[str, IndexedReport]
) -> Answer | None:
    """The answer that needs no reading: a grade, a table's cell, the words of an abbreviation, a list with its
    heading.
    """
    searcher, tuning, understood = with_.searcher, with_.tuning, asked.understood
    if understood == asked.mended and (graded := _grade(searcher, understood, way)):
        return _grade_answer(understood, graded, reports, tuning)
    # A follow-up leaves out what kind of figure it wants: no ground to pick a cell on.
    if kind_of(asked.mended) != "yes_no" and understood == asked.mended:
        passages = (hit.passage for hit in found)
        tables = (one for one in passages if _is_on_whom_it_asks(understood, one, searcher, reports[one.report]))
        if cells := answers_from_tables(understood, tables, reports, searcher.wording):
            return _table_answer(understood, cells, reports, tuning)
    hits = found[: tuning.searched]
    for hit in hits:
        if written := in_full(asked.mended, hit.passage.text):
            citation = cite(hit.passage, *written, reports)
            sure = tuning.abbreviation_confidence
            return Answer(understood, True, citation.answer_text, "span", sure, citations=(citation,))
    if lists := _under_heading(searcher, asked, way, hits):
        return _listed(understood, lists, reports, tuning)
    return None


def not_said(with_: Assistant, question: str, why: str) -> Considered:
    """A refusal without reading, for a reason given in a sentence, with what search finds nearest."""
    reports = {indexed.id: indexed for indexed in with_.searcher.snapshot.manifest.reports}
    hits = with_.searcher.search(question, with_.tuning.searched)
    answer = replace(_not_found(question, hits, reports, 0.0, with_.tuning), message=why)
    return Considered(question, hits, (), None, answer)


def _under_heading(searcher: Searcher, asked: Asked, way: Route, hits: Sequence[Hit]) -> tuple[Place, ...]:
    """The lists of one report under the heading that the question names or the kind of heading that it means: of the
    report that search puts first. What goes on from a question on one matter means no such kind: the problems are those
    of that.
    """
    question = asked.mended
    named = [" ".join(place) for report in way.named for place in places(report.facts)]
    for hit in hits:
        if listed_under_heading(question, [hit.passage], named):
            return listed_under_heading(question, searcher.snapshot.passages_of(hit.passage.report), named)
    meant = among(searcher.snapshot.manifest.reports, way.only)
    calling = called_the_report(meant, way.only)
    before = asked.goes_on_from
    if before and not says_it_is_of_the_report(question) and not _is_on_the_whole(before, calling):
        return ()
    general = masked(question, calling)
    if len(meant) == 1:
        return listed_in_general(general, searcher.snapshot.passages_of(meant[0].id))
    for hit in hits:
        if listed_in_general(general, [hit.passage]):
            return listed_in_general(general, searcher.snapshot.passages_of(hit.passage.report))
    return ()


def _is_on_the_whole(question: str, reports: Sequence[IndexedReport]) -> bool:
    """Whether the question asks about the reports themselves, for the grade of all, or in general: on no one matter."""
    general = asks_in_general(masked(question, reports)) or asks_for_the_whole(question, reports)
    return general or own_aspect(question, reports) is not None


def _is_on_whom_it_asks(question: str, passage: Passage, searcher: Searcher, own: IndexedReport) -> bool:
    """Whether the passage is of a report that the question names, or its section says the names that it does: what a
    report says of its own council is no answer on another one that it mentions somewhere.
    """
    names = others_named(question, own)
    if not names or not own.facts.body or matching(question, [own]):
        return True
    section = (one for one in searcher.snapshot.passages_of(own.id) if one.section == passage.section)
    return names <= {word for one in section for word in words(f"{one.heading} {one.text}")}


def _listed(question: str, lists: Sequence[Place], reports: Mapping[str, IndexedReport], tuning: Tuning) -> Answer:
    items = tuple(passage.text[start:end] for passage, spans in lists for start, end in spans)
    citations = tuple(cite(passage, spans[0][0], spans[-1][1], reports) for passage, spans in lists)
    return Answer(question, True, "; ".join(items), "list", tuning.heading_confidence, items=items, citations=citations)


def _not_found(
    question: str, hits: Sequence[Hit], reports: Mapping[str, IndexedReport], confidence: float, tuning: Tuning
) -> Answer:
    nearby = tuple(suggest(hit, reports) for hit in hits[: tuning.nearby])
    return Answer(question, False, "", "none", confidence, nearby=nearby, message=NOT_FOUND)


def _found(
    question: str,
    kind: QuestionKind,
    candidates: Sequence[Candidate],
    confidence: float,
    reports: Mapping[str, IndexedReport],
    tuning: Tuning,
) -> Answer:
    best = candidates[0]
    agreeing, others = _elsewhere(candidates, reports, tuning)
    if kind == "yes_no":
        decided = best.yes is not None and abs(best.yes) >= tuning.verdict
        if decided and not (_says_yes(best) and only_recommends(question, best.passage, best.start, best.end)):
            verdict = "Yes" if _says_yes(best) else "No"
            citation = cite(best.passage, best.start, best.end, reports)
            return Answer(question, True, verdict, "yes_no", confidence, citations=(citation,))
        # Undecided, or no more than recommended: the few words that would show it say nothing alone, their sentence
        # lets the reader decide.
        best = whole_sentence(best)
    items = items_of(best, question, kind) or coordinated(best, candidates, kind)
    if items:
        texts = tuple(best.passage.text[start:end] for start, end in items)
        whole = cite(best.passage, items[0][0], items[-1][1], reports)
        return Answer(
            question,
            True,
            "; ".join(texts),
            "list",
            confidence,
            items=texts,
            citations=(whole, *agreeing),
            others=others,
        )
    citation = cite(best.passage, best.start, best.end, reports)
    return Answer(
        question, True, citation.answer_text, "span", confidence, citations=(citation, *agreeing), others=others
    )


def _says_yes(candidate: Candidate) -> bool:
    return candidate.yes is not None and candidate.yes > 0


def _elsewhere(
    candidates: Sequence[Candidate], reports: Mapping[str, IndexedReport], tuning: Tuning
) -> tuple[tuple[Citation, ...], tuple[Citation, ...]]:
    """Citations of other passages that say the same as the best candidate, and of those that answer differently."""
    best, agreeing, others = candidates[0], [], []
    seen = [best]
    for candidate in candidates[1:]:
        if candidate.margin <= tuning.other_margin or candidate.passage is best.passage:
            continue
        if candidate.meaning == best.meaning:
            agreeing.append(candidate)
        elif not any(same_answer(candidate, earlier) for earlier in seen):
            others.append(candidate)
            seen.append(candidate)
    agreeing, others = agreeing[: tuning.others], others[: tuning.others]
    return (
        tuple(cite(candidate.passage, candidate.start, candidate.end, reports) for candidate in agreeing),
        tuple(cite(candidate.passage, candidate.start, candidate.end, reports) for candidate in others),
    )


def _grade(searcher: Searcher, question: str, way: Route) -> GradeAnswer | None:
    """The grade asked for, of the one report that is meant."""
    asked = grade_question(question)
    meant = among(searcher.snapshot.manifest.reports, way.only)
    if not asked or len(meant) != 1:
        return None
    return grade_given(asked, searcher.snapshot.passages_of(meant[0].id), meant[0])


def _grade_answer(question: str, graded: GradeAnswer, reports: Mapping[str, IndexedReport], tuning: Tuning) -> Answer:
    stated, verdict = graded.stated, graded.verdict
    citation = cite(stated.passage, stated.start, stated.end, reports)
    if verdict is not None:
        text = "Yes" if verdict else "No"
        return Answer(question, True, text, "yes_no", tuning.table_confidence, citations=(citation,))
    kind: AnswerKind = "table" if stated.in_table else "span"
    return Answer(question, True, citation.answer_text, kind, tuning.table_confidence, citations=(citation,))


def _table_answer(
    question: str, cells: Sequence[TableAnswer], reports: Mapping[str, IndexedReport], tuning: Tuning
) -> Answer:
    first, *others = (
        cite(one.passage, one.cell.start, one.cell.end, reports) for one in cells if one.uncovered == cells[0].uncovered
    )
    # A table that fits as well, another report's say, is another reading: the question did not say which it means.
    others = [one for one in others if one.answer_text != first.answer_text]
    return Answer(
        question,
        True,
        first.answer_text,
        "table",
        tuning.table_confidence,
        citations=(first,),
        others=tuple(others[: tuning.others]),
    )
