"""A stand-in for the engine: answers at once, one of every kind, by the words in the question."""

import time
from collections.abc import Callable, Sequence

import qa
from corpus.types import Facts
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


class FakeEngine:
    """Answers by the first word it knows in the question; remembers what it was asked."""

    def __init__(self, reports: Sequence[str] = (PEEL,), preparing: float = 0.0, thinking: float = 0.0) -> None:
        self.asked: list[tuple[str, tuple[str, ...], str | Sequence[str] | None]] = []
        self._reports = reports
        self._preparing = preparing
        self._thinking = thinking

    def prepare(self, progress: Callable[[str], None] | None = None) -> None:
        if progress:
            progress("loading the reader")
        time.sleep(self._preparing)

    def reports(self) -> tuple[IndexedReport, ...]:
        return tuple(
            IndexedReport(id_, Facts(TITLES[id_], publisher="HMIC"), f"{id_}.txt", "0" * 64, 50, 200)
            for id_ in self._reports
        )

    def ask(self, question: str, history: Sequence[str] = (), report: str | Sequence[str] | None = None) -> qa.Answer:
        self.asked.append((question, tuple(history), report))
        time.sleep(self._thinking)
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
