"""What the first screen needs is asked for with the page itself, not only once the page has asked the server.

Streamlit's browser code loads each kind of element when the first of its kind arrives: charts, cards and filters would
begin to load only after the connection stands. The page's own answer therefore names their files to the browser.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import streamlit
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.screen.kit import look

STATIC = Path(streamlit.__file__).parent / "static" / "static" / "js"

ELEMENTS = (
    "ArrowVegaLiteChart", "BidiComponent", "Multiselect", "Selectbox", "CustomTheme", "PageLink", "Quiver", "embed",
    "recordbatch", "serialization", "useMenuTrigger", "useSyncComboBoxEnterTargetFocus", "vega-interpreter",
)  # fmt: skip
"""Files of the browser's code that the first screen needs, by the beginning of their names."""


LOOK = f"<{look.ADDRESS}>; rel=preload; as=fetch; crossorigin"
"""The style sheet of the blocks, as the header has it."""


class Preload:
    """Middleware that adds the files of the first screen to the header of every page."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._links = ", ".join(filter(None, (links(ELEMENTS), LOOK)))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the app does; an answer that is a page gets the header."""

        async def with_links(message: Message) -> None:
            if message["type"] == "http.response.start" and self._links:
                headers = MutableHeaders(scope=message)
                if headers.get("content-type", "").startswith("text/html"):
                    headers.append("link", self._links)
            await send(message)

        await self._app(scope, receive, with_links if scope["type"] == "http" else send)


def links(elements: Sequence[str], folder: Path = STATIC) -> str:
    """Return the header's value for the files whose names begin so; one that is called otherwise is left out."""
    found = sorted(file for name in elements for file in folder.glob(f"{name}.*.js"))
    return ", ".join(f"<./static/js/{file.name}>; rel=modulepreload" for file in found)
