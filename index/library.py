"""The folder of reports: files put into it and taken out of it, so that what fails or is killed changes nothing.

A file comes in by way of `.arriving/`, where it has its final name already, and by one rename. What it takes the place
of, or what is to be removed, waits as `.NAME.replaced` until the index is as the folder is to be; `recover` puts right
what a killed process left.
"""

import json
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import fields
from pathlib import Path

from corpus.load import READERS, SIDECAR, report_files
from corpus.types import CorpusError, Facts

ARRIVING = ".arriving"
REPLACED = ".replaced"


@contextmanager
def arriving(folder: Path) -> Iterator[Path]:
    """An empty folder inside the reports folder, gone again at the end; the reports folder is made if need be.

    Raises CorpusError when the folder cannot be written.
    """
    place = folder / ARRIVING
    try:
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True)
    except OSError as error:
        raise unwritable(folder, error) from error
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


@contextmanager
def put(folder: Path, arrived: Sequence[Path]) -> Iterator[None]:
    """Move reports, each with the sidecar that lies beside it, into the folder for good if the block succeeds.

    A report of the same id, in whatever format, is replaced with its sidecar. When the block raises, all is as before.
    """
    with _exchanged(folder, [path.stem for path in arrived], arrived):
        yield


@contextmanager
def take_out(folder: Path, ids: Sequence[str]) -> Iterator[None]:
    """Delete reports and their sidecars if the block succeeds; when it raises, all is as before.

    Raises CorpusError, and deletes nothing, for an unknown id or for all ids.
    """
    known = {path.stem for path in report_files(folder)}
    for report in ids:
        if report not in known:
            raise CorpusError(f"No report called {report} is in {folder}: `python -m index list` shows them.")
    if known == set(ids):
        raise CorpusError("No report would be left to ask: add another one first, then remove these.")
    with _exchanged(folder, list(dict.fromkeys(ids)), ()):
        yield


@contextmanager
def _exchanged(folder: Path, going: Sequence[str], arrived: Sequence[Path]) -> Iterator[None]:
    """The reports of those ids gone and the arrived ones there, for good if the block succeeds."""
    set_aside: list[Path] = []
    placed: list[Path] = []
    try:
        for old in (file for report in going for file in _of_id(folder, report)):
            old.rename(_aside(old))
            set_aside.append(old)
        for path in arrived:
            for new in (path.with_suffix(SIDECAR), path):  # the report last: it is what makes the change
                if new.is_file():
                    new.replace(folder / new.name)
                    placed.append(folder / new.name)
        yield
    except BaseException as error:
        for path in reversed(placed):
            path.unlink(missing_ok=True)
        for path in set_aside:
            _aside(path).replace(path)
        if isinstance(error, OSError):
            raise unwritable(folder, error) from error
        raise
    for path in set_aside:
        _aside(path).unlink(missing_ok=True)


def recover(folder: Path) -> None:
    """Put right what a killed process left: a report set aside comes back unless its replacement has come."""
    shutil.rmtree(folder / ARRIVING, ignore_errors=True)
    waiting = [folder / path.name[1 : -len(REPLACED)] for path in folder.glob(f".*{REPLACED}")]
    replaced = {path.stem for path in waiting if _reports_of_id(folder, path.stem)}
    with suppress(OSError):  # a folder that cannot be written is said plainly by who writes to it
        for path in waiting:
            if path.stem in replaced:
                _aside(path).unlink()
            else:
                _aside(path).replace(path)


def write_sidecar(path: Path, facts: Facts) -> None:
    """Write those facts that are not empty, for the report of that path. Raises CorpusError for what is no text."""
    stated = {field.name: getattr(facts, field.name) for field in fields(Facts)}
    lines = [f"{name} = {_toml(value)}\n" for name, value in stated.items() if value]
    try:
        path.with_suffix(SIDECAR).write_text("".join(lines), encoding="utf-8")
    except UnicodeEncodeError as error:
        raise CorpusError(
            f"What is stated of {path.name} holds characters that are not text (UTF-8): type them again."
        ) from error


def shown_name(name: str) -> str:
    """A file's name as it can be written and printed, what is no text (UTF-8) in it as Python would escape it."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


def unwritable(folder: Path, error: OSError) -> CorpusError:
    """The sentence for a reports folder that cannot be written."""
    return CorpusError(
        f"The reports could not be changed in {folder} ({error.strerror}): make room or set QA_REPORTS to a folder "
        "that can be written."
    )


def _toml(value: str | tuple[str, ...]) -> str:
    """A value as TOML writes it: JSON's strings are TOML's but for one control character."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _aside(path: Path) -> Path:
    return path.with_name(f".{path.name}{REPLACED}")


def _reports_of_id(folder: Path, report: str) -> list[Path]:
    return [
        path for path in folder.glob("*") if path.stem == report and path.suffix.lower() in READERS and path.is_file()
    ]


def _of_id(folder: Path, report: str) -> list[Path]:
    """The files of a report: it, in whatever format, and its sidecar."""
    sidecar = folder / f"{report}{SIDECAR}"
    return [*_reports_of_id(folder, report), *([sidecar] if sidecar.is_file() else [])]
