"""What asks for a numbered paragraph gets its text, or why there is none; nothing else is taken for such a question."""

from pathlib import Path

import pytest

import qa.engine
from corpus.settings import Settings
from qa.engine import Engine
from qa.numbered import number_asked_for
from qa.tuning import TUNING
from tests.fakes import FAKE_EMBEDDER, BagOfWords, indexed
from tests.qa.models import ByHeart

KENT = indexed(report="kent-2016", date="2016-05")


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("What does paragraph 25 say?", (25,)),
        ("what does para 25 say", (25,)),
        ("What does para. 4.2 actually say?", (4, 2)),
        ("para 4.2", (4, 2)),
        ("paragraph 25?", (25,)),
        ("Paragraph number 25, please.", (25,)),
        ("¶ 25", (25,)),
        ("what is in paragraph 3.11 of the report", (3, 11)),
        ("What's in paragraph 3?", (3,)),
        ("What is paragraph 3 about?", (3,)),
        ("What is said in paragraph 12?", (12,)),
        ("quote paragraph 12", (12,)),
        ("Quote paragraph 12 word for word.", (12,)),
        ("Can you quote paragraph 12 to me?", (12,)),
        ("Please show me the text of paragraph 12.", (12,)),
        ("Could you tell me what paragraph 12 says?", (12,)),
        ("What does the report say in paragraph 12?", (12,)),
        ("What is the wording of paragraph 12?", (12,)),
        ("What does paragraph 12 of the 2016 Kent Police inspection report say?", (12,)),
        ("According to the 2016 Kent report, what does paragraph 12 say?", (12,)),
        ("Tell me about paragraph 12", (12,)),
        ("And paragraph 26?", (26,)),
        ("What about paragraph 26?", (26,)),
    ],
)
def test_a_question_for_a_paragraph_s_text(question: str, number: tuple[int, ...]) -> None:
    assert number_asked_for(question, [KENT]) == number


@pytest.mark.parametrize(
    "question",
    [
        "How many paragraphs does the report have?",
        "How many paragraphs say 25?",
        "What does paragraph 25 of the Act say?",
        "What does paragraph 25 of the schedule say?",
        "What does paragraph 25 of the code say?",
        "What does paragraph 25 of schedule 2 say?",
        "What does paragraph 25 of Annex B say?",
        "What does paragraph 25 of the Essex report say?",
        "What does paragraph 25 of the letter to parents say?",
        "What does paragraph 25(2) say?",
        "What does paragraph 25a say?",
        "paragraph 1,200",
        "What do paragraphs 3 and 4 say?",
        "What do paragraphs 3-5 say?",
        "What does paragraph 3–5 say?",
        "Compare paragraph 3 and paragraph 4",
        "Why does paragraph 25 criticise the board?",
        "What does paragraph 25 say about the board?",
        "What does paragraph 25 recommend?",
        "What is the figure in paragraph 25?",
        "Who is named in paragraph 25?",
        "Does paragraph 25 say that the board is late?",
        "What does the board think of paragraph 25?",
        "What is in section 4.2?",
        "What does the first paragraph say?",
        "What does the Act say in paragraph 25?",
        "What is a numbered paragraph?",
    ],
)
def test_what_only_looks_like_one(question: str) -> None:
    assert number_asked_for(question, [KENT]) is None


def test_what_goes_on_from_another_question_is_none() -> None:
    assert number_asked_for("And paragraph 26?", [KENT], ["What does paragraph 25 say?"]) == (26,)
    assert number_asked_for("And paragraph 26?", [KENT], ["What does the Mental Health Act say?"]) is None
    assert number_asked_for("What does paragraph 26 say?", [KENT], ["Who runs it?"]) == (26,)


def numbered(title: str, *said: str) -> str:
    paragraphs = [f"{number}. {text}\n" for number, text in enumerate(said, 1)]
    return "\n".join([title, "", "Findings", "", *paragraphs])


KENT_SAYS = ("Officers visit every victim.", "They listen. They write it down.", *["Nothing else is said of it."] * 6)
ESSEX_SAYS = ("Officers telephone every victim.", "They do not listen.", *["No more is said of it here."] * 4)


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """An engine over two reports with numbered paragraphs and one without."""
    reports = tmp_path / "reports"
    reports.mkdir()
    (reports / "kent.txt").write_text(numbered("Inspection of Kent Police", *KENT_SAYS), encoding="utf-8")
    (reports / "essex.txt").write_text(numbered("Inspection of Essex Police", *ESSEX_SAYS), encoding="utf-8")
    (reports / "devon.md").write_text("# Inspection of Devon Police\n\nThe force is good.\n", encoding="utf-8")
    monkeypatch.setattr(qa.engine, "load_embedder", lambda source: BagOfWords(fingerprint=source))
    monkeypatch.setattr(qa.engine, "load_reader", lambda source: ByHeart({}))
    return Engine(Settings(reports, tmp_path / "index", FAKE_EMBEDDER, "fake-reader"))


def test_the_paragraph_of_the_chosen_report_is_the_answer(engine: Engine) -> None:
    answer = engine.ask("What does paragraph 2 say?", report="kent")
    assert (answer.text, answer.kind) == ("They listen. They write it down.", "span")
    assert answer.confidence == TUNING.stated_confidence
    assert (answer.citations[0].report, answer.citations[0].section[-1]) == ("kent", "Findings")


def test_a_report_may_be_named(engine: Engine) -> None:
    assert engine.ask("para 2 of the Essex report").text == "They do not listen."


def test_the_one_report_that_has_such_a_paragraph_is_meant(engine: Engine) -> None:
    assert engine.ask("Quote paragraph 8").citations[0].report == "kent"


def test_of_several_reports_it_is_asked_which_is_meant(engine: Engine) -> None:
    message = "Several reports have a paragraph numbered 2: say which one is meant by its place or title, or choose it."
    assert engine.ask("What does paragraph 2 say?").message == message


def test_a_number_that_the_report_does_not_have_is_refused(engine: Engine) -> None:
    answer = engine.ask("What does paragraph 250 say?", report="kent")
    assert (answer.found, answer.message) == (
        False,
        "The report has no paragraph numbered 250; its numbers go from 1 to 8.",
    )


def test_a_number_that_no_report_has_is_refused(engine: Engine) -> None:
    assert engine.ask("paragraph 250").message == "None of the reports asked has a paragraph numbered 250."


def test_a_report_without_numbers_says_so(engine: Engine) -> None:
    assert engine.ask("para 3", report="devon").message == "No numbered paragraphs were found in the report."


def test_a_follow_up_asks_the_report_that_was_named_before(engine: Engine) -> None:
    answer = engine.ask("And paragraph 1?", history=["What does paragraph 2 of the Essex report say?"])
    assert answer.text == "Officers telephone every victim."


def test_a_paragraph_is_not_read_for_another_question(engine: Engine) -> None:
    assert engine.ask("Why does paragraph 2 criticise the board?", report="kent").message == "The reports do not say."
