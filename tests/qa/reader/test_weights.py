"""Packed weights are small files that hold nearly the same network."""

from pathlib import Path

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.reader.weights import is_packed, pack, unpack

STATE = {
    "first.weight": torch.linspace(-3, 5, 60).reshape(6, 10),
    "first.bias": torch.linspace(-1, 1, 6),
    "second.weight": torch.linspace(0, 1e-3, 60).reshape(6, 10),
}


@given(st.lists(st.lists(st.floats(-100, 100, width=32), min_size=4, max_size=4), min_size=1, max_size=5))
@settings(deadline=None, max_examples=25)
def test_a_weight_moves_by_at_most_a_254th_of_its_rows_largest(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[float]]
) -> None:
    weight = torch.tensor(rows)
    folder = tmp_path_factory.mktemp("packed")
    pack({"weight": weight}, folder)
    bound = weight.abs().amax(dim=1, keepdim=True) / 254 * 1.001 + 1e-9
    assert bool(((unpack(folder)["weight"] - weight).abs() <= bound).all())


def test_vectors_are_kept_exactly(tmp_path: Path) -> None:
    pack(STATE, tmp_path)
    assert torch.equal(unpack(tmp_path)["first.bias"], STATE["first.bias"])


def test_every_name_comes_back(tmp_path: Path) -> None:
    pack(STATE, tmp_path)
    assert unpack(tmp_path).keys() == STATE.keys()


def test_weights_come_back_as_float32(tmp_path: Path) -> None:
    pack({name: tensor.to(torch.bfloat16) for name, tensor in STATE.items()}, tmp_path)
    assert {tensor.dtype for tensor in unpack(tmp_path).values()} == {torch.float32}


def test_a_row_of_zeros_stays_zero(tmp_path: Path) -> None:
    pack({"weight": torch.zeros(2, 3)}, tmp_path)
    assert torch.equal(unpack(tmp_path)["weight"], torch.zeros(2, 3))


def test_weights_are_split_over_files_that_are_small_enough(tmp_path: Path) -> None:
    state = {f"layer{number}.weight": torch.ones(50, 40) for number in range(6)}  # 2,200 bytes each, packed
    pack(state, tmp_path, max_file_bytes=5_000)
    sizes = [path.stat().st_size for path in tmp_path.glob("*.safetensors")]
    assert len(sizes) == 3
    assert max(sizes) < 5_000 + 1_000  # and the names of its parts


def test_split_weights_come_back_whole(tmp_path: Path) -> None:
    pack(STATE, tmp_path, max_file_bytes=1)
    assert unpack(tmp_path).keys() == STATE.keys()


def test_a_folder_is_packed_once_it_holds_the_index(tmp_path: Path) -> None:
    assert not is_packed(tmp_path)
    pack(STATE, tmp_path)
    assert is_packed(tmp_path)
