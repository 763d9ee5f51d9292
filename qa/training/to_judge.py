"""Answers for a person to judge: `python -m qa.training.to_judge QUESTIONS --texts FILE --folder DIR --out FILE`.

Questions (`{"report", "question"}`, one a line) are put to the assistant, each on its whole report, and the spans that
it would answer with are written as rows of `judged.jsonl.gz`. Whoever judges them empties `answers` where the passage
does not answer the question, mends the span where it is not the shortest, and drops what two people may disagree on:
what search returns and the reader falls for teaches more than passages chosen by chance.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from corpus.settings import Settings
from index.progress import Progress, silent, terminal_progress
from qa.candidates import Candidate, same_answer
from qa.engine import Engine
from qa.questions import kind_of
from qa.training.examples import Row, read_rows
from qa.training.reports import write_reports
from qa.tuning import TUNING

EACH = 2
"""Spans of different passages written for one question, the best first."""

LEAST_MARGIN, NEXT_MARGIN = -2.0, 0.3
"""Logits over "no answer here" that the best span and any further one must have to be worth a look."""


def main() -> None:
    """Ask every question and write what is to be judged."""
    parser = argparse.ArgumentParser(prog="python -m qa.training.to_judge", description=__doc__)
    parser.add_argument("questions", type=Path, help="the questions (.jsonl.gz)")
    parser.add_argument("--texts", type=Path, required=True, help="the reports' full texts (.jsonl.gz)")
    parser.add_argument("--folder", type=Path, required=True, help="where the reports and their index are put")
    parser.add_argument("--out", type=Path, required=True, help="the rows to judge (.jsonl)")
    options = parser.parse_args()
    asked = list(read_rows(options.questions))
    write_reports(options.texts, options.questions, options.folder / "reports")
    settings = replace(Settings.from_environment(), reports=options.folder / "reports", index=options.folder / "index")
    engine = Engine(settings, replace(TUNING, threshold=0.0))
    with terminal_progress() as progress, options.out.open("w", encoding="utf-8") as file:
        engine.prepare(progress)
        for row in to_judge(engine, asked, progress):
            file.write(json.dumps(row) + "\n")


def to_judge(engine: Engine, asked: Sequence[Row], progress: Progress = silent) -> Iterator[Row]:
    """The rows to judge; questions that are answered without reading, or by nothing, give none."""
    for number, row in enumerate(asked):
        progress(f"question {number} of {len(asked)}")
        considered = engine.consider(row["question"], (), Path(row["report"]).stem)
        for place, candidate in enumerate(_worth_a_look(considered.candidates)):
            yield _row(row, candidate, f"judged-{number}-{place}")


def _worth_a_look(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The best candidates, one a passage, that say different things."""
    chosen: list[Candidate] = []
    for one in candidates:
        told = any(one.passage is other.passage or same_answer(one, other) for other in chosen)
        if not told and one.margin > (NEXT_MARGIN if chosen else LEAST_MARGIN):
            chosen.append(one)
    return chosen[:EACH]


def _row(asked: Row, candidate: Candidate, name: str) -> Row:
    decides = kind_of(asked["question"]) == "yes_no" and candidate.yes is not None
    return {
        "id": name,
        "report": asked["report"],
        "heading": candidate.passage.section[-1],
        "kind": "yesno" if decides else "fact",
        "question": asked["question"],
        "context": candidate.passage.text,
        "answers": [{"text": candidate.text, "answer_start": candidate.start}],
        "yesno": ("yes" if (candidate.yes or 0.0) > 0 else "no") if decides else None,
        "group": False,
    }


if __name__ == "__main__":
    main()
