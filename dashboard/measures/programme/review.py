"""The weekly review: what became of what was promised, what else is new, and what falls due, as a meeting takes it.

It is of the days after ``since`` up to ``until``. Against the snapshot of ``since`` what is new of a task is what
differs; without one the register is asked alone, by its dates, as if a date had been moved on the day on which it fell
due. Each task counts once: as cancelled, else done, else reopened (it was done, and is not), else slipped (its due date
is a later one than it was), else blocked, else open. Whoever tells what became of tasks since counts them here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from dashboard.data.access import Data
from dashboard.data.cache import cached
from dashboard.data.registers import Decision, Task, read_register
from dashboard.measures.programme.placed import placed

Regions = tuple[str, ...] | None
"""The regions chosen; None: all."""

Outcome = Literal["done", "slipped", "blocked", "open", "reopened", "cancelled"]

_NEWS: tuple[Outcome, ...] = ("done", "slipped", "blocked", "reopened", "cancelled")
"""What may be new of a task, in the order in which it is told."""

A_WEEK = timedelta(7)
"""How far a review looks back where no earlier snapshot says otherwise, and how far it looks ahead."""

_LEAST = timedelta(6)
"""From this age on a snapshot is of the week before: the days of the data do not move evenly."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A task and what became of it. ``promised`` is the day among those reviewed for which it was promised, None where
    it was for none of them; ``again`` tells that its date had been moved before, ``new`` that it came to this since."""

    task: Task
    outcome: Outcome
    promised: date | None
    again: bool
    new: bool


@dataclass(frozen=True, slots=True)
class Review:
    """What a weekly meeting goes through, in its order.

    ``promised`` was to be done in these days and had not been before, ``besides`` is new of other tasks, ``late`` was
    due before and is still open, ``coming`` falls due in the seven days to come. ``compared`` tells that the snapshot
    of ``since`` is held against, ``follows`` that the tasks follow the filter; ``unplaced`` open ones name no region.
    """

    since: date
    until: date
    compared: bool
    promised: tuple[Reviewed, ...]
    besides: tuple[Reviewed, ...]
    late: tuple[Reviewed, ...]
    coming: tuple[Reviewed, ...]
    follows: bool
    unplaced: int

    @property
    def counts(self) -> Counter[Outcome]:
        """How many tasks came to each outcome, promised for these days or not."""
        return outcomes((*self.promised, *self.besides))


def outcomes(found: Iterable[Reviewed]) -> Counter[Outcome]:
    """Return how many tasks came to each outcome."""
    return Counter(one.outcome for one in found)


@cached
def review(
    data: Data, earlier: Data | None, until: date, regions: Regions = None, department: str | None = None
) -> Review:
    """Return the review up to a day, of all tasks or of those of some regions or a department.

    An earlier snapshot is held against where it is a week old and shows its tasks.
    """
    known = _a_week_before(earlier, until)
    since = until - A_WEEK if known is None else known.snapshot.manifest.as_of
    placed_tasks = placed(read_register(data, Task), regions)
    theirs, unplaced = (
        [task for task in rows if department in (None, task.department_id)]
        for rows in (placed_tasks.rows, placed_tasks.unplaced)
    )
    found = sorted(_became(theirs, _by_id(known), since, until), key=_by_due)
    promised = tuple(one for one in found if one.promised is not None)
    others = [one for one in found if one.promised is None]
    return Review(
        since,
        until,
        known is not None,
        promised,
        tuple(sorted((one for one in others if one.new), key=lambda one: _NEWS.index(one.outcome))),
        tuple(one for one in others if not one.new and one.task.overdue(until)),
        tuple(one for one in found if one.task.open_at(until) and _within(one.task.due_on, until, until + A_WEEK)),
        placed_tasks.follows,
        sum(task.open_at(until) for task in unplaced),
    )


def became_since(data: Data, earlier: Data, regions: Regions = None) -> tuple[tuple[Reviewed, ...], bool]:
    """Return what is new of tasks against an earlier snapshot, and whether it follows the filter.

    Nothing is where one of the two shows no tasks.
    """
    if data.table(Task.dataset) is None or earlier.table(Task.dataset) is None:
        return (), True
    since, until = earlier.snapshot.manifest.as_of, data.snapshot.manifest.as_of
    theirs = placed(read_register(data, Task), regions)
    return tuple(one for one in _became(theirs.rows, _by_id(earlier), since, until) if one.new), theirs.follows


def decided_since(data: Data, earlier: Data | None, since: date, until: date) -> tuple[Decision, ...]:
    """Return the decisions taken by a day that were not before, the newest first.

    Held against an earlier snapshot, one that came late to the register is among them.
    """
    compared = earlier is not None and earlier.table(Decision.dataset) is not None
    then = read_register(earlier, Decision) if earlier is not None and compared else read_register(data, Decision)
    known = {one.decision_id for one in then if one.decided_on is not None and one.decided_on <= since}
    new = [
        (one.decided_on, one.decision_id, one)
        for one in read_register(data, Decision)
        if one.decided_on is not None and one.decided_on <= until and one.decision_id not in known
    ]
    return tuple(one for _, _, one in sorted(new, key=lambda found: found[:2], reverse=True))


def _a_week_before(earlier: Data | None, until: date) -> Data | None:
    if earlier is None or earlier.table(Task.dataset) is None:
        return None
    return earlier if until - earlier.snapshot.manifest.as_of >= _LEAST else None


def _by_id(earlier: Data | None) -> Mapping[str, Task] | None:
    return None if earlier is None else {task.task_id: task for task in read_register(earlier, Task)}


def _became(tasks: Iterable[Task], known: Mapping[str, Task] | None, since: date, until: date) -> Iterator[Reviewed]:
    """Yield what became of each task that still stood; one that was unknown then was still to be done."""
    for task in tasks:
        before = _as_it_was(task, since, until) if known is None else known.get(task.task_id)
        if not task.made_by(until) or (before is not None and _was_over(before, task, since, until)):
            continue
        outcome = _outcome(task, before, since, until)
        blocked = before is not None and before.blocked_at(since)
        days = (task.due_on if before is None else before.due_on, task.due_on)
        yield Reviewed(
            task,
            outcome,
            next((day for day in days if _within(day, since, until)), None),
            before is not None and before.slipped,
            outcome != "open" and not (outcome == "blocked" and blocked),
        )


def _as_it_was(task: Task, since: date, until: date) -> Task:
    """Return a task as it will have been where no snapshot tells: with the first date, where that fell due since."""
    return replace(task, due_on=task.original_due_on) if _within(task.original_due_on, since, until) else task


def _was_over(before: Task, task: Task, since: date, until: date) -> bool:
    """Whether a task had been done or cancelled when the days began, and still is."""
    if task.cancelled_by(until):
        return before.cancelled_by(since) or before.done_by(since)
    return task.done_by(until) and before.done_by(since)


def _outcome(task: Task, before: Task | None, since: date, until: date) -> Outcome:
    if task.cancelled_by(until):
        return "cancelled"
    if task.done_by(until):
        return "done"
    if before is not None and before.done_by(since):
        return "reopened"
    if before is not None and _later(task.due_on, before.due_on):
        return "slipped"
    return "blocked" if task.blocked_at(until) else "open"


def _later(now: date | None, then: date | None) -> bool:
    return now is not None and then is not None and now > then


def _within(day: date | None, after: date, until: date) -> bool:
    return day is not None and after < day <= until


def _by_due(one: Reviewed) -> tuple[date, str]:
    return one.promised or one.task.due_on or date.max, one.task.task_id
