"""The nearest vectors are found exactly while they are few, and nearly all of them when they are many."""

from pathlib import Path

import faiss
import numpy as np
import pytest
from numpy.typing import NDArray

import index.vectors
from index.search import Searcher
from index.vectors import all_rows, make_index, nearest_rows, rows_of
from tests.index.test_search import PASSAGES, searcher

RNG = np.random.default_rng(3)


def unit(count: int) -> NDArray[np.float32]:
    vectors = RNG.standard_normal((count, 16), dtype=np.float32)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


VECTORS = unit(4000)
QUESTIONS = unit(50)


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> None:
    """So many vectors are many."""
    monkeypatch.setattr(index.vectors, "EXACT_UP_TO", 1000)


def test_few_vectors_are_all_compared() -> None:
    assert type(make_index(VECTORS)) is faiss.IndexFlatIP


@pytest.mark.usefixtures("many")
def test_the_type_of_the_index_changes_by_itself() -> None:
    assert type(make_index(VECTORS)) is faiss.IndexIVFFlat


@pytest.mark.usefixtures("many")
def test_most_of_the_nearest_are_found_among_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index.vectors, "LOOKED_AT", 0.5)  # random vectors have no cells to speak of
    cells = make_index(VECTORS)
    exact = np.argsort(-(QUESTIONS @ VECTORS.T), axis=1)[:, :10]
    shares = [
        len(set(nearest_rows(cells, question[None], 10)) & set(wanted)) / 10
        for question, wanted in zip(QUESTIONS, exact, strict=True)
    ]
    assert np.mean(shares) > 0.9


@pytest.mark.usefixtures("many")
def test_rows_keep_their_numbers_on_disk_and_back() -> None:
    index_ = faiss.deserialize_index(faiss.serialize_index(make_index(VECTORS)))
    np.testing.assert_array_equal(rows_of(index_, np.array([3, 3999, 0])), VECTORS[[3, 3999, 0]])
    np.testing.assert_array_equal(all_rows(index_), VECTORS)


@pytest.mark.usefixtures("many")
def test_how_much_is_looked_at_comes_along() -> None:
    made = make_index(VECTORS)
    again = faiss.deserialize_index(faiss.serialize_index(made))
    assert isinstance(made, faiss.IndexIVFFlat)
    assert isinstance(again, faiss.IndexIVFFlat)
    assert again.nprobe == made.nprobe > 1


@pytest.mark.parametrize("limit", [10, 100_000])
def test_only_the_allowed_rows_are_found(monkeypatch: pytest.MonkeyPatch, limit: int) -> None:
    monkeypatch.setattr(index.vectors, "EXACT_UP_TO", limit)
    allowed = np.arange(100, 200)
    found = nearest_rows(make_index(VECTORS), QUESTIONS[:1], 10, allowed)
    assert len(found)
    assert set(found) <= set(allowed)


@pytest.mark.usefixtures("many")
def test_a_few_allowed_rows_are_compared_exactly_among_many() -> None:
    allowed = np.arange(100, 200)
    wanted = allowed[np.argsort(-(VECTORS[allowed] @ QUESTIONS[0]), kind="stable")[:10]]
    np.testing.assert_array_equal(nearest_rows(make_index(VECTORS), QUESTIONS[:1], 10, allowed), wanted)


def test_the_nearest_come_first() -> None:
    found = nearest_rows(make_index(VECTORS), QUESTIONS[:1], 10)
    cosines = VECTORS[found] @ QUESTIONS[0]
    assert list(cosines) == sorted(cosines, reverse=True)


def test_a_search_over_cells_finds_what_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index.vectors, "EXACT_UP_TO", 2)
    many_cells: Searcher = searcher(tmp_path)
    assert type(many_cells.snapshot.vectors) is faiss.IndexIVFFlat
    assert many_cells.search("How many officers are employed?", 1)[0].passage == PASSAGES[1]
