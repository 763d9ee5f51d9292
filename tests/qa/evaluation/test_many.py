"""With many reports indexed each question is asked with its report chosen, named, and as it is written."""

import gzip
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.types import Facts
from index.search import Searcher
from qa.answering import Considered
from qa.engine import Engine
from qa.evaluation.many import (
    SHIPPED,
    Way,
    by_place,
    by_title,
    names_its_report,
    questions_on,
    ranks_of,
    searched,
    ways_of_asking,
)
from qa.evaluation.questions import Question, mark_all
from qa.types import Answer
from tests.fakes import built_searcher, indexed, small_library

KENT, ESSEX = indexed(), indexed("essex", "Essex Police")
UNPLACED = replace(KENT, facts=Facts("The Open Data Report"))
ASKED = "How many burglaries were recorded?"
QUESTION = Question(
    "q1", "tune", "number", "plain", ASKED, (), ("5,730",), ("recorded 5,730 burglaries",), (), report="essex"
)


class Listening(Engine):
    """An engine that refuses everything and remembers of which report it was asked."""

    def __init__(self) -> None:
        self.heard: list[object] = []

    def consider(
        self, question: str, history: Sequence[str] = (), report: str | Sequence[str] | None = None
    ) -> Considered:
        self.heard.append(report)
        return Considered(question, (), (), None, Answer(question, False, "", "none", 0.0, message="No."))


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    settings = small_library(tmp_path_factory.mktemp("library"))
    return built_searcher(settings)


@pytest.mark.parametrize(
    ("question", "body", "named"),
    [
        (ASKED, "Kent Police", "In Kent, how many burglaries were recorded?"),
        ("What's wrong?", "Stoke-on-Trent City Council", "In Stoke-on-Trent, what's wrong?"),
        (ASKED, "Blackburn with Darwen", "In Blackburn with Darwen, how many burglaries were recorded?"),
        ("IT spending?", "Kent Police", "In Kent, IT spending?"),
        ("Dover has how many officers?", "Kent Police", "In Kent, Dover has how many officers?"),
        ("How many burglaries were there in Kent?", "Kent Police", "How many burglaries were there in Kent?"),
        (ASKED, "City of London Police", "In City of London Police, how many burglaries were recorded?"),
    ],
)
def test_a_place_is_named_before_the_question_where_it_does_not_name_it(question: str, body: str, named: str) -> None:
    assert by_place(question, indexed(body=body)) == named


def test_a_report_on_no_place_is_named_by_its_title() -> None:
    assert by_place(ASKED, UNPLACED) == "According to the Open Data Report, how many burglaries were recorded?"


def test_a_title_is_named_as_a_report() -> None:
    assert (
        by_title(ASKED, KENT) == "According to the Inspection of Kent Police report, how many burglaries were recorded?"
    )


def test_only_one_way_chooses_the_report_and_only_one_names_it() -> None:
    ways = ways_of_asking([QUESTION], [KENT, ESSEX], "place")
    assert [(way.name, way.chosen, [one.question for one in way.questions]) for way in ways] == [
        ("chosen", True, [ASKED]),
        ("place named", False, ["In Essex, how many burglaries were recorded?"]),
        ("as written", False, [ASKED]),
    ]


def test_the_first_question_of_a_conversation_names_the_report() -> None:
    following = replace(QUESTION, question="And nationally?", history=(ASKED, "And why?"))
    (named,) = ways_of_asking([following], [ESSEX], "place")[1].questions
    assert named.history == ("In Essex, how many burglaries were recorded?", "And why?")
    assert named.question == "And nationally?"


@pytest.mark.parametrize(
    ("question", "history", "names"),
    [(ASKED, (), False), ("Who runs Essex Police?", (), True), ("And why?", ("Who runs Essex Police?",), True)],
)
def test_a_question_may_name_its_report_itself(question: str, history: tuple[str, ...], names: bool) -> None:
    assert names_its_report(replace(QUESTION, question=question, history=history), [KENT, ESSEX]) is names


def test_questions_of_ours_are_on_the_shipped_report(tmp_path: Path) -> None:
    path = tmp_path / "questions.jsonl"
    lines = [
        {"id": "q1", "question": "Who?", "answers": []},
        {"id": "q2", "question": "?", "answers": [], "report": "x"},
    ]
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    assert [(one.id, one.report) for one in questions_on(path, [KENT, indexed(SHIPPED)])] == [("q1", SHIPPED)]


def test_domain_questions_are_those_on_indexed_reports(tmp_path: Path) -> None:
    path = tmp_path / "domain.jsonl.gz"
    row = {"id": "d1", "question": "Who?", "kind": "who", "split": "dev", "context": "", "answers": []}
    rows = [{**row, "report": "kent.txt"}, {**row, "report": "dover.txt"}]
    path.write_bytes(gzip.compress("\n".join(map(json.dumps, rows)).encode()))
    assert [one.report for one in questions_on(path, [KENT, ESSEX])] == ["kent"]


@pytest.mark.parametrize(("by", "framed"), [("place", False), ("title", True)])
def test_a_named_report_is_the_one_searched(searcher: Searcher, by: str, framed: bool) -> None:
    way = ways_of_asking([QUESTION], searcher.snapshot.manifest.reports, by)[1]
    assert way.questions[0].question.startswith("According to") is framed
    assert {hit.passage.report for hit in searched(searcher, way.questions[0], way.chosen)} == {"essex"}


def test_where_nothing_is_said_all_reports_are_searched(searcher: Searcher) -> None:
    assert {hit.passage.report for hit in searched(searcher, QUESTION, chosen=False)} == {"essex", "kent"}


def test_the_same_words_in_another_report_are_not_the_passage(searcher: Searcher) -> None:
    lost = replace(QUESTION, evidence=("recorded 4,120 burglaries",))
    assert ranks_of(searcher, Way("as written", (lost,))) == [None]


def test_the_passage_has_its_place_among_those_of_all_reports(searcher: Searcher) -> None:
    assert ranks_of(searcher, Way("chosen", (QUESTION,), chosen=True)) == [1]
    assert ranks_of(searcher, Way("as written", (QUESTION,)))[0] in {1, 2}


def test_a_question_without_a_passage_has_no_rank(searcher: Searcher) -> None:
    assert ranks_of(searcher, Way("chosen", (replace(QUESTION, evidence=()),), chosen=True)) == []


def test_the_assistant_is_told_the_report_only_where_it_is_chosen() -> None:
    engine = Listening()
    for way in ways_of_asking([QUESTION], [ESSEX], "title"):
        mark_all(engine, way.questions, chosen=way.chosen)
    assert engine.heard == ["essex", None, None]
