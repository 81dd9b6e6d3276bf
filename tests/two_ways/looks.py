"""Did it move its measure? Asked once more, of the raw rows' own months and of the registers in plain SQL.

What is expected of a month comes from the product's forecast, which has tests of its own; whatever goes into it, when
is looked and what follows from it are worked out anew.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

import numpy as np

from dashboard.measures import MEASURES
from dashboard.statistics import forecast
from tests.two_ways.definitions import RETENTION, SCORES, Place, Span
from tests.two_ways.raw import Raw, month_of

Series = dict[int, tuple[float, float]]
"""Month → what is divided, and by what."""

CHAINS = """
    with recursive chain as (
        select objective_id as objective, objective_id, starts_on, carried_from, 0 as back from company.objectives
        union all
        select chain.objective, o.objective_id, o.starts_on, o.carried_from, back + 1
        from chain join company.objectives o on o.objective_id = chain.carried_from where back < 9
    )
    select objective, min(starts_on) from chain group by 1
"""


@dataclass(frozen=True)
class Looks:
    """What one look shows by the end of a month."""

    raw: Raw
    least_n: int
    until: int

    @cached_property
    def begun(self) -> Mapping[str, date]:
        """Objective → the first day of it and of what it was carried over from."""
        return dict(self.raw.rows(CHAINS))

    @cached_property
    def goals(self) -> Mapping[str, tuple[Any, ...]]:
        """Objective → its metric, direction, region, segment and due date."""
        rows = self.raw.rows("select objective_id, metric, direction, region, segment, due_on from company.objectives")
        return {name: tuple(rest) for name, *rest in rows}

    def of_objective(self, name: str) -> tuple[str, float]:
        """Return the effect of an objective, and the mean of the months looked at (nan: none were)."""
        due = self.goals[name][4]
        last = month_of(due + timedelta(1)) - 1
        return self._look(name, month_of(self.begun[name]), (last - 2, last))

    def of_task(self, objective: str, created: date | None, due: date, done: date) -> str:
        """Return the effect of a task that is done."""
        began, first = created or self.begun[objective], month_of(max(due, done)) + 1
        return self._look(objective, month_of(began), (first, first + 2))[0]

    def _look(self, name: str, began: int, look: Span) -> tuple[str, float]:
        metric, direction, region, segment, _ = self.goals[name]
        if metric not in MEASURES:
            return "as_reported", math.nan
        if look[1] > self.until:
            return "too_early", math.nan
        if look[0] <= began:
            return "not_known", math.nan
        series = self._series(metric, region, segment)
        if any(month not in series for month in range(look[0], look[1] + 1)):
            return "not_known", math.nan
        if self._counted(metric, region, segment, look) < self._least(metric):
            return "too_few", math.nan
        step = 1 if direction == "up" else -1
        found = self._beyond(series, began, look, step, metric)
        if found is None:
            return "not_known", math.nan
        moved, came = found
        if not moved:
            return "no_effect", came
        before = self._beyond(series, began - 3, (began - 3, began - 1), step, metric)
        return ("moved_before" if before is not None and before[0] else "moved"), came

    def _counted(self, metric: str, region: str | None, segment: str | None, look: Span) -> float:
        """Return how many were counted: answers, whatever they weigh."""
        n = self.raw.number(metric, _place(region, segment), look).n
        return n if math.isfinite(n) else math.inf

    def _least(self, metric: str) -> float:
        """Return the least that has to be counted; a share of money counts nothing."""
        entry = MEASURES[metric]
        counted = metric in SCORES or "abandoned" in metric or (entry.unit == "share" and metric not in RETENTION)
        counted |= metric in ("handle_minutes", "transfers_per_case", "resolution_hours", "resolution_median")
        return (self.least_n if entry.least_n is None else entry.least_n) if counted else 0.0

    def _beyond(self, series: Series, began: int, look: Span, step: int, metric: str) -> tuple[bool, float] | None:
        known = sorted(month for month in series if month < began)
        while known and known[0] != began - len(known):
            known.pop(0)
        months = range(look[0], look[1] + 1)
        if not known or any(month not in series for month in months):
            return None  # of the months before it began these are asked for the first time
        top, bottom = (np.array([series[month][side] for month in known], dtype=float) for side in (0, 1))
        expected = forecast(top, bottom, look[0] - began + 1, look[1] - began + 1)
        if expected is None:
            return None
        came = sum(series[month][0] for month in months) / sum(series[month][1] for month in months)
        middle = sorted(series[month][0] / series[month][1] for month in months)[1]
        edge, entry = expected.limits(0.95)[step > 0], MEASURES[metric]
        size = abs(came - expected.value) * (12 if metric in RETENTION else 1)
        size = size / abs(expected.value) if entry.relative else size
        beyond = step * (came - edge) > 0 and step * (middle - edge) > 0
        return beyond and size >= entry.least_change, came

    def _series(self, metric: str, region: str | None, segment: str | None) -> Series:
        place = _place(region, segment)
        found = {
            month: self._month(metric, place, month) for month in range(self.raw.months[0], self.raw.months[1] + 1)
        }
        return {month: sums for month, sums in found.items() if sums[1] > 0 and math.isfinite(sums[0])}

    def _month(self, metric: str, place: Place, month: int) -> tuple[float, float]:
        if metric in SCORES:
            weight = float(self.raw.sample(metric, place, (month, month)).weight.sum())
            return self.raw.number(metric, place, (month, month)).value * weight if weight else math.nan, weight
        if metric in RETENTION:
            before, now = self.raw.active(month - 1, place), self.raw.active(month, place)
            kept = {who: now.get(who, 0.0) for who in before}
            if metric == "logo_retention":
                return sum(who in now for who in before), len(before)
            if metric == "gross_revenue_retention":
                kept = {who: min(kept[who], amount) for who, amount in before.items()}
            return math.fsum(kept.values()), math.fsum(before.values())
        number = self.raw.number(metric, place, (month, month))
        if not math.isfinite(number.value):
            return math.nan, 0
        if not math.isfinite(number.n):
            raise LookupError(f"What {metric} is divided by has no second way yet: add one to tests/two_ways/looks.py.")
        return number.value * number.n, number.n


def _place(region: str | None, segment: str | None) -> Place:
    return Place((region,) if region else None, (segment,) if segment else None)
