"""The North Star and the principles as words."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.blocks import Tile
from dashboard.settings import Settings
from dashboard.words.formats import Formats

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


def serving(objectives: Sequence[str]) -> str:
    """Return the open objectives that serve a principle: '3 open objectives: Answer in a day; Say who owns it …'."""
    if not objectives:
        return ""
    count = f"{len(objectives)} open objective{'s' if len(objectives) > 1 else ''}"
    return f"{count}: {'; '.join(objectives[:_NAMED])}{' …' if len(objectives) > _NAMED else ''}"
