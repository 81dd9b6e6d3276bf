"""How much room blocks take: a table with its columns side by side, a block beside others."""

from __future__ import annotations

from dashboard.blocks import Block, Chart, Column, Row, Table, Tiles

GAP = 12
"""Pixels between two columns."""

FLEXIBLE = {"text": 76, "link": 100, "bar": 100, "steps": 90}
"""Kinds that share the room, with the least pixels that they need."""

_READABLE = 90
"""Pixels in which words of a column whose share is 1 can well be read."""

_OF_OWN_WIDTH = {"number": 56, "pill": 100, "day": 76, "sparkline": 58, "person": 90}
"""About how many pixels those need that take what they hold."""


MOST = 420
"""Pixels beyond which a table beside others may stand as on a phone rather than have a line of its own."""


def needed(table: Table) -> int:
    """Return about how many pixels a table needs with its columns side by side."""
    return sum(map(_pixels, table.columns)) + GAP * (len(table.columns) - 1)


def _pixels(column: Column) -> int:
    wanted = _READABLE * max(column.width, 0.8) if column.kind in ("text", "link") else FLEXIBLE.get(column.kind)
    return round(wanted or _OF_OWN_WIDTH[column.kind])


def least_width(block: Block) -> int:
    """Return about how many pixels a block needs beside others, before they stand below each other."""
    if isinstance(block, Row):
        return max(map(least_width, block.blocks), default=0)
    if isinstance(block, Table):
        return min(needed(block), MOST) + 34
    if isinstance(block, Tiles):
        return 300
    return 340 if isinstance(block, Chart) and block.size == "normal" else 280
