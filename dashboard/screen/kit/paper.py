"""What a page is on paper: its title, what it is about, and its cards, without any control."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import streamlit as st

from dashboard.screen.kit.colours import printed
from dashboard.screen.kit.markup import fill
from dashboard.theme import Mode

_HERE = Path(__file__).parent


def paper(title: str, said: str, mode: Mode) -> None:
    """Lay out the page for print, and write the heading that is seen there alone.

    ``said`` tells what is printed below the title: filters, period, as-of date, whether the numbers can be believed.
    """
    st.html(fill("paper", title=title, said=said, style=_style(mode)))


@cache
def _style(mode: Mode) -> str:
    """Return the page's own rules; a dark page has its charts turned to light."""
    rules = (_HERE / "paper.css").read_text("utf-8")
    return f"{rules}\n{printed(':root')}\n" + (
        "@media print { .stVegaLiteChart, .stDataFrame { filter: invert(1) hue-rotate(180deg); } }"
        if mode == "dark"
        else ""
    )
