"""The path people use, with the real models on the report that ships: file to index to cited answer."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.load import load_report
from corpus.settings import PROJECT, Settings
from index.types import IndexProblem
from qa.engine import Engine
from qa.questions import QuestionError

REPORT = "lancashire-peel-effectiveness-2015"
INCIDENTS = "How many anti-social behaviour incidents were recorded in the 12 months to June 2015?"


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    engine = Engine(replace(Settings.from_environment(), index=tmp_path_factory.mktemp("index")))
    engine.prepare()
    yield engine


def test_a_figure_is_answered_with_its_sentence_and_section(engine: Engine) -> None:
    answer = engine.ask(INCIDENTS)
    citation = answer.citations[0]
    assert (answer.text, citation.answer_text) == ("76,260", "76,260")
    assert citation.quote.startswith("In the 12 months to 30 June 2015, Lancashire Constabulary recorded")
    assert citation.section[-1] == "How much crime and anti-social behaviour is there in Lancashire?"


def test_a_table_is_answered_by_row_and_column(engine: Engine) -> None:
    answer = engine.ask("What was the burglary rate in England and Wales?")
    assert (answer.kind, answer.text) == ("table", "8.4")


def test_a_figure_the_report_does_not_have_is_refused_with_passages_to_read(engine: Engine) -> None:
    answer = engine.ask("How many anti-social behaviour incidents did Kent Police record in 2012?")
    assert not answer.found
    assert answer.nearby


def test_every_character_of_a_passage_is_the_sources_own(engine: Engine) -> None:
    report = load_report(PROJECT / "corpus" / "reports" / f"{REPORT}.txt")
    for hit in engine.consider(INCIDENTS).hits:
        for run in hit.passage.content.runs:
            ours = hit.passage.text[run.start : run.start + run.length]
            assert ours.split() == report.text[run.source : run.source + run.length].split()


def test_a_report_that_is_not_indexed_is_named(engine: Engine) -> None:
    with pytest.raises(IndexProblem, match="No report called kent-2015"):
        engine.ask(INCIDENTS, report="kent-2015")


@pytest.mark.parametrize(
    "question", ["", "   ", "x" * 10_000, "\x00\x1b\x07", "Сколько было преступлений?", "有多少反社会行为事件？"]
)
def test_what_cannot_be_asked_gets_a_plain_sentence(engine: Engine, question: str) -> None:
    with pytest.raises(QuestionError, match=r"^[A-Z].*[.]$"):
        engine.ask(question)


def test_markup_around_a_question_changes_nothing(engine: Engine) -> None:
    answer = engine.ask(f"<script>alert(1)</script> <b>{INCIDENTS}</b>")
    assert (answer.question, answer.text) == (INCIDENTS, "76,260")


def test_several_threads_get_their_own_answers(engine: Engine) -> None:
    asked = [INCIDENTS, "What was the burglary rate in England and Wales?"] * 3
    with ThreadPoolExecutor(6) as pool:
        texts = [answer.text for answer in pool.map(engine.ask, asked)]
    assert texts == ["76,260", "8.4"] * 3


def test_the_command_line_prints_the_answer_as_json(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "qa", INCIDENTS, "--json"],
        cwd=PROJECT,
        env={**os.environ, "QA_INDEX": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout)["text"] == "76,260"
