"""The domain's examples: `python -m qa.training.domain --data DIR --folder DIR --out FILE`.

Questions on reports, on the passages that this project cuts and on those that its search wrongly returns. Making them
needs an index of the reports and no GPU; teaching them (`python -m qa.training`) needs this file and no index.
"""

import argparse
import logging
from pathlib import Path

from index.progress import terminal_progress
from qa.training.examples import (
    INVENTED,
    JUDGED,
    REWORDED,
    WRITTEN,
    Example,
    follow_ups,
    on_given_passages,
    on_written_passages,
    part_of,
    read_rows,
    with_reworded,
    write_examples,
)
from qa.training.reports import indexed, mined, on_own_passages

log = logging.getLogger(__name__)


def main() -> None:
    """Write the examples and say how many there are of each kind."""
    options = _options()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    logging.getLogger("httpx").setLevel(logging.WARNING)
    kinds = _kinds(options)
    for kind, examples in kinds.items():
        log.info("%6d %s", len(examples), kind)
    write_examples((one for examples in kinds.values() for one in examples), options.out)


def _kinds(options: argparse.Namespace) -> dict[str, list[Example]]:
    """The examples by where they come from."""
    folder = options.data / "domain"
    questions, texts = folder / "domain_train.jsonl.gz", folder / "texts.jsonl.gz"
    rows = with_reworded(read_rows(questions), read_rows(REWORDED) if options.reworded else (), options.seed)
    rows = part_of(rows, options.share, options.seed)
    written = part_of([*read_rows(WRITTEN), *read_rows(INVENTED)], options.written, options.seed)
    judged = part_of(list(read_rows(JUDGED)), options.judged, options.seed)
    log.info("indexing the reports that the domain questions are about")
    with terminal_progress() as progress:
        searcher = indexed(texts, questions, options.folder, progress)
    return {
        "on given passages": on_given_passages(rows, options.given, options.seed),
        "on own passages": on_own_passages(rows, texts, searcher, options.seed),
        "mined negatives": mined(rows, texts, searcher, options.negatives, options.seed),
        "on written passages": on_written_passages(written, options.seed),
        "judged answers": on_written_passages(judged, options.seed),
        "follow-ups": follow_ups(folder / "conversations_train.jsonl.gz"),
    }


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m qa.training.domain", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with domain/ (.jsonl.gz)")
    parser.add_argument("--folder", type=Path, required=True, help="where the reports and their index are put")
    parser.add_argument("--out", type=Path, required=True, help="the examples (.jsonl.gz)")
    parser.add_argument(
        "--reworded",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="take the domain questions in everyday words, too, and their unanswerable twins",
    )
    parser.add_argument(
        "--share",
        type=float,
        default=1.0,
        help="share of the domain questions, those in other words with them; yes/no questions are taken all",
    )
    parser.add_argument(
        "--written",
        type=float,
        default=1.0,
        help="share of the questions written on further passages; yes/no questions are taken all",
    )
    parser.add_argument(
        "--judged", type=float, default=1.0, help="share of the judged answers; yes/no questions are taken all"
    )
    parser.add_argument(
        "--given",
        type=float,
        default=0.3,
        help="share of domain questions on the passage they come with, besides those that this project cuts",
    )
    parser.add_argument(
        "--negatives", type=float, default=0.2, help="share of questions with a near passage that does not answer it"
    )
    parser.add_argument("--seed", type=int, default=13)
    return parser.parse_args()


if __name__ == "__main__":
    main()
