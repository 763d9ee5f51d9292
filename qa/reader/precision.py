"""The arithmetic a network computes in, chosen at load time by what is quickest on this processor."""

import time
from collections.abc import Callable
from typing import Literal

import numpy as np
import torch
from torch.nn.functional import linear
from transformers import MPNetModel

from qa.reader.int8 import MIDDLE, Graph, Int8Encoder, session
from qa.reader.network import SpanNetwork

Precision = Literal["float32", "bfloat16", "int8"]

_TOKENS, _IN, _OUT = 256, 768, 3072
"""A feed-forward layer of a base-size network on one passage."""

WORTHWHILE = 0.75
"""Lower precision is taken only where its product takes at most this share of float32's time."""


def possible(network: SpanNetwork) -> tuple[Precision, ...]:
    """What a network can be computed in: int8 is written for MPNet."""
    in_int8 = isinstance(network.span_model.base_model, MPNetModel) and network.span_model.config.hidden_act == "gelu"
    return ("float32", "bfloat16", "int8") if in_int8 else ("float32", "bfloat16")


def quickest(among: tuple[Precision, ...]) -> Precision:
    """Time one layer's product in each precision (about 100 ms) and name the quickest."""
    values, weight = torch.randn(_TOKENS, _IN), torch.randn(_OUT, _IN)
    products: dict[Precision, Callable[[], object]] = {
        "float32": lambda: linear(values, weight),
        "bfloat16": _bfloat16_product(values, weight),
        "int8": _int8_product(values, weight),
    }
    seconds = {name: _best_time(products[name]) for name in among}
    best = min(seconds, key=lambda name: seconds[name])
    return best if seconds[best] <= WORTHWHILE * seconds["float32"] else "float32"


def compute_in(network: SpanNetwork, precision: Precision) -> None:
    """Have the network's encoder compute in the given precision, in place; its heads stay in float32."""
    base = network.span_model.base_model
    if precision == "int8" and isinstance(base, MPNetModel):
        base.register_module("encoder", Int8Encoder(base.encoder))
    elif precision == "bfloat16":
        network.span_model.bfloat16()


def _bfloat16_product(values: torch.Tensor, weight: torch.Tensor) -> Callable[[], object]:
    small_values, small_weight = values.to(torch.bfloat16), weight.to(torch.bfloat16)
    return lambda: linear(small_values, small_weight)


def _int8_product(values: torch.Tensor, weight: torch.Tensor) -> Callable[[], object]:
    """The product with all that goes with it: rounding the values, and scaling back."""
    graph = Graph()
    graph.output(graph.int8_product("values", np.asarray(weight, dtype=np.float32), MIDDLE), "product")
    model = graph.model({"values": ["tokens", weight.shape[1]]}, {"product": ["tokens", weight.shape[0]]})
    running, feeds = session(model), {"values": values.numpy()}
    return lambda: running.run(None, feeds)


def _best_time(product: Callable[[], object], repeats: int = 8) -> float:
    product()
    best = float("inf")
    for _ in range(repeats):
        began = time.perf_counter()
        product()
        best = min(best, time.perf_counter() - began)
    return best
