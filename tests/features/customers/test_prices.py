"""Price: the rise that poses as expansion and the escalators of contracts are named; what one customer adds is not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest

from dashboard.blocks import within
from dashboard.features.customers.bucket import the_bucket
from dashboard.measures.customers.prices import price_steps
from dashboard.periods import Calendar, closing
from dashboard.settings import Settings
from dashboard.snapshots.store import Snapshot
from tests.features.companies import asked
from tests.features.customers.test_bucket import first_day
from tests.published import LAST, data, view

RISE = """
    select sum(now.amount - before.amount), count(*) from revenue now join revenue before
        on before.customer_id = now.customer_id and before.month = now.month - interval 1 month
    join customers c on c.customer_id = now.customer_id
    where now.month = $month and c.segment = 'Mid-market' and before.amount > 0
        and ($region is null or c.region = $region)
        and floor(1000 * now.amount / before.amount - 1000 + 0.5) = 30
"""


@pytest.mark.parametrize("region", [None, "DACH"])
def test_the_price_rise_that_poses_as_expansion_is_named(
    demo: Snapshot, demo_warehouse: Path, settings: Settings, region: str | None
) -> None:
    period = closing("year", demo.manifest.last_month, Calendar())
    question = asked(demo, settings, view=view(regions=(region,) if region else None, period=period, against=None))
    found = price_steps(question.data, question.view, settings.least_n)
    (rise,) = [one for one in found if one.size == 0.03]
    assert (rise.segment, rise.months[0]) == ("Mid-market", rise.months[1])
    with duckdb.connect(demo_warehouse, read_only=True) as raw:
        expected = raw.execute(RISE, {"month": first_day(rise.months[0]), "region": region}).fetchone()
    assert (rise.amount, rise.customers) == pytest.approx(expected)
    assert {one.size for one in found} == {0.03, 0.018}
    money = next(one for one in within(the_bucket.blocks(question)[0]) if one.head.name == "M1.money")
    assert "+3.0\u202f% in Mid-market" in money.head.notes[0]
    assert "+1.8\u202f% in " in money.head.notes[0]


def test_before_the_rise_it_is_not_told(demo: Snapshot, settings: Settings) -> None:
    period = closing("year", demo.manifest.last_month - 12, Calendar())
    question = asked(demo, settings, view=view(period=period, against=None))
    assert {one.size for one in price_steps(question.data, question.view, settings.least_n)} == {0.018}


def step(size: int, customers: int, **more: Any) -> dict[str, Any]:
    row = {"month": LAST, "segment": "A", "step": size, "customers": customers, "opening_revenue": 100.0 * customers}
    return row | {"closing_revenue": 100.0 * customers * (1 + size / 1000)} | more


def test_a_step_that_fewer_than_half_took_is_expansion(tmp_path: Path) -> None:
    rows = [step(0, 60), step(20, 40)]
    assert price_steps(data(tmp_path, price_steps=rows), view(), 10) == ()


def test_a_step_taken_by_half_over_a_year_is_price(tmp_path: Path) -> None:
    rows = [step(0, 90, month=LAST - back) for back in range(12)] + [
        step(20, 10, month=LAST - back) for back in range(6)
    ]
    (found,) = price_steps(data(tmp_path, price_steps=rows), view(), 10)
    assert (found.size, found.customers, found.amount) == pytest.approx((0.02, 30, 60))


def test_of_very_few_customers_no_price_is_told(tmp_path: Path) -> None:
    assert price_steps(data(tmp_path, price_steps=[step(20, 9)]), view(), 10) == ()


def test_single_sales_have_no_price_from_month_to_month(demo: Snapshot, settings: Settings) -> None:
    sales = settings.model_copy(update={"revenue_kind": "sales"})
    question = replace(asked(demo, settings), settings=sales)
    money = next(one for one in within(the_bucket.blocks(question)[0]) if one.head.name == "M1.money")
    assert not any(note.startswith("Price") for note in money.head.notes)
