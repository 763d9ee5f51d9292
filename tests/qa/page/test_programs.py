"""What programs send that is no message gets an error of the protocol's own."""

from collections.abc import Sequence
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from index.types import IndexProblem
from qa.page.line import Line
from qa.page.preparation import Preparation
from qa.page.programs import Programs
from qa.types import Answer
from tests.browser.fake import FakeEngine


@pytest.fixture(scope="module")
def app() -> Starlette:
    engine = FakeEngine()
    programs = Programs(engine, Preparation(engine, lambda doing: None).start(), Line())
    return Starlette(routes=list(programs.routes()))


@pytest.fixture(scope="module")
def client(app: Starlette) -> TestClient:
    return TestClient(app)


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


def test_a_problem_that_repeats_half_a_character_can_be_sent_back(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: FakeEngine, question: str, history: Sequence[str] = (), report: object = None) -> Answer:
        raise IndexProblem(f"No report called {report} is indexed.")

    monkeypatch.setattr(FakeEngine, "ask", refuse)
    arguments = r'{"question": "How many?", "report": "\ud800"}'
    params = f'{{"name": "ask", "arguments": {arguments}}}'
    answered = sent(client, f'{{"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {params}}}')
    assert answered["result"]["content"][0]["text"] == "No report called ? is indexed."


@pytest.mark.parametrize(
    ("served_at", "host", "origin", "status"),
    [
        ("127.0.0.1", "127.0.0.1:7860", None, 200),
        ("127.0.0.1", "127.0.0.1:7860", "http://127.0.0.1:7860", 200),
        ("127.0.0.1", "localhost:7860", "http://localhost:7860", 200),
        ("[::1]", "[::1]:7860", "http://[::1]:7860", 200),
        ("192.168.1.5", "reports.example:7860", "http://reports.example:7860", 200),
        ("192.168.1.5", "reports.example:7860", "http://evil.example:7860", 403),
        ("127.0.0.1", "127.0.0.1:7860", "http://evil.example:7860", 403),
        ("127.0.0.1", "evil.example:7860", "http://evil.example:7860", 403),
        ("127.0.0.1", "127.0.0.1:7860", "http://[", 403),
        ("127.0.0.1", "127.0.0.1:7860", "null", 403),
    ],
)
def test_only_a_browser_that_shows_our_own_page_is_answered(
    app: Starlette, served_at: str, host: str, origin: str | None, status: int
) -> None:
    client = TestClient(app, base_url=f"http://{served_at}:7860")
    headers = {"host": host, **({"origin": origin} if origin else {})}
    message = {"jsonrpc": "2.0", "id": 1, "method": "ping"}
    assert client.post("/mcp", json=message, headers=headers).status_code == status
