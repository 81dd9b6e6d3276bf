"""Tiles as the values of their template: figures one by one, each marked or withheld by itself."""

from __future__ import annotations

from typing import Any

from dashboard.blocks import Tiles
from dashboard.rendering import Medium
from dashboard.rendering.settled import drawn


def tiles_values(tiles: Tiles, medium: Medium) -> dict[str, Any]:
    """Return what the template of tiles is filled with."""
    shown = [drawn(tile, tiles.head, medium) for tile in tiles.tiles]
    return {"style": tiles.style, "tiles": shown, "across": _across(len(shown))}


def _across(count: int) -> int:
    """Return how many cards stand side by side where there is room: up to four, in rows as even as can be."""
    rows = -(-count // 4) or 1
    return -(-count // rows) or 1
