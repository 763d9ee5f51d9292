"""What the index costs as it grows: `python -m index.benchmark [REPORTS_DIR]`.

Corpora of 1, 10, 50 and 1,000 reports' worth of passages: the real ones of the folder first, then variations of them.
A variation's text has other names and figures; it is not embedded, which would take an hour for 1,000 reports: its
vectors are those of the real text moved at random. The last real report is held back and added to each corpus, as its
user would add it; where there is one report only, a made-up one is.
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

from corpus.load import load_report
from corpus.settings import Settings
from corpus.types import MappedText, Passage
from index.build import build, manifest_of, report_fingerprint, staleness
from index.changes import add_reports
from index.embedder import Embedder, load_embedder
from index.parts import make_part, part_bytes
from index.progress import Progress, terminal_progress
from index.reuse import Before, Stored, write_parts
from index.search import Searcher
from index.snapshot import Snapshot, load, load_current, locked, publish, write_part
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
    """The reports that there are, each with its passages, their block of vectors and the size of its file."""

    reports: tuple[tuple[IndexedReport, tuple[Passage, ...], NDArray[np.float32], int], ...]


class Timed(Embedder):
    """An embedder that counts the `seconds` it takes to embed."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder, self.seconds = embedder, 0.0
        self.fingerprint, self.limit, self.dimension = embedder.fingerprint, embedder.limit, embedder.dimension

    def encode(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> NDArray[np.float32]:
        """Vectors as the embedder below gives them."""
        began = time.perf_counter()
        vectors = self._embedder.encode(texts, progress)
        self.seconds += time.perf_counter() - began
        return vectors

    def word_pieces(self, text: str) -> int:
        """As the embedder below."""
        return self._embedder.word_pieces(text)


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
            seconds = time.perf_counter() - began
            print(
                f"real: {len(built.reports)} reports read and embedded in {seconds:.0f} s, {built.embedded} texts "
                f"({seconds / len(built.reports):.1f} s a report)"
            )
        real, new = _real(load_current(settings.index), settings, work)
        print(
            f"{len(real.reports)} real reports; beyond those, variations with vectors moved at random (cosine 0.9), "
            f"not embedded. Added to each: {new.name}"
        )
        questions = _questions(real)
        asked = embedder.encode(questions)
        for size in options.sizes:
            _measure(size, real, new, embedder, questions, asked, settings, work / str(size), progress)
            shutil.rmtree(work / str(size))


def _measure(
    size: int,
    real: Real,
    new: Path,
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
    before = _resident()
    began = time.perf_counter()
    searcher = Searcher(load(here.index / "snapshots" / name), embedder)
    loading = time.perf_counter() - began
    gc.collect()
    memory = _resident()
    snapshot = searcher.snapshot
    progress(f"searching {size} reports")
    times = _search_times(searcher, embedder, questions)
    recall, exact, nearest = _recall(snapshot, asked)
    print(
        f"{size} report(s), {len(snapshot.passages)} passages, {snapshot.vectors.ntotal} vectors, "
        f"{type(faiss.downcast_index(snapshot.vectors)).__name__}\n"
        f"  words, vectors and snapshot written: {writing:.1f} s ({writing / size:.3f} s a report, without reading and "
        f"embedding), {_on_disk(here.index) / 2**20:.0f} MiB\n"
        f"  loaded: {loading:.2f} s, {(memory - before) / 2**20:.0f} MiB; the whole process has "
        f"{memory / 2**20:.0f} MiB\n"
        f"  search: {times}\n"
        f"  nearest {NEAREST} vectors: {nearest * 1000:.1f} ms, exactly {exact * 1000:.1f} ms; recall {recall:.3f}"
    )
    del searcher, snapshot
    gc.collect()
    print(f"  {_adding(new, here, embedder, progress)}", flush=True)


def _adding(new: Path, settings: Settings, embedder: Embedder, progress: Progress) -> str:
    """What adding the new report costs, as a line: how much more than embedding its own texts."""
    reading = _seconds(load_report, new)
    timed = Timed(embedder)
    began = time.perf_counter()
    added = add_reports(settings, timed, [new], progress)
    adding = time.perf_counter() - began - reading
    loading = _seconds(load_current, settings.index)
    return (
        f"adding one: {adding:.2f} s, of which embedding its {added.embedded} texts {timed.seconds:.2f} s: "
        f"{adding / timed.seconds:.2f} times that (reading the file, {reading:.2f} s, is in neither); "
        f"served after another {loading:.2f} s"
    )


def _search_times(searcher: Searcher, embedder: Embedder, questions: Sequence[str]) -> str:
    """How long searches take, as a line of milliseconds."""
    one = searcher.snapshot.manifest.reports[0].id
    of_all = sorted(_seconds(searcher.search, question, 10) for question in questions)
    of_one = [_seconds(searcher.search, question, 10, [one]) for question in questions]
    mending = [_seconds(searcher.mend, question) for question in questions]
    slips = [_seconds(searcher.mend, f"{question} How does QZX burglery?") for question in questions[:10]]
    embedding = [_seconds(embedder.encode, [question]) for question in questions]
    return (
        f"median {median(of_all) * 1000:.0f} ms, 95th percentile {of_all[int(len(of_all) * 0.95)] * 1000:.0f} ms, "
        f"of which embedding the question {median(embedding) * 1000:.0f} ms; in one report "
        f"{median(of_one) * 1000:.0f} ms; mending a question {median(mending) * 1000:.1f} ms, "
        f"one with slips {median(slips) * 1000:.1f} ms"
    )


def _publish(size: int, real: Real, embedder: Embedder, settings: Settings) -> str:
    """Write a snapshot of that many reports; a file as long as the real one stands for each in the folder."""
    rng = np.random.default_rng(7)
    stored: list[Stored] = []
    with locked(settings.index):
        for number in range(size):
            report, passages, vectors, length = real.reports[number % len(real.reports)]
            if number >= len(real.reports):
                report = replace(report, id=f"{report.id}-v{number}")
                passages = _varied(passages, report.id, number)
                moved = vectors + rng.standard_normal(vectors.shape, dtype=np.float32) * NOISE / vectors.shape[1] ** 0.5
                vectors = moved / np.linalg.norm(moved, axis=1, keepdims=True)
            path = settings.reports / f"{report.id}.txt"
            path.write_text(f"Stands for {report.id}.".ljust(length), encoding="utf-8")
            part = make_part(passages, vectors)
            name = write_part(settings.index, part_bytes(part))
            report = replace(report, file_name=path.name, sha256=report_fingerprint(path))
            stored.append(Stored(report, name, part.keys))
        stored.sort(key=lambda one: one.report.file_name)
        parts, cells = write_parts(stored, Before(settings.index))
        reports = tuple(one.report for one in stored)
        return publish(settings.index, manifest_of(embedder.fingerprint, embedder.dimension, reports, parts, cells))


def _varied(passages: Sequence[Passage], report: str, seed: int) -> tuple[Passage, ...]:
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
    return tuple(varied)


def _real(snapshot: Snapshot, settings: Settings, folder: Path) -> tuple[Real, Path]:
    """The indexed reports without the last one, and that one's file to be added; a made-up one beside a single one."""
    every = snapshot.vectors.reconstruct_n(0, snapshot.vectors.ntotal)
    found = []
    for report in snapshot.manifest.reports:
        place, starts = snapshot.places[report.id], snapshot.block_starts
        length = (settings.reports / report.file_name).stat().st_size
        own = every[starts[place.start] : starts[place.stop]]
        found.append((report, snapshot.passages_of(report.id), own, length))
    if len(found) > 1:
        return Real(tuple(found[:-1])), settings.reports / found[-1][0].file_name
    new = folder / "newtown-2016.txt"
    new.write_text(NEW_REPORT, encoding="utf-8")
    return Real(tuple(found)), new


def _questions(real: Real, count: int = 60) -> list[str]:
    """Questions made of sentences of the reports: most of their words, without their order."""
    rng = random.Random(11)
    made = []
    for _ in range(count):
        _, passages, *_ = rng.choice(real.reports)
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


def _on_disk(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _resident() -> int:
    """Bytes of memory that this process has now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096


if __name__ == "__main__":
    main()
