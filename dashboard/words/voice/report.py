"""The report of a line of business, as words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dashboard.data.registers import Task
from dashboard.data.registers.tasks import CORRECTIVE
from dashboard.measures.voice.plan import ROOT_CAUSE, Planned
from dashboard.settings import Settings
from dashboard.words.formats import Formats
from dashboard.words.plain import counted
from dashboard.words.top_ten.ranks import points_are
from dashboard.words.top_ten.themes import POINTS_LOST

NAME = "What a line of business should hear"
SCORES = "What customers say where it answers for it"
QUOTED = "Its costliest theme in customers' own words"
PLAN = "The recommended plan of action"
MEANING = (
    f"The themes that cost points and that a line of business answers for, alone or in part. {POINTS_LOST} What they "
    "are worth in money is told by the Top Ten."
)
MEANING_PLAN = (
    "What is recorded as still to be done about the themes that a line of business answers for: root causes, then "
    "corrective actions, then other tasks, each by the day on which it is due; of a theme that it owns, whoever has to "
    "do it. Nothing is added to what people recorded: where it is nothing, that is said."
)
MEANING_SCORES = (
    "Measures of what customers live where the line of business answers for it, beside those of all answers and cases: "
    "with what was counted and, for samples, the 95 % interval. They are told for all regions and segments together."
)
ORDER = "the costliest theme first, causes before corrective actions"
NOT_MENDED = "no root cause or corrective action is recorded as open"
_KINDS = {ROOT_CAUSE: "root cause", CORRECTIVE: "corrective action"}


def unknown(asked: str, shown: str) -> str:
    """Say that no line of business goes by an id that was asked for, and which one is shown."""
    return f"No department goes by “{asked[:60]}”; {shown} is shown."


def title(name: str, found: Sequence[Planned], settings: Settings) -> str:
    """Return the finding: 'Billing answers for 4 themes that cost points; most to “Late invoices”, 3.1 points'."""
    count = counted(len(found), "theme", settings.locale)
    said = f"{name} answers for {count} that cost{'s' if len(found) == 1 else ''} points"
    sure = [one.owned.theme for one in found if one.owned.theme.low > 0]
    if not sure:
        return f"{said}; none can be told from costing nothing"
    most = max(sure, key=lambda theme: theme.points)
    return f"{said}; most is lost to “{most.name}”, {Formats.of(settings).points(most.points)}"


def nothing(name: str) -> str:
    """Say that a line of business answers for no theme that costs points."""
    return f"No theme that costs points in these months is known to be {name}'s, alone or in part."


def nothing_to_plan(name: str) -> str:
    """Say that there is no theme of a line of business against which anything could be recorded."""
    return (
        f"{name} answers for no theme that is known to cost points in these months, so that there is nothing to plan "
        "against; themes that few answers name are not ranked."
    )


def nothing_to_quote(name: str) -> str:
    """Say that there is no theme of a line of business on which anybody could be quoted."""
    return f"{name} answers for no theme that is known to cost points; what few answers name is not ranked."


def plan_title(name: str, found: Sequence[Planned], today: date, settings: Settings) -> str:
    """Return the finding: '{name} has 7 steps open against 4 themes, 2 of them overdue; for 1 theme …'."""
    steps = [step for one in found for step in one.steps]
    bare = sum(not one.steps for one in found)
    none = f"nothing open is recorded against {counted(bare, 'theme', settings.locale)}" if bare else ""
    if not steps:
        return f"{name}: {none}"
    overdue = sum(step.overdue(today) for step in steps)
    some = "all" if overdue == len(steps) else overdue or "none"
    late = f", {some} of them overdue" if len(steps) > 1 else f", {'' if overdue else 'not '}overdue"
    said = f"{name}: {counted(len(steps), 'step', settings.locale)} open against "
    said += counted(len(found) - bare, "theme", settings.locale)
    return f"{said}{late}" + (f"; {none}" if none else "")


def plan_subtitle(today: date, settings: Settings) -> str:
    """Return as of which day the plan is."""
    return f"as recorded on {Formats.of(settings).day(today)}"


def kind(task: Task) -> str:
    """Return what a step is: 'root cause', 'corrective action', 'task'."""
    return _KINDS.get(task.kind, "task")


def costs(one: Planned, settings: Settings) -> str:
    """Return what a step's theme costs: '3.1 points lost'."""
    return f"{Formats.of(settings).number(one.owned.theme.points, 1)} {points_are(one.owned.theme)}"


def nothing_recorded(one: Planned) -> str:
    """Say that nothing is recorded as to be done about a theme; of one that it has a part in, nothing of its own."""
    return f"Nothing open{'' if one.owned.alone else ' of its own'} is recorded"


def done(one: Planned, settings: Settings) -> str:
    """Return how much is done about a theme of which nothing more is open: '2 steps are done'."""
    if not one.done:
        return "nor anything done"
    return f"{counted(one.done, 'step', settings.locale)} {'is' if one.done == 1 else 'are'} done"
