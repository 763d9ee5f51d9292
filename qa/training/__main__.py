"""Command line of the training: `python -m qa.training --data DIR --start MODEL --out DIR`."""

import argparse
import json
import logging
import time
from dataclasses import asdict
from pathlib import Path

import torch
from transformers import AutoTokenizer

from qa.reader import weights
from qa.reader.network import load_network
from qa.training.examples import Mix, mixed, read_examples
from qa.training.loop import Recipe, train
from qa.training.windows import windows


def main() -> None:
    """Train a reader and store it packed, with its tokenizer and the recipe that made it."""
    options = _options()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", datefmt="%H:%M:%S")
    logging.getLogger("httpx").setLevel(logging.WARNING)
    torch.manual_seed(options.seed)
    options.out.mkdir(parents=True, exist_ok=True)
    checkpoint = options.out / "checkpoint.pt"

    tokenizer = AutoTokenizer.from_pretrained(options.start)
    network = load_network(options.start)
    mix = Mix(options.general_pairs, options.general_queries, options.seed)
    domain = read_examples(options.examples) if options.examples else []
    examples = mixed(options.data, mix, domain)
    taught = list(windows(examples, tokenizer, options.length, options.stride))
    recipe = Recipe(
        learning_rate=options.rate,
        batch_size=options.batch,
        seed=options.seed,
        epochs=options.epochs,
        dropout=options.dropout,
        frozen_layers=options.frozen_layers,
        bfloat16=options.bfloat16,
        verdict=options.verdict,
    )
    logging.info("%d windows", len(taught))
    began = time.monotonic()
    steps = train(network, taught, recipe, tokenizer.pad_token_id, checkpoint, options.steps)

    weights.pack(network.state_dict(), options.out)
    network.span_model.config.save_pretrained(options.out)
    tokenizer.save_pretrained(options.out)
    record = {
        "start": options.start,
        "mix": asdict(mix),
        "domain": len(domain),
        "recipe": asdict(recipe),
        "windows": len(taught),
        "steps": steps,
        "length": options.length,
        "stride": options.stride,
        "minutes": round((time.monotonic() - began) / 60, 1),
    }
    history = Path(options.start) / "training.json"
    stages = json.loads(history.read_text(encoding="utf-8")) if history.is_file() else []
    (options.out / "training.json").write_text(json.dumps([*stages, record], indent=1) + "\n", encoding="utf-8")
    checkpoint.unlink(missing_ok=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m qa.training", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with train/ (.jsonl.gz)")
    parser.add_argument(
        "--examples", type=Path, help="the domain's examples, made by `python -m qa.training.domain` (.jsonl.gz)"
    )
    parser.add_argument("--start", required=True, help="model to train on from: a directory or a hub name")
    parser.add_argument("--out", type=Path, required=True, help="folder for the weights; the same one resumes a run")
    parser.add_argument("--general-pairs", type=int, default=3500, help="unanswerable questions, each with a twin")
    parser.add_argument("--general-queries", type=int, default=0, help="search-engine queries")
    parser.add_argument(
        "--verdict", type=float, default=1.0, help="what Yes or No counts beside the span that shows it; 0: not taught"
    )
    parser.add_argument("--rate", type=float, default=2.5e-5, help="learning rate")
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--epochs", type=int, default=1, help="passes over all windows")
    parser.add_argument("--dropout", type=float, default=0.0, help="share of inner values left out at random")
    parser.add_argument("--length", type=int, default=256, help="tokens in a window")
    parser.add_argument("--stride", type=int, default=96, help="tokens shared by neighbouring windows")
    parser.add_argument("--frozen-layers", type=int, default=2)
    parser.add_argument("--bfloat16", action=argparse.BooleanOptionalAction, default=torch.cuda.is_available())
    parser.add_argument("--steps", type=int, help="take only so many steps; the rate has fallen by the last")
    parser.add_argument("--seed", type=int, default=13)
    return parser.parse_args()


if __name__ == "__main__":
    main()
