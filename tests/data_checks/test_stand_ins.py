"""What revenue is made of is checked where it stands, and stops what reads revenue."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from data_checks.finding import Finding
from tests.data_checks.audits import audit, failed
from tests.engines import Rows, arrow, write_duckdb

FIRST, NEXT = date(2026, 1, 1), date(2026, 2, 1)
MONEY = {"customer_windows", "window_revenue", "customer_cohorts"}


def bill(key: str, **changes: Any) -> dict[str, Any]:
    return {"invoice_id": key, "customer_id": "ann", "period_start": FIRST, "period_end": date(2026, 6, 30),
            "amount": 600.0} | changes  # fmt: skip


def move(day: date, kind: str, amount: float) -> dict[str, Any]:
    return {"customer_id": "ann", "moved_on": day, "kind": kind, "amount": amount}


def plan(**changes: Any) -> dict[str, Any]:
    return {"subscription_id": "s", "customer_id": "ann", "started_on": FIRST, "amount": 10.0,
            "interval_months": 1} | changes  # fmt: skip


ABSENT = ("survey_responses", "settings")
"""What no table here has."""


def found(folder: Path, tables: Mapping[str, Rows]) -> dict[str, Finding]:
    """Return what fails of the tables, beside the answers and the dimensions that are not there."""
    url = write_duckdb(folder / "warehouse.duckdb", {name: arrow(name, rows) for name, rows in tables.items()})
    findings, _ = audit(url)
    return {name: finding for name, finding in failed(findings).items() if finding.subject not in ABSENT}


@pytest.mark.parametrize(
    ("table", "rows", "check", "says"),
    [
        ("invoices", [bill("a"), bill("a")], "invoices.key", "1 invoice repeats the invoice_id"),
        ("invoices", [bill("a", period_end=date(2025, 1, 1))], "invoices.ended_before_started", "1 invoice has a per"),
        ("invoices", [bill("a"), bill("b")], "invoices.invoiced_twice", "1 invoice of 2 (50 %) repeats the customer,"),
        ("subscriptions", [plan(interval_months=0)], "subscriptions.interval_months.range", "interval_months below 1"),
        ("subscriptions", [plan(amount=-5.0)], "subscriptions.amount.range", "an amount below 0"),
        ("subscriptions", [plan(ended_on=date(2025, 1, 1))], "subscriptions.ended_before_started", "has an ended_on"),
        ("revenue_movements", [move(FIRST, "new", 10.0), move(NEXT, "churn", 30.0)], "revenue_movements.below_nought",
         "1 customer of 1 (100 %) has more taken away by downgrades and churn than was there, 20 in all"),
        ("revenue_movements", [move(FIRST, "won", 10.0)], "revenue_movements.kind.allowed", "for example won"),
    ],
)  # fmt: skip
def test_a_fault_is_told_of_the_table_that_has_it_and_stops_what_reads_revenue(
    table: str, rows: list[dict[str, Any]], check: str, says: str, tmp_path: Path
) -> None:
    finding = found(tmp_path, {table: rows})[check]
    assert says in finding.sentence
    assert set(finding.datasets) >= MONEY


def test_what_is_made_of_a_sound_table_has_no_faults_of_its_own(tmp_path: Path) -> None:
    assert found(tmp_path, {"invoices": [bill("a"), bill("b", amount=-60.0)]}) == {}


def test_a_table_that_lacks_a_column_stops_what_would_be_made_of_it(tmp_path: Path) -> None:
    whole = arrow("invoices", [bill("a")]).drop_columns(["amount"])
    findings, _ = audit(write_duckdb(tmp_path / "warehouse.duckdb", {"invoices": whole}))
    finding = failed(findings)["invoices.columns"]
    assert finding.severity == "critical"
    assert set(finding.datasets) >= MONEY


def test_of_two_that_could_be_revenue_it_is_told_which_counts(tmp_path: Path) -> None:
    own = {"customer_id": "ann", "month": FIRST, "amount": 9.0}
    (tmp_path / "two").mkdir()
    finding = found(tmp_path / "two", {"invoices": [bill("a")], "subscriptions": [plan()]})["revenue.doubled"]
    assert finding.sentence == "revenue: it is made of subscriptions; invoices is left unread."
    finding = found(tmp_path, {"revenue": [own], "invoices": [bill("a")]})["revenue.doubled"]
    assert finding.sentence == "revenue: it is a table of its own; invoices is left unread."
    assert not finding.datasets
