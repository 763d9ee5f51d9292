"""Takes off a question what only says which report it is asked of: "According to the 2016 Kent report, …"."""

import re
from collections.abc import Sequence

from corpus.words import word_set
from index.folding import telling, words
from index.types import IndexedReport
from qa.own_questions import BODIES, calling
from qa.questions import AUXILIARY

_DOCUMENT = (
    "report|document|letter|paper|publication|inspection|review|audit|assessment|strategy|statement|summary|inspectors"
)
_NAMES = r"(?:[\w’'&.:–-]+ ){0,8}?"
_WHERE = r"(?P<where>according to|as stated in|based on|going by|looking at|in|from|per|as per)"
_OF = r"(?: (?:of|on|about|for|into|from|by|in)(?: [\w’'&.:–-]+){1,10}?)?"
_FRAME = rf"{_WHERE} (?P<names>(?:(?:the|this|that|your|their|its) )?{_NAMES}(?P<document>{_DOCUMENT})\b{_OF})"
_ASKS = rf"(?:who|what|which|when|where|why|how|whose|whom|{AUXILIARY}|list|name|give|tell|please)\b"
_BEFORE = re.compile(rf"^{_FRAME}(?:\s*[,:–-]\s*|\s+(?={_ASKS}))", re.IGNORECASE)
_AFTER = re.compile(rf",?\s+{_FRAME}\s*(?P<end>[?.!]*)$", re.IGNORECASE)
_SAYS_NOTHING = word_set(
    f"{BODIES}|report reports document letter paper publication inspection inspectors full latest recent most "
    "newest official published year dated services".replace("|", " ")
)
"""Not "review" or "strategy": a report tells of others', where its own title has not that word. Nor "last": it is the
one before that a report tells of so.
"""
_IN = word_set("in from")
_WORK = word_set("inspection review audit assessment inspectors")
"""What a report tells of, too: unless it has a name, "who took part in the inspection?" asks about it."""
_WHICH_ONE = word_set("latest recent newest full official published")
"""Words by which the report is told from those before it, as it is by a name."""


def without_frame(question: str, reports: Sequence[IndexedReport]) -> str:
    """The question without a frame of the words that these reports are called by; with it where it says anything else
    ("In the inspection of custody, …") or where next to nothing would remain.
    """
    called = _SAYS_NOTHING.union(*map(calling, reports))
    for frame in (_BEFORE, _AFTER):
        match = frame.search(question)
        if match and called.issuperset(telling(match["names"])):
            end = match.groupdict().get("end") or ""
            rest = question[: match.start()] + end if frame is _AFTER else question[match.end() :]
            asks = bool(words(rest)) if frame is _BEFORE else len(telling(rest)) > 1 and not _is_asked_about(match)
            if asks:
                question = rest[:1].upper() + rest[1:]
    return question


def _is_asked_about(frame: re.Match[str]) -> bool:
    """Whether what a question ends with is rather what it asks about: "in the inspection", by no name or year, nor as
    the latest one.
    """
    nameless = set(telling(frame["names"])) <= _SAYS_NOTHING - _WHICH_ONE | _WORK
    return nameless and frame["where"].lower() in _IN and frame["document"].lower() in _WORK
