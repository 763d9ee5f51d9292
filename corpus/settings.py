"""The settings a user may change, read from the environment in this one place."""

import os
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Settings:
    """Where reports and snapshots lie, and which models are used.

    `embedder` and `reader` are a model directory or a hub name.
    """

    reports: Path
    index: Path
    embedder: str
    reader: str

    @staticmethod
    def from_environment() -> "Settings":
        """QA_REPORTS, QA_INDEX, QA_EMBEDDER and QA_READER, each with its default."""
        return Settings(
            reports=Path(os.environ.get("QA_REPORTS") or PROJECT / "corpus" / "reports"),
            index=Path(os.environ.get("QA_INDEX") or PROJECT / ".index"),
            embedder=os.environ.get("QA_EMBEDDER") or str(PROJECT / "index" / "model"),
            reader=os.environ.get("QA_READER") or str(PROJECT / "qa" / "reader" / "model"),
        )
