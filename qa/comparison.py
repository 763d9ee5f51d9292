"""Questions to several reports at once: taken apart, asked of each report, the answers put side by side."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from corpus.types import Facts, Passage, Sentence
from index.folding import terms
from index.types import Hit, IndexedReport
from qa.answering import Assistant, Considered, consider, understand
from qa.cite import cite, suggest
from qa.questions import AUXILIARY
from qa.routing import chosen, matching, named_apart, names_joined, places
from qa.tuning import Tuning
from qa.types import Answer, Citation

MOST_REPORTS = 6
"""So many reports are answered from side by side at most: each takes half a second to ask and a line to read.

Of more, search chooses those that a comparison asks; of a question about the report itself, which one is meant has to
be said.
"""
READ = 3
"""Passages read of each report: the report is known, and several reports have to be read."""
_SEARCHED = 100
"""Hits among which the reports to ask are found."""
ENOUGH = 0.6
"""Share of a topic's words that a sentence must have, with its heading, to be quoted for what a report says on it."""
IN_A_ROW = 3
"""How many passages with the topic's words one with them side by side is worth when reports are put in order."""
SHORTEST = 5
"""Words of a sentence that may be quoted: a shorter one is a heading or a label."""
NO_VERDICT = "This is what each report says: they do not judge one another."

_ON = r"(?:on|in terms of|in|about|for|regarding|over|when it comes to|with (?:regard|respect) to|as to|at)"
_NAMES = r"[^?]+?"
_TOPIC = r"(?P<topic>[^?]+?)\s*\??$"
_COMPARES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"^(?:and )?how (?:do|does|did) {_NAMES} (?:compare|differ)(?: (?:with|to|from) {_NAMES})? {_ON} {_TOPIC}",
        rf"^(?:please )?compare {_NAMES} {_ON} {_TOPIC}",
        rf"^(?:please )?compare (?P<topic>[^?]+?) (?:in|of|at|for|between|across) {_NAMES}\s*\??$",
        rf"^what(?: is|’s|'s| are) the differences? between {_NAMES} {_ON} {_TOPIC}",
    )
)
_MORE = (
    r"(?:better|worse|stronger|weaker|quicker|slower|(?:more|less|as|equally) \w+|(?!ever|never|other|over)\w{3,}er)"
)
_DO = r"(?:is|are|was|were|do|does|did|has|have|had|can)"
_BETTER = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"^(?:{_DO}|who|which(?: \w+)?) {_NAMES}(?: (?:do|doing|perform|performing|fare|faring))? {_MORE}"
        rf"(?: (?:than|as) {_NAMES})? {_ON} {_TOPIC}",
        rf"^{_DO} (?P<topic>[^?]+?) (?:any )?{_MORE} (?:in|at|for) {_NAMES} (?:than|or|as) {_NAMES}\s*\??$",
        rf"^(?:who|which(?: \w+){{0,2}}?) {_DO}(?: the)? (?:{_MORE}|fewer|more|less|most|fewest|\w+est) "
        rf"(?P<topic>[^?]+?)(?:,| (?:in|of|out of|between))+ {_NAMES}\s*\??$",
    )
)
"""Which of several does better: no report says so of itself and another, so each is asked what it says."""
_BOTH = re.compile(rf"^(?P<do>{_DO})(?: both| either)? (?:the )?$", re.IGNORECASE)
_GRADED = re.compile(
    rf"^(?: both)? (?:good|bad|strong|weak|poor|effective|well|successful|adequate|inadequate) {_ON} {_TOPIC}",
    re.IGNORECASE,
)
_SAYS = (
    "mentions?|says?|talks? about|covers?|discuss(?:es)?|describes?|deals? with|refers? to|raises?|criticis(?:e|es)|"
    "praises?"
)
_SUBJECTS = "reports|inspections|inspectors|forces|councils|areas|authorities"
_WHOSE = r"(?:(?:inspection|(?:19|20)\d\d|(?-i:[A-Z])[\w’'-]*) ){0,2}"
_REPORTS_SAY = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"^what (?:do|did) (?:(?:the|all|these|those|other|different|of) )+{_WHOSE}(?:{_SUBJECTS})"
        rf"(?: (?:on|about|of|for|from|in) {_NAMES})? (?:say|state|tell us|find|report|conclude) "
        rf"(?:about|on|regarding) {_TOPIC}",
        rf"^(?:which|what) (?:of the )?{_WHOSE}(?:reports?|inspections?) (?:{_SAYS}) "
        rf"(?:about |on )?{_TOPIC}",
    )
)
_PLACES_DO = re.compile(
    r"^(?P<which>(?:which|what) (?:forces?|areas?|places?|councils?|(?:local )?authorit(?:y|ies))) "
    r"(?P<topic>[^?]+?)\s*\??$",
    re.IGNORECASE,
)
_OF_NO_PLACE = re.compile(
    r"^(?:what force (?:is|are|was|were) (?:ever |being )?(?:used|appli|allow|permitt|need|necessary|justif|reasonable|"
    rf"legal|lawful|proportionate|appropriate|acceptable|too )|what force {AUXILIARY} .*\buse\b(?! of\b)|"
    rf"(?:which|what) (?:places? of safety\b|\w+ (?:\w+ )?{AUXILIARY} (?:its?|they|their)\b(?! own\b)))",
    re.IGNORECASE,
)
"""Words of places that are none, and questions of what is said of the one that "it" stands for."""
_DOING = re.compile(
    r"^(?:tackling|addressing|handling|managing|dealing with|responding to|looking after|working with|caring for|"
    r"helping|supporting|protecting|providing|preventing|reducing|improving|identifying|spotting|recogni[sz]ing|finding|getting)"
    r" (?=\w)",
    re.IGNORECASE,
)
"""Not any "-ing": "missing children" are not children."""
_QUESTION = re.compile(r"^(?:how|what|who|which|when|where|why|whether)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Compared:
    """A question to several reports: what each of them is asked, and whether the reports are named in it.

    `topic` is what is asked about, "" where the question of each report wants more than what is said about something;
    `judged` whether the question wants to know which report's place does better, or whether all do.
    """

    question: str
    named: bool
    topic: str = ""
    judged: bool = False


def comparison(question: str, reports: Sequence[IndexedReport], follows: bool = False) -> Compared | None:
    """The question with the comparison taken out, None for one that does not ask to compare.

    Places make a comparison where reports are about at least two of them; "the reports" do where there are two, and
    "which forces" do unless the question `follows` others: it is about what those are then.
    """
    for pattern in (*_COMPARES, *_BETTER):
        match = pattern.match(question)
        if match and named_apart(question[: match.start("topic")] + question[match.end("topic") :], reports):
            return _asked_of_each(match["topic"], named=True, judged=pattern in _BETTER)
    if compared := _of_both(question, reports):
        return compared
    if len(reports) < 2:
        return None
    for pattern in _REPORTS_SAY:
        if match := pattern.match(question):
            return _asked_of_each(match["topic"], named=False)
    match = None if follows or _OF_NO_PLACE.match(question) else _PLACES_DO.match(question)
    if match and not matching(question, reports):  # "Which forces does Kent work with?" asks of one
        return Compared(f"{match['which']} {match['topic']}?", named=False)
    return None


def compare(
    with_: Assistant, compared: Compared, asked: str, only: Sequence[str] | None, reports: Sequence[IndexedReport]
) -> Considered:
    """One cited answer of each report, the best reports first; refused where none says anything."""
    # "The 2016 reports" names none of them, and is about no others.
    only = only or [report.id for report in matching(asked, reports)] or None
    hits = with_.searcher.search(compared.question, _SEARCHED, only)
    indexed = {report.id: report for report in reports}
    ids = tuple(dict.fromkeys(hit.passage.report for hit in hits))
    if compared.named:
        ids = in_turns((*ids, *(only or ())), indexed)
    elif compared.topic:
        ids = most_said(hits, compared.topic)
    ids = ids[:MOST_REPORTS]
    lighter = replace(with_, tuning=replace(with_.tuning, rounds=(1, READ)))
    understood = understand(with_.searcher, compared.question)
    titles = {report.id: short_name(report.facts) for report in reports}
    found: dict[str, Answer] = {}
    for id_ in ids:
        considered = consider(lighter, understood, chosen(understood.understood, [id_], reports))
        if said := _said(compared, considered, indexed, with_.tuning):
            found[id_] = said
    silent = ", ".join(titles[id_] for id_ in ids if id_ not in found)
    if not found:
        nearby = tuple(suggest(hit, indexed) for hit in hits[: with_.tuning.nearby])
        message = f"None of the reports asked says: {silent}." if silent else "The reports do not say."
        return Considered(asked, hits, (), None, Answer(asked, False, "", "none", 0.0, nearby=nearby, message=message))
    messages = (NO_VERDICT if compared.judged else "", f"Nothing was found on it in: {silent}." if silent else "")
    answer = Answer(
        asked,
        True,
        "; ".join(f"{titles[id_]}: {answer.text}" for id_, answer in found.items()),
        "comparison",
        sum(answer.confidence for answer in found.values()) / len(found),
        items=tuple(answer.text for answer in found.values()),
        citations=tuple(answer.citations[0] for answer in found.values()),
        message=" ".join(message for message in messages if message),
    )
    return Considered(asked, hits, (), None, answer)


def each_cited(question: str, named: Sequence[tuple[str, Citation]], confidence: float, message: str = "") -> Answer:
    """What each report states, side by side: its citation with the name it goes by."""
    citations = tuple(citation for _, citation in named)
    items = tuple(citation.answer_text for citation in citations)
    text = "; ".join(f"{name}: {citation.answer_text}" for name, citation in named)
    return Answer(question, True, text, "comparison", confidence, items=items, citations=citations, message=message)


def most_said(hits: Sequence[Hit], topic: str) -> tuple[str, ...]:
    """The ids of the reports with the hits, those first that have most hits which name the topic."""
    counts: Counter[str] = Counter()
    for hit in hits:
        text = f"{hit.passage.section[-1]} {hit.passage.text}"
        counts[hit.passage.report] += IN_A_ROW * _in_a_row(topic, text) + (_share(topic, text) == 1.0)
    return tuple(id_ for id_, _ in counts.most_common())


def _said(
    compared: Compared, considered: Considered, reports: Mapping[str, IndexedReport], tuning: Tuning
) -> Answer | None:
    """What one report says: the reader's answer, or the sentence that names the topic where it finds none that does.

    Where a judgement is asked for it is the whole sentence: "Yes" of one report would be read as one of all.
    """
    answer = considered.answer
    cited = answer.citations[0] if answer.found else None
    if cited and (not compared.topic or _share(compared.topic, f"{cited.section[-1]} {cited.quote}") > 0):
        return _in_a_sentence(answer, cited) if compared.judged or answer.kind == "yes_no" else answer
    told = telling_sentence(considered.hits, compared.topic) if compared.topic else None
    if told is None:
        return None
    passage, sentence = told
    cited = cite(passage, sentence.start, sentence.end, reports)
    return Answer(considered.question, True, cited.answer_text, "span", tuning.mentioned_confidence, citations=(cited,))


def telling_sentence(hits: Sequence[Hit], topic: str) -> tuple[Passage, Sentence] | None:
    """The sentence of the first passages that has most of the topic's words, at least one itself and enough of them
    with its heading; None where no sentence has them.
    """
    best, most = None, 0.0
    for hit in hits:
        passage = hit.passage
        for sentence in passage.sentences[passage.lead :]:
            said = passage.text[sentence.start : sentence.end]
            own, whole = _share(topic, said), _share(topic, f"{passage.section[-1]} {said}")
            telling = len(said.split()) >= SHORTEST and not said.rstrip().endswith("?") and passage.table is None
            score = own + whole + _in_a_row(topic, said)
            if telling and own > 0 and whole >= ENOUGH and score > most:
                best, most = (passage, sentence), score
    return best


def _share(topic: str, text: str) -> float:
    """The share of the topic's words that the text has."""
    wanted = set(terms(topic))
    return len(wanted.intersection(terms(text))) / len(wanted) if wanted else 0.0


def _in_a_row(topic: str, text: str) -> bool:
    """Whether the topic's words stand side by side in the text: "county lines" is not "the county's help line"."""
    return f" {' '.join(terms(topic))} " in f" {' '.join(terms(text))} "


def _in_a_sentence(answer: Answer, cited: Citation) -> Answer:
    whole = replace(cited, answer=(0, len(cited.quote)))
    return replace(answer, text=whole.quote, kind="span", items=(), citations=(whole,))


def in_turns(ids: Sequence[str], reports: Mapping[str, IndexedReport]) -> tuple[str, ...]:
    """The reports with the places in turn, in their order: one with many reports leaves no other out."""
    of_place: dict[frozenset[tuple[str, ...]], list[str]] = {}
    for id_ in dict.fromkeys(ids):
        of_place.setdefault(places(reports[id_].facts), []).append(id_)
    return tuple(id_ for turn in zip_longest(*of_place.values()) for id_ in turn if id_ is not None)


def _of_both(question: str, reports: Sequence[IndexedReport]) -> Compared | None:
    """A question whether several places are or do something: each is asked for itself."""
    together = names_joined(question, reports)
    opening = _BOTH.match(question[: together[0]]) if together else None
    if not together or not opening:
        return None
    rest = question[together[1] :]
    if graded := _GRADED.match(rest):
        return _asked_of_each(graded["topic"], named=True, judged=True)
    return Compared(f"{opening['do'].capitalize()} they{rest.removeprefix(' both')}", named=True, judged=True)


def _asked_of_each(topic: str, named: bool, judged: bool = False) -> Compared:
    """The topic as a question that one report can answer."""
    if _QUESTION.match(topic):
        return Compared(f"{topic[0].upper()}{topic[1:]}?", named, judged=judged)
    # Of "tackling exploitation" any report says the second; what is done about it is said in words of its own.
    return Compared(f"What does the report say about {topic}?", named, _DOING.sub("", topic), judged)


def short_name(facts: Facts) -> str:
    """What a report is called beside its answer: whom it is about and when, or its title."""
    year = facts.date[:4]
    return f"{facts.body} ({year})" if facts.body and year else facts.body or facts.title
