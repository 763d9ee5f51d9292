"""A build's texts are embedded a few at a time between the questions."""

import threading
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from qa.turns import TEXTS_A_TURN, TakingTurns
from tests.fakes import BagOfWords

TEXTS = [f"text {'long ' * (number % 5)}{number}" for number in range(20)]


def test_the_vectors_are_those_of_the_embedder_below() -> None:
    with ThreadPoolExecutor(1) as worker:
        vectors = TakingTurns(BagOfWords(), worker).encode(TEXTS)
    np.testing.assert_allclose(vectors, BagOfWords().encode(TEXTS), atol=1e-6)


def test_a_question_waits_for_one_turn_at_most() -> None:
    order: list[str] = []
    started = threading.Event()

    class Slow(BagOfWords):
        def encode(self, texts, progress=None):  # type: ignore[no-untyped-def]
            started.set()
            order.append("turn")
            threading.Event().wait(0.02)
            return super().encode(texts, progress)

    with ThreadPoolExecutor(1) as worker:
        building = threading.Thread(target=TakingTurns(Slow(), worker).encode, args=(TEXTS,))
        building.start()
        started.wait()
        worker.submit(order.append, "question").result()
        building.join()
    assert order.index("question") == 1
    assert order.count("turn") == -(-len(TEXTS) // TEXTS_A_TURN)


def test_progress_counts_the_texts() -> None:
    done: list[int] = []
    with ThreadPoolExecutor(1) as worker:
        TakingTurns(BagOfWords(), worker).encode(TEXTS, done.append)
    assert done == [8, 16, 20]
