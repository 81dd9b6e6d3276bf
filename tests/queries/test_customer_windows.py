"""What became of customers between two months: rows that a pencil can check."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from queries.datasets import BY_NAME, WINDOWS
from tests.queries.conftest import Ask, month

NAMES = tuple(BY_NAME["customer_windows"].measures)
FEBRUARY: dict[str, Any] = {
    "first_month": month("2024-01"),
    "last_month": month("2024-02"),
    "from_month": month("2024-01"),
}


def revenue(customer: str, *amounts: float | None, since: int = 2024) -> list[dict[str, Any]]:
    """Amounts by month, from January on."""
    return [
        {"customer_id": customer, "month": date(since + place // 12, place % 12 + 1, 1), "amount": amount}
        for place, amount in enumerate(amounts)
        if amount is not None
    ]


def measures(row: Mapping[str, Any]) -> dict[str, float]:
    """Those that are not zero."""
    return {name: row[name] for name in NAMES if row[name]}


def test_the_bridge_of_two_months(ask: Ask) -> None:
    """The published worked example: 450 become 455."""
    rows = ask("customer_windows", {
        "revenue": [
            *revenue("more", 100, 120), *revenue("same", 100, 100), *revenue("less", 100, 60), *revenue("gone", 100),
            *revenue("a little more", 50, 55), *revenue("told by a friend", None, 50),
            *revenue("advertised to", None, 30),
            {"customer_id": "back", "month": date(2023, 5, 1), "amount": 40.0}, *revenue("back", None, 40),
        ],
        "customers": [
            {"customer_id": "told by a friend", "acquisition_source": "earned"},
            {"customer_id": "advertised to", "acquisition_source": "bought"},
        ],
    }, **FEBRUARY)  # fmt: skip
    assert [(row["month"], row["window"]) for row in rows] == [(month("2024-02"), 1)]
    assert measures(rows[0]) == {
        "opening_customers": 5, "kept_customers": 4, "lost_customers": 1, "new_customers": 2,
        "reactivated_customers": 1, "closing_customers": 7, "opening_revenue": 450.0, "retained_revenue": 310.0,
        "lost_revenue": 100.0, "contraction": 40.0, "expansion": 25.0, "new_revenue_earned": 50.0,
        "new_revenue_bought": 30.0, "reactivated_revenue": 40.0, "closing_revenue": 455.0,
    }  # fmt: skip


def test_windows_are_as_long_as_the_datasets_say_and_begin_where_they_fit(ask: Ask) -> None:
    rows = ask("customer_windows", {"revenue": revenue("ann", *[10] * 14)}, last_month=month("2025-02"))
    closing = {length: [row["month"] for row in rows if row["window"] == length] for length in WINDOWS}
    assert closing == {length: list(range(month("2024-01") + length, month("2025-02") + 1)) for length in WINDOWS}
    assert {row["window"] for row in rows} == set(WINDOWS)


def test_a_gap_inside_a_window_is_no_loss_and_one_at_its_end_is(ask: Ask) -> None:
    rows = ask("customer_windows", {"revenue": revenue("ann", 10, None, None, 10)}, last_month=month("2024-04"))
    by_window = {(row["window"], row["month"]): measures(row) for row in rows}
    assert by_window[1, month("2024-02")]["lost_revenue"] == 10
    assert by_window[1, month("2024-04")]["reactivated_revenue"] == 10
    assert by_window[3, month("2024-04")] == {
        "opening_customers": 1, "kept_customers": 1, "closing_customers": 1, "opening_revenue": 10,
        "retained_revenue": 10, "closing_revenue": 10,
    }  # fmt: skip


def test_who_sells_now_and_then_is_active_for_some_months_after(ask: Ask) -> None:
    """With three active months a sale of January holds to March: the gap of the customer above is no loss."""
    rows = ask(
        "customer_windows",
        {"revenue": revenue("ann", 10, None, None, 12)},
        active_months=3,
        last_month=month("2024-06"),
    )
    single = {row["month"]: measures(row) for row in rows if row["window"] == 1}
    assert [single[number]["closing_revenue"] for number in sorted(single)] == [10, 10, 12, 12, 12]
    assert not any("lost_customers" in row for row in single.values())
    assert single[month("2024-04")]["expansion"] == 2


def test_a_sale_before_the_first_month_still_counts_as_active_at_the_opening(ask: Ask) -> None:
    sales = [{"customer_id": "ann", "month": date(2023, 12, 1), "amount": 5.0}, *revenue("ann", None, 7.0)]
    (row,) = ask("customer_windows", {"revenue": sales}, active_months=2, **FEBRUARY)
    assert measures(row) == {
        "opening_customers": 1, "kept_customers": 1, "closing_customers": 1, "opening_revenue": 5.0,
        "retained_revenue": 5.0, "expansion": 2.0, "closing_revenue": 7.0,
    }  # fmt: skip


def test_a_customer_begins_with_the_first_payment_but_for_who_signed_before_the_records(ask: Ask) -> None:
    """The records begin in January: 'signed in January' pays nothing before February, and is then won."""
    (row,) = ask("customer_windows", {
        "revenue": [
            *revenue("always there", 1, 1), *revenue("signed in January", None, 10),
            *revenue("signed in February", None, 20), *revenue("signed last year", None, 40),
        ],
        "customers": [
            {"customer_id": "signed in January", "acquired_on": date(2024, 1, 31)},
            {"customer_id": "signed in February", "acquired_on": date(2024, 2, 1)},
            {"customer_id": "signed last year", "acquired_on": date(2023, 12, 31)},
        ],
    }, **FEBRUARY)  # fmt: skip
    assert (row["new_customers"], row["new_revenue_unknown"]) == (2, 30.0)
    assert (row["reactivated_customers"], row["reactivated_revenue"]) == (1, 40.0)


def test_nobody_is_won_by_the_records_beginning(ask: Ask) -> None:
    """Revenue is recorded from March on: what was before nobody knows, so no window opens before."""
    sales = [*revenue("ann", None, None, 10, 10), *revenue("bob", None, None, None, 5)]
    rows = ask("customer_windows", {"revenue": sales}, last_month=month("2024-04"))
    assert [(row["month"], row["window"]) for row in rows] == [(month("2024-04"), 1)]
    assert (rows[0]["opening_customers"], rows[0]["new_customers"]) == (1, 1)


def test_customers_stand_where_they_are_today_and_nowhere_without_a_table(ask: Ask) -> None:
    sales = [{**row, "region": "as booked"} for row in revenue("ann", 1, 1)] + revenue("bob", 2, 2)
    places = {"revenue": sales, "customers": [{"customer_id": "ann", "region": "NA", "segment": "Large"}]}
    assert [(r["region"], r["segment"], r["closing_revenue"]) for r in ask("customer_windows", places, **FEBRUARY)] == [
        (None, None, 2.0), ("NA", "Large", 1.0),
    ]  # fmt: skip
    (row,) = ask("customer_windows", {"revenue": sales}, **FEBRUARY)
    assert (row["region"], row["closing_revenue"]) == (None, 3.0)


def test_a_month_without_money_is_no_month_of_a_customer(ask: Ask) -> None:
    (row,) = ask("customer_windows", {"revenue": [*revenue("ann", 10, 0), *revenue("free", 0, 0)]}, **FEBRUARY)
    assert measures(row) == {
        "opening_customers": 1, "lost_customers": 1, "opening_revenue": 10.0, "lost_revenue": 10.0,
    }  # fmt: skip


@pytest.mark.parametrize("active_months", [1, 3, 12])
def test_every_customer_and_every_cent_is_accounted_for(ask: Ask, active_months: int) -> None:
    """Twenty customers with gaps of their own, in four places."""
    sales = [row for number in range(20) for row in revenue(
        f"c{number}", *[(place * 7 + number * 13) % 11 * 1.25 or None for place in range(number % 5, 24)])]  # fmt: skip
    people = [{"customer_id": f"c{number}", "region": "NS"[number % 2], "segment": "AB"[number % 3 % 2],
               "acquisition_source": ("earned", "bought", None)[number % 3]} for number in range(20)]  # fmt: skip
    tables = {"revenue": sales, "customers": people}
    rows = ask("customer_windows", tables, active_months=active_months, last_month=month("2025-12"))
    assert len(rows) > 100
    for row in rows:
        new = row["new_revenue_earned"] + row["new_revenue_bought"] + row["new_revenue_unknown"]
        gained = row["expansion"] + new + row["reactivated_revenue"]
        assert row["opening_revenue"] + gained - row["contraction"] - row["lost_revenue"] == row["closing_revenue"]
        assert row["retained_revenue"] == row["opening_revenue"] - row["contraction"] - row["lost_revenue"]
        assert row["opening_customers"] == row["kept_customers"] + row["lost_customers"]
        came = row["new_customers"] + row["reactivated_customers"]
        assert row["closing_customers"] == row["kept_customers"] + came
