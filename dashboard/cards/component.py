"""Fills templates, and puts their markup on the page through the one component that the app brings along."""

from __future__ import annotations

from functools import cache, partial
from pathlib import Path
from typing import Any

import streamlit as st
from jinja2 import Environment, FileSystemLoader, StrictUndefined

_HERE = Path(__file__).parent
_OPENED = "opened_number"


@cache
def _templates() -> Environment:
    """Return the templates; every value that they print is escaped, so a hostile name stays a name."""
    return Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _component() -> Any:
    """Register the component once a process."""
    return st.components.v2.component(
        "northstar_cards",
        html='<div id="cards"></div>\n',
        css=(_HERE / "component.css").read_text("utf-8"),
        js=(_HERE / "component.js").read_text("utf-8"),
    )


def markup(template: str, **values: Any) -> str:
    """Return a template of ``templates/`` filled with values, all of them escaped."""
    return _templates().get_template(f"{template}.html").render(values)


def place(content: str, *, key: str, stretched: bool = False) -> None:
    """Put markup on the page, as high as its neighbours if ``stretched``."""
    _component()(
        data={"markup": content},
        key=key,
        height="stretch" if stretched else "content",
        on_opened_change=partial(_keep, key),
    )


def take_opened() -> str | None:
    """Return the name of the number that the reader clicked before this run, once."""
    opened = st.session_state.pop(_OPENED, None)
    return str(opened) if opened else None


def _keep(key: str) -> None:
    """Keep what was clicked for the run that follows: it is asked for before the component is drawn again."""
    st.session_state[_OPENED] = st.session_state[key].opened
