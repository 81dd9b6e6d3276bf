"""Measures by department, channel and the company's own dimensions, beside plain SQL on the rows that bear a label."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from dashboard.data.labels import BEGUN_BY, CHANNEL, DEPARTMENT, HANDS, PARTNER, labels_of
from dashboard.data.view import View
from dashboard.features.labels import MONEY
from dashboard.measures.by_label import measures_by_label
from dashboard.periods import Calendar, Period, closing
from tests.two_ways.conftest import Company
from tests.two_ways.definitions import COUNTED, Number, Place
from tests.two_ways.durations import RESOLVED, RESPONDED, Durations
from tests.two_ways.test_measures import LAST, unlike

OF_CASES = (
    "first_contact_resolution", "abandoned_cases", "escalated_cases", "case_csat", "resolution_hours", "handle_minutes",
    "transfers_per_case", "resolution_median", "first_response_median",
)  # fmt: skip
PERIODS = (closing("quarter", LAST - 2, Calendar()), closing("year", LAST, Calendar()))
CASES_WITH = {
    DEPARTMENT: "department_id = '{}'",
    CHANNEL: "channel = '{}'",
    "handled_by": "handled_by = '{}'",
    HANDS: "(coalesce(handled_by, '') = '') = ('{}' = 'own')",
    PARTNER: "handled_by = '{}'",
    BEGUN_BY: "proactive = ('{}' = 'company')",
    "acquisition_source": (
        "customer_id in (select customer_id from company.customers where acquisition_source = '{}')"
    ),
}
"""Dimension → the cases that bear one of its labels."""


class Told(Place):
    """Everywhere, and of it the rows that meet a condition."""

    condition = "true"

    @property
    def sql(self) -> str:
        return self.condition


def told(condition: str) -> Place:
    place = Told()
    object.__setattr__(place, "condition", condition)
    return place


def of_cases(company: Company, name: str, condition: str, period: Period) -> Number:
    span = (period.first, period.last)
    if name in COUNTED:
        return company.raw._counted(name, told(condition), span)
    ended, kept = RESOLVED if name == "resolution_median" else RESPONDED
    waited = Durations(company.raw.connection, company.raw.months[1], (ended, f"{kept} and {condition}"))
    return waited.median(Place(), span)


def of_customers(company: Company, name: str, label: str, period: Period) -> Number:
    day = "date '{}-{:02}-01'"
    first, opening, last = (
        day.format(month // 12, month % 12 + 1) for month in (period.first, period.last - 12, period.last)
    )
    theirs = f"customer_id in (select customer_id from company.customers where acquisition_source = '{label}')"
    if name == "customers_revenue":
        query = f"select sum(amount), null from company.revenue where month between {first} and {last} and {theirs}"
    else:
        value = {
            "logo_retention": "avg((n.amount is not null)::integer)",
            "gross_revenue_retention": "sum(least(o.amount, coalesce(n.amount, 0))) / sum(o.amount)",
            "net_revenue_retention": "sum(coalesce(n.amount, 0)) / sum(o.amount)",
        }[name]
        query = f"""
            with paid as (
                select customer_id, month, sum(amount) as amount from company.revenue
                where {theirs} group by customer_id, month having sum(amount) > 0
            )
            select {value}, count(*) from paid o
            left join paid n on n.customer_id = o.customer_id and n.month = {last}
            where o.month = {opening}
        """
    ((value, n),) = company.raw.rows(query)
    return Number(float(value), math.nan if n is None else float(n))


def found(company: Company, names: tuple[str, ...], dimension: str, period: Period) -> Iterator[tuple[str, str, Any]]:
    settings, view = company.settings, View(("NA",), None, period, None)
    labels, rows = measures_by_label(company.data, names, view, settings, dimension)
    assert labels == labels_of(company.data, dimension)
    for row in rows:
        for label, figure in zip(labels, row.figures, strict=True):
            yield row.measure.name, label, figure


@pytest.mark.parametrize("period", PERIODS, ids=lambda period: period.kind)
@pytest.mark.parametrize("dimension", CASES_WITH)
def test_service_by_label_two_ways(either: Company, dimension: str, period: Period) -> None:
    """Whatever is filtered: labels are of all regions and segments."""
    wrong, seen = [], set()
    for name, label, figure in found(either, OF_CASES, dimension, period):
        seen.add((name, label))
        expected = of_cases(either, name, CASES_WITH[dimension].format(label), period)
        if expected.n > 0:
            wrong += [(name, label, said) for said in unlike(name, "value", figure.estimate, expected)]
        elif not (math.isnan(figure.value) and figure.n == 0):
            wrong.append((name, label, f"{figure.value} of none"))
    assert wrong == []
    assert {name for name, _ in seen} == set(OF_CASES)


@pytest.mark.parametrize("period", PERIODS, ids=lambda period: period.kind)
def test_money_by_label_two_ways(either: Company, period: Period) -> None:
    """What customers brought, and how much of it was kept, by what the company tells its customers by."""
    wrong, seen = [], set()
    for name, label, figure in found(either, MONEY, "acquisition_source", period):
        seen.add((name, label))
        expected = of_customers(either, name, label, period)
        size = replace(expected, n=figure.n) if math.isnan(expected.n) else expected
        wrong += [(name, label, said) for said in unlike(name, "value", figure.estimate, size)]
    assert wrong == []
    assert {name for name, _ in seen} == set(MONEY)


@pytest.mark.parametrize("dimension", [DEPARTMENT, CHANNEL, "handled_by", HANDS])
def test_customers_have_no_department_and_no_channel(either: Company, dimension: str) -> None:
    assert list(found(either, MONEY, dimension, PERIODS[0])) == []
