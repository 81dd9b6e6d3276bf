"""What the filters offer of a snapshot: places, periods and comparisons that it can answer for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from dashboard.data.access import Data
from dashboard.data.view import NOT_GIVEN, View
from dashboard.periods import Against, Calendar, Period, choices, opening
from dashboard.settings import Settings

AGAINST: Mapping[str, Against] = {"vs year before": "year", "vs period before": "previous"}
"""Label → what a period is compared with. Labels stand in addresses: they do not change."""

_YEAR = 12


@dataclass(frozen=True, slots=True)
class Offered:
    """What can be asked for: regions, segments, periods and comparisons by label, each with what it opens with first.

    ``calendar`` is how the company counts its years, ``first`` the first month that anything can be compared with.
    """

    regions: tuple[str, ...]
    segments: tuple[str, ...]
    periods: Mapping[str, Period]
    against: Mapping[str, Against]
    calendar: Calendar
    first: int
    parents: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What of ``regions`` is made of others, with the regions that it means."""

    def meant(self, chosen: Iterable[str]) -> tuple[str, ...] | None:
        """Return the regions that are meant by those chosen: a parent means its parts; none chosen: all."""
        return tuple(sorted({part for one in chosen for part in self.parents.get(one, (one,))})) or None

    def chosen_parents(self, chosen: Iterable[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Return the parents among those chosen, with the regions that each means."""
        return tuple((one, self.parents[one]) for one in sorted(chosen) if one in self.parents)

    def labels(self) -> dict[str, tuple[str, ...]]:
        """Return what each filter offers, by the filter's name."""
        return {
            "region": self.regions,
            "segment": self.segments,
            "period": tuple(self.periods),
            "against": tuple(self.against),
        }

    def opening_view(self) -> View:
        """Return the view with which every page opens: all places, in the newest period that has data."""
        period, against = next(iter(self.periods.values())), next(iter(self.against.values()))
        return View.of(period, against, self.first, self.calendar)


def offered(data: Data, settings: Settings) -> Offered:
    """Return what can be asked of the data; what nothing can be compared with is held against the period before."""
    first, last = data.measured_months
    calendar = Calendar(settings.fiscal_year_start, settings.fiscal_year_label, settings.locale)
    against = dict(AGAINST) if last - first >= _YEAR else {"vs period before": AGAINST["vs period before"]}
    periods = _periods(data.months, (first, last), calendar)
    regions = tuple(dict.fromkeys((*_in_order(data), *data.regions)))
    return Offered(regions, data.segments, periods, against, calendar, first, data.parents)


def _in_order(data: Data) -> list[str]:
    """Return regions and what they are parts of, each parent before its parts."""
    named = {*data.parents, *(region for region in data.regions if region != NOT_GIVEN)}
    return sorted(named, key=data.roll_up.place)


@cache
def _periods(months: tuple[int, int], measured: tuple[int, int], calendar: Calendar) -> dict[str, Period]:
    found = choices(*months, calendar.fiscal_start, calendar.fiscal_label, calendar.locale)
    return {period.label: period for period in (opening(*measured, calendar), *found)}
