"""Command line of the index: `python -m index build | add FILE… | remove ID… | list | status | rollback`."""

import argparse
import json
import logging
import os
import sys
from collections.abc import Callable
from io import TextIOWrapper
from pathlib import Path
from textwrap import fill

from corpus.facts import given_date
from corpus.settings import Settings
from corpus.types import CorpusError
from index.build import Built, build, staleness
from index.changes import add_reports, remove_reports
from index.embedder import Embedder, EmbedderOnDemand, load_embedder
from index.progress import Progress, terminal_progress
from index.snapshot import current_manifest, current_name, load, load_current, locked, make_current, names
from index.types import IndexedReport, IndexProblem

FACTS = ("title", "body", "date", "publisher")
WIDTH = 100
"""Columns that a list takes."""


def main() -> int:
    """Run one command; a problem the user can mend is one sentence on standard error and exit status 1.

    Stopped by Ctrl+C it ends with 130, as a shell would say it; folder and index are left in order then.
    """
    logging.basicConfig(level=logging.WARNING)
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a file's name may hold what is no text
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
                print(f"Removed: {', '.join(dict.fromkeys(options.ids))}.")
            case "list":
                _list(settings, options.json)
            case "status":
                _status(settings)
            case "rollback":
                _rollback(settings)
        sys.stdout.flush()
    except (CorpusError, IndexProblem) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped before it was finished.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # Who reads along (`| head`) has read enough; what Python would still write at its end goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _with_embedder(settings: Settings, work: Callable[[Embedder, Progress], Built]) -> Built:
    """Do the work with an embedder that is loaded, in seconds, when there is something to embed, and not before."""
    with terminal_progress() as progress:

        def load_now() -> Embedder:
            progress("loading the embedder")
            return load_embedder(settings.embedder)

        return work(EmbedderOnDemand(settings.embedder, load_now), progress)


def _add(settings: Settings, options: argparse.Namespace) -> int:
    """Exit status 1 when one of the files was refused, even if the others were added."""
    stated = {name: getattr(options, name) for name in FACTS if getattr(options, name)}
    if "date" in stated:
        stated["date"] = given_date(stated["date"], "--date")
    built = _with_embedder(
        settings, lambda embedder, progress: add_reports(settings, embedder, options.files, progress, stated)
    )
    for note in built.notes:
        print(note)
    _print_built(built)
    return 1 if built.refused else 0


def _print_built(built: Built) -> None:
    print(
        f"Indexed {len(built.reports)} report(s), {built.passages:,} passages; "
        f"{built.embedded:,} passages and sentences were new."
    )
    for problem in built.problems:
        print(f"{'Not added' if problem in built.refused else 'Left out'}: {problem}", file=sys.stderr)


def _list(settings: Settings, as_json: bool) -> None:
    reports = current_manifest(settings.index).reports
    if as_json:
        print(json.dumps([_listed(report) for report in reports], ensure_ascii=False, indent=2))
        return
    for report in reports:
        print(report.id)
        facts = [f"{name}: {value}" for name, value in _listed(report).items() if name not in {"id", "title"} and value]
        for line in (report.facts.title, " | ".join(facts)):
            print(fill(line, WIDTH, initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False))


def _listed(report: IndexedReport) -> dict[str, str | int | None]:
    """What is shown of a report, `pages` None where its format has none."""
    facts = {name: getattr(report.facts, name) for name in FACTS}
    return {"id": report.id, **facts, "pages": report.pages, "passages": report.passages}


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
    if stale := staleness(settings):
        print(f"The reports folder is not changed by this ({stale}): the next build or start takes it in as it is.")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m index", description="Build and look after the search index.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("build", help="index the reports folder; only what has changed is computed")
    add = commands.add_parser(
        "add",
        help="copy reports into the reports folder and index them",
        epilog="A name that begins with a hyphen is given as ./-name.",
    )
    add.add_argument("files", nargs="+", type=Path, help="PDF, Word, web page, Markdown or text")
    for name in FACTS:
        add.add_argument(f"--{name}", help=f"the report's {name}, where the file does not state it (one file only)")
    remove = commands.add_parser("remove", help="delete reports from the reports folder and the index")
    remove.add_argument("ids", nargs="+", help="as `python -m index list` shows them")
    shown = commands.add_parser("list", help="show the indexed reports")
    shown.add_argument("--json", action="store_true", help="print them as JSON")
    commands.add_parser("status", help="say whether the index holds the reports as they are")
    commands.add_parser("rollback", help="serve the snapshot before this one again")
    return parser


if __name__ == "__main__":
    sys.exit(main())
