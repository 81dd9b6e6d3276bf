"""A company of a few hundred rows, in a DuckDB file that tests may change."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
from pydantic import SecretStr

from dashboard.configuration import load
from dashboard.settings import Settings
from tests.engines import arrow, write_duckdb

FIRST = 2024 * 12
MONTHS = 26
TODAY = date(2026, 3, 10)
"""The last complete month is February 2026, the twenty-sixth of the company."""

_REGIONS = ("North", "Süd", None)


def build(path: Path) -> str:
    """Write the company to a file and return its URL."""
    return write_duckdb(path, {name: arrow(name, rows) for name, rows in _company().items()})


def change(path: Path, *statements: str) -> None:
    """Change what the warehouse holds."""
    with duckdb.connect(path) as connection:
        for statement in statements:
            connection.execute(statement)


def settings(root: Path, warehouse: Path, **changes: Any) -> Settings:
    """Return the settings of a project in `root` that reads this company."""
    values: dict[str, Any] = {
        "warehouse_url": SecretStr(f"duckdb:///{warehouse}"),
        "as_of": TODAY,
        "first_month": "2024-01",
        "company": "Small & Co",
        "query_seconds": 60,
    }
    return load(root).model_copy(update=values | changes)


def _company() -> dict[str, list[dict[str, Any]]]:
    months = [date((FIRST + month) // 12, (FIRST + month) % 12 + 1, 1) for month in range(MONTHS)]
    customers = [f"c{number}" for number in range(30)]
    answers = [_answer(month, number) for month in months for number in range(20)]
    themes = [
        {"response_id": answer["response_id"], "theme_id": f"t{place % 4}"}
        for place, answer in enumerate(answers)
        if answer["comment"]
    ]
    return {
        "survey_responses": answers,
        "customers": [
            {"customer_id": name, "region": _REGIONS[place % 3], "segment": "All", "acquired_on": date(2023, 1, 1)}
            for place, name in enumerate(customers)
        ],
        "themes": [{"theme_id": f"t{place}", "name": f"Theme {place}", "department_id": "d1"} for place in range(4)],
        "response_themes": themes,
        "departments": [{"department_id": "d1", "name": "Support"}, {"department_id": "d2", "name": "Product"}],
        "revenue": [
            {"customer_id": name, "month": month, "amount": 100.0 + place, "region": _REGIONS[place % 3]}
            for month in months
            for place, name in enumerate(customers)
        ],
        "finance": [
            {"month": month, "region": region, "line": "recurring_revenue", "amount": sum(
                100.0 + place for place in range(len(customers)) if _REGIONS[place % 3] == region
            )}
            for month in months
            for region in _REGIONS
        ],
        "tasks": [
            {
                "task_id": f"k{place}", "title": f"Task {place}", "department_id": "d1", "kind": "task",
                "created_on": month, "original_due_on": month.replace(day=20), "due_on": month.replace(day=20),
                "completed_on": month.replace(day=18),
            }
            for place, month in enumerate(months)
        ],
    }  # fmt: skip


def _answer(month: date, number: int) -> dict[str, Any]:
    place = month.month + number
    return {
        "response_id": f"{month:%Y%m}-{number}",
        "customer_id": f"c{place % 30}",
        "responded_at": datetime(month.year, month.month, 1 + number, 9, number),  # noqa: DTZ001 - in the zone of the settings
        "metric": ("nps", "csat", "ces")[number % 3],
        "score": (place % 11, 1 + place % 5, 1 + place % 7)[number % 3],
        "comment": "It took long." if number % 2 else None,
    }


def rows_of(folder: Path, dataset: str) -> pa.Table | None:
    """Return a dataset's rows in the current snapshot of a store."""
    from dashboard.snapshots.store import Store

    return Store(folder).current().table(dataset)
