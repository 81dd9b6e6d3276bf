"""What the CX lead asked of the departments and what came of it, beside the mandate that the settings tell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dashboard.data.access import Data
from dashboard.data.registers import ChangeRequest, read_register
from dashboard.measures.programme.placed import placed
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
    """The mandate as the settings tell it, and what was asked under it: a row a department and what was asked for.

    ``waiting`` are the undecided requests with the days for which they have waited, the oldest first; those of which
    nobody knows since when wait too, and are not among them. ``follows`` and ``unplaced`` tell of the filter
    (`placed`).
    """

    lead: CxLead
    asked: tuple[Asked, ...]
    waiting: tuple[tuple[int, ChangeRequest], ...] = ()
    follows: bool = True
    unplaced: int = 0


def mandate(data: Data, settings: Settings, day: date, regions: tuple[str, ...] | None = None) -> Mandate:
    """Return the mandate and what had come of it by a day, the departments in the order of their ids."""
    theirs = placed(read_register(data, ChangeRequest), regions)
    raised = [one for one in theirs.rows if one.raised_on is None or one.raised_on <= day]
    groups: dict[tuple[str, bool], list[ChangeRequest]] = defaultdict(list)
    for one in raised:
        groups[one.department_id, one.for_data].append(one)
    waiting = [(days, one) for one in raised if (days := one.undecided_for(day)) is not None]
    return Mandate(
        settings.cx_lead, tuple(_asked(*key, groups[key], day) for key in sorted(groups)),
        tuple(sorted(waiting, key=lambda found: (-found[0], found[1].request_id))),
        theirs.follows, len(theirs.unplaced),
    )  # fmt: skip


def _asked(department_id: str, for_data: bool, requests: Sequence[ChangeRequest], day: date) -> Asked:
    decided = [one.decision for one in requests if one.decided_by(day)]
    waits = [days for one in requests if (days := one.undecided_for(day)) is not None]
    return Asked(
        department_id, for_data, decided.count("accepted"), decided.count("declined"), len(requests) - len(decided),
        max(waits, default=None),
    )  # fmt: skip
