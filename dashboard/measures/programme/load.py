"""Load: what is still to be done, on whose hands, for how many heads, and how much of the work prevents.

Open tasks are as of the end of a period, as on the departments' scorecard; heads are as kept today. Work that prevents
is told of the tasks made in the period of which somebody says whether they do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from dashboard.data.access import Data
from dashboard.data.cache import cached
from dashboard.data.registers import Department, Task, read_register
from dashboard.data.view import View
from dashboard.measures.programme.placed import placed
from dashboard.periods import first_day, last_day

YEAR = 12

HEADS = 100
"""Heads for which open tasks are told: for one they are too few to be read."""


@dataclass(frozen=True, slots=True)
class Held:
    """The commitments of a department or an owner (``key``; empty where a task names none) at the end of a period.

    ``aimless`` serve no objective and no theme, ``unowned`` have no owner, ``most`` are those of the owner who holds
    most. Of the tasks ``made`` in the period somebody says of ``told`` whether they prevent: ``preventive`` do.
    ``heads`` is None where nobody tells the headcount.
    """

    key: str
    open: int
    overdue: int
    blocked: int
    aimless: int
    unowned: int
    most: int
    preventive: int
    told: int
    made: int
    heads: int | None = None


@dataclass(frozen=True, slots=True)
class Load:
    """All commitments, by department and by owner, the most loaded first; and how many were open at each month's end.

    ``months`` are a year and a month, as far as there were tasks. ``follows`` and ``unplaced`` tell of the filter
    (`placed`). ``aims`` tells whether any task says what it serves: where none does, no one of them stands out.
    """

    until: date
    whole: Held
    departments: tuple[Held, ...]
    owners: tuple[Held, ...]
    months: tuple[tuple[int, int], ...]
    follows: bool
    unplaced: int
    aims: bool


@cached
def load(data: Data, view: View) -> Load:
    """Return the load at the end of a view's period, of the regions chosen."""
    begin, until = first_day(view.period.first), last_day(view.period.last)
    theirs = placed(read_register(data, Task), view.regions)
    tasks = [task for task in theirs.rows if task.promised_by(until)]
    heads = {one.department_id: one.headcount for one in read_register(data, Department)}
    departments: dict[str, list[Task]] = {one: [] for one in heads}
    owners: dict[str, list[Task]] = {}
    for task in tasks:
        departments.setdefault(task.department_id, []).append(task)
        owners.setdefault(task.owner or "", []).append(task)
    by_department = (_held(one, own, begin, until, heads.get(one)) for one, own in departments.items())
    by_owner = (_held(one, own, begin, until) for one, own in owners.items())
    return Load(
        until, _held("", tasks, begin, until), _by_load(by_department), _by_load(one for one in by_owner if one.open),
        _over_time(theirs.rows, max(data.months[0], view.period.last - YEAR), view.period.last), theirs.follows,
        sum(task.open_at(until) for task in theirs.unplaced),
        not theirs.rows or any(task.objective_id or task.theme_id for task in read_register(data, Task)),
    )  # fmt: skip


def _held(key: str, tasks: Sequence[Task], begin: date, until: date, heads: int | None = None) -> Held:
    still = [task for task in tasks if task.open_at(until)]
    owners = Counter(task.owner for task in still if task.owner)
    made = [task.preventive for task in tasks if task.created_on is not None and begin <= task.created_on]
    return Held(
        key,
        len(still),
        sum(task.overdue(until) for task in still),
        sum(task.blocked_at(until) for task in still),
        sum(not (task.objective_id or task.theme_id) for task in still),
        sum(not task.owner for task in still),
        max(owners.values(), default=0),
        made.count(True),
        len(made) - made.count(None),
        len(made),
        heads,
    )


def _by_load(found: Iterable[Held]) -> tuple[Held, ...]:
    return tuple(sorted(found, key=lambda one: (-one.open, one.key)))


def _over_time(tasks: Iterable[Task], first: int, last: int) -> tuple[tuple[int, int], ...]:
    """Return how many tasks were open at each month's end, from the first month by whose end there was one."""
    known = tuple(tasks)
    months = [month for month in range(first, last + 1) if any(task.made_by(last_day(month)) for task in known)]
    return tuple((month, sum(task.open_at(last_day(month)) for task in known)) for month in months)
