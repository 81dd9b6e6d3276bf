"""Which months of a pilot are compared: set when it begins, so that nobody chooses the look that pleases.

before    the twelve months before the month in which it began, or those of them that are known
after     from the first whole month to the last whole one before it ends; where no end is set, six months; never more
          than twelve. The month in which it began is none of both, unless it began on its first day

Its verdict is given once, when these months are over.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias

from dashboard.data.registers import Pilot
from dashboard.measures.pilots.outcomes import Span
from dashboard.periods import month_of

BEFORE, MOST_AFTER, UNLESS_SAID = 12, 12, 6
LEAST_AFTER, LEAST_BEFORE = 3, 3
"""Whole months without which nothing is told: one month or two of it are too short, or tell too little before."""


@dataclass(frozen=True, slots=True)
class Horizon:
    """The months that are compared, for a pilot or a wave of it; ``began`` is the month in which it did."""

    began: int
    before: Span
    after: Span
    end_said: bool = True

    @property
    def late(self) -> Span:
        """The last half of the months before."""
        first, last = self.before
        return last - max(last - first + 1, 1) // 2 + 1, last

    @property
    def early(self) -> Span:
        """The months before, without their last half."""
        return self.before[0], self.late[0] - 1

    @property
    def months_before(self) -> int:
        """How many months before are compared."""
        return self.before[1] - self.before[0] + 1

    @property
    def months_after(self) -> int:
        """How many months after are compared."""
        return self.after[1] - self.after[0] + 1

    def over(self, last: int) -> bool:
        """Whether these months are over at the end of a month."""
        return self.after[1] <= last

    def until(self, last: int) -> Horizon:
        """Return what can be seen of it by the end of a month."""
        return Horizon(self.began, self.before, (self.after[0], min(self.after[1], last)), self.end_said)

    def of_wave(self, joined: Wave, first: int) -> Horizon:
        """Return the months of units that joined later: as many as of the first ones."""
        began, begin = joined
        return Horizon(began, (max(began - BEFORE, first), began - 1), (begin, begin + self.months_after - 1))


Wave: TypeAlias = tuple[int, int]
"""Units that joined together: the month in which they did, and their first whole month."""


def wave_of(day: date) -> Wave:
    """Return when those who join on a day do."""
    return month_of(day), month_of(day - timedelta(1)) + 1


def horizon_of(pilot: Pilot, first: int) -> Horizon | None:
    """Return the months that are compared, of data that begin with a month; None where nobody knows when it began."""
    if pilot.starts_on is None:
        return None
    began, begin = wave_of(pilot.starts_on)
    end = pilot.ends_on or (pilot.decided_on if pilot.stage == "stopped" else None)
    last = begin + UNLESS_SAID - 1 if end is None else month_of(end + timedelta(1)) - 1
    return Horizon(
        began, (max(began - BEFORE, first), began - 1), (begin, min(last, begin + MOST_AFTER - 1)), end is not None
    )
