"""What the CX lead asked of the departments and what came of it, beside the mandate that the settings tell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dashboard.data.access import Data
from dashboard.data.registers import ChangeRequest, read_register
from dashboard.settings import CxLead, Settings


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked of a department by a day, changes or data, and what came of it.

    ``waiting_days`` is how long the oldest of the undecided has waited; None where none waits, or since when is not
    known of any.
    """

    department_id: str
    for_data: bool
    accepted: int
    declined: int
    undecided: int
    waiting_days: int | None

    @property
    def asked(self) -> int:
        """How many requests there were."""
        return self.accepted + self.declined + self.undecided


@dataclass(frozen=True, slots=True)
class Mandate:
    """The mandate as the settings tell it, and what was asked under it: a row a department and what was asked for."""

    lead: CxLead
    asked: tuple[Asked, ...]


def mandate(data: Data, settings: Settings, day: date) -> Mandate:
    """Return the mandate and what had come of it by a day, the departments in the order of their ids."""
    groups: dict[tuple[str, bool], list[ChangeRequest]] = defaultdict(list)
    for one in read_register(data, ChangeRequest):
        if one.raised_on is None or one.raised_on <= day:
            groups[one.department_id, one.for_data].append(one)
    return Mandate(settings.cx_lead, tuple(_asked(*key, groups[key], day) for key in sorted(groups)))


def _asked(department_id: str, for_data: bool, requests: Sequence[ChangeRequest], day: date) -> Asked:
    decided = [one.decision for one in requests if one.decided_by(day)]
    waits = [days for one in requests if (days := one.undecided_for(day)) is not None]
    return Asked(
        department_id, for_data, decided.count("accepted"), decided.count("declined"), len(requests) - len(decided),
        max(waits, default=None),
    )  # fmt: skip
