"""A linear layer in int8 computes nearly what it computes in float32."""

import pytest
import torch
from torch import Tensor, nn

from qa.reader.int8 import Int8Linear, int8_product, to_int8


@pytest.fixture
def linear() -> nn.Linear:
    torch.manual_seed(0)
    return nn.Linear(64, 48)


def off(exact: Tensor, near: Tensor) -> float:
    """The error as a share of the exact values' size."""
    return float(((near - exact).norm() / exact.norm()).detach())


def test_the_result_is_near_to_the_float_layers(linear: nn.Linear) -> None:
    values = torch.randn(10, 64)
    assert off(linear(values), Int8Linear(linear)(values)) < 0.02


@pytest.mark.parametrize("shape", [(64,), (1, 64), (3, 5, 64), (2, 1, 64)])
def test_the_result_has_the_float_layers_shape(linear: nn.Linear, shape: tuple[int, ...]) -> None:
    values = torch.randn(shape)
    assert Int8Linear(linear)(values).shape == linear(values).shape


def test_a_token_with_an_outlier_does_not_spoil_the_others(linear: nn.Linear) -> None:
    values = torch.randn(10, 64)
    values[0] *= 1000
    assert off(linear(values)[1:], Int8Linear(linear)(values)[1:]) < 0.02


def test_a_large_weight_row_does_not_spoil_the_others(linear: nn.Linear) -> None:
    with torch.no_grad():
        linear.weight[0] *= 1000
    values = torch.randn(10, 64)
    assert off(linear(values)[:, 1:], Int8Linear(linear)(values)[:, 1:]) < 0.02


def test_a_token_of_zeros_gives_the_bias(linear: nn.Linear) -> None:
    assert torch.allclose(Int8Linear(linear)(torch.zeros(2, 64)), linear.bias.expand(2, -1))


def test_a_layer_without_bias_gives_nothing_for_zeros() -> None:
    layer = Int8Linear(nn.Linear(64, 48, bias=False))
    assert torch.equal(layer(torch.zeros(2, 64)), torch.zeros(2, 48))


def test_the_product_of_whole_numbers_is_exact() -> None:
    values = torch.randint(-127, 128, (5, 64), dtype=torch.int8)
    weight = torch.randint(-127, 128, (16, 64), dtype=torch.int8)
    assert torch.equal(int8_product(values, weight).long(), values.long() @ weight.long().t())


def test_every_linear_layer_inside_a_module_is_replaced() -> None:
    module = nn.Sequential(nn.Linear(4, 4), nn.Sequential(nn.Linear(4, 4), nn.LayerNorm(4)))
    to_int8(module)
    assert not any(isinstance(part, nn.Linear) for part in module.modules())
