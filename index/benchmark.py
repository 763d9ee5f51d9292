"""What the index costs as it grows: `python -m index.benchmark [REPORTS_DIR]`.

Corpora of 1, 10, 50 and 1,000 reports' worth of passages: the real ones of the folder first, then variations of them,
which have other names and figures and vectors moved at random, so that it runs in minutes.
"""

import argparse
import gc
import logging
import random
import re
import shutil
import string
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

import faiss
import numpy as np
from numpy.typing import NDArray

from corpus.passages import PASSAGES_VERSION
from corpus.settings import Settings
from corpus.types import MappedText, Passage
from index.build import build, report_fingerprint, staleness
from index.changes import add_reports
from index.embedder import Embedder, load_embedder
from index.lexical import build_lexical
from index.progress import Progress, terminal_progress
from index.search import Searcher
from index.snapshot import Snapshot, load, load_current, locked, publish
from index.types import IndexedReport

SIZES = (1, 10, 50, 1000)
NOISE = 0.5
"""Length of the random vector added to a real one, before it is made a unit vector again: the variation keeps a cosine
of 0.9 to it, as passages have that say the same of two places."""
NEAREST = 10
_NAME_INSIDE = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}")

NEW_REPORT = "\n\n".join(
    ["Inspection of Newtown Borough Council"]
    + [
        f"In month {number} inspectors visited team {number * 3} of Newtown and saw {number * 7} cases. Most were open."
        for number in range(1, 60)
    ]
)


@dataclass(frozen=True)
class Real:
    """The reports that there are, each with its passages and their block of vectors."""

    reports: tuple[tuple[IndexedReport, tuple[Passage, ...], NDArray[np.float32]], ...]


def main() -> None:
    """Print the measurements."""
    logging.basicConfig(level=logging.ERROR)
    parser = argparse.ArgumentParser(prog="python -m index.benchmark", description=__doc__)
    parser.add_argument("reports", nargs="?", type=Path, help="folder of reports (default: the ones that are indexed)")
    parser.add_argument("--sizes", nargs="+", type=int, default=SIZES, help="how many reports (default: 1 10 50 1000)")
    options = parser.parse_args()
    settings = Settings.from_environment()
    embedder = load_embedder(settings.embedder)
    with tempfile.TemporaryDirectory() as folder, terminal_progress() as progress:
        work = Path(folder)
        if options.reports:
            settings = replace(settings, reports=options.reports, index=work / "real")
        began = time.perf_counter()
        if staleness(settings):
            built = build(settings, embedder, progress)
            print(
                f"real: {len(built.reports)} reports read and embedded in {time.perf_counter() - began:.0f} s, "
                f"{built.embedded} texts"
            )
        real = _real(load_current(settings.index))
        print(f"{len(real.reports)} real reports; beyond those, variations with vectors moved at random (cosine 0.9)")
        questions = _questions(real)
        asked = embedder.encode(questions)
        for size in options.sizes:
            _measure(size, real, embedder, questions, asked, settings, work / str(size), progress)
            shutil.rmtree(work / str(size))


def _measure(
    size: int,
    real: Real,
    embedder: Embedder,
    questions: Sequence[str],
    asked: NDArray[np.float32],
    settings: Settings,
    folder: Path,
    progress: Progress,
) -> None:
    here = replace(settings, reports=folder / "reports", index=folder / "index")
    here.reports.mkdir(parents=True)
    progress(f"making {size} reports")
    began = time.perf_counter()
    name = _publish(size, real, embedder, here)
    writing = time.perf_counter() - began
    gc.collect()
    began = time.perf_counter()
    searcher = Searcher(load(here.index / "snapshots" / name), embedder)
    loading = time.perf_counter() - began
    memory = _resident()
    snapshot = searcher.snapshot
    progress(f"searching {size} reports")
    times = _search_times(searcher, embedder, questions)
    recall, exact, nearest = _recall(snapshot, asked)
    new = folder / "newtown-2016.txt"
    new.write_text(NEW_REPORT, encoding="utf-8")
    progress(f"adding one report to {size}")
    del searcher
    gc.collect()
    began = time.perf_counter()
    added = add_reports(here, embedder, [new], progress)
    adding = time.perf_counter() - began
    print(
        f"{size} report(s), {len(snapshot.passages)} passages, {snapshot.vectors.ntotal} vectors, "
        f"{type(faiss.downcast_index(snapshot.vectors)).__name__}\n"
        f"  words, vectors and snapshot written: {writing:.1f} s ({writing / size:.3f} s a report, embedding aside)\n"
        f"  loaded: {loading:.1f} s; the whole process has {memory / 2**20:.0f} MiB\n"
        f"  search: {times}\n"
        f"  nearest {NEAREST} vectors: {nearest * 1000:.1f} ms, exactly {exact * 1000:.1f} ms; recall {recall:.3f}\n"
        f"  adding one report: {adding:.1f} s, {added.embedded} texts embedded"
    )


def _search_times(searcher: Searcher, embedder: Embedder, questions: Sequence[str]) -> str:
    """How long searches take, as a line of milliseconds."""
    one = searcher.snapshot.manifest.reports[0].id
    of_all = sorted(_seconds(searcher.search, question, 10) for question in questions)
    of_one = [_seconds(searcher.search, question, 10, [one]) for question in questions]
    mending = [_seconds(searcher.mend, question) for question in questions]
    embedding = [_seconds(embedder.encode, [question]) for question in questions]
    return (
        f"median {median(of_all) * 1000:.0f} ms, 95th percentile {of_all[int(len(of_all) * 0.95)] * 1000:.0f} ms, "
        f"of which embedding the question {median(embedding) * 1000:.0f} ms; in one report "
        f"{median(of_one) * 1000:.0f} ms; mending a question {median(mending) * 1000:.1f} ms"
    )


def _publish(size: int, real: Real, embedder: Embedder, settings: Settings) -> str:
    """Write a snapshot of that many reports; a file of a line stands for each in the folder of reports."""
    rng = np.random.default_rng(7)
    reports: list[IndexedReport] = []
    passages: list[Passage] = []
    blocks: list[NDArray[np.float32]] = []
    for number in range(size):
        report, own, vectors = real.reports[number % len(real.reports)]
        id_ = report.id if number < len(real.reports) else f"{report.id}-v{number}"
        path = settings.reports / f"{id_}.txt"
        path.write_text(f"Stands for {id_}.\n", encoding="utf-8")
        reports.append(replace(report, id=id_, file_name=path.name, sha256=report_fingerprint(path)))
        if number < len(real.reports):
            passages += own
            blocks.append(vectors)
        else:
            passages += _varied(own, id_, number)
            moved = vectors + rng.standard_normal(vectors.shape, dtype=np.float32) * NOISE / vectors.shape[1] ** 0.5
            blocks.append(moved / np.linalg.norm(moved, axis=1, keepdims=True))
    order = sorted(range(size), key=lambda at: reports[at].file_name)
    starts = np.cumsum([0, *(report.passages for report in reports)])
    in_order = [passage for at in order for passage in passages[starts[at] : starts[at + 1]]]
    with locked(settings.index):
        return publish(
            settings.index,
            in_order,
            np.concatenate([blocks[at] for at in order]),
            build_lexical(in_order),
            [reports[at] for at in order],
            embedder.fingerprint,
            PASSAGES_VERSION,
        )


def _varied(passages: Sequence[Passage], report: str, seed: int) -> list[Passage]:
    """The passages with other figures and other names of the same length, so that all offsets hold."""
    rng = random.Random(seed)
    names: dict[str, str] = {}

    def other(match: re.Match[str]) -> str:
        name = match.group()
        if name not in names:
            names[name] = name[0] + "".join(rng.choice(string.ascii_lowercase) for _ in name[1:])
        return names[name]

    varied = []
    for passage in passages:
        text = re.sub(r"\d", lambda _: str(rng.randrange(10)), _NAME_INSIDE.sub(other, passage.text))
        varied.append(replace(passage, report=report, content=MappedText(text, passage.content.runs)))
    return varied


def _real(snapshot: Snapshot) -> Real:
    starts, first = snapshot.block_starts, 0
    every = snapshot.vectors.reconstruct_n(0, snapshot.vectors.ntotal)
    found = []
    for report in snapshot.manifest.reports:
        last = first + report.passages
        found.append((report, snapshot.passages[first:last], every[starts[first] : starts[last]]))
        first = last
    return Real(tuple(found))


def _questions(real: Real, count: int = 60) -> list[str]:
    """Questions made of sentences of the reports: most of their words, without their order."""
    rng = random.Random(11)
    made = []
    for _ in range(count):
        _, passages, _ = rng.choice(real.reports)
        passage = rng.choice(passages)
        sentence = rng.choice(passage.sentences)
        words = passage.text[sentence.start : sentence.end].split()
        kept = rng.sample(words, max(1, min(len(words), 8)))
        made.append("What is said of " + " ".join(kept) + "?")
    return made


def _recall(snapshot: Snapshot, asked: NDArray[np.float32]) -> tuple[float, float, float]:
    """The share of the exactly nearest vectors that the index finds, and seconds for one question: exact, index."""
    exact = faiss.IndexFlatIP(snapshot.vectors.d)
    exact.add(snapshot.vectors.reconstruct_n(0, snapshot.vectors.ntotal))
    shares, slow, quick = [], [], []
    for vector in asked:
        began = time.perf_counter()
        _, wanted = exact.search(vector[None], NEAREST)
        slow.append(time.perf_counter() - began)
        began = time.perf_counter()
        _, found = snapshot.vectors.search(vector[None], NEAREST)
        quick.append(time.perf_counter() - began)
        shares.append(len(set(wanted[0]) & set(found[0])) / len(wanted[0]))
    return float(np.mean(shares)), median(slow), median(quick)


def _seconds(work: Callable[..., object], *arguments: object) -> float:
    began = time.perf_counter()
    work(*arguments)
    return time.perf_counter() - began


def _resident() -> int:
    """Bytes of memory that this process has now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096


if __name__ == "__main__":
    main()
