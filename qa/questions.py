"""Questions as users type them: checked, cleaned, and sorted by what kind of answer they want."""

import re
import unicodedata
from typing import Literal

LONGEST = 500
"""Characters. The reader's window has to hold the passage too."""

LONGEST_PASTED = 50_000
"""Characters that are looked through for a question among what was pasted along with it."""

QuestionKind = Literal["yes_no", "list", "figure", "explanation", "other"]

AUXILIARY = (
    r"(?:(?:is|are|was|were|do|does|did|has|have|had|could|would|should|might|must)(?:n['’]?t)?|"
    r"can(?:['’]?t)?|will|won['’]?t|shall|shan['’]?t|am|may(?! \d|,))"
)
"""The verbs that ask or answer Yes or No, also denied, whichever apostrophe was typed; May with a year is a month."""

_WH = r"(?:who|whom|whose|what|which|why|how|where|when)"
_TOLD = (
    r"(?:lists?|numbers?|figures?|rates?|totals?|percentages?|names?|dates?|details?|information|summary|overview|"
    r"definitions?|explanations?|examples?|grades?|ratings?|breakdown)"
)
"""What one asks to be told, in so many words."""
_A_TOLD = rf"(?: (?:the|an?|some|any|more|your|full|short|brief|exact|latest|overall|total)){{0,3}} {_TOLD}"
_REQUESTS = (
    rf"{AUXILIARY} i (?:find|ask|know)",
    rf"(?:can|could|may) (?:i|we) (?:please )?(?:find|ask|know|get|have|see)(?: {_WH}|{_A_TOLD})",
    rf"{AUXILIARY} you (?:(?:please|possibly|perhaps|happen to|be able to) )*"
    r"(?:tell|explain|remind|give|say|know|list|name|show|describe|summari[sz]e)",
    r"(?:can|could|will|would) you (?:(?:please|possibly|perhaps|kindly|also|just) )*(?:(?:provide|outline|identify|"
    r"define|clarify|point out|point (?:me|us)|set out|help (?:me|us)|get (?:me|us|the|hold)|share (?:the|an?|some|"
    rf"more|any)|find (?:out|me|us|the|an?|some|{_WH}))\b(?!(?: \w+){{0,3}}? (?:if|whether)\b))",
    rf"do you (?:happen to )?have{_A_TOLD} (?:of|on|for|about)",
    r"(?:can|could|will|would|does|do) (?:anyone|anybody|someone|somebody) (?:please )?(?:tell (?:me|us)|explain|say|"
    rf"remind (?:me|us)|give (?:me|us)|show (?:me|us)|describe|clarify|know(?= {_WH}))\b(?! (?:if|whether)\b)",
    r"do (?:please )?(?:list|tell|give|name|show|explain|describe|summari[sz]e|outline)(?= (?:the|all|me|us|any|some|"
    rf"every|{_WH})\b)",
    rf"(?:does|do|did|is) (?:(?:(?:the|this) (?:report|letter|document|inspection)|(?:the )?inspectors|it|they) "
    rf"(?:say|mention|state|tell (?:me|us))|(?:we|anyone|anybody) know|it (?:said|mentioned|stated|"
    rf"known(?! (?:where|how (?!many|much))))) {_WH}",
    r"(?:does|do|did) (?:the|this) (?:report|letter|document|inspection) "
    rf"(?:explain|show|give|describe|specify|reveal|record|list) {_WH}",
)
_YES_NO = re.compile(
    rf"^(?:(?:so|and|but|well|ok|okay|please|also),? )*(?!(?:{'|'.join(_REQUESTS)})\b){AUXILIARY}\b", re.I
)
"""Begins with a verb that asks for Yes or No, and not with one that politely asks to be told something else."""
_WHETHER = re.compile(
    r"\b(?:know|tell (?:me|us)|(?:can|could) (?:you|we|anyone|anybody) tell|say|see|hear|wonder(?:ed|ing)?|curious|"
    r"understand|find out)(?: yet| now)? (?:if|whether)\b",
    re.I,
)
_WHETHER_ALONE = re.compile(
    r"\b(?:i|we|you|me|us|be good)\b.*\b(?:know|tell (?:me|us)|hear|wonder(?:ed|ing)?|curious) (?:if|whether)\b"
    r"(?! you\b)(?!.*(?:[,:;–]| -| but| and| or| then)(?: \w+){0,2}? (?:who|what|which|where|when|why|how)\b)"
    r"(?!.*\b(?:how (?:many|much)|(?:say|says|said|tell) (?:me |us )?(?:who|what|which|where|when|why|how))\b)",
    re.I,
)
"""What asks whether, though a "who" or "what" comes behind: "I wonder whether those who ask are helped"."""
_IF = re.compile(rf"^if\b.*\b{AUXILIARY}\b", re.I)
_NOT_LAST = re.compile(
    rf"^(?:so |and |but )*(?:(?:who|what|which|where|why|how|whose)\b|when(?:,| {AUXILIARY}\b))", re.I
)
_SENTENCE = re.compile(r"(?<=[.?!])\s+(?=[A-Z‘“'\"])")
_OPPOSED = (
    r"(?:up|down|more|less|fewer|better|worse|good|bad|well|badly|gently|roughly|easy|hard|difficult|strong|weak|"
    r"strengths?|weakness(?:es)?|high(?:er)?|low(?:er)?|large|small|quick(?:er|ly)?|fast(?:er)?|slow(?:er|ly)?|early|"
    r"late|safer?|risk(?:y|ier)|positive|negative|rising|falling|rise|fall|grow(?:ing|n)?|shrink(?:ing)?|shrunk|"
    r"(?:in|de)creas(?:e|ed|ing)|declin(?:e|ed|ing)|improv(?:ed?|ing)|worsen(?:ed|ing)?|outstanding|adequate|inadequate)"
)
_CHOICE = re.compile(
    rf"(?<!\bhe )\bor (?:{AUXILIARY}|who|what|which|where|when|why|how|it|they|he|she|we|you|there|"
    r"(?:some|any)(?:body|one) else)\b|"
    rf"\b(?!good or better\b){_OPPOSED},?(?: \w+)?,? or (?:\w+ ){{0,2}}?{_OPPOSED}\b",
    re.I,
)
"""Where one of two is to be picked: "is it up or down", "good, or did they find faults"; not "in work or study", nor
"schools that are good or better"."""
_ASKED_LAST = re.compile(rf"[,.:;–-] (?:(?:so|and|but|then) )?{AUXILIARY} [^,.;:]+\?$", re.I)
_AFTER_CLAUSE = re.compile(
    rf"^(?:so |and |but )?(?:when|where|if|once|after|before|while|although|though|as|because|since|for)"
    rf"(?! {AUXILIARY}\b)(?: [\w’'/-]+){{3,}}, {AUXILIARY} [^.;:]+\?$",
    re.I,
)
"""A clause before what is asked: "When a child is missing, do officers and carers meet?"."""
_ASKS_MORE = re.compile(r", (?:and|or|but) (?:if so,? )?(?:who|what|which|where|when|why|how|whose)\b", re.I)
_CHANGING = re.compile(
    r"\b(?:going (?:up|down)|rising|falling|increasing|decreasing|improving|worsening|growing|shrinking|"
    r"getting (?:better|worse|\w+er))(?: or not)?\?$",
    re.I,
)
"""How a question ends that left out its "are": "numbers going up?"."""
_WANTS_WORDS = re.compile(r"\b(?:who|what|which|where|when|why|how|whose|whom)\b", re.I)
_ASKS_WORDS = re.compile(
    r"\b(?:what|which|why|how|whose)\b|\b(?:know|say|see|tell \w+) (?:who|whom|where|when)\b", re.I
)
"""In the last part of a question, where "people who volunteer" asks for no name."""
_FRAME_ENDS = re.compile(r"(?::| [–-]) [^:–]+$")
"""Where a frame is over, whatever it began with: "What I want to find out is this: …"."""
_TERSE_YES_NO = re.compile(
    r"^(?:(?:still|already|enough|too|all|every|everyone|everybody)\b[^?]*\??$|"
    r"(?:most|many|few|fewer|more(?! (?:information|details?|about|on)\b)|less|some(?! (?:examples?|details?|"
    r"information)\b)|lots of|anyone|anything|anybody|always|"
    r"any(?! (?:verdict|word|idea|news|clue|detail|information|figure|example|view|reason)))\b[^?]*\?$)",
    re.I,
)
"""Words thrown together that begin with how much or whether still: "enough detectives", "most cases drifting?"."""
_STATE = (
    r"(?:in place|in use|on (?:time|track|target)|up and running|up to (?:standard|scratch|speed|the job)|"
    r"(?:up to|out of) date|(?:in)?adequate|available|better|worse|(?:un)?clear|complete|(?:in)?consistent|easy|hard|"
    r"difficult|(?:in)?effective|(?<!any )good|poor|(?:un)?happy|late|manageable|ready|rare|regular|reliable|robust|"
    r"safer?|satisfied|sound|strong|(?:in)?sufficient|thorough|timely|useful|weak|"
    r"(?<!agency )(?<!agencies )(?<!multiagency )(?<!partnership )(?<!joint )(?<!agile )(?<!neighbourhood )"
    r"(?<!mobile )(?<!flexible )(?<!home )(?<!remote )(?<!hybrid )(?<!team )working|likely|common|accurate|"
    r"appropriate|proportionate|detailed|understood|trained|approved|completed|finished|filled|valued|delayed|embedded|"
    r"proven|listened to|signed off|bedded in|well (?:run|led|used|attended|supported|managed)|too \w+|\w+ enough|"
    r"merged|reduced|cut|fixed|sorted|resolved|(?<!any )met|\w+ing(?: \w+)? yet)"
)
_HOW_DONE = (
    r"(?:\w{3,}(?:ed|en|wn)|run|done|made|met|kept|held|sent|told|taught|led) "
    r"(?:yet|already|enough|properly|well|quickly|regularly|promptly|fully|often|on time|in time)"
)
_NOUNS_ALONE = re.compile(
    r"^(?:most (?:common|serious|recent|important|vulnerable|frequent|urgent|notable|significant|popular|"
    r"[\w-]+ (?:types?|kinds?|sorts?))|(?:all|every)(?: of)?(?: the)?(?: [\w’'-]+){1,4}?(?: (?:in|of|for|from|about|"
    r"on|with|by|involved|named|listed|mentioned|given|taking part)\b|\W*$))",
    re.I,
)
_SAID_OF_THEM = re.compile(
    rf"\b(?<!most )(?<! in )(?<! of )(?<! for )(?<! on )(?<! with )(?<! about )(?:{AUXILIARY}|{_STATE}|{_HOW_DONE}|"
    r"(?!(?:involv|nam|list|mention|concern|affect|identifi|need|requir|relat)ed\b|given\b)"
    r"(?:\w{3,}(?:ed|en|wn)(?<!children)(?<!women)|met|kept|seen|told|cut|left|made|done)|"
    r"(?:un)?aware|confident|able|willing|present|absent|active|familiar|equipped|capable|up|down|rising|falling|"
    r"on board(?=\W*$))\b",
    re.I,
)
"""What is said of the most common crimes, or of all agencies: without it, they are what is looked for."""
_TERSE_CLOSE = re.compile(
    r"(?:\b(?:yes or no|or not)|, any)\W*$|^(?:[\w’'&-]+ ){1,6}?(?:always|ever|routinely|usually) "
    r"(?:\w{3,}(?:ed|en|wn)|done|made|met|kept|held|sent|told|run)\b[^,;:]*\?$",
    re.I,
)
"""Words thrown together that say themselves that Yes or No is wanted: "youth service cut, yes or no"."""
_TERSE_PREDICATE = re.compile(
    r"^(?!(?:and|but|so|i|we|list|name|give|describe|explain|summari[sz]e|tell|show|say|verdict|views?|opinion|quality|"
    r"grade|score|rating|areas?|reasons?|ways?|steps?|names?|dates?)\b)(?!.*(?:\b(?:or|that)\b|[:=–]| - ))"
    r"(?!.*(?<!able )(?<!enough )(?<!ready )(?<!ing )\bto (?:keep|make)\b)"
    rf"(?:[\w’'/&-]+ ){{1,8}}?(?:{_STATE}|{_HOW_DONE})(?: to \w+)?(?: (?:now|yet|already|enough|together|everywhere))?"
    r"\?$",
    re.I,
)
"""Words thrown together that left out their "are" and end with how something is: "thresholds understood?"; not "lessons
learned?" and "ways to keep children safe?", which ask for them."""
_LIST = re.compile(
    r"^(?:please |do )?(?:list|name|give)\b|\b(?:what|which|who) (?:are|were) (?:the|all|some)\b|"
    r"\b(?:what|which)(?! (?:did|does|do|is|was|has|had|have|can|could|will|would|should)\b)"
    r"(?: [\w'’-]+){0,3} (?:\w*[^s\W]s)\b(?! the\b)|"
    r"\b(?:examples|kinds|types|sorts) of\b|\bwhat else\b|\ball (?:of )?the\b|"
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|several|various|different) [\w-]+s\b",
    re.I,
)
_TERSE_LIST = re.compile(
    r"^(?!(?:who|what|which|where|when|why|how|whose|if|i|we|is|are|was|were|do|does|did)\b)"
    r"(?:[\w-]+ ){0,3}?(?!\w*(?:ss|us|is|ous)\b)\w{3,}s"
    r"(?: (?:of|in|for|to|that|who|by|with|from|on|at|\w+ed|\w+ing)\b|\W*$)",
    re.I,
)
"""Words thrown together that begin with what is looked for, in the plural: "causes of neglect"."""
_EXPLANATION = re.compile(
    r"^(?:so |and |but )?(?:why|how|when|explain)\b|\bwhy\b.*\?$|"
    r"\b(?:stands? for|mean(?:s|t)?|meaning|short for|abbreviation|definition|defined?)\b|"
    r"\bwhat(?:['’]?s| is| was) (?:an? |(?!the\b|\w+(?:ed|en|ing)\b|(?:its|their|there|available|good|bad|wrong|right|"
    r"new|best|worst|next|different|on|in|at|left|like)\b))(?:[\w’'-]+ ?){1,4}\?*$",
    re.I,
)
"""Among them "What is a runway incursion?": what a thing is, not what is said of it."""
SHARE = (
    r"(?:share of|(?:(?:the|an?|what|which|its|their|whose|percentage|total|overall|largest|biggest|greatest|highest|"
    r"lowest|smallest|fair)|\w+['’]s) share(?! (?:the|information|data|intelligence|this|that)\b))"
)
COUNT = (
    r"(?:head ?count|counts? of|(?:the|a|what|which|total|overall|final|exact) count|"
    r"the (?:[\w-]+ ){1,2}count(?= (?:in|for|at|by|of|was|is)\b|\W*$)|"
    r"^(?!(?:wh\w+|how|do|does|did|can|could|will|would|should)\b)(?:[\w-]+ ){1,4}count(?=\W*$| in (?:19|20)\d\d\W*$))"
)
"""A share and a count that are figures: agencies that share, and whom one counts on, are none."""
_FIGURE = re.compile(
    r"\b(?:how (?:many|much|big|large|often|high|low)|number of|percent\w*|per cent|%|rates?|figures?|proportion|"
    rf"total|{SHARE}|{COUNT}|per (?:1,?000|head|million))\b",
    re.I,
)
_METHOD = re.compile(
    r"\bhow (?:\w+ly )?(?:is|are|was|were|do|does|did) [^?]*\b(?:(?:calculat|comput|measur|defin|deriv|estimat)\w*|"
    r"(?:work|figur)(?:ed|ing)? out)\b",
    re.I,
)
"""How a figure is come by is none."""
_WORDS_NOT_FIGURES = re.compile(
    r"\bwhy\b|\bwhat (?:do|does|did) [^?]*\bmean\b|\bwhat is meant by\b|\bmeaning of\b|\bdefin(?:e|ition)\b|"
    r"\bstands? for\b",
    re.I,
)

_MARKUP = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|<(script|style)\b[^<>]*>.*?(?:</\1\s*>|\Z)|</?[a-z][^<>]*>", re.I | re.S)
"""What was pasted along with a question: a terminal's colours, a page's tags. A script that is not closed goes on to
the end, as in a browser: looking for the end of each of many would take time that grows with the square of them."""
_SCRIPTS = ("LATIN", "GREEK")


class QuestionError(ValueError):
    """A question that cannot be asked. The message is one plain sentence for the person who asked."""


def checked(question: str) -> str:
    """The question in one line, without control characters and markup. Raises QuestionError when it cannot be asked."""
    if len(question) > LONGEST_PASTED:
        raise _too_long(question)
    visible = _MARKUP.sub(" ", question)
    visible = "".join(" " if unicodedata.category(char) in {"Cc", "Zl", "Zp"} else char for char in visible)
    visible = "".join(char for char in visible if unicodedata.category(char) not in {"Cf", "Cs", "Co", "Cn"})
    cleaned = " ".join(visible.split())
    if not cleaned:
        raise QuestionError("Please type a question.")
    if len(cleaned) > LONGEST:
        raise _too_long(cleaned)
    letters = [char for char in cleaned if char.isalpha()]
    if not letters:
        raise QuestionError("Please ask in words.")
    foreign = sum(not unicodedata.name(char, "").startswith(_SCRIPTS) for char in letters)
    if foreign > len(letters) / 2:
        raise QuestionError("The reports are in English: please ask in English.")
    return cleaned


def _too_long(question: str) -> QuestionError:
    return QuestionError(f"That question has {len(question):,} characters: please ask in at most {LONGEST}.")


def kind_of(question: str) -> QuestionKind:
    """What kind of answer the question wants, by its form alone."""
    if _is_yes_no(question):
        return "yes_no"
    if _METHOD.search(question):
        return "explanation"
    if _FIGURE.search(question):
        return "figure"
    if _EXPLANATION.search(question):
        return "explanation"
    return "list" if _LIST.search(question) or _TERSE_LIST.search(question) else "other"


def no_figure_answers(question: str) -> bool:
    """Whether the question asks why, for a meaning, or how something is reckoned: no number alone says that."""
    return bool(_METHOD.search(question) or _WORDS_NOT_FIGURES.search(question))


def _is_yes_no(question: str) -> bool:
    """Whether Yes or No would be an answer. Of several sentences the last one asks."""
    asked = _SENTENCE.split(question)[-1]
    if _ASKS_MORE.search(asked):
        return False
    wants_words = bool(_WANTS_WORDS.search(asked))
    terse = (
        asked == question
        and not _FIGURE.search(asked)
        and not (_NOUNS_ALONE.match(asked) and not _SAID_OF_THEM.search(asked))
        and (_TERSE_YES_NO.match(asked) or _TERSE_PREDICATE.match(asked) or _TERSE_CLOSE.search(asked))
    )
    if _YES_NO.match(asked) or _AFTER_CLAUSE.match(asked) or ((terse or _CHANGING.search(asked)) and not wants_words):
        return not _CHOICE.search(asked)
    if _WHETHER_ALONE.search(asked) or (_WHETHER.search(asked) and not wants_words):
        return not _FIGURE.search(asked) and not _CHOICE.search(asked)
    if _IF.match(asked):
        return not wants_words
    last = _ASKED_LAST.search(asked)
    if not last or _ASKS_WORDS.search(last.group()):
        return False
    return bool(_FRAME_ENDS.match(last.group())) or not _NOT_LAST.match(asked)
