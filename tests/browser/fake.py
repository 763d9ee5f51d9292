"""A stand-in for the engine: answers at once, one of every kind, by the words in the question."""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import qa
from corpus.types import Cell, CorpusError, Facts, Kind, MappedText, Passage, Sentence, Table
from index.types import IndexedReport, IndexProblem

PEEL = "lancashire-peel-effectiveness-2015"
TITLES = {
    PEEL: "PEEL: Police effectiveness 2015 – Lancashire Constabulary",
    "jtai-lancashire-2024": "Joint targeted area inspection of Lancashire: serious youth violence",
}
SECTION = (
    "How effective is the force at preventing crime and anti-social behaviour, and keeping people safe?",
    "How much crime and anti-social behaviour is there in Lancashire?",
)
PASSAGE = (
    "HMIC has chosen these types of crime to indicate offending levels in the constabulary area. We are not judging "
    "the effectiveness of the constabulary on police recorded crime rates only. In the 12 months to 30 June 2015, "
    "Lancashire Constabulary recorded 76,260 incidents of anti-social behaviour. This is 7 percent fewer incidents "
    "than the constabulary recorded during the previous 12 months. When considering all forces across England and "
    "Wales, there were 9 percent fewer incidents in the 12 months to 30 June 2015, than recorded during the previous "
    "12 months."
)
QUOTE = "In the 12 months to 30 June 2015, Lancashire Constabulary recorded 76,260 incidents of anti-social behaviour."
MARKUP = (
    "Take <script>window.hurt = 1</script> and <img src=x onerror='window.hurt = 2'> and **bold** and "
    "${window.hurt = 3} and {{value}} & </div><!-- as they stand. | a | b |\n# Not a heading `code` $$x^2$$"
)
COUNTS = "The team found 12 cases in 2024, four of them repeated."


def cite(
    said: str, quote: str = QUOTE, passage: str = PASSAGE, report: str = PEEL, page: int | None = 12
) -> qa.Citation:
    start = quote.index(said)
    return qa.Citation(
        report, TITLES[report], SECTION, page, quote, (start, start + len(said)), passage, passage.index(quote)
    )  # fmt: skip


def found(question: str, citation: qa.Citation, confidence: float = 0.93) -> qa.Answer:
    return qa.Answer(question, True, citation.answer_text, "span", confidence, citations=(citation,))


BURGLARY = "Burglary: Lancashire 6.4; England and Wales 8.2"
RATES = f"{BURGLARY}\nRobbery: Lancashire 0.5; England and Wales 0.9"
TABLE = Table(
    "Figure 2: Recorded crime rates per 1,000 population",
    tuple(
        Cell((row,), (column,), value, RATES.index(value), RATES.index(value) + len(value))
        for row, column, value in (
            ("Burglary", "Lancashire", "6.4"), ("Burglary", "England and Wales", "8.2"),
            ("Robbery", "Lancashire", "0.5"), ("Robbery", "England and Wales", "0.9"),
        )
    ),
)  # fmt: skip
SUMMARY = ("How effective is the force at investigating crime?", "What is integrated offender management?")
EXAMPLE = "How many incidents of anti-social behaviour were recorded?"


def passage(
    text: str, section: tuple[str, ...] = SECTION, page: int | None = 12, kind: Kind = Kind.PARAGRAPH, lead: int = 0,
    table: Table | None = None, report: str = PEEL,
) -> Passage:  # fmt: skip
    """A passage of one sentence a line."""
    sentences, start = [], 0
    for line in text.split("\n"):
        sentences.append(Sentence(start, start + len(line), page))
        start += len(line) + 1
    return Passage(report, section, MappedText.slice_of(text, 0, len(text)), tuple(sentences), kind, table, 0, lead)


def text_of(report: str) -> tuple[Passage, ...]:
    """A short report, with room enough to scroll."""
    return tuple(
        replace(one, report=report)
        for one in (
            passage("HMIC inspects police forces. " * 40, SECTION[:1], 3),
            passage(PASSAGE),
            passage(f"Before. {MARKUP} After."),
            passage(COUNTS),
            passage(RATES, kind=Kind.TABLE, table=TABLE, page=13),
            passage("The force runs integrated offender management (IOM) with others. " * 30, SUMMARY, 20),
            passage("These are:\n1. burglary;\n2. robbery.", SUMMARY, 21, Kind.LIST_ITEM, 1),
        )
    )


@dataclass(frozen=True)
class Changed:
    """What came of a change."""

    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


class FakeEngine:
    """Answers by the first word it knows in the question; remembers what it was asked."""

    def __init__(self, reports: Sequence[str] = (PEEL,), held: bool = False, thinking: float = 0.0) -> None:
        self.asked: list[tuple[str, tuple[str, ...], str | Sequence[str] | None]] = []
        self.at_once = 0
        """The most questions that were ever answered at the same time."""
        self._answering = 0
        self._lock = threading.Lock()
        self._reports = list(reports)
        self._titles = dict(TITLES)
        self.prepared = threading.Event()
        """Set once the engine may be ready: at once, unless it is held."""
        if not held:
            self.prepared.set()
        self._thinking = thinking

    def prepare(self, progress: Callable[[str], None] | None = None) -> None:
        if progress:
            progress("loading the reader")
        self.prepared.wait(60)

    def reports(self) -> tuple[IndexedReport, ...]:
        return tuple(IndexedReport(id_, self._facts(id_), f"{id_}.txt", "0" * 64, 50, 200) for id_ in self._reports)

    def passages(self, report: str) -> tuple[Passage, ...]:
        return text_of(report) if report in self._reports else ()

    def add(self, files: Sequence[Path], progress: Callable[[str], None] | None = None) -> Changed:
        if progress:
            progress("taking in passages and sentences: 1 of 2")
        time.sleep(0.6)
        if not all(file.read_bytes().strip() for file in files):
            raise CorpusError("empty.txt is empty: give a file with a report in it.")
        for file in files:
            self.arrive(file.stem)
        return Changed(notes=tuple(f"{file.stem} was recognised." for file in files))

    def arrive(self, id_: str) -> None:
        """A report is there, whoever added it."""
        self._titles[id_] = f"The report {id_}"
        self._reports.append(id_)

    def remove(self, ids: Sequence[str], progress: Callable[[str], None] | None = None) -> Changed:
        self._reports = [one for one in self._reports if one not in ids]
        return Changed()

    def _facts(self, id_: str) -> Facts:
        examples = (EXAMPLE, "What does IOM stand for?") if id_ == PEEL else ()
        return Facts(self._titles[id_], publisher="HMIC", date="2016-02", examples=examples)

    def ask(self, question: str, history: Sequence[str] = (), report: str | Sequence[str] | None = None) -> qa.Answer:
        self.asked.append((question, tuple(history), report))
        with self._lock:
            self._answering += 1
            self.at_once = max(self.at_once, self._answering)
        time.sleep(5 * self._thinking if "slow" in question else self._thinking)
        with self._lock:
            self._answering -= 1
        if not question.strip():
            raise qa.QuestionError("Please type a question.")
        if len(question) > 500:
            raise qa.QuestionError(f"That question has {len(question):,} characters: please ask in at most 500.")
        return self._answer(question)

    def _answer(self, question: str) -> qa.Answer:
        asb = cite("76,260")
        known: dict[str, Callable[[], qa.Answer]] = {
            "markup": lambda: found(question, cite(MARKUP[5:60], MARKUP, f"Before. {MARKUP} After.")),
            "unsure": lambda: qa.Answer(
                question, True, "7 percent fewer incidents", "span", 0.5,
                citations=(cite("7 percent fewer incidents", PASSAGE),), others=(cite("9 percent", PASSAGE),),
            ),
            "list": lambda: qa.Answer(
                question, True, "repeat victims; vulnerable victims", "list", 0.9,
                items=("12 cases in 2024", "four of them repeated"),
                citations=(cite("12 cases in 2024, four of them repeated", COUNTS, COUNTS),),
            ),
            "compare": lambda: qa.Answer(
                question, True, "76,260 and 12", "comparison", 0.85, items=("76,260 incidents", "12 cases"),
                citations=(asb, cite("12 cases", COUNTS, COUNTS, "jtai-lancashire-2024", None)),
            ),
            "fewer": lambda: qa.Answer(question, True, "Yes", "yes_no", 0.82, citations=(cite("fewer", PASSAGE),)),
            "that": lambda: found("How many incidents of anti-social behaviour were recorded?", asb),
            "chief": lambda: qa.Answer(
                question, False, "", "none", 0.1, message="The reports do not say.",
                nearby=(qa.Suggestion(PEEL, TITLES[PEEL], SECTION, 12, PASSAGE),),
            ),
            "burglary": lambda: qa.Answer(
                question, True, "8.2", "table", 0.9, citations=(cite("8.2", BURGLARY, RATES),)
            ),
            "number": lambda: found(question, cite("12 cases", f"{COUNTS}", f"{COUNTS} Asked: {question}")),
            "stand for": lambda: found(
                question, cite("integrated offender management", passage_text := text_of(PEEL)[5].text, passage_text)
            ),
            "improve": lambda: found(question, cite("12 cases", COUNTS, COUNTS, "jtai-lancashire-2024", None)),
            "broken": _break,
            "unbuilt": _refuse,
        }  # fmt: skip
        for word, answer in known.items():
            if word in question.lower():
                return answer()
        return found(question, asb)


def _break() -> qa.Answer:
    raise RuntimeError("secret detail of the machine")


def _refuse() -> qa.Answer:
    raise IndexProblem("There is no index yet: run `python -m index build`.")
