"""What customers brought over a window and over the one before: rows that a pencil can check."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from queries.datasets import BY_NAME, WINDOWS
from tests.queries.conftest import Ask, month
from tests.queries.test_customer_windows import revenue

SUMS = tuple(BY_NAME["window_revenue"].measures)


def year(rows: list[dict[str, Any]], closing: str, length: int = 12) -> dict[str, float]:
    """The sums of a window that are not 0."""
    (row,) = [row for row in rows if (row["month"], row["window"]) == (month(closing), length)]
    return {name: row[name] for name in SUMS if row[name]}


def test_a_year_on_the_year_before(ask: Ask) -> None:
    """'gone' left after the first year; 'back' paid in its first month alone, and again after 24."""
    people = {"friend": "earned", "advert": "bought"}
    rows = ask("window_revenue", {
        "revenue": [
            *revenue("stays", *[10] * 36), *revenue("gone", *[5] * 12), *revenue("back", 7, *[None] * 24, *[7] * 2),
            *revenue("friend", *[None] * 25, 3, 4), *revenue("advert", *[None] * 26, 2),
            *revenue("nobody knows", *[None] * 24, 1),
        ],
        "customers": [{"customer_id": name, "acquisition_source": source} for name, source in people.items()],
    }, last_month=month("2026-12"))  # fmt: skip
    assert year(rows, "2025-12") == {"customers_before": 3, "revenue_before": 187.0, "revenue": 120.0}
    assert year(rows, "2026-12") == {
        "customers_before": 1, "revenue_before": 120.0, "revenue": 144.0, "new_revenue_earned": 7.0,
        "new_revenue_bought": 2.0, "new_revenue_unknown": 1.0, "reactivated_revenue": 14.0,
    }  # fmt: skip


def test_a_window_needs_its_own_months_and_as_many_before(ask: Ask) -> None:
    rows = ask("window_revenue", {"revenue": revenue("ann", *[10] * 36)}, last_month=month("2026-12"))
    for length in WINDOWS:
        found = sorted(row["month"] for row in rows if row["window"] == length)
        assert found == list(range(month("2024-01") + 2 * length - 1, month("2026-12") + 1)), length


def test_a_pause_shorter_than_a_window_is_no_coming_back(ask: Ask) -> None:
    """A year's pause leaves one year in which nothing was brought, and who comes back then has been there before."""
    paused = [*revenue("paused", 5, *[None] * 12, 5), *revenue("ann", *[1] * 36)]
    rows = ask("window_revenue", {"revenue": paused}, last_month=month("2026-12"))
    assert year(rows, "2025-12") == {"customers_before": 2, "revenue_before": 17.0, "revenue": 17.0}
    assert year(rows, "2026-01") == {"customers_before": 1, "revenue_before": 12.0, "revenue": 17.0,
                                     "reactivated_revenue": 5.0}  # fmt: skip
    assert year(rows, "2026-02") == {"customers_before": 2, "revenue_before": 17.0, "revenue": 12.0}


def test_who_signed_before_the_records_is_back_and_not_new(ask: Ask) -> None:
    sales = [*revenue("ann", *[1] * 24), *revenue("old", *[None] * 20, 9)]
    signed = [{"customer_id": "old", "acquired_on": date(2020, 1, 1), "acquisition_source": "earned"}]
    rows = ask("window_revenue", {"revenue": sales, "customers": signed}, last_month=month("2025-12"))
    assert year(rows, "2025-12")["reactivated_revenue"] == 9.0
    assert "new_revenue_earned" not in year(rows, "2025-12")


def test_a_credit_lowers_the_year(ask: Ask) -> None:
    sales = [*revenue("ann", *[10] * 23, -4), *revenue("bob", *[10] * 24)]
    rows = ask("window_revenue", {"revenue": sales}, last_month=month("2025-12"))
    assert year(rows, "2025-12") == {"customers_before": 2, "revenue_before": 240.0, "revenue": 226.0}


@pytest.mark.parametrize("shift", range(3))
def test_every_cent_is_taken_from_the_rows_one_by_one(ask: Ask, shift: int) -> None:
    """Thirty customers with gaps of their own, in four places, against each customer's months."""
    paid = {
        number: {month("2024-01") + place: (place * 7 + number * 13) % 11 * 1.25
                 for place in range(number % 20, 36) if (place // (number % 4 + 1) + number) % (shift + 2) == 0
                 and not number % 6 < place % 30 < number % 6 + number}
        for number in range(30)
    }  # fmt: skip
    sales = [{"customer_id": f"c{number}", "month": date(at // 12, at % 12 + 1, 1), "amount": amount}
             for number, months in paid.items() for at, amount in months.items()]  # fmt: skip
    people = [{"customer_id": f"c{number}", "region": "NS"[number % 2], "segment": "AB"[number % 3 % 2],
               "acquisition_source": ("earned", "bought", None)[number % 3]} for number in range(30)]  # fmt: skip
    rows = ask("window_revenue", {"revenue": sales, "customers": people}, last_month=month("2026-12"))
    assert rows
    for row in rows:
        closing, length = row["month"], row["window"]
        expected = dict.fromkeys(SUMS, 0.0)
        for number, months in paid.items():
            if ("NS"[number % 2], "AB"[number % 3 % 2]) != (row["region"], row["segment"]):
                continue
            spans = (range(closing - length + 1, closing + 1), range(closing - 2 * length + 1, closing - length + 1))
            now, before = (sum(months.get(at, 0.0) for at in span) for span in spans)
            expected["revenue"] += now
            expected["revenue_before"] += before
            expected["customers_before"] += before > 0
            if now > 0 and before == 0:
                new = min(at for at, amount in months.items() if amount > 0) > closing - length
                source = ("earned", "bought", "unknown")[number % 3]
                expected[f"new_revenue_{source}" if new else "reactivated_revenue"] += now
        assert {name: row[name] for name in SUMS} == pytest.approx(expected)
