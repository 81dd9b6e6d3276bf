"""The one component that puts markup on the page, and tells what was clicked in it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, partial
from typing import Any

import streamlit as st

from dashboard.screen.kit.look import SCRIPT_ADDRESS

_OPENED = "opened_link"
_SCRIPT = f"""const kit = import(location.origin + "{SCRIPT_ADDRESS}")
export default (component) => void kit.then((it) => it.default(component))"""
_ANCHOR: ContextVar[dict[str, object] | None] = ContextVar("anchor", default=None)


@cache
def _component() -> Any:
    """Register the component once a process."""
    return st.components.v2.component(
        "northstar_blocks",
        html='<div id="blocks"></div>\n',
        js=_SCRIPT,
    )


def place(content: str, *, key: str, stretched: bool = False) -> None:
    """Put markup on the page, as high as its neighbours if ``stretched``."""
    _component()(
        data={"markup": content} | (_ANCHOR.get() or {}),
        key=key,
        height="stretch" if stretched else "content",
        on_opened_change=partial(_keep, key),
    )


@contextmanager
def scrolled_to(anchor: str) -> Iterator[None]:
    """Have the browser scroll to a block of this name among those that are placed meanwhile."""
    # Whoever asks for the same block once more is taken there once more.
    before = _ANCHOR.set({"anchor": anchor, "asked": time.monotonic_ns()} if anchor else {})
    yield
    _ANCHOR.reset(before)


def take_clicked() -> str | None:
    """Return the link that the reader clicked before this run ('theme:t7'), once."""
    clicked = st.session_state.pop(_OPENED, None)
    return str(clicked) if clicked else None


def _keep(key: str) -> None:
    """Keep what was clicked for the run that follows: it is asked for before the component is drawn again."""
    st.session_state[_OPENED] = st.session_state[key].opened
