"""Tasks: what somebody promised to do, and by when.

The first date promised counts, however often it was moved; so a task is *due* and *on time* by that date, and is
*overdue* by the present one. A task that was cancelled is no promise any more. One that was reopened is done once it
has been completed on a later day. `queries/commitments.sql` counts the same, and a test holds the two together.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from dashboard.data.registers.reader import Register

CORRECTIVE: Literal["corrective_action"] = "corrective_action"
"""The kind of the tasks that are to mend a theme."""


@dataclass(frozen=True, slots=True)
class Task(Register):
    """A measurable task."""

    dataset: ClassVar[str] = "tasks"

    task_id: str
    title: str
    department_id: str
    owner: str | None
    objective_id: str | None
    theme_id: str | None
    kind: str
    created_on: date | None
    original_due_on: date | None
    due_on: date | None
    completed_on: date | None
    cancelled_on: date | None
    reopened_on: date | None
    blocked_since: date | None
    preventive: bool | None
    effect: str | None
    region: str | None

    def made_by(self, day: date) -> bool:
        """Whether it was a task by a day; one of which nobody knows when it was made was."""
        return self.created_on is None or self.created_on <= day

    def cancelled_by(self, day: date) -> bool:
        """Whether it had been cancelled by a day."""
        return _by(self.cancelled_on, day)

    def promised_by(self, day: date) -> bool:
        """Whether it stood as a promise on a day: made by then, and not cancelled."""
        return self.made_by(day) and not self.cancelled_by(day)

    def due_by(self, day: date) -> bool:
        """Whether it had to be done by a day, by the first date promised."""
        return _by(self.original_due_on, day)

    def done_by(self, day: date) -> bool:
        """Whether it was completed by a day and not reopened since, be it on the day of its completion."""
        if self.completed_on is None or self.completed_on > day:
            return False
        return self.reopened_on is None or self.reopened_on > day or self.reopened_on < self.completed_on

    def on_time_by(self, day: date) -> bool:
        """Whether it was done by a day, and by the first date promised."""
        if self.completed_on is None or self.original_due_on is None:
            return False
        return self.done_by(day) and self.completed_on <= self.original_due_on

    @property
    def on_time(self) -> bool:
        """Whether it was done by the first date promised, by all that is known."""
        return self.on_time_by(date.max)

    @property
    def slipped(self) -> bool:
        """Whether its due date was moved to a later day than the first."""
        return self.due_on is not None and self.original_due_on is not None and self.due_on > self.original_due_on

    def open_at(self, day: date) -> bool:
        """Whether it was still to be done on a day."""
        return self.promised_by(day) and not self.done_by(day)

    def overdue(self, day: date) -> bool:
        """Whether it was still to be done on a day, after its present due date."""
        return self.due_on is not None and self.due_on < day and self.open_at(day)

    def blocked_at(self, day: date) -> bool:
        """Whether it could not go on, on a day on which it was still to be done."""
        return _by(self.blocked_since, day) and self.open_at(day)


def _by(when: date | None, day: date) -> bool:
    """Whether something had happened by a day; what has no date had not."""
    return when is not None and when <= day
