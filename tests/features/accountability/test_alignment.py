"""Department by company goal: counts beside plain SQL, gaps, conflicts, and what nobody owns."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from dashboard.blocks import Chart, Facts, Row
from dashboard.data.question import Question
from dashboard.demo.events import EVENTS
from dashboard.features.accountability.alignment import alignments
from dashboard.measures.programme.alignment import alignment
from dashboard.periods import first_day, last_day
from dashboard.settings import Settings
from dashboard.snapshots.store import Snapshot
from tests.features.companies import asked, view_of, withheld
from tests.measures.programme.test_conflicts import CONTENT, LOYAL, answers, goal
from tests.published import SETTINGS, Rows, data, view

NAMES: Rows = [{"department_id": one, "name": one.title()} for one in ("care", "sales", "finance")]
BY_NAME = {event.name: event for event in EVENTS}

RUNNING = """
    with running as (
        select * from objectives where starts_on <= date '{until}' and due_on >= date '{begin}'
            and coalesce(status, '') not in ('dropped', 'carried_over', 'met')
            and ('{region}' = '' or region is null or region = '{region}')
            and ('{segment}' = '' or segment is null or segment = '{segment}')
    )
"""
COUNTED = "select d.name, company_goal, count(*) from running join departments d using (department_id) group by all"
WITHOUT = """
    select name from departments d
    where not exists (select 1 from running r where r.department_id = d.department_id and family = 'customer')
"""
SIDES = """
    select count(*) filter (written_from = 'customer'), count(written_from),
        count(*) filter (means = 'technology' and family <> 'customer')
    from running
"""


def shown(question: Question) -> tuple[Row, dict[tuple[str, str], float | None], dict[str, str]]:
    """Return the block, its cells by department and goal, and the facts beside them."""
    (row,) = alignments.blocks(question)
    assert isinstance(row, Row)
    cells, facts = {}, {}
    for block in row.blocks:
        if isinstance(block, Chart):
            cells = {(mark["y"], mark["x"]): mark["value"] for mark in block.rows()}
        if isinstance(block, Facts):
            facts = dict(block.facts)
    return row, cells, facts


@pytest.mark.parametrize(
    ("region", "segment", "back"),
    [("", "", 0), ("DACH", "", 0), ("", "Small business", 0), ("LATAM", "Enterprise", 0), ("", "", 9)],
)
def test_on_the_demo_company_it_counts_what_plain_sql_counts(
    demo: Snapshot, demo_warehouse: Path, settings: Settings, region: str, segment: str, back: int
) -> None:
    shown_view = replace(
        view_of(demo, month=demo.manifest.last_month - back), regions=(region,) if region else None,
        segments=(segment,) if segment else None,
    )  # fmt: skip
    days = {"begin": first_day(shown_view.period.first), "until": last_day(shown_view.period.last)}
    running = RUNNING.format(**days, region=region, segment=segment)
    with duckdb.connect(demo_warehouse, read_only=True) as raw:
        counted = {(name, goal): n for name, goal, n in raw.sql(running + COUNTED).fetchall()}
        without = {name for (name,) in raw.sql(running + WITHOUT).fetchall()}
        ((theirs, written, technology),) = raw.sql(running + SIDES).fetchall()
        unowned = raw.sql("select journey || ': ' || stage from journey_stages where department_id is null").fetchall()
    row, cells, facts = shown(asked(demo, settings, view=shown_view))
    assert {cell: n for cell, n in cells.items() if n is not None} == counted
    assert len(cells) == 9 * 3
    assert f"{sum(counted.values())} open goals" in row.head.subtitle
    assert f"{sum(n is None for n in cells.values())} gaps" in row.head.subtitle
    assert facts["Journey stages without an owner"].split(" · ")[0] == ", ".join(one for (one,) in unowned)
    found = alignment(asked(demo, settings, view=shown_view).data, shown_view, settings)
    assert set(found.without_customer_goal) == without
    assert (found.from_their_side, found.written, len(found.technology or ())) == (theirs, written, technology)


def test_a_department_without_a_customer_goal_and_a_stage_without_an_owner(demo: Snapshot, settings: Settings) -> None:
    """Both are planted."""
    row, _, facts = shown(asked(demo, settings))
    assert BY_NAME["a department without a customer goal"].department == "finance"
    assert BY_NAME["a stage without an owner"]
    assert facts["Departments without a customer goal"] == "Finance & Administration"
    assert row.head.title == "Finance & Administration has no customer goal; one journey stage has no owner"


def test_each_cell_and_fact_of_a_few_goals(tmp_path: Path) -> None:
    goals = [
        LOYAL | {"company_goal": "Loyal", "family": "customer", "written_from": "customer", "means": "people"},
        CONTENT | {"company_goal": "Loyal", "family": "growth", "written_from": "company", "means": "technology"},
        goal(3, company_goal="Lean", family="cost", metric="told"),
        goal(4, company_goal="Gone", status="dropped"),
    ]
    stages = [{"journey": "Life", "stage": "Buy", "position": 1, "department_id": "sales"},
              {"journey": "Life", "stage": "Use", "position": 2}]  # fmt: skip
    known = data(tmp_path, answers=answers(), objectives=goals, departments=NAMES, journey_stages=stages)
    row, cells, facts = shown(Question(known, view(), SETTINGS))
    assert cells == {
        ("Care", "Loyal"): 1, ("Care", "Lean"): 1, ("Care", "Gone"): None,
        ("Sales", "Loyal"): 1, ("Sales", "Lean"): None, ("Sales", "Gone"): None,
        ("Finance", "Loyal"): None, ("Finance", "Lean"): None, ("Finance", "Gone"): None,
    }  # fmt: skip
    (chart,) = (block for block in row.blocks if isinstance(block, Chart))
    labels = {(mark["y"], mark["x"]): mark["label"] for mark in chart.rows()}
    assert labels["Care", "Loyal"] == labels["Sales", "Loyal"] == "1 · in 1 conflict"
    assert (labels["Care", "Lean"], labels["Finance", "Lean"]) == ("1", "")
    assert facts == {
        "Departments without a customer goal": "Sales and Finance",
        "Journey stages without an owner": "Life: Use",
        "Written from the customer's side": "1 of 2 goals (50\u202f%)",
        "Technology goals that are not for customers": "Goal 2 (Sales)",
    }
    assert row.head.title == "Two departments have no customer goal; one journey stage has no owner"
    assert row.head.subtitle == "all of Test · Q3 2026 · 3 open goals · 6 gaps"


def test_a_company_that_keeps_only_objectives_gets_what_they_tell(tmp_path: Path) -> None:
    bare = goal(1, family="customer", metric="told")
    row, cells, facts = shown(Question(data(tmp_path, objectives=[bare]), view(), SETTINGS))
    assert (cells, facts) == ({}, {"Departments without a customer goal": "none"})
    assert row.head.title == "Every department has a customer goal"
    named = bare | {"company_goal": "Loyal"}
    _, cells, _ = shown(Question(data(tmp_path / "named", objectives=[named, goal(2, "x")]), view(), SETTINGS))
    assert cells == {
        ("care", "Loyal"): 1, ("care", "no company goal"): None, ("x", "Loyal"): None, ("x", "no company goal"): 1,
    }  # fmt: skip
    assert alignments.blocks(Question(data(tmp_path / "none", objectives=[]), view(), SETTINGS)) == ()
    assert alignments.blocks(Question(data(tmp_path / "tasks", tasks=[]), view(), SETTINGS)) == ()


def test_where_stages_are_withheld_nothing_is_said_of_them(demo: Snapshot, settings: Settings) -> None:
    row, _, facts = shown(asked(withheld(demo, "journey_stages"), settings))
    assert "Journey stages without an owner" not in facts
    assert "stage" not in row.head.title
    assert any("journey stages" in note for note in row.head.notes)


def test_where_nobody_keeps_who_owns_stages_none_is_called_unowned(tmp_path: Path) -> None:
    stages = [{"journey": "Life", "stage": stage, "position": at, "department_id": None}
              for at, stage in enumerate(("Buy", "Use"))]  # fmt: skip
    known = data(
        tmp_path,
        answers=answers(),
        objectives=[goal(1, department_id="sales")],
        departments=NAMES,
        journey_stages=stages,
    )
    row, _, facts = shown(Question(known, view(), SETTINGS))
    assert "Journey stages without an owner" not in facts
    assert "owner" not in row.head.title
