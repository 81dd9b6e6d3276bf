"""Of many places or departments in their order, those at both ends, and how many lie between."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.blocks import Cell
from dashboard.settings import Settings
from dashboard.words.plain import between

EACH = 10
"""Rows that are told at each end; one more would be no shorter than the row that counts those between."""


def ends(rows: Sequence[tuple[Cell, ...]], what: str, settings: Settings) -> tuple[tuple[Cell, ...], ...]:
    """Return rows in their order: all, or the ten at each end around a row that says how many ``what`` lie between."""
    left_out = len(rows) - 2 * EACH
    if left_out < 2:
        return tuple(rows)
    counted = (Cell(between(left_out, what, settings.locale), muted=True), *(Cell() for _ in rows[0][1:]))
    return (*rows[:EACH], counted, *rows[-EACH:])
