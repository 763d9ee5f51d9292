"""What programs send that is no message gets an error of the protocol's own."""

from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from qa.page.line import Line
from qa.page.preparation import Preparation
from qa.page.programs import Programs
from tests.browser.fake import FakeEngine


@pytest.fixture(scope="module")
def client() -> TestClient:
    engine = FakeEngine()
    programs = Programs(engine, Preparation(engine, lambda doing: None).start(), Line())
    return TestClient(Starlette(routes=list(programs.routes())))


def sent(client: TestClient, body: str) -> dict[str, Any]:
    value: dict[str, Any] = client.post("/mcp", content=body.encode()).json()
    return value


@pytest.mark.parametrize("body", ["[" * 50_000, '{"id":' * 9_000, "[1", '{"id": ' + "9" * 5_000 + "}", "\ufffe"])
def test_what_is_no_json_is_a_bad_request(client: TestClient, body: str) -> None:
    assert sent(client, body)["error"] == {"code": -32600, "message": "JSON is expected."}


@pytest.mark.parametrize("id_", ["NaN", "-Infinity", "1.5", "[1]", "{}", r'"\ud83d"'])
def test_an_id_that_is_neither_text_nor_a_whole_number_is_a_bad_request(client: TestClient, id_: str) -> None:
    answered = sent(client, f'{{"jsonrpc": "2.0", "id": {id_}, "method": "ping"}}')
    assert (answered["id"], answered["error"]["code"]) == (None, -32600)


@pytest.mark.parametrize(("id_", "repeated"), [("7", 7), ('"a–b"', "a–b"), (r'"\ud83d\ude93"', "🚓"), ("null", None)])
def test_an_id_is_repeated_in_the_answer(client: TestClient, id_: str, repeated: object) -> None:
    answered = sent(client, f'{{"jsonrpc": "2.0", "id": {id_}, "method": "ping"}}')
    assert answered == {"jsonrpc": "2.0", "id": repeated, "result": {}}
