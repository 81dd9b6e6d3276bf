"""Who meets, who is heard and who owns: sessions of the community, what staff raise, the stages of journeys."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from dashboard.data.registers.reader import Register

ANSWER_WITHIN = timedelta(days=30)
"""By when staff are to have an answer to what they raise: within a month, since a forum that meets monthly has met once
by then. The contract has no column for it, and a company that answers later than that has let them wait."""


@dataclass(frozen=True, slots=True)
class Session(Register):
    """A department's part in a session of the cross-LOB community."""

    dataset: ClassVar[str] = "lob_sessions"

    held_on: date | None
    department_id: str
    attended: bool | None
    kind: str
    journey: str | None
    theme_id: str | None
    region: str | None

    def held_by(self, day: date) -> bool:
        """Whether it had been held by a day; one that lies ahead, or has no date, had not."""
        return self.held_on is not None and self.held_on <= day

    def came_by(self, day: date) -> bool:
        """Whether the department came to it, by a day."""
        return self.held_by(day) and self.attended is True


@dataclass(frozen=True, slots=True)
class Signal(Register):
    """What staff say works or does not."""

    dataset: ClassVar[str] = "employee_signals"

    signal_id: str
    raised_on: date | None
    department_id: str
    title: str
    barrier: str | None
    theme_id: str | None
    votes: int | None
    answered_on: date | None
    status: str | None

    def raised_by(self, day: date) -> bool:
        """Whether it had been raised by a day; one without a date had been."""
        return self.raised_on is None or self.raised_on <= day

    def answered_by(self, day: date) -> bool:
        """Whether it had an answer by a day."""
        return self.answered_on is not None and self.answered_on <= day

    @property
    def answer_due_on(self) -> date | None:
        """The day by which it is to be answered; None where nobody knows when it was raised."""
        return None if self.raised_on is None else self.raised_on + ANSWER_WITHIN

    def due_by(self, day: date) -> bool:
        """Whether it was to be answered by a day."""
        return self.answer_due_on is not None and self.answer_due_on <= day

    @property
    def in_time(self) -> bool:
        """Whether it was answered by the day by which it was to be."""
        return self.answer_due_on is not None and self.answered_by(self.answer_due_on)

    def unanswered_for(self, day: date) -> int | None:
        """Return for how many days it had waited for an answer on a day; None where it did not wait, or since when is
        not known."""
        if self.raised_on is None or self.raised_on > day or self.answered_by(day):
            return None
        return (day - self.raised_on).days


@dataclass(frozen=True, slots=True)
class Recognition(Register):
    """Praise or reward for something done; ``n`` times, where several are alike."""

    dataset: ClassVar[str] = "recognitions"

    given_on: date | None
    department_id: str
    kind: str
    for_customers: bool | None
    accomplishment: str | None
    region: str | None
    level: str | None
    n: int | None

    def given_between(self, first: date, last: date) -> bool:
        """Whether it was given on one of the days from one to another."""
        return self.given_on is not None and first <= self.given_on <= last


@dataclass(frozen=True, slots=True)
class JourneyStage(Register):
    """A stage of a journey, as the company draws it; ``department_id`` is its owner."""

    dataset: ClassVar[str] = "journey_stages"

    journey: str
    stage: str
    position: int | None
    department_id: str | None
    is_last: bool | None

    @property
    def owned(self) -> bool:
        """Whether a department owns it."""
        return self.department_id is not None


def unowned_stages(drawn: Iterable[JourneyStage]) -> tuple[JourneyStage, ...] | None:
    """Return the stages that no department owns; None where none has an owner: then nobody keeps who owns what."""
    stages = tuple(drawn)
    if not any(stage.owned for stage in stages):
        return None
    return tuple(stage for stage in stages if not stage.owned)
