"""Domain questions land on the passages that hold their answers; a negative is a near passage that does not."""

import gzip
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

import qa.training.reports
from index.search import Searcher
from qa.training.examples import Example
from qa.training.reports import indexed, mined, on_own_passages, write_reports
from tests.fakes import BagOfWords

OWN = "Kent Police recorded 4,120 burglaries in the year to June, fewer than ever before in the county."
FILLER = [f"Chapter {word} is about officers, burglaries and {word} in the county. " * 12 for word in ("dogs", "cars")]
TEXT = f"Inspection of Kent Police\n\nBurglary\n\n{OWN}\n\nOfficers\n\n{FILLER[0]}\n\n{FILLER[1]}\n"


class Folder:
    """Domain data in a folder, and the reports of it indexed."""

    def __init__(self, at: Path) -> None:
        self.at = at
        self.questions, self.texts = at / "domain_train.jsonl.gz", at / "texts.jsonl.gz"
        write(self.texts, [{"report": "kent.txt", "text": TEXT}, {"report": "essex.txt", "text": TEXT}])

    def ask(self, *rows: dict[str, Any]) -> Searcher:
        write(self.questions, rows)
        return indexed(self.texts, self.questions, self.at / "out")

    def own(self, *rows: dict[str, Any]) -> list[Example]:
        return on_own_passages(rows, self.texts, self.ask(*rows), seed=1)

    def mined(self, *rows: dict[str, Any], share: float = 1.0) -> list[Example]:
        return mined(rows, self.texts, self.ask(*rows), share, seed=1)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    monkeypatch.setattr(qa.training.reports, "load_embedder", lambda source: BagOfWords(fingerprint=source))
    return Folder(tmp_path)


def write(path: Path, rows: Sequence[dict[str, Any]]) -> None:
    path.write_bytes(gzip.compress("".join(json.dumps(one) + "\n" for one in rows).encode()))


def row(question: str, answer: str = "4,120", context: str = OWN, report: str = "kent.txt") -> dict[str, Any]:
    answers = [{"text": answer, "answer_start": context.index(answer)}] if answer else []
    return {"question": question, "context": context, "answers": answers, "report": report}


def test_only_reports_that_are_asked_about_are_written(folder: Folder) -> None:
    write(folder.questions, [row("How many burglaries?")])
    written = write_reports(folder.texts, folder.questions, folder.at / "reports")
    assert written == {"kent"}
    assert [path.name for path in (folder.at / "reports").iterdir()] == ["kent.txt"]


def test_an_answer_is_found_again_in_the_passage_that_was_cut(folder: Folder) -> None:
    (taught,) = folder.own(row("How many burglaries?"))
    assert taught.answer
    assert taught.context[slice(*taught.answer)] == "4,120"


def test_a_question_without_answer_is_taught_on_what_its_context_became(folder: Folder) -> None:
    (taught,) = folder.own(row("How many robberies?", answer=""))
    assert (taught.answer, "4,120" in taught.context) == (None, True)


@pytest.mark.parametrize("taught", [Folder.own, Folder.mined])
def test_a_question_on_a_report_without_text_is_left_out(folder: Folder, taught: Callable[..., list[Example]]) -> None:
    asked = taught(folder, row("How many burglaries?"), row("Who?", report="surrey.txt"))
    assert {one.question for one in asked} == {"How many burglaries?"}


def test_headings_are_those_of_the_report(folder: Folder) -> None:
    questions = [
        row(f"How many burglaries in {place}?") for place in ("Deal", "Hythe", "Dover", "Rye", "Ash", "Eynsford")
    ]
    headings = {one.heading for one in folder.own(*questions)}
    assert len(headings) > 1
    assert all(not heading or heading.endswith("Burglary") for heading in headings)


def test_a_negative_is_a_passage_without_the_answer(folder: Folder) -> None:
    (taught,) = folder.mined(row("How many burglaries in the county?"))
    assert (taught.answer, "4,120" in taught.context, "Chapter" in taught.context) == (None, False, True)


def test_a_question_without_answer_has_no_negative(folder: Folder) -> None:
    assert folder.mined(row("How many robberies?", answer="")) == []


def test_a_question_whose_answer_stands_everywhere_has_no_negative(folder: Folder) -> None:
    assert folder.mined(row("What is reported on?", answer="burglaries")) == []


def test_no_negatives_are_made_for_a_share_of_nothing(folder: Folder) -> None:
    assert folder.mined(row("How many burglaries in the county?"), share=0.0) == []
