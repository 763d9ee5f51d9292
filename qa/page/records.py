"""Turns of a conversation as JSON text, for the browser to keep, and back again with everything checked."""

import json
from dataclasses import asdict, dataclass

from pydantic import TypeAdapter, ValidationError

from qa.page.types import Turn
from qa.types import Answer

LONGEST = 4_000_000
"""Characters of a conversation that is taken back."""

MOST_TURNS = 500


class RecordProblem(Exception):
    """A kept conversation that cannot be read."""


@dataclass(frozen=True)
class Record:
    """What is kept of an answered turn. The types of the answer refuse one that could not have been given."""

    question: str
    history: tuple[str, ...]
    only: str
    answer: Answer


_RECORDS = TypeAdapter(tuple[Record, ...])


def to_json(turn: Turn) -> str:
    """An answered turn as JSON text; "" for one without an answer."""
    if turn.answer is None:
        return ""
    return json.dumps(asdict(Record(turn.question, turn.history, turn.only, turn.answer)), ensure_ascii=False)


def from_json(text: str) -> tuple[Record, ...]:
    """The turns of a conversation that a browser kept. Raises RecordProblem for anything else."""
    if len(text) > LONGEST:
        raise RecordProblem("This conversation is too long to be opened.")
    try:
        records = _RECORDS.validate_json(text)
    except ValidationError as error:
        raise RecordProblem("This conversation was kept by another version and cannot be opened.") from error
    if len(records) > MOST_TURNS:
        raise RecordProblem("This conversation is too long to be opened.")
    return records
