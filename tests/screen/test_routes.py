"""Where the routes lead."""

from __future__ import annotations

import asyncio
from urllib.parse import urljoin

import pytest
from starlette.applications import Starlette
from starlette.types import Message

from dashboard.navigation import PAGES
from dashboard.screen.routes import ROUTES


def answer(path: str, query: str = "") -> tuple[int, str]:
    """Return the status of a request's answer, and where it leads."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {
        "type": "http", "method": "GET", "path": path, "raw_path": path.encode(), "query_string": query.encode(),
        "headers": [(b"host", b"here")], "server": ("here", 80), "scheme": "http", "root_path": "",
    }  # fmt: skip
    asyncio.run(Starlette(routes=ROUTES)(scope, receive, send))
    return sent[0]["status"], dict(sent[0]["headers"]).get(b"location", b"").decode()


@pytest.mark.parametrize("end", ["", "/"])
@pytest.mark.parametrize("query", ["", "region=NA&region=DACH&open=measure%3Anps"])
def test_the_first_page_is_reached_by_its_name_as_well(end: str, query: str) -> None:
    """Streamlit knows the default page at the root alone, and answers its name with 'Page not found'."""
    (first,) = [page.slug for page in PAGES if page.default]
    status, leads_to = answer(f"/{first}{end}", query)
    assert status == 307
    for root in ("http://here/", "http://here/below/a/proxy/"):
        assert urljoin(f"{root}{first}{end}", leads_to) == root + (f"?{query}" if query else "")


def test_the_other_pages_are_left_to_streamlit() -> None:
    assert {answer(f"/{page.slug}")[0] for page in PAGES if not page.default} == {404}
