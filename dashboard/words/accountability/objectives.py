"""What came of objectives as words: what was expected, what came, and what nobody can claim alone."""

from __future__ import annotations

import math
from collections.abc import Sequence

from dashboard.data.question import Question
from dashboard.data.registers import Objective
from dashboard.measures import MEASURES, measure
from dashboard.measures.programme.moves import Look
from dashboard.measures.programme.outcomes import Outcome
from dashboard.measures.registry import Measure
from dashboard.periods import last_day
from dashboard.settings import Settings
from dashboard.words import effects, figures
from dashboard.words.formats import NOTHING, Formats
from dashboard.words.rally_cry import first_look, followed

NONE = "No objective ran in this period."
ORDER = "those looked at first, then by when they will be"
FEW = "Too few were counted in the newest three months to tell anything."
BEGAN = "the objective began"
_WAY = {"up": "to rise", "down": "to fall"}

MEANING = (
    f"{effects.MEANING} One carried over began when the first of its kind did. Now: the mean of the months looked at, "
    "else of the newest three; of a measure over a window, the window that closes with them. What a department says of "
    "its own tasks stands beside what the measure shows, and counts for nothing."
)


def title(found: Sequence[Outcome], settings: Settings) -> str:
    """Return the finding: '4 of 14 objectives looked at moved their measure; 92 % of their tasks due are done'."""
    if not found:
        return "Objectives and what they moved"
    seen = sum(one.look.judged for one in found)
    moved = sum(one.look.effect == "moved" for one in found)
    due, done = sum(one.due for one in found), sum(one.done for one in found)
    tasks = f"; {Formats.of(settings).percent(done / due, 0)} of their tasks due are done" if due else ""
    if seen:
        return f"{moved} of {seen} objectives looked at moved their measure{tasks}"
    when = first_look([one.look for one in found], settings)
    return f"No objective could be looked at yet{f', {when}' if when else ''}{tasks}"


def subtitle(question: Question, found: Sequence[Outcome], department: str, *, follows: bool) -> str:
    """Return of whom and of when it is, n, and what of a filter it follows."""
    formats, view = Formats.of(question.settings), question.view
    scope = followed(view, follows=follows) or figures.scope(view, question.manifest.company)
    ran = f"ran in {formats.months(view.period.first, view.period.last)}"
    parts = (department, scope, ran, f"n {len(found)}", f"as of {formats.day(last_day(view.period.last))}")
    return " · ".join(filter(None, parts))


def measured(goal: Objective, settings: Settings) -> tuple[str, str]:
    """Return an objective's measure with the direction wanted, and its place: 'NPS to rise', 'DACH · Mid-market'."""
    name = measure(goal.metric, settings).label if goal.metric in MEASURES else goal.metric
    said = " ".join(filter(None, (name, _WAY.get(goal.direction, ""))))
    return said, " · ".join(filter(None, (goal.region, goal.segment)))


def shares(one: Outcome) -> str:
    """Say which others name its measure and place; nothing where none does."""
    if not one.shared:
        return ""
    more = f" and {len(one.shared) - 1} more" if len(one.shared) > 1 else ""
    return f"shares its measure with “{one.shared[0].title}”{more}: none can claim it alone"


def way(one: Outcome, settings: Settings) -> tuple[str, str]:
    """Return where it came from and where it is, with its target: '71 % → 77 %', 'target 76 %, reached so far'."""
    goal = one.goal
    ends = [value(goal, amount, settings) for amount in (goal.baseline, one.now)]
    aim = value(goal, goal.target, settings)
    passed = "" if not _reached(one) or NOTHING in (aim, ends[1]) else ", reached so far"
    return " → ".join(ends), "" if aim == NOTHING else f"target {aim}{passed}"


def _reached(one: Outcome) -> bool:
    """Whether a measure is where it is to be, whatever brought it there."""
    way = {"up": 1, "down": -1}.get(one.goal.direction)
    return way is not None and one.goal.target is not None and way * (one.now - one.goal.target) >= 0


def value(goal: Objective, amount: float | None, settings: Settings) -> str:
    """Return a value of an objective's measure in its unit; of one that is none of ours in the unit of the register."""
    formats = Formats.of(settings)
    if amount is None or not math.isfinite(amount):
        return NOTHING
    if goal.metric in MEASURES:
        return formats.value(measure(goal.metric, settings), amount)
    if goal.unit == "share":
        return formats.percent(amount)
    number = formats.number(amount, 0 if abs(amount) >= 100 else 1)
    return number if goal.unit in (None, "count") else f"{number} {goal.unit}"


def tasks(one: Outcome) -> tuple[str, str]:
    """Return how many of its tasks due are done, and what one look after each showed: '4 of 5', '1 moved · 3 …'."""
    return f"{one.done} of {one.due}" if one.due else "none due", effects.told(one.effects)


def came(one: Outcome, settings: Settings) -> str:
    """Return what was expected and what came; of what is as reported, how far its values went, if there are enough."""
    formats = Formats.of(settings)
    if one.look.effect == "as_reported":
        if one.way is not None:
            return f"{formats.percent(one.way, 0)} of the way"
        return "" if math.isfinite(one.now) else "too little reported to tell"
    return compared(one.look, measure(one.goal.metric, settings), settings) if one.goal.metric in MEASURES else ""


def compared(look: Look, entry: Measure, settings: Settings) -> str:
    """Return what the months before led to, and what came: 'expected 71.0 to 74.2 %, came 77.0 %'."""
    formats = Formats.of(settings)
    between = formats.span(entry, look.low, look.high)
    # A measure over a window is looked at by its single months, lest one month be seen in twelve.
    each = " in a single month" if entry.window else ""
    return f"expected {between}, came {formats.value(entry, look.came)}{each}" if between else ""


def claim(one: Outcome) -> str:
    """Return what its department says of its done tasks, if its measure did not move: 'claimed: 3 tasks verified'."""
    tasks = "task" if one.claimed == 1 else "tasks"
    return f"claimed: {one.claimed} {tasks} verified" if one.claimed and one.look.effect != "moved" else ""


def drawing_title(one: Outcome, settings: Settings) -> str:
    """Return what the drawing of an objective shows."""
    told = came(one, settings)
    return f"{one.goal.title}: {effects.said(one.look, settings)}" + (f", {told}" if told else "")


def drawing_subtitle(one: Outcome, settings: Settings) -> str:
    """Return what is drawn: the measure, its place, which months were or will be looked at."""
    formats, months = Formats.of(settings), one.look.months
    looked = f"looked at: {formats.months(*months)}" if months else ""
    band = "band: 95\u202f% of what comes by itself" if math.isfinite(one.look.low) else ""
    return " · ".join(filter(None, (*measured(one.goal, settings), "by month", looked, band)))


def drawing_alt(one: Outcome, settings: Settings) -> str:
    """Return what the drawing shows to those who do not see it."""
    name, place = measured(one.goal, settings)
    return f"Line by month: {name}{f', {place}' if place else ''}. {drawing_title(one, settings)}."


def not_drawn(asked: str) -> str:
    """Answer a link to an objective that did not run in the period, or whose measure is not to be seen."""
    return f"The objective “{asked}” did not run in this period, or its measure cannot be drawn; this is the first."
