"""The chat: a page on this machine that shows answers with their citations, and nothing leaves the machine."""

import os

# Before Gradio and the model libraries are imported: they read these on import.
os.environ.update(
    GRADIO_ANALYTICS_ENABLED="False", HF_HUB_OFFLINE="1", HF_HUB_DISABLE_TELEMETRY="1", TRANSFORMERS_OFFLINE="1",
    DO_NOT_TRACK="1",
)  # fmt: skip

import argparse
import logging
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, Protocol

import gradio as gr
from gradio.events import api as gr_api

import qa
from corpus.types import CorpusError
from index.progress import terminal_progress
from index.types import IndexedReport, IndexProblem
from qa.page import render
from qa.page.render import Shelf, Turn

log = logging.getLogger("app")

HERE = Path(__file__).resolve().parent
LOOKS = HERE / "qa" / "page"
ASKING_AT_ONCE = 4
ALL_REPORTS = ""
SOMETHING_WENT_WRONG = "Something went wrong while looking for the answer. Please try again, or ask in other words."
EXAMPLES = {
    "lancashire-peel-effectiveness-2015": (
        "How many incidents of anti-social behaviour were recorded?",
        "What was the burglary rate in England and Wales?",
        "How many organised crime groups was the force mapping?",
        "What does IOM stand for?",
    ),
}
"""Questions to start with, by the report that answers them."""

FOCUS_BOX = "() => document.querySelector('#question textarea')?.focus()"
PANEL = """<aside id="source-panel" aria-labelledby="source-heading" hidden>
<header><h2 id="source-heading">In the report</h2><button type="button" data-close>Close</button></header>
<div class="shown" tabindex="0" role="region" aria-label="Passage"></div></aside>
<div id="page-status" class="offscreen" role="status"></div>"""


class Engine(Protocol):
    """What the page needs of the assistant: the module `qa`, or a stand-in for it in tests."""

    def ask(
        self, question: str, history: Sequence[str] = (), report: str | Sequence[str] | None = None
    ) -> qa.Answer:
        """The answer to one question."""

    def prepare(self, progress: Callable[[str], None] | None = None) -> None:
        """Make ready to answer: index and models."""

    def reports(self) -> tuple[IndexedReport, ...]:
        """The reports that can be asked."""


class Preparation:
    """The engine getting ready in the background, while the page is already there."""

    def __init__(self, engine: Engine, tell: Callable[[str], None]) -> None:
        self.doing = "Loading the reader"
        self.problem = ""
        self._engine = engine
        self._tell = tell
        self._finished = threading.Event()

    def start(self) -> "Preparation":
        """Begin; called once the page is served, for loading the models would hold that up."""
        threading.Thread(target=self._run, name="prepare", daemon=True).start()
        return self

    def wait(self, seconds: float | None = None) -> bool:
        """Whether the engine is ready, or has failed to get ready, after at most so many seconds."""
        return self._finished.wait(seconds)

    def _run(self) -> None:
        try:
            self._engine.prepare(self._note)
        except Exception as error:
            # A question asked now meets the same problem, and its asker reads it.
            self.problem = plain_sentence(error)
        finally:
            self._finished.set()

    def _note(self, doing: str) -> None:
        # The terminal sees every step; the page only that this may take longer than usual.
        if doing.startswith("building"):
            self.doing = "Reading the reports into the index: this takes a few minutes the first time"
        elif doing.startswith("loading"):
            self.doing = "Loading the reader"
        self._tell(doing)


def plain_sentence(error: Exception) -> str:
    """What to tell a user about an error: its own sentence where it was written for users, else a general one."""
    # Importing the reader brings PyTorch, which takes seconds; a module never imported has raised nothing.
    reader = sys.modules.get("qa.reader.reader")
    if isinstance(error, (qa.QuestionError, CorpusError, IndexProblem, *([reader.ReaderProblem] if reader else []))):
        return str(error)
    log.error("unexpected error", exc_info=error)
    return SOMETHING_WENT_WRONG


def build_page(engine: Engine, preparation: Preparation) -> gr.Blocks:
    """The page: heading, conversation, examples, and the question box with its controls."""
    page = gr.Blocks(title="Ask the reports", analytics_enabled=False, fill_width=True)
    with page:
        heading = gr.HTML(render.heading(render.EMPTY_SHELF), elem_id="heading", apply_default_css=False)
        turns = gr.State(())
        conversation = gr.HTML(render.conversation(()), elem_id="conversation", apply_default_css=False)
        with gr.Column(elem_id="examples", visible=False) as examples:
            gr.HTML("<p>Try one of these, or ask your own.</p>", apply_default_css=False)
            buttons = [gr.Button(words, elem_classes="example") for words in _all_examples()]
        with gr.Column(elem_id="composer"):
            with gr.Row(elem_id="ask-row"):
                box = gr.Textbox(
                    label="Your question", placeholder="Ask about the report", lines=1, max_lines=5, autofocus=True,
                    elem_id="question", container=False, scale=1,
                )  # fmt: skip
                send = gr.Button("Ask", variant="primary", elem_id="send", scale=0, min_width=88)
            with gr.Row(elem_id="controls"):
                report = gr.Dropdown(
                    [("All reports", ALL_REPORTS)], value=ALL_REPORTS, label="Report", visible=False, elem_id="report",
                    filterable=False, container=False, scale=1,
                )  # fmt: skip
                gr.HTML(
                    "<p>Answers are quoted from the reports. Check the quote before you rely on one.</p>",
                    elem_id="footnote", apply_default_css=False,
                )  # fmt: skip
                again = gr.Button("New conversation", elem_id="new-conversation", scale=0, min_width=150)
        gr.HTML(PANEL, elem_id="source", apply_default_css=False)

        def respond(
            question: str | None, only: str | None, earlier: tuple[Turn, ...]
        ) -> Iterator[tuple[Any, ...]]:
            for now, left_in_box in _answering(engine, preparation, question or "", only, earlier):
                yield now, render.conversation(now), left_in_box, gr.update(visible=False)

        def welcome() -> Iterator[list[Any]]:
            yield from _welcome(engine, preparation)

        shown = [turns, conversation, box, examples]
        private: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
        asking = [
            gr.on([box.submit, send.click], respond, [box, report, turns], shown, **private),
            *(button.click(respond, [button, report, turns], shown, **private) for button in buttons),
        ]
        again.click(
            lambda: ((), render.conversation(()), "", gr.update(visible=_has_examples(engine, preparation))),
            None, shown, cancels=asking, queue=False, **private,
        ).then(None, js=FOCUS_BOX, api_visibility="private")  # fmt: skip
        page.load(welcome, None, [heading, report, examples, *buttons], **private)
        gr_api(_endpoint(engine, preparation), api_name="ask")
    return page


def serve(page: gr.Blocks, host: str, port: int) -> str:
    """Start serving and return the page's address; serving goes on in the background."""
    page.queue(default_concurrency_limit=ASKING_AT_ONCE)
    script, style = ((LOOKS / name).read_text(encoding="utf-8") for name in ("page.js", "style.css"))
    font = [gr.themes.Font(name) for name in ("Segoe UI", "Roboto", "Helvetica Neue", "Liberation Sans", "sans-serif")]
    _, url, _ = page.launch(
        server_name=host, server_port=port, share=False, quiet=True, prevent_thread_lock=True, footer_links=[],
        run_history=False, enable_monitoring=False, ssr_mode=False, pwa=False, max_file_size="1kb", show_error=True,
        theme=gr.themes.Base(font=font, font_mono=font), head=f"<script>{script}</script><style>{style}</style>",
    )  # fmt: skip
    return url


def main() -> int:
    """Prepare in the background, serve, and wait until interrupted."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(name)s %(levelname)s: %(message)s")
    parser = argparse.ArgumentParser(prog="python app.py", description="Ask the indexed reports in the browser.")
    parser.add_argument("--host", default="127.0.0.1", help="address to serve on (default: this machine only)")
    parser.add_argument("--port", type=int, default=7860)
    options = parser.parse_args()
    with terminal_progress() as tell:
        preparation = Preparation(qa, tell)
        page = build_page(qa, preparation)
        try:
            url = serve(page, options.host, options.port)
        except OSError:
            print(f"Port {options.port} on {options.host} cannot be used: choose another with --port.", file=sys.stderr)
            return 1
        print(f"Open {url} in a browser. Stop with Ctrl+C.", flush=True)
        preparation.start().wait()
    print(preparation.problem or "Ready to answer.", flush=True)
    page.block_thread()
    return 0


def _answering(
    engine: Engine, preparation: Preparation, question: str, only: str | None, earlier: tuple[Turn, ...]
) -> Iterator[tuple[tuple[Turn, ...], str]]:
    """The conversation as it grows by one turn, each time with what should stand in the question box."""
    turn = Turn(_shown(question), render.waiting("Reading the reports"))
    while not preparation.wait(0):
        yield (*earlier, replace(turn, body=render.waiting(preparation.doing))), ""
        preparation.wait(0.5)
    yield (*earlier, turn), ""
    history = [past.question for past in earlier if past.answered]
    try:
        answer = engine.ask(question, history=history, report=only or None)
        body = render.answer(answer, question, _shelf(engine.reports()))
        yield (*earlier, replace(turn, body=body, answered=True)), ""
    except qa.QuestionError as error:
        yield (*earlier, replace(turn, body=render.notice(str(error)))), question
    except Exception as error:
        yield (*earlier, replace(turn, body=render.notice(plain_sentence(error)))), question


def _shown(question: str, most: int = 500) -> str:
    """The question as the conversation shows it: one too long to be asked is cut short."""
    return question if len(question) <= most else question[:most].rstrip() + " …"


def _endpoint(engine: Engine, preparation: Preparation) -> Callable[..., dict[str, Any]]:
    def ask(question: str, history: list[str] | None = None, report: str | None = None) -> dict[str, Any]:
        """One question answered. `history` is the earlier questions, oldest first; `report` a report's id, or none."""
        earlier = history or []
        if not isinstance(question, str) or not isinstance(earlier, list) or not isinstance(report, str | None):
            raise gr.Error("A question is text, history a list of texts, report an id.", print_exception=False)
        if not all(isinstance(past, str) for past in earlier):
            raise gr.Error("History is a list of texts.", print_exception=False)
        preparation.wait()
        try:
            return asdict(engine.ask(question, history=earlier, report=report or None))
        except Exception as error:
            raise gr.Error(plain_sentence(error), print_exception=False) from error

    return ask


def _welcome(engine: Engine, preparation: Preparation) -> Iterator[list[Any]]:
    """Heading, report filter and examples, as soon as it is known which reports there are."""
    buttons = _all_examples()
    told = ""
    while not preparation.wait(0.5 if told else 0):
        if told != preparation.doing:
            told = preparation.doing
            yield [render.heading(render.EMPTY_SHELF, told), *[gr.skip()] * (2 + len(buttons))]
    try:
        indexed = engine.reports()
    except Exception:
        log.exception("the reports cannot be listed")
        indexed = ()
    ids = {one.id for one in indexed}
    shelf = _shelf(indexed)
    choices = [("All reports", ALL_REPORTS), *((title, id_) for id_, title in shelf.titles.items())]
    yield [
        render.heading(shelf),
        gr.update(choices=choices, value=ALL_REPORTS, visible=len(indexed) > 1),
        gr.update(visible=any(id_ in ids for id_ in EXAMPLES)),
        *(gr.update(visible=id_ in ids) for id_, words in EXAMPLES.items() for _ in words),
    ]


def _has_examples(engine: Engine, preparation: Preparation) -> bool:
    return preparation.wait(0) and any(one.id in EXAMPLES for one in engine.reports())


def _all_examples() -> list[str]:
    return [question for questions in EXAMPLES.values() for question in questions]


def _shelf(reports: Sequence[IndexedReport]) -> Shelf:
    return Shelf(
        {one.id: one.facts.title for one in reports}, {one.id: one.facts.publisher for one in reports}
    )  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
