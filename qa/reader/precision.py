"""The arithmetic a network computes in, chosen at load time by what is quickest on this processor."""

import time
from collections.abc import Callable
from typing import Literal

import torch
from torch.nn.functional import linear

from qa.reader.int8 import int8_product, to_int8
from qa.reader.network import SpanNetwork

Precision = Literal["float32", "bfloat16", "int8"]

_TOKENS, _IN, _OUT = 256, 768, 3072
"""A feed-forward layer of a base-size network on one passage."""

WORTHWHILE = 0.75
"""Lower precision is taken only where its product takes at most this share of float32's time."""

INT8_OVERHEAD = 1.6
"""Rounding activations and scaling products back takes about 0.6 of an int8 product's own time."""


def quickest() -> Precision:
    """Time one layer's product in each precision (about 50 ms) and name the quickest."""
    values, weight = torch.randn(_TOKENS, _IN), torch.randn(_OUT, _IN)
    small_values, small_weight = values.to(torch.bfloat16), weight.to(torch.bfloat16)
    int_values, int_weight = values.to(torch.int8), weight.to(torch.int8)
    seconds: dict[Precision, float] = {
        "float32": _best_time(lambda: linear(values, weight)),
        "bfloat16": _best_time(lambda: linear(small_values, small_weight)),
        "int8": _best_time(lambda: int8_product(int_values, int_weight)) * INT8_OVERHEAD,
    }
    best = min(seconds, key=lambda name: seconds[name])
    return best if seconds[best] <= WORTHWHILE * seconds["float32"] else "float32"


def compute_in(network: SpanNetwork, precision: Precision) -> None:
    """Have the network's encoder compute in the given precision, in place; its heads stay in float32."""
    if precision == "int8":
        to_int8(network.span_model.base_model)
    elif precision == "bfloat16":
        network.span_model.bfloat16()


def _best_time(product: Callable[[], object], repeats: int = 8) -> float:
    product()
    best = float("inf")
    for _ in range(repeats):
        began = time.perf_counter()
        product()
        best = min(best, time.perf_counter() - began)
    return best
