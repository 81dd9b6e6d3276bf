"""What works on a measure that got worse; where nothing does, that is said only where it is known."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dashboard.data.access import EVERYTHING, Grant
from dashboard.measures.decisions.coverage import Cover
from dashboard.measures.decisions.waiting import asking_of
from dashboard.measures.decisions.worsening import works_on
from dashboard.measures.evaluation import read
from tests.measures.decisions.test_worsening import FELL, GOAL, ROSE
from tests.published import Q3_BEFORE, SETTINGS, Rows, data, view

CARE: Rows = [{"department_id": "care", "name": "Care"}]
SET = Cover("T", "Care", date(2026, 12, 31), "department:care")


def found(
    folder: Path, *goals: dict[str, Any], rows: Rows = FELL, grant: Grant = EVERYTHING, **chosen: Any
) -> tuple[Cover, ...] | None:
    known = data(folder, grant, answers=rows, objectives=goals, departments=CARE)
    seen = view(**chosen)
    return works_on(asking_of(known, SETTINGS), read(known, "nps", seen, SETTINGS), seen)


def test_the_objective_that_is_due_first_comes_first(tmp_path: Path) -> None:
    later = GOAL | {"objective_id": "p", "title": "U", "due_on": None, "department_id": "gone"}
    assert found(tmp_path, later, GOAL) == (SET, Cover("U", None, None, "department:gone"))


def test_an_objective_of_the_region_chosen_covers_it_and_one_of_the_whole_covers_every_part(tmp_path: Path) -> None:
    north = GOAL | {"region": "North"}
    assert found(tmp_path / "region", north, regions=("North",)) == (SET,)
    assert found(tmp_path / "whole", north) == ()
    assert found(tmp_path / "part", GOAL, regions=("North",)) == (SET,)


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [({}, ()), ({"regions": ("North",)}, ()), ({"regions": ("North", "South")}, None)],
)
def test_that_nothing_covers_it_is_not_said_of_what_may_be_covered_in_part(
    tmp_path: Path, chosen: dict[str, Any], expected: tuple[Cover, ...] | None
) -> None:
    assert found(tmp_path, **chosen) == expected


def test_nothing_is_said_of_what_rose_of_other_months_or_without_objectives(tmp_path: Path) -> None:
    assert found(tmp_path / "rose", GOAL, rows=ROSE) is None
    alone = Grant(regions=frozenset({"North"}), company_totals=False)
    assert found(tmp_path / "hidden", GOAL, grant=alone, regions=("North",)) is None
    known = data(tmp_path / "earlier", answers=FELL, objectives=[GOAL], departments=CARE)
    figure, asking = read(known, "nps", view(), SETTINGS), asking_of(known, SETTINGS)
    assert works_on(asking, figure, view()) == (SET,)
    assert works_on(asking, figure, view(period=Q3_BEFORE)) is None
    unknown = data(tmp_path / "none", answers=FELL)
    assert works_on(asking_of(unknown, SETTINGS), figure, view()) is None
