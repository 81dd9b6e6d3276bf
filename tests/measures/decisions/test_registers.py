"""What the registers leave open, as typed questions; the sentence is made of them elsewhere."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dashboard.measures.decisions.pending import NOT_KNOWN, Cost, Pending
from dashboard.measures.decisions.waiting import waiting
from tests.published import AS_OF, SETTINGS, Rows, data

DEPARTMENTS: Rows = [{"department_id": "care", "name": "Care"}, {"department_id": "sales", "name": "Sales"}]
THEMES: Rows = [
    {"theme_id": "T1", "name": "Waiting", "sponsor": "Ana"},
    {"theme_id": "T2", "name": "Invoices", "department_id": "care"},
]
CRY = {"rally_cry_id": "r", "statement": "Now", "starts_on": date(2026, 3, 31), "ends_on": date(2026, 12, 31),
       "executives": "Ana, Bo"}  # fmt: skip
GOAL = {"objective_id": "o", "rally_cry_id": "r", "department_id": "care", "title": "T", "metric": "nps"}


def action(**changes: Any) -> dict[str, Any]:
    return {
        "task_id": "t", "title": "Mend", "department_id": "care", "kind": "corrective_action", "theme_id": "T1",
        "created_on": date(2026, 1, 1), "original_due_on": date(2026, 8, 1), "due_on": date(2026, 9, 1),
    } | changes  # fmt: skip


def request(**changes: Any) -> dict[str, Any]:
    return {
        "request_id": "R4", "department_id": "sales", "title": "A call", "raised_on": date(2026, 6, 1),
    } | changes  # fmt: skip


def found(
    folder: Path, tasks: Rows = (), requests: Rows = (), themes: Rows = THEMES, parts: Rows = ()
) -> tuple[Pending, ...]:
    rows = data(
        folder, tasks=tasks, change_requests=requests, themes=themes, departments=DEPARTMENTS, theme_departments=parts
    )
    return waiting(rows, SETTINGS).pending


def cries(folder: Path, *rows: Any, tasks: Rows = (), goals: Rows = (GOAL,)) -> tuple[Pending, ...]:
    return waiting(data(folder, rally_cries=rows, objectives=goals, tasks=tasks), SETTINGS).pending


def test_an_overdue_action_that_several_share_is_asked_of_the_sponsor(tmp_path: Path) -> None:
    tasks = [action(), action(department_id="sales", due_on=date(2026, 9, 10)), action(completed_on=date(2026, 9, 1))]
    since = date(2026, 9, 1)
    assert found(tmp_path, tasks) == (
        Pending(
            "action_overdue", "theme:T1", "Waiting", "Ana", since, (AS_OF - since).days, date(2026, 9, 10),
            Cost("tasks", 2), 2,
        ),
    )  # fmt: skip


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
    raised = date(2026, 6, 1)
    assert one == Pending("request_undecided", "request:R4", "A call", "Sales", raised, 126, raised)
    assert one.cost is NOT_KNOWN


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
    parts: Rows = [{"theme_id": "T1", "department_id": "care", "share": 1.0}]
    (one,) = found(tmp_path, [action()], themes=nobody, parts=parts)
    assert one.of_whom is None
    assert found(tmp_path / "unknown", [action()], themes=nobody) == (), "who shares it is not known"
    (one,) = found(tmp_path / "request", requests=[request(department_id="unknown")])
    assert one.of_whom == "unknown"


def test_a_rally_cry_is_asked_about_from_its_six_month_mark(tmp_path: Path) -> None:
    tasks = [action(kind="task", theme_id=None, objective_id="o"), action(objective_id="o", completed_on=AS_OF)]
    mark = date(2026, 9, 30)  # September has no thirty-first
    assert cries(tmp_path, CRY, tasks=tasks) == (
        Pending("rally_cry_half_way", "rally_cry:r", "Now", "Ana, Bo", mark, 5, mark, Cost("tasks", 1)),
    )


@pytest.mark.parametrize(
    ("changes", "kind", "since"),
    [
        ({"starts_on": date(2026, 4, 6)}, None, None),
        ({"starts_on": date(2026, 4, 5)}, "rally_cry_half_way", AS_OF),
        ({"ends_on": AS_OF}, "rally_cry_ended", AS_OF),
        ({"ends_on": date(2026, 6, 30)}, "rally_cry_half_way", date(2026, 9, 30)),  # whatever comes last
        ({"ends_on": None}, "rally_cry_half_way", date(2026, 9, 30)),
        ({"starts_on": None}, None, None),
    ],
)
def test_by_its_days(tmp_path: Path, changes: dict[str, Any], kind: str | None, since: date | None) -> None:
    asked = cries(tmp_path, {**CRY, **changes})
    assert [(one.kind, one.since) for one in asked] == ([(kind, since)] if kind else [])


def test_the_cry_that_another_followed_is_no_question_any_more(tmp_path: Path) -> None:
    before = {**CRY, "rally_cry_id": "before", "starts_on": date(2025, 1, 1), "ends_on": date(2025, 12, 31)}
    after = {**CRY, "rally_cry_id": "after", "starts_on": date(2026, 11, 1)}
    assert [one.subject for one in cries(tmp_path, before, CRY, after)] == ["rally_cry:r"]
    assert [one.subject for one in cries(tmp_path / "alone", before, after)] == ["rally_cry:before"]


def test_where_no_task_waits_what_waiting_costs_is_not_known(tmp_path: Path) -> None:
    (one,) = cries(tmp_path, CRY)
    assert one.cost is NOT_KNOWN
