"""Tiles as the values of their template: figures one by one, each marked or withheld by itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from dashboard.blocks import Head, Tile, Tiles
from dashboard.screen.kit.medium import Medium
from dashboard.screen.kit.states import NAMED, mark_of


@dataclass(frozen=True, slots=True)
class Drawn:
    """A tile with how it stands: ``withheld`` names the state in which it has no number, ``mark`` what bears on it."""

    tile: Tile
    value: str
    withheld: str
    mark: str
    reason: str


def tiles_values(tiles: Tiles, medium: Medium) -> dict[str, Any]:
    """Return what the template of tiles is filled with."""
    drawn = [_drawn(tile, tiles.head, medium) for tile in tiles.tiles]
    return {"style": tiles.style, "tiles": drawn, "across": _across(len(drawn))}


def _drawn(tile: Tile, head: Head, medium: Medium) -> Drawn:
    standing = tile.standing
    if standing is not None and not standing.shown:
        told = replace(tile, spark=None, bar=None, change=None, interval="", target="", aim="", detail="")
        return Drawn(told, "–", NAMED[standing.state], "", " ".join(standing.reasons))
    mark, reason = mark_of(tile, head.months, medium)
    if tile.spark is not None and tile.spark.alt == tile.detail:  # it says nothing that the value does not say
        tile = replace(tile, spark=replace(tile.spark, alt=""))
    return Drawn(tile, tile.value, "", mark, reason)


def _across(count: int) -> int:
    """Return how many cards stand side by side where there is room: up to four, in rows as even as can be."""
    rows = -(-count // 4) or 1
    return -(-count // rows) or 1
