"""Passages and manifests as JSON values, for a snapshot's files."""

from dataclasses import asdict
from typing import Any

from corpus.types import Cell, Facts, Kind, MappedText, Passage, Run, Sentence, Table
from index.types import IndexedReport, Manifest


def passage_to_json(passage: Passage) -> dict[str, Any]:
    """A passage as a JSON value; runs and sentences as plain lists, which they are most of."""
    return {
        "report": passage.report,
        "section": list(passage.section),
        "text": passage.text,
        "runs": [[run.start, run.source, run.length] for run in passage.content.runs],
        "sentences": [_sentence_to_json(sentence) for sentence in passage.sentences],
        "kind": passage.kind.value,
        "table": asdict(passage.table) if passage.table else None,
        "rank": passage.rank,
        "lead": passage.lead,
    }


def passage_from_json(value: dict[str, Any]) -> Passage:
    """The passage written by `passage_to_json`."""
    return Passage(
        report=value["report"],
        section=tuple(value["section"]),
        content=MappedText(value["text"], tuple(Run(*run) for run in value["runs"])),
        sentences=tuple(Sentence(*sentence) for sentence in value["sentences"]),
        kind=Kind(value["kind"]),
        table=_table_from_json(value["table"]) if value["table"] else None,
        rank=value["rank"],
        lead=value["lead"],
    )


def manifest_to_json(manifest: Manifest) -> dict[str, Any]:
    """A manifest as a JSON value."""
    return {
        **vars(manifest),
        "reports": list(map(_report_to_json, manifest.reports)),
        "parts": list(manifest.parts),
        "left_out": dict(manifest.left_out),
    }


def manifest_from_json(value: dict[str, Any]) -> Manifest:
    """The manifest written by `manifest_to_json`."""
    read = {
        "reports": tuple(map(report_from_json, value["reports"])),
        "parts": tuple(value["parts"]),
        "left_out": tuple(value["left_out"].items()),
    }
    return Manifest(**{**value, **read})


def report_from_json(value: dict[str, Any]) -> IndexedReport:
    """The report of a manifest."""
    sketch = tuple(int(number, 16) for number in value["sketch"].split())
    return IndexedReport(**{**value, "facts": _facts_from_json(value["facts"]), "sketch": sketch})


def _report_to_json(report: IndexedReport) -> dict[str, Any]:
    sketch = " ".join(f"{number:x}" for number in report.sketch)
    return {**vars(report), "facts": asdict(report.facts), "sketch": sketch}


def _facts_from_json(value: dict[str, Any]) -> Facts:
    return Facts(**{**value, "examples": tuple(value["examples"])})


def _sentence_to_json(sentence: Sentence) -> list[Any]:
    """The number only where there is one: most have none."""
    places = [sentence.start, sentence.end, sentence.page]
    return [*places, sentence.number] if sentence.number else places


def _table_from_json(value: dict[str, Any]) -> Table:
    cells = tuple(
        Cell(tuple(cell["row"]), tuple(cell["columns"]), cell["value"], cell["start"], cell["end"])
        for cell in value["cells"]
    )
    return Table(value["caption"], cells, tuple(value["notes"]))
