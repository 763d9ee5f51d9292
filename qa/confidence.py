"""How likely a candidate is the right answer, from what is known about it."""

import math
import re
from collections.abc import Sequence
from dataclasses import astuple, dataclass

from index.folding import STOPWORDS, telling, terms, words
from index.types import IndexedReport
from qa.british_places import is_british_place
from qa.candidates import Candidate, same_answer
from qa.routing import in_capitals
from qa.tuning import ConfidenceWeights
from qa.views import is_viewless

_SPECIFIC = re.compile(r"\b(?:\d[\d,.]*\d|\d|[A-Z][\w’'-]*)")
_I = re.compile(r"I['’]\w+")
_SENTENCE_START = re.compile(r"(?:^|[.?!]\s+)\W*$")

MOST_LEAD = 8.0
MOST_VERDICT = 8.0
MARGIN_SCALE = 2.0
LEAD_SCALE = 1.0
"""Logits. Without the second, 13.5 % of the answerable domain `dev` questions had to be refused for 75 % of the others
to be; with it 8.0 %."""


@dataclass(frozen=True)
class Evidence:
    """What speaks for and against a candidate.

    `margin`: its logits over the null score, squashed into [0, 1]: beyond a few logits more of them tell nothing.
    `lead`: by how much its score beats the next different answer, at most 8, and next to nothing for a candidate that
    does not beat the null score: that one is ahead of nothing. `missing`: names, years and numbers of the question
    that the passage, its headings and its report do not have. `asks_verdict`: 1 when Yes or No is asked for, and
    `verdict` by how many logits one of them beats the other, at most 8: what only comes near to the question decides
    little. `viewless`: 1 when Yes or No is asked of what somebody thinks, and the sentence tells nobody's view. (Tried,
    and told nothing further: whether another passage gives the same answer, the cosine of question and passage, words
    of the question that no report has, or that the passage or the sentence lacks, "all" and "every" where the sentence
    has none, the place among the hits, the margin under other headings.)
    """

    margin: float
    lead: float
    missing: float
    asks_verdict: float = 0.0
    verdict: float = 0.0
    viewless: float = 0.0


def gather(
    question: str,
    best: Candidate,
    candidates: Sequence[Candidate],
    report: IndexedReport,
    beside: Sequence[IndexedReport] = (),
    asks_verdict: bool = False,
) -> Evidence:
    """The evidence on the best of the candidates. `beside` are other reports that the question is about, too;
    `asks_verdict`: it wants Yes or No.
    """
    different = [other.score for other in candidates if not same_answer(best, other)]
    return Evidence(
        margin=_squashed(best.margin, MARGIN_SCALE),
        lead=_squashed(best.margin, LEAD_SCALE)
        * max(-MOST_LEAD, min(MOST_LEAD, best.score - max(different, default=-math.inf))),
        missing=float(len(missing_specifics(question, best, report, beside))),
        asks_verdict=float(asks_verdict and best.yes is not None),
        verdict=min(abs(best.yes or 0.0), MOST_VERDICT) if asks_verdict else 0.0,
        viewless=float(asks_verdict and is_viewless(question, best)),
    )


def _squashed(margin: float, scale: float) -> float:
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, margin)) / scale))


def probability(evidence: Evidence, weights: ConfidenceWeights) -> float:
    """The chance in [0, 1] that the candidate is right."""
    bias, *factors = astuple(weights)
    total = bias + sum(factor * value for factor, value in zip(factors, astuple(evidence), strict=True))
    return 1 / (1 + math.exp(min(-total, 700.0)))


def missing_specifics(
    question: str, candidate: Candidate, report: IndexedReport, beside: Sequence[IndexedReport] = ()
) -> list[str]:
    """The names, years and numbers of the question that nothing around the candidate has.

    The names of reports beside this one are theirs: "in Kent and Essex" is answered from each for itself.
    """
    facts = report.facts
    around = " ".join(
        (
            *(candidate.passage.heading, candidate.passage.text),
            *(facts.title, facts.body, facts.publisher, facts.date),
            *(other.facts.body for other in beside),
        )
    )
    present = set(terms(around)) | set(words(around))
    in_lower_case = " ".join(word for word in question.split() if word.islower())
    names_told = not in_capitals(question) or bool(telling(in_lower_case))  # "Who chairs the Derby Children Board?"
    return [
        match.group()
        for match in _SPECIFIC.finditer(question)
        if (names_told or _is_specific_without_its_capital(match.group()))
        and not _is_plain_opening(question, match)
        and not any(term in present for term in [*terms(match.group()), *words(match.group())])
    ]


def _is_specific_without_its_capital(token: str) -> bool:
    return token[0].isdigit() or any(map(is_british_place, words(token)))


def _is_plain_opening(question: str, match: re.Match[str]) -> bool:
    """A capital that only opens the sentence says nothing; "the", "I'm" and the like never do."""
    token = match.group()
    if token.lower() in STOPWORDS or _I.fullmatch(token):
        return True
    return token[1:].islower() and bool(_SENTENCE_START.search(question[: match.start()]))
