"""Lists asked for by the heading they stand under: "What are the areas for improvement?"."""

import re
from collections.abc import Iterable

from corpus.types import Kind, Passage
from index.folding import terms, words
from qa.lists import without_joint
from qa.own_questions import BODIES

_ASKS = re.compile(
    r"^(?:(?:what|which) (?:are|were)|(?:please )?(?:list|name|give me)) (?:all )?(?:of )?(?:the |its |their )"
    r"(?P<heading>[^?.,;:]+?)\s*[?.]?$",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"\s(?:(?:in|of) (?:the|this) (?:report|inspection|document|letter)|"
    r"(?:that )?(?:(?:was|were|are|is) )?(?:made|given|listed|named|identified|set out|found|mentioned)"
    r"(?: (?:by|in) (?:the|this) (?:report|inspectors|inspection))?)$",
    re.IGNORECASE,
)
"""What only says again that the report has them."""

_BODY = rf"(?:(?:the|this|its|their)(?: ~)*(?: local)? (?:{BODIES}|services)|(?:the )?~(?: ~| {BODIES})*|it|they)"
_INSPECTORS = r"(?:(?:the )?(?:inspectors?|inspectorates?|inspection|report|letter|~(?: ~)*)|they|it|you)"
_THESE = r"(?:what|which) (?:are|were) (?:the |its |their )?(?:(?:main|key) )*"
_BETTER = (
    r"(?:(?:to )?(?:be )?(?:improv(?:e|ed|ing)|put right|fix(?:ed|ing)?|address(?:ed|ing)?|chang(?:e|ed|ing)|done|"
    r"work(?:ed)? on)|(?:to )?(?:do|get|be|work) better(?: at)?|(?:to )?(?:do )?(?:next|to improve)|work|attention)"
)
_ASKS_WHAT_SHOULD_IMPROVE = (
    r"(?:what|where|which areas?) (?:(?:else|still|most) )*(?:needs?|requires?|could|should|must) "
    rf"(?:{_BODY} )?(?:still )?(?:need )?{_BETTER}(?: (?:most|further))?",
    rf"(?:what|where) (?:should|must|does|do|could|can) {_BODY} (?:still )?(?:(?:need|have) )?{_BETTER}",
    rf"{_THESE}(?:(?:biggest|greatest|worst|most serious) )?"
    r"(?:recommendations|weaknesses|failings|shortcomings|improvements? needed|problems|concerns|criticisms)",
    rf"{_THESE}areas (?:for|of|needing|requiring|in need of) (?:improvement|development)",
    rf"what (?:did|do|does|has|have) {_INSPECTORS} recommend(?:ed)?",
    rf"what (?:did|do|does|has|have) {_INSPECTORS} (?:told|tell|want|wanted|ask|asked|say|said) {_BODY} "
    rf"(?:(?:should|must|has|have|needs?) )?{_BETTER}",
    rf"what (?:did|do|does) {_INSPECTORS} (?:say|think|find|feel) (?:that )?(?:{_BODY} )?(?:still )?"
    rf"(?:needs?|needed|requires?|must|should|could|(?:has|have|had)(?= to )) {_BETTER}",
)
_SAYS_WHAT_SHOULD_IMPROVE = (
    r"recommendations?",
    r"(?:further )?improvements?(?: (?:required|needed))?",
    r"areas? (?:for|of|requiring) (?:further )?(?:improvement|development)",
    r"weaknesses",
    r"(?:priority )?actions? (?:required|needed)",
    r"what (?:[\w’' -]+ )?(?:needs?|must|should)(?: to)?(?: be)? (?:improved?|do better)",
)
_ASKS_WHAT_IS_GOOD = (
    rf"what (?:is|are|was|were|does|do|did) {_BODY} "
    r"(?:(?:already )?(?:do|doing) (?:very )?(?:well|right)|good at|best at)",
    r"what (?:is|are|was|were|goes|works?) (?:going |working |done )*(?:well|right|best)",
    rf"{_THESE}(?:strengths|good points|strong points)",
)
_SAYS_WHAT_IS_GOOD = (
    r"strengths?",
    r"what (?:works|is (?:working|going)) well",
    r"good practice",
    r"what is [\w’' -]+ doing (?:well|that is (?:effective|good|working(?: well)?))",
)

_OF_ITS_PLACE = re.compile(r"^(?:in|at|for) (?:the )?~(?: ~)* | (?:in|at|for|of|across) (?:the )?~(?: ~)*$")


def _any(patterns: Iterable[str], before: str = "", after: str = "") -> re.Pattern[str]:
    return re.compile(f"{before}(?:{'|'.join(patterns)}){after}", re.IGNORECASE)


_IN_GENERAL = tuple(
    (_any(asks), _any(says, r"(?:(?:key|main|our|the|areas? of|summary of) )*", r"\W*"))
    for asks, says in (
        (_ASKS_WHAT_SHOULD_IMPROVE, _SAYS_WHAT_SHOULD_IMPROVE),
        (_ASKS_WHAT_IS_GOOD, _SAYS_WHAT_IS_GOOD),
    )
)
"""Questions that ask in general for what a report may list under one of several headings, and those headings."""

_OF_THE_REPORT = re.compile(
    r"\brecommend|\b(?:what|which) (?:are|were) the (?:(?:main|key) )*(?:strengths|weaknesses|areas|improvements?)\b",
    re.IGNORECASE,
)

MOST_ITEMS = 40
"""More are no answer any more, but a chapter."""

FEWEST_PARAGRAPHS = 3
"""Fewer paragraphs than this under a heading are running text, not a list."""

MOST_SENTENCES = 2
"""A paragraph with more sentences than this is running text, not an item of a list."""

_PARAGRAPH = re.compile(r"^(?!the following\b)\S[^\n]*(?<=\S)", re.IGNORECASE | re.MULTILINE)
"""One that says what follows is no item."""

Place = tuple[Passage, tuple[tuple[int, int], ...]]
"""A passage and the (start, end) of its items."""


def listed_under_heading(question: str, passages: Iterable[Passage], places: Iterable[str] = ()) -> tuple[Place, ...]:
    """The lists among the passages whose heading is, word by word, the question or what it asks for; () where there is
    none, or more than an answer can hold. The `places` that the passages' report is about are left out of account.
    """
    match = _ASKS.match(question)
    own = {term for place in places for term in terms(place)}
    asked = set(terms(_OWN.sub("", match["heading"]))) - own if match else set()
    return _few(
        one
        for one in passages
        if words(one.section[-1]) == words(question) or (asked and set(terms(one.section[-1])) - own == asked)
    )


def asks_in_general(masked: str) -> bool:
    """Whether it is asked in general what needs to improve or is done well."""
    return any(ask.fullmatch(_without_its_place(masked)) for ask, _ in _IN_GENERAL)


def says_it_is_of_the_report(question: str) -> bool:
    """Whether a question asks in words of its own for a part that reports have, whatever was asked before it."""
    return bool(_OF_THE_REPORT.search(question))


def listed_in_general(masked: str, passages: Iterable[Passage]) -> tuple[Place, ...]:
    """The lists among the passages under a heading of the kind that the question asks for in general: what needs to
    improve, what is done well; () as above. `masked` is the question with the report's names as ~. Such sections are
    lists also where their items are short paragraphs, and where further headings sort them.
    """
    asked = _without_its_place(masked)
    headings = [heading for ask, heading in _IN_GENERAL if ask.fullmatch(asked)]
    under = [one for one in passages if any(heading.fullmatch(part) for heading in headings for part in one.section)]
    return _few(under) or _few_paragraphs(under)


def _without_its_place(masked: str) -> str:
    return _OF_ITS_PLACE.sub("", masked.replace("~ 's", "its"))


def _few(passages: Iterable[Passage]) -> tuple[Place, ...]:
    return _not_too_many((one, _items(one)) for one in passages if one.kind is Kind.LIST_ITEM)


def _few_paragraphs(passages: Iterable[Passage]) -> tuple[Place, ...]:
    """Each paragraph as an item, where all of them are as short as items."""
    paragraphs = [(one, _paragraphs(one)) for one in passages if one.kind is Kind.PARAGRAPH]
    short = all(len(one.sentences_around(*span)) <= MOST_SENTENCES for one, spans in paragraphs for span in spans)
    enough = sum(len(spans) for _, spans in paragraphs) >= FEWEST_PARAGRAPHS
    return _not_too_many(paragraphs) if short and enough else ()


def _not_too_many(places: Iterable[Place]) -> tuple[Place, ...]:
    found = tuple((one, items) for one, items in places if items)
    return found if sum(len(items) for _, items in found) <= MOST_ITEMS else ()


def _paragraphs(passage: Passage) -> tuple[tuple[int, int], ...]:
    return tuple((line.start(), line.end()) for line in _PARAGRAPH.finditer(passage.text))


def _items(passage: Passage) -> tuple[tuple[int, int], ...]:
    text = passage.text
    spans = (
        (one.start, one.start + len(without_joint(text[one.start : one.end])))
        for one in passage.sentences[passage.lead :]
    )
    return tuple((start, end) for start, end in spans if start < end)
