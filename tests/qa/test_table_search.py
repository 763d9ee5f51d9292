"""A table's cell is found also where passages of running text have more of the question's words."""

from dataclasses import replace
from pathlib import Path

import pytest

from qa.answering import Assistant, consider, understand
from qa.routing import Route
from qa.tuning import CONFIDENCE, TUNING
from tests.fakes import built_searcher, small_library
from tests.qa.models import ByHeart

VISITS = """# Inspection of Surrey Police

## Figures

| Area | Visits |
| --- | --- |
| Victim care | 12 |
| Leadership | 7 |

## Victims

How many visits did victim care get? How many visits did victim care get? Nobody knows how many visits it is to get.
"""


@pytest.mark.parametrize(("tables", "kind"), [(TUNING.tables, "table"), (1, "none")])
def test_a_table_is_looked_at_beyond_the_passages_that_are_read(tmp_path: Path, tables: int, kind: str) -> None:
    settings = small_library(tmp_path)
    (settings.reports / "surrey.md").write_text(VISITS, encoding="utf-8")
    searcher = built_searcher(settings)
    tuning = replace(TUNING, searched=1, tables=tables)
    assistant = Assistant(searcher, ByHeart({}), tuning, CONFIDENCE)
    asked = understand(searcher, "How many visits did victim care get?")
    answer = consider(assistant, asked, Route(("surrey",))).answer
    assert answer.kind == kind
