"""Where the rally cry stands, task by task."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dashboard.measures.programme.objectives import shares_of_way
from dashboard.measures.programme.rally_cry import rally_cry
from dashboard.words.overview import strips
from tests.published import LAST, SETTINGS, Rows, data

UNTIL = date(2026, 9, 30)
CRY = {"rally_cry_id": "r", "statement": "Now", "starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31)}
GOAL = {
    "objective_id": "o", "rally_cry_id": "r", "department_id": "d", "title": "T", "baseline": 1.0, "target": 2.0,
    "principle": "Stay close",
}  # fmt: skip
STOOD: Rows = [
    {"objective_id": "o", "month": date(2026, month, 1), "actual": actual}
    for month, actual in ((2, 1.1), (6, 1.3), (7, 1.5), (9, 1.6), (10, 1.0))
]


def task(**changes: Any) -> dict[str, Any]:
    return {
        "task_id": "t", "title": "Do", "department_id": "d", "kind": "task", "objective_id": "o",
        "created_on": date(2026, 1, 1), "original_due_on": date(2026, 3, 1), "due_on": date(2026, 3, 1),
    } | changes  # fmt: skip


DONE = task(completed_on=date(2026, 2, 1))


def counts(folder: Path, *tasks: dict[str, Any]) -> tuple[int, ...]:
    rows = data(folder, rally_cries=[CRY], objectives=[GOAL], tasks=tasks)
    stood, _ = rally_cry(rows, LAST, SETTINGS)
    assert stood is not None
    assert (stood.statement, stood.until, stood.month) == ("Now", UNTIL, 9)
    assert (stood.moved, stood.judged) == (0, 0)  # its measure is none of ours
    return stood.promised, stood.due, stood.completed, stood.on_time, stood.effects["as_reported"]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, (1, 1, 1, 1, 1)),
        ({"completed_on": None, "owner": None}, (1, 1, 0, 0, 0)),
        ({"completed_on": date(2026, 3, 2)}, (1, 1, 1, 0, 1)),
        ({"completed_on": date(2026, 10, 1)}, (1, 1, 0, 0, 0)),
        ({"reopened_on": date(2026, 2, 1)}, (1, 1, 0, 0, 0)),
        ({"reopened_on": date(2026, 1, 31)}, (1, 1, 1, 1, 1)),
        ({"cancelled_on": date(2026, 4, 1)}, (0, 0, 0, 0, 0)),
        ({"cancelled_on": date(2026, 10, 1)}, (1, 1, 1, 1, 1)),
        ({"due_on": date(2026, 1, 15)}, (1, 1, 1, 1, 1)),
        ({"original_due_on": date(2026, 10, 1)}, (1, 0, 0, 0, 0)),
        ({"original_due_on": None}, (1, 0, 0, 0, 0)),
        ({"created_on": None}, (1, 1, 1, 1, 1)),
        ({"created_on": date(2026, 10, 1)}, (0, 0, 0, 0, 0)),
        ({"objective_id": None}, (0, 0, 0, 0, 0)),
    ],
)
def test_a_task_counts_by_what_happened_to_it(
    tmp_path: Path, changes: dict[str, Any], expected: tuple[int, ...]
) -> None:
    assert counts(tmp_path, DONE | changes) == expected


@pytest.mark.parametrize(
    ("ends_on", "months", "said"),
    [
        (date(2026, 12, 31), 12, "month 9 of 12, as of 30 Sep 2026"), (UNTIL, 9, "month 9 of 9, as of 30 Sep 2026"),
        (date(2026, 8, 31), 8, "ended 31 Aug 2026, as of 30 Sep 2026"),
        (None, None, "month 9, no end set, as of 30 Sep 2026"),
    ],
)  # fmt: skip
def test_its_month_stands_with_how_many_it_has_and_of_when_that_is(
    tmp_path: Path, ends_on: date | None, months: int | None, said: str
) -> None:
    """The month is of the end of the period chosen, not of today."""
    rows = data(tmp_path, rally_cries=[{**CRY, "ends_on": ends_on}], objectives=[], tasks=[])
    stood, _ = rally_cry(rows, LAST, SETTINGS)
    assert stood is not None
    assert (stood.month, stood.months) == (9, months)
    assert strips.cry_month(stood, SETTINGS) == said


def test_no_task_and_many(tmp_path: Path) -> None:
    assert counts(tmp_path / "none") == (0, 0, 0, 0, 0)
    assert counts(tmp_path / "many", *[DONE] * 2_500, *[task()] * 2_500) == (5_000, 5_000, 2_500, 2_500, 2_500)


def test_the_newest_that_has_begun_is_told(tmp_path: Path) -> None:
    cries = [CRY, {**CRY, "rally_cry_id": "s", "statement": "Then", "starts_on": date(2025, 1, 1)},
             {**CRY, "rally_cry_id": "n", "statement": "Next", "starts_on": date(2026, 10, 1)},
             {**CRY, "rally_cry_id": "u", "statement": "Unknown", "starts_on": None}]  # fmt: skip
    rows = data(tmp_path, rally_cries=cries, objectives=[], tasks=[])
    told = {month: stood.statement for month in (LAST, LAST - 12) if (stood := rally_cry(rows, month, SETTINGS)[0])}
    assert told == {LAST: "Now", LAST - 12: "Then"}
    assert rally_cry(rows, LAST - 36, SETTINGS)[0] is None


def test_the_newest_three_values_tell_the_way(tmp_path: Path) -> None:
    goals = [GOAL, {**GOAL, "objective_id": "away", "target": 0.5, "principle": None},
             {**GOAL, "objective_id": "few", "principle": None}]  # fmt: skip
    away: Rows = [{"objective_id": "away", "month": date(2026, month, 1), "actual": 1.5} for month in (2, 3, 4)]
    few: Rows = [{"objective_id": "few", "month": date(2026, month, 1), "actual": 2.0} for month in (8, 9)]
    unknown: Rows = [{"objective_id": "few", "month": None, "actual": 2.0}, {"objective_id": "few", "month": UNTIL}]
    rows = data(tmp_path, objectives=goals, objective_values=[*STOOD, *away, *few, *unknown])
    assert shares_of_way(rows, UNTIL) == pytest.approx({"o": (0.3 + 0.5 + 0.6) / 3, "away": -1.0})
    assert shares_of_way(rows, date(2026, 1, 31)) == {}
