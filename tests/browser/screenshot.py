"""Command line: `python -m tests.browser.screenshot OUT.png` takes the README's picture from the real app."""

import argparse
import tempfile
import time
from pathlib import Path

from .conftest import open_browser
from .real import running_app
from .user import User

QUESTION = "How many incidents of anti-social behaviour were recorded?"


def main() -> None:
    """Ask one question in the real app, open its source, and save what is seen."""
    parser = argparse.ArgumentParser(prog="python -m tests.browser.screenshot", description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--question", default=QUESTION)
    parser.add_argument("--width", type=int, default=1280)
    parser.add_argument("--height", type=int, default=720)
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--closed", dest="open", action="store_false", help="without the source panel")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as profile, running_app() as address:
        browser = open_browser(Path(profile), options.width, options.height, options.dark)
        try:
            user = User(browser, patience=600).visit(address)
            turn = user.ask(options.question)
            if options.open:
                user.press("[data-open]", turn)
                user.see("#source-panel .quoted")
            time.sleep(1)
            browser.save_screenshot(str(options.out))
        finally:
            browser.quit()


if __name__ == "__main__":
    main()
