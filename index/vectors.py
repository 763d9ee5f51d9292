"""Vectors in a FAISS index whose type depends on how many there are, and the nearest ones in it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import faiss
import numpy as np
from numpy.typing import NDArray

EXACT_UP_TO = 200_000
"""Vectors up to which every one is compared with the question: some 480 reports. On cores that other work keeps busy
exact search takes 65 ms for 100,000 and 140 ms for 419,000 (1,000 reports), where cells take 35 ms."""
CELLS_A_ROOT = 2.0
"""Cells are this many times the square root of the number of vectors."""
LOOKED_AT = 0.18
"""Share of the cells that are searched. Of the ten exactly nearest of 332,000 vectors .967 are found with a share of
.08 and .992 with .16 (questions of real users; real vectors and variations of them); of 419,000 .993 with this one."""
OUTGROWN = 1.5
"""Cells are found anew when that many times more, or fewer, would be right: when there are twice as many vectors."""
_TRAINED_ON = 40
"""Vectors a cell that the cells are found with."""


@dataclass(frozen=True, eq=False)
class Cells:
    """Cells that many vectors are sorted into: the `centres`, (cells, dimension), and the cell `of_row` of each one."""

    centres: NDArray[np.float32]
    of_row: NDArray[np.int64]


def fitting(centres: NDArray[np.float32] | None, count: int) -> bool:
    """Whether so many vectors can be sorted into those cells, found for more or fewer of them."""
    return centres is not None and 1 / OUTGROWN < len(centres) / _cells_for(count) < OUTGROWN


def find_centres(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """The centres of the cells for those vectors."""
    count, dimension = vectors.shape
    cells = _cells_for(count)
    rng = np.random.default_rng(1)
    clustering = faiss.Kmeans(dimension, cells, niter=10, seed=1, spherical=True, max_points_per_centroid=_TRAINED_ON)
    clustering.train(vectors[rng.choice(count, min(count, cells * _TRAINED_ON), replace=False)])
    return np.asarray(clustering.centroids, dtype=np.float32)


def sorted_into(centres: NDArray[np.float32], vectors: NDArray[np.float32]) -> NDArray[np.int64]:
    """The cell of each vector: the one whose centre is nearest."""
    return np.asarray(_exact(centres).search(vectors, 1)[1][:, 0], dtype=np.int64)


def make_index(blocks: Sequence[NDArray[np.float32]], cells: Cells | None = None) -> faiss.Index:
    """An index of unit vectors, given in blocks of (number, dimension), that finds the largest cosine.

    Row i keeps the number i. Exact where there are no cells; where there are, the nearest of them are searched (IVF).
    Block by block, because joining the blocks first takes longer than all else.
    """
    if cells is None:
        return _exact(*blocks)
    quantizer = _exact(cells.centres)
    index = faiss.IndexIVFFlat(quantizer, quantizer.d, quantizer.ntotal, faiss.METRIC_INNER_PRODUCT)
    start = 0
    for block in blocks:
        rows = np.ascontiguousarray(block, dtype=np.float32)
        # They are in their cells already: `add` would look for the nearest centre of each once more.
        of_row = np.ascontiguousarray(cells.of_row[start : start + len(rows)], dtype=np.int64)
        index.add_core(len(rows), faiss.swig_ptr(rows), None, faiss.swig_ptr(of_row))
        start += len(rows)
    index.nprobe = max(1, round(quantizer.ntotal * LOOKED_AT))
    index.make_direct_map()
    return index


def nearest_rows(
    index: faiss.Index, vector: NDArray[np.float32], count: int, allowed: NDArray[np.int64] | None = None
) -> NDArray[np.int64]:
    """The rows of the `count` vectors nearest to one of shape (1, dimension), best first, among the allowed ones."""
    if allowed is None:
        with _on_one_thread():
            found = index.search(vector, min(count, index.ntotal))[1][0]
        return np.asarray(found[found >= 0], dtype=np.int64)
    if len(allowed) <= EXACT_UP_TO:
        best = np.argsort(-cosines(index, allowed, vector[0]), kind="stable")[:count]
        return np.asarray(allowed[best], dtype=np.int64)
    selector = faiss.IDSelectorBatch(allowed)
    chosen = (
        faiss.SearchParametersIVF(sel=selector, nprobe=index.nprobe)  # type: ignore[call-arg]
        if isinstance(index, faiss.IndexIVFFlat)
        else faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]
    )
    with _on_one_thread():
        found = index.search(vector, min(count, index.ntotal), params=chosen)[1][0]
    return np.asarray(found[found >= 0], dtype=np.int64)


def cosines(index: faiss.Index, rows: NDArray[np.int64], vector: NDArray[np.float32]) -> NDArray[np.float32]:
    """The cosine of one vector, of shape (dimension,), with that of each of those rows."""
    # Not `@`, which has threads of its own: for 2,500 rows it takes 7 ms of two cores where this takes 0.4 of one.
    return np.asarray(np.einsum("ij,j->i", rows_of(index, rows), vector), dtype=np.float32)


def rows_of(index: faiss.Index, rows: NDArray[np.int64]) -> NDArray[np.float32]:
    """The vectors of those rows, (number of rows, dimension)."""
    with _on_one_thread():
        return np.asarray(index.reconstruct_batch(rows), dtype=np.float32)


@contextmanager
def _on_one_thread() -> Iterator[None]:
    """Have FAISS compute on the calling thread alone.

    A second thread has next to nothing to do for one question and waits for work by spinning, beside those of PyTorch
    that embed and read. On two cores a search among 21,000 vectors takes 20 ms of both with it, 2.8 ms without.
    """
    threads = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(1)
    try:
        yield
    finally:
        faiss.omp_set_num_threads(threads)


def _exact(*blocks: NDArray[np.float32]) -> faiss.IndexFlatIP:
    index = faiss.IndexFlatIP(blocks[0].shape[1])
    for block in blocks:
        index.add(block)
    return index


def _cells_for(count: int) -> int:
    return int(CELLS_A_ROOT * count**0.5)
