"""The line of questions before the one engine: people take turns, and each is told how many are served before them."""

import asyncio
import time
from bisect import insort
from collections import deque
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from itertools import count
from typing import TypeVar

Made = TypeVar("Made")
MINUTE = 60.0
NOBODY = ""
"""Who asks what nobody asked: such questions are limited by nothing but that nobody waits."""


class Crowded(Exception):
    """A question that cannot be taken now. The message is a sentence for its asker."""


@dataclass(frozen=True)
class Limits:
    """How much is taken on: from one person in a minute, from one person at once, and from all together."""

    a_minute: int = 30
    a_person: int = 3
    waiting: int = 200


@dataclass(eq=False)
class Ticket:
    """A place in the line. Those of one round are served in the order in which they came."""

    person: str
    round: int
    number: int
    started: bool = False
    moved: asyncio.Event = field(default_factory=asyncio.Event)

    def __lt__(self, other: "Ticket") -> bool:
        return (self.round, self.number) < (other.round, other.number)


class Line:
    """The line. Lives in one event loop, which is why it needs no lock.

    Each further question of one person belongs to a later round, so that who asks many lets the others in between.
    """

    def __init__(self, limits: Limits = Limits(), clock: Callable[[], float] = time.monotonic) -> None:
        self._limits = limits
        self._clock = clock
        self._numbers = count()
        self._waiting: list[Ticket] = []
        self._served: Ticket | None = None
        self._round = 0
        self._asked: dict[str, deque[float]] = {}

    @property
    def empty(self) -> bool:
        """Whether nobody is served or waits."""
        return self._served is None

    def join(self, person: str) -> Ticket:
        """Stand in line. Raises Crowded where that is too much for one person or for all."""
        theirs = [ticket.round for ticket in self._tickets() if ticket.person == person]
        if person != NOBODY:
            self._check(person, len(theirs))
        ticket = Ticket(person, max([self._round, *(past + 1 for past in theirs)]), next(self._numbers))
        insort(self._waiting, ticket)
        self._advance()
        return ticket

    async def places(self, ticket: Ticket) -> AsyncIterator[int]:
        """How many people's questions come before, each time that this changes; ends when it is the ticket's turn."""
        while ticket is not self._served:
            ticket.moved.clear()
            tickets = self._tickets()
            yield sum(one.person != NOBODY for one in tickets[: tickets.index(ticket)])
            await ticket.moved.wait()

    async def serve(self, ticket: Ticket, work: Callable[[], Made]) -> Made:
        """Do the ticket's work in a thread. Who stops waiting for it leaves it to end before the next begins."""
        ticket.started = True
        doing = asyncio.get_running_loop().run_in_executor(None, work)
        doing.add_done_callback(lambda done: self._finish(ticket, done))
        return await asyncio.shield(doing)

    def leave(self, ticket: Ticket) -> None:
        """Give up a place; does nothing once the work has begun."""
        if not ticket.started:
            self._drop(ticket)

    async def answer(self, person: str, work: Callable[[], Made]) -> Made:
        """Stand in line, wait, and do the work. Raises Crowded, and what the work raises."""
        ticket = self.join(person)
        try:
            async for _ in self.places(ticket):
                pass
            return await self.serve(ticket, work)
        finally:
            self.leave(ticket)

    async def answer_if_idle(self, work: Callable[[], Made]) -> Made | None:
        """Do the work if nobody waits, else None: for what nobody asked for."""
        if not self.empty:
            return None
        return await self.serve(self.join(NOBODY), work)

    def _check(self, person: str, waiting: int) -> None:
        now = self._clock()
        self._asked = {one: times for one, times in self._asked.items() if times[-1] > now - MINUTE}
        times = self._asked.get(person, deque())
        while times and times[0] <= now - MINUTE:
            times.popleft()
        if len(times) >= self._limits.a_minute:
            wait = max(1, round(times[0] + MINUTE - now))
            raise Crowded(
                f"You have asked {len(times)} questions in the last minute, which is the most that one person may. "
                f"Please wait {wait} second{'s' if wait > 1 else ''} and ask again."
            )
        if waiting >= self._limits.a_person:
            raise Crowded(f"You have {waiting} questions waiting for an answer: please wait for one of them first.")
        if len(self._waiting) >= self._limits.waiting:
            raise Crowded(f"{len(self._waiting)} questions are waiting just now. Please ask again in a few minutes.")
        times.append(now)
        self._asked[person] = times

    def _finish(self, ticket: Ticket, done: "asyncio.Future[Made]") -> None:
        # Looked at, so that a failure nobody waits for any more is not reported as one that was forgotten.
        if not done.cancelled():
            done.exception()
        self._drop(ticket)

    def _drop(self, ticket: Ticket) -> None:
        if ticket is self._served:
            self._served = None
        elif ticket in self._waiting:
            self._waiting.remove(ticket)
        self._advance()

    def _advance(self) -> None:
        if self._served is None and self._waiting:
            self._served = self._waiting.pop(0)
            self._round = self._served.round
        for ticket in self._tickets():
            ticket.moved.set()

    def _tickets(self) -> list[Ticket]:
        return [*([self._served] if self._served else []), *self._waiting]
