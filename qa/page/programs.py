"""The assistant for programs: one function behind the endpoint `/ask`, and the same as an MCP tool at `/mcp`.

MCP (Model Context Protocol, https://modelcontextprotocol.io) is JSON-RPC 2.0 over POST here: its "streamable HTTP"
without streams and without sessions, which the protocol allows.
"""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import asdict
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from qa.page.line import Line
from qa.page.preparation import Preparation, log_unexpected, plain_sentence
from qa.page.types import Engine

PROTOCOLS = ("2025-06-18", "2025-03-26", "2024-11-05")
"""Versions of MCP that are understood, newest first."""

LARGEST = 100_000
"""Bytes of a request."""

TOOL: dict[str, Any] = {
    "name": "ask",
    "title": "Ask the inspection reports",
    "description": (
        "Answers a question from the indexed inspection reports in their own words: the answer, how sure it is, and "
        "citations with report, section, page and the verbatim quote. `found` is false when the reports do not say."
    ),
    "inputSchema": {
        "type": "object",
        "properties": {
            "question": {"type": "string", "description": "The question, in plain English."},
            "history": {
                "type": "array",
                "items": {"type": "string"},
                "description": "Earlier questions of the conversation, oldest first.",
            },
            "report": {"type": "string", "description": "A report's id, to ask that one only."},
        },
        "required": ["question"],
    },
    "annotations": {"readOnlyHint": True, "openWorldHint": False},
}

_BAD_REQUEST, _NO_METHOD, _BAD_PARAMETERS = -32600, -32601, -32602


class BadInput(Exception):
    """A call that cannot be understood. The message is a sentence for its programmer, `code` JSON-RPC's."""

    def __init__(self, sentence: str, code: int = _BAD_PARAMETERS) -> None:
        super().__init__(sentence)
        self.code = code


class Programs:
    """Answers programs, in the same line as people."""

    def __init__(self, engine: Engine, preparation: Preparation, line: Line) -> None:
        self._engine = engine
        self._preparation = preparation
        self._line = line

    async def ask(self, person: str, question: object, history: object, report: object) -> dict[str, Any]:
        """The answer as JSON values. Raises BadInput, and what asking raises."""
        earlier = [] if history is None else history
        if not isinstance(question, str) or not isinstance(earlier, list) or not isinstance(report, str | None):
            raise BadInput("A question is text, history a list of texts, report an id.")
        if not all(isinstance(past, str) for past in earlier):
            raise BadInput("History is a list of texts.")
        await asyncio.to_thread(self._preparation.wait)
        answer = await self._line.answer(person, lambda: self._engine.ask(question, earlier, report or None))
        return asdict(answer)

    def routes(self) -> Sequence[Route]:
        """What the server has to serve beside the page."""
        return [Route("/mcp", self._mcp, methods=["POST"])]

    async def _mcp(self, request: Request) -> Response:
        if not _same_host(request):
            return JSONResponse({"error": "Other web sites may not use this."}, status_code=403)
        id_: object = None
        try:
            message = await _message(request)
            if "id" not in message:
                return Response(status_code=202)
            id_ = _id_of(message)
            person = request.client.host if request.client else "a program"
            result = await self._result(person, message.get("method"), message.get("params") or {})
        except BadInput as error:
            value = {"jsonrpc": "2.0", "id": id_, "error": {"code": error.code, "message": str(error)}}
            return JSONResponse(value, status_code=400 if error.code == _BAD_REQUEST else 200)
        return JSONResponse({"jsonrpc": "2.0", "id": id_, "result": result})

    async def _result(self, person: str, method: object, given: object) -> dict[str, Any]:
        if not isinstance(given, dict):
            raise BadInput("Parameters are an object.")
        match method:
            case "initialize":
                return self._initialize(given)
            case "ping":
                return {}
            case "tools/list":
                return {"tools": [TOOL]}
            case "tools/call":
                return await self._call(person, given)
        raise BadInput(f"There is no method {method!r} here.", _NO_METHOD)

    def _initialize(self, given: dict[str, Any]) -> dict[str, Any]:
        wanted = given.get("protocolVersion")
        return {
            "protocolVersion": wanted if wanted in PROTOCOLS else PROTOCOLS[0],
            "capabilities": {"tools": {}},
            "serverInfo": {"name": "inspection-reports", "version": "1"},
        }

    async def _call(self, person: str, given: dict[str, Any]) -> dict[str, Any]:
        if given.get("name") != TOOL["name"]:
            raise BadInput(f"There is no tool {given.get('name')!r} here, only {TOOL['name']!r}.")
        arguments = given.get("arguments") or {}
        if not isinstance(arguments, dict):
            raise BadInput("Arguments are an object.")
        try:
            answer = await self.ask(
                person, arguments.get("question"), arguments.get("history"), arguments.get("report")
            )
        except BadInput:
            raise
        except Exception as error:
            log_unexpected(error)
            return {"content": [{"type": "text", "text": plain_sentence(error)}], "isError": True}
        answer_text = json.dumps(answer, ensure_ascii=False)
        return {"content": [{"type": "text", "text": answer_text}], "structuredContent": answer, "isError": False}


def _same_host(request: Request) -> bool:
    """Whether a browser that sends the request is showing our own page; programs send no Origin.

    Any web site can have its own name lead to this machine: what comes in there is our page only under the machine's
    own name.
    """
    origin = request.headers.get("origin")
    if origin is None:
        return True
    try:
        shown = urlsplit(origin)
        served_at, _ = request.scope.get("server") or ("", None)
        own_name = _is_this_machine(shown.hostname or "") or not _is_this_machine(served_at)
    except ValueError:  # no address at all
        return False
    return own_name and shown.netloc == request.headers.get("host")


def _is_this_machine(host: str) -> bool:
    """Whether the name or address can lead nowhere but to the machine that it is used on."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


async def _message(request: Request) -> dict[str, Any]:
    """The request's one JSON-RPC message. Raises BadInput for one that is too large or none."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LARGEST:
            raise BadInput("This request is too large.", _BAD_REQUEST)
    try:
        message = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise BadInput("JSON is expected.", _BAD_REQUEST) from error
    if not isinstance(message, dict):
        raise BadInput("One JSON-RPC message is expected.", _BAD_REQUEST)
    return message


def _id_of(message: dict[str, Any]) -> str | int | None:
    """What the sender calls its message, as the answer can repeat it. Raises BadInput for anything else."""
    match message["id"]:
        # A lone half of a character written as two is JSON, and cannot be sent back.
        case str() as id_ if id_.encode(errors="ignore").decode() == id_:
            return id_
        case int() | None as id_:
            return id_
    raise BadInput("An id is text, a whole number or null.", _BAD_REQUEST)
