"""The mean of two readers: between their weights, and only of two of the same network."""

from pathlib import Path

import pytest
import torch

from qa.reader import weights
from qa.reader.network import load_network
from qa.training import mean
from tests.qa.models import tiny_network, tiny_tokenizer


def packed(at: Path, seed: int) -> Path:
    network = tiny_network(seed)
    weights.pack(network.state_dict(), at)
    network.span_model.config.save_pretrained(at)
    tiny_tokenizer().save_pretrained(at)
    return at


def test_the_mean_lies_between_the_two() -> None:
    first, second = {"a": torch.tensor([1.0, 2.0])}, {"a": torch.tensor([3.0, 2.0])}
    assert mean.mean(first, second, 0.25)["a"].tolist() == [1.5, 2.0]


def test_other_networks_have_no_mean() -> None:
    with pytest.raises(ValueError, match="same network"):
        mean.mean({"a": torch.zeros(2)}, {"a": torch.zeros(3)}, 0.5)


def test_the_mean_is_a_reader_that_loads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second, out = packed(tmp_path / "a", 1), packed(tmp_path / "b", 2), tmp_path / "out"
    monkeypatch.setattr("sys.argv", ["mean", str(first), str(second), "--share", "0.5", "--out", str(out)])
    mean.main()
    load_network(str(out))
    name = "span_model.qa_outputs.bias"
    between = (weights.unpack(first)[name] + weights.unpack(second)[name]) / 2
    assert torch.allclose(weights.unpack(out)[name], between)
    assert (out / "tokenizer.json").is_file()
