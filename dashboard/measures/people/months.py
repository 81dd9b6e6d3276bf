"""The year that ends with a period, and the period within it: what people do comes too seldom for a month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dashboard.data.access import Data
from dashboard.data.view import View
from dashboard.periods import first_day, last_day

_YEAR = 12


def year_of(view: View) -> tuple[int, int]:
    """Return the first and last month of the year that ends with a view's period, or of all of a longer one."""
    return min(view.period.first, view.period.last - _YEAR + 1), view.period.last


@dataclass(frozen=True, slots=True)
class Months:
    """The months from ``first`` to ``last``, a year or all of a longer period; the period begins with ``begins``.

    ``until`` is the last day of them that the data can know of.
    """

    first: int
    begins: int
    last: int
    until: date

    @classmethod
    def of(cls, data: Data, view: View) -> Months:
        """Return the year that ends with a view's period."""
        first, last = year_of(view)
        return cls(first, view.period.first, last, min(last_day(last), data.snapshot.manifest.as_of))

    @property
    def alone(self) -> bool:
        """Whether the period is all of it."""
        return self.first == self.begins

    def hold(self, day: date | None) -> bool:
        """Tell whether a day lies in these months; one that nobody knows does not."""
        return day is not None and first_day(self.first) <= day <= self.until

    def hold_lately(self, day: date | None) -> bool:
        """Tell whether a day lies in the period."""
        return day is not None and first_day(self.begins) <= day <= self.until
