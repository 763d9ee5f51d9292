"""Follow-up questions made to stand alone with the help of the questions before them."""

import re
from collections.abc import Sequence

from index.folding import telling
from qa.questions import AUXILIARY

_OPENERS = (
    rf"(?:who|what|which|where|when|why|how|whose|{AUXILIARY}|list|name|give|tell|show|define|explain|describe)\b"
)
_CONNECTED = re.compile(
    r"^(?:and|but|so|or|then|also|what about|how about|what else|who else|where else|anything else|any others?|why so|"
    r"that|more about|tell me more|in that case|compared (?:with|to)|vs|versus|i meant|actually|not|ok|okay|"
    r"no(?!\.? of\b)|sorry)\b",
    re.I,
)
_CONNECTED_QUESTION = re.compile(
    r"^(?:(?P<aside>(?:ok|okay|also|actually|sorry|no|right|thanks),)|"
    rf"(?:and|but|so|ok|okay|also|actually|sorry|then|no|right|thanks),?) (?={_OPENERS})",
    re.I,
)
"""Goes on to a question that may be a new one. Said aside ("Sorry, …") it joins less than "and" does."""
_COMPARED = re.compile(rf"^compared (?:with|to) (?P<other>[^,?]+), (?={_OPENERS})", re.I)
_REFERS = re.compile(
    r"\b(?:it|its|itself|they|them|their|theirs|he|she|him|her|his|hers|these|those|this|that one|the same|"
    r"the former|the latter|such|there|"
    r"(?:is|was|does|did|has|had|will|would|about|after|before|like|by|for|to|of|in|on|with|from) that|"
    r"which ones?)\b(?! (?:the|own|a)\b)",
    re.I,
)
_REFERS_NOT = re.compile(
    r"\b(?:is|was|are|were|has|have|had|will) there\b|\bthere (?:is|was|are|were|any|been)\b|"
    r"\bthis (?:report|letter|inspection|force|constabulary|year|document|page)\b|\bit (?:is|was) (?:true|"
    r"said|possible|clear)\b|\bis it (?:true|possible)\b|"
    r"\bthose (?:who|whose|wanted|that|in|with|at|on|of|responsible)\b|\bsuch as\b",
    re.I,
)
_EXPLETIVE = re.compile(
    r"\b(?:(?:does|did|can|could|will|would|might|must) it (?:have to )?(?:cost|take|help|matter|mean|feel|make sense)|"
    r"(?:is|was|be) it (?:like|right|fair|ok|okay|legal|enough|too \w+)|"
    r"(?:who|what|why|how|where|when)(?:['’]s| is| was) it(?= that)|whose \w+ (?:is|was) it(?: not)?|"
    r"how \w+ (?:is|was) it|(?:makes?|made|making|finds?|found|think|thought) it (?:\w+ )?\w+|"
    r"(?:is|was|be|will|would|why|so|too) it (?:\w+ )?(?:easy|easier|hard|harder|difficult|tricky|important|vital|"
    r"possible|impossible|common|normal|usual|unusual|necessary|unfair|wrong|worth|clear|true|known))"
    r"(?= (?:(?:for|on) )?(?P<about>.*))",
    re.I,
)
"""An "it" that stands for nothing but what comes after: "what does it cost to run a car?"."""

_BARE = re.compile(
    r"^(?:why(?: not)?|how(?: so| come)?|when(?: was that)?|where|who|which(?: ones?)?|what|"
    r"how (?:many|much|often|long)|by (?:whom|how much|when)|since when|for (?:what|whom)|about what|"
    r"with (?:what|whom)|in what way|says who|"
    r"(?:for )?(?:an )?examples?|really|to whom|from where|out of how many)\W*$",
    re.I,
)
"""A question word with nothing to ask about."""

_POINTS = re.compile(
    rf"\b(?:he|she|him|her|his|hers)\b|(?:\b{AUXILIARY}|['’]s) (?:that|these|those|they)\b|"
    r"\b(?:between|than) (?:it|them)\b|"
    r"\b(?:this|that|these|those) (?!(?:is|are|was|were|has|have|had|can|do|need|who|they|it|there|in|of|at|on)\b)"
    r"[\w-]+\W*$|"
    rf"\bones\b|\b(?:the|an?|any|\w+er|\w+est)(?: \w+)? one(?=\W*$| (?:{AUXILIARY}|in|for|about)\b)|"
    r"\b(?:others?|another|else|similar)\b(?!.*\b(?:than|from|to|besides|as|by)\b)|"
    r"\b(?:instead|anyway|as well|too|then|though|next|after|before|afterwards|any ?more|different|that)\W*$",
    re.I,
)
"""What points at something that a short question hardly has room to say as well."""

_SHORT = 4
"""Telling words up to which a question is short: of 5,677 that stand alone, one in 200 then holds one of `_POINTS`;
with five, twice as many, and hardly more of those that do not stand alone."""

_DEFINITE = re.compile(
    r"\bthe\b(?! (?:(?:local|police) )?(?:reports?|letter|inspect\w+|force|constabulary|police|council|authority|"
    r"partnership|overall|main|key)\b)",
    re.I,
)
"""What needs no saying which is left out: every report has inspectors."""

_NARROWED = re.compile(
    r"\b(?:of|in|for|at|by|on|with|to|from|about|called|named)\b|\w['’]s \w|(?-i:(?<!^)\b[A-Z])", re.I
)
"""Says which: without it, "the side effects" are those of something said before."""

_OPENS_QUESTION = re.compile(rf"^{_OPENERS}", re.I)
_COUNTS = re.compile(
    r"^how (?:many|much|often|long|old|big)\b|^wh(?:at|ich) (?!is\b|are\b|was\b|were\b|does\b|do\b|did\b)\w+", re.I
)
"""Counts or picks among something: "how many schools?" leaves out which."""

_HOW_MANY = re.compile(r"^how (?:many|much)\b", re.I)
_COURTESY = re.compile(r"^[^.!?,]{1,40}[.!,] +(?=\w)")
"""What may be said before the question: "Interesting."."""

_DENIES = re.compile(
    rf"^(?:(?:ok|okay|no|sorry|but|actually)\b,? )*(?P<instead>(?:(?!{_OPENERS}|i\b)[\w’'-]+,? )*?)"
    r"not (?:the |an? |in |on )?(?P<denied>[^,;.?!]+?)(?: then)?(?:[,;.?!]+ *| but |$)",
    re.I,
)
"""Takes back a word of the question before: "not robbery, burglary", "burglary, not robbery"."""

_OPENING = re.compile(
    rf"^(?:\W*\b(?:and|but|so|or|then|ok|okay|many|much|often|long|about|me|more|the|an?|there|any|you|i|please|whom|"
    rf"{_OPENERS})\b(?:['’]s)?)+",
    re.I,
)
"""The words with which a question asks, up to those on its subject."""

_SUBJECT = 2
"""Telling words before a pronoun from which it may stand for one of them ("does the force evaluate all its work")."""

ENOUGH = 2
"""Telling words from which a follow-up is read as it is."""

_LAST = re.compile(r"^\W*$")

_ENOUGH_TO_REFER = 6
"""Telling words from which a question is taken to hold what its own pronouns stand for: of 19,323 that stand alone one
in 20 has a pronoun and so many, of 1,678 follow-ups one in 100."""

_ASKED_OF = re.compile(
    rf"^(?!(?:please |so |and |but )*{_OPENERS})(?P<subject>.+?)"
    r"(?<!\bof)(?<!\bby)(?<!\bfor)(?<!\bin)(?<!\bto)(?<!\bwith)\W+(?:who|what|which|where|when|how)\b(?=\W+\w)",
    re.I,
)
"""Names its subject before it asks: "hotel watch, what is it?"."""

_NAMES = re.compile(r"\b[A-Z][\w-]*[A-Z]\w*\b")
_ASKS_MEANING = re.compile(r"\b(?:meaning|stands for)\b", re.I)

FURTHEST = 5
"""How many questions back a subject is followed."""

_FEW_WORDS = 2
"""A scrap of a question ("the cost?", "late at night too?") has at most so many words that say something."""


def depends(question: str) -> bool:
    """Whether the question, by its form, can only be understood after another one."""
    question = _to_the_point(question)
    if _CONNECTED.match(question) or _BARE.match(question) or _DENIES.match(question) or _refers_back(question):
        return True
    said = len(telling(question))
    if _NAMES.search(question) or _introduced(question) or (said >= _FEW_WORDS and _ASKS_MEANING.search(question)):
        return False
    if said <= _SHORT and _POINTS.search(_without_expletives(question)):
        return True
    if said <= _FEW_WORDS and _DEFINITE.search(question) and not _NARROWED.search(question):
        return True
    if _COUNTS.match(question):
        return len(telling(_HOW_MANY.sub("", question))) < _FEW_WORDS
    return said <= _FEW_WORDS and not _OPENS_QUESTION.match(question)


def stand_alone(question: str, history: Sequence[str]) -> str:
    """The question with the questions in front, oldest first, that say what it leaves out.

    A question that stands alone is returned as it is. One that does not gets the question it goes on from, which in
    turn got its own.
    """
    return "? ".join([*(before.rstrip(" ?.!") for before in _gone_on_from(question, history)), question])


def to_search(question: str, history: Sequence[str]) -> str:
    """The follow-up as search gets it: first what it asks itself, in brackets the subjects of those it goes on from.

    What was asked about them before would draw search to the passages that answer that.
    """
    before = _gone_on_from(question, history)
    denial = _DENIES.match(question) if before else None
    denied = set(telling(denial["denied"])) if denial else set()
    asked = f"{denial['instead']}{question[denial.end() :]}".strip() or question if denial else question
    subjects = [_subject(one, denied) for one in before]
    carried = ", ".join(subject for subject in subjects if telling(subject))
    return f"{asked} ({carried})" if carried else asked


def to_read(question: str, history: Sequence[str], enough: int = ENOUGH) -> str:
    """The follow-up as the reader reads it, once search has found passages on its subject.

    What was asked before would only be answered again (on the `dev` conversations, passage given: 66 % right so, 55 %
    with the question before in front); a follow-up that has fewer than `enough` telling words of its own has it in
    brackets behind.
    """
    alone = stand_alone(question, history)
    if alone == question or len(telling(question)) >= enough:
        return question
    return f"{question} ({alone.removesuffix(question).strip(' ?')})"


def goes_on_from(question: str, history: Sequence[str]) -> str:
    """The question before with whose subject it has to do, "" for one that stands alone."""
    return next(iter(_gone_on_from(question, history)), "")


def _gone_on_from(question: str, history: Sequence[str]) -> list[str]:
    """The questions before, oldest first, without which it is not understood."""
    found: list[str] = []
    for before in reversed(history[-FURTHEST:]):
        if not depends(question) and not (found and _says_little(question)):
            break
        found.insert(0, before)
        question = before
    return found


def _says_little(question: str) -> bool:
    """Whether a question, though it may stand alone, hardly is the subject that others go on from."""
    return len(telling(question)) <= _FEW_WORDS and not _NARROWED.search(question)


def _to_the_point(question: str) -> str:
    """The question without what leads up to it and says nothing."""
    courtesy = _COURTESY.match(question)
    if courtesy and len(telling(courtesy.group())) < _FEW_WORDS and not _CONNECTED.match(question):
        question = question[courtesy.end() :]
    connected = _CONNECTED_QUESTION.match(question)
    if connected:
        rest = question[connected.end() :]
        if len(telling(question)) > _SHORT or (connected["aside"] and len(telling(rest)) > _FEW_WORDS):
            return rest
    compared = _COMPARED.match(question)
    if compared and telling(compared["other"]) and not _REFERS.search(compared["other"]):
        return question[compared.end() :]
    return question


def _refers_back(question: str) -> bool:
    """Whether a pronoun stands for something outside the question: most that follow a subject stand for that one."""
    introduced = _introduced(question) or len(question)
    return len(telling(question)) < _ENOUGH_TO_REFER and any(
        match.start() < introduced
        and (len(telling(question[: match.start()])) < _SUBJECT or _LAST.match(question[match.end() :]))
        for match in _REFERS.finditer(_without_expletives(question))
    )


def _introduced(question: str) -> int:
    """Where the subject that stands before the question itself ends; 0 when there is none."""
    asked_of = _ASKED_OF.match(question)
    return asked_of.end("subject") if asked_of and telling(asked_of["subject"]) else 0


def _without_expletives(question: str) -> str:
    """The question, its length kept, without pronouns that stand for nothing before it."""
    question = _EXPLETIVE.sub(
        lambda match: match.group() if len(telling(match["about"])) < _SUBJECT else _blank(match), question
    )
    return _REFERS_NOT.sub(_blank, question)


def _blank(match: re.Match[str]) -> str:
    return "-" * len(match.group())


def _subject(question: str, denied: set[str]) -> str:
    """What the question is about: its words after those with which it asks, without the denied ones."""
    kept = _OPENING.sub("", question).split()
    return " ".join(word for word in kept if not denied.intersection(telling(word))).strip(" ?.!,")
