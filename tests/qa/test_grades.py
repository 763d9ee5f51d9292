"""A grade is answered from where the report gives it: a table's row or a sentence that states it."""

from collections.abc import Sequence

import pytest

from corpus.types import Kind, Passage
from index.types import IndexedReport
from qa.grades import GradeAnswer, grade_given, grade_question
from tests.fakes import indexed, passage, table_passage

REPORT = indexed("vale", "Upper Vale County Council", date="2016-05")
WHOLE = passage("Children’s services in Upper Vale are inadequate because:", section=("Summary",))
BOARD = "The Local Safeguarding Board (LSB) requires improvement"
STATED = passage(f"{BOARD}\nIt has plans.", section=("Vale", BOARD))
TABLE = table_passage(
    "Judgements",
    ["Grade"],
    {
        "1. Children who need help and protection": ["Requires improvement"],
        "2.1 Adoption performance": ["Good"],
        "3. Leadership, management and governance": ["Inadequate"],
    },
)
BEFORE = passage("The overall judgement was outstanding.", section=("Previous inspections",))
IN_PASSING = passage("Training for adoption panels is outstanding. Staff who train are good.")
ALL = (BEFORE, IN_PASSING, TABLE, STATED, WHOLE)


def grade_asked_for(question: str, passages: Sequence[Passage], report: IndexedReport) -> GradeAnswer | None:
    """The grade that answers the question, where it asks for one."""
    asked = grade_question(question)
    return grade_given(asked, passages, report) if asked else None


def graded(question: str, *passages: Passage) -> tuple[str, bool | None] | None:
    """The words of the grade that answers the question, and the verdict on one it names."""
    answer = grade_asked_for(question, passages or ALL, REPORT)
    return (answer.stated.passage.text[answer.stated.start : answer.stated.end], answer.verdict) if answer else None


@pytest.mark.parametrize(
    ("question", "grade"),
    [
        ("What was the grade for adoption?", "Good"),
        ("How was leadership judged?", "Inadequate"),
        ("What rating did children who need help get?", "Requires improvement"),
        ("leadership grade", "Inadequate"),
        ("How was the Local Safeguarding Board judged by inspectors?", "requires improvement"),
        ("What grade did the LSB get?", "requires improvement"),
        ("What is the overall judgement?", "inadequate"),
        ("How was the council rated overall?", "inadequate"),
        ("overall grade", "inadequate"),
        ("How good is leadership?", "Inadequate"),
        ("How did HMIC rate adoption?", "Good"),
    ],
)
def test_the_grade_of_what_is_asked_about_is_given(question: str, grade: str) -> None:
    assert graded(question) == (grade, None)


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Is the council inadequate?", True),
        ("Were children's services found to be good?", False),
        ("Was adoption rated good?", True),
        ("Is leadership good?", False),
        ("Is the council good at adoption?", True),
    ],
)
def test_a_grade_that_the_question_names_is_confirmed_or_denied(question: str, verdict: bool) -> None:
    found = graded(question)
    assert found is not None
    assert found[1] is verdict


@pytest.mark.parametrize(
    "question",
    [
        "Why was leadership judged inadequate?",
        "What was the grade for fostering?",
        "What was the grade for adoption in 2012?",
        "How good are the plans?",
        "What are the grades?",
        "Who leads the council?",
        "Is adoption quick?",
        "Is the council good at listening?",
        "Is leadership strong?",
        "Is leadership not good?",
        "What is the adoption rate?",
    ],
)
def test_nothing_else_is_answered(question: str) -> None:
    assert graded(question) is None


HARM = table_passage(
    "Judgements", ["Grade"], {"Protecting from harm those who are vulnerable, and supporting victims": ["Good"]}
)


@pytest.mark.parametrize(
    "question",
    [
        "What rating did families give the council?",
        "What score did people give the council?",
        "How are local councils judged?",
        "How was the judgement made?",
        "What grade can a council be given?",
        "Which crimes are judged harmful?",
        "Which areas were judged good?",
        "How are vulnerable victims graded?",
        "How is harm scored?",
        "Are victims good?",
        "Is the report any good?",
        "Are the inspectors good?",
        "How good are the inspectors?",
    ],
)
def test_how_grades_come_about_and_what_others_rate_is_no_question_for_a_grade(question: str) -> None:
    assert graded(question, WHOLE, HARM) is None


@pytest.mark.parametrize(
    "question",
    [
        "What grade did the inspectors give the council for supporting victims?",
        "What grade has the council been given for supporting victims?",
        "How is the council rated at protecting the vulnerable?",
        "Is the council good at supporting victims?",
        "What was the grade for victims?",
        "How is protection rated?",
        "Is protection good?",
    ],
)
def test_a_subject_may_be_named_by_some_of_its_words(question: str) -> None:
    found = graded(question, WHOLE, HARM)
    assert found is not None
    assert found[0] == "Good"


def test_how_certain_bodies_are_rated_asks_for_their_grades() -> None:
    assert grade_question("How are the councils rated?") is not None
    assert grade_question("How are councils rated?") is None


def test_grades_that_differ_answer_nothing() -> None:
    other = passage("The overall judgement is good.")
    assert graded("What is the overall judgement?", WHOLE, other) is None
    assert graded("What is the overall judgement?", other) == ("good", None)


def test_a_grade_that_opens_a_section_is_that_of_its_heading() -> None:
    asked = passage("Good\nOfficers listen.", section=("Vale", "How effective is the force at preventing crime?"))
    overall = passage("Inadequate\nIt is weak.", section=("Vale", "Overall judgement"))
    assert graded("How was the service rated at preventing crime?", asked, overall) == ("Good", None)
    assert graded("What is the overall judgement?", asked, overall) == ("Inadequate", None)


def test_a_police_force_s_grade_is_none_of_a_council_s() -> None:
    overall = passage("Good\nIt is well led.", section=("Kent", "Overall judgement"))
    police = indexed("kent", "Kent Police")
    assert grade_asked_for("Is the force good?", [overall], police) is not None
    assert grade_asked_for("Is the council good?", [overall], police) is None


def test_a_list_of_what_grades_mean_gives_none() -> None:
    scale = passage("good; or\nthe effectiveness of the force is inadequate.", kind=Kind.LIST_ITEM)
    assert graded("What is the overall grade?", scale) is None


def test_a_subject_of_several_grades_needs_them_to_agree() -> None:
    grades = {"Adoption": "Good", "Adoption panels": "Poor", "Youth courts": "Good", "Youth clubs": "Good"}
    table = table_passage("Judgements", ["Grade"], {label: [grade] for label, grade in grades.items()})
    assert graded("What was the grade for adoption?", table) == ("Good", None)
    assert graded("What was the grade for youth?", table) == ("Good", None)
    differing = table_passage("Judgements", ["Grade"], {"Youth courts": ["Good"], "Youth clubs": ["Poor"]})
    assert graded("What was the grade for youth?", differing) is None


def test_what_is_said_in_passing_or_of_another_inspection_is_no_grade() -> None:
    assert graded("What was the grade for training for adoption panels?") is None
    assert graded("What is the overall judgement?", BEFORE) is None


def test_an_overall_grade_under_a_heading_is_one_for_what_that_names() -> None:
    table = table_passage("Judgements", [[]], {"Overall effectiveness": ["Good"]})
    under = Passage(
        table.report, ("Vale", "Fostering"), table.content, table.sentences, table.kind, table.table, lead=table.lead
    )
    assert graded("What is the overall grade?", under) is None
    assert graded("What was the grade for fostering?", under) == ("Good", None)


def test_the_number_beside_a_grade_is_no_part_of_it() -> None:
    table = table_passage(
        "Judgements", ["Grade"], {"Leadership": ["Inadequate Grade 4"], "Adoption": ["Good (grade 2)"]}
    )
    assert graded("How good is leadership?", table) == ("Inadequate", None)
    assert graded("Is adoption good?", table) == ("Good", True)
