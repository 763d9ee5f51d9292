"""Confidence held against what turned out right: reliability, calibration error, and the weights that fit best."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass

import numpy as np
from sklearn.linear_model import LogisticRegression

from qa.confidence import Evidence, probability
from qa.evaluation.questions import Marked
from qa.tuning import ConfidenceWeights

BINS = 10
STRENGTH = 1.0
"""Inverse of the L2 penalty: with a few hundred questions, weights that nothing forces stay small."""


@dataclass(frozen=True)
class Bin:
    """Answers whose confidence falls into one tenth of [0, 1]: how many, their mean confidence, the share right."""

    count: int
    confidence: float
    right: float


def judged(marked: Sequence[Marked]) -> list[tuple[Evidence, bool]]:
    """What was known of each best candidate, and whether it was right: asked with the threshold at 0."""
    return [
        (one.considered.evidence, one.right and one.question.answerable)
        for one in marked
        if one.considered.evidence is not None
    ]


def fit(cases: Sequence[tuple[Evidence, bool]]) -> ConfidenceWeights:
    """The weights under which the cases are likeliest."""
    model = LogisticRegression(C=STRENGTH, max_iter=1000)
    model.fit([astuple(evidence) for evidence, _ in cases], [right for _, right in cases])
    return ConfidenceWeights(float(model.intercept_[0]), *(float(weight) for weight in model.coef_[0]))


def reliability(confidences: Sequence[float], right: Sequence[bool]) -> list[Bin]:
    """The tenths of [0, 1] that hold any answer, lowest first."""
    tenths = np.minimum((np.asarray(confidences) * BINS).astype(int), BINS - 1)
    truth, surety = np.asarray(right, dtype=float), np.asarray(confidences, dtype=float)
    return [
        Bin(int((tenths == tenth).sum()), float(surety[tenths == tenth].mean()), float(truth[tenths == tenth].mean()))
        for tenth in range(BINS)
        if (tenths == tenth).any()
    ]


def calibration_error(bins: Sequence[Bin]) -> float:
    """Expected calibration error: the mean gap between confidence and share right (Naeini et al., 2015)."""
    total = sum(one.count for one in bins)
    return sum(one.count * abs(one.confidence - one.right) for one in bins) / total if total else 0.0


def thresholds(
    marked: Sequence[Marked], weights: ConfidenceWeights, steps: Sequence[float]
) -> list[tuple[float, float, float, float]]:
    """For each threshold: it, shares of answerable questions right and refused, and of unanswerable ones refused."""
    rows = []
    for step in steps:
        answerable = [one for one in marked if one.question.answerable]
        other = [one for one in marked if not one.question.answerable]
        given = [one for one in answerable if _given(one, weights, step)]
        rows.append(
            (
                step,
                sum(one.right for one in given) / max(1, len(answerable)),
                1 - len(given) / max(1, len(answerable)),
                sum(not _given(one, weights, step) for one in other) / max(1, len(other)),
            )
        )
    return rows


def _given(one: Marked, weights: ConfidenceWeights, threshold: float) -> bool:
    evidence = one.considered.evidence
    return one.found if evidence is None else probability(evidence, weights) >= threshold
