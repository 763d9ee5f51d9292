"""Command line of the index: `python -m index build | add FILE… | remove ID… | list | status | rollback`."""

import argparse
import logging
import sys
from pathlib import Path

from corpus.settings import Settings
from corpus.types import CorpusError
from index.build import Built, build, staleness
from index.embedder import load_embedder
from index.library import add_files, remove_reports
from index.progress import terminal_progress
from index.snapshot import current_name, load, load_current, locked, make_current, names
from index.types import IndexProblem


def main() -> int:
    """Run one command; a problem the user can mend is one sentence on standard error and exit status 1."""
    logging.basicConfig(level=logging.WARNING)
    options = _parser().parse_args()
    settings = Settings.from_environment()
    try:
        match options.command:
            case "build":
                _build(settings)
            case "add":
                for line in add_files(settings, options.files):
                    print(line)
                _build(settings)
            case "remove":
                remove_reports(settings, options.ids)
                _build(settings)
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


def _build(settings: Settings) -> None:
    with terminal_progress() as progress:
        progress("loading the embedder")
        built = build(settings, load_embedder(settings.embedder), progress)
    _print_built(built)


def _print_built(built: Built) -> None:
    print(f"Indexed {len(built.reports)} report(s), {built.passages} passages; {built.embedded} new texts embedded.")
    for problem in built.problems:
        print(f"Left out: {problem}", file=sys.stderr)


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
    remove = commands.add_parser("remove", help="delete reports from the reports folder and the index")
    remove.add_argument("ids", nargs="+")
    commands.add_parser("list", help="show the indexed reports")
    commands.add_parser("status", help="say whether the index holds the reports as they are")
    commands.add_parser("rollback", help="serve the snapshot before this one again")
    return parser


if __name__ == "__main__":
    sys.exit(main())
