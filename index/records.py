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
        "sentences": [[sentence.start, sentence.end, sentence.page] for sentence in passage.sentences],
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
        **asdict(manifest),
        "reports": list(map(_report_to_json, manifest.reports)),
        "files": dict(manifest.files),
        "left_out": dict(manifest.left_out),
    }


def manifest_from_json(value: dict[str, Any]) -> Manifest:
    """The manifest written by `manifest_to_json`."""
    reports = tuple(map(_report_from_json, value["reports"]))
    pairs = {name: tuple(value[name].items()) for name in ("files", "left_out")}
    return Manifest(**{**value, "reports": reports, **pairs})


def _report_to_json(report: IndexedReport) -> dict[str, Any]:
    return {**asdict(report), "sketch": " ".join(f"{number:x}" for number in report.sketch)}


def _report_from_json(value: dict[str, Any]) -> IndexedReport:
    sketch = tuple(int(number, 16) for number in value["sketch"].split())
    return IndexedReport(**{**value, "facts": _facts_from_json(value["facts"]), "sketch": sketch})


def _facts_from_json(value: dict[str, Any]) -> Facts:
    return Facts(**{**value, "examples": tuple(value["examples"])})


def _table_from_json(value: dict[str, Any]) -> Table:
    cells = tuple(
        Cell(tuple(cell["row"]), tuple(cell["columns"]), cell["value"], cell["start"], cell["end"])
        for cell in value["cells"]
    )
    return Table(value["caption"], cells, tuple(value["notes"]))
