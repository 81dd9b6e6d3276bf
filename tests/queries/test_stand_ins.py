"""Customers' months, made of subscriptions, invoices or movements: as a pencil makes them, on each engine."""

from __future__ import annotations

import itertools
from calendar import monthrange
from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from dashboard.warehouse import connect
from queries.contract import STAND_INS
from queries.source import Source
from tests.engines import Rows, arrow, write_duckdb, write_postgres
from tests.queries.conftest import Ask, month

TODAY = date(2025, 3, 10)
COUNTER = itertools.count()
Months = dict[tuple[str, str], float]
Made = Callable[[Mapping[str, Rows]], Months]


@pytest.fixture(params=["duckdb", "postgresql"])
def made(request: pytest.FixtureRequest, tmp_path: Path) -> Made:
    """Return what revenue is made of the tables: an amount by customer and month."""

    def months(tables: Mapping[str, Rows]) -> Months:
        rows = {name: arrow(name, table) for name, table in tables.items()}
        if request.param == "duckdb":
            url = write_duckdb(tmp_path / f"made{next(COUNTER)}.duckdb", rows)
        else:
            url = write_postgres(request.getfixturevalue("postgres_url"), f"made{next(COUNTER)}", rows)
        with connect(url) as warehouse:
            with warehouse.engine.connect() as connection:
                source = Source.inspect(connection, today=TODAY)
            found = warehouse.arrow("with " + ",\n".join(source.contract_ctes(["revenue"])) + "\nselect * from revenue")
        keys = [(row["customer_id"], f"{row['month']:%Y-%m}") for row in found.to_pylist()]
        assert len(set(keys)) == len(keys)
        return dict(zip(keys, (round(amount, 6) for amount in found.column("amount").to_pylist()), strict=True))

    return months


def invoice(customer: str, start: str, end: str, amount: float, key: str = "") -> dict[str, Any]:
    begins, ends = date.fromisoformat(start), date.fromisoformat(end)
    return {"invoice_id": key or f"{customer} {start}", "customer_id": customer, "period_start": begins,
            "period_end": ends, "amount": amount}  # fmt: skip


def subscription(customer: str, start: str, end: str | None, amount: float, **more: Any) -> dict[str, Any]:
    return {"subscription_id": f"{customer} {start}", "customer_id": customer, "started_on": date.fromisoformat(start),
            "ended_on": end and date.fromisoformat(end), "amount": amount, "interval_months": 1} | more  # fmt: skip


def moved(customer: str, day: str, kind: str, amount: float) -> dict[str, Any]:
    return {"customer_id": customer, "moved_on": date.fromisoformat(day), "kind": kind, "amount": amount}


def every(customer: str, amounts: Mapping[str, float]) -> Months:
    return {(customer, name): amount for name, amount in amounts.items()}


def names(first: str, last: str) -> list[str]:
    return [f"{number // 12}-{number % 12 + 1:02d}" for number in range(month(first), month(last) + 1)]


@pytest.mark.parametrize(
    ("start", "end"),
    [("2024-02-01", "2025-01-31"), ("2024-02-10", "2025-02-09"), ("2024-02-10", "2025-02-10")],
)
def test_an_annual_invoice_is_twelve_months_alike(made: Made, start: str, end: str) -> None:
    found = made({"invoices": [invoice("ann", start, end, 1200.0)]})
    assert found == every("ann", dict.fromkeys(names("2024-02", "2025-01"), 100.0))


def test_an_invoice_of_no_whole_months_is_spread_by_its_days(made: Made) -> None:
    """Half of January, all of February and a tenth of April's thirty days, had March none: 16/31 + 1 + 1 + 3/30."""
    found = made({"invoices": [invoice("ann", "2024-01-16", "2024-04-03", 100.0)]})
    parts = {"2024-01": 16 / 31, "2024-02": 1.0, "2024-03": 1.0, "2024-04": 0.1}
    wanted = {name: round(100 * part / sum(parts.values()), 6) for name, part in parts.items()}
    assert found == every("ann", wanted)


def test_a_credit_lowers_its_period(made: Made) -> None:
    rows = [invoice("ann", "2024-01-01", "2024-03-31", 300.0), invoice("ann", "2024-02-01", "2024-03-31", -50.0, "c")]
    assert made({"invoices": rows}) == every("ann", {"2024-01": 100.0, "2024-02": 75.0, "2024-03": 75.0})


def test_a_subscription_pays_for_the_months_on_whose_last_day_it_runs(made: Made) -> None:
    rows = [
        subscription("ann", "2024-10-15", "2024-12-31", 90.0, plan="small"),
        subscription("ann", "2025-01-01", None, 1200.0, interval_months=12),
        subscription("brief", "2024-10-02", "2024-10-20", 10.0),
        subscription("tries", "2024-10-02", None, 10.0, trial=True),
        subscription("tomorrow", "2026-10-02", None, 10.0),
    ]
    old, new = dict.fromkeys(names("2024-10", "2024-12"), 90.0), dict.fromkeys(names("2025-01", "2025-02"), 100.0)
    assert made({"subscriptions": rows}) == every("ann", old | new) | {("ann", "2025-03"): 100.0}


def test_movements_add_up_to_months_until_nothing_is_left(made: Made) -> None:
    rows = [
        moved("ann", "2024-10-15", "new", 100.0), moved("ann", "2024-12-01", "upgrade", 50.0),
        moved("ann", "2024-12-20", "downgrade", 30.0), moved("ann", "2025-02-01", "churn", -120.0),
        moved("bob", "2024-12-31", "new", 10.0), moved("bob", "2025-01-31", "churn", 10.0),
        moved("bob", "2025-03-01", "reactivated", 20.0),
    ]  # fmt: skip
    ann = {"2024-10": 100.0, "2024-11": 100.0, "2024-12": 120.0, "2025-01": 120.0}
    assert made({"revenue_movements": rows}) == every("ann", ann) | every("bob", {"2024-12": 10.0, "2025-03": 20.0})


def test_invoices_of_a_small_company_are_spread_as_plain_python_spreads_them(made: Made) -> None:
    """Thirty customers with periods of all lengths, one after the other, through leap years and ends of months."""
    rows, wanted = [], defaultdict[tuple[str, str], float](float)
    for number in range(30):
        start = date(2023, 1, 1) + timedelta(days=number * 7 % 90)
        for place in range(8):
            end = start + timedelta(days=(6, 27, 29, 30, 60, 89, 181, 364)[(number + place) % 8])
            amount = 10.0 * (number + 1) * (-1 if (number + place) % 11 == 0 else 1)
            rows.append(invoice(f"c{number}", str(start), str(end), amount, f"{number}-{place}"))
            for name, part in spread(start, end).items():
                wanted[f"c{number}", name] += amount * part
            start = end + timedelta(days=1)
    present = {key: amount for key, amount in wanted.items() if key[1] <= "2025-03"}
    found = made({"invoices": rows})
    assert max(name for _, name in wanted) > "2025-03"
    assert found == pytest.approx(present, abs=1e-5)
    assert len(found) > 200


def spread(start: date, end: date) -> dict[str, float]:
    """Return which part of an invoice falls on each month."""
    last = monthrange(end.year, end.month)[1]
    between = (end.year - start.year) * 12 + end.month - start.month
    whole = 0
    if start.day == 1 and end.day == last:
        whole = between + 1
    elif end.day in (start.day - 1, start.day):
        whole = between
    if whole:
        first = start.year * 12 + start.month - 1
        return {f"{number // 12}-{number % 12 + 1:02d}": 1 / whole for number in range(first, first + whole)}
    days = defaultdict[str, float](float)
    for place in range((end - start).days + 1):
        day = start + timedelta(days=place)
        days[f"{day:%Y-%m}"] += 1 / monthrange(day.year, day.month)[1]
    return {name: part / sum(days.values()) for name, part in days.items()}


def test_invoices_that_drift_keep_every_customer(ask: Ask) -> None:
    """Each quarter is invoiced, in the month or a month late: as invoices nobody is lost, and no cent is."""
    rows = [
        invoice(f"c{number}", f"2024-{first:02d}-01", str(date(2024, first + 2, monthrange(2024, first + 2)[1])), 300.0)
        for number in range(9)
        for first in (1, 4, 7, 10)
    ]
    found = ask("customer_windows", {"invoices": rows}, last_month=month("2024-12"))
    assert {(row["lost_customers"], row["closing_revenue"], row["retained_revenue"]) for row in found} == {
        (0, 900.0, 900.0)
    }


def test_revenue_itself_goes_before_what_it_could_be_made_of_and_of_several_the_first(made: Made) -> None:
    own = [{"customer_id": "ann", "month": date(2024, 5, 1), "amount": 7.0}]
    bill = [invoice("ann", "2024-05-01", "2024-05-31", 9.0)]
    assert made({"revenue": own, "invoices": bill}) == {("ann", "2024-05"): 7.0}
    both = {"invoices": bill, "subscriptions": [subscription("ann", "2025-03-01", None, 8.0)]}
    assert STAND_INS[0] == "subscriptions"
    assert made(both) == {("ann", "2025-03"): 8.0}
    assert made({"invoices": bill}) == {("ann", "2024-05"): 9.0}
