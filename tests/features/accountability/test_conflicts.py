"""Goals that pull opposite ways on the page: what is drawn, what the forum is asked, and plain SQL beside it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from dashboard.blocks import Chart, Fold, Row, Sentences, Table
from dashboard.data.question import Question
from dashboard.features.accountability.conflicts import all_conflicts, conflict
from dashboard.measures.programme.conflicts import conflicts
from dashboard.periods import first_day, last_day
from dashboard.settings import Settings
from dashboard.snapshots.store import Snapshot
from tests.features.companies import asked, view_of
from tests.measures.programme.test_conflicts import CONTENT, LOYAL, answers, goal
from tests.published import SETTINGS, Rows, data, view

NAMES: Rows = [{"department_id": "care", "name": "Care"}, {"department_id": "sales", "name": "Sales"}]

OPPOSITE = """
    with running as (
        select * from objectives where starts_on <= date '{until}' and due_on >= date '{begin}'
            and coalesce(status, '') not in ('dropped', 'carried_over', 'met')
            and ('{region}' = '' or region is null or region = '{region}')
    )
    select (select count(*) from running), least(a.objective_id, b.objective_id),
        greatest(a.objective_id, b.objective_id)
    from running a join running b on a.metric = b.metric and a.direction = 'up' and b.direction = 'down'
        and coalesce(a.region, b.region, '') = coalesce(b.region, a.region, '')
        and coalesce(a.segment, b.segment, '') = coalesce(b.segment, a.segment, '')
        and a.starts_on <= b.due_on and b.starts_on <= a.due_on
"""


def small(folder: Path, *goals: dict[str, object], rows: Rows = (), **parameters: str) -> Question:
    known = data(folder, answers=rows or answers(), objectives=goals, departments=NAMES)
    return Question(known, view(), SETTINGS, tuple(parameters.items()))


def row(question: Question) -> Row:
    (block,) = conflict.blocks(question)
    assert isinstance(block, Row)
    return block


def test_both_measures_are_drawn_side_by_side_with_value_and_verdict(tmp_path: Path) -> None:
    shown = row(small(tmp_path, LOYAL, CONTENT))
    assert shown.head.title == "“Goal 2” gains while “Goal 1” loses"
    assert [(one.head.title, one.head.subtitle) for one in shown.blocks] == [
        ("CSAT, top two boxes (Sales: higher)", "75.0\u202f%, clear rise"),
        ("Net promoter score (Care: higher)", "0.0, clear fall"),
    ]
    assert all(isinstance(one, Chart) for one in shown.blocks)
    assert shown.head.notes == (
        "A question for the forum, not a finding of fault: “Goal 2” (Sales) or “Goal 1” (Care), which first? "
        "It stands on 3,200 answers.",
        "Looked at one by one, they parted in North and South.",
    )
    assert shown.head.link == "decision:conflict:O-1+O-2"


def test_opposite_goals_share_one_drawing_and_what_is_not_ours_says_so(tmp_path: Path) -> None:
    shown = row(small(tmp_path, LOYAL, goal(3, "sales", direction="down")))
    assert [one.head.title for one in shown.blocks] == ["Net promoter score (Sales: lower; Care: higher)"]
    told = goal(4, metric="stories told"), goal(5, "sales", metric="stories told", direction="down")
    (side,) = row(small(tmp_path / "told", *told)).blocks
    assert isinstance(side, Sentences)
    assert side.head.title == "Stories told (Sales: lower; Care: higher)"
    assert "no measure of ours" in side.sentences[0].finding
    ours = goal(6, metric="win_rate"), goal(7, "sales", metric="win_rate", direction="down")
    (side,) = row(small(tmp_path / "ours", *ours)).blocks
    assert isinstance(side, Sentences)
    assert side.sentences[0].finding.startswith("Not connected")


def test_the_list_is_folded_away_and_a_link_draws_another(tmp_path: Path) -> None:
    goals = (LOYAL, CONTENT, goal(3, "sales", direction="down"))
    question = small(tmp_path, *goals)
    (fold,) = all_conflicts.blocks(question)
    assert isinstance(fold, Fold)
    assert fold.head.title == "2 conflicts for the forum: 1 parted and 1 opposite by rule"
    (table,) = fold.content()
    assert isinstance(table, Table)
    assert [cells[0].link for cells in table.rows] == ["conflict:O-1+O-2", "conflict:O-1+O-3"]
    other = replace(question, parameters=(("conflict", "O-1+O-3"),))
    assert row(other).head.title == "“Goal 3” and “Goal 1” ask for opposite directions"
    gone = replace(question, parameters=(("conflict", "O-8+O-9"),))
    assert row(gone).head.notes[-1].startswith("The link asks for “O-8+O-9”")
    assert all_conflicts.blocks(small(tmp_path / "one", LOYAL, CONTENT)) == ()


def test_without_a_conflict_it_says_of_how_many_goals_and_with_one_goal_nothing(tmp_path: Path) -> None:
    (block,) = conflict.blocks(small(tmp_path, LOYAL, CONTENT | {"department_id": "care"}))
    assert block.head.instead == "None of 2 open goals is known to pull against another."
    assert conflict.blocks(small(tmp_path / "one", LOYAL)) == ()
    assert conflict.blocks(Question(data(tmp_path / "none"), view(), SETTINGS)) == ()


def test_no_departments_are_connected(tmp_path: Path) -> None:
    known = data(tmp_path, answers=answers(), objectives=(LOYAL, CONTENT))
    assert "“Goal 1” (care)" in row(Question(known, view(), SETTINGS)).head.notes[0]


@pytest.mark.parametrize(("region", "back"), [("", 0), ("DACH", 0), ("", 6)])
def test_on_the_demo_company_goals_and_opposites_are_what_plain_sql_finds(
    demo: Snapshot, demo_warehouse: Path, settings: Settings, region: str, back: int
) -> None:
    shown = view_of(demo, month=demo.manifest.last_month - back)
    shown = replace(shown, regions=(region,) if region else None)
    question = asked(demo, settings, view=shown)
    found = conflicts(question.data, shown, settings)
    days = {"begin": first_day(shown.period.first), "until": last_day(shown.period.last)}
    with duckdb.connect(demo_warehouse, read_only=True) as raw:
        pairs = raw.sql(OPPOSITE.format(**days, region=region)).fetchall()
    assert {number for number, _, _ in pairs} == {found.goals}
    by_rule = {
        tuple(sorted(goal.objective_id for goal in pair))
        for one in found.found if one.rule == "opposite" for pair in one.pairs
    }  # fmt: skip
    assert by_rule == {(one, other) for _, one, other in pairs}


def test_what_is_counted_of_the_one_that_loses_is_what_plain_sql_counts(
    demo: Snapshot, demo_warehouse: Path, settings: Settings
) -> None:
    question = asked(demo, settings)
    (fold,) = all_conflicts.blocks(question)
    assert isinstance(fold, Fold)
    (table,) = fold.content()
    assert isinstance(table, Table)
    period = question.view.period
    with duckdb.connect(demo_warehouse, read_only=True) as raw:
        handled, known = raw.sql(f"""
            select count(handle_minutes), count(first_contact_resolved) from support_cases
            where opened_at >= '{first_day(period.first)}' and opened_at < '{first_day(period.last + 1)}'
        """).fetchall()[0]
    counted = {cells[0].link: cells[-1].text for cells in table.rows}
    assert counted["conflict:O-01+O-02"] in (f"{handled:,} cases", f"{known:,} cases")
