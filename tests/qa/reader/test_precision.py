"""The quickest arithmetic is named, and a network computes nearly the same in each."""

from typing import get_args

import pytest
import torch

from qa.reader import precision
from qa.reader.precision import Precision, compute_in, quickest
from tests.qa.models import tiny_network

IDS = torch.randint(4, 40, (2, 12), generator=torch.Generator().manual_seed(0))
MASK = torch.ones_like(IDS)


def test_the_quickest_precision_is_one_of_the_known_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(precision, "_OUT", 64)  # a small layer: only the name matters here
    assert quickest() in get_args(Precision)


def test_float32_is_kept_where_nothing_else_is_much_quicker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(precision, "_best_time", lambda product: 1.0)
    assert quickest() == "float32"


@pytest.mark.parametrize("name", get_args(Precision))
def test_the_logits_are_nearly_the_same_in_every_precision(name: Precision) -> None:
    network, exact = tiny_network(), tiny_network()
    compute_in(network, name)
    with torch.inference_mode():
        start, wanted = network(IDS, MASK)[0].float(), exact(IDS, MASK)[0]
    assert float((start - wanted).abs().max()) < 0.1 * float(wanted.abs().max())
