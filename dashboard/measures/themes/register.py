"""What people keep about themes: names, owners, stages, and the tasks behind them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from dashboard.data.access import Data
from dashboard.data.cache import cached
from dashboard.data.registers import Task, Theme, ThemeDepartment, ThemeStage, department_names, read_register
from dashboard.measures.themes.theme import Owner, Tasks
from dashboard.statistics.themes import ESCAPE, PRAISE

About = TypeVar("About", Task, ThemeStage, ThemeDepartment)


@dataclass(frozen=True, slots=True)
class ThemeRecord:
    """What the registers hold of one theme; a theme that no register knows goes by its id."""

    name: str
    definition: str | None = None
    owner: Owner | None = None
    stages: tuple[tuple[str, date], ...] = ()
    tasks: Tasks | None = None

    @property
    def stage(self) -> str | None:
        """The stage reached last."""
        return self.stages[-1][0] if self.stages else None


OWNERS = "owners"
"""What there is nothing to see of where no theme has a department, contributors or a sponsor."""


def unseen(data: Data) -> frozenset[str]:
    """Return which registers of themes, their stages and tasks there is nothing to see of, and whether owners are."""
    named = any(record.owner for record in theme_records(data).values())
    absent = (name for name in (Theme.dataset, ThemeStage.dataset, Task.dataset) if data.table(name) is None)
    return frozenset((*absent, *(() if named else (OWNERS,))))


def theme_of(mention: str) -> str:
    """Return the id of the theme that a mention names."""
    return mention.removeprefix(PRAISE).removeprefix(ESCAPE)


@cached
def theme_records(data: Data) -> Mapping[str, ThemeRecord]:
    """Return what the registers hold of each theme, by its id."""
    departments = department_names(data)
    parts, stages = by_theme(read_register(data, ThemeDepartment)), by_theme(read_register(data, ThemeStage))
    tasks = by_theme(read_register(data, Task))
    today = data.snapshot.manifest.as_of
    tasks_known = data.table(Task.dataset) is not None
    return {
        theme.theme_id: ThemeRecord(
            theme.name,
            theme.definition,
            _owner(theme, parts.get(theme.theme_id, []), departments),
            _in_order(stages.get(theme.theme_id, []), today),
            _counted(tasks.get(theme.theme_id, []), today) if tasks_known else None,
        )
        for theme in read_register(data, Theme)
        if theme.theme_id
    }


def by_theme(rows: Iterable[About]) -> dict[str, list[About]]:
    """Return rows by the theme that they are about; those about none are left out."""
    grouped: dict[str, list[About]] = {}
    for row in rows:
        if row.theme_id:
            grouped.setdefault(row.theme_id, []).append(row)
    return grouped


def _owner(theme: Theme, parts: list[ThemeDepartment], departments: Mapping[str, str]) -> Owner | None:
    """Return who answers for a theme; None where neither a department, nor contributors, nor a sponsor is named."""
    if theme.department_id is not None:
        name = departments.get(theme.department_id, theme.department_id)
        return Owner(name, cross_lob=False, sponsor=theme.sponsor)
    if not parts and theme.sponsor is None:
        return None
    by_share = sorted(parts, key=lambda part: (-(part.share or 0.0), part.department_id))
    contributors = tuple((departments.get(part.department_id, part.department_id), part.share) for part in by_share)
    return Owner("", cross_lob=True, contributors=contributors, sponsor=theme.sponsor)


def _in_order(rows: list[ThemeStage], today: date) -> tuple[tuple[str, date], ...]:
    """Return the stages reached by now, the latest last; a stage that was entered again counts from then."""
    reached = ((row.entered_on, row.stage) for row in rows if row.entered_on is not None and row.reached_by(today))
    entered = {stage: day for day, stage in sorted(reached)}
    return tuple(sorted(entered.items(), key=lambda item: item[1]))


def _counted(tasks: list[Task], today: date) -> Tasks:
    kept = [task for task in tasks if task.promised_by(today)]
    done = sum(task.done_by(today) for task in kept)
    return Tasks(len(kept) - done, done, sum(task.overdue(today) for task in kept))
