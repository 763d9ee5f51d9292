"""Every threshold and weight of the answering, in one place, with the measurement that chose it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Tuning:
    """Chosen on the `tune` half of tests/quality and on the domain `dev` questions, never on the `held` half.

    Of `searched` passages that search returns the first `passages` are read, or only the first `glance` where the best
    answer in those beats "no answer here" by `sure_margin` logits and the next different answer by `sure_lead`;
    `nearby` are shown when there is no answer. `retrieval` is what one point of the search score counts in logits when
    spans of different passages compete. An answer is given when its confidence reaches `threshold`: raising it trades
    wrong answers for refusals. `verdict` is the least logit between Yes and No for which either is said.
    """

    searched: int = 10
    passages: int = 5
    glance: int = 2
    sure_margin: float = 6.0
    sure_lead: float = 4.0
    nearby: int = 3
    retrieval: float = 1.0
    threshold: float = 0.28
    verdict: float = 0.5
    others: int = 3
    other_margin: float = 0.0
    table_confidence: float = 0.9


@dataclass(frozen=True)
class ConfidenceWeights:
    """Logistic regression of "this answer is right" on what is known about it (see qa/confidence.py).

    Fitted by `python -m qa.evaluation calibrate` to the `tune` half of tests/quality and 110 domain `dev` questions:
    expected calibration error 0.055 on those. With the threshold at 0.25 / 0.30, 76.5 / 76.5 % of the answerable ones
    were right, 8.6 / 9.3 % refused wrongly and 81 / 86 % of the unanswerable ones rightly; 0.10 gives 78, 3 and 69,
    0.50 gives 72, 19 and 86.
    """

    bias: float = -3.295
    margin: float = 0.274
    lead: float = 0.409
    similarity: float = 0.758
    agreement: float = 0.430
    missing: float = -0.430
    mismatch: float = -1.0


TUNING = Tuning()
CONFIDENCE = ConfidenceWeights()
