"""What waits for a decision, as typed questions; the sentence is made of them elsewhere."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dashboard.measures.programme.decisions import Decision, decisions
from tests.published import AS_OF, Rows, data

DEPARTMENTS: Rows = [{"department_id": "care", "name": "Care"}, {"department_id": "sales", "name": "Sales"}]
THEMES: Rows = [
    {"theme_id": "T1", "name": "Waiting", "sponsor": "Ana"},
    {"theme_id": "T2", "name": "Invoices", "department_id": "care"},
]


def action(**changes: Any) -> dict[str, Any]:
    return {
        "task_id": "t", "title": "Mend", "department_id": "care", "kind": "corrective_action", "theme_id": "T1",
        "created_on": date(2026, 1, 1), "original_due_on": date(2026, 8, 1), "due_on": date(2026, 9, 1),
    } | changes  # fmt: skip


def request(**changes: Any) -> dict[str, Any]:
    return {
        "request_id": "R4", "department_id": "sales", "title": "A call", "raised_on": date(2026, 6, 1),
    } | changes  # fmt: skip


def found(folder: Path, tasks: Rows = (), requests: Rows = (), themes: Rows = THEMES) -> tuple[Decision, ...]:
    rows = data(folder, tasks=tasks, change_requests=requests, themes=themes, departments=DEPARTMENTS)
    return decisions(rows, AS_OF).decisions


def test_an_overdue_action_that_several_share_is_asked_of_the_sponsor(tmp_path: Path) -> None:
    tasks = [action(), action(department_id="sales", due_on=date(2026, 9, 10)), action(completed_on=date(2026, 9, 1))]
    since = date(2026, 9, 1)
    assert found(tmp_path, tasks) == (
        Decision("action_overdue", "theme:T1", "Waiting", "Ana", since, (AS_OF - since).days, 2),
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"theme_id": "T2"}, {"theme_id": None}, {"theme_id": "gone"}, {"kind": "task"}, {"due_on": AS_OF},
        {"due_on": None}, {"cancelled_on": date(2026, 9, 2)}, {"completed_on": date(2026, 9, 2)},
    ],
)  # fmt: skip
def test_what_one_owns_or_is_not_overdue_is_no_question(tmp_path: Path, changes: dict[str, Any]) -> None:
    assert found(tmp_path, [action(**changes)]) == ()


def test_an_action_that_was_reopened_waits_again(tmp_path: Path) -> None:
    same_day = {"completed_on": date(2026, 8, 1), "reopened_on": date(2026, 8, 1)}
    assert [one.kind for one in found(tmp_path, [action(**same_day)])] == ["action_overdue"]


def test_a_request_that_nobody_decides_is_asked_of_its_department(tmp_path: Path) -> None:
    (one,) = found(tmp_path, requests=[request()])
    assert one == Decision("request_undecided", "request:R4", "A call", "Sales", date(2026, 6, 1), 126)


@pytest.mark.parametrize(
    "changes", [{"decision": "declined"}, {"raised_on": date(2026, 9, 5)}, {"raised_on": None}]
)  # fmt: skip
def test_a_request_that_is_decided_or_young_is_no_question(tmp_path: Path, changes: dict[str, Any]) -> None:
    assert found(tmp_path, requests=[request(**changes)]) == ()


def test_actions_come_before_requests_and_the_oldest_first(tmp_path: Path) -> None:
    requests = [request(request_id=f"R{day}", raised_on=date(2026, 6, day)) for day in (3, 1, 2)]
    shown = found(tmp_path, [action()], requests)
    assert [one.subject for one in shown] == ["theme:T1", "request:R1", "request:R2", "request:R3"]


def test_whom_nobody_names_is_not_invented(tmp_path: Path) -> None:
    nobody: Rows = [{"theme_id": "T1", "name": "Waiting"}]
    (one,) = found(tmp_path, [action()], themes=nobody)
    assert one.of_whom is None
    (one,) = found(tmp_path / "request", requests=[request(department_id="unknown")])
    assert one.of_whom == "unknown"
