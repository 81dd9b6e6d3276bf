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
    as reported where the measure is none of ours, or not one that this reader may see: nothing is judged

The baseline lies before the action, as in the Top Ten's verification (DOMAIN 5), and is all the months before, in place
of one window: a single window holds half of what had moved just before, and the season of its months.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import Literal, get_args

import numpy as np

from dashboard.data.access import Data
from dashboard.data.cache import cached
from dashboard.data.registers import Objective, Task, read_register
from dashboard.data.standing import standing_of
from dashboard.data.view import Places
from dashboard.measures.clusters import DATASET as CLUSTERS
from dashboard.measures.formulas import Median, Ratio, Total
from dashboard.measures.monthly import Monthly, Span, monthly
from dashboard.measures.registry import MEASURES, Measure, measure
from dashboard.periods import month_of
from dashboard.settings import Settings

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


def effect_of_objective(data: Data, goal: Objective, until: int, settings: Settings) -> Effect:
    """Return whether an objective moved its measure, as far as that was known at the end of a month."""
    if goal.starts_on is None:
        return "as_reported" if goal.metric not in MEASURES else "not_known"
    last = month_of(goal.starts_on) + _A_YEAR - 1 if goal.due_on is None else month_of(goal.due_on + timedelta(1)) - 1
    return _looked_at(data, goal, month_of(goal.starts_on), (last - LOOK + 1, last), until, settings)


def effect_of_task(data: Data, task: Task, until: int, settings: Settings) -> Effect:
    """Return whether a task that is done moved its objective's measure, as far as known at the end of a month.

    A task without an objective, or whose dates are not known, has no measure to be looked at.
    """
    goal = _objectives(data).get(task.objective_id or "")
    if goal is None or goal.metric not in MEASURES:
        return "as_reported"
    began, done = task.created_on or goal.starts_on, task.completed_on
    if began is None or done is None or task.original_due_on is None:
        return "not_known"
    first = month_of(max(task.original_due_on, done)) + 1
    return _looked_at(data, goal, month_of(began), (first, first + LOOK - 1), until, settings)


@cached
def _looked_at(data: Data, goal: Objective, began: int, look: Span, until: int, settings: Settings) -> Effect:
    places = _places(data, goal)
    if goal.metric not in MEASURES or places is None:
        return "as_reported"
    if look[1] > until:
        return "too_early"
    entry, step = measure(goal.metric, settings), _TASK_STEP.get(goal.direction)
    standing = standing_of(data, entry.formula.datasets)
    if standing.state == "not_connected":
        return "as_reported"
    if not standing.shown or step is None or look[0] <= began:
        return "not_known"
    known = monthly(data, entry.formula, places)
    if _too_few(known, look, entry, settings):
        return "too_few"
    beyond = _beyond(known, began, look, step, entry, settings)
    if not beyond:
        return "not_known" if beyond is None else "no_effect"
    earlier = (began - LOOK, began - 1)
    return "moved_before" if _beyond(known, began - LOOK, earlier, step, entry, settings) else "moved"


def _beyond(known: Monthly, began: int, look: Span, step: int, entry: Measure, settings: Settings) -> bool | None:
    """Whether what came is beyond what the months before led to, and by enough; None where that is not known."""
    before = known.before(began)
    if known.last < look[1] or before.last != began - 1:
        return None
    found = before.expected(look)
    if found is None:
        return None
    top, bottom = known.over(look)
    months = slice(look[0] - known.first, look[1] - known.first + 1)
    middle = float(np.median(known.top[months] / known.bottom[months]))
    edge = found.limits(HELD)[1 if step > 0 else 0]
    size = abs(top / bottom - found.value)
    if entry.relative:
        size = size / abs(found.value) if found.value else math.inf
    else:
        size *= _counts(entry)
    beyond = min(step * (top / bottom - edge), step * (middle - edge)) > 0
    return beyond and size >= settings.least_change.get(entry.name, entry.least_change)


def _too_few(known: Monthly, look: Span, entry: Measure, settings: Settings) -> bool:
    """Whether fewer than the least n were counted in the months looked at, where that is what is divided by."""
    formula = entry.formula
    counted = entry.sampled or isinstance(formula, Median) or (isinstance(formula, Ratio) and formula.n == ())
    least = settings.least_n if entry.least_n is None else entry.least_n
    return counted and known.last >= look[1] and known.over(look)[1] < least


def _counts(entry: Measure) -> int:
    """Return how many months of a difference are told as one: a sum's add up, and so do those of a window."""
    return LOOK if isinstance(entry.formula, Total) else entry.window or 1


def _places(data: Data, goal: Objective) -> Places | None:
    """Return where an objective's measure is read; None where the reader does not see it whole."""
    granted = data.grant.regions
    if granted is not None and goal.region not in granted:
        return None
    return (goal.region,) if goal.region else None, (goal.segment,) if goal.segment else None


@cached
def _objectives(data: Data) -> Mapping[str, Objective]:
    return {goal.objective_id: goal for goal in read_register(data, Objective)}
