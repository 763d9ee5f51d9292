"""Vectors in a FAISS index whose type depends on how many there are, and the nearest ones in it."""

import faiss
import numpy as np
from numpy.typing import NDArray

EXACT_UP_TO = 200_000
"""Vectors up to which every one is compared with the question: about 600 reports. On a core that is shared with other
work exact search takes 65 ms for 100,000 and 225 ms for 332,000 (1,000 reports), where cells take 41 ms."""
CELLS_A_ROOT = 2.0
"""Cells are this many times the square root of the number of vectors."""
LOOKED_AT = 0.18
"""Share of the cells that are searched. Of the ten exactly nearest of 332,000 vectors .967 are found with a share of
.08 and .992 with .16 (questions of real users; real vectors and variations of them)."""
_TRAINED_ON = 40
"""Vectors a cell that the cells are found with."""


def make_index(vectors: NDArray[np.float32]) -> faiss.Index:
    """An index of unit vectors, (number, dimension), that finds the largest cosine; row i keeps the number i.

    Exact where they are few. Many are sorted into cells (IVF), of which the nearest ones are searched.
    """
    count, dimension = vectors.shape
    exact = faiss.IndexFlatIP(dimension)
    if count <= EXACT_UP_TO:
        exact.add(vectors)
        return exact
    cells = int(CELLS_A_ROOT * count**0.5)
    index = faiss.IndexIVFFlat(exact, dimension, cells, faiss.METRIC_INNER_PRODUCT)
    index.cp.spherical = True
    index.cp.niter = 10
    index.cp.seed = 1
    rng = np.random.default_rng(1)
    index.train(vectors[rng.choice(count, min(count, cells * _TRAINED_ON), replace=False)])
    index.add(vectors)
    index.nprobe = max(1, round(cells * LOOKED_AT))
    index.make_direct_map()
    return index


def nearest_rows(
    index: faiss.Index, vector: NDArray[np.float32], count: int, allowed: NDArray[np.int64] | None = None
) -> NDArray[np.int64]:
    """The rows of the `count` vectors nearest to one of shape (1, dimension), best first, among the allowed ones."""
    if allowed is None:
        found = index.search(vector, min(count, index.ntotal))[1][0]
        return np.asarray(found[found >= 0], dtype=np.int64)
    if len(allowed) <= EXACT_UP_TO:
        cosines = rows_of(index, allowed) @ vector[0]
        best = np.argsort(-cosines, kind="stable")[:count]
        return np.asarray(allowed[best], dtype=np.int64)
    selector = faiss.IDSelectorBatch(allowed)
    chosen = (
        faiss.SearchParametersIVF(sel=selector, nprobe=index.nprobe)  # type: ignore[call-arg]
        if isinstance(index, faiss.IndexIVFFlat)
        else faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]
    )
    found = index.search(vector, min(count, index.ntotal), params=chosen)[1][0]
    return np.asarray(found[found >= 0], dtype=np.int64)


def rows_of(index: faiss.Index, rows: NDArray[np.int64]) -> NDArray[np.float32]:
    """The vectors of those rows, (number of rows, dimension)."""
    return np.asarray(index.reconstruct_batch(rows), dtype=np.float32)


def all_rows(index: faiss.Index) -> NDArray[np.float32]:
    """Every vector, in the order of the rows."""
    return np.asarray(index.reconstruct_n(0, index.ntotal), dtype=np.float32)
