"""Stages of journeys that ask for an owner."""

from __future__ import annotations

import math
from datetime import date
from pathlib import Path
from typing import Any

from dashboard.features.decisions import detail
from dashboard.measures.decisions.pending import Pending
from dashboard.measures.decisions.waiting import waiting
from tests.published import LAST, SETTINGS, Rows, data


def stage(name: str, owner: str | None) -> dict[str, Any]:
    return {"journey": "order", "stage": name, "position": 1, "department_id": owner, "is_last": False}


def found(folder: Path, stages: Rows, **tables: Rows) -> tuple[Pending, ...]:
    return waiting(data(folder, journey_stages=stages, **tables), SETTINGS).pending


def test_a_stage_of_nobody_asks_who_owns_it_and_tells_what_is_at_risk_there(tmp_path: Path) -> None:
    inside = {
        "month": LAST, "region": "North", "segment": None, "journey": "order", "stage": "ship", "customers": 5,
        "revenue": 500.0, "overdue": 1, "overdue_revenue": 50.0, "at_risk": 2, "at_risk_revenue": 120.0,
    }  # fmt: skip
    (one,) = found(tmp_path, [stage("pay", "sales"), stage("ship", None)], stage_customers=[inside])
    assert (one.kind, one.subject, one.name) == ("stage_without_owner", "stage:order/ship", "ship (order)")
    assert (one.cost.unit, one.cost.amount) == ("money", 120.0)
    assert detail(one) == "journey:order"


def test_without_customers_what_waiting_costs_is_not_known(tmp_path: Path) -> None:
    (one,) = found(tmp_path, [stage("pay", "sales"), stage("ship", None)])
    assert one.cost.unit == ""
    assert math.isnan(one.cost.amount)


def test_where_no_stage_has_an_owner_nobody_keeps_them(tmp_path: Path) -> None:
    assert found(tmp_path, [stage("pay", None), stage("ship", None)]) == ()


def test_an_answer_takes_it_off_the_list(tmp_path: Path) -> None:
    decided = {
        "decision_id": "1", "subject": "stage:order/ship", "decided_on": date(2026, 9, 1),
        "choice": "Logistics owns it", "reason": None, "asked_of": None,
    }  # fmt: skip
    assert found(tmp_path, [stage("pay", "sales"), stage("ship", None)], decisions=[decided]) == ()
