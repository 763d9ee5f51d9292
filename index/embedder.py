"""Texts turned into normalised vectors by a sentence-transformers model."""

import hashlib
import os
from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError

from index.pieces import PieceCounter
from index.types import IndexProblem

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

BATCH = 32
MODEL_FILES = frozenset({".safetensors", ".bin", ".json", ".txt", ".model"})
"""Suffixes of weights, settings and vocabularies; a model's description and its copies for other runtimes are neither.
"""


class Embedder:
    """A loaded embedding model. `limit` is how many word pieces of a text it reads, `fingerprint` names its weights."""

    def __init__(self, model: "SentenceTransformer", fingerprint: str) -> None:
        self._model = model
        self._pieces = PieceCounter(model.tokenizer)
        self.fingerprint = fingerprint
        self.limit = int(model.max_seq_length or 256)
        self.dimension = int(model.get_embedding_dimension() or 0)

    def encode(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> NDArray[np.float32]:
        """Vectors of length 1, float32, (number of texts, dimension). `progress` is told how many are done."""
        # Long and short texts in separate batches: padding is computed like text.
        order = sorted(range(len(texts)), key=lambda index: -len(texts[index]))
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for begin in range(0, len(order), BATCH):
            batch = order[begin : begin + BATCH]
            vectors[batch] = self._model.encode(
                [texts[index] for index in batch], normalize_embeddings=True, show_progress_bar=False
            )
            if progress:
                progress(begin + len(batch))
        return vectors

    def word_pieces(self, text: str) -> int:
        """How many word pieces the text has, the two marks at its ends included."""
        return self._pieces(text)

    def knows_word(self, word: str) -> bool:
        """Whether the word is a whole word of the model's vocabulary: ordinary English, not a slip of the keyboard."""
        return word in self._vocabulary()

    def _vocabulary(self) -> dict[str, int]:
        return _vocabulary_of(self._model.tokenizer)


class EmbedderOnDemand(Embedder):
    """An embedder that is loaded when the first text is to be cut or embedded: most mistakes show before that."""

    def __init__(self, source: str, load: Callable[[], Embedder]) -> None:
        self.fingerprint = fingerprint(source)
        self._load = load

    @cached_property
    def limit(self) -> int:  # type: ignore[override]
        """As the loaded embedder's."""
        return self._loaded.limit

    @cached_property
    def dimension(self) -> int:  # type: ignore[override]
        """As the loaded embedder's."""
        return self._loaded.dimension

    def encode(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> NDArray[np.float32]:
        """Vectors as the loaded embedder gives them."""
        return self._loaded.encode(texts, progress)

    def word_pieces(self, text: str) -> int:
        """As the loaded embedder."""
        return self._loaded.word_pieces(text)

    def knows_word(self, word: str) -> bool:
        """As the loaded embedder."""
        return self._loaded.knows_word(word)

    @cached_property
    def _loaded(self) -> Embedder:
        return self._load()


@lru_cache(maxsize=4)
def _vocabulary_of(tokenizer: object) -> dict[str, int]:
    vocabulary: dict[str, int] = tokenizer.get_vocab()  # type: ignore[attr-defined]
    return vocabulary


def load_embedder(source: str) -> Embedder:
    """Load the model of a directory or hub name, to compute in float32. Raises IndexProblem when that fails."""
    if Path(source).is_dir():
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
    # Imported here: it takes seconds, and reading a manifest should not.
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415
    from transformers.utils.logging import disable_progress_bar  # noqa: PLC0415

    disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        model = SentenceTransformer(source, device="cpu", model_kwargs={"dtype": "float32"})
    except (OSError, ValueError) as error:
        raise IndexProblem(f"The embedder {source} cannot be loaded: set QA_EMBEDDER to a model directory.") from error
    except (SafetensorError, RuntimeError) as error:  # a file cut short, Git LFS's pointer to one, another network's
        raise IndexProblem(
            f"The weights of the embedder {source} are damaged or not all there: fetch its files again, or set "
            "QA_EMBEDDER to another model directory."
        ) from error
    return Embedder(model, fingerprint(source))


def fingerprint(source: str) -> str:
    """A name for what makes the vectors, weights and settings: of a directory one that changes when they do, of a name
    on the hub that name. Cheap: the model is not loaded.
    """
    files = _model_files(Path(source))
    if not files:
        return source
    digest = hashlib.sha256()
    for path in files:
        state = path.stat()
        content = _sha256(path, state.st_size, state.st_mtime_ns)
        digest.update(f"{path.relative_to(source).as_posix()} {content}\n".encode())
    return digest.hexdigest()[:16]


def _model_files(directory: Path) -> list[Path]:
    """The files of a model's directory that its vectors depend on, in a fixed order; none where it is no directory."""
    return sorted(
        path
        for path in directory.rglob("*")
        if path.suffix in MODEL_FILES
        and path.is_file()
        and not any(part.startswith(".") for part in path.relative_to(directory).parts)
    )


@lru_cache(maxsize=64)
def _sha256(path: Path, size: int, changed: int) -> str:  # noqa: ARG001 (they tell a file from what it was before)
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(1 << 20):
            digest.update(chunk)
    return digest.hexdigest()
