"""Every threshold and weight of the answering, in one place, with the measurement that chose it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Tuning:
    """Chosen on the `tune` half of tests/quality and on the domain `dev` questions, never on the `held` half.

    Of `searched` passages that search returns the first `passages` are read; `nearby` are shown when there is no
    answer. `retrieval` is what one point of the search score counts in logits when spans of different passages
    compete. An answer is given when its confidence reaches `threshold`: raising it trades wrong answers for
    refusals. `verdict` is the least logit between Yes and No for which either is said.
    """

    searched: int = 10
    passages: int = 5
    nearby: int = 3
    retrieval: float = 1.0
    threshold: float = 0.5
    verdict: float = 0.5
    others: int = 3
    other_margin: float = 0.0
    table_confidence: float = 0.9


@dataclass(frozen=True)
class ConfidenceWeights:
    """Logistic regression of "this answer is right" on what is known about it (see qa/confidence.py)."""

    bias: float = -1.0
    margin: float = 0.45
    lead: float = 0.1
    similarity: float = 1.5
    agreement: float = 0.5
    missing: float = -1.2
    unknown: float = -0.8


TUNING = Tuning()
CONFIDENCE = ConfidenceWeights()
