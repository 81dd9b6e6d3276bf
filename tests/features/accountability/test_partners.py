"""Who has to work with whom: what two departments share, the most of it first."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from pathlib import Path

import duckdb
import pytest

from dashboard.blocks import Table
from dashboard.data.question import Question
from dashboard.features.accountability.partners import MOST, partners
from dashboard.measures import top_ten
from dashboard.measures.programme.conflicts import conflicts
from dashboard.measures.programme.partners import partnerships
from dashboard.periods import first_day
from dashboard.settings import Settings
from dashboard.snapshots.store import Snapshot
from tests.features.companies import asked, not_connected, view_of, withheld
from tests.measures.programme.test_conflicts import CONTENT, LOYAL, answers, goal
from tests.measures.themes.test_top_ten import TWO, themed
from tests.published import LAST, SETTINGS, Rows, data, view

HANDED = """
    with steps as (
        select s.*, coalesce(s.department_id, o.department_id) as who, o.is_last,
            (select n.department_id from journey_stages n where n.journey = s.journey and n.position > o.position
                order by n.position limit 1) as drawn_next
        from journey_steps s left join journey_stages o using (journey, stage) where started_at < '{until}'
    ),
    pairs as (
        select a.*, case when b.journey_id is null then case when not coalesce(a.is_last, false) then a.drawn_next end
            else b.who end as whom, b.journey_id is not null as taken, b.started_at as taken_at
        from steps a left join steps b on a.journey_id = b.journey_id and b.step_number = (
            select min(c.step_number) from steps c where c.journey_id = a.journey_id and c.step_number > a.step_number)
    )
    select least(who, whom), greatest(who, whom), count(*)
    from pairs left join customers k using (customer_id)
    where (taken or completed_at < '{until}') and who <> whom
        and coalesce(completed_at, taken_at) >= '{begin}' and coalesce(completed_at, taken_at) < '{end}'
        and coalesce(pairs.region, k.region, 'not given') in (select unnest(?))
        and coalesce(pairs.segment, k.segment, 'not given') in (select unnest(?))
    group by all
"""
NAMES: Rows = [{"department_id": one, "name": one.title()} for one in ("care", "sales", "ops")]


def shown(question: Question) -> Table:
    (table,) = partners.blocks(question)
    assert isinstance(table, Table)
    return table


@pytest.mark.parametrize(
    ("regions", "segments", "back"),
    [
        (None, None, 0),
        (("DACH",), None, 0),
        (None, ("Enterprise",), 0),
        (("NA",), ("Mid-market",), 0),
        (None, None, 14),
    ],
)
def test_on_the_demo_company_points_are_those_of_the_themes_that_both_have_a_part_in(
    demo: Snapshot, demo_warehouse: Path, settings: Settings, back: int,
    regions: tuple[str, ...] | None, segments: tuple[str, ...] | None,
) -> None:  # fmt: skip
    there = replace(view_of(demo, month=demo.manifest.last_month - back), regions=regions, segments=segments)
    question = asked(demo, settings, view=there)
    with duckdb.connect(demo_warehouse, read_only=True) as raw:
        parts = raw.sql("""
            select a.department_id, b.department_id, theme_id from theme_departments a
            join theme_departments b using (theme_id) join themes t using (theme_id)
            where a.department_id < b.department_id and t.department_id is null
        """).fetchall()
    listed = top_ten(question.data, question.view, settings, trends=False)
    costs = {theme.theme_id: theme.points for theme in (*listed.ten, *listed.others)}
    expected: dict[tuple[str, str], float] = {}
    for one, other, theme in parts:
        if theme in costs:
            expected[one, other] = expected.get((one, other), 0.0) + costs[theme]
    found = partnerships(question.data, question.view, settings)
    assert {one.departments: pytest.approx(one.points) for one in found if one.themes} == expected
    assert [one.points for one in found] == sorted((one.points for one in found), reverse=True)
    with duckdb.connect(demo_warehouse, read_only=True) as raw:
        assert {one.departments: one.handed.handed for one in found if one.handed.handed} == _handed(raw, question)
    between = {
        pair for one in conflicts(question.data, question.view, settings).found if one.asked
        for both in one.departments for pair in combinations(sorted(both), 2)
    }  # fmt: skip
    assert {one.departments for one in found if one.conflicts} == between


def _handed(raw: duckdb.DuckDBPyConnection, question: Question) -> dict[tuple[str, str], int]:
    """Count the hand-offs of the period by the two departments, whoever handed over."""
    data, view, period = question.data, question.view, question.view.period
    days = {"begin": first_day(period.first), "end": first_day(period.last + 1)}
    places = [list(view.regions or data.regions), list(view.segments or data.segments)]
    rows = raw.execute(HANDED.format(**days, until=first_day(question.manifest.last_month + 1)), places)
    return {(one, other): n for one, other, n in rows.fetchall()}


def company(folder: Path, **more: Rows) -> Question:
    themes: Rows = [{"theme_id": "a", "name": "Waiting"}, {"theme_id": "b", "name": "Price", "department_id": "care"}]
    parts: Rows = [{"theme_id": "a", "department_id": one} for one in ("care", "sales", "ops")]
    parts = [*parts, *({"theme_id": "b", "department_id": one} for one in ("care", "sales"))]
    rows = {"departments": NAMES, "themes": themes, "theme_departments": parts, **themed(TWO, month=LAST), **more}
    return Question(data(folder, **rows), view(), SETTINGS)


def test_a_theme_that_one_line_of_business_owns_is_shared_by_none(tmp_path: Path) -> None:
    table = shown(company(tmp_path))
    assert [cells[0].text for cells in table.rows] == ["Care and Ops", "Care and Sales", "Ops and Sales"]
    assert {cells[1].text for cells in table.rows} == {"Waiting"}
    assert len({cells[2].text for cells in table.rows}) == 1
    assert [column.name for column in table.columns] == ["pair", "themes", "points"]
    assert table.order == "by points shared, then by journeys lost at hand-offs, then by conflicts of their goals"


def test_goals_at_odds_alone_make_a_partnership_and_lead_to_the_question(tmp_path: Path) -> None:
    opposed = goal(3, "sales", direction="down")
    rows: dict[str, Rows] = {"departments": NAMES, "objectives": (LOYAL, CONTENT, opposed), "answers": answers()}
    table = shown(Question(data(tmp_path, **rows), view(), SETTINGS))
    assert [column.name for column in table.columns] == ["pair", "conflicts", "first"]
    ((pair, number, first),) = table.rows
    assert (pair.text, number.text, first.text) == ("Care and Sales", "2", "“Goal 2” or “Goal 1”?")
    assert first.link == "conflict:O-1+O-2"
    assert table.head.title == "Care and Sales have most to settle: 2 conflicts between their goals"


def test_journeys_handed_both_ways_are_told_together(tmp_path: Path) -> None:
    there = {"month": LAST, "from_department": "care", "to_department": "sales", "handed": 10, "taken": 9,
             "abandoned": 1, "timed": 8, "wait_hours": 40.0}  # fmt: skip
    back = there | {"from_department": "sales", "to_department": "care", "abandoned": 0, "wait_hours": 24.0}
    table = shown(Question(data(tmp_path, departments=NAMES, hand_offs=[there, back]), view(), SETTINGS))
    assert [[cell.text for cell in cells] for cells in table.rows] == [
        ["Care and Sales", "20 journeys, 3 not taken up or given up there; waited 4.0\u202fh on average"]
    ]
    assert table.head.title == "Care and Sales lose most where they hand over: 3 journeys"


def test_where_nothing_is_shared_nothing_is_drawn(tmp_path: Path, demo: Snapshot, settings: Settings) -> None:
    assert partners.blocks(Question(data(tmp_path, departments=NAMES), view(), SETTINGS)) == ()
    assert partners.blocks(Question(data(tmp_path / "tasks", tasks=[]), view(), SETTINGS)) == ()
    bare = shown(asked(not_connected(demo, "theme_departments"), settings))
    assert "themes" not in [column.name for column in bare.columns]
    told = shown(asked(withheld(demo, "objectives"), settings))
    assert "conflicts" not in [column.name for column in told.columns]
    assert any("objectives" in note for note in told.head.notes)
    assert len(told.rows) <= MOST
