"""What somebody has accepted to be missing from the registers takes nothing down: it is only not counted."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dashboard.data.access import Data
from dashboard.measures import read
from dashboard.measures.decisions.waiting import waiting
from dashboard.measures.programme.rally_cry import rally_cry
from dashboard.measures.themes.register import theme_records
from tests.published import LAST, SETTINGS, Rows, answers, data, view

TASK: dict[str, Any] = {
    "task_id": "t", "title": "Do", "department_id": "d", "kind": "corrective_action", "theme_id": "a",
    "objective_id": "o", "created_on": date(2026, 1, 1), "original_due_on": date(2026, 3, 1),
    "due_on": date(2026, 3, 1),
}  # fmt: skip
DONE = {**TASK, "task_id": "u", "completed_on": date(2026, 2, 1)}
REGISTERS: dict[str, Rows] = {
    "departments": [{"department_id": "d", "name": "Care"}],
    "themes": [{"theme_id": "a", "name": "Waiting"}],
    "theme_departments": [],
    "theme_stages": [{"theme_id": "a", "stage": "identified", "entered_on": date(2026, 1, 1)}],
    "rally_cries": [
        {"rally_cry_id": "r", "statement": "Now", "starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31)}
    ],
    "objectives": [
        {"objective_id": "o", "rally_cry_id": "r", "department_id": "d", "title": "T", "baseline": 1.0, "target": 2.0}
    ],
    "objective_values": [{"objective_id": "o", "month": date(2026, 2, 1), "actual": 1.6}],
    "tasks": [TASK, DONE],
    "change_requests": [{"request_id": "q", "department_id": "d", "title": "T", "raised_on": date(2026, 1, 1)}],
}
TARGETS: dict[str, Rows] = {
    "targets": [{"metric": "nps", "month": date(2026, 9, 1), "target": 40.0}],
    "benchmarks": [{"metric": "nps", "source": "Peers", "as_of": date(2026, 1, 1), "value": 35.0}],
}
GAPS = [(table, column) for table, rows in REGISTERS.items() for column in (rows[0] if rows else ())]


def without(folder: Path, table: str, column: str) -> Data:
    rows = [{**row, column: None} for row in REGISTERS[table]]
    return data(folder, **REGISTERS | {table: rows})


@pytest.mark.parametrize(("table", "column"), GAPS)
def test_any_value_may_be_missing(tmp_path: Path, table: str, column: str) -> None:
    found = without(tmp_path, table, column)
    _, standing = rally_cry(found, LAST, SETTINGS)
    assert standing.shown
    assert not waiting(found, SETTINGS).held_back
    assert ("a" in theme_records(found)) == ((table, column) != ("themes", "theme_id"))


def test_what_is_missing_is_not_counted_and_the_rest_is(tmp_path: Path) -> None:
    whole, _ = rally_cry(data(tmp_path / "whole", **REGISTERS), LAST, SETTINGS)
    assert whole is not None
    assert (whole.promised, whole.due, whole.completed, whole.effects.total()) == (2, 2, 1, 1)
    for table, column, counts in (
        ("tasks", "original_due_on", (2, 0, 0, 0)),
        ("tasks", "created_on", (2, 2, 1, 1)),
        ("objectives", "target", (2, 2, 1, 1)),
    ):
        cry, _ = rally_cry(without(tmp_path / f"{table}-{column}", table, column), LAST, SETTINGS)
        assert cry is not None
        assert (cry.promised, cry.due, cry.completed, cry.effects.total()) == counts, (table, column)
    tasks = theme_records(without(tmp_path / "due", "tasks", "due_on"))["a"].tasks
    assert tasks is not None
    assert (tasks.open, tasks.done, tasks.overdue) == (1, 1, 0)


@pytest.mark.parametrize(
    ("table", "column"), [(table, column) for table, rows in TARGETS.items() for column in rows[0]]
)
def test_a_target_or_benchmark_without_its_month_or_value_is_none(tmp_path: Path, table: str, column: str) -> None:
    gap = {table: [{**row, column: None} for row in TARGETS[table]]}
    found = read(data(tmp_path, answers=answers({10: 32, 0: 32}), **TARGETS | gap), "nps", view(), SETTINGS)
    # Only its source may be missing.
    assert (found.target is None) == (table == "targets")
    assert (found.benchmark is None) == (table == "benchmarks" and column != "source")
    assert found.value == 0
