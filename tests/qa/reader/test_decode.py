"""Logits become the best spans that the passage's own tokens allow."""

from itertools import pairwise
from typing import NamedTuple

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from qa.reader.decode import LONGEST_SPAN, ScoredSpan, best_spans, merge


class Window(NamedTuple):
    """What is decoded: token i stands at the characters 10 i to 10 i + 9."""

    starts: NDArray[np.float32]
    ends: NDArray[np.float32]
    offsets: NDArray[np.int64]
    allowed: NDArray[np.bool_]


LOGITS = st.floats(-20, 20, width=32)


@st.composite
def windows(draw: st.DrawFn) -> Window:
    """Up to 12 tokens, of which a stretch is the passage."""
    size = draw(st.integers(1, 12))
    logits = st.lists(LOGITS, min_size=size, max_size=size)
    begin = draw(st.integers(0, size))
    end = draw(st.integers(begin, size))
    return window(draw(logits), draw(logits), range(begin, end))


def window(starts: list[float], ends: list[float], allowed: range) -> Window:
    offsets = np.array([[10 * token, 10 * token + 9] for token in range(len(starts))], dtype=np.int64)
    return Window(
        np.array(starts, dtype=np.float32),
        np.array(ends, dtype=np.float32),
        offsets,
        np.array([token in allowed for token in range(len(starts))]),
    )


def tokens(span: ScoredSpan) -> tuple[int, int]:
    return span.start // 10, (span.end - 9) // 10


@given(windows(), st.integers(1, 5))
@settings(deadline=None)
def test_a_span_ends_where_it_starts_or_later(window: Window, count: int) -> None:
    assert all(span.start < span.end for span in best_spans(*window, count))


@given(windows(), st.integers(1, 5))
@settings(deadline=None)
def test_a_span_has_only_tokens_of_the_passage(window: Window, count: int) -> None:
    spans = map(tokens, best_spans(*window, count))
    assert all(window.allowed[first : last + 1].all() for first, last in spans)


@given(windows(), st.integers(2, 5))
@settings(deadline=None)
def test_spans_do_not_overlap(window: Window, count: int) -> None:
    spans = sorted(best_spans(*window, count), key=lambda span: span.start)
    assert all(one.end <= other.start for one, other in pairwise(spans))


@given(windows(), st.integers(1, 5))
@settings(deadline=None)
def test_spans_come_best_first_and_no_more_than_asked_for(window: Window, count: int) -> None:
    scores = [span.score for span in best_spans(*window, count)]
    assert scores == sorted(scores, reverse=True)
    assert len(scores) <= count


@given(windows(), st.integers(1, 5))
@settings(deadline=None)
def test_spans_are_those_that_trying_all_of_them_finds(window: Window, count: int) -> None:
    every = {
        (first, last): float(window.starts[first] + window.ends[last])
        for first in range(len(window.starts))
        for last in range(first, len(window.starts))
        if window.allowed[first : last + 1].all()
    }
    wanted: list[float] = []
    while every and len(wanted) < count:
        (first, last), score = max(every.items(), key=lambda item: item[1])
        wanted.append(score)
        every = {key: value for key, value in every.items() if key[1] < first or key[0] > last}
        if len({*every.values()}) < len(every):
            return  # of two spans that are equally good either may come first
    assert [span.score for span in best_spans(*window, count)] == wanted


def test_a_span_is_no_longer_than_the_longest_answers() -> None:
    size = LONGEST_SPAN + 20
    long = window([9.0] + [0.0] * (size - 1), [0.0] * (size - 1) + [9.0], range(size))
    assert all(last - first < LONGEST_SPAN for first, last in map(tokens, best_spans(*long, 4)))


def test_a_span_does_not_jump_over_tokens_that_are_not_the_passages() -> None:
    torn = window([9, 0, 0], [0, 0, 9], range(3))
    torn.allowed[1] = False
    assert tokens(best_spans(*torn, 1)[0]) in {(0, 0), (2, 2)}


def test_a_window_without_the_passage_has_no_span() -> None:
    assert best_spans(*window([1, 2], [1, 2], range(0)), 3) == []


def test_of_overlapping_spans_of_two_windows_the_better_one_stays() -> None:
    assert merge([ScoredSpan(0, 9, 1.0), ScoredSpan(5, 12, 2.0)], 4) == (ScoredSpan(5, 12, 2.0),)


def test_spans_that_only_touch_both_stay() -> None:
    assert len(merge([ScoredSpan(0, 9, 1.0), ScoredSpan(9, 12, 2.0)], 4)) == 2


def test_merging_keeps_the_best_ones() -> None:
    spans = [ScoredSpan(10 * number, 10 * number + 5, float(number)) for number in range(5)]
    assert [span.score for span in merge(spans, 2)] == [4.0, 3.0]
