"""A hard negative is a near passage of the question's own report that does not answer it."""

import gzip
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from qa.training.examples import Example
from qa.training.negatives import mine

OWN = "Kent Police recorded 4,120 burglaries in the year to June, fewer than ever before in the county."
FILLER = [
    f"Chapter {word} is about officers, burglaries and {word} in the county. " * 12
    for word in ("dogs", "cars", "boats")
]

TEXT = " ".join(" ".join([FILLER[0], OWN, *FILLER[1:]]).split())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path / "texts.jsonl.gz", [{"report": "kent.txt", "text": TEXT}])
    write(
        tmp_path / "domain_train.jsonl.gz", [row("How many burglaries in the county?"), row("And why?", answered=False)]
    )
    return tmp_path


def row(question: str, answered: bool = True, report: str = "kent.txt") -> dict[str, Any]:
    answers = [{"text": "4,120", "answer_start": OWN.index("4,120")}] if answered else []
    return {"question": question, "context": OWN, "answers": answers, "report": report}


def write(path: Path, rows: Sequence[dict[str, Any]]) -> None:
    path.write_bytes(gzip.compress("".join(json.dumps(one) + "\n" for one in rows).encode()))


def mined(folder: Path, count: int = 5) -> list[Example]:
    return mine(folder, count, seed=1)


def test_a_negative_teaches_that_there_is_no_answer(folder: Path) -> None:
    assert [one.answer for one in mined(folder)] == [None]


def test_a_negative_does_not_hold_the_answer(folder: Path) -> None:
    assert "4,120" not in mined(folder)[0].context


def test_a_negative_is_a_passage_of_the_report(folder: Path) -> None:
    assert mined(folder)[0].context in TEXT


def test_a_negative_is_led_by_the_reports_name(folder: Path) -> None:
    assert mined(folder)[0].heading == "kent"


def test_negatives_are_the_same_for_the_same_seed(folder: Path) -> None:
    assert mined(folder) == mined(folder)


def test_no_more_negatives_are_made_than_asked_for(folder: Path) -> None:
    write(
        folder / "domain_train.jsonl.gz",
        [row(f"How many burglaries in {place}?") for place in ("Deal", "Hythe", "Dover")],
    )
    assert len(mined(folder, 2)) == 2


def test_a_question_on_a_report_without_text_is_left_out(folder: Path) -> None:
    write(folder / "domain_train.jsonl.gz", [row("How many burglaries?", report="essex.txt")])
    assert mined(folder) == []


def test_a_question_whose_answer_stands_everywhere_has_no_negative(folder: Path) -> None:
    write(folder / "texts.jsonl.gz", [{"report": "kent.txt", "text": "It recorded 4,120 burglaries. " * 60}])
    assert mined(folder) == []
