"""A page of a PDF as a picture: `python -m qa.page.picture FILE PAGE` writes it to standard output as JPEG.

In a process of its own: PDFium may not be used by two threads at once, and a broken file must not end the server.
"""

import io
import subprocess
import sys
import threading
from functools import lru_cache
from pathlib import Path

import pypdfium2

WIDTH = 1000
"""Pixels: legible on any screen, and about 200 kB."""

TALLEST = 5 * WIDTH
"""Pixels: a page that is a strip may be hundreds of times as high as wide, and would take all memory."""

LONGEST = 20.0
"""Seconds."""

_one_at_a_time = threading.Lock()


def picture(file: Path, page: int) -> bytes:
    """The page (1-based) as JPEG, b"" when there is no such page or it cannot be drawn."""
    try:
        with _one_at_a_time:
            return _picture(file, page, file.stat().st_mtime_ns)
    except (OSError, subprocess.TimeoutExpired):
        return b""


@lru_cache(maxsize=32)
def _picture(file: Path, page: int, changed: int) -> bytes:
    del changed  # only tells a file from the one that had its name before
    command = [sys.executable, "-m", "qa.page.picture", str(file), str(page)]
    root = Path(__file__).resolve().parents[2]
    # One that took too long is raised, and so not remembered: the machine may only be busy.
    made = subprocess.run(command, cwd=root, capture_output=True, timeout=LONGEST, check=False)
    return made.stdout if made.returncode == 0 else b""


def draw(file: Path, page: int) -> bytes:
    """The page as JPEG, drawn in this process."""
    document = pypdfium2.PdfDocument(file)
    drawn = document[page - 1]
    image = drawn.render(scale=min(WIDTH / drawn.get_width(), TALLEST / drawn.get_height())).to_pil()
    out = io.BytesIO()
    image.convert("RGB").save(out, "JPEG", quality=80)
    return out.getvalue()


if __name__ == "__main__":
    sys.stdout.buffer.write(draw(Path(sys.argv[1]), int(sys.argv[2])))
