"""What was decided, and what people say of a number, a page or a period."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from dashboard.data.registers.reader import Register
from dashboard.data.view import View

_YEAR = "([1-9][0-9]{3})"
_MONTH = re.compile(f"{_YEAR}-(0[1-9]|1[0-2])")
_QUARTER = re.compile(f"{_YEAR}-Q([1-4])")


@dataclass(frozen=True, slots=True)
class Decision(Register):
    """An answer to what needed a decision; ``subject`` names what it is about, as ``kind:id``."""

    dataset: ClassVar[str] = "decisions"

    decision_id: str
    subject: str
    asked_of: str | None
    decided_on: date | None
    choice: str
    reason: str | None

    def answers(self, subject: str, asked_on: date | None, day: date) -> bool:
        """Whether it answers, by a day, what was asked about a subject; what came up after it asks anew.

        Where nobody knows since when something is asked, any decision about it answers it.
        """
        if self.subject != subject or self.decided_on is None or self.decided_on > day:
            return False
        return asked_on is None or asked_on <= self.decided_on


@dataclass(frozen=True, slots=True)
class Comment(Register):
    """What somebody thinks of a number, a page or a period: an opinion, dated and signed."""

    dataset: ClassVar[str] = "comments"

    subject: str
    period: str | None
    region: str | None
    author: str
    written_on: date | None
    text: str

    def belongs_to(self, view: View) -> bool:
        """Whether it speaks of what a view shows: of the very months and the one region, where it names any."""
        months = (view.period.first, view.period.last)
        of_the_period = self.period is None or months_named(self.period) == months
        return of_the_period and (self.region is None or view.regions == (self.region,))


def months_named(period: str) -> tuple[int, int] | None:
    """Return the first and last month of a period as the contract writes it; None where it is written otherwise.

    '2026-09' is a month, '2026-Q3' a calendar quarter, '2026' a calendar year, '2026-07/2026-09' from one month to
    another.
    """
    if found := _QUARTER.fullmatch(period):
        first = int(found[1]) * 12 + 3 * (int(found[2]) - 1)
        return first, first + 2
    if found := re.fullmatch(_YEAR, period):
        return int(found[1]) * 12, int(found[1]) * 12 + 11
    ends = [_MONTH.fullmatch(part) for part in period.split("/")]
    months = [int(end[1]) * 12 + int(end[2]) - 1 for end in ends if end is not None]
    if len(months) != len(ends) or len(ends) > 2 or months[0] > months[-1]:
        return None
    return months[0], months[-1]
