"""Feedback on disk: questions for the evaluation, whole lines whoever writes, and never a full disk."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from corpus.settings import Settings
from qa.evaluation.questions import read_questions
from qa.page import feedback
from qa.page.feedback import FeedbackProblem, feedback_file, keep, wrong_file
from qa.page.records import Record
from qa.types import Answer
from tests.qa.page.pieces import CRIME, NOTHING, cite, found, passage

CITED = cite("76,260", passage("There were 76,260 incidents."))
RECORD = Record("And how many?", ("What fell?",), "peel", found(CITED))


def test_an_answer_found_right_is_read_as_a_question(tmp_path: Path) -> None:
    keep(tmp_path / "f.jsonl", RECORD, "right", "Yes.")
    (question,) = read_questions(tmp_path / "f.jsonl")
    assert (question.question, question.history, question.answers) == ("And how many?", ("What fell?",), ("76,260",))
    assert (question.evidence, question.section) == (("There were 76,260 incidents.",), (CRIME,))
    assert question.report == "peel"


def test_that_the_reports_do_not_say_is_read_as_unanswerable(tmp_path: Path) -> None:
    keep(tmp_path / "f.jsonl", Record("Pay?", (), "", NOTHING), "right", "")
    (question,) = read_questions(tmp_path / "f.jsonl")
    assert not question.answerable
    assert question.kind == "unanswerable"


def test_that_the_reports_do_say_is_not_kept_as_unanswerable(tmp_path: Path) -> None:
    keep(tmp_path / "f.jsonl", Record("Pay?", (), "", NOTHING), "wrong", "On page 3.")
    row = json.loads(wrong_file(tmp_path / "f.jsonl").read_text(encoding="utf-8"))
    assert (row["kind"], row["verdict"], row["comment"]) == ("fact", "wrong", "On page 3.")


def test_a_yes_is_the_accepted_answer(tmp_path: Path) -> None:
    answer = Answer("Is it?", True, "Yes, it is", "yes_no", 0.9, citations=(CITED,))
    keep(tmp_path / "f.jsonl", Record("Is it?", (), "", answer), "right", "")
    (question,) = read_questions(tmp_path / "f.jsonl")
    assert (question.kind, question.answers) == ("yes_no", ("Yes",))


def test_an_answer_found_wrong_is_no_question_yet(tmp_path: Path) -> None:
    keep(tmp_path / "f.jsonl", RECORD, "wrong", "It was 5.")
    assert not (tmp_path / "f.jsonl").exists()
    row = json.loads(wrong_file(tmp_path / "f.jsonl").read_text(encoding="utf-8"))
    assert (row["given"], row["comment"], row["answers"]) == ("76,260", "It was 5.", [])


def test_every_line_is_whole_when_many_write_at_once(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as people:
        list(people.map(lambda n: keep(tmp_path / "f.jsonl", RECORD, "right", f"{n} " * 100), range(40)))
    assert len(read_questions(tmp_path / "f.jsonl")) == 40


def test_a_comment_is_cut_and_cannot_break_its_line(tmp_path: Path) -> None:
    keep(tmp_path / "f.jsonl", RECORD, "right", "a\nb\u2028\ud800" * 1000)
    (line,) = (tmp_path / "f.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(json.loads(line)["comment"]) == 1000


def test_a_full_file_takes_no_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feedback, "LARGEST", 1000)
    keep(tmp_path / "f.jsonl", RECORD, "right", "")
    size = (tmp_path / "f.jsonl").stat().st_size
    with pytest.raises(FeedbackProblem, match="full"):
        keep(tmp_path / "f.jsonl", RECORD, "right", "x" * 500)
    assert (tmp_path / "f.jsonl").stat().st_size == size


def test_a_folder_that_cannot_be_written_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(FeedbackProblem, match="cannot be written"):
        keep(tmp_path / "file" / "f.jsonl", RECORD, "right", "")


def test_the_file_is_a_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QA_FEEDBACK", raising=False)
    settings = Settings.from_environment()
    assert feedback_file(settings) == settings.index / "feedback.jsonl"
    monkeypatch.setenv("QA_FEEDBACK", "/elsewhere/said.jsonl")
    assert feedback_file(Settings.from_environment()) == Path("/elsewhere/said.jsonl")
