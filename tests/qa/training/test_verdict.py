"""The yes/no head learns to tell states apart, by what lies between question and answer as well."""

import numpy as np
import torch
from numpy.typing import NDArray

from qa.reader.network import SpanNetwork
from qa.training.examples import Row
from qa.training.verdict import decided, fit, held_out
from tests.qa.models import tiny_network

YES = np.array([bool(at % 2) for at in range(3000)])


def _said(network: SpanNetwork, states: NDArray[np.float32]) -> NDArray[np.bool_]:
    with torch.inference_mode():
        return np.asarray(network.verdict(torch.from_numpy(states))[:, 0] > 0)


def _states(apart: float) -> NDArray[np.float32]:
    states = np.random.default_rng(0).normal(5, 2, size=(len(YES), 32)).astype(np.float32)
    states[:, 0] += np.where(YES, apart, -apart)
    return states


def test_states_that_differ_are_told_apart() -> None:
    network = tiny_network()
    fit(network, _states(6.0), YES)
    assert np.mean(_said(network, _states(6.0)) == YES) > 0.9


def test_a_fit_leaves_the_spans_as_they_are() -> None:
    network, other = tiny_network(), tiny_network()
    fit(network, _states(6.0), YES)
    pairs = zip(network.span_model.parameters(), other.span_model.parameters(), strict=True)
    assert all(torch.equal(one, same) for one, same in pairs)


def test_the_same_states_give_the_same_head() -> None:
    network, other = tiny_network(), tiny_network()
    fit(network, _states(6.0), YES)
    fit(other, _states(6.0), YES)
    assert all(
        torch.equal(*pair) for pair in zip(network.verdict.parameters(), other.verdict.parameters(), strict=True)
    )


def test_what_is_measured_is_held_out() -> None:
    reports = [f"report {at % 7}" for at in range(len(YES))]
    assert held_out(tiny_network(), _states(6.0), YES, reports)[0] > 0.9
    assert held_out(tiny_network(), _states(0.0), YES, reports)[0] < 0.6


def test_only_questions_that_their_passage_decides_are_taught() -> None:
    answer = [{"text": "It is.", "answer_start": 0}]
    rows: list[Row] = [
        {"answers": answer, "yesno": "yes"},
        {"answers": answer, "yesno": None},
        {"answers": [], "yesno": "no"},
        {"answers": answer},
    ]
    assert decided(rows) == rows[:1]
