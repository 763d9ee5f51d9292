"""Command line of the index: `python -m index build | add FILE… | remove ID… | list | status | rollback`."""

import argparse
import logging
import sys
from collections.abc import Callable
from pathlib import Path

from corpus.settings import Settings
from corpus.types import CorpusError
from index.build import Built, build, staleness
from index.changes import add_reports, remove_reports
from index.embedder import Embedder, load_embedder
from index.progress import Progress, terminal_progress
from index.snapshot import current_name, load, load_current, locked, make_current, names
from index.types import IndexProblem

FACTS = ("title", "date", "publisher", "body")


def main() -> int:
    """Run one command; a problem the user can mend is one sentence on standard error and exit status 1."""
    logging.basicConfig(level=logging.WARNING)
    options = _parser().parse_args()
    settings = Settings.from_environment()
    try:
        match options.command:
            case "build":
                _print_built(_with_embedder(settings, lambda *how: build(settings, *how)))
            case "add":
                return _add(settings, options)
            case "remove":
                _print_built(
                    _with_embedder(
                        settings, lambda embedder, progress: remove_reports(settings, embedder, options.ids, progress)
                    )
                )
            case "list":
                _list(settings)
            case "status":
                _status(settings)
            case "rollback":
                _rollback(settings)
    except (CorpusError, IndexProblem) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _with_embedder(settings: Settings, work: Callable[[Embedder, Progress], Built]) -> Built:
    with terminal_progress() as progress:
        progress("loading the embedder")
        return work(load_embedder(settings.embedder), progress)


def _add(settings: Settings, options: argparse.Namespace) -> int:
    """Exit status 1 when one of the files was refused, even if the others were added."""
    stated = {name: getattr(options, name) for name in FACTS if getattr(options, name)}
    built = _with_embedder(
        settings, lambda embedder, progress: add_reports(settings, embedder, options.files, progress, stated)
    )
    for note in built.notes:
        print(note)
    _print_built(built)
    return 1 if built.refused else 0


def _print_built(built: Built) -> None:
    print(f"Indexed {len(built.reports)} report(s), {built.passages} passages; {built.embedded} new texts embedded.")
    for problem in built.problems:
        print(f"{'Not added' if problem in built.refused else 'Left out'}: {problem}", file=sys.stderr)


def _list(settings: Settings) -> None:
    for report in load_current(settings.index).manifest.reports:
        pages = f"{report.pages} pages, " if report.pages else ""
        print(
            f"{report.id}\n  {report.facts.title}"
            f"\n  {', '.join(filter(None, (report.facts.publisher, report.facts.date)))}"
            f"\n  {pages}{report.passages} passages"
        )


def _status(settings: Settings) -> None:
    snapshot = load_current(settings.index)
    stale = staleness(settings)
    print(f"Snapshot {snapshot.name}: {len(snapshot.manifest.reports)} report(s), {len(snapshot.passages)} passages.")
    print(f"Stale: {stale}; run `python -m index build`." if stale else "Fresh: it holds the reports as they are.")


def _rollback(settings: Settings) -> None:
    with locked(settings.index):
        current, kept = current_name(settings.index), names(settings.index)
        earlier = [name for name in kept if current and name < current]
        if not earlier:
            raise IndexProblem("There is no earlier snapshot to go back to.")
        load(settings.index / "snapshots" / earlier[-1])
        make_current(settings.index, earlier[-1])
    print(f"Serving snapshot {earlier[-1]} again.")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m index", description="Build and look after the search index.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("build", help="index the reports folder; only what has changed is computed")
    add = commands.add_parser("add", help="copy reports into the reports folder and index them")
    add.add_argument("files", nargs="+", type=Path)
    for name in FACTS:
        add.add_argument(f"--{name}", help=f"the report's {name}, where the file does not state it (one file only)")
    remove = commands.add_parser("remove", help="delete reports from the reports folder and the index")
    remove.add_argument("ids", nargs="+")
    commands.add_parser("list", help="show the indexed reports")
    commands.add_parser("status", help="say whether the index holds the reports as they are")
    commands.add_parser("rollback", help="serve the snapshot before this one again")
    return parser


if __name__ == "__main__":
    sys.exit(main())
