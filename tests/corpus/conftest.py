"""What the corpus tests share: the shipped report, made-up text files, and a word counter in place of a model."""

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus import Passage, Report, cut, load_report

SHIPPED = Path(__file__).parents[2] / "corpus" / "reports" / "lancashire-peel-effectiveness-2015.txt"


def count_words(text: str) -> int:
    return len(text.split())


@pytest.fixture(scope="session")
def shipped() -> Report:
    return load_report(SHIPPED)


@pytest.fixture(scope="session")
def shipped_passages(shipped: Report) -> tuple[Passage, ...]:
    return cut(shipped, count_words, limit=180)


@pytest.fixture
def read_text(tmp_path: Path) -> Callable[[str], Report]:
    """Loads a made-up text as a report."""

    def read(text: str) -> Report:
        path = tmp_path / "made-up.txt"
        path.write_text(text, encoding="utf-8")
        return load_report(path)

    return read
