"""Targets for exactly what is shown, pace only where it is honest, benchmarks known at the time."""

from __future__ import annotations

import math
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dashboard.data.access import Data, Grant
from dashboard.measures import MEASURES, Figure, Series, read
from dashboard.measures.targets import attainment, pace_to
from dashboard.periods import Calendar, closing, first_day
from dashboard.settings import Settings
from tests.published import LAST, SETTINGS, answers, data, view

DECEMBER = LAST + 3
NORTH: dict[str, Any] = {"region": "North", "segment": "Large"}


def target(value: float, month: int = DECEMBER, metric: str = "nps", **place: Any) -> dict[str, Any]:
    return {"metric": metric, "month": first_day(month), "target": value, **place}


def scores(**place: Any) -> list[dict[str, Any]]:
    return [row for month in range(LAST - 23, LAST + 1) for row in answers({10: 48, 0: 16}, month=month, **place)]


def figure(found: Data, name: str = "nps", settings: Settings = SETTINGS, **asked: Any) -> Figure:
    return read(found, name, view(**asked), settings)


def test_the_target_is_that_of_the_fiscal_year_s_end(tmp_path: Path) -> None:
    targets = [target(40 + month - LAST, month) for month in range(LAST - 12, LAST + 13)]
    found = data(tmp_path, answers=scores(), targets=targets)
    december = figure(found).target
    assert december is not None
    assert (december.value, december.month, december.met) == (43, DECEMBER, True)
    assert december.attainment == pytest.approx(50 / 43)
    assert december.pace == pytest.approx(50)
    september = figure(found, settings=Settings(fiscal_year_start=10)).target
    assert september is not None
    assert (september.value, september.month, september.pace) == (40, LAST, None)


def test_without_a_target_to_come_the_last_one_holds(tmp_path: Path) -> None:
    found = figure(data(tmp_path, answers=scores(), targets=[target(55, LAST - 1), target(60, LAST - 9)])).target
    assert found is not None
    assert (found.value, found.month, found.met, found.pace) == (55, LAST - 1, False, None)


def test_a_region_is_held_against_its_own_target_alone(tmp_path: Path) -> None:
    found = data(
        tmp_path, answers=scores(**NORTH) + scores(region="South"),
        targets=[target(40), target(30, region="North"), target(10, journey_stage="Pay"), target(20, segment="Large")],
    )  # fmt: skip
    wanted: dict[tuple[Any, Any], float | None] = {
        (None, None): 40, (("North",), None): 30, (None, ("Large",)): 20, (("South",), None): None,
        (("North", "South"), None): None, (("North",), ("Large",)): None,
    }  # fmt: skip
    for (regions, segments), value in wanted.items():
        aim = figure(found, regions=regions, segments=segments).target
        assert (aim.value if aim else None) == value


def test_what_the_whole_company_shares_is_held_against_its_target_in_every_region(tmp_path: Path) -> None:
    tasks = [{"month": LAST, "department_id": "d", "due": 20, "on_time": 10}]
    targets = [target(0.4, metric="on_time_tasks"), target(0.9, metric="on_time_tasks", region="North")]
    found = data(tmp_path, commitments=tasks, targets=targets)
    for reader in (found, Data(found.snapshot, Grant(regions=frozenset({"North"})))):
        aim = figure(reader, "on_time_tasks", regions=("North",), segments=("Large",)).target
        assert aim is not None
        assert (aim.value, aim.met) == (0.4, True)


def test_a_region_s_reader_is_not_held_against_the_company_s_target(tmp_path: Path) -> None:
    rows = {"answers": scores(**NORTH), "targets": [target(40), target(30, region="North")]}
    whole = data(tmp_path, **rows)
    north = figure(Data(whole.snapshot, Grant(regions=frozenset({"North"})))).target
    assert north is not None
    assert north.value == 30


def test_a_sum_is_held_against_the_sum_of_the_months(tmp_path: Path) -> None:
    rows = [
        {"month": month, "window": 1, "new_customers": 12, "lost_customers": 2} for month in range(LAST - 5, LAST + 1)
    ]
    targets = [target(8, month, "net_customers") for month in range(LAST - 2, LAST + 13)]
    found = data(tmp_path, customer_windows=rows, targets=targets)
    aim = figure(found, "net_customers").target
    assert aim is not None
    assert (aim.value, aim.month, aim.met, aim.pace) == (24, LAST, True, None)
    year = closing("year", LAST, Calendar())
    assert figure(found, "net_customers", period=year).target is None


def test_less_is_better_where_it_is() -> None:
    entry = MEASURES["resolution_hours"]
    assert attainment(10.0, 8.0, entry) == pytest.approx(0.8)
    assert attainment(8.0, 10.0, entry) == pytest.approx(1.25)


def test_a_share_of_a_target_is_not_told_where_it_says_nothing() -> None:
    assert attainment(-5.0, 10.0, MEASURES["nps"]) is None
    assert attainment(5.0, -10.0, MEASURES["nps"]) is None
    assert attainment(math.nan, 10.0, MEASURES["nps"]) is None
    assert attainment(0.2, 0.25, MEASURES["response_rate"]) is None


def line(values: list[float]) -> Series:
    months = np.arange(LAST - len(values) + 1, LAST + 1)
    unknown = np.full(len(values), math.nan)
    return Series(months, np.array(values), unknown, unknown, unknown)


def test_pace_goes_on_along_the_last_twelve_months() -> None:
    assert pace_to(line([0.0, *(10.0 + month for month in range(12))]), DECEMBER) == pytest.approx(24)


@pytest.mark.parametrize(
    ("values", "month"),
    [
        ([1.0] * 11, DECEMBER),
        ([1.0] * 11 + [math.nan], DECEMBER),
        ([1.0] * 12, LAST),
        ([1.0] * 12, LAST - 2),
        ([1.0] * 12, LAST + 13),
    ],
    ids=["too short", "a month missing", "has come", "gone by", "too far off"],
)
def test_no_pace_where_it_would_be_made_up(values: list[float], month: int) -> None:
    assert pace_to(line(values), month) is None


def test_the_benchmark_is_the_newest_known_when_the_period_ended(tmp_path: Path) -> None:
    rows = [
        {"metric": "nps", "source": source, "as_of": day, "value": value, "note": None}
        for source, day, value in (("old", date(2024, 1, 1), 20.0), ("new", date(2026, 9, 30), 30.0),
                                   ("later", date(2026, 10, 1), 99.0))
    ]  # fmt: skip
    found = data(tmp_path, answers=scores(), benchmarks=rows)
    benchmark = figure(found).benchmark
    assert benchmark is not None
    assert (benchmark.value, benchmark.source) == (30, "new")
    assert figure(found, "nps", period=closing("month", LAST - 1, Calendar())).benchmark.source == "old"  # type: ignore[union-attr]
