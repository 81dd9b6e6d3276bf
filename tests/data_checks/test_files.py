"""The audit of tables that files hold: what is wrong is told with file, sheet and cell."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from dashboard.warehouse import connect
from data_checks.finding import Finding
from data_checks.source_audit import audit_source
from queries.source import Source
from tests.companies import TODAY
from tests.data_checks.audits import NAMED, THRESHOLDS
from tests.queries.files.registers import csv_file, tasks, workbook

SOUND: tuple[dict[str, Any], ...] = ({},) * 30
WRONG: tuple[dict[str, Any], ...] = (
    {"title": None}, {"department_id": "d9"}, {"task_id": "T-1"}, {"kind": "chore"}, {"created_on": "2031-01-01"},
    {"original_due_on": "2025-12-31"}, {"due_on": "31.02.2026"}, {"preventive": "perhaps"},
)  # fmt: skip


def audited(folder: Path, url: str = "duckdb:///:memory:") -> list[Finding]:
    with connect(url) as warehouse:
        with warehouse.engine.connect() as connection:
            source = Source.inspect(connection, folder)
        found, _, _ = audit_source(
            warehouse.engine, source, today=TODAY, now=datetime(2026, 3, 10, 12, tzinfo=UTC), previous=None, full=True,
            from_month=2024 * 12, settings=THRESHOLDS, named=NAMED,
        )  # fmt: skip
    return found


def audit(folder: Path, url: str = "duckdb:///:memory:") -> dict[str, Finding]:
    return {finding.check: finding for finding in audited(folder, url) if finding.subject == "tasks"}


def folder_of(folder: Path, *changes: dict[str, Any]) -> Path:
    """Return a mapping with departments in the warehouse and tasks in a workbook."""
    (folder / "departments.sql").write_text("select 'd1' as department_id, 'Support' as name")
    workbook(folder / "registers.xlsx", tasks=tasks(*SOUND, *changes))
    return folder


@pytest.mark.parametrize("engine", ["duckdb", "postgresql"])
def test_each_fault_is_told_with_its_cell(engine: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    url = "duckdb:///:memory:" if engine == "duckdb" else request.getfixturevalue("postgres_url")
    found = audit(folder_of(tmp_path, *WRONG), url)
    told = {check.removeprefix("tasks."): finding.sentence for check, finding in found.items() if not finding.passed}
    place = "registers.xlsx, sheet tasks"
    assert told == {
        "title.null": f"tasks: 1 task has no title ({place}: B32).",
        "department_id.reference": "tasks: 1 task names a department_id that is not in departments (2.6 % of all), for "
        f"example 'd9' (1 time) ({place}: C33).",
        "key": "tasks: 1 task repeats the task_id of another (2.6 % of all), for example T-1 (2 times) "
        f"({place}: A2 and A34).",
        "kind.allowed": "tasks: 1 task has a kind that is none of task, root_cause, corrective_action, for example "
        f"chore ({place}: D35).",
        "created_on.future": f"tasks: 1 task has a created_on in the future, for example 2031-01-01 ({place}: E36).",
        "due_before_created": "tasks: 2 tasks have an original_due_on before the created_on "
        f"({place}: F36 and F37).",
        "cells": f'{place}, row 39, column preventive (H39): "perhaps" is neither yes nor no.',
    }  # fmt: skip
    assert {check for check, finding in found.items() if finding.stops} >= {"tasks.title.null", "tasks.key"}


def test_a_cell_that_cannot_be_read_stops_where_it_must_and_is_marked_elsewhere(tmp_path: Path) -> None:
    found = audited(folder_of(tmp_path, {"due_on": "soon"}, {"due_on": "03/04/2026"}, {"preventive": "perhaps"}))
    cells = {finding.scope: finding for finding in found if finding.check == "tasks.cells"}
    assert (cells["due_on"].stops, cells["preventive"].stops) == (True, False)
    assert cells["due_on"].sentence == (
        'registers.xlsx, sheet tasks, row 32, column due_on (G32): "soon" is no date. And 1 cell more of this column.'
    )
    assert cells["due_on"].datasets == ("tasks",)
    empty = next(finding for finding in found if finding.check == "tasks.due_on.null")
    assert empty.passed, "what cannot be read is one fault, not two"


def test_a_task_with_a_cell_that_cannot_be_read_is_set_aside_among_many(tmp_path: Path) -> None:
    found = audited(folder_of(tmp_path, *[{}] * 169, {"due_on": "soon"}))
    (cells,) = [finding for finding in found if finding.check == "tasks.cells"]
    assert (cells.severity, cells.set_aside) == ("warning", {"all": 1})
    assert cells.sentence == (
        'registers.xlsx, sheet tasks, row 201, column due_on (G201): "soon" is no date. '
        "Its row is set aside: no figure counts it."
    )
    assert [finding.check for finding in found if finding.subject == "tasks" and not finding.passed] == ["tasks.cells"]


def test_a_sound_file_passes_and_says_how_much_was_read(tmp_path: Path) -> None:
    found = audit(folder_of(tmp_path))
    assert found["tasks.cells"].passed
    assert found["tasks.cells"].sentence == ("tasks: every cell of registers.xlsx, sheet tasks can be read (30 rows).")
    assert [check for check, finding in found.items() if not finding.passed and check.startswith("tasks")] == []


def test_a_column_that_must_be_there_is_missed_in_the_file(tmp_path: Path) -> None:
    header, *rows = tasks(*SOUND)
    csv_file(tmp_path / "tasks.csv", [("task_id", "Titel", *header[2:]), *rows])
    missed = audit(tmp_path)["tasks.columns"]
    assert missed.stops
    assert missed.sentence == (
        "tasks: 1 required column missing: title in tasks.csv; it has Titel in place of what the contract knows."
    )
    assert missed.action == "Add title to the header, and the values below."
