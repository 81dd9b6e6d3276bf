"""One department, whole: what it has still to do today, the themes that it has a part in, and what it was asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from dashboard.data.access import Data
from dashboard.data.cache import cached
from dashboard.data.registers import (
    ChangeRequest,
    Department,
    Objective,
    Task,
    Theme,
    ThemeDepartment,
    read_register,
)
from dashboard.data.view import View
from dashboard.measures import top_ten
from dashboard.measures.programme.departments import DepartmentScore, department_scores
from dashboard.measures.programme.placed import placed
from dashboard.measures.themes import theme as ranked
from dashboard.settings import Settings


@dataclass(frozen=True, slots=True)
class Owned:
    """A theme that costs points and that a department answers for; ``share`` is its part in a cross-LOB one.

    ``alone`` where it owns the theme; else it is one of several, and a share of None is not stated.
    """

    theme: ranked.Theme
    alone: bool
    share: float | None = None


@dataclass(frozen=True, slots=True)
class OneDepartment:
    """A department as its head reads it on the data's day.

    ``score`` is its row among all departments, of the period chosen. ``tasks`` are those to be done on ``today``, the
    longest overdue first, then those blocked, then by the day on which they are due; ``goals`` are the names of what
    they serve, by id. ``themes`` are those that cost points, the costliest first. ``requests`` wait for its answer.
    Tasks and requests follow a region's filter (`placed`): ``tasks_follow`` and ``requests_follow`` tell whether they
    can, ``unplaced`` and ``unplaced_requests`` how many of them it leaves out.
    """

    score: DepartmentScore
    executive: str | None
    today: date
    tasks: tuple[Task, ...]
    goals: dict[str, str]
    themes: tuple[Owned, ...]
    requests: tuple[ChangeRequest, ...]
    tasks_follow: bool
    requests_follow: bool
    unplaced: int
    unplaced_requests: int


def department_choices(data: Data, view: View, settings: Settings) -> dict[str, str]:
    """Return the departments that can be chosen, id → name, by name; two of one name are told apart by their ids."""
    named = sorted((one.name, one.department_id) for one in department_scores(data, view, settings))
    names = [name for name, _ in named]
    return {key: f"{name} ({key})" if names.count(name) > 1 else name for name, key in named}


@cached
def one_department(data: Data, view: View, department_id: str, settings: Settings) -> OneDepartment:
    """Return a department, whole. Raises KeyError for one that nobody knows."""
    scores = {one.department_id: one for one in department_scores(data, view, settings)}
    score, today = scores[department_id], data.snapshot.manifest.as_of
    tasks = placed(read_register(data, Task), view.regions)
    asked = placed(read_register(data, ChangeRequest), view.regions)
    own, others = (
        [task for task in rows if task.department_id == department_id and task.open_at(today)]
        for rows in (tasks.rows, tasks.unplaced)
    )
    waiting, unplaced = (_waiting(rows, department_id, today) for rows in (asked.rows, asked.unplaced))
    named = {goal.objective_id: goal.title for goal in read_register(data, Objective)}
    named |= {theme.theme_id: theme.name for theme in read_register(data, Theme)}
    heads = {one.department_id: one.executive for one in read_register(data, Department)}
    return OneDepartment(
        score, heads.get(department_id), today, tuple(sorted(own, key=lambda task: _urgency(task, today))),
        {key: named[key] for task in own for key in (task.objective_id, task.theme_id) if key in named and key},
        _themes(data, view, department_id, settings), waiting, tasks.follows, asked.follows, len(others),
        len(unplaced),
    )  # fmt: skip


def _waiting(rows: Iterable[ChangeRequest], department_id: str, today: date) -> tuple[ChangeRequest, ...]:
    """Return the requests that wait for the answer of a department, the oldest first."""
    found = [
        (-waited, request.request_id, request)
        for request in rows
        if request.department_id == department_id and (waited := request.undecided_for(today)) is not None
    ]
    return tuple(request for *_, request in sorted(found))


def _urgency(task: Task, today: date) -> tuple[bool, bool, date, str]:
    due = task.due_on or task.original_due_on or date.max
    late = task.overdue(today)
    return not late, not late and not task.blocked_at(today), due, task.task_id


def _themes(data: Data, view: View, department_id: str, settings: Settings) -> tuple[Owned, ...]:
    """Return the themes of a department that cost points among all answers, as the departments' table ranks them."""
    return owned_themes(
        data, top_ten(data, replace(view, regions=None, segments=None), settings, trends=False), department_id
    )


def owned_themes(data: Data, found: ranked.TopTen, department_id: str) -> tuple[Owned, ...]:
    """Return the themes of a list that a department answers for, alone or in part, the costliest first."""
    owner = {theme.theme_id: theme.department_id for theme in read_register(data, Theme)}
    parts = {
        part.theme_id: part.share
        for part in read_register(data, ThemeDepartment)
        if part.department_id == department_id
    }
    owned = []
    for theme in (*found.ten, *found.others):
        if owner.get(theme.theme_id) == department_id:
            owned.append(Owned(theme, alone=True))
        elif theme.theme_id in parts and owner.get(theme.theme_id) is None:
            owned.append(Owned(theme, alone=False, share=parts[theme.theme_id]))
    return tuple(owned)
