"""What happens when somebody asks: the turns of a conversation as they grow, and what goes with an answered one."""

import asyncio
import logging
from base64 import b64encode
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from typing import Any, cast, get_args

from pydantic import TypeAdapter, ValidationError

from index.types import IndexedReport
from qa.page import export, feedback, followups, records, render
from qa.page.beginnings import beginnings, own_examples
from qa.page.line import Line
from qa.page.picture import picture
from qa.page.preparation import Preparation, log_unexpected, plain_sentence
from qa.page.source import Place, source
from qa.page.tables import Grid, around
from qa.page.types import SURE, Engine, Files, Shelf, Turn
from qa.types import Answer, Citation

log = logging.getLogger("app")

LONGEST_SHOWN = 500
"""Characters of a question that the conversation shows: one too long to be asked is cut short."""

FOLLOW_UPS, TRIED = 3, 4
"""How many follow-up questions are offered, and how many are tried for that."""

EXAMPLES = 4

_PLACE = TypeAdapter(Place)

Grown = tuple[tuple[Turn, ...], str]
"""A conversation, and what should stand in the question box."""


class Chat:
    """The conversations of all who use the page; holds none of them itself."""

    def __init__(self, engine: Engine, preparation: Preparation, line: Line, files: Files) -> None:
        self._engine = engine
        self._preparation = preparation
        self._line = line
        self._files = files
        self._tried_of: dict[tuple[str, str, bool], tuple[str, ...]] = {}

    async def ask(self, question: str, only: str, earlier: tuple[Turn, ...], person: str) -> AsyncIterator[Grown]:
        """The conversation as it grows by one turn."""
        # A sentence to somebody who asked nothing has been read by now.
        earlier = tuple(past for past in earlier if past.question)
        history = tuple(past.question for past in earlier if past.answer)
        turn = Turn(_shown(question), render.waiting("Reading the reports"), history, only)
        told = ""
        while not self._preparation.finished:
            if told != self._preparation.doing:
                told = self._preparation.doing
                yield (*earlier, replace(turn, body=render.waiting(told))), ""
            await asyncio.sleep(0.3)
        try:
            ticket = self._line.join(person)
            try:
                async for before in self._line.places(ticket):
                    yield (*earlier, replace(turn, body=render.queued(before)) if before else turn), ""
                yield (*earlier, turn), ""
                answered = await self._line.serve(ticket, lambda: self._answered(turn, question))
            finally:
                self._line.leave(ticket)
            yield (*earlier, answered), ""
        except Exception as error:
            log_unexpected(error)
            yield (*earlier, replace(turn, body=render.notice(plain_sentence(error)))), question

    def stopped(self, turns: tuple[Turn, ...]) -> Grown:
        """The conversation after its last question was stopped, the question back in the box."""
        if not turns or turns[-1].answer:
            return turns, ""
        last = turns[-1]
        return (*turns[:-1], replace(last, body=render.notice("Stopped."))), last.question

    async def follow_ups(self, turns: tuple[Turn, ...], only: str) -> tuple[str, ...]:
        """Questions that would go on from the last answer; tried first, while nobody else waits."""
        answer = turns[-1].answer if turns else None
        if answer is None:
            return ()
        asked = [turn.question for turn in turns]
        good: list[str] = []
        if answer.found:
            report = answer.citations[0].report
            passages = await asyncio.to_thread(self._engine.passages, report)
            given = {answer.text}
            reports = await asyncio.to_thread(self._engine.reports)
            cited = [one for one in reports if one.id == report]
            more = [one for each in cited for one in beginnings(each, alone=bool(only) or len(reports) == 1)]
            drawn = dict.fromkeys((*followups.candidates(answer, passages, asked), *more))
            for question in [one for one in drawn if not followups.repeats(one, asked)][:TRIED]:
                tried = await self._tried(question, asked, only)
                if tried and tried.text not in given and tried.citations[0].report == report:
                    good.append(question)
                    given.add(tried.text)
                if len(good) == FOLLOW_UPS:
                    break
        chosen = [one for one in await asyncio.to_thread(self._engine.reports) if only in {"", one.id}]
        begun = own_examples(chosen, EXAMPLES)
        return (*good, *(one for one in begun if not followups.repeats(one, [*asked, *good])))[:FOLLOW_UPS]

    async def examples(self, only: str) -> AsyncIterator[tuple[str, ...]]:
        """Questions to begin with, as they become more: the reports' own, then some that were tried on the others."""
        try:
            reports = await asyncio.to_thread(self._engine.reports)
        except Exception:
            log.warning("no questions can be offered", exc_info=True)
            return
        chosen = [one for one in reports if only in {"", one.id}]
        offered = own_examples(chosen, EXAMPLES)
        yield offered
        for report in [one for one in chosen if not one.facts.examples]:
            if len(offered) >= EXAMPLES:
                return
            more = await self._beginnings(report, alone=bool(only) or len(reports) == 1)
            if more:
                offered = (*offered, *more)[:EXAMPLES]
                yield offered

    async def _beginnings(self, report: IndexedReport, alone: bool) -> tuple[str, ...]:
        """What people ask of any inspection and this report answers well; remembered while the report stays."""
        key = (report.id, report.sha256, alone)
        if key not in self._tried_of:
            good: list[str] = []
            for question in beginnings(report, alone):
                if not self._line.empty:
                    return tuple(good)
                tried = await self._tried(question, (), report.id if alone else "")
                if tried and tried.kind != "comparison" and tried.citations[0].report == report.id:
                    good.append(question)
            self._tried_of[key] = tuple(good)
        return self._tried_of[key]

    async def _tried(self, question: str, asked: Sequence[str], only: str) -> Answer | None:
        """The answer to a question nobody asked yet, None for one that is not sure or that would hold somebody up."""
        try:
            answer = await self._line.answer_if_idle(lambda: self._engine.ask(question, asked, only or None))
        except Exception:
            log.warning("a question that might be offered could not be tried: %s", question, exc_info=True)
            return None
        return answer if answer and answer.found and answer.confidence >= SURE else None

    def reopened(self, kept: object) -> tuple[Turn, ...]:
        """A conversation that the browser kept, as turns. Raises RecordProblem."""
        turns = []
        for record in records.from_json(kept if isinstance(kept, str) else ""):
            turn = Turn(record.question, "", record.history, record.only, record.answer)
            turns.append(replace(turn, body=self._body(record.answer, turn)))
        return tuple(turns)

    def markdown(self, kept: object) -> str:
        """A conversation as a Markdown document, "" for one that cannot be read."""
        try:
            return export.markdown(records.from_json(kept if isinstance(kept, str) else ""), self._shelf())
        except records.RecordProblem:
            return ""

    def source(self, asked: object) -> str:
        """A report for the panel: `asked` is its id, or a place in it as the types of `Place`."""
        try:
            place = None if isinstance(asked, str) else _PLACE.validate_python(asked)
            id_ = place.report if place else cast(str, asked)
            report = next((one for one in self._engine.reports() if one.id == id_), None)
            if report is None:
                return render.notice("This report is no longer indexed.")
            return source(report, self._engine.passages(id_), place)
        except ValidationError:
            return render.notice("This place cannot be shown.")
        except Exception as error:
            log_unexpected(error)
            return render.notice(plain_sentence(error))

    def printed_page(self, asked: object) -> str:
        """A page of a PDF as the address of a picture that holds all of it, "" where there is none."""
        fields: dict[str, Any] = asked if isinstance(asked, dict) else {}
        page = fields.get("page")
        report = next((one for one in self._engine.reports() if one.id == fields.get("report")), None)
        if report is None or not isinstance(page, int) or not 1 <= page <= (report.pages or 0):
            return ""
        drawn = picture(self._files.reports / report.file_name, page)
        return f"data:image/jpeg;base64,{b64encode(drawn).decode()}" if drawn else ""

    def keep_opinion(self, given: object) -> str:
        """Keep what somebody says of an answer; returns a sentence of thanks, or what went wrong."""
        fields: dict[str, Any] = given if isinstance(given, dict) else {}
        verdict, comment = fields.get("verdict"), fields.get("comment")
        if verdict not in get_args(feedback.Verdict) or not isinstance(comment, str):
            return "This could not be kept."
        try:
            (record,) = records.from_json(f"[{fields.get('turn')}]")
            feedback.keep(self._files.feedback, record, cast(feedback.Verdict, verdict), comment)
        except (records.RecordProblem, ValueError):
            return "This could not be kept."
        except feedback.FeedbackProblem as error:
            return str(error)
        return "Thank you. This was kept on the computer that runs this page."

    def _answered(self, turn: Turn, question: str) -> Turn:
        answer = self._engine.ask(question, history=turn.history, report=turn.only or None)
        return replace(turn, body=self._body(answer, turn), answer=answer)

    def _body(self, answer: Answer, turn: Turn) -> str:
        return render.answer(
            answer, turn.question, self._shelf(), self._grids(answer), turn.only, followed=bool(turn.history)
        )

    def _grids(self, answer: Answer) -> dict[Citation, Grid]:
        """The tables around the cells that an answer from tables cites."""
        if answer.kind not in {"table", "comparison"}:
            return {}
        found = {one: around(one, self._engine.passages(one.report)) for one in answer.citations}
        return {citation: grid for citation, grid in found.items() if grid}

    def _shelf(self) -> Shelf:
        return Shelf.of(self._engine.reports())


def _shown(question: str) -> str:
    question = question.strip()
    return question if len(question) <= LONGEST_SHOWN else question[:LONGEST_SHOWN].rstrip() + " …"
