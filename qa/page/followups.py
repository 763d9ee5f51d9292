"""Questions that would go on from an answer, drawn from the report around what was cited."""

import re
from collections.abc import Iterator, Sequence

from corpus.types import Passage
from qa.types import Answer, Citation

_ABBREVIATION = re.compile(r"\(([A-Z][A-Za-z]*[A-Z][A-Z]*s?)\)")
_WORD = re.compile(r"[A-Za-z]+")
_LEAST_LETTERS, _MOST_LETTERS = 2, 7
_LONGEST = 130
"""Characters of a heading that is offered as a question."""

_MOST_SWAPPED = 2
_SMALL = 2
"""Letters of a word that tells nothing: "of", "in"."""


def candidates(answer: Answer, passages: Sequence[Passage], asked: Sequence[str]) -> tuple[str, ...]:
    """Questions to offer, most promising first, without those asked already. None has been tried yet."""
    if not answer.found:
        return ()
    cited = answer.citations[0]
    at = next((place for place, one in enumerate(passages) if one.section == cited.section), None)
    if at is None:
        return ()
    section = [one for one in passages if one.section == cited.section]
    offered = [*_swapped(answer, cited, section), *_abbreviations(section), *_headings(passages, at)]
    known = {_letters(one) for one in (*asked, answer.question)}
    return tuple(question for question in dict.fromkeys(offered) if _letters(question) not in known)


def _swapped(answer: Answer, cited: Citation, section: Sequence[Passage]) -> Iterator[str]:
    """The question that was asked, of the other columns and rows of the table that answered it."""
    passage = next((one for one in section if one.text == cited.passage and one.table), None)
    at = cited.quote_at + cited.answer[0]
    cells = passage.table.cells if passage and passage.table else ()
    cell = next((one for one in cells if one.start <= at < one.end), None)
    if cell is None:
        return
    for kind in ("columns", "row"):
        labels = list(dict.fromkeys(label for one in cells for label in getattr(one, kind)))
        named = [label for label in labels if label.casefold() in answer.question.casefold()]
        if len(named) == 1 and named[0] in getattr(cell, kind):
            beside = [one for one in cells if _differs_in(one, cell, kind)]
            others = dict.fromkeys(label for one in beside for label in getattr(one, kind) if label not in named)
            for other in [one for one in others if one not in getattr(cell, kind)][:_MOST_SWAPPED]:
                at = answer.question.casefold().index(named[0].casefold())
                yield answer.question[:at] + other + answer.question[at + len(named[0]) :]


def _differs_in(one: object, other: object, kind: str) -> bool:
    rest = {"columns": "row", "row": "columns"}[kind]
    return bool(getattr(one, rest) == getattr(other, rest) and getattr(one, kind) != getattr(other, kind))


def _abbreviations(section: Sequence[Passage]) -> Iterator[str]:
    """What the abbreviations stand for that the section explains."""
    for passage in section:
        for match in _ABBREVIATION.finditer(passage.text):
            letters = match[1].removesuffix("s")
            if _LEAST_LETTERS <= len(letters) <= _MOST_LETTERS and _explained(letters, passage.text[: match.start()]):
                yield f"What does {letters} stand for?"


def _explained(letters: str, before: str) -> bool:
    """Whether the words before an abbreviation begin with its letters."""
    words = _WORD.findall(before[-200:])[-len(letters) :]
    return [word[0].lower() for word in words] == list(letters.lower())


def _headings(passages: Sequence[Passage], at: int) -> Iterator[str]:
    """Headings near the cited section that are questions: those after it first, then the ones before."""
    paths = list(dict.fromkeys(one.section for one in passages))
    here = paths.index(passages[at].section)
    for path in (*paths[here + 1 :], *reversed(paths[:here])):
        if path[-1].rstrip().endswith("?") and len(path[-1]) <= _LONGEST and path[:1] == paths[here][:1]:
            yield path[-1]


def repeats(question: str, asked: Sequence[str]) -> bool:
    """Whether one of the questions asked says all that this one does, in whatever order."""
    words = _telling(question)
    return any(words <= _telling(one) for one in asked)


def _telling(question: str) -> set[str]:
    """The words of a question but the smallest."""
    return {word.casefold() for word in _WORD.findall(question) if len(word) > _SMALL}


def _letters(words: str) -> str:
    return "".join(_WORD.findall(words)).casefold()
