"""Training of the reader's yes/no head: `python -m qa.training.verdict --data DIR --model DIR`.

A small network over the mean inner states of the question and of the tokens that the reader marks as deciding it. The
span model stays as it is: a few thousand questions would teach it nothing but themselves.
"""

import argparse
import logging
from collections.abc import Sequence
from copy import deepcopy
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from sklearn.model_selection import GroupKFold
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits, gelu

from qa.reader import weights
from qa.reader.network import VERDICT_WIDTH, SpanNetwork, load_network
from qa.reader.reader import load_reader
from qa.training.examples import JUDGED, REWORDED, WRITTEN, Row, example_of, read_rows, with_reworded
from qa.training.windows import collapse

log = logging.getLogger(__name__)

FOLDS = 5
RATE, DECAY, DROPOUT, EPOCHS, BATCH, SEED = 5e-4, 0.1, 0.5, 20, 64, 13


def main() -> None:
    """Fit the head and store it with the model's other weights."""
    parser = argparse.ArgumentParser(prog="python -m qa.training.verdict", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with domain/ (.jsonl.gz)")
    parser.add_argument("--model", type=Path, required=True, help="packed reader whose head is fitted, in place")
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    reader = load_reader(str(options.model))
    rows = with_reworded(read_rows(options.data / "domain" / "domain_train.jsonl.gz"), read_rows(REWORDED), seed=0)
    taught = decided([*rows, *read_rows(WRITTEN), *read_rows(JUDGED)])
    examples = [collapse(example_of(row)) for row in taught]
    states = np.stack([reader.verdict_state(one.question, one.context) for one in examples])
    yes = np.array([one.verdict == "yes" for one in examples])
    # The network that reads may compute in lower precision: what is stored comes from the files again.
    network = load_network(str(options.model))
    right, loss = held_out(network, states, yes, [row["report"] for row in taught])
    log.info("%d questions; reports held out: right %.3f, log loss %.3f", len(yes), right, loss)
    fit(network, states, yes)
    weights.pack(network.state_dict(), options.model)


def decided(rows: Sequence[Row]) -> list[Row]:
    """The yes/no questions that their passage decides."""
    return [row for row in rows if row["answers"] and row.get("yesno")]


def held_out(
    network: SpanNetwork, states: NDArray[np.float32], yes: NDArray[np.bool_], reports: Sequence[str]
) -> tuple[float, float]:
    """Share right and log loss of heads fitted without the report that they are asked about."""
    logits = np.zeros(len(yes), dtype=np.float32)
    for rest, fold in GroupKFold(FOLDS).split(states, yes, reports):
        tried = deepcopy(network)
        fit(tried, states[rest], yes[rest])
        with torch.inference_mode():
            logits[fold] = tried.verdict(torch.from_numpy(states[fold]))[:, 0].numpy()
    loss = binary_cross_entropy_with_logits(torch.from_numpy(logits), torch.from_numpy(yes).float())
    return float(((logits > 0) == yes).mean()), float(loss)


def fit(network: SpanNetwork, states: NDArray[np.float32], yes: NDArray[np.bool_]) -> None:
    """Fit the network's yes/no head anew to the states (questions, 2 * hidden) and their verdicts.

    The states are brought to one scale to learn from; the head that is kept takes them as they come.
    """
    middle, spread = torch.from_numpy(states.mean(axis=0)), torch.from_numpy(states.std(axis=0) + 1e-6)
    with torch.random.fork_rng():
        torch.manual_seed(SEED)
        first, last = nn.Linear(states.shape[1], VERDICT_WIDTH), nn.Linear(VERDICT_WIDTH, 1)
        _learn(first, last, (torch.from_numpy(states) - middle) / spread, torch.from_numpy(yes).float())
    with torch.no_grad():
        first.weight /= spread
        first.bias.sub_(first.weight @ middle)
    network.verdict.load_state_dict(nn.Sequential(first, nn.GELU(), last).state_dict())


def _learn(first: nn.Linear, last: nn.Linear, states: Tensor, yes: Tensor) -> None:
    dropout = nn.Dropout(DROPOUT)
    trained = [*first.parameters(), *last.parameters()]
    optimizer = torch.optim.AdamW(trained, lr=RATE, weight_decay=DECAY)
    batches = range(0, len(yes), BATCH)
    rate = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=RATE, total_steps=EPOCHS * len(batches))
    for _ in range(EPOCHS):
        order = torch.randperm(len(yes))
        for at in batches:
            batch = order[at : at + BATCH]
            logits = last(dropout(gelu(first(dropout(states[batch])))))[:, 0]
            optimizer.zero_grad()
            binary_cross_entropy_with_logits(logits, yes[batch]).backward()  # type: ignore[no-untyped-call]
            optimizer.step()
            rate.step()


if __name__ == "__main__":
    main()
