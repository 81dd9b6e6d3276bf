"""Load: beside plain SQL on the demo company's rows, and registers small enough to count."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from dashboard.blocks import Block, Chart, Fold, Table, within
from dashboard.data.access import Data
from dashboard.data.question import Question
from dashboard.features.accountability.load import commitments
from dashboard.measures.programme.load import load
from dashboard.periods import choices, first_day, last_day
from dashboard.snapshots.store import Snapshot
from tests.published import LAST, SETTINGS, Rows, data, view

HELD = """
    with standing as (
        select *, not (coalesce(completed_on <= $until, false)
            and not coalesce(reopened_on between completed_on and $until, false)) as still
        from tasks where created_on <= $until and not coalesce(cancelled_on <= $until, false)
            and ($region is null or region = $region)
    )
    select department_id, count(*) filter (still), count(*) filter (still and due_on < $until),
        count(*) filter (still and blocked_since <= $until),
        count(*) filter (still and objective_id is null and theme_id is null),
        count(*) filter (still and owner is null),
        count(*) filter (preventive and created_on >= $begin), count(preventive) filter (created_on >= $begin),
        max(headcount)
    from departments left join standing using (department_id) group by 1
"""
OVER_TIME = """
    select count(*) from tasks where created_on <= $until and not coalesce(cancelled_on <= $until, false)
        and not (coalesce(completed_on <= $until, false)
            and not coalesce(reopened_on between completed_on and $until, false))
"""


@pytest.mark.parametrize(("kind", "region"), [(0, None), (0, "DACH"), (7, None)])
def test_on_the_demo_company_it_is_what_plain_sql_counts(
    demo: Snapshot, demo_warehouse: Path, kind: int, region: str | None
) -> None:
    period = choices(demo.manifest.first_month, demo.manifest.last_month)[kind]
    found = load(Data(demo), view(period=period, regions=None if region is None else (region,)))
    days = {"begin": first_day(period.first), "until": last_day(period.last)}
    with duckdb.connect(demo_warehouse, read_only=True) as raw:
        expected = {row[0]: row[1:] for row in raw.execute(HELD, days | {"region": region}).fetchall()}
        then = {month: raw.execute(OVER_TIME, {"until": last_day(month)}).fetchall()[0][0] for month, _ in found.months}
    assert {
        one.key: (one.open, one.overdue, one.blocked, one.aimless, one.unowned, one.preventive, one.told, one.heads)
        for one in found.departments
    } == expected
    assert found.whole.open == sum(one.open for one in found.departments) == sum(one.open for one in found.owners)
    assert region is not None or dict(found.months) == then
    assert found.follows == (found.unplaced > 0 or region is None) is True


def task(**changes: Any) -> dict[str, Any]:
    day = date(2026, 8, 10)
    return {"task_id": "t", "title": "Do", "department_id": "care", "kind": "task", "created_on": date(2026, 7, 1),
            "original_due_on": day, "due_on": day, "objective_id": "o", "owner": "Ana"} | changes  # fmt: skip


DEPARTMENTS: Rows = [
    {"department_id": "care", "name": "Care", "headcount": 50}, {"department_id": "sales", "name": "Sales"},
]  # fmt: skip
TASKS = [
    task(preventive=True), task(owner=None, preventive=False), task(objective_id=None),
    task(blocked_since=date(2026, 9, 1)), task(completed_on=date(2026, 8, 1)),
    task(completed_on=date(2026, 8, 1), reopened_on=date(2026, 8, 2)), task(cancelled_on=date(2026, 9, 1)),
    task(created_on=date(2026, 10, 1)), task(department_id="sales", owner="Ben"),
    task(created_on=date(2025, 2, 1), theme_id="T", objective_id=None, due_on=date(2026, 12, 1)),
]  # fmt: skip


def shown(folder: Path, **rows: Any) -> dict[str, Block]:
    found = data(folder, **{"departments": DEPARTMENTS, "tasks": TASKS} | rows)
    blocks = commitments.blocks(Question(found, view(), SETTINGS))
    return {held.head.name: held for block in blocks for held in within(block)}


def test_each_trap_of_a_task_and_what_is_told_of_it(tmp_path: Path) -> None:
    blocks = shown(tmp_path)
    table, trend, fold = blocks["A8"], blocks["A8.months"], blocks["A8.owners"]
    assert isinstance(table, Table)
    assert isinstance(trend, Chart)
    assert isinstance(fold, Fold)
    columns = [column.label for column in table.columns]
    assert columns == [
        "Department", "Open", "Per 100 heads", "Blocked", "Without aim", "No owner", "Most on one", "Made in the period"
    ]  # fmt: skip
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["Care", "6", "12.0", "1", "1", "1", "5", "1 of 2 prevent"],
        ["Sales", "1", "–", "0", "0", "0", "1", "not told"],
    ]
    assert [cell.remark for cell in table.column("open")] == ["5 overdue", "1 overdue"]
    assert table.head.title == "7 tasks are open, 1 a year before; Care holds most: 6"
    assert (
        table.head.subtitle == "all of Test · as of 30 Sep 2026 · 1 without an owner · 1 without an objective or theme"
    )
    assert table.head.notes == ("Of 2 tasks made Jul–Sep 2026, 1 prevent and 1 put out fires.",)
    assert [row["y"] for row in trend.rows()][-2:] == [8.0, 7.0]
    assert fold.head.subtitle == "2 people hold 6 tasks"


def test_many_tasks_and_none(tmp_path: Path) -> None:
    many = [task(task_id=f"{place}", owner=f"Owner {place % 900}") for place in range(5_000)]
    table = shown(tmp_path / "many", tasks=many)["A8"]
    assert isinstance(table, Table)
    assert table.rows[0][1].text == "5,000"
    none = shown(tmp_path / "none", tasks=[])
    assert set(none) == {"A8"}
    assert none["A8"].head.title == "0 tasks are open"
    assert shown(tmp_path / "bare", tasks=[task()], departments=[])["A8"].head.shown
    assert commitments.blocks(Question(data(tmp_path / "without"), view(), SETTINGS)) == ()


def test_where_no_task_says_what_it_serves_none_of_them_stands_out(tmp_path: Path) -> None:
    aimless = shown(tmp_path / "none", tasks=[task(objective_id=None, theme_id=None)])["A8"]
    assert isinstance(aimless, Table)
    assert "aimless" not in [column.name for column in aimless.columns]
    assert aimless.head.subtitle.endswith("no task says what it serves")
    one = task(task_id="v", objective_id="o")
    some = shown(tmp_path / "some", tasks=[task(objective_id=None, theme_id=None), one])["A8"]
    assert isinstance(some, Table)
    assert "aimless" in [column.name for column in some.columns]


def test_a_filter_that_tasks_cannot_follow_is_told(tmp_path: Path) -> None:
    question = Question(data(tmp_path, tasks=TASKS), view(regions=("North",)), SETTINGS)
    assert (
        load(question.data, question.view).whole.open
        == load(question.data, replace(question.view, regions=None)).whole.open
    )
    (row, *_) = commitments.blocks(question)
    assert any(held.head.subtitle.startswith("whole company · as of") for held in within(row))
    assert load(question.data, question.view).months[-1][0] == LAST
