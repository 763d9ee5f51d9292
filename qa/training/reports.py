"""Domain questions taught on the project's own passages: as they are cut, headed and found at run time."""

import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.settings import Settings
from corpus.types import Passage
from index.build import build
from index.embedder import load_embedder
from index.progress import Progress, silent
from index.search import Searcher
from index.snapshot import load_current
from qa.training.examples import Example, Row, example_of, read_rows

SEARCHED = 8
"""How many of the best passages a negative is drawn from."""

INNERMOST, WHOLE_PATH = 0.6, 0.2
"""Shares of passages headed by their innermost heading and by all headings above them; the rest have none."""


@dataclass(frozen=True)
class Place:
    """Where a question's passage and its answer stand in the source text of a report: (start, end)."""

    context: tuple[int, int]
    answer: tuple[int, int] | None


def write_reports(texts: Path, questions: Path, folder: Path) -> frozenset[str]:
    """Write the full texts that the questions are about into the folder, as text reports; returns their ids."""
    asked = {row["report"] for row in read_rows(questions)}
    folder.mkdir(parents=True, exist_ok=True)
    written = set()
    for row in read_rows(texts):
        if row["report"] in asked:
            path = folder / row["report"]
            path.write_text(row["text"], encoding="utf-8")
            written.add(path.stem)
    return frozenset(written)


def indexed(texts: Path, questions: Path, folder: Path, progress: Progress = silent) -> Searcher:
    """Search over the whole reports that the questions are about, indexed in `folder` by the project's own rules."""
    settings = replace(Settings.from_environment(), reports=folder / "reports", index=folder / "index")
    write_reports(texts, questions, settings.reports)
    embedder = load_embedder(settings.embedder)
    build(settings, embedder, progress)
    return Searcher(load_current(settings.index), embedder)


def on_own_passages(rows: Iterable[Row], texts: Path, searcher: Searcher, seed: int) -> list[Example]:
    """The questions, each on every passage that holds its answer, or (unanswerable) that is cut from its context."""
    rng = random.Random(seed)
    passages = _by_report(searcher.snapshot.passages)
    taught = []
    for row, place in _placed(rows, texts):
        for passage in passages.get(Path(row["report"]).stem, ()):
            if place.answer is None:
                if _shared(passage, place.context) > 0.5:
                    taught.append(_example(row, passage, None, rng))
            else:
                answer = _within(passage, place.answer)
                if answer:
                    taught.append(_example(row, passage, answer, rng))
    return taught


def mined(rows: Iterable[Row], texts: Path, searcher: Searcher, share: float, seed: int) -> list[Example]:
    """For a share of the answerable questions a near passage of the same report, taught as no answer.

    A passage is left out when it overlaps the question's own or holds one of its answers: it may be an answer.
    """
    rng = random.Random(seed)
    taught = []
    for row, place in _placed(rows, texts):
        if place.answer is None or rng.random() >= share:
            continue
        hits = searcher.search(searcher.mend(row["question"]), SEARCHED, [Path(row["report"]).stem])
        near = [hit.passage for hit in hits if not _may_answer(hit.passage, row, place)]
        if near:
            taught.append(_example(row, rng.choice(near), None, rng))
    return taught


def _placed(rows: Iterable[Row], texts: Path) -> Iterator[tuple[Row, Place]]:
    """The questions whose report's text is there, with the places they speak of."""
    sources = {row["report"]: row["text"] for row in read_rows(texts)}
    for row in rows:
        at = sources.get(row["report"], "").find(row["context"])
        if at < 0:
            continue
        target = example_of(row).answer
        answer = (at + target[0], at + target[1]) if target else None
        yield row, Place((at, at + len(row["context"])), answer)


def _by_report(passages: Sequence[Passage]) -> dict[str, list[Passage]]:
    grouped: dict[str, list[Passage]] = {}
    for passage in passages:
        grouped.setdefault(passage.report, []).append(passage)
    return grouped


def _example(row: Row, passage: Passage, answer: tuple[int, int] | None, rng: random.Random) -> Example:
    draw = rng.random()
    whole_or_none = passage.heading if draw < INNERMOST + WHOLE_PATH else ""
    heading = passage.section[-1] if draw < INNERMOST else whole_or_none
    return Example(" ".join(row["question"].split()), passage.text, answer, row.get("yesno"), heading)


def _within(passage: Passage, answer: tuple[int, int]) -> tuple[int, int] | None:
    """Where in the passage's text the stretch of the source stands; None when its ends are not both in it."""
    start, last = _at(passage, answer[0]), _at(passage, answer[1] - 1)
    return (start, last + 1) if start is not None and last is not None and start <= last else None


def _at(passage: Passage, source: int) -> int | None:
    for run in passage.content.runs:
        if run.source <= source < run.source + run.length:
            return run.start + source - run.source
    return None


def _shared(passage: Passage, stretch: tuple[int, int]) -> float:
    """The share of the passage that stands in the stretch of the source."""
    spans = passage.content.source_spans(0, len(passage.text))
    inside = sum(max(0, min(end, stretch[1]) - max(start, stretch[0])) for start, end in spans)
    return inside / max(1, sum(end - start for start, end in spans))


def _may_answer(passage: Passage, row: Row, place: Place) -> bool:
    plain = _plain(passage.text)
    return _shared(passage, place.context) > 0 or any(_plain(answer["text"]) in plain for answer in row["answers"])


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))
