"""The strips of the Overview as words."""

from __future__ import annotations

from dashboard.measures.programme.rally_cry import RallyCryProgress
from dashboard.settings import Settings
from dashboard.words.formats import Formats

COLUMNS_ALT = "Columns: points lost by theme, the most lost first"
MOVED = "done tasks looked at moved their measure"
COMPLETED = "of the tasks due completed"


def cry_title(cry: RallyCryProgress | None) -> str:
    """Return the rally cry as the company put it: 'Rally cry: “Answer once”'."""
    return "Rally cry" if cry is None else f"Rally cry: “{cry.statement}”"


def cry_month(cry: RallyCryProgress | None, settings: Settings) -> str:
    """Return how far it was, and when: 'month 8 of 12, as of 31 Oct 2026', 'ended 28 Feb 2026', 'month 3, no end'."""
    if cry is None:
        return ""
    formats = Formats.of(settings)
    day = f"as of {formats.day(cry.until)}"
    if cry.ends_on is None:
        return f"month {cry.month}, no end set, {day}"
    if cry.ends_on < cry.until:
        return f"ended {formats.day(cry.ends_on)}, {day}"
    return f"month {cry.month} of {cry.months}, {day}"


def no_tasks(cry: RallyCryProgress | None) -> str:
    """Say why there is nothing to count."""
    return "No rally cry has begun." if cry is None else "No task was due yet."


def completed(cry: RallyCryProgress) -> str:
    """Return how many of the tasks due were completed, and how many of them by the date first promised."""
    return f"{cry.completed} of {cry.due} due tasks completed, {cry.on_time} by the first date promised"


def share(value: float, settings: Settings) -> str:
    """Return a share in whole percent: '92 %'."""
    return Formats.of(settings).percent(value, 0)
