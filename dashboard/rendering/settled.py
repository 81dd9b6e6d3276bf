"""Tiles and rows with how each of them stands: marked, held back or withheld by itself."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dashboard.blocks import Cell, Head, Pill, Spark, Table, Tile
from dashboard.rendering.medium import Medium
from dashboard.rendering.states import NAMED, mark_of
from dashboard.words.formats import in_language


@dataclass(frozen=True, slots=True)
class Drawn:
    """A tile with how it stands: ``withheld`` names the state in which it has no number, ``mark`` what bears on it."""

    tile: Tile
    value: str
    withheld: str
    mark: str
    reason: str


def drawn(tile: Tile, head: Head, medium: Medium) -> Drawn:
    """Return a tile of a block with this head as it stands."""
    standing = tile.standing
    if standing is not None and not standing.shown:
        told = replace(tile, spark=None, bar=None, change=None, interval="", target="", aim="", detail="")
        return Drawn(told, "–", NAMED[standing.state], "", " ".join(standing.reasons))
    mark, reason = mark_of(tile, head.months, medium)
    if tile.spark is not None and tile.spark.alt == tile.detail:  # it says nothing that the value does not say
        tile = replace(tile, spark=replace(tile.spark, alt=""))
    return Drawn(tile, tile.value, "", mark, reason)


def marked(table: Table, medium: Medium) -> Table:
    """Return a table whose rows are marked or withheld one by one, where its first cells say what they stand on."""
    if not any(row and (row[0].standing or row[0].also) for row in table.rows):
        return table
    return replace(table, rows=tuple(_marked(row, table, medium) for row in table.rows))


def quiet(row: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """Return a row whose sparklines say nothing that another of its cells already says."""
    told = {cell.detail for cell in row if cell.detail}
    return tuple(
        replace(cell, drawing=replace(cell.drawing, alt=""))
        if isinstance(cell.drawing, Spark) and cell.drawing.alt in told
        else cell
        for cell in row
    )


def said_of(table: Table, medium: Medium) -> str:
    """Return how many of how many rows are shown, and how they are sorted: '3 of 8, costliest wait first'."""
    locale = medium.settings.locale
    shown, whole = len(table.rows), table.of
    counted = (
        f"{in_language(locale).count(shown)} of {in_language(locale).count(whole)}" if whole and whole > shown else ""
    )
    return ", ".join(part for part in (counted, table.order) if part)


def _marked(row: tuple[Cell, ...], table: Table, medium: Medium) -> tuple[Cell, ...]:
    first, *others = row
    standing = first.standing
    if standing is not None and not standing.shown:
        told = Pill(NAMED[standing.state], "warn", " ".join(standing.reasons))
        blank = [Cell("–", muted=True) if cell.text else Cell() for cell in others]
        return (replace(first, pill=told, remark=told.detail), *blank)
    mark, reason = mark_of(first, table.head.months, medium)
    said = " · ".join(part for part in (mark, first.remark) if part)
    return (replace(first, remark=said, detail=first.detail or reason), *others)
