"""Cohorts: customers by the year of their first payment, and what share of them are customers so many months later.

    left after a months = left after a − 1 × (customers at a) / (customers at a − 1), where fewer are left than before
    gone after a months = gone after a − 1 × (gone at a) / (gone at a − 1), where more are: who paused came back

Each is of those who have come to that age. Where a whole cohort has, it is simply the share of it that is left; where
not, what is told is not complete, and those who have not come so far count up to where they are (Kaplan & Meier 1958;
who comes back counts as in Aalen & Johansen 1978, so that no share is ever above all).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from dashboard.data.access import Data
from dashboard.data.view import View
from dashboard.measures.spans import FloatArray
from dashboard.periods import fiscal_year_start
from dashboard.settings import Settings
from dashboard.statistics import Difference, proportion_difference

DATASET = "customer_cohorts"
COMPARED_AT = 12
"""The age in months at which those who began in as many months are held against those of the months before."""


@dataclass(frozen=True, slots=True)
class Age:
    """A cohort so many months on: what share is left, how many have come so far, and whether that is all of them."""

    months: int
    share: float
    customers: int
    complete: bool


@dataclass(frozen=True, slots=True)
class Cohort:
    """Customers who began in the months from ``first`` to ``last``, by age, as far as enough have come."""

    first: int
    last: int
    customers: int
    ages: tuple[Age, ...]


@dataclass(frozen=True, slots=True)
class Against:
    """The newest twelve months of new customers who are known after as many, and the twelve before: how many were left.

    ``newer`` and ``older`` are shares; ``first`` and ``last`` are the months in which the newer ones began.
    """

    first: int
    last: int
    newer: float
    older: float
    difference: Difference

    @property
    def clear(self) -> bool:
        """Whether a difference can be told."""
        return self.difference.low > 0 or self.difference.high < 0


@dataclass(frozen=True, slots=True)
class Cohorts:
    """Every cohort, the oldest first. ``few`` began in years of too few customers.

    ``before`` are customers of today who began before the first month that is known, or nobody knows when.
    """

    cohorts: tuple[Cohort, ...]
    few: int
    before: int
    since: int
    until: int
    against: Against | None


def cohorts(data: Data, view: View, settings: Settings) -> Cohorts | None:
    """Return the cohorts as of a view's last month; None where it is not known who was a customer then."""
    cube, until = data.cube(DATASET), view.period.last
    since, last = cube.months if cube is not None else (0, 0)
    if cube is None or not cube.rows or not since <= until <= last:
        return None

    def summed(measures: tuple[str, ...], known: int) -> FloatArray:
        where = (("known", (known,)),)
        return cube.sum(measures, ("month", "age"), where, (since, until), view.regions, view.segments)

    sums = summed(("customers", "active"), known=1)
    began = {month: sums[month - since] for month in range(since, until + 1)}
    of_years = [
        _cohort(tuple(months), began, until, settings)
        for _, months in groupby(began, key=lambda month: fiscal_year_start(month, settings.fiscal_year_start))
    ]
    told = tuple(one for one in of_years if one.customers >= settings.least_n)
    few = sum(one.customers for one in of_years if one.customers < settings.least_n)
    start = summed(("active",), known=0)[..., 0]
    before = sum(int(start[month - since, until - month]) for month in began if until - month < start.shape[1])
    return Cohorts(told, few, before, since, until, _against(began, until - COMPARED_AT, settings))


def _cohort(months: tuple[int, ...], began: dict[int, FloatArray], until: int, settings: Settings) -> Cohort:
    first, last = months[0], months[-1]
    over = fiscal_year_start(last, settings.fiscal_year_start) + 11 <= until
    size = int(sum(began[month][0, 0] for month in months))
    ages, share = [], 1.0
    for age in range(min(until - first + 1, len(began[first]))):
        there = [began[month] for month in months if month + age <= until]
        customers = int(sum(sums[0, 0] for sums in there))
        if customers < settings.least_n:
            break
        before, now = (sum(sums[at, 1] for sums in there) for at in (max(age - 1, 0), age))
        whole = last + age <= until
        share = now / size if whole else _moved(share, before, now, customers)
        ages.append(Age(age, float(share), customers, whole and over))
    return Cohort(first, last, size, tuple(ages))


def _moved(share: float, before: float, now: float, customers: int) -> float:
    """Return what share is left a month after it was ``share``, where of so many customers ``before`` were left, and
    ``now`` are: by the part of those left who left, or by the part of those gone who came back."""
    if now <= before:
        return share * now / before if before > 0 else 0.0
    return 1 - (1 - share) * (customers - now) / (customers - before)


def _against(began: dict[int, FloatArray], last: int, settings: Settings) -> Against | None:
    spans = [range(end - 11, end + 1) for end in (last, last - 12)]
    if spans[1][0] not in began or len(began[last]) <= COMPARED_AT:
        return None
    newer, older = (
        (sum(began[month][0, 0] for month in span), sum(began[month][COMPARED_AT, 1] for month in span))
        for span in spans
    )
    if min(newer[0], older[0]) < settings.least_n:
        return None
    apart = proportion_difference(newer[1], newer[0], older[1], older[0])
    return Against(spans[0][0], last, newer[1] / newer[0], older[1] / older[0], apart)
