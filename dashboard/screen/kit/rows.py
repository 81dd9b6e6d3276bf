"""The one table for everything that is rows: how wide each column is, and how it stands on a phone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dashboard.blocks import Cell, Column, Table
from dashboard.rendering import Medium
from dashboard.rendering.room import FLEXIBLE, needed
from dashboard.rendering.settled import quiet
from dashboard.words.formats import in_language

MANY = 50
"""Rows from which a table is Streamlit's own, which draws only those in sight."""

BREAKS = (336, 400, 480, 580, 700, 840, 1000)
"""Widths of a card in pixels below which a table stands as on a phone; ``component.css`` has a rule for each."""

_AT_MOST = {"number": 150, "pill": 165, "day": 110, "person": 170}
"""Kinds that are as wide as what they hold, up to so many pixels."""

_LEAST_SHARE = {"number": 0.5, "pill": 0.8, "person": 0.8}
"""Kinds that may be told to be narrower than that, down to this share of it: a long heading breaks."""

_SHORT = {"number": 1, "day": 1, "sparkline": 1, "pill": 2, "person": 2}
"""Kinds that need no line of their own on a phone, with the places of a line that they take there."""


def table_values(table: Table) -> dict[str, Any]:
    """Return what the table's template is filled with."""
    return {
        "table": replace(table, rows=tuple(map(quiet, table.rows))),
        "tracks": " ".join(_tracks(table)),
        "narrow": breaks(needed(table)),
        "folded": [_folded(row, table) for row in table.rows],
        "lengths": [_length(column, table) for column in table.columns],
        "across": _across(table),
    }


def first_rows(rows: int, most: int, medium: Medium) -> str:
    """Return what is printed below a table that is too long for paper."""
    count = in_language(medium.settings.locale).count
    return f"The first {count(most)} of {count(rows)} rows; all of them are on the screen."


def _places(table: Table, priority: int) -> int:
    """Return how many places of a line the short columns of a priority take on a phone."""
    return sum(_SHORT.get(column.kind, 0) for column in table.columns if column.priority == priority)


def _length(column: Column, table: Table) -> str:
    """Return the class of a column that shares a line with others on a phone; one by itself keeps beside its label."""
    places = _SHORT.get(column.kind, 0)
    if column.priority == 1 or not places or places == _places(table, column.priority):
        return ""
    return " short" if places > 1 else " shorter"


def _across(table: Table) -> int:
    """Return how many short values stand side by side on a phone: three, or two where that leaves no gap."""
    more = any(column.priority == 3 for column in table.columns)
    return 2 if _places(table, 2) in ((4,) if more else (2, 4)) else 3


def _folded(row: tuple[Cell, ...], table: Table) -> bool:
    """Whether a row holds something that is unfolded on a phone."""
    return any(column.priority == 3 and cell != Cell() for column, cell in zip(table.columns, row, strict=True))


def breaks(pixels: int) -> int:
    """Return the width below which a table that needs so many pixels stands as on a phone."""
    return max((width for width in BREAKS if width <= pixels), default=BREAKS[0])


def _tracks(table: Table) -> list[str]:
    """Return the columns of the CSS grid."""
    flexible = any(column.kind in FLEXIBLE for column in table.columns)
    return [_track(column, first=not (flexible or position)) for position, column in enumerate(table.columns)]


def _track(column: Column, *, first: bool) -> str:
    if column.kind in FLEXIBLE or first:
        return f"minmax({FLEXIBLE.get(column.kind, 60)}px, {column.width:g}fr)"
    if column.kind == "sparkline":
        return "58px"
    least = _LEAST_SHARE.get(column.kind, 1.0)
    return f"fit-content({_AT_MOST[column.kind] * max(column.width, least):.0f}px)"
