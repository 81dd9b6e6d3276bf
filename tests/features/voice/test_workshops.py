"""Was the workshop held, and who came: by a pencil."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from dashboard.blocks import Table
from dashboard.data.question import Question
from dashboard.features.voice.workshops import was_it_held
from dashboard.periods import Calendar, closing
from tests.published import LAST, SETTINGS, Rows, data, view

DEPARTMENTS: Rows = [{"department_id": "care", "name": "Care"}, {"department_id": "sales", "name": "Sales"}]


def part(department: str, attended: bool | None, held_on: date = date(2026, 9, 20), **more: Any) -> Any:
    row = {"held_on": held_on, "department_id": department, "attended": attended, "kind": "voc_workshop"}
    return row | more


def shown(folder: Path, *sessions: Any, **asked_for: Any) -> Table:
    known = data(folder, lob_sessions=sessions, departments=DEPARTMENTS)
    (table,) = was_it_held.blocks(Question(known, view(**asked_for), SETTINGS))
    assert isinstance(table, Table)
    return table


def texts(table: Table) -> list[list[tuple[str, ...]]]:
    return [[tuple(filter(None, (cell.text, cell.note))) for cell in row] for row in table.rows]


def test_who_came_and_who_did_not(tmp_path: Path) -> None:
    spring = date(2026, 3, 2)
    table = shown(
        tmp_path, part("care", True), part("sales", False), part("law", None),
        part("care", True, spring), part("sales", True, spring),
        part("care", True, date(2024, 1, 1)), part("care", True, date(2026, 10, 2)),  # before the year, and after it
        part("care", False, kind="community"),
    )  # fmt: skip
    assert table.head.title == "The workshop was held on 20 Sep 2026: 1 of 2 departments came"
    assert table.head.subtitle == "all of Test · Oct 2025–Sep 2026 · 2 workshops"
    assert texts(table) == [
        [("20 Sep 2026",), ("1 of 2 departments",), ("Sales", "not noted of law")],
        [("2 Mar 2026",), ("2 of 2 departments",), ("nobody",)],
    ]


def test_what_nobody_noted_is_not_told_as_absent(tmp_path: Path) -> None:
    table = shown(tmp_path, part("care", None), part("sales", None))
    assert table.head.title == "The workshop was held on 20 Sep 2026; who came is not noted"
    assert texts(table) == [[("20 Sep 2026",), ("–",), ("–", "not noted of Care and Sales")]]


def test_a_period_without_one_is_told_with_the_last(tmp_path: Path) -> None:
    spring = part("care", True, date(2026, 3, 2))
    title = shown(tmp_path / "1", spring).head.title
    assert title == "No workshop was held in Jul–Sep 2026; the last was on 2 Mar 2026"
    old = shown(tmp_path / "2", part("care", True, date(2024, 3, 2)))
    assert old.head.instead == "No workshop was held in Jul–Sep 2026; the last was on 2 Mar 2024."
    never = shown(tmp_path / "3", part("care", True, kind="community"))
    assert never.head.instead == "No workshop on the voice of the customer is on record."
    assert not never.head.finding
    earlier = shown(tmp_path / "4", spring, period=closing("quarter", LAST - 9, Calendar()))
    assert earlier.head.instead == "No workshop on the voice of the customer is on record."


def test_several_of_one_period_are_counted(tmp_path: Path) -> None:
    table = shown(tmp_path, part("care", True), part("care", False, date(2026, 7, 1)))
    assert table.head.title == "2 workshops were held in Jul–Sep 2026; to the newest 1 of 1 department came"


def test_a_regions_filter_is_followed_where_workshops_have_one(tmp_path: Path) -> None:
    north, whole = part("care", True, region="North"), part("sales", True, date(2026, 8, 1))
    table = shown(tmp_path, north, whole, part("care", True, region="South"), regions=("North",))
    assert [row[0].note for row in table.rows] == ["North"]
