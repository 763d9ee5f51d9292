"""The settings a user may change, read from the environment in this one place."""

import os
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Settings:
    """Where reports and snapshots lie, and which models are used.

    `embedder` and `reader` are a model directory or a hub name. `feedback` is the file for answers that people found
    right; None for one beside the index.
    """

    reports: Path
    index: Path
    embedder: str
    reader: str
    feedback: Path | None = None

    @staticmethod
    def from_environment() -> "Settings":
        """QA_REPORTS, QA_INDEX, QA_EMBEDDER, QA_READER and QA_FEEDBACK, each with its default."""
        feedback = os.environ.get("QA_FEEDBACK")
        return Settings(
            reports=Path(os.environ.get("QA_REPORTS") or PROJECT / "corpus" / "reports"),
            index=Path(os.environ.get("QA_INDEX") or PROJECT / ".index"),
            embedder=os.environ.get("QA_EMBEDDER") or str(PROJECT / "index" / "model"),
            reader=os.environ.get("QA_READER") or str(PROJECT / "qa" / "reader" / "model"),
            feedback=Path(feedback) if feedback else None,
        )


def keep_to_this_machine() -> None:
    """Let the model libraries contact nobody, but for a model that is set by its hub name.

    To be called before they are imported: they read these variables then. Telemetry is off in any case.
    """
    os.environ.update(HF_HUB_DISABLE_TELEMETRY="1", DO_NOT_TRACK="1", GRADIO_ANALYTICS_ENABLED="False")
    settings = Settings.from_environment()
    if Path(settings.embedder).is_dir() and Path(settings.reader).is_dir():
        os.environ.update(HF_HUB_OFFLINE="1", TRANSFORMERS_OFFLINE="1")
