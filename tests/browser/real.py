"""The app as users start it, in a process of its own."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .conftest import free_port

ROOT = Path(__file__).resolve().parents[2]
STARTING = 120.0
"""Seconds. The page itself is there in a few; a machine busy with other work takes longer."""


@contextmanager
def running_app(index: Path | None = None, reports: Path | None = None) -> Iterator[str]:
    """`python app.py` on a free port, with its own index and reports where they are given; yields the address."""
    port = free_port()
    address = f"http://127.0.0.1:{port}/"
    own = {"QA_INDEX": index, "QA_REPORTS": reports}
    settings = {**os.environ, **{name: str(folder) for name, folder in own.items() if folder}}
    process = subprocess.Popen([sys.executable, "app.py", "--port", str(port)], cwd=ROOT, env=settings)
    try:
        _wait_for(address, process)
        yield address
    finally:
        process.terminate()
        process.wait(20)


def _wait_for(address: str, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + STARTING
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"app.py stopped with exit status {process.returncode}")
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
        else:
            return
    raise TimeoutError(f"nothing is served at {address} after {STARTING:.0f} seconds")
