"""Accounts that begin late, end early or lack a line: what is not recorded has no number, and is never 0."""

from __future__ import annotations

import math
from datetime import date

import numpy as np
import pytest

from dashboard.data.access import Data
from dashboard.data.view import View
from dashboard.measures import Figure, read
from dashboard.periods import Calendar, closing, month_of
from dashboard.refresh.run import refresh
from dashboard.settings import Settings
from tests import companies
from tests.nodding import NODDING

BEGIN, END = month_of(date(2025, 6, 1)), month_of(date(2026, 1, 1))
"""The records begin in June 2025; the ledger of February 2026, the last month, is not there yet."""

STATEMENTS = (
    "delete from revenue where month < date '2025-06-01'",
    # c1 has been a customer since before the records begin, and pays again after a pause
    "delete from revenue where customer_id = 'c1' and month < date '2025-09-01'",
    # c2 signs in August, and pays from October on: then it is won, as whoever was here for nothing before is
    "update customers set acquired_on = date '2025-08-20' where customer_id = 'c2'",
    "delete from revenue where customer_id = 'c2' and month < date '2025-10-01'",
    "delete from revenue where customer_id = 'c3' and month >= date '2026-01-01'",
    "delete from finance",
    "insert into finance (month, region, line, amount) select month, region, 'recurring_revenue', sum(amount) "
    "from revenue where month < date '2026-02-01' group by month, region",
    "insert into finance (month, region, line, amount) select month, null, 'revenue', amount from finance",
    "insert into finance (month, region, line, amount) select month, null, 'gross_margin', amount / 2 from finance "
    "where line = 'revenue' and month >= date '2025-12-01'",
)


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Data, Settings]:
    folder = tmp_path_factory.mktemp("recorded")
    file = folder / "warehouse.duckdb"
    companies.build(file)
    companies.change(file, *STATEMENTS)
    settings = companies.settings(folder, file)
    snapshot = refresh(settings, report=lambda line: None, auditor=NODDING)
    assert {entry.state for entry in snapshot.manifest.datasets.values()} == {"published", "not_connected"}
    return Data(snapshot), settings


def figure(recorded: tuple[Data, Settings], name: str, last: int, *, regions: tuple[str, ...] | None = None) -> Figure:
    period, before = (closing("quarter", month, Calendar()) for month in (last, last - 3))
    return read(recorded[0], name, View(regions, None, period, before), recorded[1])


def months(found: Figure) -> dict[int, float]:
    """The series' months that are known."""
    pairs = zip(found.series.months.tolist(), found.series.values.tolist(), strict=True)
    return {month: value for month, value in pairs if not math.isnan(value)}


def test_money_before_the_ledger_begins_or_after_it_ends_is_not_known(recorded: tuple[Data, Settings]) -> None:
    known = figure(recorded, "recurring_revenue", END)
    assert sorted(months(known)) == list(range(BEGIN, END + 1))
    assert known.value == sum(months(known)[month] for month in range(END - 2, END + 1))
    early = figure(recorded, "recurring_revenue", BEGIN + 1)
    assert math.isnan(early.value)
    assert (early.difference, early.verdict.word) == (None, "no_comparison")
    late = figure(recorded, "recurring_revenue", END + 1)
    assert math.isnan(late.value)
    assert "“finance” ends in Jan 2026" in " ".join(late.reasons)


def test_a_line_that_the_ledger_does_not_have_costs_not_nothing(recorded: tuple[Data, Settings]) -> None:
    assert math.isnan(figure(recorded, "cost_to_serve", END).value)
    assert months(figure(recorded, "cost_to_serve", END)) == {}


def test_a_line_that_begins_later_than_another_makes_no_ratio_with_it(recorded: tuple[Data, Settings]) -> None:
    margin = figure(recorded, "gross_margin", END)
    assert months(margin) == {END - 1: 0.5, END: 0.5}
    assert math.isnan(margin.value)


def test_what_is_booked_for_the_company_alone_is_nothing_of_a_region(recorded: tuple[Data, Settings]) -> None:
    assert not math.isnan(figure(recorded, "recurring_revenue", END, regions=("North",)).value)
    assert months(figure(recorded, "gross_margin", END, regions=("North",))) == {}


def test_nobody_is_won_by_the_records_beginning(recorded: tuple[Data, Settings]) -> None:
    won = months(figure(recorded, "customers_won", END + 1))
    assert sorted(won) == list(range(BEGIN + 1, END + 2))
    assert {month: value for month, value in won.items() if value} == {month_of(date(2025, 10, 1)): 1}
    net = months(figure(recorded, "net_customers", END + 1))
    assert {month: value for month, value in net.items() if value} == {
        month_of(date(2025, 9, 1)): 1, month_of(date(2025, 10, 1)): 1, month_of(date(2026, 1, 1)): -1,
    }  # fmt: skip
    assert np.isnan(figure(recorded, "net_revenue_retention", END + 1).value)
