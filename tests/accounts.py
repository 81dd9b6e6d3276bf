"""Small sponsored accounts: rows that a pencil can check."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from tests.published import AS_OF, Rows

DEPARTMENTS: Rows = [
    {"department_id": "care", "name": "Care", "customer_facing": True},
    {"department_id": "sales", "name": "Sales", "customer_facing": True},
    {"department_id": "law", "name": "Law", "customer_facing": False},
    {"department_id": "lab", "name": "Lab", "customer_facing": None},
]


def back(days: int) -> date:
    return AS_OF - timedelta(days)


def sponsored(name: str, **changes: Any) -> dict[str, Any]:
    """Return an account that was reviewed two days ago."""
    row = {
        "customer_id": name, "account_name": name, "region": "North", "segment": "Large", "sponsor": "Eva",
        "sponsor_department_id": "care", "started_on": back(400), "open_actions": 1, "week_reviews": 1,
        "last_review_on": back(2), "last_departments": 3,
    }  # fmt: skip
    return row | changes


def unreviewed(name: str, days: int, **changes: Any) -> dict[str, Any]:
    """Return an account that was last reviewed so many days ago, which is not this week."""
    return sponsored(name, week_reviews=0, last_review_on=back(days), **changes)


def teams(of: Mapping[str, str], region: str | None = "North") -> Rows:
    """Return teams, each named by the ids of its departments: ``{"ann": "care law"}``."""
    return [
        {"customer_id": account, "department_id": department, "region": region}
        for account, departments in of.items() for department in departments.split()
    ]  # fmt: skip
