"""Objective, tasks, and did the measure move: the finding, what was expected and what came, and who shares it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dashboard.blocks import Cell, Chart, Choice, Fold, Table
from dashboard.data.question import Question
from dashboard.features.feature import features
from dashboard.measures import MEASURES, read
from dashboard.measures.programme.moves import look_at_objective, measured
from dashboard.measures.programme.objectives import objectives_by_id
from dashboard.measures.programme.outcomes import outcomes
from dashboard.settings import Settings
from dashboard.snapshots.store import Snapshot
from tests.features.companies import asked, reason, withheld
from tests.measures.programme.test_moves import GOAL, MARCH, TASK, rows, step
from tests.published import LAST, Q3, SETTINGS, Rows, data, view

REPORTED = {**GOAL, "objective_id": "r", "title": "Told", "metric": "stories told", "baseline": 0.0, "target": 10.0}
VALUES: Rows = [{"objective_id": "r", "month": date(2026, month, 1), "actual": 6.0} for month in (6, 7, 8)]
NAMES: Rows = [{"department_id": "d", "name": "Sales"}, {"department_id": "e", "name": "Care"}]


def question(
    folder: Path, *goals: dict[str, Any], won: Callable[[int], int] | None = None, tasks: Rows = (TASK,), **seen: Any
) -> Question:
    registers = {"objectives": goals or [GOAL], "tasks": tasks, "objective_values": VALUES, "departments": NAMES}
    found = data(folder, opportunities=rows(won or step(MARCH)), **registers)
    return Question(found, view(**seen), SETTINGS)


def fold_of(asked_for: Question) -> Fold:
    (found,) = features()["A4.looks"].blocks(asked_for)
    assert isinstance(found, Fold)
    return found


def table(asked_for: Question) -> Table:
    (found,) = features()["A4"].blocks(asked_for)
    assert isinstance(found, Table)
    return found


def cell(asked_for: Question, column: str) -> Cell:
    (found,) = table(asked_for).column(column)
    return found


def test_it_says_what_was_expected_and_what_came(tmp_path: Path) -> None:
    asked_for = question(tmp_path)
    shown = table(asked_for)
    assert (
        shown.head.title
        == "1 of 1 objectives looked at moved their measure; 100 % of their tasks due are done".replace(" %", "\u202f%")
    )
    effect = cell(asked_for, "effect")
    assert effect.pill is not None
    assert (effect.pill.word, effect.pill.tone) == ("moved", "good")
    said = re.fullmatch(r"expected ([\d.]+) to ([\d.]+)\s%, came ([\d.]+)\s%", effect.note)
    assert said is not None
    low, high, came = map(float, said.groups())
    look = look_at_objective(asked_for.data, objectives_by_id(asked_for.data)["o"], LAST, SETTINGS)
    assert (low, high, came) == pytest.approx((100 * look.low, 100 * look.high, 100 * look.came), abs=0.051)
    assert low < 30 < high < came
    assert cell(asked_for, "way").value == look.came


@pytest.mark.parametrize(
    ("goal", "won", "word", "note"),
    [
        (GOAL, step(LAST + 9), "no effect", r"expected .*, came .* · claimed: 1 task verified"),
        ({**GOAL, "due_on": date(2027, 2, 28)}, step(MARCH), "too early until Mar 2027", "claimed: 1 task verified"),
        (REPORTED, step(MARCH), "as reported", r"60\s% of the way"),
    ],
)
def test_what_did_not_move_is_said_in_its_own_word_beside_what_is_claimed(
    tmp_path: Path, goal: dict[str, Any], won: Callable[[int], int], word: str, note: str
) -> None:
    effect = cell(question(tmp_path, goal, won=won, tasks=[{**TASK, "effect": "verified"}]), "effect")
    assert effect.pill is not None
    assert effect.pill.word == word
    assert re.fullmatch(note, effect.note)


def test_two_on_one_measure_are_told_that_neither_can_claim_it(tmp_path: Path) -> None:
    asked_for = question(tmp_path, GOAL, {**GOAL, "objective_id": "p", "title": "Other"})
    assert [one.remark for one in table(asked_for).column("measure")] == [
        f"shares its measure with “{other}”: none can claim it alone" for other in ("T", "Other")
    ]


def test_those_looked_at_come_first_and_a_department_has_its_own(tmp_path: Path) -> None:
    later = {**GOAL, "objective_id": "l", "title": "A later one", "due_on": date(2027, 2, 28), "department_id": "e"}
    asked_for = question(tmp_path, REPORTED, later, GOAL)
    assert [one.text for one in table(asked_for).column("goal")] == ["T", "A later one", "Told"]
    own = table(replace(asked_for, parameters=(("department", "e"),)))
    assert [one.text for one in own.column("goal")] == ["A later one"]
    assert own.head.subtitle.startswith("Care · ")
    assert own.head.title.startswith("No objective could be looked at yet, first look in Mar 2027")


def test_a_region_has_its_own_with_what_is_company_wide(tmp_path: Path) -> None:
    goals = [GOAL, {**REPORTED, "region": "North"}, {**REPORTED, "objective_id": "s", "region": "South"}]
    shown = table(question(tmp_path, *goals, regions=("North",)))
    assert [one.text for one in shown.column("goal")] == ["T", "Told"]
    assert "North, with company-wide objectives" in shown.head.subtitle


def test_the_measure_is_drawn_with_what_was_expected(tmp_path: Path) -> None:
    asked_for = replace(question(tmp_path), parameters=(("objective", "o"),))
    choice, chart = fold_of(asked_for).content()
    assert isinstance(choice, Choice)
    assert isinstance(chart, Chart)
    look = look_at_objective(asked_for.data, objectives_by_id(asked_for.data)["o"], LAST, SETTINGS)
    banded = [row for row in chart.rows() if row["band_low"] is not None]
    assert look.months is not None
    assert [int(row["x"]) for row in banded] == list(range(look.months[0], look.months[1] + 1))
    assert {row["band_high"] for row in banded} == {look.high}
    known = measured(asked_for.data, objectives_by_id(asked_for.data)["o"], SETTINGS, LAST)
    assert known is not None
    assert [row["y"] for row in chart.rows()] == pytest.approx((known.top / known.bottom).tolist())
    vain = fold_of(replace(asked_for, parameters=(("objective", "x"),)))
    assert "“x”" in vain.content()[0].asked  # type: ignore[union-attr]


def test_with_objectives_alone_there_is_a_table_worth_having(tmp_path: Path) -> None:
    found = data(tmp_path, objectives=[REPORTED])
    shown = table(Question(found, view(), SETTINGS))
    assert [column.name for column in shown.columns] == ["goal", "measure", "way", "effect"]
    assert "%" not in shown.head.title
    unconnected = {**GOAL, "metric": "win_rate", "due_on": date(2027, 12, 31)}
    (pill,) = table(Question(data(tmp_path / "later", objectives=[unconnected]), view(), SETTINGS)).column("effect")
    assert pill.pill is not None
    assert (pill.pill.word, pill.note) == ("as reported", "too little reported to tell")  # and no look is to come


def test_withheld_tasks_are_not_told_as_none(demo: Snapshot, settings: Settings) -> None:
    shown = table(asked(withheld(demo, "tasks"), settings))
    assert "tasks" not in [column.name for column in shown.columns]
    assert reason("tasks") in shown.head.notes


def test_the_planted_promises_moved_less_than_half(demo: Snapshot, settings: Settings) -> None:
    """'A rally cry nearly done': nine tenths of the tasks are done, half of them of goals that did not move."""
    asked_for = asked(demo, settings)
    rally = [
        one
        for one in outcomes(asked_for.data, asked_for.view.period, settings, None, None)
        if one.goal.rally_cry_id == "answer_once"
    ]
    assert len(rally) >= 10
    done, due = sum(one.done for one in rally), sum(one.due for one in rally)
    assert done / due > 0.85
    still = [one for one in rally if one.effects["no_effect"] and not one.effects["moved"]]
    assert len(still) >= len(rally) / 2


def test_what_nobody_promised_is_not_rated(tmp_path: Path) -> None:
    shown = table(question(tmp_path, GOAL, tasks=(), period=Q3))
    assert "tasks" not in shown.head.title


def test_a_measure_over_a_window_is_told_over_its_window(demo: Snapshot, settings: Settings) -> None:
    """A single month keeps 98 % of what a year keeps 85 % of: beside a year's target that would be a goal reached."""
    asked_for = asked(demo, settings)
    whole = replace(asked_for.view, regions=None, segments=None)
    told = [
        one for one in outcomes(asked_for.data, whole.period, settings, None, None)
        if one.goal.metric in MEASURES and MEASURES[one.goal.metric].window and one.look.effect == "too_early"
    ]  # fmt: skip
    assert {one.goal.segment for one in told} >= {None, "Small business"}
    for one in told:
        region, segment = one.goal.region, one.goal.segment
        there = replace(whole, regions=(region,) if region else None, segments=(segment,) if segment else None)
        assert one.now == pytest.approx(read(asked_for.data, one.goal.metric, there, settings).value), one.goal.title


@pytest.mark.parametrize(
    ("target", "direction", "said"),
    [(0.1, "up", ", reached so far"), (0.9, "up", ""), (0.9, "down", ", reached so far"), (0.1, "down", "")],
)
def test_a_target_that_is_reached_says_so_whatever_the_look_will_show(
    tmp_path: Path, target: float, direction: str, said: str
) -> None:
    goal = {**GOAL, "target": target, "direction": direction, "due_on": date(2027, 2, 28)}
    (cell,) = table(question(tmp_path, goal)).column("way")
    assert cell.note.replace("\u202f", "") == f"target {100 * target:.1f}%{said}"
