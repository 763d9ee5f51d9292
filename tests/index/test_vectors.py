"""The nearest vectors are found exactly while they are few, and nearly all of them when they are many."""

from pathlib import Path
from typing import cast

import faiss
import numpy as np
import pytest
from numpy.typing import NDArray

import index.reuse
import index.vectors
from index.search import Searcher
from index.vectors import Cells, cosines, find_centres, fitting, make_index, nearest_rows, rows_of, sorted_into
from tests.index.test_search import PASSAGES, searcher

RNG = np.random.default_rng(3)


def unit(count: int) -> NDArray[np.float32]:
    vectors = RNG.standard_normal((count, 16), dtype=np.float32)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


VECTORS = unit(4000)
BLOCKS = (VECTORS[:1500], VECTORS[1500:1500], VECTORS[1500:])
QUESTIONS = unit(50)


CELLS = Cells(find_centres(VECTORS), sorted_into(find_centres(VECTORS), VECTORS))


def test_few_vectors_are_all_compared() -> None:
    assert type(make_index(BLOCKS)) is faiss.IndexFlatIP


def test_most_of_the_nearest_are_found_among_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index.vectors, "LOOKED_AT", 0.5)  # random vectors have no cells to speak of
    cells = make_index(BLOCKS, CELLS)
    exact = np.argsort(-(QUESTIONS @ VECTORS.T), axis=1)[:, :10]
    shares = [
        len(set(nearest_rows(cells, question[None], 10)) & set(wanted)) / 10
        for question, wanted in zip(QUESTIONS, exact, strict=True)
    ]
    assert np.mean(shares) > 0.9


def test_a_vector_stands_in_the_cell_whose_centre_is_nearest() -> None:
    np.testing.assert_array_equal(CELLS.of_row, np.argmax(VECTORS @ CELLS.centres.T, axis=1))


def test_no_vectors_stand_in_no_cells() -> None:
    assert len(sorted_into(CELLS.centres, unit(0))) == 0


def test_rows_keep_their_numbers_in_cells() -> None:
    np.testing.assert_array_equal(rows_of(make_index(BLOCKS, CELLS), np.array([3, 3999, 0])), VECTORS[[3, 3999, 0]])
    np.testing.assert_array_equal(rows_of(make_index(BLOCKS, CELLS), np.arange(4000)), VECTORS)


def test_several_cells_are_searched() -> None:
    made = make_index(BLOCKS, CELLS)
    assert isinstance(made, faiss.IndexIVFFlat)
    assert made.nlist > made.nprobe > 1


@pytest.mark.parametrize(("count", "fit"), [(4000, True), (7000, True), (10_000, False), (2500, True), (1000, False)])
def test_cells_fit_until_there_are_many_more_or_fewer_vectors(count: int, fit: bool) -> None:
    assert fitting(CELLS.centres, count) is fit


@pytest.mark.parametrize("limit", [10, 100_000])
def test_only_the_allowed_rows_are_found(monkeypatch: pytest.MonkeyPatch, limit: int) -> None:
    monkeypatch.setattr(index.vectors, "EXACT_UP_TO", limit)
    allowed = np.arange(100, 200)
    found = nearest_rows(make_index(BLOCKS, CELLS), QUESTIONS[:1], 10, allowed)
    assert len(found)
    assert set(found) <= set(allowed)


def test_a_few_allowed_rows_are_compared_exactly_among_many() -> None:
    allowed = np.arange(100, 200)
    wanted = allowed[np.argsort(-(VECTORS[allowed] @ QUESTIONS[0]), kind="stable")[:10]]
    np.testing.assert_array_equal(nearest_rows(make_index(BLOCKS, CELLS), QUESTIONS[:1], 10, allowed), wanted)


def test_the_nearest_come_first() -> None:
    found = nearest_rows(make_index(BLOCKS), QUESTIONS[:1], 10)
    cosines = VECTORS[found] @ QUESTIONS[0]
    assert list(cosines) == sorted(cosines, reverse=True)


def test_the_type_of_the_index_changes_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index.reuse, "EXACT_UP_TO", 2)
    many_cells: Searcher = searcher(tmp_path)
    assert type(many_cells.snapshot.vectors) is faiss.IndexIVFFlat
    assert many_cells.search("How many officers are employed?", 1)[0].passage == PASSAGES[1]


class Watched:
    """An index that keeps how many threads it may use for each thing it is asked for."""

    ntotal = len(VECTORS)

    def __init__(self) -> None:
        self.threads: list[int] = []

    def search(self, vector: NDArray[np.float32], count: int) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        self.threads.append(faiss.omp_get_max_threads())
        return np.zeros((1, count), dtype=np.float32), np.zeros((1, count), dtype=np.int64)

    def reconstruct_batch(self, rows: NDArray[np.int64]) -> NDArray[np.float32]:
        self.threads.append(faiss.omp_get_max_threads())
        return VECTORS[rows]


def test_a_question_is_searched_for_on_one_thread_and_others_keep_theirs() -> None:
    before = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(2)
    try:
        watched = cast("faiss.Index", Watched())
        nearest_rows(watched, QUESTIONS[:1], 10)
        nearest_rows(watched, QUESTIONS[:1], 10, np.arange(20))
        assert cast("Watched", watched).threads == [1, 1]
        assert faiss.omp_get_max_threads() == 2
    finally:
        faiss.omp_set_num_threads(before)


def test_cosines_are_those_of_the_rows() -> None:
    rows = np.array([3, 3999, 0, 3])
    np.testing.assert_allclose(
        cosines(make_index(BLOCKS, CELLS), rows, QUESTIONS[0]), VECTORS[rows] @ QUESTIONS[0], atol=1e-6
    )
