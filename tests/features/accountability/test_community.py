"""The cross-LOB community: beside plain SQL, with the line of business that never came."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from dashboard.blocks import Table
from dashboard.data.question import Question
from dashboard.features.accountability.community import who_came
from dashboard.measures.programme.community import KINDS, community
from dashboard.periods import choices, first_day, last_day
from dashboard.settings import Settings
from dashboard.snapshots.store import Snapshot
from dashboard.words.accountability.community import KINDS as CALLED
from queries.contract import CONTRACT
from tests.features.companies import asked
from tests.published import SETTINGS, Rows, data, view

CAME = """
    select department_id, kind, count(*), count(*) filter (attended), count(*) filter (held_on >= $begin),
        count(*) filter (attended and held_on >= $begin)
    from lob_sessions where held_on between $first and $until and ($region is null or region = $region) group by 1, 2
"""
TOLD = """
    select department_id, max(held_on) from lob_sessions
    where kind = 'voc_workshop' and attended and held_on <= $until and ($region is null or region = $region) group by 1
"""


def shown(question: Question) -> Table:
    (table,) = who_came.blocks(question)
    assert isinstance(table, Table)
    return table


@pytest.mark.parametrize(("kind", "region"), [(0, None), (0, "DACH"), (6, None)])
def test_on_the_demo_company_it_is_what_plain_sql_counts(
    demo: Snapshot, demo_warehouse: Path, settings: Settings, kind: int, region: str | None
) -> None:
    period = choices(demo.manifest.first_month, demo.manifest.last_month)[kind]
    question = asked(demo, settings, view=view(period=period, regions=None if region is None else (region,)))
    found = community(question.data, question.view)
    days = {"until": last_day(period.last), "region": region}
    more = {"first": first_day(min(period.first, period.last - 11)), "begin": first_day(period.first)}
    with duckdb.connect(demo_warehouse, read_only=True) as raw:
        came = {row[:2]: row[2:] for row in raw.execute(CAME, days | more).fetchall()}
        told = dict(raw.execute(TOLD, days).fetchall())
    assert {
        (one.department_id, kind): (each.asked, each.came, each.asked_lately, each.came_lately)
        for one in found.departments
        for kind, each in one.came
        if each.asked
    } == came
    assert {one.department_id: one.last_told for one in found.departments if one.last_told} == told
    assert found.follows
    assert (region is None) == (found.unplaced == 0)


def test_the_line_of_business_that_never_came_is_named(demo: Snapshot, settings: Settings) -> None:
    """The planted event: Platform & Security is asked to each session of the community, and came to none."""
    table = shown(asked(demo, settings))
    assert table.head.title == "Platform & Security came to none of 12 sessions of the community"
    never = [row[0].text for row in table.rows if row[1].remark == "never"]
    assert (table.columns[1].label, never) == ("Community", ["Platform & Security"])


def test_every_kind_of_the_contract_has_a_name() -> None:
    column = next(column for column in CONTRACT["lob_sessions"].columns if column.name == "kind")
    assert set(KINDS) == set(CALLED) == set(column.allowed)


def session(**changes: Any) -> dict[str, Any]:
    return {"held_on": date(2026, 9, 10), "department_id": "care", "attended": True, "kind": "community"} | changes


DEPARTMENTS: Rows = [
    {"department_id": "care", "name": "Care"}, {"department_id": "sales", "name": "Sales"},
    {"department_id": "law", "name": "Law"},
]  # fmt: skip
SESSIONS: Rows = [
    session(), session(held_on=date(2025, 11, 3)), session(held_on=date(2025, 9, 30)),
    session(department_id="sales", attended=False), session(department_id="sales", attended=None, kind="voc_workshop"),
    session(kind="voc_workshop", held_on=date(2024, 5, 2)), session(held_on=date(2026, 10, 1)),
]  # fmt: skip


def test_what_is_told_of_a_department(tmp_path: Path) -> None:
    table = shown(Question(data(tmp_path, lob_sessions=SESSIONS, departments=DEPARTMENTS), view(), SETTINGS))
    assert [[(cell.text, cell.note, cell.remark) for cell in row] for row in table.rows] == [
        [("Sales", "", ""), ("0 of 1", "0 of 1", "never"), ("0 of 1", "0 of 1", "never"), ("", "", "never")],
        [("Care", "", ""), ("2 of 2", "1 of 1", ""), ("–", "", ""), ("2 May 2024", "", "")],
        [("Law", "", ""), ("–", "", ""), ("–", "", ""), ("–", "", "")],
    ]
    assert table.head.title == "Sales missed the one session of the community"
    assert table.head.subtitle == "all of Test · Oct 2025–Sep 2026, below: Jul–Sep 2026 · 3 sessions"


def test_sessions_that_no_region_owns_are_left_out_and_told(tmp_path: Path) -> None:
    rows = [*SESSIONS, session(region="North", held_on=date(2026, 9, 11))]
    table = shown(Question(data(tmp_path, lob_sessions=rows), view(regions=("North",)), SETTINGS))
    assert (table.head.subtitle.partition(" · ")[0], len(table.rows)) == ("North", 1)
    assert table.head.notes == ("3 sessions name no region and are left out.",)
    nowhere = shown(Question(data(tmp_path / "bare", lob_sessions=SESSIONS), view(regions=("North",)), SETTINGS))
    assert nowhere.head.subtitle.startswith("whole company · ")


def test_without_sessions_nothing_is_drawn_and_without_any_in_the_year_it_is_told(tmp_path: Path) -> None:
    assert who_came.blocks(Question(data(tmp_path / "without"), view(), SETTINGS)) == ()
    old = shown(Question(data(tmp_path, lob_sessions=[session(held_on=date(2020, 1, 1))]), view(), SETTINGS))
    assert old.head.instead == "No session was held in these months."
