"""The yes/no head learns to tell states apart that a line can separate."""

import numpy as np
import torch

from qa.training.examples import Example
from qa.training.verdict import fit
from tests.qa.models import tiny_network


def test_states_that_differ_are_told_apart() -> None:
    network = tiny_network()
    hidden = network.verdict.in_features
    rng = np.random.default_rng(0)
    yes = [bool(at % 2) for at in range(40)]
    states = rng.normal(size=(40, hidden)).astype(np.float32)
    states[:, 0] += [3.0 if one else -3.0 for one in yes]
    fit(network, states, [Example("Is it?", "It is.", (0, 5), "yes" if one else "no") for one in yes])
    with torch.inference_mode():
        said = [float(network.yes_logits(torch.from_numpy(state)[None, :], torch.tensor([0]))) > 0 for state in states]
    assert np.mean(np.array(said) == np.array(yes)) > 0.9
