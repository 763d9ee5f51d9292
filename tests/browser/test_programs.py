"""The assistant for programs, as README shows it: over HTTP with `/ask`, and as an MCP tool at `/mcp`."""

import json
import re
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from .fake import QUOTE, FakeEngine

README = Path(__file__).resolve().parents[2] / "README.md"


def post(address: str, message: object, **headers: str) -> tuple[int, Any]:
    request = urllib.request.Request(
        f"{address}mcp",
        json.dumps(message).encode(),
        {"Content-Type": "application/json", "Accept": "application/json, text/event-stream", **headers},
    )
    try:
        with urllib.request.urlopen(request, timeout=30) as response:
            body = response.read()
            return response.status, json.loads(body) if body else None
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read() or b"null")


def call(address: str, method: str, **params: object) -> Any:
    return post(address, {"jsonrpc": "2.0", "id": 1, "method": method, "params": params})[1]


def test_a_client_is_told_what_this_is(address: str) -> None:
    result = call(address, "initialize", protocolVersion="2025-03-26", capabilities={}, clientInfo={})["result"]
    assert result["protocolVersion"] == "2025-03-26"
    assert "tools" in result["capabilities"]
    assert post(address, {"jsonrpc": "2.0", "method": "notifications/initialized"}) == (202, None)


def test_a_version_of_the_protocol_that_is_not_known_gets_the_newest(address: str) -> None:
    assert call(address, "initialize", protocolVersion="1999-01-01")["result"]["protocolVersion"] == "2025-06-18"


def test_the_tool_is_listed_with_its_inputs(address: str) -> None:
    (tool,) = call(address, "tools/list")["result"]["tools"]
    assert tool["name"] == "ask"
    assert set(tool["inputSchema"]["properties"]) == {"question", "history", "report"}


def test_the_tool_answers_with_its_citation(address: str, engine: FakeEngine) -> None:
    arguments = {"question": "How many?", "history": ["Earlier?"], "report": "a-report"}
    result = call(address, "tools/call", name="ask", arguments=arguments)["result"]
    assert result["structuredContent"]["citations"][0]["quote"] == QUOTE
    assert json.loads(result["content"][0]["text"])["text"] == "76,260"
    assert ("How many?", ("Earlier?",), "a-report") in engine.asked


def test_a_question_that_cannot_be_asked_is_the_tools_own_error(address: str) -> None:
    result = call(address, "tools/call", name="ask", arguments={"question": " "})["result"]
    assert result["isError"]
    assert result["content"][0]["text"] == "Please type a question."


@pytest.mark.parametrize(
    ("message", "code"),
    [
        ({"jsonrpc": "2.0", "id": 1, "method": "resources/list"}, -32601),
        ({"jsonrpc": "2.0", "id": 1, "method": ["tools/list"]}, -32601),
        ({"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "delete"}}, -32602),
        ({"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "ask", "arguments": [1]}}, -32602),
        ({"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "ask", "arguments": {}}}, -32602),
        ({"jsonrpc": "2.0", "id": 1, "method": "ping", "params": [1]}, -32602),
        ([1, 2], -32600),
        ("x" * 200_000, -32600),
    ],
)
def test_what_cannot_be_understood_gets_an_error(address: str, message: object, code: int) -> None:
    assert post(address, message)[1]["error"]["code"] == code


def test_another_web_site_may_not_use_the_tool(address: str) -> None:
    message = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    assert post(address, message, Origin="https://elsewhere.example")[0] == 403


@pytest.mark.parametrize("marker", ["gradio_client", "tools/call"])
def test_the_readmes_example_runs(address: str, marker: str) -> None:
    examples = re.findall(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    (example,) = [one for one in examples if marker in one]
    given: dict[str, Any] = {}
    exec(example.replace("http://127.0.0.1:7860/", address).replace("http://127.0.0.1:7860", address), given)
    assert given["answer"]["found"] is True
