"""Prints how a report is read: its section tree, or with `--passages` the passages cut from it."""

import argparse
import sys
from pathlib import Path

from corpus.load import load_report
from corpus.passages import cut
from corpus.types import CorpusError


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m corpus", description=__doc__)
    parser.add_argument("file", type=Path, help="a report")
    parser.add_argument("--passages", action="store_true", help="print the passages instead of the tree")
    parser.add_argument("--blocks", action="store_true", help="print each section's blocks under it")
    arguments = parser.parse_args()
    try:
        report = load_report(arguments.file)
    except CorpusError as error:
        print(error, file=sys.stderr)
        return 1
    if arguments.passages:
        for passage in cut(report, lambda text: len(text.split())):
            print(f"[{passage.kind}, rank {passage.rank}] {passage.heading}\n{passage.text}\n")
        return 0
    print(f"{report.facts.title} ({report.id}, {len(report.text)} characters, pages: {report.pages or 'unknown'})")
    for path, section in report.walk():
        kinds = [block.kind for block in section.blocks]
        counts = ", ".join(f"{kinds.count(kind)} {kind}" for kind in dict.fromkeys(kinds))
        print(f"{'  ' * len(path)}{section.heading}  [{counts}]")
        if arguments.blocks:
            for block in section.blocks:
                print(f"{'  ' * len(path)}    {block.kind} {block.number}| {block.content.text}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
