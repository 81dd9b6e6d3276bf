"""The departments' scorecard: the demo company's beside plain SQL, and registers small enough to count."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from dashboard.blocks import Bar, Stack, Table, Tiles, strings
from dashboard.data.question import Question
from dashboard.features.accountability.scorecard import department_scorecard
from dashboard.measures import MEASURES, top_ten
from dashboard.measures.programme.conflicts import conflicts
from dashboard.periods import choices, first_day, last_day
from dashboard.settings import Settings
from dashboard.snapshots.store import Snapshot
from tests.features.companies import asked
from tests.measures.themes.test_top_ten import TWO, themed
from tests.published import LAST, SETTINGS, Rows, answers, data, view

TASKS = """
    with due as (
        select *, completed_on <= date '{until}' and completed_on <= original_due_on
            and not coalesce(reopened_on between completed_on and date '{until}', false) as kept
        from tasks where original_due_on between date '{begin}' and date '{until}' and created_on <= date '{until}'
            and not coalesce(cancelled_on <= date '{until}', false)
    )
    select d.name, count(t.task_id), count(t.task_id) filter (kept),
        count(t.task_id) filter (t.due_on > original_due_on)
    from departments d left join due t using (department_id) group by 1
"""
OURS = ", ".join(f"'{name}'" for name in MEASURES)

GOALS = """
    with running as (
        select * from objectives o where starts_on <= date '{until}' and due_on >= date '{begin}'
            and coalesce(status, '') not in ('dropped', 'carried_over')
    )
    select d.name, count(*) filter (family = 'customer'), count(*) filter (family = 'cost'),
        count(*) filter (family = 'growth'), sum(incentive_weight) filter (family = 'customer'),
        count(*) filter (family = 'customer' and metric in ({ours}) and due_on > date '{until}'),
        count(*) filter (family = 'customer' and metric not in ({ours}))
    from departments d join running using (department_id) group by 1
"""


def shown(question: Question) -> Table:
    *_, table = department_scorecard.blocks(question)
    assert isinstance(table, Table)
    return table


@pytest.mark.parametrize("kind", [0, 1, 6])
def test_on_the_demo_company_it_is_what_plain_sql_counts(
    demo: Snapshot, demo_warehouse: Path, settings: Settings, kind: int
) -> None:
    period = choices(demo.manifest.first_month, demo.manifest.last_month)[kind]
    question = asked(demo, settings, view=view(period=period, against=None))
    table, days = shown(question), {"begin": first_day(period.first), "until": last_day(period.last)}
    with duckdb.connect(demo_warehouse, read_only=True) as raw:
        tasks = {name: counts for name, *counts in raw.sql(TASKS.format(**days)).fetchall()}
        goals = {name: counts for name, *counts in raw.sql(GOALS.format(**days, ours=OURS)).fetchall()}
        ids = dict(raw.sql("select department_id, name from departments").fetchall())
        owner = dict(raw.sql("select theme_id, d.name from themes join departments d using (department_id)").fetchall())
    found_conflicts = conflicts(question.data, question.view, settings).found
    asked_about = [{goal.department_id for pair in one.pairs for goal in pair} for one in found_conflicts if one.asked]
    waiting = Counter(ids[one] for clash in asked_about for one in clash)
    costliest: dict[str, str] = {}
    for theme in (found := top_ten(question.data, question.view, settings)).ten + found.others:
        costliest.setdefault(owner.get(theme.theme_id, ""), theme.name)
    assert {cell.text for cell in table.column("department")} == set(tasks)
    for row in table.rows:
        name, met, on_time, slips, theme_owned, _, mix, in_pay, _, clashes = row
        assert clashes.text == str(waiting.get(name.text) or "–")
        due, kept, moved = tasks[name.text]
        customer, cost, growth, weight, early, reported = goals[name.text]
        assert on_time.text == (f"{kept} of {due} on time" if due else "none due")
        assert slips.value == moved
        assert (met.remark == "no customer goal") == (customer == 0)
        assert (f"{early} too early" in met.note) == (early > 0)
        assert (f"{reported} as reported" in met.note) == (reported > 0)
        assert in_pay.value == pytest.approx(weight or 0.0)
        assert isinstance(mix.drawing, Stack)
        assert [part.amount for part in mix.drawing.parts] == [customer, cost, growth]
        assert theme_owned.text == costliest.get(name.text, "")
    bars = [cell.drawing.share for cell in table.column("on_time") if isinstance(cell.drawing, Bar)]
    assert bars == sorted(bars)
    assert f"n {sum(due for due, *_ in tasks.values())} " in table.head.subtitle


def task(department: str, **changes: Any) -> dict[str, Any]:
    day = date(2026, 8, 10)
    return {"task_id": "t", "title": "Do", "department_id": department, "kind": "task", "created_on": date(2026, 7, 1),
            "original_due_on": day, "due_on": day} | changes  # fmt: skip


def goal(department: str, **changes: Any) -> dict[str, Any]:
    return {"objective_id": "o", "title": "T", "department_id": department, "family": "customer", "baseline": 1.0,
            "target": 2.0, "starts_on": date(2026, 1, 1), "due_on": date(2026, 12, 31)} | changes  # fmt: skip


DEPARTMENTS: Rows = [{"department_id": "care", "name": "Care"}, {"department_id": "sales", "name": "Sales"}]


def small(folder: Path, **rows: Any) -> Table:
    found = data(folder, **{"departments": DEPARTMENTS, "tasks": [], **rows})
    return shown(Question(found, view(), SETTINGS))


def test_each_trap_of_a_task(tmp_path: Path) -> None:
    done, late = date(2026, 8, 9), date(2026, 8, 11)
    tasks = [
        task("care", completed_on=done), task("care", completed_on=late), task("care", owner=None),
        task("care", completed_on=done, reopened_on=done), task("care", cancelled_on=date(2026, 8, 20)),
        task("care", due_on=date(2026, 10, 9)), task("care", due_on=date(2026, 8, 1), completed_on=done),
        task("care", original_due_on=None), task("care", original_due_on=date(2026, 6, 30)), task("gone"),
    ]  # fmt: skip
    table = small(tmp_path, tasks=tasks)
    assert [[cell.text for cell in table.column(name)] for name in ("department", "on_time", "slips")] == [
        ["gone", "Care", "Sales"], ["0 of 1 on time", "2 of 6 on time", "none due"], ["0", "1", "0"],
    ]  # fmt: skip
    assert [(cell.text, cell.remark) for cell in table.column("open")] == [
        ("1", "1 overdue"), ("5", "4 overdue"), ("0", ""),
    ]  # fmt: skip
    assert table.head.title == "All departments: 2 of 7 tasks first due Jul–Sep 2026 were on time, gone least: 0 of 1"
    assert table.head.subtitle == "all of Test · n 7 · as of 30 Sep 2026 · open then, whenever due: n 6"
    # Which numbers are of the period, and which are of its end, whenever they were due.
    assert {column.name: column.label for column in table.columns if column.name in ("on_time", "slips", "open")} == {
        "on_time": "First due Jul–Sep 2026, on time by that date", "slips": "Slipped",
        "open": "All open at 30 Sep",
    }  # fmt: skip


def test_goals_that_nobody_measures_or_took_on(tmp_path: Path) -> None:
    goals = [
        goal("care", objective_id="far", incentive_weight=0.2), goal("care", status="met", incentive_weight=0.1),
        goal("care", objective_id="open", metric="nps"), goal("care", status="dropped"),
        goal("care", due_on=date(2026, 6, 30)), goal("sales", family="growth", incentive_weight=0.4),
    ]  # fmt: skip
    values = [{"objective_id": "far", "month": date(2026, month, 1), "actual": 1.5} for month in (7, 8, 9)]
    table = small(tmp_path, objectives=goals, objective_values=values, answers=answers({10: 48, 0: 16}))
    assert [(cell.text, cell.note, cell.remark) for cell in table.column("goals")] == [
        ("–", "1 too early · 2 as reported (1 half way)", ""), ("", "", "no customer goal"),
    ]  # fmt: skip
    assert [cell.text for cell in table.column("in_pay")] == ["–", "0\u202f%"]
    assert table.head.title == "All departments: no task was first due Jul–Sep 2026; Sales has no customer goal"
    assert [cell.text for cell in table.column("conflicts")] == ["–", "–"]


def test_conflicts_that_wait_are_counted_by_department(tmp_path: Path) -> None:
    up, down, apart = goal("care", direction="up"), goal("sales", direction="down"), goal("care", metric="else")
    goals = [
        each | {"objective_id": str(at)}
        for at, each in enumerate(({**up, "metric": "calls"}, {**down, "metric": "calls"}, apart))
    ]
    table = small(tmp_path, tasks=[task("care"), task("gone")], objectives=goals)
    told = {row[0].text: row[-1].text for row in table.rows}
    assert (told, table.columns[-1].label) == ({"Care": "1", "Sales": "1", "gone": "–"}, "In conflicts, of 1")


def test_what_is_not_connected_has_no_column_and_themes_link(tmp_path: Path) -> None:
    table = small(tmp_path / "bare", tasks=[task("care")] * 5_000)
    assert [column.name for column in table.columns] == ["department", "on_time", "slips", "open"]
    assert table.keys == ()
    assert table.column("on_time")[0].text == "0 of 5000 on time"
    themes: Rows = [{"theme_id": "a", "name": "Waiting", "department_id": "care"}]
    theme, none = small(tmp_path, themes=themes, **themed(TWO, month=LAST)).column("theme")
    assert (theme.text, theme.link, none.note) == ("Waiting", "theme:a", "none")
    assert department_scorecard.blocks(Question(data(tmp_path / "none"), view(), SETTINGS)) == ()


def test_a_company_that_keeps_only_tasks_sees_which_department_keeps_what_it_promised(tmp_path: Path) -> None:
    done = task("care", completed_on=date(2026, 8, 9))
    known = data(tmp_path, tasks=[done, {**task("sales"), "task_id": "u"}])
    table = shown(Question(known, view(), SETTINGS))
    assert [(cells[0].text, cells[1].text) for cells in table.rows] == [
        ("sales", "0 of 1 on time"), ("care", "1 of 1 on time"),
    ]  # fmt: skip
    _, tiles, *_ = department_scorecard.blocks(Question(known, view(), SETTINGS, (("department", "sales"),)))
    assert isinstance(tiles, Tiles)
    assert [tile.label for tile in tiles.tiles] == ["by the first date promised", "dates moved to a later day"]


def test_a_filter_changes_no_register(demo: Snapshot, settings: Settings) -> None:
    places = (None, ("NA",))
    whole, part = (shown(asked(demo, settings, view=view(regions=regions, against=None))) for regions in places)
    assert list(strings(whole.rows)) == list(strings(part.rows))
    assert part.head.subtitle.startswith("whole company · ")
    opened = replace(asked(demo, settings), parameters=(("department", "support"),))
    assert [cell.text for cell in shown(opened).column("department") if cell.strong] == ["Support"]
