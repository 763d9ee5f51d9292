"""Tells which questions ask about the report itself: when it was published, by whom, what it says in short."""

import re
from collections.abc import Sequence
from typing import Literal

from corpus.facts import REPORT_WORDS
from corpus.words import word_set
from index.folding import words
from index.types import IndexedReport
from qa.followup import depends

Aspect = Literal["published", "inspected", "publisher", "author", "title", "body", "summary"]

_JOINING = word_set("a an and at by for from in into is of on the this to was were when with")
"""Words of titles that say nothing by themselves: the grammar of the question needs them."""
_KINDS = "report|document|letter|paper|publication"
BODIES = (
    "council|force|police|constabulary|authority|area|service|school|trust|hospital|prison|partnership|body|"
    "organisation|borough|county|city|district|town"
)
_GRAMMAR = word_set(
    f"{_KINDS} {BODIES} inspection inspected fieldwork date dates published title local".replace("|", " ")
)
_N = rf"~(?: ~| (?:local )?(?:{BODIES})| (?:and|of|the|for|in|with|on|upon|to)(?= (?:the )?~))*"
"""Words by which the report itself is called (its title, place, publisher, year), each of them as ~."""
_BY_NAME = rf"(?>(?: (?:of|on|for|in|into|about|from|by|at|to)(?: the)? {_N})*)"
"""Taken whole and never again in parts: "of ~ of ~ of ~" can be parted in more ways than could ever be tried."""
_WHICH = rf"(?:(?:the|this|your|our)(?: {_N})?|{_N})"
_REPORT = (
    rf"(?:(?:{_WHICH} (?:(?:inspection|full|final|official|published|current|actual) )*(?:{_KINDS}|#)|(?:the|this) #)"
    rf"{_BY_NAME}|(?P<it>it|this))"
)
_THE_BODY = rf"(?:{_N}|(?:the|this)(?: {_N})?(?: (?:local|police))? (?:{BODIES})|the {_N})"
_INSPECTION = (
    rf"(?:(?:{_WHICH}(?: (?:joint|full|on-site|site))* (?:inspection|fieldwork)(?: visit)?|"
    rf"this (?:review|audit|visit|assessment|evaluation|investigation|study))"
    rf"(?:{_BY_NAME}|(?: (?:of|at|in|into) {_THE_BODY})))"
)
_WHEN = r"(?:when|(?:(?:on|in|at|during|between) )?(?:what|which) (?:dates?|days?|years?|months?|weeks?|times?))"
_WHAT_IS = r"(?:(?:what|which|when) (?:is|are|was|were|'s) |what's )?"
_WHO = rf"(?:the )?(?:inspectors|inspectorate|inspectorates|they|you|government|{_N})"
_WHO_ELSE = (
    r"(?:who|(?:what|which) (?:public )?(?:organisation|organization|body|agency|inspectorate|department|office|"
    r"authority|publisher|person|people|company|institution)s?)"
)
_WHICH_BODY = (
    r"(?:what|which) (?:public |local |police )*(?:organisation|organization|body|agency|force|constabulary|council|"
    r"authority|area|service|school|trust|hospital|prison|partnership)"
)
_MADE_PUBLIC = r"(?:published|issued|released|made public|put out|brought out|produced)"
_WRITTEN = r"(?:written|authored|compiled|drafted|prepared)"
_DONE = r"(?:carried out|conducted|done|undertaken|held|performed|completed|made|started|finished)"

_WHOLE = rf"(?:{_REPORT}|{_INSPECTION}|(?:the|its) (?:findings|inspection))"
_MAIN = r"(?:(?:main|key|headline|overall|most important|principal|general) )"
_POINTS = r"(?:findings?|points?|messages?|conclusions?|takeaways?|results)"

_ASKS: tuple[tuple[Aspect, str], ...] = (
    (
        "published",
        rf"{_WHEN} (?:is|was|were|did) {_REPORT}(?: (?:first|originally|actually|officially))?"
        rf" (?:{_MADE_PUBLIC}|{_WRITTEN}|completed|finished|dated|from|come out|appear)",
    ),
    ("published", rf"{_WHEN} {_REPORT} (?:is|was) (?:{_MADE_PUBLIC}|{_WRITTEN}|dated|from)"),
    ("published", rf"{_WHEN} did {_WHO} (?:publish|issue|release|produce|write|put out|bring out) {_REPORT}"),
    (
        "published",
        rf"{_WHAT_IS}(?:the )?(?:exact |full )?(?:publication date|date published|release date|issue date|year of "
        rf"publication|publication year|date of (?:publication|issue|release))(?: (?:of|on|for) {_REPORT})?",
    ),
    ("published", rf"{_WHAT_IS}(?:the )?(?:exact |full )?(?:date|year) (?:of|on|for) {_REPORT}"),
    ("published", rf"{_WHAT_IS}{_REPORT} 's (?:publication |release |issue )?date"),
    (
        "published",
        rf"(?:what|which) (?:date|year|month) (?:is|was|appears|stands)(?: (?:given|stated|printed|shown|written))? "
        rf"(?:on|in) {_REPORT}",
    ),
    ("published", rf"(?:what|which) (?:date|year) (?:does|did) {_REPORT} (?:have|bear|carry|give|show|come from)"),
    ("published", rf"how (?:old|recent|new|up to date) is {_REPORT}"),
    ("inspected", rf"{_WHEN} (?:did|does|do) {_INSPECTION} (?:take place|happen|occur|begin|start|end|finish|run)"),
    ("inspected", rf"{_WHEN} (?:is|was|were) {_INSPECTION}(?: {_DONE})?"),
    ("inspected", rf"{_WHEN} {_INSPECTION} (?:took place|happened|began|ended|(?:was|were) {_DONE})"),
    ("inspected", rf"{_WHEN} (?:was|were) {_THE_BODY} inspected(?: by {_WHO})?"),
    (
        "inspected",
        rf"{_WHEN} did {_WHO} (?:inspect {_THE_BODY}|(?:carry out|conduct|undertake|do|make|perform) {_INSPECTION})",
    ),
    (
        "inspected",
        rf"{_WHEN} (?:is|was|were) {_WHO}(?: \w+ly)? (?:there|here|present|on ?site|visiting(?: {_THE_BODY})?|"
        rf"(?:in|at) {_THE_BODY})",
    ),
    ("inspected", rf"{_WHEN} did {_WHO}(?: \w+ly)? (?:come|arrive|visit|attend|go in)(?: (?:to )?{_THE_BODY})?"),
    ("inspected", rf"{_WHAT_IS}(?:the )?dates? of {_INSPECTION}"),
    ("inspected", rf"{_WHAT_IS}(?:the )?(?:inspection|fieldwork) dates?(?: (?:of|on|for|in|at) (?:{_REPORT}|{_N}))?"),
    ("publisher", rf"{_WHO_ELSE} (?:has |have )?{_MADE_PUBLIC} {_REPORT}"),
    ("publisher", rf"(?:by )?(?:{_WHO_ELSE}|whom) (?:is|was) {_REPORT} (?:{_MADE_PUBLIC}(?: by)?|from|by)"),
    ("publisher", rf"(?:{_WHAT_IS}|who (?:is|was) |who's )(?:the )?publisher of {_REPORT}"),
    ("author", rf"{_WHO_ELSE} (?:has |have )?(?:wrote|{_WRITTEN}) {_REPORT}"),
    ("author", rf"(?:by )?(?:{_WHO_ELSE}|whom) (?:is|was) {_REPORT} {_WRITTEN}(?: by)?"),
    ("author", rf"(?:{_WHAT_IS}|who (?:is|are|was|were) |who's )(?:the )?authors? of {_REPORT}"),
    ("body", rf"(?:who|whom|{_WHICH_BODY}) (?:was|were|is|has been|did {_WHO}) (?:inspected|inspect)"),
    ("body", rf"(?:who|whom|{_WHICH_BODY}) (?:does|did) (?:{_REPORT}|{_INSPECTION}) (?:inspect|concern|cover)"),
    ("body", rf"(?:who|whom|{_WHICH_BODY}) (?:is|was) (?:{_REPORT}|{_INSPECTION}) (?:about|of|on)"),
    ("title", rf"{_WHAT_IS}(?:the )?(?:full |exact )?(?:title|name) of {_REPORT}"),
    ("title", rf"{_WHAT_IS}{_REPORT} (?:'s (?:title|name)|called|titled|entitled)"),
    ("summary", rf"(?:summari[sz]e|sum up|outline) {_WHOLE}(?: for (?:me|us))?"),
    (
        "summary",
        rf"{_WHAT_IS}(?:an? |the )?(?:(?:short|brief|quick|executive) )*(?:summary|overview|gist|upshot|bottom line)"
        rf"(?: (?:of|on|for) {_WHOLE})?",
    ),
    ("summary", rf"what (?:is|are|was|were|'s) (?:the |its )?{_MAIN}*{_POINTS}(?: (?:of|in|from) {_WHOLE})?"),
    ("summary", rf"what (?:does|did) {_REPORT} (?:say|conclude|find)(?: (?:overall|in general|in short|in brief))?"),
    ("summary", rf"what is {_REPORT} (?:all )?about"),
    ("summary", rf"what (?:did|do) {_WHO} (?:find|conclude)(?: (?:overall|in general|(?:at|in|about) {_THE_BODY}))?"),
)
_PATTERNS = tuple((aspect, re.compile(pattern)) for aspect, pattern in _ASKS)
_COURTESY = re.compile(
    r"^(?:(?:please|so|and|ok|okay|hello|hi|also) |(?:can|could|would|will) you (?:please )?(?:tell|say|give) "
    r"(?:me |us )?"
    r"|do you know |(?:please )?(?:tell|give) (?:me|us) |i (?:want|would like|need) to know |i wonder )+"
)
_NAMES_REPORT = re.compile(rf"\b(?:{_KINDS}|inspect\w*|fieldwork|summary|overview)\b", re.IGNORECASE)
_TOKEN = re.compile(r"[^\W_]+(?:[-.&/][^\W_]+)*|['’]s\b")


def own_aspect(question: str, reports: Sequence[IndexedReport], history: Sequence[str] = ()) -> Aspect | None:
    """What of the reports themselves the question asks for, None where it asks for anything else.

    It does only where nothing narrows "the report" or "the inspection" down to another one: besides the words that
    ask there are none but those by which these reports are called. After a question on something else "it" and "they",
    and findings or a visit that the question does not say are the report's, are what that one is about.
    """
    asked = masked(question, reports)
    found = next(((aspect, match) for aspect, ask in _PATTERNS if (match := ask.fullmatch(asked))), None)
    if not found:
        return None
    aspect, match = found
    of_another = match.groupdict().get("it") or (depends(question) and not _NAMES_REPORT.search(question))
    if history and of_another and not own_aspect(history[-1], reports, history[:-1]):
        return None
    return aspect


def masked(question: str, reports: Sequence[IndexedReport]) -> str:
    """The question's words without those of courtesy; those by which the reports are called as ~, what their titles
    say that they are as #.
    """
    called = {word for report in reports for word in calling(report)} - _JOINING - _GRAMMAR
    kinds = {kind.lower() for report in reports for kind in REPORT_WORDS.findall(report.facts.title)} - _GRAMMAR
    folded = []
    for token in _TOKEN.findall(question.replace("’", "'")):
        own = words(token)
        if token == "'s":
            folded.append(token)
        elif token.lower() in kinds:
            folded.append("#")
        else:
            folded.append("~" if own and own[0] in called else token.lower())
    return _COURTESY.sub("", " ".join(folded)).removesuffix(" please")


def calling(report: IndexedReport) -> list[str]:
    """The folded words by which a report may be called: of its title, body, publisher, year and id."""
    facts = report.facts
    initials = "".join(word[0] for word in re.findall(r"\b[A-Z]\w*", facts.publisher.partition(",")[0]))
    texts = (facts.title, facts.body, facts.publisher, facts.date[:4], report.id.replace("-", " "), initials)
    return [word for text in texts for word in words(text)]
