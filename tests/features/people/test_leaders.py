"""Leaders at the front line, and the reviews that they held, by a pencil."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from dashboard.blocks import Fold, Table
from dashboard.data.question import Question
from dashboard.features.people.leaders import at_the_front_line
from dashboard.features.people.training import reviews_held
from tests.published import SETTINGS, Rows, data, view

DEPARTMENTS: Rows = [{"department_id": "care", "name": "Care"}, {"department_id": "law", "name": "Law"}]


def met(**changes: Any) -> dict[str, Any]:
    return {
        "leader": "Ann", "department_id": "care", "kind": "shadowing", "happened_on": date(2026, 9, 20), "n": 1,
    } | changes  # fmt: skip


def question(folder: Path, *rows: Any, **asked_for: Any) -> Question:
    return Question(data(folder, leader_contacts=rows, departments=DEPARTMENTS), view(**asked_for), SETTINGS)


def shown(folder: Path, *rows: Any, **asked_for: Any) -> Table:
    table = at_the_front_line.blocks(question(folder, *rows, **asked_for))[0]
    assert isinstance(table, Table)
    return table


def reviews(folder: Path, *rows: Any, **asked_for: Any) -> Table:
    (table,) = reviews_held.blocks(question(folder, *rows, **asked_for))
    assert isinstance(table, Table)
    return table


def texts(table: Table) -> list[list[tuple[str, str, str]]]:
    return [[(cell.text, cell.note, cell.remark) for cell in row] for row in table.rows]


ROWS = (
    met(observations=4, tasks_created=1), met(kind="customer_meeting", happened_on=date(2025, 12, 1), n=2),
    met(happened_on=date(2026, 10, 2)),  # after the quarter
    met(kind="cx_review", happened_on=date(2026, 9, 30), observations=9),
    met(leader="Bo", department_id=None, kind="customer_meeting", happened_on=date(2025, 9, 30), observations=5),
)  # fmt: skip


def test_what_is_told_of_a_department(tmp_path: Path) -> None:
    table = shown(tmp_path, *ROWS)
    assert table.head.title == "Leaders met the front line or customers 3 times; none of Law is on record"
    assert table.head.subtitle == "all of Test · Oct 2025–Sep 2026, below: Jul–Sep 2026"
    assert [column.label for column in table.columns[5:]] == ["Observations", "Tasks"]
    assert texts(table) == [
        [("Law", "", ""), *[("0", "", "")] * 3, ("", "", "none on record"), ("–", "", ""), ("–", "", "")],
        [
            ("no department", "", ""), *[("0", "", "")] * 3, ("30 Sep 2025", "365 days before", ""), ("–", "", ""),
            ("–", "", ""),
        ],
        [
            ("Care", "", ""), ("3", "1", ""), ("1", "", ""), ("2", "", ""), ("20 Sep 2026", "10 days before", ""),
            ("4", "of 1 of 3 times", ""), ("1", "of 1 of 3 times", ""),
        ],
    ]  # fmt: skip


def test_leaders_are_told_once_they_are_opened(tmp_path: Path) -> None:
    _, fold = at_the_front_line.blocks(question(tmp_path, *ROWS))
    assert isinstance(fold, Fold)
    assert fold.head.subtitle == "2 leaders, 3 times"
    (table,) = fold.content()
    assert isinstance(table, Table)
    assert [row[0].text for row in table.rows] == ["Bo", "Ann"]


def test_the_department_whose_last_is_the_longest_ago_is_named(tmp_path: Path) -> None:
    table = shown(tmp_path, met(), met(department_id="law", happened_on=date(2026, 5, 1)))
    assert table.head.title.endswith("; those of Law last 152 days before the end of the period")
    also = shown(tmp_path / "alike", met(), met(department_id="law"))
    assert ";" not in also.head.title


def test_what_nobody_writes_down_has_no_column(tmp_path: Path) -> None:
    names = [column.name for column in shown(tmp_path, met()).columns]
    assert names == ["department", "times", "shadowing", "meetings", "last"]


def test_where_nobody_met_anybody_that_is_told(tmp_path: Path) -> None:
    table = shown(tmp_path, met(happened_on=date(2026, 12, 1)))
    assert table.head.instead.startswith("No leader is on record ")
    assert not table.head.finding


def test_a_region_leaves_out_what_names_none_and_says_so(tmp_path: Path) -> None:
    table = shown(tmp_path, met(region="North"), met(n=2), regions=("North",))
    assert table.head.notes == ("2 meetings name no region and are left out.",)
    assert "1 time;" in table.head.title


def test_reviews_that_were_held_planned_or_not_and_those_that_lie_ahead(tmp_path: Path) -> None:
    table = reviews(
        tmp_path, met(kind="cx_review", planned=True, n=2),
        met(kind="cx_review", planned=False, happened_on=date(2026, 1, 1)), met(kind="cx_review"),
        met(kind="cx_review", planned=True, happened_on=date(2026, 11, 1), department_id="law"),
        met(planned=True),
    )  # fmt: skip
    assert table.head.title == (
        "Leaders held 4 reviews of the customer's experience, 2 of them planned of 3 of which that is known"
    )
    assert texts(table) == [
        [("Law", "", ""), ("0", "", ""), ("–", "", ""), ("1", "", ""), ("", "", "none on record")],
        [("Care", "", ""), ("4", "3", ""), ("2 of 3", "", ""), ("0", "", ""), ("20 Sep 2026", "", "")],
    ]
    assert table.head.notes == (
        "Planned ones that did not take place are on no record: how many there were is not known.",
    )


def test_without_any_review_nothing_is_drawn(tmp_path: Path) -> None:
    assert reviews_held.blocks(question(tmp_path, met())) == ()
