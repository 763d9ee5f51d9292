"""One report as a snapshot keeps it: its passages with all that search needs of them, as one file of named arrays.

A part is written once and shared by all snapshots that hold the report: what a report costs is paid when it is added.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load, save

from corpus.types import Passage
from index.lexical import Postings, postings
from index.stored import line_of
from index.vectors import Cells
from index.wording import Usage, usage

SUFFIX = ".safetensors"


@dataclass(frozen=True, eq=False)
class Part:
    """A report's passages as `lines` of JSON, and what is computed of them.

    `vectors` holds a block of rows for each passage in turn, as many as `blocks` says: the whole passage's, then one
    for each of its sentences. `keys` names the text that each row was embedded from. `ranks` are the passages'.
    """

    lines: tuple[bytes, ...]
    blocks: NDArray[np.int32]
    ranks: NDArray[np.int32]
    vectors: NDArray[np.float32]
    keys: NDArray[np.uint64]
    postings: Postings
    usage: Usage


class UnsoundPart(Exception):
    """A file that holds no part, or not the one that it should."""


def make_part(passages: Sequence[Passage], vectors: NDArray[np.float32]) -> Part:
    """The part of a report with these passages, whose blocks of vectors stand one after the other."""
    return Part(
        tuple(map(line_of, passages)),
        np.array([1 + len(passage.sentences) for passage in passages], dtype=np.int32),
        np.array([passage.rank for passage in passages], dtype=np.int32),
        vectors,
        text_keys(text for passage in passages for text in embedded_texts(passage)),
        postings(passages),
        usage(passage.text for passage in passages),
    )


def embedded_texts(passage: Passage) -> list[str]:
    """What is embedded of a passage: all of it under its heading path, and each sentence under its own heading."""
    whole = f"{passage.heading}\n{passage.text}"
    sentences = (passage.text[sentence.start : sentence.end] for sentence in passage.sentences)
    return [whole, *(f"{passage.section[-1]}\n{sentence}" for sentence in sentences)]


def text_keys(texts: Iterable[str]) -> NDArray[np.uint64]:
    """A number for each text, the same for equal ones; of a million unlike texts two share one by 1 in 10⁷."""
    return np.frombuffer(
        b"".join(hashlib.blake2b(text.encode(), digest_size=8).digest() for text in texts), dtype="<u8"
    ).astype(np.uint64)


def part_bytes(part: Part) -> bytes:
    """The content of a part's file."""
    words = {
        "terms": part.postings.terms,
        "counts": part.usage.counts,
        "defined": part.usage.defined,
        "initials": part.usage.initials,
    }
    return save(
        {
            "lines": _characters(b"\n".join(part.lines)),
            "words": _characters(json.dumps(words, ensure_ascii=False).encode()),
            "blocks": part.blocks,
            "ranks": part.ranks,
            "vectors": part.vectors,
            "keys": part.keys,
            "postings": part.postings.table,
        }
    )


def part_of_bytes(content: bytes) -> Part:
    """The part whose file has that content. Raises UnsoundPart."""
    try:
        arrays = load(content)
        words = json.loads(arrays["words"].tobytes())
        lines = arrays["lines"].tobytes()
        part = Part(
            tuple(lines.split(b"\n")) if lines else (),
            arrays["blocks"],
            arrays["ranks"],
            arrays["vectors"],
            arrays["keys"],
            Postings(tuple(words["terms"]), arrays["postings"], len(arrays["blocks"])),
            Usage(words["counts"], words["defined"], tuple(words["initials"])),
        )
    except (SafetensorError, ValueError, KeyError, TypeError) as error:
        raise UnsoundPart from error
    if len({len(part.lines), len(part.blocks), len(part.ranks), len(part.usage.initials)}) != 1:
        raise UnsoundPart
    if len({int(part.blocks.sum()), len(part.vectors), len(part.keys)}) != 1:
        raise UnsoundPart
    return part


def keys_of_bytes(content: bytes) -> NDArray[np.uint64]:
    """The keys alone of the part whose file has that content. Raises UnsoundPart."""
    try:
        return load(content)["keys"]
    except (SafetensorError, ValueError, KeyError) as error:
        raise UnsoundPart from error


def cells_bytes(cells: Cells) -> bytes:
    """The content of a file of cells."""
    return save({"centres": cells.centres, "of_row": cells.of_row})


def cells_of_bytes(content: bytes) -> Cells:
    """The cells whose file has that content. Raises UnsoundPart."""
    try:
        return Cells(**load(content))
    except (SafetensorError, ValueError, TypeError) as error:
        raise UnsoundPart from error


@lru_cache(maxsize=1)
def words_version() -> str:
    """Names the rules by which a part's words were counted: another one whenever their code is changed at all."""
    here = Path(__file__).parent
    code = (here / name for name in ("folding.py", "lexical.py", "wording.py"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in code)).hexdigest()[:16]


def _characters(content: bytes) -> NDArray[np.uint8]:
    return np.frombuffer(content, dtype=np.uint8)
