"""Answers written for a person to judge: what the assistant would say, as rows of the judged questions."""

from pathlib import Path

import pytest

import qa.engine
from qa.engine import Engine
from qa.training.examples import Row
from qa.training.to_judge import to_judge
from tests.fakes import BagOfWords, small_library
from tests.qa.models import ByHeart


def rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, question: str, yes: float | None = None) -> list[Row]:
    settings, reader = small_library(tmp_path), ByHeart({"employ": "3,210 police officers"}, yes)
    monkeypatch.setattr(qa.engine, "load_embedder", lambda source: BagOfWords(fingerprint=source))
    monkeypatch.setattr(qa.engine, "load_reader", lambda source: reader)
    return list(to_judge(Engine(settings), [{"report": "kent.txt", "question": question}]))


def test_the_span_that_would_be_the_answer_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (row,) = rows(tmp_path, monkeypatch, "What does the force employ?")
    (answer,) = row["answers"]
    assert row["context"][answer["answer_start"] :].startswith(answer["text"])
    assert (answer["text"], row["heading"], row["yesno"]) == ("3,210 police officers", "Staff", None)


@pytest.mark.parametrize(("yes", "verdict"), [(2.0, "yes"), (-2.0, "no")])
def test_a_yes_no_question_has_its_verdict(
    yes: float, verdict: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (row,) = rows(tmp_path, monkeypatch, "Does the force employ officers?", yes)
    assert (row["kind"], row["yesno"]) == ("yesno", verdict)


def test_a_question_that_nothing_would_answer_gives_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert rows(tmp_path, monkeypatch, "What is the roof made of?") == []
