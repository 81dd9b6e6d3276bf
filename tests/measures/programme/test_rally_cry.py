"""Where the rally cry stands, task by task."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dashboard.measures.programme.objectives import serving, shares_of_way
from dashboard.measures.programme.rally_cry import rally_cry
from tests.published import LAST, Rows, data

UNTIL = date(2026, 9, 30)
CRY = {"rally_cry_id": "r", "statement": "Now", "starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31)}
GOAL = {
    "objective_id": "o", "rally_cry_id": "r", "department_id": "d", "title": "T", "baseline": 1.0, "target": 2.0,
    "principle": "Stay close",
}  # fmt: skip
STOOD: Rows = [
    {"objective_id": "o", "month": date(2026, 2, 1), "actual": 1.1},
    {"objective_id": "o", "month": date(2026, 9, 1), "actual": 1.6},
    {"objective_id": "o", "month": date(2026, 10, 1), "actual": 1.0},
]


def task(**changes: Any) -> dict[str, Any]:
    return {
        "task_id": "t", "title": "Do", "department_id": "d", "kind": "task", "objective_id": "o",
        "created_on": date(2026, 1, 1), "original_due_on": date(2026, 3, 1), "due_on": date(2026, 3, 1),
    } | changes  # fmt: skip


DONE = task(completed_on=date(2026, 2, 1))


def counts(folder: Path, *tasks: dict[str, Any], values: Rows = STOOD, goal: Any = GOAL) -> tuple[int, ...]:
    rows = data(folder, rally_cries=[CRY], objectives=[goal], objective_values=values, tasks=tasks)
    stood, _ = rally_cry(rows, LAST)
    assert stood is not None
    assert (stood.statement, stood.until, stood.month) == ("Now", UNTIL, 9)
    return stood.promised, stood.due, stood.completed, stood.on_time, stood.measured, stood.moved


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, (1, 1, 1, 1, 1, 1)),
        ({"completed_on": None, "owner": None}, (1, 1, 0, 0, 0, 0)),
        ({"completed_on": date(2026, 3, 2)}, (1, 1, 1, 0, 1, 1)),
        ({"completed_on": date(2026, 10, 1)}, (1, 1, 0, 0, 0, 0)),
        ({"reopened_on": date(2026, 2, 1)}, (1, 1, 0, 0, 0, 0)),
        ({"reopened_on": date(2026, 1, 31)}, (1, 1, 1, 1, 1, 1)),
        ({"cancelled_on": date(2026, 4, 1)}, (0, 0, 0, 0, 0, 0)),
        ({"cancelled_on": date(2026, 10, 1)}, (1, 1, 1, 1, 1, 1)),
        ({"due_on": date(2026, 1, 15)}, (1, 1, 1, 1, 1, 1)),
        ({"original_due_on": date(2026, 10, 1)}, (1, 0, 0, 0, 0, 0)),
        ({"original_due_on": None}, (1, 0, 0, 0, 0, 0)),
        ({"created_on": None}, (1, 1, 1, 1, 1, 1)),
        ({"created_on": date(2026, 10, 1)}, (0, 0, 0, 0, 0, 0)),
        ({"objective_id": None}, (0, 0, 0, 0, 0, 0)),
    ],
)
def test_a_task_counts_by_what_happened_to_it(
    tmp_path: Path, changes: dict[str, Any], expected: tuple[int, ...]
) -> None:
    assert counts(tmp_path, DONE | changes) == expected


def test_no_task_and_many(tmp_path: Path) -> None:
    assert counts(tmp_path / "none") == (0, 0, 0, 0, 0, 0)
    assert counts(tmp_path / "many", *[DONE] * 2_500, *[task()] * 2_500) == (5_000, 5_000, 2_500, 2_500, 2_500, 2_500)


def test_what_is_missing_is_not_counted(tmp_path: Path) -> None:
    assert counts(tmp_path / "target", DONE, goal={**GOAL, "target": None}) == (1, 1, 1, 1, 0, 0)
    unknown: Rows = [{"objective_id": "o", "month": None, "actual": 2.0}, {"objective_id": "o", "month": UNTIL}]
    assert counts(tmp_path / "value", DONE, values=unknown) == (1, 1, 1, 1, 0, 0)


def test_the_newest_that_has_begun_is_told(tmp_path: Path) -> None:
    cries = [CRY, {**CRY, "rally_cry_id": "s", "statement": "Then", "starts_on": date(2025, 1, 1)},
             {**CRY, "rally_cry_id": "n", "statement": "Next", "starts_on": date(2026, 10, 1)},
             {**CRY, "rally_cry_id": "u", "statement": "Unknown", "starts_on": None}]  # fmt: skip
    rows = data(tmp_path, rally_cries=cries, objectives=[], objective_values=[], tasks=[])
    told = {month: stood.statement for month in (LAST, LAST - 12) if (stood := rally_cry(rows, month)[0])}
    assert told == {LAST: "Now", LAST - 12: "Then"}
    assert rally_cry(rows, LAST - 36)[0] is None


def test_the_newest_value_that_is_known_tells_the_way(tmp_path: Path) -> None:
    goals = [GOAL, {**GOAL, "objective_id": "away", "target": 0.5, "principle": None}]
    values = [*STOOD, {"objective_id": "away", "month": date(2026, 2, 1), "actual": 1.5}]
    rows = data(tmp_path, objectives=goals, objective_values=values)
    assert shares_of_way(rows, UNTIL) == pytest.approx({"o": 0.6, "away": -1.0})
    assert shares_of_way(rows, date(2026, 1, 31)) == {}


def test_only_what_is_open_begun_and_not_ended_serves_a_principle(tmp_path: Path) -> None:
    goal = {**GOAL, "starts_on": date(2026, 1, 1), "due_on": date(2026, 12, 31), "status": "open"}
    changes: dict[str, dict[str, Any]] = {
        "met": {"status": "met"}, "dropped": {"status": "dropped"}, "carried over": {"status": "carried_over"},
        "revised": {"status": "revised"}, "without a word": {"status": None}, "another's": {"principle": None},
        "ended": {"due_on": date(2026, 3, 31)}, "to come": {"starts_on": date(2026, 4, 2)},
    }  # fmt: skip
    others = [{**goal, "objective_id": name, **changed} for name, changed in changes.items()]
    rows = data(tmp_path, objectives=[goal, *others])
    found = [one.objective_id for one in serving(rows, "Stay close", date(2026, 4, 1))]
    assert sorted(found) == ["o", "revised", "without a word"]
