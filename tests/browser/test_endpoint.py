"""The named endpoint for programs: /ask gives the Answer as JSON, and bad input a plain sentence."""

from typing import Any

import pytest
from gradio_client import Client  # type: ignore[import-untyped]
from gradio_client.exceptions import AppError  # type: ignore[import-untyped]

from .fake import QUOTE, FakeEngine


@pytest.fixture(scope="module")
def client(address: str) -> Client:
    return Client(address, verbose=False, analytics_enabled=False)


def test_an_answer_comes_as_json(client: Client) -> None:
    answer: dict[str, Any] = client.predict("How many?", ["Earlier?"], None, api_name="/ask")
    assert answer["text"] == "76,260"
    assert answer["citations"][0]["quote"] == QUOTE


def test_history_and_report_are_passed_on(client: Client, engine: FakeEngine) -> None:
    client.predict("How many?", ["Earlier?"], "a-report", api_name="/ask")
    assert ("How many?", ("Earlier?",), "a-report") in engine.asked


def test_history_and_report_may_be_left_out(client: Client) -> None:
    assert client.predict("How many?", api_name="/ask")["found"] is True


@pytest.mark.parametrize(
    ("question", "history", "sentence"),
    [
        ("", [], "Please type a question."),
        (5, [], "A question is text"),
        ("How many?", [5], "History is a list of texts."),
        ("broken", [], "Something went wrong"),
    ],
)
def test_bad_input_gets_a_plain_sentence(client: Client, question: object, history: object, sentence: str) -> None:
    with pytest.raises(AppError, match=sentence):
        client.predict(question, history, None, api_name="/ask")


def test_only_ask_is_offered(client: Client) -> None:
    endpoints: Any = client.view_api(return_format="dict", print_info=False)
    assert list(endpoints["named_endpoints"]) == ["/ask"]
    assert endpoints["unnamed_endpoints"] == {}
