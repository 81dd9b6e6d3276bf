"""The one component that puts markup on the page, and tells what was clicked in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, partial
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard.screen.kit.look import ADDRESS

_HERE = Path(__file__).parent
_OPENED = "opened_link"
_ANCHOR: ContextVar[str] = ContextVar("anchor", default="")


@cache
def _component() -> Any:
    """Register the component once a process."""
    return st.components.v2.component(
        "northstar_blocks",
        html='<div id="blocks"></div>\n',
        js=(_HERE / "component.js").read_text("utf-8").replace("ADDRESS", ADDRESS),
    )


def place(content: str, *, key: str, stretched: bool = False) -> None:
    """Put markup on the page, as high as its neighbours if ``stretched``."""
    _component()(
        data={"markup": content, "anchor": _ANCHOR.get()},
        key=key,
        height="stretch" if stretched else "content",
        on_opened_change=partial(_keep, key),
    )


@contextmanager
def scrolled_to(anchor: str) -> Iterator[None]:
    """Have the browser scroll to a block of this name among those that are placed meanwhile."""
    before = _ANCHOR.set(anchor)
    yield
    _ANCHOR.reset(before)


def take_clicked() -> str | None:
    """Return the link that the reader clicked before this run ('theme:t7'), once."""
    clicked = st.session_state.pop(_OPENED, None)
    return str(clicked) if clicked else None


def _keep(key: str) -> None:
    """Keep what was clicked for the run that follows: it is asked for before the component is drawn again."""
    st.session_state[_OPENED] = st.session_state[key].opened
