"""What `ask` returns: frozen types that cannot be built wrong."""

from dataclasses import dataclass
from typing import Literal

AnswerKind = Literal["span", "list", "table", "yes_no", "comparison", "none"]


@dataclass(frozen=True)
class Citation:
    """Where an answer stands: a verbatim quote and the place it was taken from.

    `report` is the report's id, `section` the headings from the top down, `page` 1-based or None. `quote` is the
    sentence or sentences that carry the answer; `answer` is (start, end) of the answer within it. `passage` is
    the whole passage read and `quote_at` where the quote starts in it: the proof that it is a slice.
    """

    report: str
    title: str
    section: tuple[str, ...]
    page: int | None
    quote: str
    answer: tuple[int, int]
    passage: str
    quote_at: int

    def __post_init__(self) -> None:
        if not self.quote or self.passage[self.quote_at : self.quote_at + len(self.quote)] != self.quote:
            raise ValueError("a citation's quote must be a slice of the passage it was read in")
        start, end = self.answer
        if not 0 <= start < end <= len(self.quote):
            raise ValueError("a citation's answer must lie within its quote")

    @property
    def answer_text(self) -> str:
        """The answer as it stands in the quote."""
        return self.quote[self.answer[0] : self.answer[1]]


@dataclass(frozen=True)
class Suggestion:
    """A passage near to a question that the reports do not answer: something to read, not an answer."""

    report: str
    title: str
    section: tuple[str, ...]
    page: int | None
    text: str


@dataclass(frozen=True)
class Answer:
    """The answer to one question.

    `found` is False when the reports do not say: then there is no text, no item and no citation, `kind` is "none"
    and `nearby` holds what the reader may want to look at. `items` are the parts of a list; in a comparison they are
    what each report says, one for each citation. `confidence` is in [0, 1]. `question` is the question as understood:
    with history it may differ from what was typed. `message` says in a sentence why there is no answer; with one it
    is empty, or says of a comparison that it judges nothing and which reports it found nothing in. `others` are
    different answers from other places, best first.
    """

    question: str
    found: bool
    text: str
    kind: AnswerKind
    confidence: float
    items: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    others: tuple[Citation, ...] = ()
    nearby: tuple[Suggestion, ...] = ()
    message: str = ""

    def __post_init__(self) -> None:
        if not 0.0 <= self.confidence <= 1.0:
            raise ValueError("confidence must lie in [0, 1]")
        if self.found and not (self.text and self.citations and self.kind != "none"):
            raise ValueError("an answer that is found needs a text, a kind and at least one citation")
        if not self.found and (self.text or self.items or self.citations or self.others or self.kind != "none"):
            raise ValueError("an answer that is not found has no text, no items and no citations")
        if not self.found and not self.message:
            raise ValueError("an answer that is not found says why")
        if self.kind == "yes_no" and not self.text.startswith(("Yes", "No")):
            raise ValueError("a yes/no answer begins with Yes or No")
        if self.kind == "list" and not self.items:
            raise ValueError("a list answer has items")
        if self.kind == "comparison" and len(self.items) != len(self.citations):
            raise ValueError("the answer of a comparison has one item for each citation")
        if self.kind == "span" and self.text != self.citations[0].answer_text:
            raise ValueError("a span answer is the words its first citation marks")
