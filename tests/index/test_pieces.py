"""Word pieces are counted word by word, and come to what the tokenizer itself makes of the text."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from index.pieces import PieceCounter

MODEL = Path(__file__).parents[2] / "index" / "model"


@lru_cache(maxsize=1)
def tokenizer() -> Any:
    from transformers import AutoTokenizer  # noqa: PLC0415 (takes seconds)

    return AutoTokenizer.from_pretrained(str(MODEL))


@lru_cache(maxsize=1)
def counter() -> PieceCounter:
    return PieceCounter(tokenizer())


def whole(text: str) -> int:
    return len(tokenizer()(text, truncation=False, verbose=False)["input_ids"])


@given(st.text(max_size=30) | st.lists(st.sampled_from(["Burglaries", "£4,120", "’s", "\u0301", "\n"])).map(" ".join))
@settings(deadline=None, max_examples=200)
def test_the_count_is_the_tokenizers(text: str) -> None:
    assert counter()(text) == whole(text)


def test_a_text_longer_than_the_model_reads_is_counted_to_its_end() -> None:
    assert counter()("burglary " * 600) == whole("burglary " * 600) > 600


def test_a_word_is_cut_once() -> None:
    counting = PieceCounter(tokenizer())
    counting("burglary fell")
    found = counting._of_word.cache_info().misses
    counting("fell burglary fell")
    assert counting._of_word.cache_info().misses == found
