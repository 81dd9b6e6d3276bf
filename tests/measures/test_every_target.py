"""Every target of the places that a view asks for, the worst first, and what is not among them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from dashboard.data.access import Data, Grant
from dashboard.measures.every_target import MOST, WORST_FIRST, every_target
from dashboard.periods import first_day
from tests.published import LAST, SETTINGS, answers, data, view


def target(metric: str, value: float, month: int = LAST + 3, **place: Any) -> dict[str, Any]:
    return {"metric": metric, "month": first_day(month), "target": value, **place}


def rows(*regions: str) -> list[dict[str, Any]]:
    return [row for region in regions for month in range(LAST - 23, LAST + 1)
            for row in answers({10: 48, 0: 16}, month=month, region=region)]  # fmt: skip


def held(found: Data, **asked: Any) -> list[tuple[str, Any, Any]]:
    return [(one.measure.name, one.place, one.target and one.target.status)
            for one in every_target(found, view(**asked), SETTINGS).held]  # fmt: skip


TARGETS = [
    target("nps", 60), target("nps", 40, region="North"), target("nps", 70, region="South"),
    target("nps", 55, region="North", segment="Large"), target("nps", 10, journey_stage="Pay"),
    target("on_time_tasks", 0.5), target("stories told", 4),
]  # fmt: skip


def test_the_places_are_those_that_the_view_asks_for(tmp_path: Path) -> None:
    tasks = [{"month": month, "department_id": "d", "due": 20, "on_time": 12} for month in range(LAST - 23, LAST + 1)]
    found = data(tmp_path, answers=rows("North", "South"), commitments=tasks, targets=TARGETS)
    shared = ("on_time_tasks", (None, None), "on_course")
    assert held(found) == [("nps", (None, None), "off_course"), shared]
    assert held(found, regions=("North",)) in (
        [("nps", ("North", None), "on_course"), shared],
        [shared, ("nps", ("North", None), "on_course")],
    )
    both = held(found, regions=("North", "South"))
    assert both[0] == ("nps", ("South", None), "off_course")
    assert set(both) == {both[0], ("nps", ("North", None), "on_course"), shared}
    reader = Data(found.snapshot, Grant(regions=frozenset({"North"})))
    assert ("nps", ("North", None), "on_course") in held(reader)
    assert ("nps", (None, None)) not in [one[:2] for one in held(reader)]
    told = every_target(found, view(), SETTINGS)
    assert (told.of, told.foreign, told.stages) == (2, ("stories told",), True)


def test_the_worst_come_first_and_of_those_the_furthest_away(tmp_path: Path) -> None:
    names = ("nps", "csat", "ces", "csat_mean")
    scored = [row for month in range(LAST - 29, LAST + 1) for row in (
        answers({10: 48, 0: 16}, month=month)
        + answers({5: 48 + month % 3, 1: 16}, month=month, metric="csat")
        + answers({7: 48 + 4 * (month % 5), 1: 16}, month=month, metric="ces"))]  # fmt: skip
    targets = [target("nps", 40, LAST), target("csat", 0.99), target("ces", 0.99), target("csat_mean", 1.0)]
    found = every_target(data(tmp_path, answers=scored, targets=targets), view(), SETTINGS)
    order = [WORST_FIRST.index(one.target.status) for one in found.held if one.target]
    assert order == sorted(order)
    assert {one.measure.name for one in found.held} == set(names)
    off = [one for one in found.held if one.target and one.target.status == "off_course"]
    far = [(one.target.forecast.value - one.target.value) / one.target.forecast.error
           for one in off if one.target and one.target.forecast]  # fmt: skip
    assert len(far) == 2
    assert far == sorted(far)
    assert (found.count("met"), found.count("off_course"), found.count("on_course")) == (1, 2, 1)


def test_of_very_many_those_first_due_are_looked_at(tmp_path: Path) -> None:
    regions = [f"R{at:03}" for at in range(MOST + 10)]
    targets = [target("nps", 40, LAST + (3 if region < "R050" else 6), region=region) for region in regions]
    found = every_target(
        data(tmp_path, answers=rows(*regions), targets=targets), view(regions=tuple(regions)), SETTINGS
    )
    assert (len(found.held), found.of) == (MOST, MOST + 10)
    assert {one.target.month for one in found.held if one.target} == {LAST + 3}


def test_what_is_not_connected_is_named(tmp_path: Path) -> None:
    found = every_target(data(tmp_path, answers=rows("North"), targets=[target("win_rate", 0.3)]), view(), SETTINGS)
    assert (found.held, found.foreign) == ((), ("win_rate",))
