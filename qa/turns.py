"""Embedding for a build that takes turns with the questions: a few texts at a time, on the thread that answers.

Two teams of PyTorch's threads on the same cores are slower than one, and the tokenizer does not bear two threads.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import Executor

import numpy as np
from numpy.typing import NDArray

from index.embedder import Embedder

TEXTS_A_TURN = 8
"""A question waits for at most so many texts: about a third of a second where they are long."""


class TakingTurns(Embedder):
    """An embedder that has another one do its work on the executor, turn by turn."""

    def __init__(self, embedder: Embedder, worker: Executor) -> None:
        self._embedder, self._worker = embedder, worker
        self.fingerprint, self.limit, self.dimension = embedder.fingerprint, embedder.limit, embedder.dimension

    def encode(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> NDArray[np.float32]:
        """Vectors as the embedder below gives them."""
        # Texts of one length together, as padding is computed like text.
        order = sorted(range(len(texts)), key=lambda index: -len(texts[index]))
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for begin in range(0, len(order), TEXTS_A_TURN):
            turn = order[begin : begin + TEXTS_A_TURN]
            vectors[turn] = self._worker.submit(self._embedder.encode, [texts[index] for index in turn]).result()
            if progress:
                progress(begin + len(turn))
        return vectors

    def word_pieces(self, text: str) -> int:
        """Counted here: the embedder below has a tokenizer of its own for that."""
        return self._embedder.word_pieces(text)

    def knows_word(self, word: str) -> bool:
        """As the embedder below."""
        return self._embedder.knows_word(word)
