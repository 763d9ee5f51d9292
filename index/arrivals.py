"""Files given to be added, each read, compared with the reports that are there, and staged under its final name."""

import filecmp
import re
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

from corpus.admission import Limits, check_length, check_pages, kind_of_file, safe_id
from corpus.formats.pdf.glyphs import count_pages
from corpus.load import SIDECAR, load_report, read_sidecar, report_files
from corpus.sketch import SHINGLE, SIZE, Sketch, resemblance, sketch
from corpus.types import CorpusError, Facts, Report
from index.build import nothing_to_ask, report_fingerprint
from index.library import write_sidecar
from index.types import IndexedReport

NEAR = 0.5
"""Two reports with this share of their text in common are one in two formats, or versions of each other."""
UNLIKE = 0.15
"""Two files of one name with less in common are two reports, not two versions of one.

Reports of one inspectorate about different places share up to six points.
"""
FEW = 2 * SHINGLE
"""Of texts with no more pieces than this, two words changed in the right places leave none as it was."""


@dataclass(frozen=True)
class Arrival:
    """A report that has been read and waits, under its final name, to be put into the folder.

    `notes` says in sentences what it was recognised as and what it takes the place of.
    """

    path: Path
    source: Path
    report: Report
    sketch: Sketch
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Known:
    """A report that is there, as far as a new one is compared with it; `given` in the same command, or from before.

    Of one that is not `readable` no more is known than that it may not be replaced.
    """

    id: str
    file_name: str
    title: str
    sketch: Sketch
    pages: int | None
    given: bool
    readable: bool = True


@dataclass(frozen=True)
class Shelf:
    """The reports that are there: their folder, those that are indexed by id, and the ids that were given again."""

    folder: Path
    indexed: Mapping[str, IndexedReport]
    again: frozenset[str] = frozenset()

    def known(self, wanted: str, arrived: Mapping[str, Arrival]) -> list[Known]:
        """What a new file that is to have the id `wanted` is compared with: the reports that are there, and those that
        have arrived before it.

        Of most reports the index knows enough. Those whose place the new one could take are looked at as they lie in
        the folder: the index may not hold them yet, or be lost.
        """
        in_its_way = re.compile(rf"{re.escape(wanted)}(?:-\d+)?")
        there: dict[str, Known] = {}
        for path in report_files(self.folder):
            one = self.indexed.get(path.stem)
            if in_its_way.fullmatch(path.stem):
                there[path.stem] = self._as_it_lies(path, one)
            elif one and one.file_name == path.name:
                there[path.stem] = self._as_indexed(one)
        new = {
            id_: Known(id_, one.path.name, one.report.facts.title, one.sketch, one.report.pages, True)
            for id_, one in arrived.items()
        }
        return list({**there, **new}.values())

    def _as_it_lies(self, path: Path, indexed: IndexedReport | None) -> Known:
        """The report in that file: as the index has it where that is still true, else the file is read."""
        try:
            if indexed and (indexed.file_name, indexed.sha256) == (path.name, report_fingerprint(path)):
                return self._as_indexed(indexed)
            report = load_report(path)
        except (CorpusError, OSError):
            return Known(path.stem, path.name, path.stem, (), None, path.stem in self.again, readable=False)
        return Known(report.id, path.name, report.facts.title, sketch(report), report.pages, report.id in self.again)

    def _as_indexed(self, one: IndexedReport) -> Known:
        return Known(one.id, one.file_name, one.facts.title, one.sketch, one.pages, one.id in self.again)


def examine(
    file: Path, place: Path, shelf: Shelf, arrived: Mapping[str, Arrival], stated: Mapping[str, str], limits: Limits
) -> Arrival | str:
    """Read a file and stage it in `place`; a sentence instead where it is there already and need not be staged.

    Raises CorpusError when it cannot be added.
    """
    suffix = kind_of_file(file, limits)
    at_home = file.resolve().parent == shelf.folder.resolve()
    wanted = file.stem if at_home else safe_id(file.name, file.read_bytes())
    beside = None if at_home or not file.with_suffix(SIDECAR).is_file() else file.with_suffix(SIDECAR)
    twins = list(_same_bytes(file, shelf, arrived))
    own = next((twin for twin in twins if twin.stem == wanted), None)
    if own and not stated and not beside:
        return f"{file.name} is in the reports already and has not changed."
    if twins and not own:
        return (
            f"{file.name} is the same file as {twins[0].name}, which is in the reports already: it was not added again."
        )
    if suffix == ".pdf":
        check_pages(file.name, count_pages(file), limits)
    path = Path(tempfile.mkdtemp(dir=place)) / f"{wanted}{suffix}"
    shutil.copyfile(file, path)
    facts_from = own.with_suffix(SIDECAR) if own and not beside else beside
    _stage_facts(path, facts_from, stated)
    try:
        report = load_report(path)
        check_length(report, limits)
        if not any(section.blocks for _, section in report.walk()):
            raise nothing_to_ask(path.name)
    except CorpusError as error:
        raise CorpusError(str(error).replace(path.name, file.name)) from error
    known = shelf.known(wanted, arrived)
    if own:  # it is the same file: what cannot be read there is the sidecar, which has been mended now
        known = [one for one in known if one.readable or one.id != own.stem]
    return _compared(Arrival(path, file, report, sketch(report)), known)


def given_again(files: Iterable[Path], folder: Path) -> frozenset[str]:
    """The ids of the reports in the folder that are among the files, byte for byte and under the same name."""
    there = {path.name: path for path in report_files(folder)} if folder.is_dir() else {}
    return frozenset(
        there[file.name].stem for file in files if file.name in there and _same_content(file, there[file.name])
    )


def _same_content(first: Path, second: Path) -> bool:
    try:
        return filecmp.cmp(first, second, shallow=False)
    except OSError:
        return False


def _same_bytes(file: Path, shelf: Shelf, arrived: Mapping[str, Arrival]) -> Iterable[Path]:
    """The reports that are there to stay, or have arrived, with the very same content."""
    size, content = file.stat().st_size, file.read_bytes()
    there = (path for path in report_files(shelf.folder) if path.stem not in arrived)
    for path in (*there, *(arrival.path for arrival in arrived.values())):
        with suppress(OSError):  # one that may not be read is not known to be the same
            if path.stat().st_size == size and path.read_bytes() == content:
                yield path


def _stage_facts(path: Path, facts_from: Path | None, stated: Mapping[str, str]) -> None:
    """Write the staged report's sidecar: what the given one states, and over it what was given by hand."""
    if stated:
        before = read_sidecar(facts_from) if facts_from and facts_from.is_file() else Facts("")
        write_sidecar(path, Facts(**{**vars(before), **stated}))
    elif facts_from and facts_from.is_file():
        shutil.copyfile(facts_from, path.with_suffix(SIDECAR))


def _compared(arrival: Arrival, known: Iterable[Known]) -> Arrival | str:
    """The arrival under an id of its own, with what is to be said of it; a sentence where its text is there already."""
    by_id = {one.id: one for one in known}
    moved = _under_own_id(arrival, by_id)
    before = by_id.pop(moved.report.id, None)
    share, nearest = max(
        ((resemblance(moved.sketch, one.sketch), one) for one in by_id.values()),
        key=lambda pair: pair[0],
        default=(0.0, None),
    )
    name = arrival.source.name
    if before and (kept := _stays(before, moved)):
        return kept
    if nearest and share >= NEAR and not before and Path(nearest.file_name).suffix != moved.path.suffix:
        return (
            f"{name} holds the same text as {nearest.file_name} in another format: it was not added again; remove "
            f"{nearest.id} first if you would rather have this one."
        )
    notes = [_recognised(moved.report)]
    if moved.report.id != Path(name).stem or moved.path.suffix != Path(name).suffix.lower():
        notes.append(f"{name} is kept as {moved.path.name}.")
    if before:
        notes.append(_replaces(moved, before))
    if nearest and share >= NEAR:
        notes.append(
            f"{moved.report.id} shares {share:.0%} of its text with {nearest.id} (“{nearest.title}”): both are kept; "
            "remove one of them if they are the same report."
        )
    return replace(moved, notes=tuple(notes))


def _stays(before: Known, arrival: Arrival) -> str:
    """Why the report that is there under that id stays, "" where the arrival takes its place.

    Of one report in two formats that with pages stays, which citations name; else the one given first in a command.
    """
    brings_pages = arrival.report.pages and not before.pages
    if Path(before.file_name).suffix == arrival.path.suffix or brings_pages:
        return ""
    loses_pages = before.pages and not arrival.report.pages
    if not before.given and not (loses_pages and resemblance(arrival.sketch, before.sketch) >= NEAR):
        return ""
    reason = "it has page numbers" if loses_pages else "it was there first"
    return (
        f"{arrival.source.name} holds the same report as {before.file_name}, which is kept because {reason}: remove "
        f"{before.id} first if you would rather have this one."
    )


def _under_own_id(arrival: Arrival, by_id: Mapping[str, Known]) -> Arrival:
    """The arrival, with a number behind its id where that one belongs to another report altogether."""
    wanted = arrival.report.id
    id_ = next(id_ for id_ in _numbered(wanted) if not _is_another(arrival, by_id.get(id_)))
    if id_ == wanted:
        return arrival
    path = arrival.path.with_name(f"{id_}{arrival.path.suffix}")
    if arrival.path.with_suffix(SIDECAR).is_file():
        arrival.path.with_suffix(SIDECAR).rename(path.with_suffix(SIDECAR))
    arrival.path.rename(path)
    return replace(arrival, path=path, report=replace(arrival.report, id=id_, file_name=path.name))


def _numbered(wanted: str) -> Iterable[str]:
    yield wanted
    for number in count(2):
        yield f"{wanted}-{number}"


def _is_another(arrival: Arrival, known: Known | None) -> bool:
    """Whether the report known by that id has nothing to do with the arrival.

    Two short texts have to have nothing in common at all for that; two of a few words are not judged.
    """
    if known is None:
        return False
    if not known.readable:
        return True
    longer = max(len(known.sketch), len(arrival.sketch))
    shared = resemblance(known.sketch, arrival.sketch)
    return shared < UNLIKE if longer >= SIZE else not shared and longer > FEW


def _recognised(report: Report) -> str:
    stated = ", ".join(filter(None, (report.facts.publisher, report.facts.date)))
    return f"{report.id}: {report.facts.title}" + (f" ({stated})" if stated else "")


def _replaces(arrival: Arrival, before: Known) -> str:
    if Path(before.file_name).suffix != arrival.path.suffix:
        return f"{arrival.path.name} takes the place of {before.file_name}, the same report in another format."
    return f"{arrival.path.name} replaces the older {before.file_name}."
