"""What people are recognised for, by a pencil, and on the demo company."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from dashboard.blocks import Row, Table
from dashboard.data.question import Question
from dashboard.features.people.recognition import recognition
from dashboard.measures.people.recognition import LEVELS
from dashboard.settings import Settings
from dashboard.snapshots.store import Snapshot
from dashboard.words.people.recognition import LEVELS as CALLED
from queries.contract import CONTRACT
from tests.features.companies import asked
from tests.published import SETTINGS, Rows, data, view

DEPARTMENTS: Rows = [
    {"department_id": "care", "name": "Care", "customer_facing": True},
    {"department_id": "law", "name": "Law", "customer_facing": False}, {"department_id": "it", "name": "IT"},
]  # fmt: skip


def praise(**changes: Any) -> dict[str, Any]:
    return {
        "given_on": date(2026, 9, 10), "department_id": "care", "kind": "formal", "for_customers": True, "n": 1,
    } | changes  # fmt: skip


def tables(question: Question) -> dict[str, Table]:
    blocks = recognition.blocks(question)
    held = [one for block in blocks for one in (block.blocks if isinstance(block, Row) else (block,))]
    return {one.head.name: one for one in held if isinstance(one, Table)}


def shown(folder: Path, *rows: Any, departments: Rows = DEPARTMENTS, **asked_for: Any) -> dict[str, Table]:
    known = data(folder, recognitions=rows, departments=departments)
    return tables(Question(known, view(**asked_for), SETTINGS))


def texts(table: Table) -> list[list[tuple[str, str]]]:
    return [[(cell.text, cell.note) for cell in row] for row in table.rows]


def test_every_level_of_the_contract_has_a_name() -> None:
    column = next(column for column in CONTRACT["recognitions"].columns if column.name == "level")
    assert {*LEVELS} == {*CALLED} == {*column.allowed}


def test_departments_that_face_customers_stand_beside_the_others(demo: Snapshot, settings: Settings) -> None:
    title = tables(asked(demo, settings))["H6"].head.title
    assert " for something done for customers; " in title
    assert title.endswith(" in the others")


ROWS = (
    praise(n=3, level="staff", accomplishment="Found the cause"),
    praise(kind="informal", for_customers=False, level="manager"),
    praise(kind="informal", given_on=date(2026, 1, 5)),  # of the year, and not of the quarter
    praise(for_customers=None, kind="informal"),
    praise(department_id="law", for_customers=False, n=2),
    praise(given_on=date(2025, 9, 30), n=50), praise(given_on=date(2026, 10, 1), n=50), praise(given_on=None, n=2),
)  # fmt: skip


def test_what_is_told_by_department_level_and_accomplishment(tmp_path: Path) -> None:
    found = shown(tmp_path, *ROWS)
    assert found["H6"].head.title == (
        "4 of 7 recognitions were for something done for customers; 4 of 5 in departments that face them, "
        "0 of 2 in the others"
    )
    assert found["H6"].head.subtitle == "all of Test · Oct 2025–Sep 2026, below: Jul–Sep 2026 · 8 recognitions"
    assert texts(found["H6"]) == [
        [("Law", ""), ("0 of 2", "0 of 2"), ("0 of 2", ""), ("–", "")],
        [("Care", ""), ("4 of 5", "3 of 4"), ("3 of 3", ""), ("1 of 2", "")],
    ]
    assert found["H6"].head.notes == (
        "Of 1 recognition it is not said for whom.", "2 recognitions have no date and are left out.",
        "No recognition is on record in IT.",
    )  # fmt: skip
    assert [row[0].text for row in found["H6.levels"].rows] == ["Staff", "Managers", "Level not said"]
    assert texts(found["H6.reasons"])[0] == [("Found the cause", ""), ("3", ""), ("3 of 3", "")]
    assert found["H6.reasons"].rows[-1][0].muted


def test_where_nobody_keeps_who_faces_customers_nothing_is_said_of_it(tmp_path: Path) -> None:
    plain = [{"department_id": "care", "name": "Care"}]
    assert ";" not in shown(tmp_path, *ROWS, departments=plain)["H6"].head.title


def test_where_for_whom_is_never_said_no_share_is_told(tmp_path: Path) -> None:
    found = shown(tmp_path, praise(for_customers=None, n=4))
    assert found["H6"].head.title == "4 recognitions, and for whom is not said"
    assert [(cell.text, cell.drawing) for cell in found["H6"].rows[0][1:]] == [("–", None)] * 3
    assert "H6.levels" not in found


def test_a_region_leaves_out_what_names_none_and_says_so(tmp_path: Path) -> None:
    found = shown(tmp_path, praise(region="North"), praise(n=3), regions=("North",))
    assert found["H6"].head.subtitle.startswith("North · ")
    assert found["H6"].head.title.startswith("1 of 1 recognition was ")
    assert found["H6"].head.notes[-1] == "3 recognitions name no region and are left out."


def test_where_none_is_on_record_that_is_told(tmp_path: Path) -> None:
    old = shown(tmp_path, praise(given_on=date(2020, 1, 1)))["H6"]
    assert (old.head.instead, old.head.finding) == ("No recognition is on record in these months.", False)
