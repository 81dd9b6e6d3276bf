"""The company's targets that will be missed as things go, for which no task is due before they are."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dashboard.data.registers import Objective, Task, department_names, read_register
from dashboard.measures.decisions.costs import cost_of
from dashboard.measures.decisions.coverage import goals_for
from dashboard.measures.decisions.pending import NOT_KNOWN, Asking, Cost, Pending
from dashboard.measures.every_target import every_target
from dashboard.measures.figure import Target
from dashboard.measures.registry import Measure
from dashboard.measures.targets import LENGTHS
from dashboard.periods import first_day, last_day

YEAR = 12


def targets_off_course(asking: Asking) -> Iterator[Pending]:
    """Ask of each target of the whole company that is off course, and has no task due in time, what is done.

    Off course is told by the data up to the newest month: since when it is so is not known. An answer of the twelve
    months up to the target's counts.
    """
    for one in every_target(asking.data, asking.view, asking.settings).held:
        aim = one.target
        if aim is None or aim.status != "off_course" or one.place != (None, None):
            continue
        if not _worked_on(asking, one.measure, last_day(aim.month)):
            asked_on = first_day(aim.month - YEAR + 1)
            yield Pending(
                "target_off_course", f"target:{one.measure.name}", one.measure.label, _who(asking, one.measure), None,
                None, asked_on,
                shortfall(asking, one.measure, aim), target=aim,
            )  # fmt: skip


def _who(asking: Asking, entry: Measure) -> str | None:
    """Return the lines of business that have set themselves an objective for a measure; None where none has."""
    names = department_names(asking.data)
    ids = dict.fromkeys(goal.department_id for goal in goals_for(asking, entry, None))
    return ", ".join(names.get(one) or one for one in ids) or None


def shortfall(asking: Asking, entry: Measure, aim: Target) -> Cost:
    """Return what a target costs by as much as it is expected to be missed."""
    if aim.forecast is None:
        return NOT_KNOWN
    short = (aim.value - aim.forecast.value) * (-1 if entry.good == "down" else 1)
    return cost_of(asking, entry, short, LENGTHS[aim.span])


def _worked_on(asking: Asking, entry: Measure, due: date) -> bool:
    """Whether a task that serves an open objective of the measure is to be done by a day."""
    goals = {
        goal.objective_id for goal in read_register(asking.data, Objective) if goal.metric == entry.name and goal.open
    }
    tasks = (task for task in read_register(asking.data, Task) if task.objective_id in goals)
    return any(task.open_at(asking.today) and task.due_on is not None and task.due_on <= due for task in tasks)
