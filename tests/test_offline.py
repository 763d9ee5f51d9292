"""With model directories nobody is contacted: the model libraries are told so before they are imported."""

import os
import subprocess
import sys

import pytest

from corpus.settings import PROJECT, keep_to_this_machine

VARIABLES = ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE")

AT_THE_FIRST_MODEL_LIBRARY = """
import importlib, os, sys

class Stop:
    def find_spec(self, name, path=None, target=None):
        if name in {"gradio", "huggingface_hub", "sentence_transformers", "torch", "transformers"}:
            print(*(os.environ.get(variable) for variable in sys.argv[2].split()), flush=True)
            os._exit(0)

sys.meta_path.insert(0, Stop())
name, _, function = sys.argv[1].partition(":")
module = importlib.import_module(name)
getattr(module, function)()
"""


@pytest.fixture(autouse=True)
def unset(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in (*VARIABLES, "HF_HUB_DISABLE_TELEMETRY", "DO_NOT_TRACK", "GRADIO_ANALYTICS_ENABLED"):
        # Set first, so that what the test itself sets is taken away again.
        monkeypatch.setenv(variable, "")
        monkeypatch.delenv(variable)
    monkeypatch.delenv("QA_READER", raising=False)
    monkeypatch.delenv("QA_EMBEDDER", raising=False)


def test_the_shipped_models_contact_nobody() -> None:
    keep_to_this_machine()
    assert [os.environ.get(variable) for variable in VARIABLES] == ["1", "1"]


@pytest.mark.parametrize("setting", ["QA_READER", "QA_EMBEDDER"])
def test_a_model_set_by_its_hub_name_may_be_fetched(monkeypatch: pytest.MonkeyPatch, setting: str) -> None:
    monkeypatch.setenv(setting, "somebody/a-model")
    keep_to_this_machine()
    assert [os.environ.get(variable) for variable in VARIABLES] == [None, None]


def test_who_wants_no_connection_gets_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QA_READER", "somebody/a-model")
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    keep_to_this_machine()
    assert os.environ["HF_HUB_OFFLINE"] == "1"


@pytest.mark.parametrize("reader", ["", "somebody/a-model"])
def test_telemetry_is_off_in_any_case(monkeypatch: pytest.MonkeyPatch, reader: str) -> None:
    monkeypatch.setenv("QA_READER", reader)
    keep_to_this_machine()
    told = [os.environ[name] for name in ("HF_HUB_DISABLE_TELEMETRY", "DO_NOT_TRACK", "GRADIO_ANALYTICS_ENABLED")]
    assert told == ["1", "1", "False"]


@pytest.mark.parametrize(
    "entry", ["app:main", "qa:reports", "qa.__main__:main", "qa.evaluation.__main__:main", "qa.benchmark:main"]
)
@pytest.mark.parametrize(("reader", "expected"), [("", "1 1 1"), ("somebody/a-model", "None None 1")])
def test_the_model_libraries_are_told_before_they_are_imported(entry: str, reader: str, expected: str) -> None:
    told = subprocess.run(
        [sys.executable, "-c", AT_THE_FIRST_MODEL_LIBRARY, entry, " ".join((*VARIABLES, "HF_HUB_DISABLE_TELEMETRY"))],
        cwd=PROJECT, env={**os.environ, "QA_READER": reader}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert told.stdout.strip() == expected, told.stderr
