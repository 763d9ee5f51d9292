"""Answers, citations and conversations turned into HTML in which report text is only ever text."""

from collections.abc import Mapping, Sequence

from qa.cite import below_title
from qa.page.markup import path, table, text
from qa.page.records import to_json
from qa.page.tables import Grid
from qa.page.types import EMPTY_SHELF, SURE, Shelf, Turn
from qa.types import Answer, Citation, Suggestion

DOUBTFUL = 0.5
"""Confidence below which an answer is more likely wrong than right."""

SHORT = 60
"""Characters up to which an answer is set in the largest type."""

PREVIEW = 150
"""Characters of a suggested passage that are shown before it is unfolded."""

TOLD = 40
"""Characters up to which another reading is told in the line that unfolds it."""


def heading(shelf: Shelf, doing: str = "") -> str:
    """The page's heading: the one report's title, or how many reports there are; what is going on until it is known."""
    titles = list(shelf.titles.values())
    if len(titles) == 1:
        return _heading("Ask the report", titles[0])
    if titles:
        return _heading("Ask the reports", f"{len(titles)} inspection reports")
    status = f'<p class="status" role="status">{text(doing)}…</p>' if doing else ""
    return _heading("Ask the reports", "Inspection reports") + status


def examples(questions: Sequence[str]) -> str:
    """Questions to begin with, each asked with a click."""
    if not questions:
        return ""
    return f"<p>Try one of these, or ask your own.</p>{_asks(questions)}"


def next_questions(questions: Sequence[str], turns: Sequence[Turn]) -> str:
    """Questions that would go on from the last answer, each asked with a click; says which turn they come after."""
    if not questions:
        return ""
    after = text(f"{len(turns) - 1} {turns[-1].question}")
    return f'<div class="next" data-after="{after}"><h2>You could ask next</h2>{_asks(questions)}</div>'


def conversation(turns: Sequence[Turn]) -> str:
    """All turns of the conversation, oldest first."""
    inner = "".join(_turn(place, turn) for place, turn in enumerate(turns))
    # Every change brings all of it anew, of which a screen reader would read out nothing or everything: the page's
    # script says the new answer instead.
    return f'<div class="turns" role="log" aria-live="off" aria-label="Conversation">{inner}</div>'


def answer(
    given: Answer,
    asked: str,
    shelf: Shelf = EMPTY_SHELF,
    grids: Mapping[Citation, Grid] | None = None,
    only: str = "",
    followed: bool = False,
) -> str:
    """An answer: the short answer, then the quotes that prove it; or what to read where there is none.

    `grids` are the tables around cited cells, `only` is the report it was restricted to, `followed` says that other
    questions came before.
    """
    body = _found(given, shelf, grids or {}) if given.found else _not_found(given, shelf, only, followed)
    return f'<div class="answer">{_understood(given, asked)}{body}{_opinion(given.found)}</div>'


def waiting(doing: str) -> str:
    """What is shown until the answer comes."""
    return f'<p class="waiting"><span class="dots" aria-hidden="true"><i></i><i></i><i></i></span> {text(doing)}…</p>'


def queued(before: int) -> str:
    """What is shown to someone in the line."""
    return waiting("1 question before yours" if before == 1 else f"{before} questions before yours")


def notice(sentence: str) -> str:
    """One plain sentence in place of an answer."""
    return f'<p class="notice">{text(sentence)}</p>'


def copied_citation(citation: Citation, shelf: Shelf = EMPTY_SHELF) -> str:
    """The citation as people write one: publisher, title, section, page."""
    publisher = shelf.publishers.get(citation.report, "")
    parts = [publisher, citation.title]
    if citation.section:
        parts.append(f"section “{' › '.join(citation.section)}”")
    if citation.page is not None:
        parts.append(f"p. {citation.page}")
    return ", ".join(part for part in parts if part)


def _heading(eyebrow: str, title: str) -> str:
    return f'<p class="eyebrow">{text(eyebrow)}</p><h1>{text(title)}</h1>'


def _asks(questions: Sequence[str]) -> str:
    buttons = "".join(
        f'<li><button type="button" data-ask="{text(question)}">{text(question)}</button></li>'
        for question in questions
    )
    return f'<ul class="asks">{buttons}</ul>'


def _turn(place: int, turn: Turn) -> str:
    question = f'<h2 class="question">{text(turn.question)}</h2>' if turn.question else ""
    again = (
        '<div class="again"><button type="button" class="quiet" data-edit>Edit</button>'
        '<button type="button" class="quiet" data-retry>Ask again</button></div>'
        if turn.question
        else ""
    )
    kept = to_json(turn)
    record = f' data-turn="{text(kept)}"' if kept else ""
    return (
        f'<section class="turn" data-place="{place}" data-question="{text(turn.question)}"{record}>'
        f"{question}{again}{turn.body}</section>"
    )


def _understood(given: Answer, asked: str) -> str:
    if " ".join(given.question.split()) == " ".join(asked.split()):
        return ""
    return f'<p class="understood">Understood as: <q>{text(given.question)}</q></p>'


def _found(given: Answer, shelf: Shelf, grids: Mapping[Citation, Grid]) -> str:
    says = f'<p class="says">{_says(given)}</p>'
    if given.kind == "comparison" and len(given.items) == len(given.citations):
        # A comparison says which reports it found nothing in.
        empty = f'<p class="message">{text(given.message)}</p>' if given.message else ""
        return f"{says}{_caution(given)}{_compared(given, shelf, grids)}{empty}{_others(given.others, shelf)}"
    first = given.citations[0]
    because = '<p class="because">Because it says:</p>' if given.kind == "yes_no" else ""
    return (
        f'{says}{_short(given)}{_caution(given)}{because}<div class="evidence">'
        f"{_citation(first, shelf, 'citations 0', grids.get(first))}</div>{_further(given, shelf)}"
        f"{_others(given.others, shelf)}"
    )


def _says(given: Answer) -> str:
    if given.kind == "yes_no":
        # The report does not say "yes": it says something from which that follows.
        return "Going by the report" + _banded(given, "", ", probably", ", perhaps")
    several = len({citation.report for citation in given.citations}) > 1
    verb = _banded(given, "say", "suggest", "may say") if several else _banded(given, "says", "suggests", "may say")
    return f"The {'reports' if several else 'report'} {verb}"


def _banded(given: Answer, sure: str, likely: str, doubtful: str) -> str:
    """The words that fit an answer's confidence."""
    return sure if given.confidence >= SURE else likely if given.confidence >= DOUBTFUL else doubtful


def _caution(given: Answer) -> str:
    words = _banded(
        given,
        "",
        "Less certain: check it against the words below.",
        "Doubtful: answers like this one are more often wrong than right. Read the words below.",
    )
    return f'<p class="caution">{words}</p>' if words else ""


def _short(given: Answer) -> str:
    if given.items:
        return f'<ul class="short several">{"".join(f"<li>{text(item)}</li>" for item in given.items)}</ul>'
    size = "" if len(given.text) <= SHORT else " long"
    return f'<p class="short{size}">{text(given.text)}</p>'


def _compared(given: Answer, shelf: Shelf, grids: Mapping[Citation, Grid]) -> str:
    """What each report says, side by side."""
    cards = "".join(
        f'<li><h3>{text(citation.title)}</h3><p class="item">{text(item)}</p>'
        f"{_citation(citation, shelf, f'citations {place}', grids.get(citation), titled=False)}</li>"
        for place, (citation, item) in enumerate(zip(given.citations, given.items, strict=True))
    )
    return f'<ul class="compared">{cards}</ul>'


def _citation(citation: Citation, shelf: Shelf, which: str, grid: Grid | None = None, titled: bool = True) -> str:
    """A quote and its place. `which` tells the page's script where the citation stands in the answer."""
    quote = table(grid) if grid else f"<blockquote>{_marked(citation)}</blockquote>"
    return (
        f'<figure class="citation">{quote}<figcaption>{_place(citation, titled)}<div class="actions">'
        f'<button type="button" data-open="{which}">Read in the report</button><button type="button" '
        f'data-copy="{text(copied_citation(citation, shelf))}">Copy citation</button></div></figcaption></figure>'
    )


def _marked(citation: Citation) -> str:
    start, end = citation.answer
    before, said, after = citation.quote[:start], citation.quote[start:end], citation.quote[end:]
    return f"{text(before)}<mark>{text(said)}</mark>{text(after)}"


def _place(cited: Citation | Suggestion, titled: bool = True) -> str:
    page = "" if cited.page is None else f'<span class="page">p. {cited.page}</span>'
    title = f'<cite class="title">{text(cited.title)}</cite>' if titled else ""
    headings = below_title(cited) if titled else cited.section
    return f'<div class="place">{title}<div class="where">{path(headings)}{page}</div></div>'


def _further(given: Answer, shelf: Shelf) -> str:
    """The citations after the first: of the same, folded, or of the items that the first does not have, open."""
    first, *more = given.citations
    if not more:
        return ""
    quotes = "".join(_citation(citation, shelf, f"citations {place}") for place, citation in enumerate(more, 1))
    where = "one more place" if len(more) == 1 else f"{len(more)} more places"
    if all(item in first.passage for item in given.items):
        return f'<details class="agreeing"><summary>Said in {where}</summary>{quotes}</details>'
    return f'<details class="agreeing" open><summary>The rest is listed in {where}</summary>{quotes}</details>'


def _others(others: Sequence[Citation], shelf: Shelf) -> str:
    if not others:
        return ""
    quotes = "".join(
        f'<p class="item">{text(citation.answer_text)}</p>{_citation(citation, shelf, f"others {place}")}'
        for place, citation in enumerate(others)
    )
    told = [citation.answer_text for citation in others if len(citation.answer_text) <= TOLD]
    telling = f": {text(' · '.join(told))}" if len(told) == len(others) else f" ({len(others)})"
    return f'<details class="others"><summary>Other readings{telling}</summary>{quotes}</details>'


def _not_found(given: Answer, shelf: Shelf, only: str, followed: bool) -> str:
    says = "The reports do not say"
    more = "" if given.message.strip(" .") == says else f'<p class="message">{text(given.message)}</p>'
    return (
        f'<p class="says none">{says}</p>{more}{_searched(shelf, only, explained=bool(more))}'
        f"{_nearby(given.nearby, titled=len(shelf.titles) != 1)}{_advice(bool(only), followed)}"
    )


def _searched(shelf: Shelf, only: str, explained: bool) -> str:
    """What was searched; of all reports nothing where the answer's own message has told which were asked, and why."""
    if only in shelf.titles:
        what = f"Only “{shelf.titles[only]}” was searched."
    elif explained:
        return ""
    elif len(shelf.titles) == 1:
        what = "The whole report was searched."
    elif shelf.titles:
        what = f"{len(shelf.titles)} reports were searched."
    else:
        return ""
    why = "" if explained else " No sentence answers this with enough certainty."
    return f'<p class="searched">{text(what)}{why}</p>'


def _advice(only: bool, followed: bool) -> str:
    tips = [
        "Use words that the report itself would use.",
        "Ask for one thing, and name whom and when you mean.",
        *(["Ask in full, without leaning on the question before."] if followed else []),
        *(["Choose “All reports” below the question box."] if only else []),
    ]
    items = "".join(f"<li>{tip}</li>" for tip in tips)
    return f'<details class="advice"><summary>How to ask better</summary><ul>{items}</ul></details>'


def _opening(words: str) -> str:
    """How a passage begins, in whole words."""
    return words if len(words) <= PREVIEW else words[:PREVIEW].rsplit(maxsplit=1)[0] + " …"


def _nearby(nearby: Sequence[Suggestion], titled: bool) -> str:
    if not nearby:
        return ""
    folded = "".join(
        f'<details class="suggestion"><summary><div>{_place(near, titled)}'
        f'<p class="preview" aria-hidden="true">{text(_opening(near.text))}</p></div></summary>'
        f'<p class="passage">{text(near.text)}</p><div class="actions"><button type="button" '
        f'data-open="nearby {place}">Read in the report</button></div></details>'
        for place, near in enumerate(nearby)
    )
    return f'<div class="nearby"><h3>The nearest passages</h3>{folded}</div>'


def _opinion(found: bool) -> str:
    # Who was refused cannot tell whether that is right, but may know that the answer is there.
    asked = "Is this right?" if found else "Is it in the reports after all?"
    yes, no = ("right", "wrong") if found else ("wrong", "right")
    return (
        f'<div class="opinion" role="group" aria-label="Your opinion of this answer"><span>{asked}</span>'
        f'<button type="button" data-opinion="{yes}">Yes</button>'
        f'<button type="button" data-opinion="{no}">No</button></div>'
    )
