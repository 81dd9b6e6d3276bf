"""Where the company-wide goal of the period stands: what moved first, what was completed second."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from dashboard.data.access import Data
from dashboard.data.cache import cached
from dashboard.data.standing import Standing, standing_of
from dashboard.periods import first_day, last_day, month_of

DATASETS = ("rally_cries", "objectives", "objective_values", "tasks")
Row = dict[str, Any]

HALF_WAY = 0.5
"""The share of the way from baseline to target from which an objective's measure counts as moved."""


@dataclass(frozen=True, slots=True)
class RallyCry:
    """The goal that runs at the end of the period (or ran last), with its tasks counted.

    ``promised`` are the tasks made by ``until`` and not cancelled, ``due`` those first due by then; ``completed`` and
    ``on_time`` are of those due, ``moved`` the completed ones whose objective's measure went at least half the way to
    its target. ``measured`` are the completed ones whose objective has values at all.
    """

    statement: str
    starts_on: date
    ends_on: date
    until: date
    month: int
    promised: int
    due: int
    completed: int
    on_time: int
    measured: int
    moved: int


def rally_cry(data: Data, last_month: int) -> tuple[RallyCry | None, Standing]:
    """Return the rally cry as it stood at the end of a month, and what it stands on; None where there is none."""
    standing = standing_of(data, DATASETS)
    if not standing.shown:
        return None, standing
    return _stood(data, last_month), standing


@cached
def _stood(data: Data, last_month: int) -> RallyCry | None:
    until = last_day(last_month)
    begun = [cry for cry in data.rows("rally_cries") if _by(cry, "starts_on", until)]
    if not begun:
        return None
    cry = max(begun, key=lambda cry: (cry["starts_on"], cry["rally_cry_id"]))
    objectives = [goal for goal in data.rows("objectives") if goal["rally_cry_id"] == cry["rally_cry_id"]]
    theirs = {goal["objective_id"] for goal in objectives}
    tasks = [
        task
        for task in data.rows("tasks")
        if task["objective_id"] in theirs and not _later(task, until) and not _by(task, "cancelled_on", until)
    ]
    due = [task for task in tasks if _by(task, "original_due_on", until)]
    done = [task for task in due if _is_done(task, until)]
    moved = _moved(objectives, data.rows("objective_values"), first_day(last_month))
    verdicts = [moved[task["objective_id"]] for task in done if task["objective_id"] in moved]
    return RallyCry(
        statement=cry["statement"],
        starts_on=cry["starts_on"],
        ends_on=cry["ends_on"],
        until=until,
        month=month_of(until) - month_of(cry["starts_on"]) + 1,
        promised=len(tasks),
        due=len(due),
        completed=len(done),
        on_time=sum(task["completed_on"] <= task["original_due_on"] for task in done),
        measured=len(verdicts),
        moved=sum(verdicts),
    )


def _by(row: Row, column: str, day: date) -> bool:
    """Whether something had happened by a day; what has no date, though it should, had not."""
    return row[column] is not None and row[column] <= day


def _later(task: Row, day: date) -> bool:
    """Whether a task is known to have been made only after a day."""
    return task["created_on"] is not None and task["created_on"] > day


def _is_done(task: Row, until: date) -> bool:
    """Whether a task was done by a day and not reopened since."""
    if not _by(task, "completed_on", until):
        return False
    return not (_by(task, "reopened_on", until) and task["reopened_on"] >= task["completed_on"])


def _moved(objectives: list[Row], values: list[Row], month: date) -> dict[str, bool]:
    """Return, for each objective with a baseline and values, whether its measure went half the way to the target."""
    newest: dict[str, Row] = {}
    for value in values:
        kept = newest.get(value["objective_id"])
        known = value["actual"] is not None and _by(value, "month", month)
        if known and (kept is None or value["month"] > kept["month"]):
            newest[value["objective_id"]] = value
    verdicts = {}
    for goal in objectives:
        baseline, target, last = goal["baseline"], goal["target"], newest.get(goal["objective_id"])
        if last is not None and None not in (baseline, target) and baseline != target:
            verdicts[goal["objective_id"]] = (last["actual"] - baseline) / (target - baseline) >= HALF_WAY
    return verdicts
