"""The lists behind the numbers as words: how a task stands, what became of an objective."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dashboard.blocks import Tone
from dashboard.data.access import Data
from dashboard.data.registers import Objective, Task
from dashboard.measures.programme.objectives import began_on, objectives_by_id
from dashboard.settings import Settings
from dashboard.words.formats import Formats

NO_OWNER = "no owner"
NO_OBJECTIVES = "No objective serves it."
GOALS_ORDER = "external ones first, by title"
TASKS_ORDER = "the earliest first date first"

_TITLES = {
    "open": "due and not done", "late": "done after the first date promised",
    "on_time": "done by the first date promised", "cancelled": "cancelled, not counted",
    "slipped": "due that slipped to a later date",
}  # fmt: skip
_STATUS = {
    "open": "open", "carried_over": "carried over", "revised": "revised", "dropped": "dropped", "met": "called met",
}  # fmt: skip


def tasks_title(kind: str, number: int, settings: Settings) -> str:
    """Return what a list of tasks holds: '6 tasks due and not done'."""
    return f"{Formats.of(settings).counted(number, 'task')} {_TITLES[kind]}"


def objectives_title(goals: Sequence[Objective], settings: Settings) -> str:
    """Return what a list of objectives holds: '13 objectives, 10 external and 3 internal'."""
    external = sum(goal.audience == "external" for goal in goals)
    counted = Formats.of(settings).counted(len(goals), "objective")
    return f"{counted}, {external} external and {len(goals) - external} internal"


def status(goal: Objective) -> str:
    """Return an objective's status as its register has it; what nobody filled in is open."""
    return _STATUS.get(goal.status or "open", goal.status or "")


def carried_from(data: Data, goal: Objective, settings: Settings) -> str:
    """Return what an objective was carried over from, and when the first of them began; nothing where it was not."""
    before = objectives_by_id(data).get(goal.carried_from or "")
    begun = began_on(data, goal)
    if before is None:
        return "carried over" if goal.carried_from else ""
    since = f", begun {Formats.of(settings).day(begun)}" if begun else ""
    return f"carried over from “{before.title}”{since}"


def stands(task: Task, day: date) -> str:
    """Return how a task stood on a day, in a word or two."""
    if task.cancelled_by(day):
        return "cancelled"
    if task.done_by(day):
        return "on time" if task.on_time_by(day) else "done late"
    if task.completed_on is not None and task.completed_on <= day:
        return "reopened"
    return "blocked" if task.blocked_at(day) else "open"


def tone(task: Task, day: date) -> Tone:
    """Return the tone of how a task stood."""
    tones: dict[str, Tone] = {
        "on time": "good",
        "done late": "warn",
        "reopened": "bad",
        "blocked": "bad",
        "open": "bad",
    }
    return tones.get(stands(task, day), "")


def when(task: Task, day: date, after_it_was_due: bool, settings: Settings) -> str:
    """Return when it came to stand so: the day it was done, cancelled (after its first date, if so) or reopened."""
    formats = Formats.of(settings)
    if task.cancelled_on is not None and task.cancelled_by(day):
        return formats.day(task.cancelled_on) + (", after it was due" if after_it_was_due else "")
    if task.completed_on is not None and task.done_by(day):
        return formats.day(task.completed_on)
    if task.reopened_on is not None and task.reopened_on <= day:
        return formats.day(task.reopened_on)
    return f"since {formats.day(task.blocked_since)}" if task.blocked_since and task.blocked_at(day) else ""
