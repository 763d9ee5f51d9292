"""The folder of reports: files added to it and removed from it, whole or not at all."""

import shutil
from collections.abc import Sequence
from pathlib import Path

from corpus.load import SIDECAR, load_report, report_files
from corpus.settings import Settings
from corpus.types import CorpusError


def add_files(settings: Settings, files: Sequence[Path]) -> list[str]:
    """Copy reports into the folder, after reading each once; returns a line for each about what was recognised.

    A file of the same id replaces the one before. Raises CorpusError, and copies nothing, when one cannot be read.
    """
    lines = []
    for file in files:
        report = load_report(file)
        facts = report.facts
        stated = ", ".join(filter(None, (facts.publisher, facts.date)))
        lines.append(f"{report.id}: {facts.title}" + (f" ({stated})" if stated else ""))
    settings.reports.mkdir(parents=True, exist_ok=True)
    for file in files:
        replaced = [old for old in report_files(settings.reports) if old.stem == file.stem and old.name != file.name]
        for path in (file, file.with_suffix(SIDECAR)):
            if path.is_file() and path.resolve().parent != settings.reports.resolve():
                aside = settings.reports / f".{path.name}.writing"
                shutil.copyfile(path, aside)
                aside.replace(settings.reports / path.name)
        for old in replaced:
            old.unlink()
    return lines


def remove_reports(settings: Settings, ids: Sequence[str]) -> None:
    """Delete reports and their sidecars from the folder. Raises CorpusError, and deletes nothing, for an unknown id."""
    files = {path.stem: path for path in report_files(settings.reports)}
    for report in ids:
        if report not in files:
            raise CorpusError(f"No report called {report} is in {settings.reports}: `python -m index list` shows them.")
    for report in dict.fromkeys(ids):
        files[report].with_suffix(SIDECAR).unlink(missing_ok=True)
        files[report].unlink()
