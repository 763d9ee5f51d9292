"""Training lowers the loss, and a run that was stopped goes on as if it had not been."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from torch.nn.functional import cross_entropy

from qa.reader.network import SpanNetwork
from qa.training.loop import Recipe, _batches, train
from qa.training.windows import Window
from tests.qa.models import tiny_network

RECIPE = Recipe(learning_rate=5e-3, batch_size=4, warmup_steps=2, frozen_layers=1, checkpoint_every=5)
PAD = 0

# The answer is the token 30, wherever it stands; without it there is none.
TAUGHT = [Window((2, 5, 3, *range(10, 10 + at), 30, *range(40, 46 - at), 3), 3 + at, 3 + at) for at in range(6)] * 6
TAUGHT += [Window((2, 5, 3, 11, 12, 13, 3), 0, 0)] * 4


def loss(network: SpanNetwork) -> float:
    with torch.inference_mode():
        return sum(
            float(
                cross_entropy(
                    network(torch.tensor([window.ids]), torch.ones(1, len(window.ids)))[0], torch.tensor([window.start])
                )
            )
            for window in TAUGHT[:6]
        )


def weights(network: SpanNetwork) -> torch.Tensor:
    return torch.cat([parameter.detach().flatten() for parameter in network.parameters()])


def stopped(checkpoint: Path, steps: int = 5) -> None:
    """A run that is broken off after so many steps."""
    network = tiny_network()
    seen = 0

    def count(*_: object) -> None:
        nonlocal seen
        seen += 1
        if seen > steps:
            raise KeyboardInterrupt

    network.register_forward_pre_hook(count)
    with pytest.raises(KeyboardInterrupt):
        train(network, TAUGHT, RECIPE, PAD, checkpoint)


def test_training_lowers_the_loss(tmp_path: Path) -> None:
    network = tiny_network()
    before = loss(network)
    train(network, TAUGHT, RECIPE, PAD, tmp_path / "checkpoint.pt")
    assert loss(network) < 0.8 * before


def test_every_window_is_taught_once(tmp_path: Path) -> None:
    assert train(tiny_network(), TAUGHT, RECIPE, PAD, tmp_path / "checkpoint.pt") == len(TAUGHT) / RECIPE.batch_size


def test_every_window_is_taught_once_in_each_pass(tmp_path: Path) -> None:
    recipe = replace(RECIPE, epochs=3)
    steps = train(tiny_network(), TAUGHT, recipe, PAD, tmp_path / "checkpoint.pt")
    assert steps == 3 * len(TAUGHT) / RECIPE.batch_size
    seen = Counter(index for batch in _batches(TAUGHT, recipe) for index in batch)
    assert len(seen) == len(TAUGHT) and set(seen.values()) == {3}


def test_dropout_makes_steps_differ(tmp_path: Path) -> None:
    one, other = tiny_network(), tiny_network()
    train(one, TAUGHT, RECIPE, PAD, tmp_path / "one.pt", only_steps=1)
    train(other, TAUGHT, replace(RECIPE, dropout=0.5), PAD, tmp_path / "other.pt", only_steps=1)
    assert not torch.equal(weights(one), weights(other))


def test_the_embeddings_and_the_lowest_layers_stay_as_they_are(tmp_path: Path) -> None:
    network, before = tiny_network(), tiny_network()
    train(network, TAUGHT, RECIPE, PAD, tmp_path / "checkpoint.pt")
    frozen = [name for name, _ in before.named_parameters() if ".embeddings." in name or ".layer.0." in name]
    assert frozen
    assert all(torch.equal(network.state_dict()[name], before.state_dict()[name]) for name in frozen)


def test_the_yes_no_head_learns_its_verdicts(tmp_path: Path) -> None:
    network = tiny_network()
    says = {31: True, 32: False}
    taught = [
        Window((2, 5, 3, 40 + at % 5, word, 50, 3), 4, 4, yes, 2) for at in range(90) for word, yes in says.items()
    ]
    train(network, taught, replace(RECIPE, verdict=1.0, frozen_layers=0), PAD, tmp_path / "checkpoint.pt")
    for word, yes in says.items():
        with torch.inference_mode():
            *_, states = network(torch.tensor([[2, 5, 3, 44, word, 50, 3]]), torch.ones(1, 7))
            assert (network.yes_logits(states[0], torch.tensor([4]), torch.tensor([1])).item() > 0) == yes


def test_the_yes_no_head_stays_as_it_is_where_verdicts_are_not_taught(tmp_path: Path) -> None:
    network, before = tiny_network(), tiny_network()
    taught = [replace(window, yes=True, asked=2) for window in TAUGHT]
    train(network, taught, RECIPE, PAD, tmp_path / "checkpoint.pt")
    assert all(
        torch.equal(*pair) for pair in zip(network.verdict.parameters(), before.verdict.parameters(), strict=True)
    )


def test_a_run_gives_the_same_network_each_time(tmp_path: Path) -> None:
    one, other = tiny_network(), tiny_network()
    train(one, TAUGHT, RECIPE, PAD, tmp_path / "one.pt")
    train(other, TAUGHT, RECIPE, PAD, tmp_path / "other.pt")
    assert torch.equal(weights(one), weights(other))


def test_a_run_that_was_stopped_ends_where_an_unbroken_one_does(tmp_path: Path) -> None:
    unbroken, resumed = tiny_network(), tiny_network(seed=99)
    train(unbroken, TAUGHT, RECIPE, PAD, tmp_path / "unbroken.pt")
    stopped(tmp_path / "broken.pt", steps=7)
    train(resumed, TAUGHT, RECIPE, PAD, tmp_path / "broken.pt")
    assert torch.allclose(weights(resumed), weights(unbroken), atol=1e-6)


def test_a_resumed_run_begins_at_its_checkpoint(tmp_path: Path) -> None:
    stopped(tmp_path / "checkpoint.pt", steps=7)
    assert torch.load(tmp_path / "checkpoint.pt", weights_only=True)["step"] == 5


def test_a_checkpoint_of_another_recipe_is_refused(tmp_path: Path) -> None:
    stopped(tmp_path / "checkpoint.pt")
    with pytest.raises(ValueError, match="another recipe or other data"):
        train(tiny_network(), TAUGHT, replace(RECIPE, seed=14), PAD, tmp_path / "checkpoint.pt")


def test_a_checkpoint_of_fewer_windows_is_refused(tmp_path: Path) -> None:
    stopped(tmp_path / "checkpoint.pt")
    with pytest.raises(ValueError, match="another recipe or other data"):
        train(tiny_network(), TAUGHT[:-1], RECIPE, PAD, tmp_path / "checkpoint.pt")


def test_a_checkpoint_of_other_windows_is_refused(tmp_path: Path) -> None:
    stopped(tmp_path / "checkpoint.pt")
    others = [replace(window, start=0, end=0) for window in TAUGHT]
    with pytest.raises(ValueError, match="another recipe or other data"):
        train(tiny_network(), others, RECIPE, PAD, tmp_path / "checkpoint.pt")


def test_a_checkpoint_of_a_run_of_another_length_is_refused(tmp_path: Path) -> None:
    stopped(tmp_path / "checkpoint.pt")  # its rate fell towards the end of all windows
    with pytest.raises(ValueError, match="another recipe or other data"):
        train(tiny_network(), TAUGHT, RECIPE, PAD, tmp_path / "checkpoint.pt", only_steps=8)


def test_a_run_can_be_ended_early(tmp_path: Path) -> None:
    assert train(tiny_network(), TAUGHT, RECIPE, PAD, tmp_path / "checkpoint.pt", only_steps=3) == 3


def test_a_checkpoint_is_written_whole(tmp_path: Path) -> None:
    train(tiny_network(), TAUGHT, RECIPE, PAD, tmp_path / "checkpoint.pt")
    assert [path.name for path in tmp_path.iterdir()] == ["checkpoint.pt"]
