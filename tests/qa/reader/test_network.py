"""A network is loaded from packed weights or a plain model's directory."""

from pathlib import Path

import pytest
import torch

from qa.reader import weights
from qa.reader.network import load_network
from tests.qa.models import tiny_network

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
    assert (start.shape, end.shape, states.shape) == (IDS.shape, IDS.shape, (*IDS.shape, network.verdict.in_features))


def test_the_yes_logit_looks_at_the_answers_tokens_only() -> None:
    network, states = tiny_network(), torch.zeros(4, 16)
    states[2:] = 1.0
    with torch.inference_mode():
        there, elsewhere = (
            network.yes_logits(states[:, : network.verdict.in_features], torch.tensor(tokens))
            for tokens in ([2, 3], [0, 1])
        )
    assert elsewhere == pytest.approx(network.verdict.bias.item())
    assert there != pytest.approx(elsewhere)
