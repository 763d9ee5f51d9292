"""The embedder keeps the order of its texts and names its weights."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, cast

import numpy as np
import pytest
from numpy.typing import NDArray
from safetensors import SafetensorError

from index.embedder import BATCH, Embedder, fingerprint, load_embedder
from index.types import IndexProblem

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer


class Lengths:
    """A model whose vectors are the lengths of the texts; `batches` keeps the sizes of what it was given."""

    max_seq_length = 8

    def __init__(self) -> None:
        self.batches: list[int] = []

    def get_embedding_dimension(self) -> int:
        return 1

    def encode(self, texts: list[str], normalize_embeddings: bool, show_progress_bar: bool) -> NDArray[np.float32]:
        self.batches.append(len(texts))
        return np.array([[len(text)] for text in texts], dtype=np.float32)

    def tokenizer(self, text: str, add_special_tokens: bool, truncation: bool, verbose: bool) -> dict[str, list[int]]:
        return {"input_ids": [1, *range(len(text.split())), 2]}


@pytest.fixture
def embedder() -> Embedder:
    return Embedder(cast("SentenceTransformer", Lengths()), "made up")


TEXTS = ["x" * (7 * number % 50) for number in range(2 * BATCH + 5)]


def test_vectors_come_in_the_order_of_their_texts(embedder: Embedder) -> None:
    assert embedder.encode(TEXTS)[:, 0].tolist() == [len(text) for text in TEXTS]


def test_progress_ends_with_all_texts_done(embedder: Embedder) -> None:
    done: list[int] = []
    embedder.encode(TEXTS, done.append)
    assert done[-1] == len(TEXTS)


def test_no_text_has_no_vector(embedder: Embedder) -> None:
    assert embedder.encode([]).shape == (0, 1)


def test_word_pieces_count_the_marks_at_both_ends(embedder: Embedder) -> None:
    assert embedder.word_pieces("two words") == 4


@pytest.mark.parametrize("error", [SafetensorError("header too large"), RuntimeError("size mismatch")])
def test_weights_that_are_not_all_there_say_what_to_do(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def load(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("sentence_transformers.SentenceTransformer", load)
    with pytest.raises(IndexProblem, match="are damaged or not all there: fetch its files again"):
        load_embedder("a model")


def test_other_weights_have_another_fingerprint(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "model.safetensors").write_text(name, encoding="utf-8")
    assert fingerprint(str(tmp_path / "one")) != fingerprint(str(tmp_path / "two"))


@pytest.mark.parametrize(
    "name",
    ["model.safetensors", "0_Transformer/pytorch_model.bin", "sentence_bert_config.json", "1_Pooling/config.json"],
)
def test_a_changed_weight_or_setting_changes_the_fingerprint(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text('{"max_seq_length": 256}', encoding="utf-8")
    before = fingerprint(str(tmp_path))
    path.write_text('{"max_seq_length": 512}', encoding="utf-8")
    os.utime(path, (0, 0))  # a clock too coarse to tell two writes of one test apart
    assert before != fingerprint(str(tmp_path)) != str(tmp_path)


def test_the_same_files_elsewhere_have_the_same_fingerprint(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name / ".cache").mkdir(parents=True)
        (tmp_path / name / "model.safetensors").write_text("weights", encoding="utf-8")
        (tmp_path / name / "README.md").write_text(name, encoding="utf-8")
        (tmp_path / name / ".cache" / "seen.json").write_text(name, encoding="utf-8")
    assert fingerprint(str(tmp_path / "one")) == fingerprint(str(tmp_path / "two"))


def test_a_hub_name_is_its_own_fingerprint() -> None:
    assert fingerprint("sentence-transformers/all-MiniLM-L6-v2") == "sentence-transformers/all-MiniLM-L6-v2"
