"""What was tried: pilots, and the units in which each runs or with which it is compared."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from dashboard.data.registers.reader import Register

PILOT, COMPARISON = "pilot", "comparison"
"""The arms of a pilot."""

SPREAD = frozenset({"adopted", "scaled"})
"""Stages of a pilot that did not end: what was tried goes on where it was."""


@dataclass(frozen=True, slots=True)
class Pilot(Register):
    """A pilot."""

    dataset: ClassVar[str] = "pilots"
    told_apart: ClassVar[tuple[str, str] | None] = ("pilot_id", "name")

    pilot_id: str
    name: str
    department_id: str | None
    metric: str
    starts_on: date | None
    ends_on: date | None
    hypothesis: str | None
    stage: str | None
    decided_on: date | None
    means: str | None

    @property
    def spread(self) -> bool:
        """Whether it was adopted where it ran, or scaled beyond."""
        return self.stage in SPREAD

    @property
    def undecided(self) -> bool:
        """Whether nobody has decided what becomes of it: it runs, or nobody says."""
        return self.stage in (None, "running")


@dataclass(frozen=True, slots=True)
class PilotUnit(Register):
    """A unit of a pilot: whatever bears all that it names. What it names none of is any."""

    dataset: ClassVar[str] = "pilot_units"

    pilot_id: str
    arm: str
    region: str | None
    segment: str | None
    department_id: str | None
    customer_id: str | None
    joined_on: date | None
