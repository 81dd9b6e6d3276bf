"""Objectives: where they stand on the way to their target, and which principle they serve."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from statistics import fmean

from dashboard.data.access import Data
from dashboard.data.cache import cached
from dashboard.data.registers import Objective, ObjectiveValue, read_register
from dashboard.data.view import View
from dashboard.periods import first_day, last_day

HALF_WAY = 0.5
"""The share of the way from baseline to target from which a reported measure has gone far."""

_MONTHS = 3
"""Reported months that are taken together: one says too little."""


@cached
def shares_of_way(data: Data, until: date) -> Mapping[str, float]:
    """Return, by objective, which share of the way to its target the mean of its newest three reported months had gone.

    Months that begin after ``until`` do not count. Objectives without a baseline, a target or three values are left
    out.
    """
    reported: dict[str, list[tuple[date, float]]] = {}
    for value in read_register(data, ObjectiveValue):
        if value.month is not None and value.month <= until and value.actual is not None:
            reported.setdefault(value.objective_id, []).append((value.month, value.actual))
    shares = {
        goal.objective_id: goal.share_of_way(fmean(actual for _, actual in sorted(values)[-_MONTHS:]))
        for goal in read_register(data, Objective)
        if len(values := reported.get(goal.objective_id, [])) >= _MONTHS
    }
    return {objective: share for objective, share in shares.items() if share is not None}


def running(data: Data, view: View) -> tuple[Objective, ...]:
    """Return the open objectives that run in the view's period, and hold somewhere under its filters."""
    begin, until = first_day(view.period.first), last_day(view.period.last)
    return tuple(
        goal for goal in read_register(data, Objective)
        if goal.open and goal.runs_between(begin, until)
        and (goal.region is None or view.regions is None or goal.region in view.regions)
        and (goal.segment is None or view.segments is None or goal.segment in view.segments)
    )  # fmt: skip


@cached
def objectives_by_id(data: Data) -> Mapping[str, Objective]:
    """Return the objectives by their ids."""
    return {goal.objective_id: goal for goal in read_register(data, Objective)}


def chain(data: Data, goal: Objective) -> tuple[Objective, ...]:
    """Return an objective and those that it was carried over from, itself first; one that comes round ends it."""
    known, found = objectives_by_id(data), {goal.objective_id: goal}
    before = known.get(goal.carried_from or "")
    while before is not None and before.objective_id not in found:
        found[before.objective_id] = before
        before = known.get(before.carried_from or "")
    return tuple(found.values())


def began_on(data: Data, goal: Objective) -> date | None:
    """Return when an objective began: of one carried over, however often, when the first of its chain did."""
    return min((one.starts_on for one in chain(data, goal) if one.starts_on is not None), default=None)


@cached
def sharing(data: Data) -> Mapping[str, tuple[Objective, ...]]:
    """Return, by objective, the others that name the same measure at the same place while it runs.

    What moved it is told of neither alone. Those that it was carried over from are not others.
    """
    alike: dict[tuple[str, str | None, str | None], list[Objective]] = {}
    before: dict[str, set[str]] = {}
    for goal in read_register(data, Objective):
        alike.setdefault((goal.metric, goal.region, goal.segment), []).append(goal)
        before[goal.objective_id] = {one.objective_id for one in chain(data, goal)}
    return {
        goal.objective_id: others
        for group in alike.values()
        for goal in group
        if (others := tuple(one for one in group if _meet(goal, one, before)))
    }


def _meet(goal: Objective, other: Objective, before: Mapping[str, set[str]]) -> bool:
    """Whether two goals run at once, of which ``before`` tells what each was carried over from, itself among it."""
    if goal.starts_on is None or goal.objective_id in before[other.objective_id]:
        return False
    if other.objective_id in before[goal.objective_id]:
        return False
    return other.runs_between(goal.starts_on, goal.due_on or date.max)


def serving(data: Data, principle: str, day: date) -> tuple[Objective, ...]:
    """Return the objectives that serve a guiding principle on a day: open, begun and not ended."""
    goals = read_register(data, Objective)
    return tuple(goal for goal in goals if goal.principle == principle and goal.open and goal.runs_between(day, day))
