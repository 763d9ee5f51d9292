"""Command line of the training: `python -m qa.training --data DIR --start MODEL --out DIR`."""

import argparse
import json
import logging
import time
from dataclasses import asdict
from itertools import chain
from pathlib import Path

import torch
from transformers import AutoTokenizer

from index.progress import terminal_progress
from qa.reader import weights
from qa.reader.network import load_network
from qa.training.examples import (
    JUDGED,
    REWORDED,
    WRITTEN,
    Example,
    Mix,
    follow_ups,
    mixed,
    on_given_passages,
    on_written_passages,
    part_of,
    read_rows,
    with_reworded,
)
from qa.training.loop import Recipe, train
from qa.training.reports import indexed, mined, on_own_passages
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
    domain = _domain(options) if options.domain else {}
    examples = mixed(options.data, mix, chain.from_iterable(domain.values()))
    taught = list(windows(examples, tokenizer, options.length, options.stride))
    recipe = Recipe(
        learning_rate=options.rate,
        batch_size=options.batch,
        seed=options.seed,
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
        "domain": {kind: len(taught) for kind, taught in domain.items()},
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


def _domain(options: argparse.Namespace) -> dict[str, list[Example]]:
    """The domain's examples by where they come from."""
    folder = options.data / "domain"
    questions, texts = folder / "domain_train.jsonl.gz", folder / "texts.jsonl.gz"
    rows = with_reworded(read_rows(questions), read_rows(REWORDED) if options.reworded else (), options.seed)
    rows = part_of(rows, options.share, options.seed)
    written = part_of(list(read_rows(WRITTEN)), options.written, options.seed)
    judged = part_of(list(read_rows(JUDGED)), options.judged, options.seed)
    logging.info("indexing the reports that the domain questions are about")
    with terminal_progress() as progress:
        searcher = indexed(texts, questions, options.out / "reports", progress)
    return {
        "on given passages": on_given_passages(rows, options.given, options.seed),
        "on own passages": on_own_passages(rows, texts, searcher, options.seed),
        "mined negatives": mined(rows, texts, searcher, options.negatives, options.seed),
        "on written passages": on_written_passages(written, options.seed),
        "judged answers": on_written_passages(judged, options.seed),
        "follow-ups": follow_ups(folder / "conversations_train.jsonl.gz"),
    }


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m qa.training", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with train/ and domain/ (.jsonl.gz)")
    parser.add_argument("--start", required=True, help="model to train on from: a directory or a hub name")
    parser.add_argument("--out", type=Path, required=True, help="folder for the weights; the same one resumes a run")
    parser.add_argument("--general-pairs", type=int, default=3500, help="unanswerable questions, each with a twin")
    parser.add_argument("--general-queries", type=int, default=0, help="search-engine queries")
    parser.add_argument(
        "--domain", action=argparse.BooleanOptionalAction, default=True, help="teach questions over reports, too"
    )
    parser.add_argument(
        "--reworded",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="teach the domain questions in everyday words, too, and their unanswerable twins",
    )
    parser.add_argument(
        "--share",
        type=float,
        default=1.0,
        help="share of the domain questions taught, those in other words with them; yes/no questions are taught all",
    )
    parser.add_argument(
        "--written",
        type=float,
        default=1.0,
        help="share of the questions written on further passages that are taught; yes/no questions are taught all",
    )
    parser.add_argument(
        "--judged", type=float, default=1.0, help="share of the judged answers that are taught; all yes/no questions"
    )
    parser.add_argument(
        "--verdict", type=float, default=1.0, help="what Yes or No counts beside the span that shows it; 0: not taught"
    )
    parser.add_argument(
        "--given",
        type=float,
        default=0.3,
        help="share of domain questions taught on the passage they come with, besides those that this project cuts",
    )
    parser.add_argument(
        "--negatives", type=float, default=0.2, help="share of questions with a near passage that does not answer it"
    )
    parser.add_argument("--rate", type=float, default=2.5e-5, help="learning rate")
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--length", type=int, default=256, help="tokens in a window")
    parser.add_argument("--stride", type=int, default=96, help="tokens shared by neighbouring windows")
    parser.add_argument("--frozen-layers", type=int, default=2)
    parser.add_argument("--bfloat16", action=argparse.BooleanOptionalAction, default=torch.cuda.is_available())
    parser.add_argument("--steps", type=int, help="take only so many steps; the rate has fallen by the last")
    parser.add_argument("--seed", type=int, default=13)
    return parser.parse_args()


if __name__ == "__main__":
    main()
