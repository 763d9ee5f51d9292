"""Conversations as they grow, against an engine that answers at once."""

import asyncio
from pathlib import Path

import pytest

from index.types import IndexedReport, IndexProblem
from qa.page.chat import Chat
from qa.page.line import Limits, Line
from qa.page.preparation import Preparation
from qa.page.types import Files, Turn
from tests.browser.fake import EXAMPLE, PEEL, TITLES, FakeEngine


def chat_with(engine: FakeEngine, line: Line | None = None) -> Chat:
    preparation = Preparation(engine, lambda doing: None).start()
    preparation.wait()
    return Chat(engine, preparation, line or Line(), Files(Path(), Path("feedback.jsonl")))


def asked(chat: Chat, question: str, earlier: tuple[Turn, ...] = (), person: str = "a") -> tuple[tuple[Turn, ...], str]:
    async def last() -> tuple[tuple[Turn, ...], str]:
        grown = [step async for step in chat.ask(question, "", earlier, person)]
        return grown[-1]

    return asyncio.run(last())


BARE = "jtai-lancashire-2024"
"""A report that brings no examples."""


def offered(chat: Chat, only: str) -> list[tuple[str, ...]]:
    async def steps() -> list[tuple[str, ...]]:
        return [step async for step in chat.examples(only)]

    return asyncio.run(steps())


def test_an_answered_question_is_part_of_the_history() -> None:
    engine = FakeEngine()
    chat = chat_with(engine)
    turns, _ = asked(chat, "How many?")
    turns, _ = asked(chat, " ", turns)
    asked(chat, "And that?", turns)
    assert engine.asked[-1] == ("And that?", ("How many?",), None)


def test_a_question_that_fails_goes_back_into_the_box() -> None:
    turns, box = asked(chat_with(FakeEngine()), "broken")
    assert box == "broken"
    assert turns[-1].answer is None


def test_too_many_questions_get_a_sentence() -> None:
    chat = chat_with(FakeEngine(), Line(Limits(a_minute=1)))
    asked(chat, "How many?")
    turns, box = asked(chat, "How many?")
    assert "in the last minute" in turns[-1].body
    assert box == "How many?"


def test_suggestions_are_those_that_were_answered_well() -> None:
    engine = FakeEngine()
    chat = chat_with(engine)
    turns, _ = asked(chat, "Which number?")
    offered = asyncio.run(chat.follow_ups(turns, ""))
    assert 0 < len(offered) <= 3
    for question in offered:
        assert question == EXAMPLE or engine.ask(question).confidence >= 0.8


def test_nothing_is_tried_while_somebody_waits() -> None:
    engine = FakeEngine()

    async def story() -> None:
        line = Line()
        chat = chat_with(engine, line)
        turns = [step async for step in chat.ask("Which number?", "", (), "a")][-1][0]
        line.join("b")
        before = len(engine.asked)
        await chat.follow_ups(turns, "")
        assert len(engine.asked) == before

    asyncio.run(story())


def test_a_stopped_question_goes_back_into_the_box() -> None:
    chat = chat_with(FakeEngine())
    turns, box = chat.stopped((Turn("How many?", "waiting"),))
    assert (box, "Stopped." in turns[0].body) == ("How many?", True)
    assert chat.stopped(()) == ((), "")


@pytest.mark.parametrize(
    "given", [None, 5, {}, {"report": PEEL}, {"report": PEEL, "page": 999}, {"page": "1"}, "unknown"]
)
def test_nonsense_from_a_browser_is_answered_calmly(given: object) -> None:
    chat = chat_with(FakeEngine())
    assert chat.printed_page(given) == ""
    assert "notice" in chat.source(given)
    assert chat.keep_opinion(given) == "This could not be kept."
    assert chat.markdown(given) == ""


def test_examples_come_from_the_reports_and_follow_the_filter() -> None:
    chat = chat_with(FakeEngine(reports=tuple(TITLES)))
    assert EXAMPLE in offered(chat, "")[0]
    assert EXAMPLE not in offered(chat, "jtai-lancashire-2024")[-1]


def test_a_report_without_examples_is_offered_what_it_answers_well() -> None:
    engine = FakeEngine(reports=tuple(TITLES))
    chat = chat_with(engine)
    steps = offered(chat, BARE)
    assert (steps[0], steps[-1]) == ((), ("What needs to improve?",))
    tried = len(engine.asked)
    assert offered(chat, BARE)[-1] == steps[-1]
    assert len(engine.asked) == tried


def test_no_example_is_tried_while_somebody_waits() -> None:
    engine = FakeEngine(reports=tuple(TITLES))

    async def story() -> None:
        line = Line()
        chat = chat_with(engine, line)
        line.join("b")
        assert [step async for step in chat.examples(BARE)] == [()]

    asyncio.run(story())
    assert engine.asked == []


def test_what_was_asked_in_other_words_is_not_offered() -> None:
    chat = chat_with(FakeEngine())
    turns, _ = asked(chat, "How many anti-social behaviour incidents were recorded in the 12 months to June 2015?")
    assert EXAMPLE not in asyncio.run(chat.follow_ups(turns, ""))


def test_a_sentence_to_nothing_asked_goes_with_the_next_question() -> None:
    chat = chat_with(FakeEngine())
    turns, _ = asked(chat, " ")
    assert len(turns) == 1
    turns, _ = asked(chat, "How many?", turns)
    assert [turn.question for turn in turns] == ["How many?"]


class WithoutReports(FakeEngine):
    """An engine whose index is gone."""

    def reports(self) -> tuple[IndexedReport, ...]:
        raise IndexProblem("There is no index yet.")


def test_that_no_examples_can_be_offered_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    assert offered(chat_with(WithoutReports()), "") == []
    assert "There is no index yet." in caplog.text


def test_that_an_example_could_not_be_tried_is_logged(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qa.page.chat.beginnings", lambda report, alone: ("unbuilt",))
    assert offered(chat_with(FakeEngine(reports=tuple(TITLES))), BARE) == [()]
    assert "There is no index yet" in caplog.text
