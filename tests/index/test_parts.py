"""A part is the same after a trip through its file, and content that is none is refused."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from safetensors.numpy import load, save

from index.parts import (
    Part,
    UnsoundPart,
    cells_of_bytes,
    embedded_texts,
    make_part,
    part_bytes,
    part_of_bytes,
    text_keys,
)
from index.stored import StoredPassages, StoredTexts
from tests.fakes import BagOfWords, passage

PASSAGES = [
    passage("Kent Police (KP) recorded 4,120 burglaries.\nIt employs 3,210 officers."),
    passage("12", section=("…",), rank=1),
]
TEXTS = [text for one in PASSAGES for text in embedded_texts(one)]
PART = make_part(PASSAGES, BagOfWords(8).encode(TEXTS))


def again(change: Callable[[dict[str, Any]], None] = lambda arrays: None) -> Part:
    """The part after a trip through its file, of which something was changed."""
    arrays = load(part_bytes(PART))
    change(arrays)
    return part_of_bytes(save(arrays))


def test_a_part_is_the_same_after_a_trip_through_its_file() -> None:
    read = again()
    assert (read.lines, read.usage, read.postings.terms) == (PART.lines, PART.usage, PART.postings.terms)
    for name in ("blocks", "ranks", "vectors", "keys"):
        np.testing.assert_array_equal(getattr(read, name), getattr(PART, name))
    np.testing.assert_array_equal(read.postings.table, PART.postings.table)


def test_a_report_without_passages_has_a_part() -> None:
    empty = make_part([], np.zeros((0, 8), dtype=np.float32))
    assert part_of_bytes(part_bytes(empty)).lines == ()


def test_each_row_is_named_by_the_text_it_was_embedded_from() -> None:
    assert PART.keys.tolist() == text_keys(TEXTS).tolist()
    assert len(set(PART.keys.tolist())) == len(set(TEXTS))


@pytest.mark.parametrize("content", [b"", b"a letter", part_bytes(PART)[:-1], save({"lines": np.zeros(3, np.uint8)})])
def test_content_that_is_no_part_is_refused(content: bytes) -> None:
    with pytest.raises(UnsoundPart):
        part_of_bytes(content)


@pytest.mark.parametrize("array", ["blocks", "ranks", "vectors", "keys"])
def test_arrays_that_do_not_belong_together_are_refused(array: str) -> None:
    with pytest.raises(UnsoundPart):
        again(lambda arrays: arrays.update({array: arrays[array][:-1].copy()}))


def test_content_that_is_no_cells_is_refused() -> None:
    with pytest.raises(UnsoundPart):
        cells_of_bytes(part_bytes(PART))


def test_stored_passages_are_decoded_as_they_were() -> None:
    stored = StoredPassages(PART.lines)
    assert (list(stored), stored[1], stored[:1]) == (PASSAGES, PASSAGES[1], (PASSAGES[0],))


def test_the_texts_of_stored_passages_are_theirs() -> None:
    texts = StoredTexts(StoredPassages(PART.lines))
    assert list(texts) == [one.text for one in PASSAGES]
    assert texts[1:] == ("12",)
