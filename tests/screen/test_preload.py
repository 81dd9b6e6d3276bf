"""The page names the files that its first screen needs, and other answers do not."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.types import Message, Receive, Scope, Send

from dashboard.screen.preload import ELEMENTS, STATIC, Preload, links


@pytest.mark.parametrize("element", ELEMENTS)
def test_each_is_one_file_of_the_installed_streamlit(element: str) -> None:
    assert len(list(STATIC.glob(f"{element}.*.js"))) == 1


def test_what_is_not_there_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "Chart.abc.js").touch()
    assert links(("Chart", "Gone"), tmp_path) == "<./static/js/Chart.abc.js>; rel=modulepreload"
    assert links(("Gone",), tmp_path) == ""


def headers_of(response: Response) -> dict[bytes, bytes]:
    """Return the headers with which an app behind the middleware answers."""
    sent: list[Message] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await response(scope, receive, send)

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": "/", "headers": []}
    asyncio.run(Preload(app)(scope, receive, send))
    return dict(sent[0]["headers"])


def test_pages_name_their_files_and_nothing_else_does() -> None:
    named = headers_of(HTMLResponse("<html></html>"))[b"link"].decode()
    assert named.count("rel=modulepreload") == len(ELEMENTS) + 1
    assert "rel=preload; as=fetch" in named
    assert b"link" not in headers_of(JSONResponse({"ready": True}))
