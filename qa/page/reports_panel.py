"""The reports that are indexed, as the panel's HTML and in sentences about what came of changing them."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence

from corpus.facts import date_in_words
from index.types import IndexedReport
from qa.page.markup import text
from qa.page.preparation import log_unexpected, plain_sentence
from qa.page.types import Changed

PLAINLY = {"writing the snapshot": "saving"}
"""The index's own words for what it is doing, in those of a reader."""

Tell = Callable[[str], None]

Change = Callable[[Tell], Changed]
"""Adding or removing, told where to report its progress."""


def listing(reports: Sequence[IndexedReport], changeable: bool) -> str:
    """Each report with what is known of it; where reports can be changed, with a button to remove it."""
    if not reports:
        return '<p class="none">No report is indexed.</p>'
    removable = changeable and len(reports) > 1
    return f'<ul class="reports">{"".join(_report(one, removable) for one in reports)}</ul>'


def told(sentences: Sequence[str], problems: Sequence[str] = ()) -> str:
    """What came of a change: what was noticed, then what went wrong."""
    notes = "".join(f"<p>{text(sentence)}</p>" for sentence in sentences)
    wrong = "".join(f'<p class="wrong">{text(sentence)}</p>' for sentence in problems)
    return f'<div class="told" role="status">{notes}{wrong}</div>'


async def changing(change: Change, doing: str, done: str) -> AsyncIterator[str]:
    """Make a change in a thread; yields what to show while it goes on and, last, what came of it."""
    steps = [doing]
    work = asyncio.ensure_future(asyncio.to_thread(change, steps.append))
    shown = ""
    while not work.done():
        if steps[-1] != shown:
            shown = steps[-1]
            yield told([plainly(shown)])
        await asyncio.wait([work], timeout=0.3)
    try:
        made = work.result()
    except Exception as error:
        log_unexpected(error)
        yield told([], [plain_sentence(error)])
    else:
        yield told([*made.notes, *([] if made.problems else [done])], made.problems)


def plainly(step: str) -> str:
    """What is being done, as a reader would say it."""
    for technical, plain in PLAINLY.items():
        step = step.replace(technical, plain)
    return f"{step[:1].upper()}{step[1:]}…"


def _report(report: IndexedReport, removable: bool) -> str:
    facts = report.facts
    size = [f"{report.pages} pages" if report.pages else "", _passages(report.passages)]
    known = [facts.publisher, facts.body if facts.body not in facts.title else "", date_in_words(facts.date), *size]
    remove = (
        f'<details class="remove"><summary>Remove<span class="offscreen"> {text(facts.title)}</span></summary>'
        f"<p>This deletes the file {text(report.file_name)} for everyone who uses this page.</p>"
        f'<button type="button" data-remove="{text(report.id)}">Delete this report</button></details>'
        if removable
        else ""
    )
    return (
        f"<li><h3>{text(facts.title)}</h3><p>{' · '.join(text(fact) for fact in known if fact)}</p>"
        f'<div class="actions"><button type="button" data-read="{text(report.id)}">Read'
        f'<span class="offscreen"> {text(facts.title)}</span></button></div>{remove}</li>'
    )


def _passages(count: int) -> str:
    return "1 passage" if count == 1 else f"{count:,} passages"
