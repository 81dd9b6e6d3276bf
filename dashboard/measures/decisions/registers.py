"""What people's registers leave open: actions overdue that many share, requests undecided, a rally cry half way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from math import nan

from dashboard.data.registers import ChangeRequest, Objective, RallyCry, Task, department_names, read_register
from dashboard.data.registers.tasks import CORRECTIVE
from dashboard.measures.decisions.pending import Asking, Cost, Kind, Pending, counted
from dashboard.measures.decisions.themes import points_of
from dashboard.measures.themes.register import by_theme, theme_records
from dashboard.periods import first_day, last_day, month_of

HALF_WAY = 6
"""Months after which a rally cry is looked at for the first time."""

REQUEST_DAYS = 30
"""A change request undecided for longer than this waits for a decision."""


def overdue_actions(asking: Asking) -> Iterator[Pending]:
    """Ask of each cross-LOB theme with an overdue corrective action what becomes of it."""
    points = points_of(asking)
    owners = ((theme_id, record, record.owner) for theme_id, record in theme_records(asking.data).items())
    shared = {theme_id: (record.name, owner.sponsor) for theme_id, record, owner in owners if owner and owner.cross_lob}
    for theme_id, tasks in by_theme(read_register(asking.data, Task)).items():
        late = [task for task in tasks if task.kind == CORRECTIVE and task.overdue(asking.today)]
        due = sorted(task.due_on for task in late if task.due_on is not None)
        if due and theme_id in shared:
            (name, sponsor), departments = shared[theme_id], len({task.department_id for task in late})
            yield Pending(
                "action_overdue", f"theme:{theme_id}", name, sponsor, due[0], asking.days(due[0]), due[-1],
                _cost(theme_id, points, late), departments,
            )  # fmt: skip


def _cost(theme_id: str, points: Mapping[str, float], late: Sequence[Task]) -> Cost:
    """Return the points that a theme costs; where it costs none, the tasks that are late."""
    return counted("points", points[theme_id], theme_id) if theme_id in points else counted("tasks", len(late))


def undecided_requests(asking: Asking) -> Iterator[Pending]:
    """Ask whether each change request that has waited too long is accepted or declined."""
    names = department_names(asking.data)
    for request in read_register(asking.data, ChangeRequest):
        waited = request.undecided_for(asking.today)
        if waited is not None and waited > REQUEST_DAYS:
            of_whom = names.get(request.department_id, request.department_id) or None
            since = asking.today - timedelta(waited)
            yield Pending(
                "request_undecided", f"request:{request.request_id}", request.title, of_whom, since, waited, since
            )


def rally_cry_at_checkpoint(asking: Asking) -> Iterator[Pending]:
    """Ask of the rally cry begun last, from its six-month mark and from its end on, how it goes on."""
    begun = [
        (cry.starts_on, cry.rally_cry_id, cry)
        for cry in read_register(asking.data, RallyCry)
        if cry.starts_on is not None and cry.starts_on <= asking.today
    ]
    if not begun:
        return
    starts_on, cry_id, cry = max(begun, key=lambda found: found[:2])
    marks: list[tuple[date, Kind]] = [(_half_way(starts_on), "rally_cry_half_way")]
    if cry.ends_on is not None:
        marks.append((cry.ends_on, "rally_cry_ended"))
    passed = [mark for mark in marks if mark[0] <= asking.today]
    if not passed:
        return
    since, kind = max(passed)
    theirs = {goal.objective_id for goal in read_register(asking.data, Objective) if goal.rally_cry_id == cry_id}
    tasks = [task for task in read_register(asking.data, Task) if task.objective_id in theirs]
    waiting = sum(task.open_at(asking.today) for task in tasks)
    yield Pending(
        kind, f"rally_cry:{cry_id}", cry.statement, cry.executives, since, asking.days(since), since,
        counted("tasks", waiting or nan), len(theirs),
    )  # fmt: skip


def _half_way(begin: date) -> date:
    """Return the same day six months later, or the month's last where it has no such day."""
    month = month_of(begin) + HALF_WAY
    return first_day(month).replace(day=min(begin.day, last_day(month).day))
