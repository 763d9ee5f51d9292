"""The page put together: its parts, and which event in the browser calls what."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path
from typing import Any

import gradio as gr
from gradio.events import Dependency
from gradio.events import api as gr_api

from corpus.admission import LIMITS
from index.types import IndexedReport
from qa.page import render, reports_panel
from qa.page.chat import Chat
from qa.page.line import Line
from qa.page.preparation import Preparation, log_unexpected, plain_sentence
from qa.page.programs import BadInput, Programs
from qa.page.records import RecordProblem
from qa.page.types import EMPTY_SHELF, Engine, Files, Shelf, Turn

log = logging.getLogger("app")

ALL_REPORTS = ""
FOCUS_BOX = "() => document.querySelector('#question textarea')?.focus()"
CONNECT = "window.reportsPage.connect('{}', trigger, server)"
"""Hands the page's script what only a component's own script is given: how to call the server."""

PANELS = (Path(__file__).parent / "panels.html").read_text(encoding="utf-8")
QUIET: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}


class Page:
    """The page: heading, conversation, question box, and the panels beside them."""

    def __init__(self, engine: Engine, preparation: Preparation, line: Line, files: Files, changeable: bool) -> None:
        self.changeable = changeable
        self.programs = Programs(engine, preparation, line)
        self._engine = engine
        self._preparation = preparation
        self._chat = Chat(engine, preparation, line, files)
        self.blocks = gr.Blocks(
            title="Ask the reports", analytics_enabled=False, fill_width=True, delete_cache=(3600, 3600)
        )
        with self.blocks:
            self._lay_out()
            self._connect_conversation()
            self._connect_reports()
            self._then_examples(self.blocks.load(self._welcome, None, self._about_reports, **QUIET))
            gr_api(self._endpoint(), api_name="ask")

    def _lay_out(self) -> None:
        self._heading = _html(render.heading(EMPTY_SHELF), "heading")
        _html((Path(__file__).parent / "menu.html").read_text(encoding="utf-8"), "menu")
        self._turns = gr.State(())
        self._conversation = _html(
            render.conversation(()), "conversation", js_on_load=CONNECT.format("conversation"),
            server_functions=_plain_functions(self._chat),
        )  # fmt: skip
        self._next = _html("", "next")
        self._examples = _html("", "examples")
        with gr.Column(elem_id="composer"):
            with gr.Row(elem_id="ask-row"):
                self._box = gr.Textbox(
                    label="Your question", placeholder="Ask about the reports", lines=1, max_lines=5, autofocus=True,
                    elem_id="question", container=False, scale=1,
                )  # fmt: skip
                self._send = gr.Button("Ask", variant="primary", elem_id="send", scale=0, min_width=88)
                self._stop = gr.Button("Stop", elem_id="stop", scale=0, min_width=88)
            with gr.Row(elem_id="controls"):
                self._report = gr.Dropdown(
                    [("All reports", ALL_REPORTS)], value=ALL_REPORTS, label="Report", visible=False, elem_id="report",
                    filterable=False, container=False, scale=1,
                )  # fmt: skip
                _html("<p>Answers are quoted from the reports. Check the quote before you rely on one.</p>", "footnote")
                _html(
                    '<div class="save"><button type="button" data-save>'
                    'Save<span class="wide"> as Markdown</span></button></div>',
                    "save",
                )
                self._again = gr.Button("New conversation", elem_id="new-conversation", scale=0, min_width=150)
        _html(PANELS, "panels")
        with gr.Column(elem_id="reports-panel"):
            _html(
                '<header><h2 id="reports-heading">Reports</h2><button type="button" data-close>Close</button></header>',
                "reports-top",
            )
            if self.changeable:
                _html(
                    f"<p>PDF, Word, web page, Markdown or text, at most "
                    f"{LIMITS.bytes // 1_000_000} MB each. Everyone who uses this page can then ask "
                    "them.</p>",
                    "upload-hint",
                )
                # Any file may be chosen: what is no report is refused with a sentence that says why.
                self._upload = gr.UploadButton("Add reports", elem_id="upload", file_count="multiple", size="md")
            # Above the list: what came of a change is seen however long the list is.
            self._told = _html(reports_panel.told([]), "reports-told")
            self._listing = _html("", "reports-list", js_on_load=CONNECT.format("reports"))
        self._about_reports = [self._heading, self._report, self._listing]

    def _connect_conversation(self) -> None:
        shown = [self._turns, self._conversation, self._box]
        asking_starts = [self._box.submit, self._send.click, self._conversation.submit]
        asking = gr.on(asking_starts, self._respond, [self._box, self._report, self._turns], shown, **QUIET)
        asking.then(self._follow_ups, [self._turns, self._report], self._next, trigger_mode="multiple", **QUIET)
        at_once: dict[str, Any] = {**QUIET, "queue": False}
        self._stop.click(self._stopped, [self._turns, self._box], shown, cancels=[asking], **at_once).then(
            None, js=FOCUS_BOX, api_visibility="private"
        )
        self._again.click(
            lambda: ((), render.conversation(()), ""), None, shown, cancels=[asking],
            **at_once,
        ).then(None, js=FOCUS_BOX, api_visibility="private")  # fmt: skip
        self._conversation.select(self._reopened, None, shown, cancels=[asking], **at_once)
        self._report.change(self._examples_of, self._report, self._examples, **QUIET)

    def _connect_reports(self) -> None:
        looked = self._listing.select(self._reports_shown, self._report, self._about_reports, queue=False, **QUIET)
        self._then_examples(looked)
        if not self.changeable:
            return
        changed = [self._told, *self._about_reports]
        inputs = [self._upload, self._report]
        self._then_examples(self._upload.upload(self._add, inputs, [self._upload, *changed], **QUIET))
        self._then_examples(self._listing.delete(self._remove, self._report, changed, **QUIET))

    def _then_examples(self, known: Dependency) -> None:
        known.then(self._examples_of, self._report, self._examples, **QUIET)

    async def _respond(
        self, question: str | None, only: str | None, earlier: tuple[Turn, ...], event: gr.EventData, who: gr.Request
    ) -> AsyncIterator[tuple[Any, ...]]:
        asked = question or ""
        if event.target is self._conversation:
            # Asked with a button: a follow-up or example, or an earlier question again, from whose place things go on.
            given = event._data if isinstance(event._data, dict) else {}
            asked, place = str(given.get("question", "")), given.get("place")
            earlier = earlier[:place] if isinstance(place, int) and place >= 0 else earlier
        emptied = False
        async for turns, left_in_box in self._chat.ask(asked, only or "", earlier, _person(who)):
            # Emptied once: what is typed while an answer is on its way stays.
            yield turns, render.conversation(turns), gr.skip() if emptied and not left_in_box else left_in_box
            emptied = True

    async def _follow_ups(self, turns: tuple[Turn, ...], only: str | None) -> str:
        return render.next_questions(await self._chat.follow_ups(turns, only or ""), turns)

    def _stopped(self, turns: tuple[Turn, ...], typed: str | None) -> tuple[Any, ...]:
        kept, left_in_box = self._chat.stopped(turns)
        return kept, render.conversation(kept), typed or left_in_box

    def _reopened(self, event: gr.EventData) -> tuple[Any, ...]:
        given = event._data if isinstance(event._data, dict) else {}
        try:
            turns = self._chat.reopened(given.get("turns"))
        except RecordProblem as error:
            turns = (Turn("", render.notice(str(error))),)
        return turns, render.conversation(turns), ""

    async def _welcome(self) -> AsyncIterator[list[Any]]:
        """What depends on which reports there are, as soon as that is known."""
        told = ""
        while not self._preparation.finished:
            if told != self._preparation.doing:
                told = self._preparation.doing
                yield [render.heading(EMPTY_SHELF, told), gr.skip(), gr.skip()]
            await asyncio.sleep(0.3)
        yield await asyncio.to_thread(self._reports_shown)

    def _reports_shown(self, only: str | None = None) -> list[Any]:
        """What the page says of the reports; `only`, the one chosen to be asked, stays chosen while it is there."""
        indexed: Sequence[IndexedReport] = ()
        try:
            indexed = self._engine.reports()
        except Exception:
            log.exception("the reports cannot be listed")
        shelf = Shelf.of(indexed)
        kept = only if only in shelf.titles and len(indexed) > 1 else ALL_REPORTS
        choices = [("All reports", ALL_REPORTS), *((title, id_) for id_, title in shelf.titles.items())]
        return [
            render.heading(shelf),
            gr.update(choices=choices, value=kept, visible=len(indexed) > 1),
            reports_panel.listing(indexed, self.changeable),
        ]

    async def _examples_of(self, only: str | None) -> AsyncIterator[str]:
        async for questions in self._chat.examples(only or ""):
            yield render.examples(questions)

    async def _add(self, files: list[str] | None, only: str | None) -> AsyncIterator[list[Any]]:
        paths = [Path(file) for file in files or ()]
        steps = reports_panel.changing(lambda tell: self._engine.add(paths, tell), "reading", "Ready to be asked.")
        async for told in self._changing(steps, only):
            yield [gr.update(value=None), *told]

    async def _remove(self, only: str | None, event: gr.EventData) -> AsyncIterator[list[Any]]:
        given = event._data if isinstance(event._data, dict) else {}
        id_ = str(given.get("id", ""))
        steps = reports_panel.changing(lambda tell: self._engine.remove([id_], tell), "removing", "Removed.")
        async for told in self._changing(steps, only):
            yield told

    async def _changing(self, steps: AsyncIterator[str], only: str | None) -> AsyncIterator[list[Any]]:
        told = ""
        async for told in steps:
            yield [told, *[gr.skip()] * len(self._about_reports)]
        yield [told, *await asyncio.to_thread(self._reports_shown, only)]

    def _endpoint(self) -> Any:
        async def ask(
            question: str, history: list[str] | None = None, report: str | None = None, who: gr.Request | None = None
        ) -> dict[str, Any]:
            """One question answered. `history` is the earlier questions, oldest first; `report` a report's id."""
            try:
                return await self.programs.ask(_person(who), question, history, report)
            except BadInput as error:
                raise gr.Error(str(error), print_exception=False) from error
            except Exception as error:
                log_unexpected(error)
                raise gr.Error(plain_sentence(error), print_exception=False) from error

        return ask


def _html(value: str, id_: str, **more: Any) -> gr.HTML:
    return gr.HTML(value, elem_id=id_, apply_default_css=False, **{"js_on_load": None, **more})


def _plain_functions(chat: Chat) -> list[Callable[[Any], str]]:
    """What the page's script calls on the server; Gradio marks such functions, which methods do not let it do."""

    def source(asked: Any) -> str:
        return chat.source(asked)

    def markdown(kept: Any) -> str:
        return chat.markdown(kept)

    def keep_opinion(given: Any) -> str:
        return chat.keep_opinion(given)

    def printed_page(asked: Any) -> str:
        return chat.printed_page(asked)

    return [source, markdown, keep_opinion, printed_page]


def _person(who: gr.Request | None) -> str:
    """Who asks: a page open in a browser or a program's client, else a machine."""
    if who is None:
        return "a program"
    host = who.client.host if who.client else ""
    return f"{host} {getattr(who, 'session_hash', None) or ''}"
