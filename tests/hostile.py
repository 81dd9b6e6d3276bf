"""Names that would be something else than names, if they were let."""

from __future__ import annotations

import re

HOSTILE = (
    "<script>alert(1)</script> & <b>Sons</b>",
    "**Bold** _Co_ `code` # [x](http://evil.example)",
    "$x^2$ and $$y$$",
    ":smile: :material/delete: :streamlit:",
    ":red[warn] :small[x] :blue-background[y]",
    "a -> b <- c -- d >= e",
    "1. FC | ~~Gone~~ ![i](x)",
    "NPS 3~4 in Q3, 5~6 in Q4; costs $5k not A$.",
    "שלום العربية",
    "Zoë & 日本 ‘quoted’ “name”",
)
"""HTML, Markdown, LaTeX, emoji and icons, directives, arrows, a list, tildes and dollars in a sentence, right to left,
and a name that is only long."""


def shown(markdown: str) -> str:
    """Return what a reader sees of escaped Markdown: without its backslashes and what takes no room."""
    return re.sub("[\u2060\u2068\u2069]", "", re.sub(r"\\(.)", r"\1", markdown))
