"""Goals that pull opposite ways: by rule, and by what their measures did, in the same place and at the same time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.data.access import Grant
from dashboard.data.registers import Objective
from dashboard.measures import MEASURES
from dashboard.measures.decisions.waiting import waiting
from dashboard.measures.programme.conflicts import Conflict, conflicts
from dashboard.measures.programme.pairs import overlap, rule_of
from dashboard.settings import Settings
from dashboard.tensions import CURATED, Tension
from tests.measures.decisions.test_worsening import HALF, MOST, of_regions
from tests.published import SETTINGS, Rows, data, view

SATISFIED: Mapping[int, float] = {5: 1200, 1: 400}
SPLIT: Mapping[int, float] = {5: 800, 1: 800}
BOTH = ("North", "South")


def goal(number: int, department: str = "care", **changes: Any) -> dict[str, Any]:
    return {
        "objective_id": f"O-{number}", "title": f"Goal {number}", "department_id": department, "metric": "nps",
        "direction": "up", "starts_on": date(2026, number, 1), "due_on": date(2026, 12, 31), "target": 1.0,
    } | changes  # fmt: skip


LOYAL, CONTENT = goal(1), goal(2, "sales", metric="csat")
"""Of two departments: one wants the score to rise, the other satisfaction."""


def answers(places: tuple[str, ...] = BOTH, others: tuple[str, ...] = BOTH) -> list[Mapping[str, Any]]:
    """Return answers of which the score fell in some places, and satisfaction rose in others."""
    fell = of_regions({one: HALF if one in places else MOST for one in BOTH}, dict.fromkeys(BOTH, MOST))
    now, before = {one: SATISFIED if one in others else SPLIT for one in BOTH}, dict.fromkeys(BOTH, SPLIT)
    return [*fell, *of_regions(now, before, "csat")]


def found(
    folder: Path, *goals: dict[str, Any], rows: Rows = (), settings: Settings = SETTINGS, **asked: Any
) -> tuple[Conflict, ...]:
    return conflicts(data(folder, answers=rows or answers(), objectives=goals), view(**asked), settings).found


def test_one_gains_while_the_other_loses_in_the_same_place(tmp_path: Path) -> None:
    (one,) = found(tmp_path, LOYAL, CONTENT)
    assert (one.rule, one.parted, one.asked, one.subject) == ("apart", True, True, "conflict:O-1+O-2")
    assert [[goal.objective_id for goal in pair] for pair in one.pairs] == [["O-2", "O-1"]]
    assert (one.view, one.regions) == (view(), BOTH)
    assert one.departments == {frozenset({"care", "sales"})}


def test_regions_are_looked_at_one_by_one_where_the_whole_did_not_part(tmp_path: Path) -> None:
    turned = {"North": SATISFIED, "South": SPLIT}, {"North": SPLIT, "South": SATISFIED}
    parted = [*of_regions({"North": HALF, "South": MOST}, {"North": MOST, "South": HALF}), *of_regions(*turned, "csat")]
    # In the one region the first gains and the second loses, in the other it is the other way round.
    (one,) = found(tmp_path, LOYAL, CONTENT, rows=parted)
    assert (one.view.regions, one.regions) == (("North",), ("North",))
    (there,) = found(tmp_path / "South", LOYAL, CONTENT, rows=parted, regions=("South",))
    assert [goal.objective_id for goal in there.pairs[0]] == ["O-1", "O-2"]
    assert there.subject == one.subject


def test_not_in_the_same_place_is_no_conflict(tmp_path: Path) -> None:
    apart = [*of_regions({"North": HALF}, {"North": MOST}), *of_regions({"South": SATISFIED}, {"South": SPLIT}, "csat")]
    of_a_place = (LOYAL | {"region": "North"}, CONTENT | {"region": "South"})
    assert found(tmp_path / "goals", *of_a_place) == ()
    assert found(tmp_path / "answers", LOYAL, CONTENT, rows=apart, regions=("North",)) == ()


@pytest.mark.parametrize(
    ("changes", "parts"),
    [
        ({}, True), ({"status": "revised"}, True), ({"due_on": None}, True), ({"region": "North"}, True),
        ({"department_id": "care"}, False), ({"direction": "down"}, False), ({"status": "dropped"}, False),
        ({"status": "met"}, False), ({"due_on": date(2026, 6, 30)}, False), ({"starts_on": date(2026, 10, 1)}, False),
        ({"starts_on": None}, False), ({"segment": "Large"}, False), ({"metric": "stories told"}, False),
        ({"metric": "on_time_tasks"}, False),
    ],
)  # fmt: skip
def test_which_goals_are_held_against_each_other(tmp_path: Path, changes: dict[str, Any], parts: bool) -> None:
    assert [one.parted for one in found(tmp_path, LOYAL, CONTENT | changes)] == [True] * parts


def test_where_both_gain_or_one_did_not_move_nothing_parted(tmp_path: Path) -> None:
    assert found(tmp_path / "rose", LOYAL | {"direction": "down"}, CONTENT) == ()
    still = [*of_regions({"North": HALF}, {"North": MOST}), *of_regions({"North": SPLIT}, {"North": SPLIT}, "csat")]
    assert found(tmp_path / "still", LOYAL, CONTENT, rows=still) == ()
    assert found(tmp_path / "alone", LOYAL, CONTENT, against=None) == ()


def test_opposite_directions_of_one_measure_are_a_conflict_whoever_set_them(tmp_path: Path) -> None:
    for department in ("care", "sales"):
        other = goal(3, department, direction="down", segment="Large")
        (one,) = found(tmp_path / department, LOYAL, other)
        assert (one.rule, one.parted, one.asked, one.view.segments) == ("opposite", False, True, ("Large",))
        assert len(one.departments) == 1
    told = goal(4, metric="stories told"), goal(5, "sales", metric="stories told", direction="down")
    assert [one.rule for one in found(tmp_path / "told", *told)] == ["opposite"]
    mean, median = goal(6, metric="resolution_hours"), goal(7, metric="resolution_median", direction="down")
    assert [one.rule for one in found(tmp_path / "times", mean, median)] == ["opposite"]


def test_goals_known_to_pull_apart_are_told_and_asked_about_only_where_they_do(tmp_path: Path) -> None:
    own = Tension(first="csat", first_direction="up", second="nps", second_direction="up", why="we know")
    knowing = SETTINGS.model_copy(update={"tensions": (own,)})
    same_department = CONTENT | {"department_id": "care"}
    (one,) = found(tmp_path / "parted", LOYAL, same_department, settings=knowing)
    assert (one.rule, one.why, one.parted, one.asked) == ("tension", "we know", True, True)
    quiet = of_regions({"North": MOST}, {"North": MOST})
    (one,) = found(tmp_path / "quiet", LOYAL, same_department, settings=knowing, rows=quiet)
    assert (one.parted, one.looked, one.asked) == (False, True, False)
    of_a_part = {"region": "North", "segment": "Large"}
    (one,) = found(tmp_path / "part", LOYAL, same_department | of_a_part, settings=knowing)
    assert (one.parted, one.looked, one.asked) == (False, False, False)
    untold = Tension(first="stories told", first_direction="up", second="nps", second_direction="up", why="we know")
    knowing = SETTINGS.model_copy(update={"tensions": (untold,)})
    (one,) = found(tmp_path / "told", LOYAL, goal(3, metric="stories told"), settings=knowing)
    assert (one.parted, one.looked, one.asked) == (False, False, True)
    assert found(tmp_path / "down", LOYAL | {"direction": "down"}, same_department, settings=knowing) == ()


def test_several_goals_on_the_same_measures_are_one_conflict(tmp_path: Path) -> None:
    goals = goal(3, "ops", metric="csat"), goal(4, "ops", metric="csat", region="North")
    one, there = found(tmp_path, LOYAL, CONTENT, *goals)
    assert [[goal.objective_id for goal in side] for side in one.sides] == [["O-2", "O-3"], ["O-1"]]
    assert one.departments == {frozenset({"care", "sales"}), frozenset({"care", "ops"})}
    assert (there.view.regions, there.subject) == (("North",), "conflict:O-1+O-4")


def test_what_is_looked_at_depends_on_the_goals_alone(tmp_path: Path) -> None:
    quiet = of_regions(dict.fromkeys(BOTH, MOST), dict.fromkeys(BOTH, MOST))
    for name, rows in (("loud", answers()), ("quiet", quiet)):
        looked = conflicts(data(tmp_path / name, answers=rows, objectives=(LOYAL, CONTENT)), view(), SETTINGS)
        assert (looked.goals, looked.pairs, looked.places) == (2, 1, 3)


def test_a_reader_of_one_region_is_told_of_goals_of_that_region_alone(tmp_path: Path) -> None:
    grant = Grant(regions=frozenset({"North"}), company_totals=False)
    goals = (LOYAL | {"region": "North"}, CONTENT | {"region": "North"}, goal(3, "ops", metric="csat"))
    (one,) = conflicts(data(tmp_path, grant, answers=answers(), objectives=goals), view(), SETTINGS).found
    assert [len(side) for side in one.sides] == [1, 1]


def test_a_conflict_needs_a_decision_and_a_decided_one_leaves_the_list(tmp_path: Path) -> None:
    taken = {"decision_id": "D", "subject": "conflict:O-1+O-2", "decided_on": date(2026, 7, 5), "choice": "Loyal first"}
    names = [{"department_id": "care", "name": "Care"}, {"department_id": "sales", "name": "Sales"}]

    def asked(folder: str, *decisions: dict[str, Any]) -> list[Any]:
        known = data(tmp_path / folder, answers=answers(), objectives=(LOYAL, CONTENT), departments=names,
                     decisions=decisions)  # fmt: skip
        listed = waiting(known, SETTINGS)
        assert [one.subject.goals for one in listed.decided] == [("Goal 1", "Goal 2")] * len(decisions)
        return [one for one in listed.pending if one.kind == "conflict"]

    (one,) = asked("open")
    assert (one.subject, one.goals, one.of_whom, one.number) == (
        "conflict:O-1+O-2", ("Goal 2", "Goal 1"), "Sales, Care", 2,
    )  # fmt: skip
    assert (one.cost.unit, round(one.cost.amount)) == ("points", 50)
    assert asked("decided", taken) == []
    # What was decided before the period is no answer to what happened in it.
    assert asked("before", taken | {"decided_on": date(2026, 6, 1)}) != []


METRICS = ["nps", "stories told", *(end for one in CURATED for end in (one.first, one.second))]


def made(**given: Any) -> Objective:
    """Return an objective of which nothing else is known."""
    values: dict[str, Any] = {one.name: given.get(one.name) for one in fields(Objective)}
    return Objective(**values)


@st.composite
def any_goal(draw: st.DrawFn) -> Objective:
    days = st.dates(date(2026, 1, 1), date(2026, 6, 30)) | st.none()
    return made(
        objective_id=str(draw(st.integers(1, 99))), department_id=draw(st.sampled_from(["care", "sales"])),
        metric=draw(st.sampled_from(METRICS)),
        direction=draw(st.sampled_from(["up", "down"])), region=draw(st.sampled_from([None, *BOTH])),
        segment=draw(st.sampled_from([None, "Large"])), starts_on=draw(days), due_on=draw(days),
    )  # fmt: skip


@given(any_goal(), any_goal())
def test_which_of_two_goals_comes_first_does_not_matter(one: Objective, other: Objective) -> None:
    assert overlap(one, other) == overlap(other, one)
    assert rule_of(one, other, SETTINGS) == rule_of(other, one, SETTINGS)
    assert rule_of(one, one, SETTINGS) is None


@given(any_goal(), any_goal())
def test_goals_that_do_not_meet_in_time_or_place_are_not_held_against_each_other(
    one: Objective, other: Objective
) -> None:
    if overlap(one, other) is None:
        return
    begin = max(goal.starts_on for goal in (one, other) if goal.starts_on is not None)
    for goal in (one, other):
        assert goal.starts_on is not None
        assert goal.starts_on <= begin <= (goal.due_on or date.max)
    for place, label in (("region", one.region or other.region), ("segment", one.segment or other.segment)):
        assert {getattr(one, place), getattr(other, place)} <= {None, label}


def test_every_pair_of_the_list_is_of_measures_that_there_are() -> None:
    for one in CURATED:
        assert {one.first, one.second} <= set(MEASURES)
        assert one.first != one.second
