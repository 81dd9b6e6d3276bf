"""A block as a picture that stands alone: finding, filters, period, n, source, checks and definition around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from dashboard.blocks import Block, Chart, Row, Table, Tiles
from dashboard.export.brand import colours_of, in_colours
from dashboard.export.framing import Format
from dashboard.export.presses import answered
from dashboard.export.values import of_block
from dashboard.rendering import Medium
from dashboard.rendering.room import least_width, needed
from dashboard.theme import FONT, LIGHT
from dashboard.words.escaping import typeset
from dashboard.words.exports import Alone

NARROW, WIDE, WIDEST = 640, 960, 1280
"""Widths of pictures in pixels. The narrow one is half a slide: its text is set in the points that it says there."""

MOST_ROWS = 40
"""Rows of a table that a picture shows; a sheet holds all of them."""

MARGIN = 24
DOTS = 2400
"""Dots that a picture is wide, at least."""


def pictures(block: Block, alone: Alone, medium: Medium, formats: Sequence[Format] = ("png",)) -> tuple[bytes, ...]:
    """Return a block as pictures, one a format. Raises PressError where it cannot be made."""
    width = width_of(block)
    value = of_block(block, replace(medium, most_rows=MOST_ROWS), width - 2 * MARGIN)
    data = {
        "look": look(),
        "lang": medium.settings.locale.partition("_")[0],
        "width": width,
        "title": typeset(alone.title),
        "subtitle": typeset(alone.subtitle),
        "block": value,
        "footer": list(map(typeset, alone.footer)),
    }
    order = {"document": "picture", "data": data, "formats": list(formats), "ppi": DOTS / width * 96}
    return tuple(press(order, medium.settings.accent))


def bare(block: Block, medium: Medium, width: int = WIDE) -> tuple[bytes, bytes]:
    """Return a block without what stands around it, as PNG and as SVG. Raises PressError where it cannot be made."""
    data = {
        "look": look(),
        "lang": medium.settings.locale.partition("_")[0],
        "width": width,
        "block": of_block(block, replace(medium, most_rows=MOST_ROWS), width),
    }
    order = {"document": "bare", "data": data, "formats": ["png", "svg"], "ppi": DOTS / width * 96}
    png, svg = press(order, medium.settings.accent)
    return png, svg


def width_of(block: Block) -> int:
    """Return how many pixels wide the picture of a block is: as narrow as can well be read."""
    if isinstance(block, Table):
        room = needed(block)
    elif isinstance(block, Row):
        room = sum(map(least_width, block.blocks)) * 3 // 2
    elif isinstance(block, Tiles):
        room = 170 * min(len(block.tiles), 4)
    elif isinstance(block, Chart) and block.kind == "heat":
        room = 70 * len(set(block.data.column("x").to_pylist()))
    else:
        room = 0
    return next((width for width in (NARROW, WIDE) if room <= width - 2 * MARGIN), WIDEST)


def look() -> dict[str, Any]:
    """Return the colours by role and the typefaces: what leaves the dashboard is always light."""
    words = {"muted": LIGHT.muted_words, "good": LIGHT.good_words, "bad": LIGHT.bad_words, "warn": LIGHT.warn_words}
    plain = {role: getattr(LIGHT, role) for role in ("ink", "paper", "rule", "band", "accent")}
    return plain | words | {"info": LIGHT.accent, "fonts": [FONT, "Noto Sans CJK JP"]}


def press(order: dict[str, Any], accent: str | None = None) -> list[bytes]:
    """Return what is ordered of the press, one file a format, in the company's ``accent``. Raises PressError."""
    if accent is not None:
        order = order | {"data": in_colours(order["data"], colours_of(accent))}
    return answered(order)
