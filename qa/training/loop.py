"""The training loop: windows in, a trained network out, with progress and checkpoints to resume from."""

import hashlib
import logging
import random
import time
from collections.abc import Sequence
from dataclasses import asdict, astuple, dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy

from qa.reader.network import SpanNetwork, verdict_input
from qa.reader.reader import WIDTH_STEP
from qa.training.windows import Window

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Recipe:
    """What decides a training run besides its data. Rates are per step, lengths in windows or steps.

    `bfloat16` helps on a GPU, on processors with AMX (8 times float32's speed in a product) and on AMD's with AVX-512
    BF16 (3 times); on Intel's with AVX-512 BF16 alone float32 was 1.7 times as fast. `verdict` is what the verdict on
    a yes/no question counts beside its span; 0 leaves the yes/no head as it is. `dropout` is for several passes
    (`epochs`) on a GPU: without it a step on a CPU takes half the time.
    """

    learning_rate: float
    final_rate_share: float = 0.05
    warmup_steps: int = 60
    epochs: int = 1
    batch_size: int = 16
    dropout: float = 0.0
    weight_decay: float = 0.01
    clip_norm: float = 1.0
    frozen_layers: int = 2
    seed: int = 13
    checkpoint_every: int = 200
    bfloat16: bool = False
    verdict: float = 0.0


def train(
    network: SpanNetwork,
    taught: Sequence[Window],
    recipe: Recipe,
    pad_id: int,
    checkpoint: Path,
    only_steps: int | None = None,
) -> int:
    """Train `network` in place, all passes over `taught` or the first `only_steps` steps; returns the steps taken.

    A checkpoint is written every `recipe.checkpoint_every` steps; a run that finds the checkpoint of the same
    recipe and data goes on from it, another one's checkpoint is refused.
    """
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    network.to(device).train()
    _set_dropout(network, recipe.dropout)
    _freeze_bottom(network, recipe.frozen_layers)
    trained = [parameter for parameter in network.parameters() if parameter.requires_grad]
    optimizer = torch.optim.AdamW(trained, lr=recipe.learning_rate, weight_decay=recipe.weight_decay, fused=True)
    batches = _batches(taught, recipe)
    last = len(batches) if only_steps is None else min(only_steps, len(batches))
    identity = _identity(recipe, taught, last)
    step = _resume(network, optimizer, identity, checkpoint)
    began, first = time.monotonic(), step
    while step < last:
        for group in optimizer.param_groups:
            group["lr"] = recipe.learning_rate * _rate_share(step, last, recipe)
        loss = _loss(network, [taught[index] for index in batches[step]], recipe, pad_id, device)
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(trained, recipe.clip_norm)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        step += 1
        if step % 20 == 0:
            rate = (step - first) / (time.monotonic() - began)
            left = (last - step) / rate / 60
            log.info(
                "step %d of %d, loss %.3f, %.1f windows/s, %.0f minutes left",
                step,
                last,
                loss.item(),
                rate * recipe.batch_size,
                left,
            )
        if step % recipe.checkpoint_every == 0:
            _save(network, optimizer, identity, step, checkpoint)
    network.eval()
    return step


def _batches(taught: Sequence[Window], recipe: Recipe) -> list[list[int]]:
    """Windows of like length together (little padding), batches in random order; the same for the same seed."""
    rng = random.Random(recipe.seed)
    order = list(range(len(taught)))
    pool = recipe.batch_size * 40
    all_passes: list[list[int]] = []
    for _ in range(recipe.epochs):
        rng.shuffle(order)
        batches: list[list[int]] = []
        for begin in range(0, len(order), pool):
            near = sorted(order[begin : begin + pool], key=lambda index: len(taught[index].ids))
            batches += [near[at : at + recipe.batch_size] for at in range(0, len(near), recipe.batch_size)]
        rng.shuffle(batches)
        all_passes += batches
    return all_passes


def _loss(network: SpanNetwork, batch: list[Window], recipe: Recipe, pad_id: int, device: torch.device) -> Tensor:
    width = -(-max(len(window.ids) for window in batch) // WIDTH_STEP) * WIDTH_STEP
    ids = torch.tensor([list(window.ids) + [pad_id] * (width - len(window.ids)) for window in batch]).to(device)
    mask = torch.tensor([[1] * len(window.ids) + [0] * (width - len(window.ids)) for window in batch]).to(device)
    with torch.autocast(device.type, dtype=torch.bfloat16, enabled=recipe.bfloat16):
        start, end, states = network(ids, mask)
    outside = mask == 0
    start_loss = cross_entropy(
        start.float().masked_fill(outside, -1e4), torch.tensor([window.start for window in batch], device=device)
    )
    end_loss = cross_entropy(
        end.float().masked_fill(outside, -1e4), torch.tensor([window.end for window in batch], device=device)
    )
    spans = (start_loss + end_loss) / 2
    return spans + recipe.verdict * _verdict_loss(network, batch, states) if recipe.verdict else spans


def _verdict_loss(network: SpanNetwork, batch: list[Window], states: Tensor) -> Tensor:
    """The loss of the yes/no head on answers and questions: a mean over the batch, 0 for what is no yes/no question."""
    decided = [(row, window) for row, window in enumerate(batch) if window.yes is not None]
    if not decided:
        return states.new_zeros(())
    tokens = torch.arange(states.shape[1], device=states.device)
    # One call of the head for all: on a GPU many small ones cost more than what they compute.
    seen = torch.stack(
        [
            verdict_input(states[row], tokens[window.start : window.end + 1], tokens[1 : window.asked])
            for row, window in decided
        ]
    )
    yes = torch.tensor([[float(bool(window.yes))] for _, window in decided], device=states.device)
    return binary_cross_entropy_with_logits(network.verdict(seen), yes, reduction="sum") / len(batch)


def _rate_share(step: int, steps: int, recipe: Recipe) -> float:
    """Share of the learning rate at a step: linear warm-up, then linear fall to `final_rate_share`."""
    if step < recipe.warmup_steps:
        return (step + 1) / recipe.warmup_steps
    gone = (step - recipe.warmup_steps) / max(1, steps - recipe.warmup_steps)
    return 1 - gone * (1 - recipe.final_rate_share)


def _set_dropout(network: nn.Module, share: float) -> None:
    for module in network.modules():
        if isinstance(module, nn.Dropout):
            module.p = share


def _freeze_bottom(network: SpanNetwork, layers: int) -> None:
    """Freeze the embeddings and the lowest `layers` layers: little is lost, and a step is a fifth cheaper."""
    base: Any = network.span_model.base_model
    frozen: list[nn.Module] = [base.embeddings, *list(base.encoder.layer)[:layers]]
    for module in frozen:
        module.requires_grad_(False)


def _identity(recipe: Recipe, taught: Sequence[Window], last: int) -> dict[str, object]:
    """What a run is known by: its recipe, its windows, and the step at which its rate has fallen."""
    windows = hashlib.sha256(repr([astuple(window) for window in taught]).encode()).hexdigest()
    return {**asdict(recipe), "windows": windows, "last": last}


def _save(
    network: SpanNetwork, optimizer: torch.optim.Optimizer, identity: dict[str, object], step: int, path: Path
) -> None:
    """Write the checkpoint aside and rename it, so that a killed run leaves the one before."""
    state = {
        "identity": identity,
        "step": step,
        "network": network.state_dict(),
        "optimizer": optimizer.state_dict(),
    }
    aside = path.with_suffix(".writing")
    torch.save(state, aside)
    aside.replace(path)


def _resume(network: SpanNetwork, optimizer: torch.optim.Optimizer, identity: dict[str, object], path: Path) -> int:
    """The step to go on from: 0 without a checkpoint."""
    if not path.is_file():
        return 0
    state = torch.load(path, map_location="cpu", weights_only=True)
    if state["identity"] != identity:
        raise ValueError(
            f"{path} belongs to a run with another recipe or other data: delete it or choose another --out"
        )
    network.load_state_dict(state["network"])
    optimizer.load_state_dict(state["optimizer"])
    log.info("resuming at step %d", state["step"])
    return int(state["step"])
