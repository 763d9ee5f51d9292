"""Start and end logits decoded into answer spans."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

LONGEST_SPAN = 80
"""Tokens: the longest answers of the training data, whole sentences and short lists, have about 75."""


@dataclass(frozen=True)
class ScoredSpan:
    """Characters `start` to `end` of a passage. `score` is start plus end logit, comparable across passages."""

    start: int
    end: int
    score: float


def best_spans(
    start_logits: NDArray[np.float32],
    end_logits: NDArray[np.float32],
    offsets: NDArray[np.int64],
    allowed: NDArray[np.bool_],
    count: int,
) -> list[ScoredSpan]:
    """The `count` best spans of one window that do not overlap, best first.

    `start_logits`, `end_logits` and `allowed` are (tokens,), `offsets` (tokens, 2) in characters of the passage;
    only tokens that are allowed may be in a span, which ends where it starts or later.
    """
    tokens = np.flatnonzero(allowed)
    if not len(tokens):
        return []
    pair = start_logits[tokens][:, None] + end_logits[tokens][None, :]
    length = tokens[None, :] - tokens[:, None]
    # A span must not jump over tokens that are not allowed: as many of those stand before its end as before its start.
    gaps = tokens - np.arange(len(tokens))
    whole = gaps[None, :] == gaps[:, None]
    pair = np.where((length >= 0) & (length < LONGEST_SPAN) & whole, pair, -np.inf)
    spans: list[ScoredSpan] = []
    while len(spans) < count:
        first, last = np.unravel_index(int(np.argmax(pair)), pair.shape)
        score = float(pair[first, last])
        if score == -np.inf:
            break
        spans.append(ScoredSpan(int(offsets[tokens[first], 0]), int(offsets[tokens[last], 1]), score))
        pair[: last + 1, first:] = -np.inf
    return spans


def merge(spans: list[ScoredSpan], count: int) -> tuple[ScoredSpan, ...]:
    """Spans of a passage's overlapping windows as one list: of those that overlap the best one stays."""
    kept: list[ScoredSpan] = []
    for span in sorted(spans, key=lambda span: -span.score):
        if all(span.end <= other.start or span.start >= other.end for other in kept):
            kept.append(span)
    return tuple(kept[:count])
