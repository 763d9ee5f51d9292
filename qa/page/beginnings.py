"""Questions to begin with, for reports that bring none of their own: what people ask of any inspection."""

from collections.abc import Sequence

from index.types import IndexedReport

_ASKED = (
    "What needs to improve{in_}?",
    "When was the inspection{of} carried out?",
    "What is the overall judgement{of}?",
    "Who carried out the inspection{of}?",
)


def beginnings(report: IndexedReport, alone: bool) -> tuple[str, ...]:
    """Questions worth trying on a report, none of them tried yet.

    Where it is not the only one asked (`alone`) they name the body inspected; without one there is none to offer.
    """
    body = report.facts.body
    if not alone and not body:
        return ()
    in_, of = ("", "") if alone else (f" in {body}", f" of {body}")
    return tuple(question.format(in_=in_, of=of) for question in _ASKED)


def own_examples(reports: Sequence[IndexedReport], most: int) -> tuple[str, ...]:
    """The questions that the reports bring themselves, some of each in turn."""
    chosen = [one.facts.examples for one in reports]
    deepest = max(map(len, chosen), default=0)
    return tuple(dict.fromkeys(of[turn] for turn in range(deepest) for of in chosen if turn < len(of)))[:most]
