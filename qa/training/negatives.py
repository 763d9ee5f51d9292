"""Hard negatives: passages of a report that search returns for a question and that do not answer it."""

import random
import re
from pathlib import Path

import bm25s

from qa.training.examples import Example, example_of, read_rows, readable

PASSAGE_WORDS = 130
SEARCHED = 6
"""How many of the best passages a negative is drawn from."""


def mine(folder: Path, count: int, seed: int) -> list[Example]:
    """`count` questions of the training part, each with a near passage of its own report taught as no answer.

    A passage is left out when it overlaps the question's own or holds one of its answers: it may be an answer.
    Questions asked of nothing in particular ("why?") find their answer anywhere; the report's name leads each.
    """
    passages = {row["report"]: _cut(row["text"]) for row in read_rows(folder / "texts.jsonl.gz")}
    rows = [row for row in read_rows(folder / "domain_train.jsonl.gz") if row["answers"] and row["report"] in passages]
    rng = random.Random(seed)
    rng.shuffle(rows)
    searchers: dict[str, bm25s.BM25] = {}
    mined: list[Example] = []
    for row in rows:
        report, own = row["report"], passages[row["report"]]
        if report not in searchers:
            searchers[report] = bm25s.BM25()
            searchers[report].index(bm25s.tokenize(own, stopwords="en", show_progress=False), show_progress=False)
        query = bm25s.tokenize([row["question"]], stopwords="en", show_progress=False)
        found, _ = searchers[report].retrieve(query, k=min(SEARCHED, len(own)), show_progress=False)
        near = [own[index] for index in found[0] if not _may_answer(own[index], row)]
        if near:
            taught = example_of(row)
            mined.append(Example(taught.question, rng.choice(near), None, heading=readable(report)))
        if len(mined) == count:
            break
    return mined


def _cut(text: str) -> list[str]:
    """The text in stretches of about `PASSAGE_WORDS` words that end where a sentence does."""
    passages: list[str] = []
    current: list[str] = []
    for sentence in re.split(r"(?<=[.!?;:])\s+", text):
        if current and sum(len(part.split()) for part in current) + len(sentence.split()) > PASSAGE_WORDS:
            passages.append(" ".join(current))
            current = []
        current.append(sentence)
    return [*passages, " ".join(current)] if current else passages


def _may_answer(passage: str, row: dict[str, object]) -> bool:
    plain = _plain(passage)
    answers = row["answers"]
    assert isinstance(answers, list)
    if any(_plain(answer["text"]) in plain for answer in answers):
        return True
    own = set(_plain(str(row["context"])).split())
    words = set(plain.split())
    return len(own & words) > 0.6 * min(len(own), len(words))


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))
