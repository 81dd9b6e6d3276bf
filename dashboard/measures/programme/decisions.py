"""What waits for a decision: overdue actions that no single line of business owns, and undecided requests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from dashboard.data.access import Data
from dashboard.data.cache import cached
from dashboard.data.registers import ChangeRequest, Task, Theme, department_names, read_register
from dashboard.data.registers.tasks import CORRECTIVE
from dashboard.data.standing import Standing, standing_of
from dashboard.measures.themes.register import by_theme

SOURCES = ("tasks", "change_requests")
"""The registers in which decisions wait, what customers wait for first."""

REQUEST_DAYS = 30
"""A change request undecided for longer than this waits for a decision."""

Asked = Literal["action_overdue", "request_undecided"]


@dataclass(frozen=True, slots=True)
class Decision:
    """What waits to be decided, as a question to the forum.

    ``subject`` is what it is about, as a link (``theme:T1``, ``request:R4``), and ``name`` what that is called.
    ``of_whom`` is who is to answer, None where nobody is named. It waits ``since`` a day, for so many ``days``;
    ``departments`` are those with an overdue action of their own.
    """

    kind: Asked
    subject: str
    name: str
    of_whom: str | None
    since: date
    days: int
    departments: int = 1


@dataclass(frozen=True, slots=True)
class Waiting:
    """The decisions that wait, and the sources that are not shown or not of today."""

    decisions: tuple[Decision, ...]
    missing: tuple[str, ...] = ()
    held_back: tuple[Standing, ...] = ()


@cached
def decisions(data: Data, today: date) -> Waiting:
    """Return the decisions that wait: overdue actions before requests, the oldest of each first."""
    found: list[Decision] = []
    missing: list[str] = []
    held_back: list[Standing] = []
    for source, find in zip(SOURCES, (_overdue_actions, _undecided_requests), strict=True):
        standing = standing_of(data, (source, "departments", "themes"))
        if not standing.shown:
            missing.append(source)
            continue
        found += sorted(find(data, today), key=lambda decision: -decision.days)
        if standing.state == "carried_over":
            held_back.append(standing)
    return Waiting(tuple(found), tuple(missing), tuple(held_back))


def _overdue_actions(data: Data, today: date) -> Iterator[Decision]:
    """Yield a decision for each cross-LOB theme with an overdue corrective action."""
    shared = {theme.theme_id: theme for theme in read_register(data, Theme) if theme.cross_lob}
    for theme_id, tasks in by_theme(read_register(data, Task)).items():
        late = [task for task in tasks if task.kind == CORRECTIVE and task.overdue(today)]
        since = min((task.due_on for task in late if task.due_on is not None), default=None)
        if since is not None and theme_id in shared:
            theme, departments = shared[theme_id], len({task.department_id for task in late})
            waited = (today - since).days
            yield Decision("action_overdue", f"theme:{theme_id}", theme.name, theme.sponsor, since, waited, departments)


def _undecided_requests(data: Data, today: date) -> Iterator[Decision]:
    """Yield a decision for each change request that has waited too long."""
    names = department_names(data)
    for request in read_register(data, ChangeRequest):
        waited = request.undecided_for(today)
        if waited is not None and waited > REQUEST_DAYS:
            of_whom = names.get(request.department_id, request.department_id) or None
            since = today - timedelta(waited)
            yield Decision("request_undecided", f"request:{request.request_id}", request.title, of_whom, since, waited)
