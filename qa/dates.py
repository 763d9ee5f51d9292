"""Whether a date can be the answer: what is still to come was not before the report."""

import re

from index.types import IndexedReport

_TO_COME = re.compile(
    r"^(?:(?:and|so|but) )?(?:(?:when|(?:in |on |by )?(?:what|which) (?:date|day|month|year)) will\b|"
    r"when (?:is|are) .*\b(?:next|due)\b)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def was_before(question: str, answer: str, report: IndexedReport) -> bool:
    """Whether the question asks when something will be, and the answer only names years before the report was written.

    What is published in one year may have been written in the one before.
    """
    years = [int(year) for year in _YEAR.findall(answer)] if _TO_COME.search(question) else []
    return bool(years and report.facts.date) and max(years) < int(report.facts.date[:4]) - 1
