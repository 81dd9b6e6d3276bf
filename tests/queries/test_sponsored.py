"""Sponsored accounts with their reviews, and who is on their teams: rows that a pencil can check."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from tests.queries.conftest import Ask

AS_OF = date(2024, 12, 31)
EMPTY = {"customer_id": "nobody", "held_on": date(2024, 1, 1)}


def sponsored(customer: str = "ann", **changes: Any) -> dict[str, Any]:
    return {"customer_id": customer, "sponsor": "Eva", "started_on": date(2024, 1, 1)} | changes


def held(days_back: int, departments: int | None = None, customer: str = "ann") -> dict[str, Any]:
    return {"customer_id": customer, "held_on": AS_OF - timedelta(days_back), "departments": departments}


def test_reviews_of_the_week_and_who_took_part_in_the_last(ask: Ask) -> None:
    rows = ask("sponsored_accounts", {
        "sponsorships": [sponsored(name) for name in ("ann", "bob", "cid", "dan")],
        "sponsor_reviews": [
            held(0, 3), held(0, 4), held(6, 9), held(7, 9), held(7, 2, "bob"), held(-1, 8, "bob"),
            held(6, None, "dan"), held(8, 5, "dan"),
        ],
    })  # fmt: skip
    names = ("customer_id", "week_reviews", "last_review_on", "last_departments")
    assert [tuple(row[name] for name in names) for row in rows] == [
        ("ann", 3, AS_OF, 4), ("bob", 0, AS_OF - timedelta(7), 2), ("cid", 0, None, None),
        ("dan", 1, AS_OF - timedelta(6), None),
    ]  # fmt: skip


def test_where_no_reviews_are_kept_none_is_said_to_be_missing(ask: Ask) -> None:
    (row,) = ask("sponsored_accounts", {"sponsorships": [sponsored()]})
    assert (row["week_reviews"], row["last_review_on"]) == (None, None)


def test_the_newest_sponsorship_counts_and_none_that_has_not_begun(ask: Ask) -> None:
    rows = ask("sponsored_accounts", {
        "sponsorships": [
            sponsored(goal="Renew", open_actions=2, sponsor_department_id="d"),
            sponsored(sponsor="Old", started_on=date(2023, 1, 1)),
            sponsored(sponsor="New", started_on=date(2025, 1, 1)), sponsored("bob", started_on=date(2025, 1, 1)),
        ],
    })  # fmt: skip
    (row,) = rows
    assert [row[name] for name in ("sponsor", "sponsor_department_id", "started_on", "goal", "open_actions")] == [
        "Eva", "d", date(2024, 1, 1), "Renew", 2,
    ]  # fmt: skip


def test_what_is_known_of_the_customer_stands_beside_it(ask: Ask) -> None:
    (row,) = ask("sponsored_accounts", {
        "sponsorships": [sponsored()],
        "customers": [{"customer_id": "ann", "region": "N", "segment": "S", "account_name": "Ann & Sons",
                       "churned_on": AS_OF}],
        "survey_responses": [
            {"response_id": str(day), "customer_id": "ann", "metric": "nps", "score": day,
             "responded_at": datetime(2024, 6, day)}  # noqa: DTZ001 - in the warehouse's own zone
            for day in (3, 5)
        ],
        "renewals": [
            {"customer_id": "ann", "due_on": date(2024, 6, 1), "value_due": 20, "outcome": "lost"},
            {"customer_id": "ann", "due_on": date(2025, 6, 1), "value_due": 40, "outcome": None},
        ],
    })  # fmt: skip
    assert [row[name] for name in ("account_name", "region", "segment", "churned_on", "score", "answered_on")] == [
        "Ann & Sons", "N", "S", AS_OF, 5, date(2024, 6, 5),
    ]  # fmt: skip
    assert [row[name] for name in ("renews_on", "value_due", "last_due_on", "last_outcome")] == [
        date(2025, 6, 1), 40.0, date(2024, 6, 1), "lost",
    ]  # fmt: skip


def test_a_department_is_on_a_team_once_and_has_its_account_s_region(ask: Ask) -> None:
    rows = ask("sponsor_teams", {
        "customers": [{"customer_id": "ann", "region": "N"}],
        "sponsor_teams": [
            {"customer_id": customer, "department_id": name}
            for customer, name in (("ann", "care"), ("ann", "care"), ("ann", "sales"), ("bob", "care"))
        ],
    })  # fmt: skip
    assert [(row["customer_id"], row["department_id"], row["region"]) for row in rows] == [
        ("ann", "care", "N"), ("ann", "sales", "N"), ("bob", "care", None),
    ]  # fmt: skip
