"""A network is loaded from packed weights or a plain model's directory."""

from pathlib import Path

import pytest
import torch

from qa.reader import weights
from qa.reader.network import load_network
from tests.qa.models import tiny_network

HIDDEN = 16
IDS = torch.tensor([[2, 5, 6, 3, 7, 8, 9, 3]])


def test_a_packed_network_computes_nearly_the_same(tmp_path: Path) -> None:
    network = tiny_network()
    weights.pack(network.state_dict(), tmp_path)
    network.span_model.config.save_pretrained(tmp_path)
    with torch.inference_mode():
        wanted, start = network(IDS, torch.ones_like(IDS))[0], load_network(str(tmp_path))(IDS, torch.ones_like(IDS))[0]
    assert float((start - wanted).abs().max()) < 0.1 * float(wanted.abs().max())


def test_a_packed_network_has_a_verdict(tmp_path: Path) -> None:
    network = tiny_network()
    weights.pack(network.state_dict(), tmp_path)
    network.span_model.config.save_pretrained(tmp_path)
    assert load_network(str(tmp_path)).has_verdict


def test_a_plain_model_has_no_verdict(tmp_path: Path) -> None:
    tiny_network().span_model.save_pretrained(tmp_path)
    assert not load_network(str(tmp_path)).has_verdict


def test_each_token_has_two_logits_and_a_state() -> None:
    network = tiny_network()
    with torch.inference_mode():
        start, end, states = network(IDS, torch.ones_like(IDS))
    assert (start.shape, end.shape, states.shape) == (IDS.shape, IDS.shape, (*IDS.shape, HIDDEN))


def _yes(states: torch.Tensor, answer: list[int], question: list[int]) -> float:
    with torch.inference_mode():
        return float(tiny_network().yes_logits(states, torch.tensor(answer), torch.tensor(question)))


def test_the_yes_logit_looks_at_the_tokens_of_question_and_answer_only() -> None:
    states = torch.zeros(6, HIDDEN)
    states[4:] = 1.0
    nothing = _yes(torch.zeros(6, HIDDEN), [0, 1], [2, 3])
    assert _yes(states, [0, 1], [2, 3]) == pytest.approx(nothing)
    assert _yes(states, [4, 5], [2, 3]) != pytest.approx(nothing)
    assert _yes(states, [0, 1], [4, 5]) != pytest.approx(nothing)


def test_question_and_answer_are_not_the_same_to_the_yes_logits() -> None:
    states = torch.zeros(4, HIDDEN)
    states[2:] = 1.0
    assert _yes(states, [2, 3], [0, 1]) != pytest.approx(_yes(states, [0, 1], [2, 3]))
