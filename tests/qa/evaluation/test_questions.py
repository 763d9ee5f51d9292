"""An answer is marked by what its question asks for; shares are over the questions they make sense for."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from qa.answering import Considered
from qa.cite import cite
from qa.evaluation.questions import Marked, Question, latency, mark, read_questions, scores
from qa.types import Answer, AnswerKind
from tests.fakes import hit, indexed, passage, table_passage

PASSAGE = passage("Kent Police recorded 4,120 burglaries.", section=("Crime", "Burglary"))
TABLE = table_passage("Crime", ["number"], {"Burglary in Kent": ["9,250"]})
QUESTION = Question(
    "q1",
    "tune",
    "number",
    "plain",
    "How many burglaries?",
    (),
    ("4,120",),
    ("recorded 4,120 bur- glaries",),
    (("Burglary",),),
)
UNANSWERABLE = replace(QUESTION, kind="unanswerable", answers=(), evidence=(), section=())


def answered(span: str, kind: AnswerKind = "span", text: str = "", items: tuple[str, ...] = ()) -> Considered:
    start = PASSAGE.text.index(span)
    citation = cite(PASSAGE, start, start + len(span), {"kent": indexed()})
    answer = Answer("?", True, text or span, kind, 0.8, items, (citation,))
    return Considered("?", (hit(TABLE), hit(PASSAGE)), (), None, answer)


REFUSED = Considered(
    "?", (hit(TABLE),), (), None, Answer("?", False, "", "none", 0.1, message="The reports do not say.")
)


def marked(question: Question, considered: Considered) -> Marked:
    return mark(question, considered, 0.1)


def test_the_accepted_figure_is_right() -> None:
    assert marked(QUESTION, answered("4,120")).right


def test_another_figure_is_wrong() -> None:
    assert not marked(replace(QUESTION, answers=("4,121",)), answered("4,120")).right


def test_a_refusal_is_wrong_where_the_reports_say() -> None:
    assert not marked(QUESTION, REFUSED).right


def test_a_refusal_is_right_where_the_reports_do_not_say() -> None:
    assert marked(UNANSWERABLE, REFUSED).right


def test_an_answer_is_wrong_where_the_reports_do_not_say() -> None:
    assert not marked(UNANSWERABLE, answered("4,120")).right


@pytest.mark.parametrize(("text", "right"), [("Yes", True), ("Yes, 4,120", True), ("No", False)])
def test_a_yes_no_answer_is_right_by_its_first_word(text: str, right: bool) -> None:
    question = replace(QUESTION, kind="yes_no", answers=("Yes",))
    assert marked(question, answered("4,120", "yes_no", text)).right is right


@pytest.mark.parametrize(("items", "right"), [(("dogs", "cats"), True), (("dogs",), False)])
def test_a_list_is_right_with_nearly_all_of_its_items(items: tuple[str, ...], right: bool) -> None:
    question = replace(QUESTION, kind="list", answers=("dogs and cats",), items=("dogs", "cats"))
    assert marked(question, answered("4,120", "list", "; ".join(items), items)).right is right


def test_an_answer_in_words_is_right_with_a_little_around_it() -> None:
    assert marked(replace(QUESTION, kind="fact", answers=("Kent",)), answered("Kent Police")).right


@pytest.mark.parametrize(
    ("section", "cited"),
    [
        ((("Burglary",),), True),
        ((("Crime", "Burglary"),), True),
        ((("Crime",),), False),
        ((), True),
        ((("Staff",), ("BURGLARY",)), True),
        ((("Report", "Crime", "Burglary"),), False),
    ],
)
def test_a_citation_is_right_in_one_of_the_sections_with_the_evidence(
    section: tuple[tuple[str, ...], ...], cited: bool
) -> None:
    assert marked(replace(QUESTION, section=section), answered("4,120")).cited is cited


def test_the_rank_is_the_place_of_the_first_hit_with_the_evidence() -> None:
    assert marked(QUESTION, answered("4,120")).rank == 2


def test_evidence_that_no_hit_has_has_no_rank() -> None:
    assert marked(QUESTION, REFUSED).rank is None


def test_evidence_in_a_table_is_its_cell() -> None:
    assert marked(replace(QUESTION, cell={"row": "Burglary", "value": "9250"}), answered("4,120")).rank == 1


def test_shares_are_over_the_questions_they_make_sense_for() -> None:
    group = [
        marked(QUESTION, answered("4,120")),
        marked(QUESTION, REFUSED),
        marked(UNANSWERABLE, REFUSED),
        marked(UNANSWERABLE, answered("4,120")),
    ]
    result = scores(group)
    assert (result.right, result.cited, result.refused_wrongly, result.refused) == (0.5, 1.0, 0.5, 0.5)


def test_recall_is_the_share_of_evidence_among_the_first_hits() -> None:
    assert scores([marked(QUESTION, answered("4,120"))]).recall == (0.0, 1.0, 1.0)


def test_a_share_of_nothing_is_none() -> None:
    assert scores([]).right is None


def test_latency_is_the_middle_and_the_late_end() -> None:
    times = [replace(marked(QUESTION, REFUSED), seconds=float(second)) for second in range(1, 101)]
    assert latency(times) == (50.5, 95.0)


def test_a_question_file_is_read_line_by_line(tmp_path: Path) -> None:
    path = tmp_path / "questions.jsonl"
    line = {"id": "q1", "question": "And?", "history": ["Who?"], "answers": [], "section": [["Crime", "Burglary"]]}
    path.write_text(json.dumps(line) + "\n", encoding="utf-8")
    (question,) = read_questions(path)
    assert (question.history, question.section, question.answerable) == (("Who?",), (("Crime", "Burglary"),), False)


def test_evidence_is_found_in_its_own_report_only() -> None:
    elsewhere = replace(QUESTION, report="essex")
    assert marked(elsewhere, answered("4,120")).rank is None
    assert not marked(elsewhere, answered("4,120")).cited
