"""Speed and memory of the assistant against a plain baseline, in one run: `python -m qa.benchmark`.

The baseline is what a first version would do: the same weights in PyTorch float32, ten passages, each padded to 384
tokens, in one batch.
"""

from corpus.settings import Settings, keep_to_this_machine

keep_to_this_machine()

import argparse
import logging
import resource
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import mean, median

import torch
from transformers import AutoTokenizer

from index.embedder import load_embedder
from index.progress import silent, terminal_progress
from index.search import Searcher
from index.snapshot import load_current
from qa.engine import Engine
from qa.evaluation.questions import read_questions
from qa.reader.network import load_network
from qa.reader.reader import load_reader
from qa.tuning import TUNING

BASELINE_PASSAGES = 10
BASELINE_TOKENS = 384


def main() -> None:
    """Print the measurements."""
    logging.basicConfig(level=logging.ERROR)
    parser = argparse.ArgumentParser(prog="python -m qa.benchmark", description=__doc__)
    parser.add_argument("--questions", type=Path, default=Path("tests/quality/questions.jsonl"))
    parser.add_argument("--count", type=int, default=40, help="how many questions are asked")
    options = parser.parse_args()
    asked = [one.question for one in read_questions(options.questions) if not one.history][: options.count]
    settings = Settings.from_environment()

    engine = Engine(settings)
    with terminal_progress() as progress:
        began = time.perf_counter()
        engine.prepare(progress)
        engine.ask(asked[0])
        print(f"start, first answer included: {time.perf_counter() - began:.1f} s")
        whole = _times(engine.ask, asked, progress)
    print(
        f"ask(): median {median(whole) * 1000:.0f} ms, 95th percentile {_late(whole) * 1000:.0f} ms, "
        f"{torch.get_num_threads()} threads"
    )
    print(f"memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB at most")
    for askers in (1, 4, 16):
        print(f"{askers} asking at once: {_throughput(engine, asked, askers):.1f} questions a second")

    searching, reading, precision = _stages(settings, asked)
    print(
        f"share of time: search {searching / mean(whole):.0%}, nearly all of the rest reading; reading always "
        f"{TUNING.rounds[-1]} passages at once would take {reading * 1000:.0f} ms ({precision})"
    )
    baseline = _baseline(settings, asked[:5])
    print(
        f"baseline (float32, {BASELINE_PASSAGES} passages of {BASELINE_TOKENS} tokens): "
        f"median {baseline * 1000:.0f} ms; ask() is {baseline / median(whole):.1f} times as fast"
    )


def _times(
    work: Callable[[str], object], asked: Sequence[str], progress: Callable[[str], None] = silent
) -> list[float]:
    seconds = []
    for number, question in enumerate(asked, start=1):
        progress(f"question {number} of {len(asked)}")
        began = time.perf_counter()
        work(question)
        seconds.append(time.perf_counter() - began)
    return sorted(seconds)


def _late(seconds: Sequence[float]) -> float:
    return seconds[round(0.95 * (len(seconds) - 1))]


def _throughput(engine: Engine, asked: Sequence[str], askers: int) -> float:
    with ThreadPoolExecutor(askers) as pool:
        began = time.perf_counter()
        list(pool.map(engine.ask, asked))
        return len(asked) / (time.perf_counter() - began)


def _stages(settings: Settings, asked: Sequence[str]) -> tuple[float, float, str]:
    """Mean seconds of search, median ones of reading all passages at once, and the precision it computes in."""
    searcher = Searcher(load_current(settings.index), load_embedder(settings.embedder))
    reader = load_reader(settings.reader)
    searching = _times(lambda question: searcher.search(question, TUNING.searched), asked)
    found = {question: searcher.search(question, TUNING.rounds[-1]) for question in asked}
    reading = _times(
        lambda question: reader.read(
            question, [(hit.passage.section[-1], hit.passage.text) for hit in found[question]]
        ),
        asked,
    )
    return mean(searching), median(reading), reader.precision


def _baseline(settings: Settings, asked: Sequence[str]) -> float:
    """Median seconds that the baseline takes for reading alone."""
    network = load_network(settings.reader)
    tokenizer = AutoTokenizer.from_pretrained(settings.reader)
    searcher = Searcher(load_current(settings.index), load_embedder(settings.embedder))

    def read(question: str) -> None:
        texts = [hit.passage.text for hit in searcher.search(question, BASELINE_PASSAGES)]
        encoded = tokenizer(
            [question] * len(texts),
            texts,
            truncation="only_second",
            max_length=BASELINE_TOKENS,
            padding="max_length",
            return_tensors="pt",
        )
        with torch.inference_mode():
            network(encoded["input_ids"], encoded["attention_mask"])

    read(asked[0])
    return median(_times(read, asked))


if __name__ == "__main__":
    main()
