"""Training by department, by a pencil."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from dashboard.blocks import Table
from dashboard.data.question import Question
from dashboard.features.people.training import MOST, training
from dashboard.periods import Calendar, closing
from tests.published import LAST, SETTINGS, Rows, data, view

DEPARTMENTS: Rows = [{"department_id": "care", "name": "Care"}, {"department_id": "law", "name": "Law"}]


def course(completed: int | None, eligible: int | None = 10, **changes: Any) -> dict[str, Any]:
    return {
        "department_id": "care", "month": date(2026, 9, 1), "course": "Listening", "completed": completed,
        "eligible": eligible,
    } | changes  # fmt: skip


def shown(folder: Path, *rows: Any, **asked_for: Any) -> Table:
    known = data(folder, training=rows, departments=DEPARTMENTS)
    (table,) = training.blocks(Question(known, view(**asked_for), SETTINGS))
    assert isinstance(table, Table)
    return table


def texts(table: Table) -> list[list[tuple[str, str]]]:
    return [
        [(cell.text.replace("\u202f", " "), cell.note.replace("\u202f", " ")) for cell in row] for row in table.rows
    ]


def test_the_newest_month_is_told_and_none_is_added_to_it(tmp_path: Path) -> None:
    """A company may count by month or until then: who completed a course in August is never told twice."""
    table = shown(
        tmp_path, course(4), course(3, month=date(2026, 8, 1)), course(6, 20, course="Complaints"),
        course(5, month=date(2025, 9, 1)), course(9, department_id="law"), course(10, month=date(2026, 10, 1)),
    )  # fmt: skip
    assert table.head.title == "19 of 40 places in 2 courses are completed; Care the least, 10 of 30"
    assert table.head.subtitle == "all of Test · as reported for Sep 2026"
    assert [column.label for column in table.columns[1:]] == ["All courses", "Complaints", "Listening"]
    assert texts(table) == [
        [("Care", ""), ("10 of 30", "50 % a year before"), ("30 %", "6 of 20"), ("40 %", "4 of 10")],
        [("Law", ""), ("9 of 10", ""), ("–", ""), ("90 %", "9 of 10")],
    ]


def test_where_nothing_is_reported_for_the_last_month_the_newest_before_is_told_by_its_name(tmp_path: Path) -> None:
    table = shown(tmp_path, course(3, month=date(2026, 8, 1)))
    assert table.head.subtitle == "all of Test · as reported for Aug 2026"
    none = shown(tmp_path / "none", course(3), period=closing("month", LAST - 1, Calendar()))
    assert none.head.instead == "No training is on record by the end of these months."


def test_what_is_not_known_in_part_is_not_counted(tmp_path: Path) -> None:
    table = shown(tmp_path, course(4), course(None, course="Complaints"), course(1, 0, course="None"))
    assert table.head.title.startswith("4 of 10 places ")


def test_of_many_courses_those_with_most_places_have_columns(tmp_path: Path) -> None:
    table = shown(tmp_path, *(course(1, 10 + number, course=f"C{number}") for number in range(MOST + 2)))
    assert len(table.columns) == 2 + MOST
    assert table.head.notes == ("2 more courses have no column of their own and count among all.",)


def test_a_region_leaves_out_what_names_none_and_says_so(tmp_path: Path) -> None:
    table = shown(tmp_path, course(4, region="North"), course(1), regions=("North",))
    assert table.head.title.startswith("4 of 10 places ")
    assert table.head.notes == ("10 places name no region and are left out.",)
