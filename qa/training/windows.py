"""Examples turned into token windows that a network can be trained on."""

from collections.abc import Iterator
from dataclasses import dataclass

from transformers import PreTrainedTokenizerBase

from qa.training.examples import Example


@dataclass(frozen=True)
class Window:
    """Token ids of one window with its target: start and end token (the first token for no answer).

    `yes` is the verdict of those tokens on a yes/no question, None for any other question; the question's own tokens
    are those from 1 to `asked`.
    """

    ids: tuple[int, ...]
    start: int
    end: int
    yes: bool | None = None
    asked: int = 1


def collapse(example: Example) -> Example:
    """The example with every run of white space in its passage as one space: raw texts break every line."""
    kept: list[str] = []
    moved: list[int] = []
    for char in example.context:
        moved.append(len(kept))
        if not char.isspace():
            kept.append("\N{BULLET}" if "\ue000" <= char <= "\uf8ff" else char)
        elif kept and kept[-1] != " ":
            kept.append(" ")
    moved.append(len(kept))
    answer = None
    if example.answer is not None:
        start, end = moved[example.answer[0]], moved[example.answer[1] - 1] + 1
        answer = (start, end)
    return Example(example.question, "".join(kept), answer, example.verdict, example.heading)


def windows(examples: list[Example], tokenizer: PreTrainedTokenizerBase, length: int, stride: int) -> Iterator[Window]:
    """Windows of at most `length` tokens, `stride` tokens shared by neighbours.

    Of an answerable example only the windows that hold the whole answer are kept: what a cut passage says is
    not known to be no answer.
    """
    for example in map(collapse, examples):
        prefix = example.heading + "\n" if example.heading else ""
        encoded = tokenizer(
            example.question,
            prefix + example.context,
            truncation="only_second",
            max_length=length,
            stride=stride,
            return_overflowing_tokens=True,
            return_offsets_mapping=True,
        )
        for number, ids in enumerate(encoded["input_ids"]):
            if example.answer is None:
                yield Window(tuple(ids), 0, 0)
                continue
            span = (example.answer[0] + len(prefix), example.answer[1] + len(prefix))
            parts = encoded.sequence_ids(number)
            target = _token_span(encoded["offset_mapping"][number], parts, span)
            if target is not None:
                yes = None if example.verdict is None else example.verdict == "yes"
                yield Window(tuple(ids), *target, yes, asked=1 + parts.count(0))


def _token_span(
    offsets: list[tuple[int, int]], sequence: list[int | None], span: tuple[int, int]
) -> tuple[int, int] | None:
    """First and last token that overlap the character span, None when the window does not hold all of it."""
    context = [token for token, part in enumerate(sequence) if part == 1]
    if not context or offsets[context[0]][0] > span[0] or offsets[context[-1]][1] < span[1]:
        return None
    inside = [token for token in context if offsets[token][0] < span[1] and offsets[token][1] > span[0]]
    return (inside[0], inside[-1]) if inside else None
