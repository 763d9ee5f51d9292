"""Reports added and removed: the folder changed and indexed as one step, under one lock."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from corpus.admission import LIMITS, Limits
from corpus.settings import Settings
from corpus.types import CorpusError
from index.arrivals import Arrival, Shelf, examine, given_again
from index.build import Built, build_locked, report_fingerprint, staleness, unchanged
from index.embedder import Embedder
from index.library import arriving, put, recover, take_out, unwritable
from index.progress import Progress, silent
from index.snapshot import current_name, locked, read_manifest
from index.types import IndexedReport, IndexProblem


def add_reports(
    settings: Settings,
    embedder: Embedder,
    files: Sequence[Path],
    progress: Progress = silent,
    stated: Mapping[str, str] | None = None,
    limits: Limits = LIMITS,
) -> Built:
    """Copy reports into the folder and index it; `stated` gives facts of the one file by hand.

    The files that can be read are added, each of the others has its sentence in `problems` and `refused`. A file that
    is there already, byte for byte or as the same text in another format under another name, is not added again; of two
    formats of one name the one with pages stays.

    Raises CorpusError when no file can be added, IndexProblem when another process is changing the index or the disk
    is full; folder and index are as before then.
    """
    if stated and len(files) != 1:
        raise CorpusError("Title, date, publisher and body can be given for one file at a time: add the others after.")
    with locked(settings.index):
        recover(settings.reports)
        with arriving(settings.reports) as place:
            arrived: dict[str, Arrival] = {}
            notes: list[str] = []
            refused: list[str] = []
            shelf = Shelf(settings.reports, _indexed(settings), given_again(files, settings.reports))
            for number, file in enumerate(files, start=1):
                progress(f"reading file {number} of {len(files)}: {file.name}")
                try:
                    outcome = examine(file, place, shelf, arrived, stated or {}, limits)
                except CorpusError as error:
                    refused.append(str(error))
                except OSError as error:
                    raise unwritable(settings.reports, error) from error
                else:
                    notes += [outcome] if isinstance(outcome, str) else outcome.notes
                    if isinstance(outcome, Arrival):
                        arrived[outcome.report.id] = outcome
            if not arrived and not notes:
                raise CorpusError(" ".join(refused) or "No file was given: name the reports to add.")
            if not arrived and not staleness(settings):
                built = unchanged(settings)
            else:
                with put(settings.reports, [arrival.path for arrival in arrived.values()]):
                    read = {
                        report_fingerprint(settings.reports / one.path.name): one.report for one in arrived.values()
                    }
                    built = build_locked(settings, embedder, progress, read)
    return replace(built, problems=(*refused, *built.problems), refused=tuple(refused), notes=tuple(notes))


def remove_reports(settings: Settings, embedder: Embedder, ids: Sequence[str], progress: Progress = silent) -> Built:
    """Delete reports from the folder and index what stays.

    Raises CorpusError for an unknown id and for all that there are, IndexProblem when another process is changing the
    index or it cannot be written; folder and index are as before then.
    """
    with locked(settings.index):
        recover(settings.reports)
        with take_out(settings.reports, ids):
            return build_locked(settings, embedder, progress)


def _indexed(settings: Settings) -> dict[str, IndexedReport]:
    """The reports of the index that is served, none where it cannot be read."""
    try:
        name = current_name(settings.index)
        manifest = read_manifest(settings.index / "snapshots" / name) if name else None
    except IndexProblem:
        return {}
    return {report.id: report for report in manifest.reports} if manifest else {}
