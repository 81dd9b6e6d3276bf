"""Customers by when they began, and scores by how long they had been there: rows that a pencil can check."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.queries.conftest import Ask, month
from tests.queries.test_customer_windows import revenue
from tests.queries.test_next_steps import answer

FIRST_HALF: dict[str, Any] = {"last_month": month("2024-06")}
Curve = list[tuple[int, int]]


def curve(rows: list[dict[str, Any]], began: str, known: int = 1) -> Curve:
    """Customers and how many are left, by age."""
    found = [row for row in rows if (row["month"], row["known"]) == (month(began), known)]
    return [(row["customers"], row["active"]) for row in sorted(found, key=lambda row: row["age"])]


def test_who_began_in_a_month_is_followed_to_the_end(ask: Ask) -> None:
    """'paused' comes back, 'gone' does not; a month of nothing has its row, too."""
    rows = ask("customer_cohorts", {
        "revenue": [*revenue("old", *[1] * 6), *revenue("stays", None, *[1] * 5),
                    *revenue("paused", None, 1, 1, None, 1, 1), *revenue("gone", *[None] * 3, 1)],
    }, **FIRST_HALF)  # fmt: skip
    assert curve(rows, "2024-02") == [(2, 2), (2, 2), (2, 1), (2, 2), (2, 2)]
    assert curve(rows, "2024-04") == [(1, 1), (1, 0), (1, 0)]
    assert curve(rows, "2024-01", 0) == [(1, 1)] * 6
    assert {(row["month"], row["known"]) for row in rows} == {
        (month("2024-01"), 0), (month("2024-02"), 1), (month("2024-04"), 1),
    }  # fmt: skip


def test_who_signed_before_the_records_is_kept_apart(ask: Ask) -> None:
    """Who signed in their first month began in it; who came back later had begun before."""
    signed = {"before": date(2023, 5, 1), "first": date(2024, 1, 9), "back": date(2022, 1, 1), "never": None}
    rows = ask("customer_cohorts", {
        "revenue": [*revenue("before", 1, 1), *revenue("first", 1, 1), *revenue("back", None, None, 1)],
        "customers": [{"customer_id": name, "acquired_on": day} for name, day in signed.items()],
    }, last_month=month("2024-03"))  # fmt: skip
    assert curve(rows, "2024-01") == [(1, 1), (1, 1), (1, 0)]
    assert curve(rows, "2024-01", 0) == [(2, 1), (2, 1), (2, 1)]


def test_older_records_than_are_asked_for_are_before(ask: Ask) -> None:
    rows = ask("customer_cohorts", {
        "revenue": [*revenue("old", *[1] * 16, since=2023), *revenue("new", *[None] * 13, 1, 1, 1, since=2023)],
    }, last_month=month("2024-04"))  # fmt: skip
    assert curve(rows, "2024-01", 0) == [(1, 1)] * 4
    assert curve(rows, "2024-02") == [(1, 1)] * 3


def test_who_sells_keeps_a_customer_for_some_months(ask: Ask) -> None:
    rows = ask("customer_cohorts", {
        "revenue": [*revenue("old", *[1] * 6), *revenue("once", None, 1)],
    }, active_months=3, **FIRST_HALF)  # fmt: skip
    assert curve(rows, "2024-02") == [(1, 1), (1, 1), (1, 1), (1, 0), (1, 0)]


def test_places_are_those_of_the_customer(ask: Ask) -> None:
    rows = ask("customer_cohorts", {
        "revenue": [*revenue("old", 1, 1), *revenue("new", None, 1)],
        "customers": [{"customer_id": "new", "region": "North", "segment": "Small"}],
    }, last_month=month("2024-02"))  # fmt: skip
    assert {(row["region"], row["segment"], row["known"]) for row in rows} == {("North", "Small", 1), (None, None, 0)}


def test_answers_are_of_the_tenure_that_their_customer_had_then(ask: Ask) -> None:
    rows = ask("tenure_answers", {
        "revenue": [*revenue("young", None, *[1] * 14), *revenue("undated", *[1] * 40),
                    *revenue("late", *[None] * 9, 1)],
        "customers": [{"customer_id": "old", "acquired_on": date(2010, 1, 1)},
                      {"customer_id": "young", "acquired_on": date(2024, 2, 1)}],
        "survey_responses": [
            answer("young", 10, date(2024, 3, 1)), answer("young", 7, date(2025, 1, 31)),
            answer("young", 0, date(2025, 2, 1), weight=2.0), answer("undated", 9, date(2024, 5, 1)),
            answer("undated", 9, date(2027, 2, 1)), answer("late", 9, date(2024, 5, 1)),
            answer(None, 9, date(2024, 5, 1)), answer("young", 10, date(2024, 3, 1), journey_stage="paying"),
            answer("young", 5, date(2024, 3, 1), metric="csat"), answer("young", 4, date(2024, 3, 1), metric="ces"),
        ],
    }, last_month=month("2027-03"))  # fmt: skip
    assert [(row["month"], row["tenure"], row["leaning"], row["n"], row["weight"], row["weight_squared"])
            for row in rows if (row["metric"], row["survey"]) == ("nps", "relationship")] == [
        (month("2024-03"), "under_1", 1, 1, 1.0, 1.0), (month("2024-05"), None, 1, 3, 3.0, 3.0),
        (month("2025-01"), "under_1", 0, 1, 1.0, 1.0), (month("2025-02"), "1_to_3", -1, 1, 2.0, 4.0),
        (month("2027-02"), "3_and_more", 1, 1, 1.0, 1.0),
    ]  # fmt: skip
    others = [(row["metric"], row["survey"], row["leaning"]) for row in rows if row["survey"] != "relationship"]
    assert others == [("nps", "journey", 1)]
    satisfied = {(row["metric"], row["leaning"]) for row in rows if row["metric"] != "nps"}
    assert satisfied == {("csat", 1), ("ces", 0)}
