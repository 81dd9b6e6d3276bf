"""Where the company-wide goal of a period stands: what moved, what was completed, checkpoint by checkpoint.

A region's filter is followed as by all work (`placed`). Statuses, later due dates and reasons are as the registers keep
them today: they hold no date of when they changed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from dashboard.data.access import Data
from dashboard.data.cache import cached
from dashboard.data.registers import Objective, RallyCry, Task, read_register
from dashboard.data.standing import Standing, standing_of
from dashboard.measures.programme.moves import Effect, Look, effect_of_task, judged, look_at_objective, read_for
from dashboard.measures.programme.objectives import objectives_by_id
from dashboard.measures.programme.placed import Regions, goals_in, placed
from dashboard.periods import Period, first_day, last_day, month_of
from dashboard.settings import Settings

DATASETS = ("rally_cries", "objectives", "tasks")

EVERY = 3
"""Months from checkpoint to checkpoint."""

SIX_MONTHS = 6
"""Months after which the mark lies at which it is asked how to go on."""

MOST = 8
"""Checkpoints that are told: the newest, and the six-month mark."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The tasks as they stood on a day: ``due`` and ``on_time`` by the date first promised.

    ``promised`` are those made by then and not cancelled; ``done`` and ``on_time`` are of those ``due``, ``slipped``
    those of them that have a later date now. ``cancelled`` have left all of these, ``cancelled_late`` after their first
    date. ``six_months`` marks the six-month mark.
    """

    day: date
    six_months: bool
    promised: int
    due: int
    done: int
    on_time: int
    slipped: int
    cancelled: int
    cancelled_late: int


@dataclass(frozen=True, slots=True)
class RallyCryProgress:
    """How a rally cry stood on a day: at the end of the period, or at its own end where that was before.

    ``month`` of ``months`` (None: it has no end) is how far it has come. ``promised`` are the tasks made by ``until``
    and not cancelled, ``due`` those first due by then; ``completed`` and ``on_time`` are of those due. ``effects``
    counts the completed ones by what one look at their objective's measure showed (`moves`), ``looks`` holds what
    one look at each of its objectives did, by id; those dropped are not looked at. ``checkpoints`` end with ``until``.
    ``measures`` names the measures that were read for the looks. ``follows`` tells whether tasks follow the filter,
    ``unplaced`` how many of those made by then it leaves out as they name no region (`placed`).
    """

    rally_cry_id: str
    statement: str
    executives: str | None
    starts_on: date
    ends_on: date | None
    until: date
    month: int
    months: int | None
    promised: int
    due: int
    completed: int
    on_time: int
    effects: Counter[Effect]
    measures: tuple[str, ...]
    goals: tuple[Objective, ...]
    looks: Mapping[str, Look]
    tasks: tuple[Task, ...]
    checkpoints: tuple[Checkpoint, ...]
    follows: bool = True
    unplaced: int = 0

    @property
    def moved(self) -> int:
        """Tasks that moved their measure."""
        return self.effects["moved"]

    @property
    def judged(self) -> int:
        """Tasks at which the one look has been taken."""
        return judged(self.effects)

    def of_goals(self, audience: str | None = None) -> Counter[Effect]:
        """Count the objectives, or those for one audience, by what one look at their measure showed."""
        return Counter(
            self.looks[goal.objective_id].effect
            for goal in self.goals
            if goal.objective_id in self.looks and audience in (None, goal.audience)
        )


def rally_cry(
    data: Data, last_month: int, settings: Settings, regions: Regions = None, asked: str | None = None
) -> tuple[RallyCryProgress | None, Standing]:
    """Return the rally cry that had begun last by the end of a month, or the one asked for, and what it stands on.

    None where none had begun, or where the one asked for had not.
    """
    standing = standing_of(data, DATASETS)
    if not standing.shown:
        return None, standing
    return _stood(data, last_month, settings, regions, asked), standing


def begun_by(data: Data, day: date) -> tuple[RallyCry, ...]:
    """Return the rally cries that had begun by a day, the newest first."""
    begun = [(cry.starts_on, cry.rally_cry_id, cry) for cry in read_register(data, RallyCry) if cry.starts_on]
    return tuple(cry for starts_on, _, cry in sorted(begun, key=lambda one: one[:2], reverse=True) if starts_on <= day)


def around(data: Data, period: Period) -> tuple[RallyCry | None, RallyCry | None]:
    """Return the rally cry that had begun last by the end of a period, and the one that begins next after it."""
    day = last_day(period.last)
    later = [(cry.starts_on, cry) for cry in read_register(data, RallyCry) if cry.starts_on and cry.starts_on > day]
    following = min(later, key=lambda one: one[0])[1] if later else None
    return next(iter(begun_by(data, day)), None), following


@cached
def _stood(
    data: Data, last_month: int, settings: Settings, regions: Regions, asked: str | None
) -> RallyCryProgress | None:
    begun = [cry for cry in begun_by(data, last_day(last_month)) if asked in (None, cry.rally_cry_id)]
    if not begun or begun[0].starts_on is None:
        return None
    cry, starts_on = begun[0], begun[0].starts_on
    until = min(last_day(last_month), cry.ends_on or date.max)
    theirs = [goal for goal in read_register(data, Objective) if goal.rally_cry_id == cry.rally_cry_id]
    ids = {goal.objective_id for goal in theirs}
    all_tasks = placed(read_register(data, Task), regions)
    tasks = [task for task in all_tasks.rows if task.objective_id in ids]
    done = [task for task in tasks if task.promised_by(until) and task.due_by(until) and task.done_by(until)]
    checkpoints = tuple(_checkpoint(tasks, day, mark) for day, mark in _days(starts_on, until))
    now, goals, known = checkpoints[-1], goals_in(theirs, regions), objectives_by_id(data)
    effects = [(known.get(task.objective_id or ""), effect_of_task(data, task, last_month, settings)) for task in done]
    kept = [goal for goal in goals if goal.status != "dropped"]
    looks = {goal.objective_id: look_at_objective(data, goal, last_month, settings) for goal in kept}
    of_goals = [(goal, looks[goal.objective_id].effect) for goal in kept]
    return RallyCryProgress(
        rally_cry_id=cry.rally_cry_id, statement=cry.statement, executives=cry.executives, starts_on=starts_on,
        ends_on=cry.ends_on, until=until, month=_months(starts_on, until),
        months=None if cry.ends_on is None else _months(starts_on, cry.ends_on),
        promised=now.promised, due=now.due, completed=now.done, on_time=now.on_time,
        effects=Counter(effect for _, effect in effects), measures=read_for([*effects, *of_goals]), goals=goals,
        looks=looks,
        tasks=tuple(task for task in tasks if task.made_by(until)), checkpoints=checkpoints, follows=all_tasks.follows,
        unplaced=sum(task.objective_id in ids and task.made_by(until) for task in all_tasks.unplaced),
    )  # fmt: skip


def _checkpoint(tasks: Iterable[Task], day: date, six_months: bool) -> Checkpoint:
    made = [task for task in tasks if task.made_by(day)]
    cancelled = [task for task in made if task.cancelled_by(day)]
    promised = [task for task in made if not task.cancelled_by(day)]
    due = [task for task in promised if task.due_by(day)]
    return Checkpoint(
        day, six_months, len(promised), len(due), sum(task.done_by(day) for task in due),
        sum(task.on_time_by(day) for task in due), sum(task.slipped for task in due), len(cancelled),
        sum(after_it_was_due(task) for task in cancelled),
    )  # fmt: skip


def after_it_was_due(task: Task) -> bool:
    """Whether a task was cancelled after the date first promised: it leaves the rate, and that is told."""
    return task.cancelled_on is not None and task.due_by(task.cancelled_on - timedelta(1))


def _days(starts_on: date, until: date) -> list[tuple[date, bool]]:
    """Return the last days of every third month since a beginning, and today last; the newest few of them."""
    begin, found = month_of(starts_on), []
    for passed in range(EVERY, month_of(until) - begin + 2, EVERY):
        day = min(first_day(begin + passed) + timedelta(starts_on.day - 2), last_day(begin + passed))
        found.append((day, passed == SIX_MONTHS))
    marks = {day: mark for day, mark in found if day < until} | {until: (until, True) in found}
    days = sorted(marks.items())
    return [one for at, one in enumerate(days) if one[1] or at >= len(days) - MOST]


def _months(starts_on: date, day: date) -> int:
    """Return in which month since a beginning a day lies: the first is 1."""
    return month_of(day) - month_of(starts_on) + (day.day >= starts_on.day)
