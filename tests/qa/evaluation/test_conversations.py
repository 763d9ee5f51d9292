"""Follow-ups of three collections are read with their histories; a completed one is held against its rewrite."""

import gzip
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from index.progress import silent
from qa.answering import Considered
from qa.engine import Engine
from qa.evaluation.conversations import FollowUp, asked_three_ways, closeness, completed, read_rewrites
from qa.types import Answer, Citation
from tests.fakes import BagOfWords

BURGLARY = FollowUp(
    "and in Dover?", ("How many burglaries were there in Kent?",), "How many burglaries were there in Dover?"
)


class Listening(Engine):
    """An engine that refuses everything and remembers what it was asked."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, tuple[str, ...], object]] = []

    def consider(
        self, question: str, history: Sequence[str] = (), report: str | Sequence[str] | None = None
    ) -> Considered:
        self.heard.append((question, tuple(history), report))
        return Considered(question, (), (), None, Answer(question, False, "", "none", 0.0, message="No."))


def talks(folder: Path, *rows: dict[str, object]) -> Path:
    """A file of conversations with these follow-ups."""
    path = folder / "talks.jsonl.gz"
    path.write_bytes(gzip.compress("".join(json.dumps(one) + "\n" for one in rows).encode()))
    return path


def written(path: Path, value: object) -> Path:
    path.write_text(json.dumps(value), encoding="utf-8")
    return path


def test_topics_are_read_turn_by_turn_with_the_questions_before(tmp_path: Path) -> None:
    turns = [
        {"raw_utterance": "Who is Pugin?", "manual_rewritten_utterance": "Who is Pugin?"},
        {"raw_utterance": "What did he build?", "manual_rewritten_utterance": "What did Pugin build?"},
    ]
    assert read_rewrites(written(tmp_path / "topics.json", [{"turn": turns}])) == [
        FollowUp("What did he build?", ("Who is Pugin?",), "What did Pugin build?")
    ]


def test_answers_are_left_out_of_a_canard_history(tmp_path: Path) -> None:
    history = ["Frank Zappa", "Disbandment", "What group disbanded?", "The Mothers"]
    rows = [
        {"History": history[:2], "Question": "What group disbanded?", "Question_no": 1, "Rewrite": "-"},
        {"History": history, "Question": "When?", "Question_no": 2, "Rewrite": "When did the Mothers disband?"},
    ]
    assert read_rewrites(written(tmp_path / "canard.json", rows)) == [
        FollowUp("When?", ("Frank Zappa, Disbandment", "What group disbanded?"), "When did the Mothers disband?")
    ]


def test_a_question_that_is_its_own_rewrite_stands_alone() -> None:
    assert FollowUp("Who pays?", ("Why?",), "who pays").alone
    assert not BURGLARY.alone


def test_completing_brings_a_follow_up_nearer_to_its_rewrite() -> None:
    raw, ours = (closeness(BagOfWords(), [BURGLARY], how) for how in (lambda one: one.question, completed))
    assert ours.similarity > raw.similarity
    assert ours.words > raw.words


def test_each_follow_up_is_asked_raw_with_history_and_rewritten(tmp_path: Path) -> None:
    row = {
        "report": "kent.txt", "conversation": "c1", "turn": 2, "history": ["How many burglaries?"], "type": "ellipsis",
        "question": "and in Dover?", "rewrite": "How many burglaries in Dover?",
        "context": "Dover had 12.", "answers": ["12"],
    }  # fmt: skip
    path = talks(tmp_path, row, {**row, "report": "essex.txt"})
    engine = Listening()
    marked = asked_three_ways(engine, path, frozenset({"kent"}), silent)
    assert list(marked) == ["raw", "completed", "rewritten"]
    assert engine.heard == [
        ("and in Dover?", (), "kent"),
        ("and in Dover?", ("How many burglaries?",), "kent"),
        ("How many burglaries in Dover?", (), "kent"),
    ]
    assert marked["raw"][0].question.evidence == ("Dover had 12.",)


class Deciding(Engine):
    """An engine that says Yes to everything, on the strength of one sentence."""

    def __init__(self, words: str) -> None:
        self.words = words

    def consider(
        self, question: str, history: Sequence[str] = (), report: str | Sequence[str] | None = None
    ) -> Considered:
        citation = Citation("kent", "Kent", ("Dogs",), None, self.words, (0, len(self.words)), self.words, 0)
        return Considered(question, (), (), None, Answer(question, True, "Yes", "yes_no", 0.9, citations=(citation,)))


@pytest.mark.parametrize(("words", "right"), [("officers use dogs", True), ("cats are kept", False)])
def test_yes_is_marked_by_the_words_that_decide_it(tmp_path: Path, words: str, right: bool) -> None:
    row = {
        "report": "kent.txt", "conversation": "c1", "turn": 2, "history": ["Who helps?"], "type": "pronoun",
        "question": "do they use dogs?", "rewrite": "Do officers use dogs?",
        "context": "In Kent officers use dogs.", "answers": ["officers use dogs"],
    }  # fmt: skip
    marked = asked_three_ways(Deciding(words), talks(tmp_path, row), frozenset({"kent"}), silent)
    assert [one.right for (one,) in marked.values()] == [right] * 3
