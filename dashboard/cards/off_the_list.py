"""The block of the themes that left the Top Ten."""

from __future__ import annotations

from dashboard import words
from dashboard.cards.page import Block, Cards
from dashboard.measures.themes.departures import Gone, How
from dashboard.measures.themes.departures import off_the_list as read_off_the_list
from dashboard.screen.frame import Opened
from dashboard.settings import Settings

_TONES: dict[How, str] = {"fixed": "good", "fell": "", "not_evaluable": "warn"}


def off_the_list(opened: Opened) -> Block:
    """List the themes that left the list in the last four windows, and how; nothing where none did."""
    found = read_off_the_list(opened.data, opened.view, opened.settings)
    if not found.gone:
        return None
    return Cards.of(
        "off_the_list",
        title=words.off_title(found),
        scope=_scope(opened),
        rows=[_row(gone, opened.settings) for gone in found.gone],
        notes=found.standing.reasons,
    )


def _scope(opened: Opened) -> str:
    """Return what the list is of: it follows no filter but the period."""
    return "all regions and segments" if opened.view.filtered else ""


def _row(gone: Gone, settings: Settings) -> dict[str, str]:
    return {
        "name": gone.name,
        "times": words.stays_so_far(gone, settings),
        "how": words.how_it_left(gone),
        "tone": _TONES[gone.how],
        "when": words.left_when(gone, settings),
        "result": words.fix_result(gone.test, settings),
        "interval": words.fix_interval(gone.test, settings),
        "why": words.fix_reason(gone.test, settings),
    }
