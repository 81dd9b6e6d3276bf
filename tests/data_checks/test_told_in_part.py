"""What contradicts itself is told from whichever table or column says it, not only where all that may are there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from data_checks.finding import Finding
from tests.conftest import UNTIL
from tests.data_checks.audits import audit, failed
from tests.engines import Rows, arrow, write_duckdb

MONTHS = [date(UNTIL.year - 1 + at // 12, at % 12 + 1, 1) for at in range(UNTIL.month - 1, UNTIL.month + 11)]
PEOPLE = [f"c{at:02}" for at in range(20)]
PAID = [{"customer_id": who, "month": month, "amount": 10.0} for who in PEOPLE for month in MONTHS]
NOON = datetime(UNTIL.year, UNTIL.month - 1, 9, 12, tzinfo=UTC)
LEFT = date(UNTIL.year - 1, UNTIL.month, 15)


def found(folder: Path, tables: Mapping[str, Rows]) -> dict[str, Finding]:
    url = write_duckdb(folder / "warehouse.duckdb", {name: arrow(name, rows) for name, rows in tables.items()})
    return failed(audit(url)[0])


def customers(**own: Any) -> Rows:
    return [{"customer_id": who, **own} for who in PEOPLE]


def left(**own: Any) -> Rows:
    return [{"customer_id": who, "churned_on": LEFT, **own} for who in PEOPLE[:5]]


def test_who_left_by_the_events_alone_and_pays_is_told(tmp_path: Path) -> None:
    finding = found(tmp_path, {"customers": customers(), "revenue": PAID, "churn_events": left()})
    said = finding["customers.churned_and_paying"].sentence
    assert said.startswith("customers: 5 customers are marked as gone and have paid later than three months after it: ")
    assert "(17 %), for example customer c00 in " in said
    assert "departures" in finding["customers.churned_and_paying"].datasets


def test_who_came_back_by_the_events_may_pay(tmp_path: Path) -> None:
    back = left(returned_on=date(LEFT.year, LEFT.month, 28))
    assert "customers.churned_and_paying" not in found(
        tmp_path, {"customers": customers(), "revenue": PAID, "churn_events": back}
    )


@pytest.mark.parametrize("place", ["region", "segment"])
def test_what_is_placed_by_a_region_or_a_segment_alone_is_held_against_its_customer(place: str, tmp_path: Path) -> None:
    """A priority of tickets that passes for the segment of answers stands beside the customers' own."""
    answers = [
        {"response_id": who, "customer_id": who, "responded_at": NOON,
         "metric": "csat", "score": 4, place: "urgent"}
        for who in PEOPLE
    ]  # fmt: skip
    tables = {
        "survey_responses": answers, "customers": customers(**{place: "Pro"}),
        "revenue": [{**row, place: "Basic"} for row in PAID],
    }  # fmt: skip
    finding = found(tmp_path, tables)
    assert "most often they say urgent and Pro" in finding["survey_responses.answers_elsewhere"].sentence
    assert "most often they say Basic and Pro" in finding["revenue.revenue_elsewhere"].sentence
