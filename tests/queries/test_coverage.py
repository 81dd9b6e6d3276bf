"""Who is asked, who speaks, and what those who left had last said: rows that a pencil can check."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from tests.queries.conftest import Ask, month

FIRST = month("2024-01")


def revenue(customer: str, amount: float, months: range = range(12)) -> list[dict[str, Any]]:
    """So much a month, of these months from January 2024 on."""
    return [{"customer_id": customer, "month": date(2024, place + 1, 1), "amount": amount} for place in months]


def answer(customer: str, of: int, score: int = 9, *, day: int = 10, **changes: Any) -> dict[str, Any]:
    """An answer to a relationship survey in a month of 2024."""
    return {
        "response_id": f"{customer} {of} {day} {score}", "customer_id": customer, "metric": "nps", "score": score,
        "responded_at": datetime(2024, of, day, 12),  # noqa: DTZ001
    } | changes  # fmt: skip


def invitation(customer: str, of: int, *, delivered: bool = True) -> dict[str, Any]:
    return {
        "invitation_id": f"{customer} {of} {delivered}", "customer_id": customer, "invited_on": date(2024, of, 3),
        "metric": "nps", "delivered": delivered,
    }  # fmt: skip


def test_customers_count_by_what_lies_within_the_window_and_bring_what_they_bring_now(ask: Ask) -> None:
    rows = ask("coverage", {
        "revenue": [
            *revenue("asked long ago", 10), *revenue("bounced", 20), *revenue("answers always", 40),
            *revenue("unasked", 80), *revenue("left", 160, range(9)),
        ],
        "survey_invitations": [
            invitation("asked long ago", 3), invitation("bounced", 11, delivered=False), invitation("bounced", 3),
            invitation("answers always", 12), invitation("left", 12),
        ],
        "survey_responses": [
            answer("answers always", 1), answer("answers always", 12, metric="csat", score=4, journey_stage="Use"),
            answer("answers always", 12), answer("unasked", 10), answer("bounced", 9),
            answer("asked long ago", 12, score=11), answer("left", 8), answer("nobody", 8),
        ],
    })  # fmt: skip
    names = ("customers", "asked", "reached", "answered")
    at = {row["window"]: row for row in rows if row["month"] == month("2024-12")}
    assert {window: tuple(row[name] for name in names) for window, row in at.items()} == {
        1: (4, 1, 1, 1), 3: (4, 2, 1, 2),
    }  # fmt: skip
    of = ("revenue", "asked_revenue", "reached_revenue", "answered_revenue")
    assert {window: tuple(row[name] for name in of) for window, row in at.items()} == {
        1: (150, 40, 40, 40), 3: (150, 60, 40, 120),
    }  # fmt: skip


def test_a_year_looks_back_over_twelve_months_and_no_more(ask: Ask) -> None:
    sales = [*revenue("ann", 1), {"customer_id": "ann", "month": date(2025, 1, 1), "amount": 1}]
    old, new = (
        ask(
            "coverage",
            {"revenue": sales, "survey_responses": [answer("ann", of)]},
            last_month=month("2025-01"),
        )
        for of in (1, 2)
    )
    (told,), (heard,) = ([row for row in rows if row["window"] == 12] for rows in (old, new))
    assert (told["month"], told["answered"], heard["answered"]) == (month("2025-01"), 0, 1)
    assert (told["asked"], told["reached"]) == (0, 0)


def test_what_those_who_left_had_last_said_beside_those_who_stayed(ask: Ask) -> None:
    """'left' is gone in July; what 'changed its mind' said last counts, and nothing said a year before."""
    customers = ("left", "changed its mind", "said nothing", "spoke of a contact")
    rows = ask("last_answers", {
        "revenue": [
            *revenue("left", 1, range(6)), *revenue("changed its mind", 1), *revenue("said nothing", 1),
            *revenue("spoke of a contact", 1, range(6)),
        ],
        "survey_responses": [
            answer("left", 2, 10), answer("left", 6, 3, day=1), answer("left", 7, 10), answer("changed its mind", 5, 2),
            answer("changed its mind", 6, 9, day=2), answer("changed its mind", 6, 7, day=3),
            answer("spoke of a contact", 6, 1, journey_stage="Use"),
            answer("said nothing", 6, 1, responded_at=datetime(2023, 6, 30)),  # noqa: DTZ001
        ],
        "customers": [{"customer_id": name, "region": "N"} for name in customers],
    })  # fmt: skip
    july = {(row["gone"], row["said"]): row["customers"] for row in rows if row["month"] == month("2024-07")}
    assert july == {(1, "detractor"): 1, (1, "silent"): 1, (0, "passive"): 1, (0, "silent"): 1}
    august = {(row["gone"], row["said"]): row["customers"] for row in rows if row["month"] == month("2024-08")}
    assert august == {(0, "passive"): 1, (0, "silent"): 1}
