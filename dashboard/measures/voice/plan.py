"""What a line of business is to do: the themes that it answers for, each with what is recorded against it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dashboard.data.access import Data
from dashboard.data.cache import cached
from dashboard.data.registers import Task, department_names, read_register
from dashboard.data.registers.tasks import CORRECTIVE
from dashboard.data.view import View
from dashboard.measures import top_ten
from dashboard.measures.programme.one_department import Owned, owned_themes
from dashboard.settings import Settings

ROOT_CAUSE = "root_cause"
_FIRST = (ROOT_CAUSE, CORRECTIVE)
"""What mends a theme: its cause is found, and then put right; other tasks come after."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A theme with what is still to be done about it, causes first, then corrective actions, then other tasks, each by
    the day on which it is due; ``done`` is how much of all that was recorded is done.

    Of a theme that it owns alone it is all that anybody has to do, of one that it has a part in what it has itself.
    """

    owned: Owned
    steps: tuple[Task, ...]
    done: int

    @property
    def mended(self) -> bool:
        """Whether a root cause or a corrective action is among what is to be done."""
        return any(task.kind in _FIRST for task in self.steps)


def lines_of_business(data: Data) -> dict[str, str]:
    """Return the departments that a report can be had of, id → name, by name; two of one name are told apart."""
    named = sorted((name, key) for key, name in department_names(data).items())
    names = [name for name, _ in named]
    return {key: f"{name} ({key})" if names.count(name) > 1 else name for name, key in named}


@cached
def plan(data: Data, view: View, department_id: str, settings: Settings) -> tuple[Planned, ...]:
    """Return the themes that a department answers for under a view, the costliest first, with what is recorded."""
    today = data.snapshot.manifest.as_of
    tasks = [task for task in read_register(data, Task) if task.promised_by(today)]
    return tuple(
        _planned(owned, tasks, department_id, today)
        for owned in owned_themes(data, top_ten(data, view, settings), department_id)
    )


def _planned(owned: Owned, tasks: Iterable[Task], department_id: str, today: date) -> Planned:
    own = [
        task for task in tasks
        if task.theme_id == owned.theme.theme_id and (owned.alone or task.department_id == department_id)
    ]  # fmt: skip
    steps = sorted((task for task in own if task.open_at(today)), key=_order)
    return Planned(owned, tuple(steps), sum(task.done_by(today) for task in own))


def _order(task: Task) -> tuple[int, date, str]:
    kind = _FIRST.index(task.kind) if task.kind in _FIRST else len(_FIRST)
    return kind, task.due_on or task.original_due_on or date.max, task.task_id
