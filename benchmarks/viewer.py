"""A visitor without a browser: a websocket session that speaks Streamlit's own protocol as its browser code does.

It keeps what the browser would keep (which pages there are, each filter's identity, options and value, which messages
it has cached), and sends what the browser would send when a filter is changed or a page is opened.
"""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

Value = str | tuple[str, ...]


@dataclass(frozen=True)
class Change:
    """An answer of the server: seconds from the question to the end of the run, bytes, elements, failures."""

    seconds: float
    bytes: int
    elements: int
    failures: int


@dataclass(frozen=True)
class Page:
    """A page in the navigation: where it is, and what the server calls it."""

    path: str
    hash: str


@dataclass
class Filter:
    """A select box or a multiselect: what it is called by the server and in the address, its options, its value."""

    id: str
    address: str
    options: tuple[str, ...]
    default: Value
    value: Value


@dataclass
class Viewer:
    """A visitor's session; made by `visit`."""

    socket: ClientConnection
    pages: dict[str, Page] = field(default_factory=dict)
    """Title → page, in the order of the navigation: the app's own list, so that a new page is known at once."""
    filters: dict[str, Filter] = field(default_factory=dict)
    """Key that the script gave → filter."""
    _page: str = ""
    _cached: dict[str, int] = field(default_factory=dict)
    _runs: int = 0

    async def choose(self, **values: str | Sequence[str]) -> Change:
        """Set filters by their keys and return the server's answer; raises KeyError where there is no such filter."""
        for key, value in values.items():
            self.filters[key].value = value if isinstance(value, str) else tuple(value)
        return await self._run()

    async def go(self, title: str) -> Change:
        """Open a page, as a click on the navigation does; raises KeyError where there is none of that title."""
        self._page = self.pages[title].hash
        return await self._run()

    async def arrive(self) -> Change:
        """Open the default page, as a browser does once its connection stands."""
        return await self._run()

    async def _run(self) -> Change:
        begun = time.perf_counter()
        await self.socket.send(self._question().SerializeToString())
        size = elements = failures = 0
        while True:
            raw = await self.socket.recv()
            if not isinstance(raw, bytes):
                raise TypeError("Streamlit's messages are binary")
            size += len(raw)
            message = ForwardMsg.FromString(raw)
            kind = message.WhichOneof("type")
            self._keep(message)
            elements += kind in {"delta", "ref_hash"}
            failures += kind == "delta" and message.delta.new_element.WhichOneof("type") == "exception"
            if kind == "navigation":
                self._navigate(message)
            if kind == "script_finished" and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                self._runs += 1
                failures += message.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR
                return Change(time.perf_counter() - begun, size, elements, failures)

    def _question(self) -> BackMsg:
        asked = BackMsg()
        state = asked.rerun_script
        state.page_script_hash = self._page
        state.context_info.timezone, state.context_info.locale = "UTC", "en"
        told = {one.address: one.value for one in self.filters.values() if one.address and one.value != one.default}
        state.query_string = urlencode(told, doseq=True)
        state.cached_message_hashes.extend(key for key, run in self._cached.items() if self._runs - run <= 2)
        for one in self.filters.values():
            widget = state.widget_states.widgets.add(id=one.id)
            if isinstance(one.value, str):
                widget.string_value = one.value
            else:
                widget.string_array_value.data.extend(one.value)
        return asked

    def _keep(self, message: ForwardMsg) -> None:
        if message.HasField("ref_hash"):
            self._cached[message.ref_hash] = self._runs
        elif message.metadata.cacheable:
            self._cached[message.hash] = self._runs
        if message.HasField("delta") and message.delta.HasField("new_element"):
            self._find_filter(message.delta.new_element)

    def _navigate(self, message: ForwardMsg) -> None:
        shown = [page for page in message.navigation.app_pages if not page.is_hidden and not page.external_url]
        self.pages = {page.page_name: Page(page.url_pathname, page.page_script_hash) for page in shown}
        self._page = message.navigation.page_script_hash

    def _find_filter(self, element: Element) -> None:
        if element.WhichOneof("type") == "multiselect":
            several = element.multiselect
            options, default = tuple(several.options), tuple(several.options[i] for i in several.default)
            self._note(several.id, several.query_param_key, options, default)
        elif element.WhichOneof("type") == "selectbox":
            one = element.selectbox
            self._note(one.id, one.query_param_key, tuple(one.options), one.options[one.default] if one.options else "")

    def _note(self, widget: str, address: str, options: tuple[str, ...], default: Value) -> None:
        key = widget.rsplit("-", 1)[-1]  # an identity ends with the key that the script gave
        if key == "None":
            return
        known = self.filters.get(key)
        value = known.value if known and known.options == options else default
        self.filters[key] = Filter(widget, address, options, default, value)


@asynccontextmanager
async def visit(url: str) -> AsyncIterator[Viewer]:
    """Open the default page of a server and stay until the block ends."""
    address = url.replace("http", "ws", 1) + "/_stcore/stream"
    async with connect(address, subprotocols=["streamlit"], max_size=None, compression=None) as socket:  # type: ignore[list-item]
        viewer = Viewer(socket)
        await viewer.arrive()
        yield viewer
