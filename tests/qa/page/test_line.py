"""The line before the engine: in turn, fair to those who ask little, and never stuck."""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any

import pytest

from qa.page.line import Crowded, Limits, Line


def run(story: Callable[[], Coroutine[Any, Any, None]]) -> None:
    asyncio.run(asyncio.wait_for(story(), 10))


def test_questions_are_answered_one_after_the_other_in_order() -> None:
    async def story() -> None:
        line, done = Line(), list[Any]()
        await asyncio.gather(*(line.answer(f"person {n}", partial(done.append, n)) for n in range(5)))
        assert done == [0, 1, 2, 3, 4]

    run(story)


def test_who_asks_once_comes_before_the_second_question_of_another() -> None:
    async def story() -> None:
        line, done = Line(), list[Any]()
        people = ["busy", "busy", "busy", "calm"]
        await asyncio.gather(*(line.answer(who, partial(done.append, (who, n))) for n, who in enumerate(people)))
        assert done == [("busy", 0), ("calm", 3), ("busy", 1), ("busy", 2)]

    run(story)


def test_each_is_told_how_many_are_before() -> None:
    async def story() -> None:
        line = Line()
        first, second, third = (line.join(who) for who in "abc")
        places: list[int] = []

        async def watch() -> None:
            places.extend([place async for place in line.places(third)])

        watching = asyncio.create_task(watch())
        await asyncio.sleep(0.01)
        line.leave(first)
        await asyncio.sleep(0.01)
        line.leave(second)
        await watching
        assert places == [2, 1]

    run(story)


def test_who_stops_waiting_holds_up_nobody() -> None:
    async def story() -> None:
        line = Line()
        line.join("a")
        waiting = asyncio.create_task(line.answer("b", lambda: None))
        await asyncio.sleep(0.01)
        waiting.cancel()
        await asyncio.sleep(0.01)
        assert [place async for place in _first(line)] == [1]

    run(story)


async def _first(line: Line) -> Any:
    async for place in line.places(line.join("c")):
        yield place
        return


def test_the_next_begins_only_when_work_that_was_stopped_has_ended() -> None:
    async def story() -> None:
        line, ended, may_end = Line(), list[str](), threading.Event()

        def work() -> None:
            may_end.wait(5)
            ended.append("first")

        stopped = asyncio.create_task(line.answer("a", work))
        await asyncio.sleep(0.05)
        stopped.cancel()
        following = asyncio.create_task(line.answer("b", lambda: ended.append("second")))
        await asyncio.sleep(0.05)
        may_end.set()
        await following
        assert ended == ["first", "second"]

    run(story)


def test_work_that_fails_makes_way_for_the_next() -> None:
    async def story() -> None:
        line = Line()
        with pytest.raises(ZeroDivisionError):
            await line.answer("a", lambda: 1 / 0)
        assert await line.answer("b", lambda: 7) == 7
        assert line.empty

    run(story)


def test_what_nobody_asked_for_is_done_only_while_nobody_waits() -> None:
    async def story() -> None:
        line = Line()
        assert await line.answer_if_idle(lambda: 1) == 1
        line.join("a")
        assert await line.answer_if_idle(lambda: 1) is None

    run(story)


def test_what_nobody_asked_for_is_not_counted_as_before_anyone() -> None:
    async def story() -> None:
        line, may_end = Line(), threading.Event()
        trying = asyncio.create_task(line.answer_if_idle(lambda: may_end.wait(5)))
        await asyncio.sleep(0.05)
        ticket = line.join("a")
        assert await anext(line.places(ticket)) == 0
        may_end.set()
        await trying

    run(story)


def test_one_person_may_ask_so_many_in_a_minute_and_then_again() -> None:
    async def story() -> None:
        now = [0.0]
        line = Line(Limits(a_minute=2), clock=lambda: now[0])
        await line.answer("a", lambda: None)
        now[0] = 10.0
        await line.answer("a", lambda: None)
        with pytest.raises(Crowded, match="Please wait 50 seconds"):
            await line.answer("a", lambda: None)
        await line.answer("b", lambda: None)
        now[0] = 61.0
        await line.answer("a", lambda: None)

    run(story)


def test_one_person_may_wait_for_so_many_answers() -> None:
    async def story() -> None:
        line = Line(Limits(a_person=2))
        line.join("a")
        line.join("a")
        with pytest.raises(Crowded, match="You have 2 questions waiting"):
            line.join("a")

    run(story)


def test_a_full_line_takes_nobody_more() -> None:
    async def story() -> None:
        line = Line(Limits(waiting=2))
        for who in "abc":
            line.join(who)
        with pytest.raises(Crowded, match="ask again in a few minutes"):
            line.join("d")

    run(story)
