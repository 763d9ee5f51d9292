"""A headless Chromium and the real page, served from a thread with a stand-in for the engine."""

import os
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Protocol

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

from qa.page.line import Line

from .fake import FakeEngine

CHROMIUM, DRIVER = Path("/usr/bin/chromium"), Path("/usr/bin/chromedriver")
MISSING = "no Chromium: apt-get install -y chromium chromium-driver"


class Serve(Protocol):
    """Serves the real page over an engine and gives its address."""

    def __call__(self, engine: FakeEngine, read_only: bool = False, line: Line | None = None) -> str: ...


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def open_browser(profile: Path, width: int = 1280, height: int = 900, dark: bool = False) -> webdriver.Chrome:
    """A browser with a fresh profile that contacts nobody by itself and logs every request and console line."""
    options = webdriver.ChromeOptions()
    options.binary_location = str(CHROMIUM)
    for flag in (
        "headless", "no-sandbox", "disable-gpu", "disable-quic", "no-first-run", "disable-background-networking",
        "disable-component-update", "disable-sync", "disable-dev-shm-usage", "force-device-scale-factor=1",
        "hide-scrollbars", f"user-data-dir={profile}", f"window-size={width},{height}",
    ):  # fmt: skip
        options.add_argument(f"--{flag}")
    options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
    browser = webdriver.Chrome(options=options, service=Service(str(DRIVER)))
    # A window has a least width; a phone has none.
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
        "width": width, "height": height, "deviceScaleFactor": 1, "mobile": False,
    })  # fmt: skip
    scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [
        scheme, {"name": "prefers-reduced-motion", "value": "reduce"},
    ]})  # fmt: skip
    return browser


def log_of(browser: webdriver.Chrome, kind: str) -> list[dict[str, Any]]:
    """What the browser logged since this was last asked: "browser" for its console, "performance" for the network."""
    entries: list[dict[str, Any]] = browser.get_log(kind)  # type: ignore[no-untyped-call]
    return entries


@pytest.fixture(scope="session", autouse=True)
def chromium() -> None:
    if CHROMIUM.exists() and DRIVER.exists():
        return
    if os.environ.get("CI"):
        pytest.fail(MISSING)
    pytest.skip(MISSING)


@pytest.fixture(scope="session")
def feedback_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("feedback") / "feedback.jsonl"


@pytest.fixture(scope="session")
def serve(feedback_file: Path) -> Iterator[Serve]:
    import app  # noqa: PLC0415 - Gradio takes seconds to import
    from qa.page.preparation import Preparation  # noqa: PLC0415
    from qa.page.types import Files  # noqa: PLC0415

    pages = []

    def start(engine: FakeEngine, read_only: bool = False, line: Line | None = None) -> str:
        preparation = Preparation(engine, lambda doing: None).start()
        files = Files(feedback_file.parent, feedback_file)
        page = app.build_page(engine, preparation, files, read_only, line)
        pages.append(page)
        return app.serve(page, "127.0.0.1", free_port())

    yield start
    # Each server waits some seconds for its connections to end.
    with ThreadPoolExecutor(max(1, len(pages))) as closers:
        list(closers.map(lambda page: page.blocks.close(verbose=False), pages))


@pytest.fixture(scope="session")
def engine() -> FakeEngine:
    return FakeEngine()


@pytest.fixture(scope="session")
def address(engine: FakeEngine, serve: Serve) -> str:
    return serve(engine)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    driver = open_browser(tmp_path_factory.mktemp("profile"))
    yield driver
    driver.quit()
