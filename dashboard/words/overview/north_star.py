"""The North Star and the principles as words."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.blocks import Tile
from dashboard.settings import Settings
from dashboard.words.formats import Formats
from dashboard.words.plain import in_letters

NO_MEASURE = "no measure serves it"
NO_OBJECTIVE = "no open objective serves it"

_NAMED = 2
"""Objectives that are named of those that serve a principle."""


def statement(settings: Settings) -> str:
    """Return the North Star as the company put it, or that none has been agreed."""
    said = settings.north_star.statement
    return f"North Star: “{said}”" if said else "North Star: none has been agreed"


def reviewed(settings: Settings) -> str:
    """Return when the statement was last reviewed; nothing where that is not known."""
    day = settings.north_star.reviewed_on
    return f"last reviewed {Formats.of(settings).day(day)}" if day else ""


def serves(tile: Tile) -> str:
    """Return a measure that serves a principle with its value, or why there is none: 'CSAT 81.3 %'."""
    if tile.standing is not None and not tile.standing.shown:
        return f"{tile.label}: {tile.standing.state.replace('_', ' ')}"
    return f"{tile.label} {tile.value}" + (" (too few to tell)" if tile.muted else "")


def served(principles: int, measured: int, with_objectives: int | None) -> str:
    """Return what serves the principles: 'A measure serves four of five, an open objective three'."""
    every = f"{in_letters(principles)} guiding principle{'' if principles == 1 else 's'}"
    open_ones = "" if with_objectives is None else f", an open objective {_number(with_objectives)}"
    return f"A measure serves {_number(measured)} of {every}{open_ones}"


def _number(counted: int) -> str:
    return in_letters(counted) if counted else "none"


def serving(objectives: Sequence[str]) -> str:
    """Return the open objectives that serve a principle: '3 open objectives: Answer in a day; Say who owns it …'."""
    if not objectives:
        return ""
    count = f"{len(objectives)} open objective{'s' if len(objectives) > 1 else ''}"
    return f"{count}: {'; '.join(objectives[:_NAMED])}{' …' if len(objectives) > _NAMED else ''}"
