"""One look at a date set when it began: what moved after it, what had moved before, what is too early to say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dashboard.data.access import Data, Grant
from dashboard.data.registers import Objective, Task, read_register
from dashboard.measures.programme.moves import effect_of_objective, effect_of_task
from dashboard.periods import month_of
from tests.published import LAST, SETTINGS, answers, data

JANUARY, MARCH = month_of(date(2026, 1, 1)), month_of(date(2026, 3, 1))
GOAL = {
    "objective_id": "o", "title": "T", "department_id": "d", "metric": "win_rate", "direction": "up", "target": 0.4,
    "family": "customer", "audience": "external", "starts_on": date(2026, 1, 1), "due_on": date(2026, 8, 31),
}  # fmt: skip
TASK = {
    "task_id": "t", "title": "Do", "department_id": "d", "kind": "task", "objective_id": "o",
    "created_on": date(2026, 1, 10), "original_due_on": date(2026, 4, 20), "due_on": date(2026, 4, 20),
    "completed_on": date(2026, 4, 1),
}  # fmt: skip


def rows(won: Callable[[int], int]) -> list[dict[str, Any]]:
    """Return a thousand decided opportunities a month of which so many, with a little noise, were won."""
    return [
        {"month": month, "outcome": outcome, "n": n}
        for month in range(LAST - 44, LAST + 1)
        for at in [won(month) + (month * 7) % 11 - 5]
        for outcome, n in (("won", at), ("lost", 1000 - at))
    ]


def effects(
    folder: Path, won: Callable[[int], int], *, goal: Any = GOAL, task: Any = TASK, until: int = LAST,
    without: date | None = None, **asked: Any,
) -> tuple[str, str]:  # fmt: skip
    decided = [row for row in rows(won) if without is None or row["month"] != month_of(without)]
    found = data(folder, opportunities=decided, objectives=[goal], tasks=[task])
    found = Data(found.snapshot, Grant(**asked)) if asked else found
    (one,), (done,) = read_register(found, Objective), read_register(found, Task)
    return effect_of_objective(found, one, until, SETTINGS), effect_of_task(found, done, until, SETTINGS)


def step(at: int, size: int = 60) -> Callable[[int], int]:
    return lambda month: 300 + (size if month >= at else 0)


def test_what_moves_after_it_began_has_moved(tmp_path: Path) -> None:
    assert effects(tmp_path, step(MARCH)) == ("moved", "moved")


def test_what_does_not_move_or_moves_the_other_way_has_no_effect(tmp_path: Path) -> None:
    assert effects(tmp_path / "still", step(LAST + 9)) == ("no_effect", "no_effect")
    assert effects(tmp_path / "away", step(MARCH, -60)) == ("no_effect", "no_effect")
    down = {**GOAL, "direction": "down"}
    assert effects(tmp_path / "down", step(MARCH, -60), goal=down) == ("moved", "moved")


@pytest.mark.parametrize("months_before", [2, 3, 4, 6, 12])
def test_what_had_moved_before_does_not_count(tmp_path: Path, months_before: int) -> None:
    assert set(effects(tmp_path, step(JANUARY - months_before))) <= {"moved_before", "no_effect"}


@pytest.mark.parametrize("spike", range(MARCH, LAST + 1))
def test_a_single_month_moves_nothing(tmp_path: Path, spike: int) -> None:
    found = effects(tmp_path, lambda month: 500 if month == spike else 300)
    assert "moved" not in found


def test_it_is_too_early_until_the_months_looked_at_are_over(tmp_path: Path) -> None:
    """The look is taken once: the objective's ends with August, the task's begins with May."""
    seen = {until: effects(tmp_path / str(until), step(MARCH), until=until) for until in range(MARCH, LAST + 1)}
    august, july = month_of(date(2026, 8, 1)), month_of(date(2026, 7, 1))
    assert {until for until, (goal, _) in seen.items() if goal == "too_early"} == set(range(MARCH, august))
    assert {until for until, (_, task) in seen.items() if task == "too_early"} == set(range(MARCH, july))


def test_what_comes_after_the_look_changes_nothing(tmp_path: Path) -> None:
    gone_again = effects(tmp_path, lambda month: 360 if MARCH <= month <= month_of(date(2026, 8, 1)) else 300)
    assert gone_again == ("moved", "moved")


def test_a_month_without_rows_outside_a_look_takes_nothing_back(tmp_path: Path) -> None:
    """In March neither look has begun; in August that at the task is over, and that at the objective is not."""
    assert effects(tmp_path / "March", step(MARCH - 1), without=date(2026, 3, 1)) == ("moved", "moved")
    assert effects(tmp_path / "August", step(MARCH - 1), without=date(2026, 8, 1)) == ("not_known", "moved")


def test_a_task_done_late_is_looked_at_after_it_was_done(tmp_path: Path) -> None:
    late = {**TASK, "completed_on": date(2026, 7, 3)}
    assert effects(tmp_path, step(MARCH), task=late)[1] == "too_early"


def test_what_is_not_ours_is_as_reported(tmp_path: Path) -> None:
    other = {**GOAL, "metric": "stories told"}
    assert effects(tmp_path / "other", step(MARCH), goal=other) == ("as_reported", "as_reported")
    loose = {**TASK, "objective_id": None}
    assert effects(tmp_path / "loose", step(MARCH), task=loose)[1] == "as_reported"
    unconnected = {**GOAL, "metric": "csat"}
    assert effects(tmp_path / "csat", step(MARCH), goal=unconnected) == ("as_reported", "as_reported")
    # A reader of one region does not see the whole company's measure, and is not told a part's for it.
    seen = effects(tmp_path / "north", step(MARCH), regions=frozenset({"North"}))
    assert seen == ("as_reported", "as_reported")


def test_what_has_no_year_before_it_or_no_dates_is_not_known(tmp_path: Path) -> None:
    early = {**GOAL, "starts_on": date(2023, 6, 1), "due_on": date(2024, 1, 31)}
    assert effects(tmp_path / "early", step(MARCH), goal=early)[0] == "not_known"
    assert effects(tmp_path / "start", step(MARCH), goal={**GOAL, "starts_on": None})[0] == "not_known"
    assert effects(tmp_path / "due", step(MARCH), task={**TASK, "original_due_on": None})[1] == "not_known"
    assert effects(tmp_path / "way", step(MARCH), goal={**GOAL, "direction": ""})[0] == "not_known"


def test_without_a_due_date_it_is_looked_at_after_a_year(tmp_path: Path) -> None:
    open_ended = {**GOAL, "starts_on": date(2025, 9, 1), "due_on": None}
    assert effects(tmp_path / "year", step(MARCH), goal=open_ended, until=LAST)[0] == "moved"
    assert effects(tmp_path / "before", step(MARCH), goal=open_ended, until=LAST - 2)[0] == "too_early"


@pytest.mark.parametrize(("weight", "n", "effect"), [(0.01, 900, "moved"), (40.0, 9, "too_few")])
def test_answers_are_counted_whatever_they_weigh(tmp_path: Path, weight: float, n: int, effect: str) -> None:
    """Nine a month are too few though they weigh hundreds; hundreds are enough though they weigh little."""
    rose = {5: n * 8 // 9, 1: n - n * 8 // 9}, {5: n * 4 // 9, 1: n - n * 4 // 9}
    asked = [
        row
        for month in range(LAST - 44, LAST + 1)
        for row in answers(rose[month < MARCH], month=month, metric="csat", weight=weight)
    ]
    found = data(tmp_path, answers=asked, objectives=[{**GOAL, "metric": "csat"}])
    (one,) = read_register(found, Objective)
    assert effect_of_objective(found, one, LAST, SETTINGS) == effect
