"""What works on a measure: an open objective that is set for it, or the theme that cost the score more, if it is cared
for. Nobody owns a measure otherwise: no register says so.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from dashboard.data.registers import Objective, Task, department_names, read_register
from dashboard.data.view import View
from dashboard.measures.decisions.pending import Asking
from dashboard.measures.registry import Measure
from dashboard.measures.themes.changes import theme_change
from dashboard.measures.themes.register import theme_records


@dataclass(frozen=True, slots=True)
class Cover:
    """What works on a measure: its name, of which line of business (None: not known), and by when it is to be done.

    ``link`` is what opens it.
    """

    name: str
    department: str | None
    due_on: date | None
    link: str


def coverage(asking: Asking, entry: Measure, region: str | None) -> tuple[Cover, ...]:
    """Return what works on a measure at the total or in a region, what is due first before the others."""
    goals, names = goals_for(asking, entry, region), department_names(asking.data)
    if goals:
        return tuple(
            Cover(goal.title, names.get(goal.department_id) or None, goal.due_on, f"department:{goal.department_id}")
            for goal in goals
        )
    if entry.name != asking.settings.leading_measure:
        return ()
    side = -1.0 if entry.good == "up" else 1.0
    found = theme_change(asking.data, in_region(asking.view, region), asking.settings, side)
    return () if found is None else _by_theme(asking, found.theme_id)


def goals_for(asking: Asking, entry: Measure, region: str | None) -> tuple[Objective, ...]:
    """Return the open objectives that run today for a measure, at the total or in a region, and in its good direction.

    An objective for one reading of a thing works on the other, too: a mean and a median are of the same times.
    """
    names = (entry.name, entry.same_as)
    goals = (goal for goal in read_register(asking.data, Objective) if goal.metric in names and goal.open)
    running = (goal for goal in goals if goal.runs_between(asking.today, asking.today) and goal.segment is None)
    found = (goal for goal in running if goal.region in (None, region) and goal.direction == entry.good)
    return tuple(sorted(found, key=lambda goal: (goal.due_on or date.max, goal.objective_id)))


def in_region(view: View, region: str | None) -> View:
    """Return the same view of one region alone; of all where none is named."""
    return view if region is None else replace(view, regions=(region,))


def _by_theme(asking: Asking, theme_id: str) -> tuple[Cover, ...]:
    record = theme_records(asking.data).get(theme_id)
    if record is None or record.owner is None or not (record.owner.name or record.owner.sponsor):
        return ()
    tasks = [
        task for task in read_register(asking.data, Task) if task.theme_id == theme_id and task.open_at(asking.today)
    ]
    due = max((task.due_on for task in tasks if task.due_on is not None), default=None)
    who = record.owner.sponsor if record.owner.cross_lob else record.owner.name
    return (Cover(record.name, who or None, due, f"theme:{theme_id}"),) if tasks else ()
