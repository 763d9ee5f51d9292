"""Follow-ups of three collections are read with their histories; a completed one is held against its rewrite."""

import gzip
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from index.progress import silent
from qa.answering import Considered
from qa.engine import Engine
from qa.evaluation.conversations import (
    FollowUp,
    asked_three_ways,
    closeness,
    completed,
    found_among,
    is_held,
    read_rewrites,
)
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
        {"raw_utterance": "And Barry?", "manual_rewritten_utterance": "Who is Barry?", "passage": "An architect."},
    ]
    assert read_rewrites(written(tmp_path / "topics.json", [{"number": 7, "turn": turns}])) == [
        FollowUp("And Barry?", ("Who is Pugin?",), "Who is Barry?", "7", "An architect.")
    ]


def test_rewrites_in_a_list_beside_the_topics_are_found_by_topic_and_turn(tmp_path: Path) -> None:
    turns = [{"number": 1, "raw_utterance": "Who is Pugin?"}, {"number": 2, "raw_utterance": "And Barry?"}]
    (tmp_path / "topics_resolved_v1.tsv").write_text("7_1\tWho is Pugin?\n7_2\tWho is Barry?\n", encoding="utf-8")
    assert [
        one.rewrite for one in read_rewrites(written(tmp_path / "topics.json", [{"number": 7, "turn": turns}]))
    ] == ["Who is Barry?"]


def test_a_turn_that_two_branches_of_a_topic_share_counts_once(tmp_path: Path) -> None:
    turns = [
        {"utterance": "Who is Pugin?", "manual_rewritten_utterance": "Who is Pugin?"},
        {"utterance": "And Barry?", "manual_rewritten_utterance": "Who is Barry?"},
    ]
    assert len(read_rewrites(written(tmp_path / "topics.json", [{"number": 7, "turn": turns}] * 2))) == 1


def test_answers_are_left_out_of_a_canard_history(tmp_path: Path) -> None:
    dialogue, history = {"QuAC_dialog_id": "c"}, ["Frank Zappa", "Disbandment", "What group disbanded?", "The Mothers"]
    asked = {"Question": "When?", "Question_no": 2, "Rewrite": "When did the Mothers disband?"}
    rows = [
        {**dialogue, "History": history[:2], "Question": "What group disbanded?", "Question_no": 1, "Rewrite": "-"},
        {**dialogue, "History": history, **asked},
    ]
    assert read_rewrites(written(tmp_path / "canard.json", rows)) == [
        FollowUp("When?", ("Frank Zappa, Disbandment", "What group disbanded?"), "When did the Mothers disband?", "c")
    ]


@pytest.mark.parametrize(("said", "answer"), [("In 1969.", "In 1969."), ("I don't know.", "")])
def test_the_answer_to_a_canard_question_is_found_in_the_next_one_s_history(
    tmp_path: Path, said: str, answer: str
) -> None:
    history = ["Frank Zappa", "Disbandment", "What group disbanded?", "The Mothers"]
    rows = [
        {"QuAC_dialog_id": "c", "History": before, "Question": asked, "Question_no": number, "Rewrite": "-"}
        for number, (asked, before) in enumerate([("When?", history), ("Why?", [*history, "When?", said])], start=2)
    ]
    assert [one.answer for one in read_rewrites(written(tmp_path / "canard.json", rows))] == [answer, ""]


def test_a_conversation_is_of_one_half_whatever_its_questions() -> None:
    halves = [{is_held(FollowUp(asked, (), asked, str(number))) for asked in ("Who?", "Why?")} for number in range(20)]
    assert {len(half) for half in halves} == {1}
    assert {True, False} == set.union(*halves)


def test_a_question_that_is_its_own_rewrite_stands_alone() -> None:
    assert FollowUp("Who pays?", ("Why?",), "who pays").alone
    assert not BURGLARY.alone


def test_completing_brings_a_follow_up_nearer_to_its_rewrite() -> None:
    raw, ours = (closeness(BagOfWords(), [BURGLARY], how) for how in (lambda one: one.question, completed))
    assert ours.similarity > raw.similarity
    assert ours.recall > raw.recall


def test_words_that_the_rewrite_does_not_have_cost_precision() -> None:
    kent = closeness(BagOfWords(), [BURGLARY], lambda one: "burglaries in Dover and in Kent")
    dover = closeness(BagOfWords(), [BURGLARY], lambda one: "burglaries in Dover")
    assert kent.recall == dover.recall
    assert kent.precision < dover.precision


def test_a_completed_question_finds_its_answer_among_those_to_others() -> None:
    asked = replace(BURGLARY, answer="There were 12 burglaries in Dover.")
    answers = ["Why Dover?", asked.answer, "There were 3 dogs in Kent."]
    raw, ours = (found_among(BagOfWords(), [asked], how, answers) for how in (lambda one: "Why Dover?", completed))
    assert (raw, ours) == ([2], [1])


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
