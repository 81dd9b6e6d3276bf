"""What came of the objectives that ran in a period: what was promised for them, what was done, what it moved.

Looked at ones come first, the latest look first, then those whose look is to come, the next first, then those that
nobody can look at. Tasks count as everywhere: by the date first promised, without the cancelled ones. What of a
region's filter objectives and tasks follow is the same as for all work (`placed`).
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, replace
from statistics import fmean

from dashboard.data.access import Data
from dashboard.data.cache import cached
from dashboard.data.registers import Objective, ObjectiveValue, Task, read_register
from dashboard.measures.programme.moves import LOOK, Effect, Look, closing, effect_of_task, look_at_objective, measured
from dashboard.measures.programme.objectives import shares_of_way, sharing
from dashboard.measures.programme.placed import Regions, goals_in, placed
from dashboard.measures.registry import MEASURES
from dashboard.periods import Period, first_day, last_day
from dashboard.settings import Settings


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an objective by the end of a period; nan and None are not known.

    ``now`` is the mean of the months looked at, else of the newest three months: of the measure, or as reported. Of a
    measure over a window it is the window that closes with them, as where it began and its target are.
    ``tasks`` are those promised, ``due`` and ``done`` of them first due by then; ``effects`` counts the done ones by
    what one look at the measure showed, ``claimed`` those of them of which their department says that they worked.
    ``way`` is the share of the way that reported values went, ``shared`` the others on its measure and place.
    ``unplaced`` promised tasks name no region, and are left out where one is chosen.
    """

    goal: Objective
    look: Look
    now: float
    tasks: int
    due: int
    done: int
    effects: Counter[Effect]
    claimed: int
    way: float | None
    shared: tuple[Objective, ...]
    unplaced: int = 0


@cached
def outcomes(
    data: Data, period: Period, settings: Settings, regions: Regions, department: str | None
) -> tuple[Outcome, ...]:
    """Return what came of the objectives that ran in a period: of some regions with what is company-wide, of one
    department where one is named."""
    begin, until = first_day(period.first), last_day(period.last)
    ran = [goal for goal in goals_in(read_register(data, Objective), regions) if goal.runs_between(begin, until)]
    theirs = placed(read_register(data, Task), regions)
    tasks: dict[str, list[Task]] = {}
    for task in theirs.rows:
        if task.promised_by(until):
            tasks.setdefault(task.objective_id or "", []).append(task)
    unplaced = Counter(task.objective_id for task in theirs.unplaced if task.promised_by(until))
    found = [
        replace(
            _outcome(data, goal, tasks.get(goal.objective_id, []), period.last, settings),
            unplaced=unplaced[goal.objective_id],
        )
        for goal in ran
        if department in (None, goal.department_id)
    ]
    return tuple(sorted(found, key=_order))


def _order(one: Outcome) -> tuple[int, int, str]:
    months = one.look.months
    if one.look.judged and months is not None:
        return 0, -months[1], one.goal.title
    if one.look.effect == "too_early" and months is not None:
        return 1, months[1], one.goal.title
    return 2, 0, one.goal.title


def _outcome(data: Data, goal: Objective, tasks: list[Task], last: int, settings: Settings) -> Outcome:
    until = last_day(last)
    due = [task for task in tasks if task.due_by(until)]
    done = [task for task in due if task.done_by(until)]
    look = look_at_objective(data, goal, last, settings)
    return Outcome(
        goal, look, _now(data, goal, look, last, settings), len(tasks), len(due), len(done),
        Counter(effect_of_task(data, task, last, settings) for task in done),
        sum(task.effect == "verified" for task in done), shares_of_way(data, until).get(goal.objective_id),
        sharing(data).get(goal.objective_id, ()),
    )  # fmt: skip


def _now(data: Data, goal: Objective, look: Look, last: int, settings: Settings) -> float:
    """Return where an objective's measure is: in the months looked at, else in the newest three; else as reported."""
    looked, windowed = math.isfinite(look.came), goal.metric in MEASURES and bool(MEASURES[goal.metric].window)
    if windowed and measured(data, goal, settings, last) is not None:
        return closing(data, goal, look.months[1] if looked and look.months else last)
    if looked:
        return look.came
    known = measured(data, goal, settings, last)
    if known is not None and known.first <= last - LOOK + 1 and known.last >= last:
        top, bottom = known.over((last - LOOK + 1, last))
        return top / bottom
    return _reported(data, last).get(goal.objective_id, math.nan)


@cached
def _reported(data: Data, last: int) -> dict[str, float]:
    """Return the mean of the newest three values reported by the end of a month, of what has so many."""
    values: dict[str, list[tuple[object, float]]] = {}
    for value in read_register(data, ObjectiveValue):
        if value.month is not None and value.month <= last_day(last) and value.actual is not None:
            values.setdefault(value.objective_id, []).append((value.month, value.actual))
    return {
        name: fmean(actual for _, actual in sorted(found, key=lambda one: str(one[0]))[-LOOK:])
        for name, found in values.items()
        if len(found) >= LOOK
    }
