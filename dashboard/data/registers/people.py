"""What leaders and staff do for it: leaders at the front line and with customers, and training."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from dashboard.data.registers.reader import Register

SHADOWING, MEETING, REVIEW = "shadowing", "customer_meeting", "cx_review"
"""Kinds of contacts: at the front line, with customers, and reviews of the customer's experience."""


@dataclass(frozen=True, slots=True)
class LeaderContact(Register):
    """A leader meeting the front line or customers, or reviewing their experience; ``n`` times, where all is alike."""

    dataset: ClassVar[str] = "leader_contacts"

    leader: str
    department_id: str | None
    kind: str
    happened_on: date | None
    planned: bool | None
    observations: int | None
    tasks_created: int | None
    region: str | None
    level: str | None
    n: int | None


@dataclass(frozen=True, slots=True)
class Training(Register):
    """A course in a department, as it stood in a month: for how many it was meant, and how many completed it."""

    dataset: ClassVar[str] = "training"

    department_id: str
    month: date | None
    course: str
    eligible: int | None
    completed: int | None
    region: str | None
