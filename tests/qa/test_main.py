"""`python -m qa`: what is printed for an answer, a refusal, and a question that cannot be asked."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

import qa.__main__
from corpus.types import CorpusError
from index.types import IndexProblem
from qa import Answer, Citation, Suggestion
from qa.__main__ import as_text

QUOTE = "The force employs 3,210 police officers."
CITATION = Citation("kent", "Inspection of Kent Police", ("Staff",), 7, QUOTE, (18, 23), QUOTE, 0)
FOUND = Answer("How many officers?", True, "3,210", "span", 0.9, citations=(CITATION,))
REFUSED = Answer(
    "How many whales?",
    False,
    "",
    "none",
    0.1,
    message="The reports do not say.",
    nearby=(Suggestion("kent", "Inspection of Kent Police", ("Sea", "Fish"), None, "There\nare fish."),),
)

Command = Callable[..., int]


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> dict[str, Answer | Exception]:
    """What the assistant answers, by question."""
    known: dict[str, Answer | Exception] = {"How many officers?": FOUND, "How many whales?": REFUSED}

    def ask(question: str, history: list[str], report: list[str] | None) -> Answer:
        answer = known[question]
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(qa.__main__, "ask", ask)
    monkeypatch.setattr(qa.__main__, "prepare", lambda progress: None)
    return known


@pytest.fixture
def run(answers: dict[str, Answer | Exception], monkeypatch: pytest.MonkeyPatch) -> Command:
    """Runs one command line."""

    def command(*words: str) -> int:
        monkeypatch.setattr("sys.argv", ["qa", *words])
        return qa.__main__.main()

    return command


def test_an_answer_is_printed_above_its_quote_and_place() -> None:
    assert as_text(FOUND).splitlines() == [
        "3,210",
        "",
        "  The force employs [[3,210]] police officers.",
        "  — Inspection of Kent Police › Staff, p. 7",
    ]


def test_a_section_that_is_the_report_is_not_named_twice() -> None:
    citation = replace(FOUND.citations[0], section=(FOUND.citations[0].title, "Response"))
    assert f"— {citation.title} › Response" in as_text(replace(FOUND, citations=(citation,)))


def test_a_list_is_printed_item_by_item() -> None:
    answer = Answer("Which?", True, "dogs; cats", "list", 0.9, ("dogs", "cats"), (CITATION,))
    assert as_text(answer).startswith("• dogs\n• cats\n")


def test_a_comparison_is_printed_report_by_report() -> None:
    compared = Answer(
        "Compare", True, "Kent: 3,210", "comparison", 0.9, ("3,210",), (CITATION,),
        message="Nothing was found on it in: Essex.",
    )  # fmt: skip
    lines = as_text(compared).splitlines()
    assert lines[:2] == ["• Inspection of Kent Police: 3,210", "Nothing was found on it in: Essex."]


def test_a_refusal_prints_what_may_be_read_instead() -> None:
    assert "You may want to read: Inspection of Kent Police › Sea › Fish\n  There are fish. …" in as_text(REFUSED)


def test_an_answer_exits_with_success(run: Command) -> None:
    assert run("How many officers?") == 0


def test_a_refusal_exits_with_its_own_status(run: Command) -> None:
    assert run("How many whales?") == 2


def test_a_wrong_command_line_exits_with_another_status(run: Command, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        run("-how many officers?")
    assert left.value.code == 1
    assert "Put -- before a question that begins with a dash." in capsys.readouterr().err


def test_what_cannot_be_asked_is_said_before_anything_is_loaded(
    run: Command, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(qa.__main__, "prepare", lambda progress: pytest.fail("loaded"))
    assert run("???") == 1
    assert capsys.readouterr().err == "Please ask in words.\n"


@pytest.mark.parametrize("problem", [CorpusError("Add a report."), IndexProblem("There is no index.")])
def test_a_problem_is_one_sentence_on_standard_error(
    run: Command, answers: dict[str, Answer | Exception], problem: Exception, capsys: pytest.CaptureFixture[str]
) -> None:
    answers["How many cells?"] = problem
    assert run("How many cells?") == 1
    assert capsys.readouterr().err == f"{problem}\n"


def test_an_answer_as_json_has_all_of_its_fields(run: Command, capsys: pytest.CaptureFixture[str]) -> None:
    run("How many officers?", "--json")
    printed = json.loads(capsys.readouterr().out)
    assert (printed["text"], printed["citations"][0]["page"]) == ("3,210", 7)


def test_importing_the_assistant_does_not_load_its_models() -> None:
    code = "import sys, qa; sys.exit(any(name in sys.modules for name in ('torch', 'transformers', 'faiss')))"
    assert subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[2], check=False).returncode == 0
