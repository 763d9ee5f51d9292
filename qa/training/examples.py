"""Question files (`.jsonl.gz`, one JSON object a line) turned into training examples, and their mix."""

import gzip
import json
import random
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import chain, cycle, islice
from pathlib import Path
from typing import Any

from qa.followup import ENOUGH, to_read

Row = dict[str, Any]
"""One line of a question file."""

REWORDED = Path(__file__).with_name("reworded.jsonl.gz")
"""The domain questions in everyday words and as follow-ups, and twins that their passages do not answer: written for
this project."""

WRITTEN = Path(__file__).with_name("written.jsonl.gz")
"""Further questions on passages of the domain's training reports, as this project cuts them (`heading`: the innermost):
written for this project."""

JUDGED = Path(__file__).with_name("judged.jsonl.gz")
"""Questions on passages of the domain's training reports that search returned and an earlier reader answered from: each
was judged, answered or not."""

INVENTED = Path(__file__).with_name("invented.jsonl.gz")
"""Questions on passages of reports that never were, on bodies of many kinds: passages and questions written for this
project."""

HEADED = 0.8
"""Share of those taught with the heading in front."""

IN_CONTEXT = 0.7
"""Share of the follow-ups taught with the question before behind them, whatever they say themselves."""

LONGEST_LIST = 320
"""Characters from a list's first item to its last up to which the whole stretch is taught as one span."""


@dataclass(frozen=True)
class Example:
    """One question on one passage.

    `answer` is (start, end) in characters of `context`, None when the passage does not answer the question.
    `verdict` is "yes" or "no" for a yes/no question. `heading` is text shown before the passage, never an answer.
    """

    question: str
    context: str
    answer: tuple[int, int] | None
    verdict: str | None = None
    heading: str = ""

    def __post_init__(self) -> None:
        if self.answer is not None and not 0 <= self.answer[0] < self.answer[1] <= len(self.context):
            raise ValueError(f"answer {self.answer} lies outside its passage of {len(self.context)} characters")


@dataclass(frozen=True)
class Mix:
    """How many examples of each kind one training run sees. A general pair is two questions on one paragraph,
    one that it answers and one that it does not.
    """

    general_pairs: int
    general_queries: int
    seed: int


def read_rows(path: Path) -> Iterator[Row]:
    """The rows of a `.jsonl.gz` file."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def write_examples(examples: Iterable[Example], path: Path) -> None:
    """Write examples, one a line, for `read_examples`."""
    with gzip.open(path, "wt", encoding="utf-8") as file:
        for one in examples:
            file.write(json.dumps(asdict(one), ensure_ascii=False) + "\n")


def read_examples(path: Path) -> list[Example]:
    """The examples that `write_examples` wrote."""
    return [Example(**{**row, "answer": row["answer"] and tuple(row["answer"])}) for row in read_rows(path)]


def mixed(folder: Path, mix: Mix, extra: Iterable[Example] = ()) -> list[Example]:
    """The run's examples in the order in which they are taught; the same for the same folder, mix and extras."""
    rng = random.Random(mix.seed)
    chosen = _general_pairs(folder / "train", mix.general_pairs, rng)
    queries = (
        [example_of(row) for row in read_rows(folder / "train" / "qed_nq.jsonl.gz")] if mix.general_queries else []
    )
    chosen += rng.sample(queries, min(mix.general_queries, len(queries)))
    chosen += list(extra)
    rng.shuffle(chosen)
    return chosen


def with_reworded(rows: Iterable[Row], reworded: Iterable[Row], seed: int) -> list[Row]:
    """The rows, and behind them the same in other words.

    `{"id", "question"}` asks what the row of that id asks, with `"history"` (the questions before) as a follow-up;
    `{"id", "twin"}` asks something that its passage does not answer.
    """
    rng = random.Random(seed)
    asked = list(rows)
    by_id = {row["id"]: row for row in asked}
    for other in reworded:
        row = by_id.get(other["id"])
        if row is None:
            continue
        if "twin" in other:
            asked.append({**row, "question": other["twin"], "answers": [], "yesno": None, "group": False})
        elif "history" in other:
            enough = sys.maxsize if rng.random() < IN_CONTEXT else ENOUGH
            asked.append({**row, "question": to_read(other["question"], other["history"], enough)})
        else:
            asked.append({**row, "question": other["question"]})
    return asked


def part_of(rows: Sequence[Row], share: float, seed: int) -> list[Row]:
    """A random share of the rows, and all yes/no questions, of which there are few; in the order in which they came."""
    rng = random.Random(seed)
    return [row for row in rows if rng.random() < share or row.get("yesno")]


def on_given_passages(rows: Sequence[Row], share: float, seed: int) -> list[Example]:
    """A share of the rows on the passages they come with, half of them under their report's name."""
    rng = random.Random(seed)
    chosen = [example_of(row) for row in rows if rng.random() < share]
    return [_with_or_without_heading(example, rng) for example in chosen]


def on_written_passages(rows: Iterable[Row], seed: int) -> list[Example]:
    """The questions of `WRITTEN`, most of them with their passage's heading."""
    rng = random.Random(seed)
    return [replace(example_of(row), heading=row["heading"] if rng.random() < HEADED else "") for row in rows]


def answerable(rows: Iterable[Row]) -> list[Example]:
    """The questions that their passage answers."""
    return [example_of(row) for row in rows if row["answers"]]


def general_questions(folder: Path, count: int, rng: random.Random) -> list[Example]:
    """`count` answerable general questions, each on another paragraph."""
    if not count:
        return []
    rows = read_rows(folder / "squad11_train.jsonl.gz")
    by_context = {example.context: example for example in answerable(rows)}
    return rng.sample(list(by_context.values()), min(count, len(by_context)))


def follow_ups(path: Path) -> list[Example]:
    """The questions of conversations, in the form in which the assistant reads them."""
    examples = []
    for row in read_rows(path):
        question = to_read(row["question"], row["history"])
        starts = [row["context"].find(text) for text in row["answers"][:1]]
        answer = (starts[0], starts[0] + len(row["answers"][0])) if starts and starts[0] >= 0 else None
        if answer or not row["answers"]:
            examples.append(Example(question, row["context"], answer, heading=readable(row["report"])))
    return examples


def _general_pairs(folder: Path, count: int, rng: random.Random) -> list[Example]:
    """`count` unanswerable questions, each with an answerable one on the same paragraph where there is one.

    All are drawn once before any is drawn again, the answerable ones of a paragraph likewise.
    """
    if not count:
        return []
    answerable: dict[str, list[Example]] = {}
    for row in read_rows(folder / "squad11_train.jsonl.gz"):
        answerable.setdefault(row["context"], []).append(example_of(row))
    paragraphs = list(answerable)
    twins = {context: cycle(rng.sample(own, len(own))) for context, own in answerable.items()}
    unanswerable = [example_of(row) for row in read_rows(folder / "squad2_train_unanswerable_linked.jsonl.gz")]
    passes = (rng.sample(unanswerable, len(unanswerable)) for _ in range(-(-count // len(unanswerable))))
    pairs: list[Example] = []
    for example in islice(chain.from_iterable(passes), count):
        twin = next(twins[example.context if example.context in twins else rng.choice(paragraphs)])
        heading = example.heading if rng.random() < 0.5 else ""
        pairs += [replace(example, heading=heading), replace(twin, heading=twin.heading if heading else "")]
    return pairs


def _with_or_without_heading(example: Example, rng: random.Random) -> Example:
    return example if rng.random() < 0.5 else replace(example, heading="")


def example_of(row: Row) -> Example:
    """The example in a row of a question file, under its passage's own heading where the row has one."""
    return Example(
        question=" ".join(row["question"].split()),
        context=row["context"],
        answer=_target(row),
        verdict=row.get("yesno"),
        heading=row.get("heading") or readable(row.get("title") or row.get("report") or ""),
    )


def _target(row: Row) -> tuple[int, int] | None:
    spans = [(answer["answer_start"], answer["answer_start"] + len(answer["text"])) for answer in row["answers"]]
    if not spans:
        return None
    if row.get("group"):
        first, last = min(start for start, _ in spans), max(end for _, end in spans)
        if last - first <= LONGEST_LIST:
            return first, last
    return spans[0]


def readable(name: str) -> str:
    """A file or page name as words: "jtai-leeds-2024.txt" -> "jtai leeds 2024"."""
    return " ".join(re.sub(r"\.(txt|pdf|md|html)$", "", name).replace("_", " ").replace("-", " ").split())
