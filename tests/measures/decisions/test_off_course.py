"""Targets that are off course, and no task is due before they are."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dashboard.data.access import Grant
from dashboard.measures.decisions.pending import NOT_KNOWN, Pending
from dashboard.measures.decisions.waiting import waiting
from dashboard.periods import first_day
from tests.published import LAST, SETTINGS, Rows, answers, data

DUE = LAST + 3
GOAL = {
    "objective_id": "o", "title": "T", "department_id": "care", "metric": "nps", "direction": "up", "segment": "Large",
    "starts_on": date(2026, 1, 1), "due_on": date(2026, 12, 31),
}  # fmt: skip
TASK = {
    "task_id": "t", "title": "Do", "department_id": "care", "kind": "task", "objective_id": "o",
    "created_on": date(2026, 1, 1), "original_due_on": date(2026, 12, 1), "due_on": date(2026, 12, 31),
}  # fmt: skip


def target(value: float, metric: str = "nps", **changes: Any) -> dict[str, Any]:
    return {"metric": metric, "month": first_day(DUE), "target": value} | changes


def scored(metric: str = "nps", best: int = 10, worst: int = 0) -> Rows:
    return [row for month in range(LAST - 23, LAST + 1)
            for row in answers({best: 48 + month % 3, worst: 16}, month=month, metric=metric)]  # fmt: skip


def found(folder: Path, *targets: dict[str, Any], grant: Grant | None = None, **tables: Rows) -> tuple[Pending, ...]:
    rows: dict[str, Rows] = {"answers": scored(), "objectives": [GOAL], "tasks": [], **tables}
    return waiting(data(folder, grant or Grant(), targets=targets, **rows), SETTINGS).pending


def test_a_target_off_course_without_a_task_is_a_question(tmp_path: Path) -> None:
    (one,) = found(tmp_path, target(70))
    assert (one.kind, one.subject, one.name) == ("target_off_course", "target:nps", "Net promoter score")
    assert one.target is not None
    assert one.target.forecast is not None
    assert one.cost.unit == "points"
    assert one.cost.amount == pytest.approx(70 - one.target.forecast.value)
    assert (one.since, one.days, one.asked_on) == (None, None, date(2026, 1, 1))


@pytest.mark.parametrize(
    ("goals", "of_whom"),
    [
        ([{}], None),  # of one segment alone
        ([{"segment": None}], "Care"),
        ([{"segment": None}, {"segment": None, "department_id": "sales"}], "Care, sales"),
        ([{"segment": None, "region": "North"}], None), ([{"segment": None, "status": "dropped"}], None),
        ([{"segment": None, "direction": "down"}], None),
    ],
)  # fmt: skip
def test_it_is_asked_of_those_who_have_an_objective_for_it(
    tmp_path: Path, goals: list[dict[str, Any]], of_whom: str | None
) -> None:
    departments: Rows = [{"department_id": "care", "name": "Care"}]
    (one,) = found(tmp_path, target(70), objectives=[GOAL | changes for changes in goals], departments=departments)
    assert one.of_whom == of_whom


def test_what_is_on_course_or_of_a_part_is_none(tmp_path: Path) -> None:
    assert found(tmp_path, target(30), target(70, region="North")) == ()


@pytest.mark.parametrize(
    ("changes", "asked"),
    [
        ({}, False), ({"due_on": date(2027, 1, 1)}, True), ({"completed_on": date(2026, 9, 1)}, True),
        ({"cancelled_on": date(2026, 9, 1)}, True), ({"objective_id": "other"}, True), ({"due_on": None}, True),
    ],
)  # fmt: skip
def test_an_open_task_that_is_due_in_time_works_on_it(tmp_path: Path, changes: dict[str, Any], asked: bool) -> None:
    assert bool(found(tmp_path, target(70), tasks=[TASK | changes])) == asked


def test_a_task_of_an_objective_that_has_ended_does_not(tmp_path: Path) -> None:
    assert len(found(tmp_path, target(70), tasks=[TASK], objectives=[GOAL | {"status": "dropped"}])) == 1


def test_a_decision_of_the_year_up_to_it_answers_it(tmp_path: Path) -> None:
    for day, asked in ((date(2026, 1, 1), False), (date(2025, 12, 31), True)):
        taken = {"decision_id": "D", "subject": "target:nps", "decided_on": day, "choice": "Keep it"}
        assert bool(found(tmp_path / str(day), target(70), decisions=[taken])) == asked


def test_of_a_measure_that_does_not_lead_the_shortfall_is_no_cost_and_of_money_it_is(tmp_path: Path) -> None:
    ledger = [
        {"month": month, "region": "North", "line": "recurring_revenue", "amount": 100.0 + month % 3}
        for month in range(LAST - 40, LAST + 1)
    ]
    both = found(
        tmp_path, target(0.99, "csat"), target(160.0, "recurring_revenue"), answers=scored("csat", 5, 1), finance=ledger
    )
    costs = {one.subject: one.cost for one in both}
    assert costs.keys() == {"target:csat", "target:recurring_revenue"}
    assert costs["target:csat"] is NOT_KNOWN
    money = costs["target:recurring_revenue"]
    assert money.unit == "money"
    assert money.amount == pytest.approx(59, abs=2)
    assert [one.subject for one in both] == ["target:recurring_revenue", "target:csat"]


def test_who_may_not_see_all_tasks_is_told_that_it_is_not_known(tmp_path: Path) -> None:
    north = Grant(regions=frozenset({"North"}), company_totals=False)
    assert found(tmp_path, target(70), grant=north) == ()
