"""Answers, citations and conversations turned into HTML in which report text is only ever text."""

import html
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from qa.types import Answer, Citation, Suggestion

SURE = 0.8
"""Confidence from which a report "says" rather than "suggests": of answers given at 0.8, about 80 % are right."""

SHORT = 60
"""Characters up to which an answer is set in the largest type."""

PREVIEW = 150
"""Characters of a suggested passage that are shown before it is unfolded."""


@dataclass(frozen=True)
class Turn:
    """One question as typed, and the HTML shown beneath it. `answered` is False for a notice or while waiting."""

    question: str
    body: str
    answered: bool = False


@dataclass(frozen=True)
class Shelf:
    """What the page calls the reports: titles and publishers by report id, in the order of the index."""

    titles: Mapping[str, str]
    publishers: Mapping[str, str]


EMPTY_SHELF = Shelf({}, {})


def text(words: str) -> str:
    """Words as HTML text or attribute value: no markup, no lone surrogate that could not be sent."""
    sendable = words.encode("utf-8", "replace").decode("utf-8")
    return html.escape(sendable, quote=True).replace("\r", "&#13;")


def heading(shelf: Shelf, doing: str = "") -> str:
    """The page's heading: the one report's title, or how many reports there are; what is going on until it is known."""
    titles = list(shelf.titles.values())
    if len(titles) == 1:
        return _heading("Ask the report", titles[0])
    if titles:
        return _heading("Ask the reports", f"{len(titles)} inspection reports")
    status = f'<p class="status" role="status">{text(doing)}…</p>' if doing else ""
    return _heading("Ask the reports", "Inspection reports") + status


def conversation(turns: Sequence[Turn]) -> str:
    """All turns of the conversation, oldest first."""
    return f'<div class="turns" role="log" aria-label="Conversation">{"".join(map(_turn, turns))}</div>'


def answer(given: Answer, asked: str, shelf: Shelf = EMPTY_SHELF) -> str:
    """An answer: the short answer, then the quotes that prove it; or what to read where there is none."""
    body = _found(given, shelf) if given.found else _not_found(given, shelf)
    return f'<div class="answer">{_understood(given, asked)}{body}</div>'


def waiting(doing: str) -> str:
    """What is shown until the answer comes."""
    return f'<p class="waiting"><span class="dots" aria-hidden="true"><i></i><i></i><i></i></span> {text(doing)}…</p>'


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


def _turn(turn: Turn) -> str:
    question = f'<h2 class="question">{text(turn.question)}</h2>' if turn.question else ""
    return f'<section class="turn">{question}{turn.body}</section>'


def _understood(given: Answer, asked: str) -> str:
    if " ".join(given.question.split()) == " ".join(asked.split()):
        return ""
    return f'<p class="understood">Understood as: <q>{text(given.question)}</q></p>'


def _found(given: Answer, shelf: Shelf) -> str:
    quotes = "".join(_citation(citation, shelf) for citation in given.citations)
    return f"""<p class="says">{_says(given)}</p>{_short(given)}{_caution(given)}<div class="evidence">{quotes}</div>{
        _others(given.others, shelf)
    }"""


def _says(given: Answer) -> str:
    several = len({citation.report for citation in given.citations}) > 1
    verb = ("say" if given.confidence >= SURE else "suggest") + ("" if several else "s")
    return f"The {'reports' if several else 'report'} {verb}"


def _caution(given: Answer) -> str:
    if given.confidence >= SURE:
        return ""
    return '<p class="caution">Less certain: check it against the words below.</p>'


def _short(given: Answer) -> str:
    if given.kind == "comparison" and len(given.items) == len(given.citations):
        rows = zip(given.citations, given.items, strict=True)
        pairs = "".join(f"<div><dt>{text(citation.title)}</dt><dd>{text(item)}</dd></div>" for citation, item in rows)
        return f'<dl class="short several">{pairs}</dl>'
    if given.items:
        return f'<ul class="short several">{"".join(f"<li>{text(item)}</li>" for item in given.items)}</ul>'
    size = "" if len(given.text) <= SHORT else " long"
    return f'<p class="short{size}">{text(given.text)}</p>'


def _citation(citation: Citation, shelf: Shelf) -> str:
    return f"""<figure class="citation"><blockquote>{_marked(citation)}</blockquote><figcaption>{
        _place(citation)
    }<div class="actions"><button type="button" data-open>Read in context</button><button type="button" data-copy="{
        text(copied_citation(citation, shelf))
    }">Copy citation</button></div></figcaption><div class="source" hidden>{_source(citation)}</div></figure>"""


def _marked(citation: Citation) -> str:
    start, end = citation.answer
    before, said, after = citation.quote[:start], citation.quote[start:end], citation.quote[end:]
    return f"{text(before)}<mark>{text(said)}</mark>{text(after)}"


def _source(citation: Citation) -> str:
    """The passage with the quote in it, for the panel beside the conversation."""
    end = citation.quote_at + len(citation.quote)
    before, after = citation.passage[: citation.quote_at], citation.passage[end:]
    quoted = f'<span class="quoted">{_marked(citation)}</span>'
    return f'{_place(citation)}<p class="passage">{text(before)}{quoted}{text(after)}</p>'


def _place(cited: Citation | Suggestion, titled: bool = True) -> str:
    page = "" if cited.page is None else f'<span class="page">p. {cited.page}</span>'
    title = f'<cite class="title">{text(cited.title)}</cite>' if titled else ""
    return f'<div class="place">{title}<div class="where">{_path(cited.section)}{page}</div></div>'


def _path(section: Iterable[str]) -> str:
    steps = '<span class="step" aria-hidden="true"> › </span>'.join(f"<span>{text(name)}</span>" for name in section)
    return f'<span class="path">{steps}</span>' if steps else ""


def _others(others: Sequence[Citation], shelf: Shelf) -> str:
    if not others:
        return ""
    quotes = "".join(_citation(citation, shelf) for citation in others)
    return f'<details class="others"><summary>Other readings ({len(others)})</summary>{quotes}</details>'


def _not_found(given: Answer, shelf: Shelf) -> str:
    says = "The reports do not say"
    more = "" if given.message.strip(" .") == says else f'<p class="message">{text(given.message)}</p>'
    return f'<p class="says none">{says}</p>{more}{_nearby(given.nearby, titled=len(shelf.titles) != 1)}'


def _opening(words: str) -> str:
    """How a passage begins, in whole words."""
    return words if len(words) <= PREVIEW else words[:PREVIEW].rsplit(maxsplit=1)[0] + " …"


def _nearby(nearby: Sequence[Suggestion], titled: bool) -> str:
    if not nearby:
        return ""
    folded = "".join(
        f'<details class="suggestion"><summary><div>{_place(near, titled)}'
        f'<p class="preview" aria-hidden="true">{text(_opening(near.text))}</p></div></summary>'
        f'<p class="passage">{text(near.text)}</p></details>'
        for near in nearby
    )
    return f'<div class="nearby"><h3>You may want to read</h3>{folded}</div>'
