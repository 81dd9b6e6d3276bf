"""What customers did after what they had said: rows that a pencil can check."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import pytest

from queries.datasets import BY_NAME
from tests.queries.conftest import Ask, month
from tests.queries.test_customer_windows import revenue

MARCH_TO_JUNE: dict[str, Any] = {"last_month": month("2024-06")}
"""Windows of three months that open with March, and so with what was said from January on."""
Rows = list[dict[str, Any]]


def answer(customer: str | None, score: int, day: date, **also: Any) -> dict[str, Any]:
    return {
        "response_id": f"{customer} {day} {score}", "customer_id": customer, "score": score, "metric": "nps",
        "responded_at": datetime.combine(day, time(12)), **also,
    }  # fmt: skip


def invitation(customer: str | None, day: date, **also: Any) -> dict[str, Any]:
    return {
        "invitation_id": f"{customer} {day}", "customer_id": customer, "invited_on": day, "metric": "nps",
        "delivered": True, **also,
    }  # fmt: skip


def classes(rows: Rows, closing: str = "2024-06", window: int = 3) -> dict[str, int]:
    """How many customers had said what."""
    found = [row for row in rows if (row["month"], row["window"]) == (month(closing), window)]
    return {said: sum(row["customers"] for row in found if row["said"] == said) for said in {r["said"] for r in found}}


def test_who_said_what_and_what_they_paid_then(ask: Ask) -> None:
    paid = {"happy": (10, 12), "happier": (10, 8), "neutral": (10, 10), "unhappy": (20, None), "silent": (5, 5)}
    rows = ask("next_steps", {
        "revenue": [row for name, (then, now) in paid.items()
                    for row in revenue(name, then, then, then, now, now, now)],
        "survey_responses": [answer("happy", 9, date(2024, 1, 1)), answer("happier", 10, date(2024, 3, 31)),
                             answer("neutral", 8, date(2024, 2, 1)), answer("unhappy", 6, date(2024, 2, 1))],
        "customers": [{"customer_id": name, "acquired_on": date(2022, 3, 1)} for name in paid],
    }, **MARCH_TO_JUNE)  # fmt: skip
    told = {row["said"]: row for row in rows}
    assert {said: row["customers"] for said, row in told.items()} == {
        "promoter": 2, "passive": 1, "detractor": 1, "silent": 1,
    }  # fmt: skip
    names = tuple(BY_NAME["next_steps"].measures)[1:]
    assert [told["promoter"][name] for name in names] == [2, 20, 18, 20, 200, 164, 208, 180, 200]
    assert [told["detractor"][name] for name in names] == [0, 20, 0, 0, 400, 0, 0, 0, 0]
    assert {(row["month"], row["window"], row["tenure"]) for row in rows} == {(month("2024-06"), 3, "1_to_3")}


def test_the_last_answer_of_the_three_months_counts(ask: Ask) -> None:
    """Earlier it was said too long ago, later nobody could know; a journey's survey is another measure."""
    rows = ask("next_steps", {
        "revenue": [row for name in ("changed", "early", "late", "journey", "csat", "off")
                    for row in revenue(name, *[1] * 7)],
        "survey_responses": [
            answer("changed", 10, date(2024, 2, 1)), answer("changed", 0, date(2024, 3, 30)),
            answer("changed", 7, date(2024, 3, 3)), answer("early", 10, date(2023, 12, 31)),
            answer("late", 10, date(2024, 4, 1)), answer("journey", 10, date(2024, 3, 1), journey_stage="paying"),
            answer("csat", 5, date(2024, 3, 1), metric="csat"), answer("off", 11, date(2024, 3, 1)),
            answer(None, 10, date(2024, 3, 1)), answer("no customer", 10, date(2024, 3, 1)),
        ],
    }, last_month=month("2024-07"))  # fmt: skip
    assert classes(rows) == {"detractor": 1, "silent": 5}
    assert classes(rows, "2024-07") == {"detractor": 1, "promoter": 1, "silent": 4}


def test_an_answer_holds_for_three_months(ask: Ask) -> None:
    rows = ask("next_steps", {
        "revenue": revenue("ann", *[1] * 12), "survey_responses": [answer("ann", 9, date(2024, 4, 9))],
    })  # fmt: skip
    said = {row["month"] - 3: row["said"] for row in rows if row["window"] == 3}
    assert {base for base, what in said.items() if what == "promoter"} == {month(f"2024-0{at}") for at in (4, 5, 6)}
    assert min(said) == month("2024-03")


def test_the_asked_are_kept_apart_once_it_is_on_record_who_was(ask: Ask) -> None:
    rows = ask("next_steps", {
        "revenue": [row for name in ("asked", "twice", "not", "bounced", "other") for row in revenue(name, *[1] * 9)],
        "survey_responses": [answer("answered elsewhere", 9, date(2024, 3, 1))],
        "survey_invitations": [
            invitation("asked", date(2024, 2, 1)), invitation("twice", date(2024, 2, 2)),
            invitation("twice", date(2024, 3, 2)), invitation("bounced", date(2024, 3, 1), delivered=False),
            invitation("other", date(2024, 3, 1), metric="csat"), invitation(None, date(2024, 3, 1)),
        ],
    }, last_month=month("2024-09"))  # fmt: skip
    assert classes(rows, "2024-06") == {"asked": 2, "silent": 3}
    assert classes(rows, "2024-07") == {"asked": 2, "not_asked": 3}
    assert classes(rows, "2024-08") == {"asked": 1, "not_asked": 4}
    assert classes(rows, "2024-09") == {"not_asked": 5}


@pytest.mark.parametrize(
    ("acquired", "paid_from", "tenure"),
    [
        (date(2023, 4, 30), 0, "under_1"), (date(2023, 3, 31), 0, "1_to_3"), (date(2021, 4, 1), 0, "1_to_3"),
        (date(2021, 3, 1), 0, "3_and_more"), (None, 0, None), (None, 1, "under_1"), (date(2024, 3, 5), 1, "under_1"),
    ],
)  # fmt: skip
def test_tenure_is_counted_from_the_signing_or_else_from_the_first_payment(
    ask: Ask, acquired: date | None, paid_from: int, tenure: str | None
) -> None:
    """Of one who paid from the first month of the records on, and whose signing nobody noted, it is not known."""
    rows = ask("next_steps", {
        "revenue": [*revenue("ann", *[None] * paid_from, *[1] * 6), *revenue("bob", *[1] * 6)],
        "customers": [{"customer_id": "ann", "acquired_on": acquired, "region": "North"},
                      {"customer_id": "bob", "acquired_on": None, "region": "South"}],
        "survey_responses": [answer("ann", 9, date(2024, 3, 1))],
    }, **MARCH_TO_JUNE)  # fmt: skip
    assert [row["tenure"] for row in rows if row["region"] == "North"] == [tenure]


def test_the_records_themselves_may_tell_that_it_is_long(ask: Ask) -> None:
    rows = ask("next_steps", {
        "revenue": revenue("ann", *[1] * 40, since=2021), "survey_responses": [answer("ann", 9, date(2024, 1, 1))],
    }, first_month=month("2021-01"), last_month=month("2024-04"))  # fmt: skip
    known = {row["month"] - row["window"]: row["tenure"] for row in rows}
    assert known[month("2023-12")] is None
    assert known[month("2024-01")] == "3_and_more"


def test_who_sells_follows_those_who_bought_of_late(ask: Ask) -> None:
    rows = ask("next_steps", {
        "revenue": [*revenue("ann", 10, None, None, None, 4), *revenue("bob", 10, *[None] * 4, 1)],
        "survey_responses": [answer("ann", 9, date(2024, 3, 1)), answer("bob", 3, date(2024, 3, 1))],
    }, active_months=3, **MARCH_TO_JUNE)  # fmt: skip
    kept = {row["said"]: (row["kept_customers"], row["opening_revenue"], row["closing_revenue"]) for row in rows}
    assert kept == {"promoter": (1, 10, 4), "detractor": (1, 10, 1)}
