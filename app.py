"""The chat: a page on this machine that shows answers with their citations, and nothing leaves the machine."""

from corpus.settings import Settings, keep_to_this_machine

keep_to_this_machine()

import argparse
import logging
import sys
from pathlib import Path

import gradio as gr

import qa
from corpus.admission import LIMITS
from index.progress import terminal_progress
from qa.page.feedback import feedback_file
from qa.page.layout import Page
from qa.page.line import Line
from qa.page.preparation import Preparation
from qa.page.types import Engine, Files

LOOKS = Path(__file__).resolve().parent / "qa" / "page"


def build_page(
    engine: Engine, preparation: Preparation, files: Files, read_only: bool = False, line: Line | None = None
) -> Page:
    """The page and what it serves to programs. Where it is `read_only` nobody adds or removes reports."""
    return Page(engine, preparation, line or Line(), files, changeable=not read_only)


def serve(page: Page, host: str, port: int) -> str:
    """Start serving and return the page's address; serving goes on in the background."""
    # As many at once as there are: they wait in the page's own line, which tells them their place.
    page.blocks.queue(default_concurrency_limit=None)
    script, style = ((LOOKS / name).read_text(encoding="utf-8") for name in ("page.js", "style.css"))
    font = [gr.themes.Font(name) for name in ("Segoe UI", "Roboto", "Helvetica Neue", "Liberation Sans", "sans-serif")]
    _, url, _ = page.blocks.launch(
        server_name=host, server_port=port, share=False, quiet=True, prevent_thread_lock=True, footer_links=[],
        run_history=False, enable_monitoring=False, ssr_mode=False, pwa=False, show_error=True,
        max_file_size=LIMITS.bytes if page.changeable else "1kb", app_kwargs={"routes": list(page.programs.routes())},
        theme=gr.themes.Base(font=font, font_mono=font), head=f"<script>{script}</script><style>{style}</style>",
    )  # fmt: skip
    return url


def main() -> int:
    """Prepare in the background, serve, and wait until interrupted."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(name)s %(levelname)s: %(message)s")
    parser = argparse.ArgumentParser(prog="python app.py", description="Ask the indexed reports in the browser.")
    parser.add_argument("--host", default="127.0.0.1", help="address to serve on (default: this machine only)")
    parser.add_argument("--port", type=int, default=7860)
    parser.add_argument("--read-only", action="store_true", help="nobody adds or removes reports in the page")
    options = parser.parse_args()
    with terminal_progress() as tell:
        preparation = Preparation(qa, tell)
        settings = Settings.from_environment()
        files = Files(settings.reports, feedback_file(settings))
        page = build_page(qa, preparation, files, options.read_only)
        try:
            url = serve(page, options.host, options.port)
        except OSError:
            print(f"Port {options.port} on {options.host} cannot be used: choose another with --port.", file=sys.stderr)
            return 1
        print(f"Open {url} in a browser. Stop with Ctrl+C.", flush=True)
        preparation.start().wait()
    print(preparation.problem or "Ready to answer.", flush=True)
    page.blocks.block_thread()
    return 0


if __name__ == "__main__":
    sys.exit(main())
