"""A network is loaded from packed weights or a plain model's directory."""

from pathlib import Path

import torch

from qa.reader import weights
from qa.reader.network import VERDICTS, load_network
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


def test_one_logit_a_token_and_one_a_verdict() -> None:
    with torch.inference_mode():
        start, end, verdict = tiny_network()(IDS, torch.ones_like(IDS))
    assert (start.shape, end.shape, verdict.shape) == (IDS.shape, IDS.shape, (1, len(VERDICTS)))
