"""Command line of the evaluations: `python -m qa.evaluation --help` names them."""

from corpus.settings import Settings, keep_to_this_machine

keep_to_this_machine()

import argparse
import json
import logging
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from pathlib import Path

from index.build import build, staleness
from index.embedder import load_embedder
from index.progress import silent, terminal_progress
from index.search import Searcher
from index.snapshot import load_current
from index.types import IndexedReport
from qa.confidence import probability
from qa.engine import Engine
from qa.evaluation.calibration import Bin, calibration_error, fit, judged, reliability, thresholds
from qa.evaluation.conversations import (
    FollowUp,
    asked_three_ways,
    closeness,
    completed,
    found_among,
    is_held,
    read_rewrites,
)
from qa.evaluation.domain import domain_questions
from qa.evaluation.many import NAMINGS, Way, is_domain, names_its_report, questions_on, ranks_of, ways_of_asking
from qa.evaluation.questions import (
    RECALLS,
    Marked,
    Question,
    Scores,
    latency,
    mark_all,
    rank_of,
    read_questions,
    recall,
    scores,
)
from qa.evaluation.squad import Given, read_given, squad_scores, trade
from qa.reader.reader import load_reader
from qa.training.reports import write_reports
from qa.tuning import TUNING


def main() -> int:
    """Run one evaluation and print it."""
    logging.basicConfig(level=logging.ERROR)
    options = _options()
    match options.command:
        case "questions":
            _questions(options)
        case "many":
            _many(options)
        case "domain":
            _domain(options)
        case "conversations":
            _conversations(options)
        case "rewrites":
            _rewrites(options)
        case "calibrate":
            _calibrate(options)
        case "squad":
            _squad(options)
    return 0


def _options() -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser(prog="python -m qa.evaluation", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    questions = commands.add_parser("questions", help="put a question file of ours to the assistant")
    questions.add_argument("file", type=Path, nargs="?", default=Path("tests/quality/questions.jsonl"))
    questions.add_argument("--half", choices=("tune", "held"), help="only this half")
    questions.add_argument("--wrong", action="store_true", help="list what was not right")
    questions.add_argument("--json", action="store_true")
    many = commands.add_parser(
        "many", help="ask with many reports indexed: the question's own chosen, named, and as it is written"
    )
    many.add_argument(
        "file",
        type=Path,
        nargs="?",
        default=Path("tests/quality/questions.jsonl"),
        help="a question file of ours, or domain questions (.jsonl.gz): those on reports that are indexed are asked",
    )
    many.add_argument("--half", choices=("tune", "held"), help="only this half of ours")
    many.add_argument("--by", choices=tuple(NAMINGS), help="how reports are named (ours: title, domain: place)")
    many.add_argument("--read", action="store_true", help="read domain questions, too; else only recall is printed")
    domain = commands.add_parser("domain", help="ask domain questions of the whole reports they are about")
    domain.add_argument("file", type=Path)
    domain.add_argument("--texts", type=Path, required=True, help="the reports' full texts (.jsonl.gz)")
    domain.add_argument("--folder", type=Path, required=True, help="where the reports and their index are put")
    domain.add_argument("--wrong", action="store_true", help="list what was not right")
    domain.add_argument("--search-only", action="store_true", help="print recall, read nothing")
    domain.add_argument("--limit", type=int, help="only the first questions")
    talks = commands.add_parser("conversations", help="ask follow-ups raw, with their history, and rewritten")
    talks.add_argument("file", type=Path, help="follow-ups over reports (.jsonl.gz)")
    talks.add_argument("--texts", type=Path, required=True, help="the reports' full texts (.jsonl.gz)")
    talks.add_argument("--folder", type=Path, required=True, help="where the reports and their index are put")
    rewrites = commands.add_parser("rewrites", help="hold completed follow-ups against a person's rewrites")
    rewrites.add_argument("files", type=Path, nargs="+", help="TREC CAsT topics or CANARD (.json)")
    rewrites.add_argument("--half", choices=("tune", "held"), help="only these conversations; rules are chosen on tune")
    calibrate = commands.add_parser("calibrate", help="fit the weights of confidence and show what thresholds give")
    calibrate.add_argument("file", type=Path, help="a question file of ours; its `tune` half is used")
    calibrate.add_argument("--domain", type=Path, nargs="+", help="domain questions, asked of whole reports")
    calibrate.add_argument("--texts", type=Path, help="the reports' full texts (.jsonl.gz)")
    calibrate.add_argument("--folder", type=Path, help="where those reports and their index are put")
    squad = commands.add_parser("squad", help="exact match and F1 of the reader, its passage given")
    squad.add_argument("file", type=Path)
    squad.add_argument("--limit", type=int, help="a random sample of this many questions")
    squad.add_argument("--threshold", type=float, help="refuse below this margin (default: the best one)")
    squad.add_argument("--precision", choices=("float32", "bfloat16", "int8"), help="default: the quickest here")
    return parser.parse_args()


def _questions(options: argparse.Namespace) -> None:
    asked = [one for one in read_questions(options.file) if options.half in (None, one.half)]
    engine = Engine(Settings.from_environment())
    with terminal_progress() as progress:
        engine.prepare(progress)
        engine.ask("Is this the first question?")  # warm: the first pass through a model is slower than all later ones
        marked = mark_all(engine, asked, progress if sys.stderr.isatty() else silent)
    halves = {
        half: [one for one in marked if one.question.half == half]
        for half in sorted({one.question.half for one in marked}, reverse=True)
    }
    if options.json:
        print(
            json.dumps(
                {half: {group: asdict(one) for group, one in _by_kind(part)} for half, part in halves.items()}, indent=1
            )
        )
        return
    for half, part in halves.items():
        print(f"\n{half or 'all'}: {len(part)} questions")
        _print_table(_by_kind(part))
    middle, late = latency(marked)
    print(f"\nlatency: median {middle * 1000:.0f} ms, 95th percentile {late * 1000:.0f} ms")
    given = [one for one in marked if one.found]
    print("confidence of the answers given, and the share of them that is right:")
    _print_reliability(reliability([one.considered.answer.confidence for one in given], [one.right for one in given]))
    if options.wrong:
        for one in marked:
            _print_wrong(one)


def _many(options: argparse.Namespace) -> None:
    settings = Settings.from_environment()
    if is_domain(options.file) and not options.read:
        searcher = _opened(settings)
        for way in _ways(options, searcher.snapshot.manifest.reports):
            print(f"{way.name:<13} {_found_share(ranks_of(searcher, way))}")
        return
    engine = Engine(settings)
    with terminal_progress() as progress:
        engine.prepare(progress)
        tell = progress if sys.stderr.isatty() else silent
        ways = _ways(options, engine.reports())
        groups = [(way.name, scores(mark_all(engine, way.questions, tell, way.chosen))) for way in ways]
    _print_table(groups, "report")


def _ways(options: argparse.Namespace, reports: Sequence[IndexedReport]) -> tuple[Way, ...]:
    asked = [one for one in questions_on(options.file, reports) if options.half in (None, one.half)]
    if not asked:
        sys.exit(f"{options.file} has no question to ask on one of the {len(reports)} reports indexed.")
    about = len({one.report for one in asked})
    alone = sum(names_its_report(one, reports) for one in asked)
    print(f"{len(asked)} questions on {about} of {len(reports)} reports indexed; {alone} name theirs by themselves")
    return ways_of_asking(asked, reports, options.by or ("place" if is_domain(options.file) else "title"))


def _domain(options: argparse.Namespace) -> None:
    reports = write_reports(options.texts, options.file, options.folder / "reports")
    asked = domain_questions(options.file, reports)[: options.limit]
    settings = replace(Settings.from_environment(), reports=options.folder / "reports", index=options.folder / "index")
    if options.search_only:
        _print_recall(settings, asked)
        return
    engine = Engine(settings)
    with terminal_progress() as progress:
        engine.prepare(progress)
        marked = mark_all(engine, asked, progress if sys.stderr.isatty() else silent)
    _print_table(_by_kind(marked))
    middle, late = latency(marked)
    print(f"\nlatency: median {middle * 1000:.0f} ms, 95th percentile {late * 1000:.0f} ms")
    if options.wrong:
        for one in marked:
            _print_wrong(one)


def _print_recall(settings: Settings, asked: Sequence[Question]) -> None:
    searcher = _opened(settings)
    ranks = [
        rank_of(one, searcher.search(searcher.mend(one.question), max(RECALLS), [one.report] if one.report else None))
        for one in asked
        if one.evidence
    ]
    print(_found_share(ranks))


def _opened(settings: Settings) -> Searcher:
    """Search over the index, built anew where it is not of the reports as they are."""
    with terminal_progress() as progress:
        embedder = load_embedder(settings.embedder)
        if staleness(settings):
            build(settings, embedder, progress)
    return Searcher(load_current(settings.index), embedder)


def _found_share(ranks: Sequence[int | None]) -> str:
    found = " ".join(f"recall@{k} {_shown(share).strip()}" for k, share in zip(RECALLS, recall(ranks), strict=True))
    return f"{len(ranks)} questions with an answer: {found}"


def _conversations(options: argparse.Namespace) -> None:
    reports = write_reports(options.texts, options.file, options.folder / "reports")
    settings = replace(Settings.from_environment(), reports=options.folder / "reports", index=options.folder / "index")
    engine = Engine(settings)
    with terminal_progress() as progress:
        engine.prepare(progress)
        ways = asked_three_ways(engine, options.file, reports, progress if sys.stderr.isatty() else silent)
    for way, marked in ways.items():
        print(f"\n{way}")
        _print_table(_by_kind(marked))


def _rewrites(options: argparse.Namespace) -> None:
    embedder = load_embedder(Settings.from_environment().embedder)
    ways: dict[str, Callable[[FollowUp], str]] = {
        "raw": lambda one: one.question,
        "completed": completed,
        "rewritten": lambda one: one.rewrite,
    }
    for path in options.files:
        asked = [one for one in read_rewrites(path) if options.half in (None, "held" if is_held(one) else "tune")]
        dependent = [one for one in asked if not one.alone]
        kept = [completed(one) == one.question for one in asked if one.alone]
        print(f"\n{path}: {len(dependent)} follow-ups; {sum(kept)} of {len(kept)} that stand alone left as they are")
        if not dependent:
            continue
        answered, answers = [one for one in dependent if one.answer], [one.answer for one in asked if one.answer]
        recalls = "".join(f" {'r@' + str(k):>6}" for k in RECALLS) if answered else ""
        print(f"{'':<10} {'similarity':>10} {'words':>6} {'of own':>6}{recalls}")
        for way, how in ways.items():
            near = closeness(embedder, dependent, how)
            ranks = found_among(embedder, answered, how, answers) if answered else []
            print(
                f"{way:<10} {near.similarity:>10.3f} {_shown(near.recall)} {_shown(near.precision)}"
                + "".join(" " + _shown(share) for share in recall(ranks) if answered)
            )


def _calibrate(options: argparse.Namespace) -> None:
    settings = Settings.from_environment()
    everything = replace(TUNING, threshold=0.0)
    asked = [(settings, [one for one in read_questions(options.file) if one.half == "tune"])]
    if options.domain:
        reports = frozenset[str]().union(
            *(write_reports(options.texts, file, options.folder / "reports") for file in options.domain)
        )
        elsewhere = replace(settings, reports=options.folder / "reports", index=options.folder / "index")
        asked += [(elsewhere, domain_questions(file, reports)) for file in options.domain]
    groups: list[list[Marked]] = []
    with terminal_progress() as progress:
        for where, questions in asked:
            engine = Engine(where, everything)
            engine.prepare(progress)
            groups.append(mark_all(engine, questions, progress if sys.stderr.isatty() else silent))
    marked = [one for group in groups for one in group]
    # Our own questions are few, and their report is read as users' are, not raw: counted so often that they weigh
    # twice as much as the others do.
    often = max(1, round(2 * (len(marked) - len(groups[0])) / max(1, len(groups[0]))))
    cases = [*judged(groups[0]) * (often - 1), *judged(marked)]
    weights = fit(cases)
    print(weights)
    bins = reliability([probability(evidence, weights) for evidence, _ in cases], [right for _, right in cases])
    _print_reliability(bins)
    for group in groups:
        print(f"\n{len(group)} questions\n{'threshold':>9} {'right':>6} {'wrongly refused':>15} {'rightly':>8}")
        for step, right, wrongly, rightly in thresholds(group, weights, [at / 50 for at in range(5, 26)]):
            print(f"{step:>9.2f} {100 * right:>6.1f} {100 * wrongly:>15.1f} {100 * rightly:>8.1f}")


def _print_reliability(bins: Sequence[Bin]) -> None:
    print(f"{'confidence':>10} {'right':>6} {'n':>5}")
    for one in bins:
        print(f"{one.confidence:>10.2f} {one.right:>6.2f} {one.count:>5}")
    print(f"expected calibration error {calibration_error(bins):.3f}")


def _by_kind(marked: Sequence[Marked]) -> list[tuple[str, Scores]]:
    kinds = sorted({one.question.kind for one in marked})
    groups = [(kind, [one for one in marked if one.question.kind == kind]) for kind in kinds]
    return [*((kind, scores(group)) for kind, group in groups), ("all", scores(marked))]


def _print_table(groups: Sequence[tuple[str, Scores]], head: str = "kind") -> None:
    recalls = "".join(f" {'r@' + str(k):>6}" for k in RECALLS)
    print(f"{head:<13} {'n':>4} {'right':>6} {'F1':>6} {'cited':>6} {'wrongly refused':>15} {'rightly':>8}{recalls}")
    for kind, one in groups:
        print(
            f"{kind:<13} {one.questions:>4} {_shown(one.right)} {_shown(one.f1)} {_shown(one.cited)} "
            f"{_shown(one.refused_wrongly, 15)} {_shown(one.refused, 8)}"
            + "".join(" " + _shown(value) for value in one.recall)
        )


def _shown(share: float | None, width: int = 6) -> str:
    return " " * (width - 1) + "-" if share is None else f"{100 * share:>{width}.1f}"


def _print_wrong(one: Marked) -> None:
    if one.right:
        return
    answer = one.considered.answer
    print(f"\n{one.question.id} [{one.question.half} {one.question.kind}] {one.question.question}")
    print(f"  given: {answer.text or '(refused)'} ({answer.confidence:.2f}, {answer.kind}); evidence at {one.rank}")
    print(f"  wanted: {' | '.join(one.question.answers[:3]) or '(refusal)'}")


def _squad(options: argparse.Namespace) -> None:
    reader = load_reader(Settings.from_environment().reader, options.precision)
    with terminal_progress() as progress:
        given = read_given(reader, options.file, options.limit, progress if sys.stderr.isatty() else silent)
    result = squad_scores(given, options.threshold)
    print(
        f"{result.answerable} answerable, {result.unanswerable} unanswerable questions, computed in {reader.precision}"
    )
    print(f"answer forced, answerable: exact match {result.forced_exact}, F1 {result.forced_f1}")
    print(
        f"threshold {result.threshold:.2f}: exact match {result.overall_exact}, F1 {result.overall_f1} "
        f"(answerable F1 {result.has_answer_f1}, unanswerable refused {result.no_answer})"
    )
    _print_kinds(given)


def _print_kinds(given: Sequence[Given]) -> None:
    if any(one.row.get("kind") for one in given):
        print(f"{'threshold':>9} {'right':>6} {'wrongly refused':>15} {'rightly':>8}")
        for threshold in (-100.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0):
            right, wrongly, rightly = trade(given, threshold)
            print(f"{threshold if threshold > -100 else 'forced':>9} {right:>6} {wrongly:>15} {rightly:>8}")
    for kind in sorted({one.row["kind"] for one in given if one.row.get("kind")}):
        part = [one for one in given if one.row.get("kind") == kind]
        result = squad_scores(part, 0.0)
        print(f"  {kind:<13} n {len(part):>4}  forced F1 {result.forced_f1:>6}  at margin 0: F1 {result.overall_f1:>6}")
        judged = [
            (one.yes > 0) == (one.row["yesno"] == "yes") for one in part if one.row.get("yesno") and one.yes is not None
        ]
        if judged:
            print(f"  {'verdict':<13} n {len(judged):>4}  right {100 * sum(judged) / len(judged):.1f}")


if __name__ == "__main__":
    sys.exit(main())
