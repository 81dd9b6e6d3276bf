"""What people keep about themes: names, owners, stages, and the tasks behind them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dashboard.data.access import Data
from dashboard.data.cache import cached
from dashboard.measures.themes.theme import Owner, Tasks

PRAISE = "+"
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of one theme; a theme that no register knows goes by its id."""

    name: str
    definition: str | None = None
    owner: Owner | None = None
    stages: tuple[tuple[str, date], ...] = ()
    tasks: Tasks | None = None

    @property
    def stage(self) -> str | None:
        """The stage reached last."""
        return self.stages[-1][0] if self.stages else None


def theme_of(mention: str) -> str:
    """Return the id of the theme that a mention names."""
    return mention.removeprefix(PRAISE)


@cached
def kept_of_themes(data: Data) -> Mapping[str, Kept]:
    """Return what the registers hold of each theme, by its id."""
    departments = {row["department_id"]: row["name"] for row in data.rows("departments")}
    contributors, stages, tasks = (_by_theme(data, name) for name in ("theme_departments", "theme_stages", "tasks"))
    today = data.snapshot.manifest.as_of
    return {
        theme: Kept(
            row["name"],
            row["definition"],
            _owner(row, contributors.get(theme, []), departments),
            _in_order(stages.get(theme, []), today),
            _counted(tasks.get(theme, []), today) if data.table("tasks") is not None else None,
        )
        for row in data.rows("themes")
        if (theme := row["theme_id"])
    }


def _by_theme(data: Data, name: str) -> dict[str, list[Row]]:
    grouped: dict[str, list[Row]] = {}
    for row in data.rows(name):
        if row["theme_id"] is not None:
            grouped.setdefault(row["theme_id"], []).append(row)
    return grouped


def _owner(row: Row, parts: list[Row], departments: Mapping[str, str]) -> Owner:
    if row["department_id"] is not None:
        return Owner(
            departments.get(row["department_id"], row["department_id"]), cross_lob=False, sponsor=row["sponsor"]
        )
    by_share = sorted(parts, key=lambda part: (-(part["share"] or 0.0), part["department_id"]))
    contributors = tuple(
        (departments.get(part["department_id"], part["department_id"]), part["share"]) for part in by_share
    )
    return Owner("", cross_lob=True, contributors=contributors, sponsor=row["sponsor"])


def _in_order(rows: list[Row], today: date) -> tuple[tuple[str, date], ...]:
    """Return the stages reached by now, the latest last; a stage that was entered again counts from then."""
    reached = [row for row in rows if row["entered_on"] is not None and row["entered_on"] <= today]
    entered = {row["stage"]: row["entered_on"] for row in sorted(reached, key=lambda row: row["entered_on"])}
    return tuple(sorted(entered.items(), key=lambda item: item[1]))


def _counted(rows: list[Row], today: date) -> Tasks:
    """Count tasks: one reopened after it was done is not done, one cancelled is no task any more."""
    kept = [row for row in rows if row["cancelled_on"] is None]
    done = [row for row in kept if is_done(row)]
    still_open = [row for row in kept if not is_done(row)]
    overdue = [row for row in still_open if row["due_on"] is not None and row["due_on"] < today]
    return Tasks(len(still_open), len(done), len(overdue))


def is_done(task: Row) -> bool:
    """Whether a task was completed and not reopened since."""
    completed, reopened = task["completed_on"], task["reopened_on"]
    return completed is not None and (reopened is None or reopened < completed)
