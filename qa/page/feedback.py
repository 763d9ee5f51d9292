"""What people say of answers, appended as questions that `python -m qa.evaluation questions FILE` reads."""

import json
import uuid
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from filelock import FileLock, Timeout

from corpus.settings import Settings
from qa.page.records import Record

LARGEST = 20_000_000
"""Bytes from which on nothing more is appended: a forgotten page must not fill the disk."""

LONGEST_COMMENT = 1000
KINDS = {"list": "list", "table": "table", "yes_no": "yes_no"}
"""How an answer's kind is called in a question file; a plain span may be any kind, and is marked by its words."""

Verdict = Literal["right", "wrong"]


class FeedbackProblem(Exception):
    """Feedback that could not be kept. The message is a sentence for the user."""


def feedback_file(settings: Settings) -> Path:
    """The file for answers found right: the one that is set, or one in the index's folder."""
    return settings.feedback or settings.index / "feedback.jsonl"


def wrong_file(file: Path) -> Path:
    """The file beside it for answers found wrong.

    Nobody knows yet what would have been right: as questions they would say that the reports do not answer them.
    """
    return file.with_name(f"{file.stem}-wrong{file.suffix}")


def keep(file: Path, record: Record, verdict: Verdict, comment: str) -> None:
    """Append one verdict as a line; safe with several people and processes. Raises FeedbackProblem."""
    target = file if verdict == "right" else wrong_file(file)
    # In ASCII no character of a comment can end the line, as U+2028 would, or fail to be written.
    data = json.dumps(_row(record, verdict, comment[:LONGEST_COMMENT])).encode() + b"\n"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(f"{target}.lock", timeout=5), target.open("ab") as lines:
            if lines.tell() + len(data) > LARGEST:
                raise FeedbackProblem("The feedback file is full, so this could not be kept.")
            lines.write(data)
    except (OSError, Timeout) as error:
        raise FeedbackProblem("This could not be kept: the feedback file cannot be written.") from error


def _row(record: Record, verdict: Verdict, comment: str) -> dict[str, Any]:
    answer = record.answer
    citation = answer.citations[0] if answer.citations else None
    given = [answer.text] if answer.found else []
    if answer.kind == "yes_no":
        given = [answer.text.split()[0].strip(".,;:")]
    right = verdict == "right"
    return {
        "id": f"f-{uuid.uuid4().hex[:12]}",
        "kind": KINDS.get(answer.kind, "fact") if answer.found or not right else "unanswerable",
        "style": "feedback",
        "question": record.question,
        "history": list(record.history),
        "answers": given if right else [],
        "evidence": [citation.quote] if citation and right else [],
        "section": [list(citation.section)] if citation and right else [],
        "items": list(answer.items) if right else [],
        "report": record.only or None,
        "given": answer.text,
        "confidence": round(answer.confidence, 3),
        "verdict": verdict,
        "comment": comment,
        "when": datetime.now(UTC).isoformat(timespec="seconds"),
    }
