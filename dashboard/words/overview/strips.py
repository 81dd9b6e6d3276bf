"""The strips of the Overview as words."""

from __future__ import annotations

from dashboard.data.view import View
from dashboard.measures.programme.rally_cry import RallyCryProgress
from dashboard.settings import Settings
from dashboard.words.accountability.placed import left_out
from dashboard.words.formats import Formats
from dashboard.words.rally_cry import followed, in_its_months

COLUMNS_ALT = "Columns: points lost by theme, the most lost first"
NO_TASKS = "No task was due yet."
COMPLETED = "of the tasks due completed"


def cry_title(cry: RallyCryProgress | None) -> str:
    """Return the rally cry as the company put it: 'Rally cry: “Answer once”'."""
    return "Rally cry" if cry is None else f"Rally cry: “{cry.statement}”"


def cry_month(cry: RallyCryProgress | None, settings: Settings) -> str:
    """Return how far it was, and when; nothing where there is none."""
    return "" if cry is None else in_its_months(cry, settings)


def completed(cry: RallyCryProgress) -> str:
    """Return how many of the tasks due were completed, and how many of them by the date first promised."""
    return f"{cry.completed} of {cry.due} due tasks completed, {cry.on_time} by the first date promised"


def besides(cry: RallyCryProgress, view: View, settings: Settings) -> tuple[str, ...]:
    """Return what was completed with what of the filters is followed, and the tasks left out as they name no region."""
    whole = " · ".join(filter(None, (completed(cry), followed(view, follows=cry.follows))))
    return tuple(filter(None, (whole, left_out(cry.unplaced, "task", settings))))


def share(value: float, settings: Settings) -> str:
    """Return a share in whole percent: '92 %'."""
    return Formats.of(settings).percent(value, 0)
