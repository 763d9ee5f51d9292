"""MPNet's encoder in int8 computes nearly what it computes in float32."""

import copy

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from transformers import MPNetConfig, MPNetModel

from qa.reader.int8 import LOW, MIDDLE, Graph, Int8Encoder, session

TOKENS, IN, OUT = 10, 768, 48
"""As wide as a base-size network: the more values, the further the largest, and the rarer sums beyond 16 bits."""
GENERATOR = np.random.default_rng(0)
VALUES = GENERATOR.standard_normal((TOKENS, IN), dtype=np.float32)
WEIGHT = GENERATOR.standard_normal((OUT, IN), dtype=np.float32)

_Array = NDArray[np.float32]


def product(values: _Array, weight: _Array = WEIGHT, zero: int = MIDDLE) -> _Array:
    graph = Graph()
    graph.output(graph.int8_product("values", weight, zero), "product")
    model = graph.model({"values": ["tokens", weight.shape[1]]}, {"product": ["tokens", weight.shape[0]]})
    return np.asarray(session(model).run(None, {"values": values})[0])


def off(exact: _Array, near: _Array) -> float:
    """The error as a share of the exact values' size."""
    return float(np.linalg.norm(near - exact) / np.linalg.norm(exact))


def test_the_product_is_near_to_the_exact_one() -> None:
    assert off(VALUES @ WEIGHT.T, product(VALUES)) < 0.02


def test_a_token_with_an_outlier_does_not_spoil_the_others() -> None:
    values = VALUES.copy()
    values[0] *= 1000
    assert off((values @ WEIGHT.T)[1:], product(values)[1:]) < 0.02


def test_a_large_weight_row_does_not_spoil_the_others() -> None:
    weight = WEIGHT.copy()
    weight[0] *= 1000
    assert off((VALUES @ weight.T)[:, 1:], product(VALUES, weight)[:, 1:]) < 0.02


@pytest.mark.parametrize("zero", [LOW, MIDDLE])
def test_zeros_give_zeros(zero: int) -> None:
    assert not product(np.zeros((2, IN), dtype=np.float32), zero=zero).any()


def test_values_that_hardly_go_below_zero_are_nearer_with_a_low_zero() -> None:
    values = np.maximum(VALUES, -0.17).astype(np.float32)
    weight = np.round(20 * WEIGHT).clip(-126, 126)
    weight[:, 0] = 127  # whole numbers up to 127: the weights lose nothing, whatever is off is off in the values
    exact = values @ weight.T
    assert off(exact, product(values, weight, LOW)) < 0.7 * off(exact, product(values, weight))


def test_values_below_what_a_low_zero_has_room_for_are_not_cut_off() -> None:
    assert off(-VALUES @ WEIGHT.T, product(-VALUES, zero=LOW)) < 0.05


def test_a_model_keeps_no_thread_awake(monkeypatch: pytest.MonkeyPatch) -> None:
    set_to: dict[str, str] = {}
    monkeypatch.setattr(
        "onnxruntime.SessionOptions.add_session_config_entry", lambda _, name, value: set_to.update({name: value})
    )
    product(VALUES)
    assert set_to == {"session.force_spinning_stop": "1"}


@pytest.fixture(scope="module")
def networks() -> tuple[MPNetModel, MPNetModel]:
    """A small MPNet as it is, and with its encoder in int8."""
    torch.manual_seed(0)
    config = MPNetConfig(
        vocab_size=50, hidden_size=64, num_hidden_layers=3, num_attention_heads=4, intermediate_size=128
    )
    exact = MPNetModel(config)
    exact.train(False)
    near = copy.deepcopy(exact)
    near.register_module("encoder", Int8Encoder(near.encoder))
    return exact, near


@pytest.mark.parametrize("padding", [0, 5])
@torch.inference_mode()
def test_every_layers_states_are_near_to_the_exact_ones(networks: tuple[MPNetModel, MPNetModel], padding: int) -> None:
    ids = torch.randint(4, 40, (3, 12), generator=torch.Generator().manual_seed(0))
    mask = torch.ones_like(ids)
    kept = ids.shape[1] - padding
    ids[1, kept:], mask[1, kept:] = 1, 0
    exact, near = (model(ids, mask, output_hidden_states=True) for model in networks)
    assert len(near.hidden_states) == len(exact.hidden_states)
    for wanted, state in zip(exact.hidden_states, near.hidden_states, strict=True):
        assert off(wanted[:, :kept].numpy(), state[:, :kept].numpy()) < 0.05


@torch.inference_mode()
def test_padding_changes_nothing(networks: tuple[MPNetModel, MPNetModel]) -> None:
    ids = torch.randint(4, 40, (1, 12), generator=torch.Generator().manual_seed(1))
    padded = torch.cat([ids, torch.ones(1, 4, dtype=torch.long)], dim=1)
    mask = torch.tensor([[1] * 12 + [0] * 4])
    alone = networks[1](ids, torch.ones_like(ids)).last_hidden_state
    beside = networks[1](padded, mask).last_hidden_state
    assert off(alone.numpy(), beside[:, :12].numpy()) < 1e-4


def test_the_layers_weights_are_kept_once(networks: tuple[MPNetModel, MPNetModel]) -> None:
    assert not [name for name, _ in networks[1].named_parameters() if "dense.weight" in name and "encoder" in name]
