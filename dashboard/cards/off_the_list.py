"""The block of the themes that left the Top Ten."""

from __future__ import annotations

from dashboard import words
from dashboard.cards.page import Block, Cards
from dashboard.measures.themes.departures import Departure, How
from dashboard.measures.themes.departures import departures as read_departures
from dashboard.screen.frame import Opened
from dashboard.settings import Settings

_TONES: dict[How, str] = {"fixed": "good", "fell": "", "not_evaluable": "warn"}


def off_the_list(opened: Opened) -> Block:
    """List the themes that left the list in the last four windows, and how; nothing where none did."""
    found = read_departures(opened.data, opened.view, opened.settings)
    if not found.themes:
        return None
    return Cards.of(
        "off_the_list",
        title=words.departures_title(found),
        scope=_scope(opened),
        rows=[_row(departure, opened.settings) for departure in found.themes],
        notes=found.standing.reasons,
    )


def _scope(opened: Opened) -> str:
    """Return what the list is of: it follows no filter but the period."""
    return "all regions and segments" if opened.view.filtered else ""


def _row(departure: Departure, settings: Settings) -> dict[str, str]:
    return {
        "name": departure.name,
        "times": words.listings_so_far(departure, settings),
        "how": words.how_it_left(departure),
        "tone": _TONES[departure.how],
        "when": words.left_when(departure, settings),
        "result": words.verification_result(departure.verification, settings),
        "interval": words.verification_interval(departure.verification, settings),
        "why": words.verification_reason(departure.verification, settings),
    }
