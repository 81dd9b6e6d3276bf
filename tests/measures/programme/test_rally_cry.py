"""Where the rally cry stands, task by task."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dashboard.measures.programme.moves import look_at_objective
from dashboard.measures.programme.objectives import began_on, objectives_by_id, shares_of_way, sharing
from dashboard.measures.programme.rally_cry import MOST, rally_cry
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
        (date(2026, 8, 31), 8, "month 8 of 8, as of 31 Aug 2026"),
        (None, None, "month 9, no end set, as of 30 Sep 2026"),
    ],
)  # fmt: skip
def test_its_month_stands_with_how_many_it_has_and_of_when_that_is(
    tmp_path: Path, ends_on: date | None, months: int | None, said: str
) -> None:
    """The month is of the end of the period chosen, not of today; of one that has ended, of its last day."""
    rows = data(tmp_path, rally_cries=[{**CRY, "ends_on": ends_on}], objectives=[], tasks=[])
    stood, _ = rally_cry(rows, LAST, SETTINGS)
    assert stood is not None
    assert stood.months == months
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


def progress(folder: Path, *tasks: dict[str, Any], cry: Any = CRY, goals: Rows = (GOAL,), **asked: Any) -> Any:
    rows = data(folder, rally_cries=[cry], objectives=goals, tasks=tasks)
    stood, _ = rally_cry(rows, asked.pop("until", LAST), SETTINGS, **asked)
    return stood


def test_the_worked_example_stands_at_its_checkpoint(tmp_path: Path) -> None:
    """O-28: 46 of 50 by the six-month mark; what is done later counts at the next one."""
    late = task(completed_on=date(2026, 7, 1))
    stood = progress(tmp_path, *[DONE] * 40, *[DONE | {"completed_on": date(2026, 5, 1)}] * 6, *[late] * 4)
    assert [(one.day, one.six_months, one.due, one.done, one.on_time) for one in stood.checkpoints] == [
        (date(2026, 3, 31), False, 50, 40, 40), (date(2026, 6, 30), True, 50, 46, 40), (UNTIL, False, 50, 50, 40),
    ]  # fmt: skip


def test_what_is_cancelled_leaves_the_rate_and_is_told_and_a_slip_is_a_later_date(tmp_path: Path) -> None:
    gone = task(cancelled_on=date(2026, 4, 1))
    in_time = task(cancelled_on=date(2026, 2, 1))
    moved = [task(due_on=date(2026, 12, 1)), task(due_on=date(2026, 2, 1))]  # one later, one earlier
    march, june, _ = progress(tmp_path, DONE, gone, in_time, *moved).checkpoints
    assert (march.due, march.done, march.cancelled, march.cancelled_late) == (4, 1, 1, 0)
    assert (june.due, june.done, june.cancelled, june.cancelled_late, june.slipped) == (3, 1, 2, 1, 1)


@pytest.mark.parametrize(
    ("starts", "ends", "month", "months", "days"),
    [
        (date(2026, 1, 15), date(2026, 7, 14), 6, 6, ["2026-04-14", "2026-07-14"]),
        (date(2026, 1, 31), None, 8, None, ["2026-04-30", "2026-07-30", "2026-09-30"]),
        (date(2026, 9, 20), date(2027, 3, 19), 1, 6, ["2026-09-30"]),
    ],
)
def test_it_is_told_in_its_own_months(
    tmp_path: Path, starts: date, ends: date | None, month: int, months: int | None, days: list[str]
) -> None:
    stood = progress(tmp_path, DONE, cry={**CRY, "starts_on": starts, "ends_on": ends})
    assert (stood.month, stood.months) == (month, months)
    assert [str(one.day) for one in stood.checkpoints] == days


def test_a_long_one_keeps_its_newest_checkpoints_and_the_six_month_mark(tmp_path: Path) -> None:
    stood = progress(tmp_path, DONE, cry={**CRY, "starts_on": date(2023, 1, 1), "ends_on": None})
    assert [one.six_months for one in stood.checkpoints] == [True] + [False] * MOST


def test_a_region_takes_its_tasks_and_its_own_objectives_with_the_company_s(tmp_path: Path) -> None:
    goals = [GOAL, {**GOAL, "objective_id": "n", "region": "North"}, {**GOAL, "objective_id": "s", "region": "South"}]
    tasks = [
        task(),
        task(objective_id="n"),
        task(objective_id="s"),
        task(region="South"),
        task(objective_id="s", region="North"),
    ]
    stood = progress(tmp_path, *tasks, goals=goals, regions=("North",))
    assert [goal.objective_id for goal in stood.goals] == ["o", "n"]
    assert (stood.due, stood.follows, stood.unplaced) == (1, True, 3)
    unplaced = progress(tmp_path / "none", task(), task(objective_id="n"), goals=goals, regions=("North",))
    assert (unplaced.due, unplaced.follows, unplaced.unplaced) == (2, False, 0)


def test_an_earlier_one_is_told_as_it_stood_at_its_end(tmp_path: Path) -> None:
    before = {**CRY, "rally_cry_id": "b", "starts_on": date(2025, 1, 1), "ends_on": date(2025, 12, 31)}
    goals = [{**GOAL, "rally_cry_id": "b"}]
    late = task(created_on=date(2025, 2, 1), original_due_on=date(2025, 6, 1), completed_on=date(2026, 2, 1))
    rows = data(tmp_path, rally_cries=[CRY, before], objectives=goals, tasks=[late])
    stood, _ = rally_cry(rows, LAST, SETTINGS, None, "b")
    assert stood is not None
    assert (stood.until, stood.due, stood.completed) == (date(2025, 12, 31), 1, 0)
    assert rally_cry(rows, LAST, SETTINGS, None, "unheard of")[0] is None


def test_what_is_carried_over_twice_began_when_the_first_did(tmp_path: Path) -> None:
    first = {**GOAL, "objective_id": "1", "starts_on": date(2024, 1, 1), "due_on": date(2024, 12, 31)}
    second = {**first, "objective_id": "2", "starts_on": date(2025, 1, 1), "carried_from": "1"}
    third = {**first, "objective_id": "3", "starts_on": date(2026, 1, 1), "carried_from": "2"}
    round_about = {**first, "objective_id": "4", "starts_on": date(2023, 1, 1), "carried_from": "4", "metric": "x"}
    rows = data(tmp_path, objectives=[first, second, third, round_about])
    known = objectives_by_id(rows)
    assert [str(began_on(rows, known[name])) for name in "1234"] == ["2024-01-01"] * 3 + ["2023-01-01"]
    assert look_at_objective(rows, replace(known["3"], metric="nps", due_on=UNTIL), LAST - 12, SETTINGS).began == 24288
    assert sharing(rows) == {}  # one goal under three names shares with nobody


def test_a_circle_of_what_was_carried_over_comes_to_an_end(tmp_path: Path) -> None:
    """Each of them began when the earliest did, and they are one goal; a check says that none of them came first."""
    goals = [
        {**GOAL, "objective_id": name, "carried_from": before, "starts_on": date(2024 + at, 1, 1)}
        for at, (name, before) in enumerate([("1", "3"), ("2", "1"), ("3", "2"), ("4", "3")])
    ]
    rows = data(tmp_path, objectives=goals)
    assert {str(began_on(rows, one)) for one in objectives_by_id(rows).values()} == {"2024-01-01"}
    assert sharing(rows) == {}


def test_two_on_one_measure_and_place_at_one_time_share_it(tmp_path: Path) -> None:
    mine = {**GOAL, "metric": "nps", "starts_on": date(2026, 1, 1), "due_on": date(2026, 12, 31)}
    others: Rows = [
        {**mine, "objective_id": "same"}, {**mine, "objective_id": "elsewhere", "region": "North"},
        {**mine, "objective_id": "before", "starts_on": date(2025, 1, 1), "due_on": date(2025, 12, 31)},
        {**mine, "objective_id": "other", "metric": "csat"}, {**mine, "objective_id": "never", "starts_on": None},
    ]  # fmt: skip
    found = sharing(data(tmp_path, objectives=[mine, *others]))
    assert {name: [one.objective_id for one in shared] for name, shared in found.items()} == {
        "o": ["same"],
        "same": ["o"],
    }


def test_the_newest_three_values_tell_the_way(tmp_path: Path) -> None:
    goals = [GOAL, {**GOAL, "objective_id": "away", "target": 0.5, "principle": None},
             {**GOAL, "objective_id": "few", "principle": None}]  # fmt: skip
    away: Rows = [{"objective_id": "away", "month": date(2026, month, 1), "actual": 1.5} for month in (2, 3, 4)]
    few: Rows = [{"objective_id": "few", "month": date(2026, month, 1), "actual": 2.0} for month in (8, 9)]
    unknown: Rows = [{"objective_id": "few", "month": None, "actual": 2.0}, {"objective_id": "few", "month": UNTIL}]
    rows = data(tmp_path, objectives=goals, objective_values=[*STOOD, *away, *few, *unknown])
    assert shares_of_way(rows, UNTIL) == pytest.approx({"o": (0.3 + 0.5 + 0.6) / 3, "away": -1.0})
    assert shares_of_way(rows, date(2026, 1, 31)) == {}
