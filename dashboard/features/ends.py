"""Of many places or departments in their order, those at both ends, and how many lie between."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.blocks import Cell
from dashboard.measures.ends import EACH, MANY
from dashboard.settings import Settings
from dashboard.words.plain import between


def ends(rows: Sequence[tuple[Cell, ...]], what: str, settings: Settings) -> tuple[tuple[Cell, ...], ...]:
    """Return rows in their order: all, or the ten at each end around a row that says how many ``what`` lie between."""
    if len(rows) <= MANY:
        return tuple(rows)
    return around(rows[:EACH], rows[-EACH:], len(rows) - 2 * EACH, what, settings)


def around(
    above: Sequence[tuple[Cell, ...]], below: Sequence[tuple[Cell, ...]], left_out: int, what: str, settings: Settings
) -> tuple[tuple[Cell, ...], ...]:
    """Return the rows of both ends around one that says how many ``what`` lie between."""
    width = len((*above, *below)[0]) if above or below else 1
    counted = (Cell(between(left_out, what, settings.locale), muted=True), *(Cell() for _ in range(width - 1)))
    return (*above, counted, *below)
