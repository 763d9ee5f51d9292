"""The reader: a question and passages in, each passage's best spans, null score and verdict out."""

import json
import threading
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors import SafetensorError
from transformers import AutoTokenizer, PreTrainedTokenizerFast
from transformers.utils.logging import disable_progress_bar

from qa.reader.decode import ScoredSpan, best_spans, merge
from qa.reader.network import SpanNetwork, load_network, verdict_input
from qa.reader.precision import Precision, compute_in, possible, quickest

WINDOW = 384
"""Tokens of question, heading and passage read at once; a passage cut for the embedder fits into one window."""

QUESTION = 192
"""Tokens of a question that are read, its last ones: a follow-up has the questions before it in front."""

STRIDE = 96
"""Tokens that neighbouring windows of a longer passage share."""

BATCH_TOKENS = 512
"""Tokens computed together: more of them leave the processor's cache and are slower each (measured at 170 to 900)."""

WIDTH_STEP = 16
"""Batches are padded to a multiple of this: a processor's kernels are made anew for each new shape."""

SPANS = 4
"""Spans kept of each passage."""

_Logits = list[NDArray[np.float32]]
"""One row a window, as long as its tokens."""


class ReaderProblem(Exception):
    """A reader that cannot be loaded. The message is one sentence that says what to do."""


@dataclass(frozen=True)
class Reading:
    """What the reader makes of one passage.

    `spans` do not overlap, best first; their scores and `null`, the score of "no answer here", are sums of two
    logits and compare across passages. `yes` is the logit of Yes over No, None when the reader has no such head.
    """

    spans: tuple[ScoredSpan, ...]
    null: float
    yes: float | None

    @property
    def margin(self) -> float:
        """By how much the best span beats "no answer here"; minus infinity without a span."""
        return self.spans[0].score - self.null if self.spans else float("-inf")


@dataclass(frozen=True)
class _Window:
    passage: int
    ids: list[int]
    offsets: NDArray[np.int64]
    allowed: NDArray[np.bool_]
    asking: NDArray[np.bool_]


class Reader:
    """A loaded span model. Safe to use from several threads: one reads at a time."""

    def __init__(self, network: SpanNetwork, tokenizer: PreTrainedTokenizerFast, precision: Precision) -> None:
        self.network = network
        self._tokenizer = tokenizer
        self._lock = threading.Lock()
        self.precision = precision

    def read(self, question: str, passages: Sequence[tuple[str, str]]) -> list[Reading]:
        """Read a question against (heading, text) pairs; spans count in the text, the heading only informs."""
        return self.read_pairs([(question, heading, text) for heading, text in passages])

    def read_pairs(self, pairs: Sequence[tuple[str, str, str]]) -> list[Reading]:
        """Read (question, heading, text) triples, each question against its own passage."""
        windows = [window for number, pair in enumerate(pairs) for window in self._windows(number, *pair)]
        spans: list[list[ScoredSpan]] = [[] for _ in pairs]
        nulls: list[list[float]] = [[] for _ in pairs]
        verdicts: list[list[tuple[float, float]]] = [[] for _ in pairs]
        with self._lock, torch.inference_mode():
            for batch in _batches(windows):
                starts, ends, states = self._forward(batch)
                for row, window in enumerate(batch):
                    found = best_spans(starts[row], ends[row], window.offsets, window.allowed, SPANS)
                    spans[window.passage] += found
                    nulls[window.passage].append(float(starts[row][0] + ends[row][0]))
                    if found and self.network.has_verdict:
                        answer, question = _tokens_of(found[0], window), _question_tokens(window)
                        yes = float(self.network.yes_logits(states[row], answer, question))
                        verdicts[window.passage].append((found[0].score, yes))
        return [
            # A passage read in several windows has no answer only if none of them has one: the least null score.
            Reading(
                merge(spans[number], SPANS),
                min(nulls[number], default=0.0),
                max(verdicts[number])[1] if verdicts[number] else None,
            )
            for number in range(len(pairs))
        ]

    def verdict_state(self, question: str, text: str) -> NDArray[np.float32]:
        """What the yes/no head decides on (`verdict_input`), for the best span."""
        window = self._windows(0, question, "", text)[0]
        with self._lock, torch.inference_mode():
            starts, ends, states = self._forward([window])
            found = best_spans(starts[0], ends[0], window.offsets, window.allowed, 1)
            looked_at = verdict_input(states[0], _tokens_of(found[0], window), _question_tokens(window))
        return np.asarray(looked_at, dtype=np.float32)

    def _windows(self, number: int, question: str, heading: str, text: str) -> list[_Window]:
        question = self._end_of(question)
        prefix = heading + "\n" if heading else ""
        encoded = self._tokenizer(
            question,
            prefix + text,
            truncation="only_second",
            max_length=WINDOW,
            stride=STRIDE,
            return_overflowing_tokens=True,
            return_offsets_mapping=True,
        )
        windows = []
        for at, ids in enumerate(encoded["input_ids"]):
            offsets = np.asarray(encoded["offset_mapping"][at], dtype=np.int64) - len(prefix)
            parts = encoded.sequence_ids(at)
            in_context, asking = (np.array([part == which for part in parts]) for which in (1, 0))
            windows.append(_Window(number, ids, offsets, in_context & (offsets[:, 0] >= 0), asking))
        return windows

    def _end_of(self, question: str) -> str:
        """As much of the question's end as leaves room for a passage."""
        offsets = self._tokenizer(question, add_special_tokens=False, return_offsets_mapping=True)["offset_mapping"]
        return question[offsets[-QUESTION][0] :] if len(offsets) > QUESTION else question

    def _forward(self, batch: list[_Window]) -> tuple[_Logits, _Logits, torch.Tensor]:
        width = _width(batch[0])
        pad = int(self._tokenizer.pad_token_id or 0)
        ids = torch.tensor([window.ids + [pad] * (width - len(window.ids)) for window in batch])
        mask = torch.tensor([[1] * len(window.ids) + [0] * (width - len(window.ids)) for window in batch])
        start, end, states = self.network(ids, mask)
        # Padding is cut off by the windows' own masks, which are as long as their tokens.
        return (
            _rows(start, batch),
            _rows(end, batch),
            states,
        )


def load_reader(source: str, precision: Precision | None = None) -> Reader:
    """Load a reader from a directory or a hub name, to compute in `precision`, the quickest when None.

    Raises ReaderProblem when that fails.
    """
    disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        tokenizer = AutoTokenizer.from_pretrained(source)
        network = load_network(source)
    except (OSError, ValueError, KeyError, json.JSONDecodeError) as error:
        raise ReaderProblem(f"The reader {source} cannot be loaded: set QA_READER to a model directory.") from error
    except (SafetensorError, RuntimeError) as error:  # a file cut short, Git LFS's pointer to one, another network's
        raise ReaderProblem(
            f"The weights of the reader {source} are damaged or not all there: fetch its files again, or set "
            "QA_READER to another model directory."
        ) from error
    if not isinstance(tokenizer, PreTrainedTokenizerFast):
        raise ReaderProblem(
            f"The reader {source} has no fast tokenizer, which gives the places of words: choose another."
        )
    known = possible(network)
    precision = precision or quickest(known)
    if precision not in known:
        raise ReaderProblem(f"The reader {source} cannot be computed in {precision}: choose {' or '.join(known)}.")
    compute_in(network, precision)
    return Reader(network, tokenizer, precision)


def _tokens_of(span: ScoredSpan, window: _Window) -> torch.Tensor:
    """Which of a row's tokens lie in the span; those of the passage only, padding is cut off."""
    inside = window.allowed & (window.offsets[:, 0] < span.end) & (window.offsets[:, 1] > span.start)
    return torch.from_numpy(np.flatnonzero(inside))


def _question_tokens(window: _Window) -> torch.Tensor:
    return torch.from_numpy(np.flatnonzero(window.asking))


def _rows(logits: torch.Tensor, batch: list[_Window]) -> _Logits:
    return [row[: len(window.ids)].float().numpy() for row, window in zip(logits, batch, strict=True)]


def _width(longest: _Window) -> int:
    return -(-len(longest.ids) // WIDTH_STEP) * WIDTH_STEP


def _batches(windows: list[_Window]) -> list[list[_Window]]:
    """Windows of like length together, at most `BATCH_TOKENS` tokens with padding."""
    batches: list[list[_Window]] = []
    for window in sorted(windows, key=lambda window: -len(window.ids)):
        if batches and (len(batches[-1]) + 1) * _width(batches[-1][0]) <= BATCH_TOKENS:
            batches[-1].append(window)
        else:
            batches.append([window])
    return batches
