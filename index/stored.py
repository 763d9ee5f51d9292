"""A snapshot's passages as the lines of JSON they are kept as, each decoded when it is asked for."""

import json
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import SupportsIndex, overload

from corpus.types import Passage
from index.records import passage_from_json, passage_to_json


class StoredPassages(Sequence[Passage]):
    """Passages that take no more than their lines until they are looked at: of many, a question needs a few."""

    def __init__(self, lines: tuple[bytes, ...]) -> None:
        self._lines = lines

    def __len__(self) -> int:
        return len(self._lines)

    @overload
    def __getitem__(self, at: SupportsIndex) -> Passage: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Passage, ...]: ...
    def __getitem__(self, at: SupportsIndex | slice) -> Passage | tuple[Passage, ...]:
        if isinstance(at, slice):
            return tuple(map(_decoded, self._lines[at]))
        return _recently_decoded(self._lines[at])

    def __iter__(self) -> Iterator[Passage]:
        return map(_decoded, self._lines)


class StoredTexts(Sequence[str]):
    """The texts of those passages."""

    def __init__(self, passages: StoredPassages) -> None:
        self._passages = passages

    def __len__(self) -> int:
        return len(self._passages)

    @overload
    def __getitem__(self, at: SupportsIndex) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[str, ...]: ...
    def __getitem__(self, at: SupportsIndex | slice) -> str | tuple[str, ...]:
        if isinstance(at, slice):
            return tuple(passage.text for passage in self._passages[at])
        return self._passages[at].text


def line_of(passage: Passage) -> bytes:
    """The line that a passage is kept as; JSON has no line breaks inside."""
    return json.dumps(passage_to_json(passage), ensure_ascii=False).encode()


@lru_cache(maxsize=4096)
def _recently_decoded(line: bytes) -> Passage:
    """For a passage is looked at several times on the way to an answer."""
    return _decoded(line)


def _decoded(line: bytes) -> Passage:
    return passage_from_json(json.loads(line))
