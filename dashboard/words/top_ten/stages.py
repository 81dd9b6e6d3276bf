"""What is being done about a theme, in words: its stage, and the tasks behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

from dashboard.measures.themes.theme import Theme, TopTen
from dashboard.periods import month_of
from dashboard.settings import Settings
from dashboard.words.formats import NOTHING, Formats
from dashboard.words.plain import counted
from dashboard.words.top_ten.ranks import doubt

STAGES: Mapping[str, str] = MappingProxyType({
    "identified": "Identified",
    "contained": "Contained",
    "root_cause": "Root cause",
    "corrective_action": "Corrective action",
    "verification": "Verification",
    "closed": "Closed",
})  # fmt: skip
"""The stages of a theme in their order, as they are read."""


NOT_YET, NOT_NOTED = "not yet", "not noted"
STEPS = "Its stages, and when each was reached"


def stage_name(theme: Theme) -> str:
    """Return the stage that a theme has reached: 'Root cause'."""
    return STAGES.get(theme.stage or "", "no stage given") if _seen(theme) else NOTHING


def staged(theme: Theme) -> bool:
    """Whether it is known of any stage that a theme has reached it: of one without any nothing is 'not yet'."""
    return _seen(theme) and bool(theme.stages)


def not_reached(theme: Theme, stage: str) -> str:
    """Return what is said of a stage without a day: 'not yet', unless a later one was reached."""
    later = list(STAGES)[list(STAGES).index(stage) :]
    return NOT_NOTED if any(name in later for name, _ in theme.stages) else NOT_YET


def _seen(theme: Theme) -> bool:
    return not theme.unseen & {"themes", "theme_stages"}


def tasks(theme: Theme) -> str:
    """Return the tasks behind a theme: '3 open, 1 of them overdue; 4 done'; nothing where they are not known."""
    found = theme.tasks
    if theme.unseen & {"themes", "tasks"}:
        return ""
    if found is None or not (found.open or found.done):
        return "no tasks"
    late = f", {found.overdue} overdue" if found.overdue else ""
    return f"{found.open} open{late}; {found.done} done"


def listed_told(shown: Sequence[Theme], settings: Settings) -> str:
    """Return how the work on the themes listed stands: 'Of the 10 themes listed 3 have tasks overdue, 2 none open'.

    Where tasks are not known, only how many are listed.
    """
    found, themes = [theme.tasks for theme in shown], counted(len(shown), "theme", settings.locale)
    if any(theme.unseen & {"themes", "tasks"} for theme in shown):
        return f"{themes} listed, with who owns them"
    late = sum(one is not None and one.overdue > 0 for one in found)
    idle = sum(one is None or not one.open for one in found)
    said = f"{late or 'none'} {'has' if late == 1 else 'have'} tasks overdue, {idle or 'none'} no task open"
    return f"Of {themes} listed {said}"


def reached(theme: Theme, settings: Settings) -> str:
    """Return which stage a theme has reached and since when: '“Late invoice” has reached Root cause, on 3 Mar 2026'."""
    day = dict(theme.stages).get(theme.stage or "")
    on = f", on {Formats.of(settings).day(day)}" if day is not None else ""
    known = theme.stage in STAGES and _seen(theme)
    return f"“{theme.name}” has reached {stage_name(theme)}{on}" if known else f"“{theme.name}”: {stage_name(theme)}"


def stage_note(theme: Theme, themes: TopTen, settings: Settings) -> str:
    """Say of a theme that was closed since, and is on the list of these months, that it was."""
    closed = _closed(theme)
    if closed is None or month_of(closed) < themes.first:
        return ""
    within = "within" if month_of(closed) <= themes.last else "after"
    return f"closed on {Formats.of(settings).day(closed)}, {within} these months"


def stage_remark(theme: Theme, themes: TopTen, settings: Settings) -> str:
    """Say of a theme that was closed before these months, and is on their list all the same, what is lost to it."""
    closed = _closed(theme)
    if closed is None or month_of(closed) >= themes.first:
        return ""
    since = f"closed on {Formats.of(settings).day(closed)}"
    if doubt(theme):
        return f"{since}; what is lost where it is named {doubt(theme)}"
    rise = (theme.previous_rank or 0) - (theme.rank or 0)
    then = Formats.of(settings).months(*themes.compared) if themes.compared else ""
    rising = f", up {counted(rise, 'rank', settings.locale)} since {then}" if rise > 0 and then else ""
    return f"{since}, yet {Formats.of(settings).points(theme.points)} are lost where it is named{rising}"


def _closed(theme: Theme) -> date | None:
    """Return the day on which a theme of the list was closed, where that is its stage."""
    return dict(theme.stages).get("closed") if theme.stage == "closed" and theme.rank is not None else None
