"""Training of the reader's yes/no head: `python -m qa.training.verdict --data DIR --model DIR`.

A logistic regression of "yes" on the mean inner state of the tokens that the reader marks as deciding the question. The
span model stays as it is: a few hundred questions would teach it nothing but themselves.
"""

import argparse
import logging
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from qa.reader import weights
from qa.reader.network import SpanNetwork, load_network
from qa.reader.reader import load_reader
from qa.training.examples import REWORDED, WRITTEN, Example, answerable, read_rows, with_reworded
from qa.training.windows import collapse

log = logging.getLogger(__name__)

STRENGTH = 0.003
"""Inverse of the L2 penalty: 486 questions for 768 weights."""


def main() -> None:
    """Fit the head and store it with the model's other weights."""
    parser = argparse.ArgumentParser(prog="python -m qa.training.verdict", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with domain/ (.jsonl.gz)")
    parser.add_argument("--model", type=Path, required=True, help="packed reader whose head is fitted, in place")
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    reader = load_reader(str(options.model))
    rows = with_reworded(read_rows(options.data / "domain" / "domain_train.jsonl.gz"), read_rows(REWORDED), seed=0)
    taught = [collapse(one) for one in answerable([*rows, *read_rows(WRITTEN)]) if one.verdict]
    states = np.stack([reader.answer_state(one.question, one.context) for one in taught])
    # The network that reads may compute in lower precision: what is stored comes from the files again.
    network = load_network(str(options.model))
    fit(network, states, taught)
    weights.pack(network.state_dict(), options.model)


def fit(network: SpanNetwork, states: NDArray[np.float32], taught: Sequence[Example]) -> None:
    """Set the network's head to the best separation of the states (questions, hidden) by their verdicts."""
    yes = [one.verdict == "yes" for one in taught]
    model = make_pipeline(StandardScaler(), LogisticRegression(C=STRENGTH, max_iter=500))
    log.info("%d questions, right in five held-out folds: %.3f", len(yes), cross_val_score(model, states, yes).mean())
    model.fit(states, yes)
    scaler, regression = model[0], model[1]
    slope = regression.coef_[0] / scaler.scale_
    offset = regression.intercept_[0] - float(slope @ scaler.mean_)
    with torch.no_grad():
        network.verdict.weight.copy_(torch.as_tensor(slope, dtype=torch.float32)[None, :])
        network.verdict.bias.copy_(torch.tensor([offset], dtype=torch.float32))


if __name__ == "__main__":
    main()
