"""The quickest arithmetic is named, and a network computes nearly the same in each."""

from typing import get_args

import pytest
import torch
from transformers import MPNetConfig, MPNetForQuestionAnswering

from qa.reader import precision
from qa.reader.network import SpanNetwork
from qa.reader.precision import Precision, compute_in, possible, quickest
from tests.qa.models import tiny_network

EVERY: tuple[Precision, ...] = get_args(Precision)
IDS = torch.randint(4, 40, (2, 12), generator=torch.Generator().manual_seed(0))
MASK = torch.ones_like(IDS)


def tiny_mpnet(act: str = "gelu") -> SpanNetwork:
    torch.manual_seed(0)
    config = MPNetConfig(
        vocab_size=50,
        hidden_size=64,
        num_hidden_layers=3,
        num_attention_heads=4,
        intermediate_size=128,
        hidden_act=act,
    )
    return SpanNetwork(MPNetForQuestionAnswering(config), has_verdict=True).eval()


@pytest.mark.parametrize("among", [EVERY, EVERY[:2], EVERY[:1]])
def test_the_quickest_precision_is_one_of_the_possible_ones(
    monkeypatch: pytest.MonkeyPatch, among: tuple[Precision, ...]
) -> None:
    monkeypatch.setattr(precision, "_OUT", 64)  # a small layer: only the name matters here
    assert quickest(among) in among


def test_float32_is_kept_where_nothing_else_is_much_quicker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(precision, "_best_time", lambda product: 1.0)
    assert quickest(EVERY) == "float32"


def test_int8_is_written_for_mpnet_with_gelu() -> None:
    assert possible(tiny_mpnet()) == EVERY
    assert "int8" not in possible(tiny_mpnet("relu"))
    assert "int8" not in possible(tiny_network())


@pytest.mark.parametrize("name", EVERY)
def test_the_logits_are_nearly_the_same_in_every_precision(name: Precision) -> None:
    network, exact = tiny_mpnet(), tiny_mpnet()
    compute_in(network, name)
    with torch.inference_mode():
        (start, _, states), (wanted, _, inner) = network(IDS, MASK), exact(IDS, MASK)
    assert float((start.float() - wanted).abs().max()) < 0.1 * float(wanted.abs().max())
    assert float((states.float() - inner).norm()) < 0.05 * float(inner.norm())
