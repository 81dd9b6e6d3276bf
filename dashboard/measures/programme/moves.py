"""Did it move its measure? One look at an objective, or at a task that is done, at a date set when it began.

    the look    of an objective the three whole months that end by its due date (without one, a year after it began);
                of a task the three whole months after it was first due, or done where that was later: never one month
    expected    what the months before it began lead to (`statistics.forecast`), of the measure itself in the
                objective's region and segment: a bad month in which it was set is not taken for where it started
    moved       the mean of the months looked at, and the middle one of them, lie beyond 95 % of what was to be
                expected, in the objective's direction, by at least the least change worth saying
    before      the same is true of the three months just before it began: what had moved before does not count
    too early   before the months of the look are over
    too few     where fewer than the least n were counted in those months
    as reported where the measure is none of ours, is not connected, or is not one that this reader may see: nothing is
                judged, and no look is to come

The baseline lies before the action, as in the Top Ten's verification (DOMAIN 5), and is all the months before, in place
of one window: a single window holds half of what had moved just before, and the season of its months.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from types import MappingProxyType
from typing import Literal, get_args

import numpy as np

from dashboard.data.access import Data
from dashboard.data.cache import cached
from dashboard.data.registers import Objective, Task
from dashboard.data.standing import standing_of
from dashboard.data.view import Places
from dashboard.measures.clusters import DATASET as CLUSTERS
from dashboard.measures.formulas import Median, Ratio, Total
from dashboard.measures.monthly import Monthly, Span, monthly
from dashboard.measures.programme.objectives import began_on, objectives_by_id
from dashboard.measures.readings import read_formula
from dashboard.measures.registry import MEASURES, Measure, as_published, measure
from dashboard.periods import month_of
from dashboard.settings import Settings
from dashboard.statistics import Forecast

DATASETS = tuple(dict.fromkeys((*(name for entry in MEASURES.values() for name in entry.formula.datasets), CLUSTERS)))
"""The datasets of the measures that an objective may name."""

Effect = Literal["moved", "no_effect", "moved_before", "too_early", "too_few", "as_reported", "not_known"]

EFFECTS: tuple[Effect, ...] = get_args(Effect)
"""In the order in which they are told."""

JUDGED: tuple[Effect, ...] = ("moved", "no_effect", "moved_before")
"""The effects that one look has shown."""

MEASURED: frozenset[Effect] = frozenset({*JUDGED, "too_few", "not_known"})
"""The effects that are read from the measure's rows; the others are told by dates and names alone."""

LOOK = 3
"""Months of the one look."""

HELD = 0.95
"""How much of what comes by itself the limits hold."""

_A_YEAR = 12
_TASK_STEP: Mapping[str, int] = MappingProxyType({"up": 1, "down": -1})


def judged(effects: Counter[Effect]) -> int:
    """Return how many have been looked at."""
    return sum(effects[effect] for effect in JUDGED)


def read_for(effects: Iterable[tuple[Objective | None, Effect]]) -> tuple[str, ...]:
    """Return the measures, each once, whose rows were read to see what became of objectives."""
    found = (goal.metric for goal, effect in effects if goal is not None and effect in MEASURED)
    return tuple(sorted({name for name in found if name in MEASURES}))


@dataclass(frozen=True, slots=True)
class Look:
    """What one look showed of an objective's measure, with what it stands on; nan and None are not known.

    ``began`` is the month in which it began, ``months`` are the first and last month looked at. ``came`` is the mean of
    these months, ``expected`` what the months before led to, between ``low`` and ``high``: all of single months.
    """

    effect: Effect
    began: int | None = None
    months: Span | None = None
    expected: float = math.nan
    low: float = math.nan
    high: float = math.nan
    came: float = math.nan

    @property
    def judged(self) -> bool:
        """Whether it told anything: moved, no effect, or moved before it began."""
        return self.effect in JUDGED


def effect_of_objective(data: Data, goal: Objective, until: int, settings: Settings) -> Effect:
    """Return whether an objective moved its measure, as far as that was known at the end of a month."""
    return look_at_objective(data, goal, until, settings).effect


def look_at_objective(data: Data, goal: Objective, until: int, settings: Settings) -> Look:
    """Return the one look at an objective, as far as it was known at the end of a month.

    One that was carried over began when the first of its chain did: what moved under its old name is no baseline.
    """
    begun = began_on(data, goal)
    if begun is None:
        return Look("as_reported" if goal.metric not in MEASURES else "not_known")
    began = month_of(begun)
    last = began + _A_YEAR - 1 if goal.due_on is None else month_of(goal.due_on + timedelta(1)) - 1
    return _looked_at(data, goal, began, (last - LOOK + 1, last), until, settings)


def effect_of_task(data: Data, task: Task, until: int, settings: Settings) -> Effect:
    """Return whether a task that is done moved its objective's measure, as far as known at the end of a month.

    A task without an objective, or whose dates are not known, has no measure to be looked at.
    """
    goal = objectives_by_id(data).get(task.objective_id or "")
    if goal is None or goal.metric not in MEASURES:
        return "as_reported"
    began, done = task.created_on or began_on(data, goal), task.completed_on
    if began is None or done is None or task.original_due_on is None:
        return "not_known"
    first = month_of(max(task.original_due_on, done)) + 1
    return _looked_at(data, goal, month_of(began), (first, first + LOOK - 1), until, settings).effect


def measured(data: Data, goal: Objective, settings: Settings, until: int) -> Monthly | None:
    """Return the newest months without a gap of an objective's measure up to one; None where there are none to be seen.

    What comes after a look, or between two parts of it, is none of it: a month without rows there takes nothing back.
    """
    places = _places(data, goal)
    if goal.metric not in MEASURES or places is None:
        return None
    entry = measure(goal.metric, settings)
    return monthly(data, entry.formula, places, until) if standing_of(data, entry.formula.datasets).shown else None


def closing(data: Data, goal: Objective, month: int) -> float:
    """Return the window of an objective's measure that closes with a month; nan where that is not known."""
    places = _places(data, goal)
    if places is None:
        return math.nan
    reading = read_formula(data, as_published(goal.metric, data.snapshot.manifest.settings).formula, places)
    return float(reading.estimates(np.array([(month, month)])).value[0])


@cached
def _looked_at(data: Data, goal: Objective, began: int, look: Span, until: int, settings: Settings) -> Look:
    if goal.metric not in MEASURES or _places(data, goal) is None:
        return Look("as_reported", began)
    entry, step = measure(goal.metric, settings), _TASK_STEP.get(goal.direction)
    if standing_of(data, entry.formula.datasets).state == "not_connected":
        return Look("as_reported", began)
    if look[1] > until:
        return Look("too_early", began, look)
    known = measured(data, goal, settings, look[1])
    if known is None or step is None or look[0] <= began or not _whole(known, look):
        return Look("not_known", began, look)
    if too_few(known, look, entry, settings):
        return Look("too_few", began, look)
    found = _expected(data, goal, settings, began, look)
    if found is None:
        return Look("not_known", began, look)
    top, bottom = known.over(look)
    seen = Look("no_effect", began, look, found.value, *found.limits(HELD), top / bottom)
    if not _beyond(known, seen, step, entry, settings):
        return seen
    earlier = (began - LOOK, began - 1)
    before, then = _expected(data, goal, settings, began - LOOK, earlier), measured(data, goal, settings, began - 1)
    if before is None or then is None or not _whole(then, earlier):
        return replace(seen, effect="moved")
    top, bottom = then.over(earlier)
    just_before = Look("no_effect", began - LOOK, earlier, before.value, *before.limits(HELD), top / bottom)
    moved_before = _beyond(then, just_before, step, entry, settings)
    return replace(seen, effect="moved_before" if moved_before else "moved")


def _expected(data: Data, goal: Objective, settings: Settings, began: int, look: Span) -> Forecast | None:
    """Return what the months before a beginning led to in those looked at; None where that is not known."""
    before = measured(data, goal, settings, began - 1)
    return before.expected(look) if before is not None and before.last == began - 1 else None


def _whole(known: Monthly, look: Span) -> bool:
    """Whether each of the months looked at is known."""
    return known.first <= look[0] and look[1] <= known.last


def _beyond(known: Monthly, look: Look, step: int, entry: Measure, settings: Settings) -> bool:
    """Whether what came is beyond what the months before led to, and by enough."""
    first, last = look.months or (0, -1)
    months = slice(first - known.first, last - known.first + 1)
    middle = float(np.median(known.top[months] / known.bottom[months]))
    edge = look.high if step > 0 else look.low
    size = abs(look.came - look.expected)
    if entry.relative:
        size = size / abs(look.expected) if look.expected else math.inf
    else:
        size *= _counts(entry)
    beyond = min(step * (look.came - edge), step * (middle - edge)) > 0
    return beyond and size >= settings.least_change.get(entry.name, entry.least_change)


def too_few(known: Monthly, look: Span, entry: Measure, settings: Settings) -> bool:
    """Whether fewer than the least n were counted in the months looked at, where such things are counted."""
    formula = entry.formula
    counted = entry.sampled or isinstance(formula, Median) or (isinstance(formula, Ratio) and formula.n == ())
    least = settings.least_n if entry.least_n is None else entry.least_n
    return counted and known.last >= look[1] and known.n(look) < least


def _counts(entry: Measure) -> int:
    """Return how many months of a difference are told as one: a sum's add up, and so do those of a window."""
    return LOOK if isinstance(entry.formula, Total) else entry.window or 1


def _places(data: Data, goal: Objective) -> Places | None:
    """Return where an objective's measure is read; None where the reader does not see it whole."""
    granted = data.grant.regions
    if granted is not None and goal.region not in granted:
        return None
    return (goal.region,) if goal.region else None, (goal.segment,) if goal.segment else None
