"""Targets for exactly what is shown, one status each by one forecast; benchmarks known at the time."""

from __future__ import annotations

import math
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dashboard.data.access import Data, Grant
from dashboard.measures import MEASURES, Figure, read
from dashboard.measures.targets import attainment
from dashboard.periods import Calendar, Period, closing, first_day
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
    assert (december.value, december.month, december.status, december.complete) == (43, DECEMBER, "on_course", False)
    assert december.attainment == pytest.approx(50 / 43)
    assert december.forecast is not None
    assert december.forecast.value == pytest.approx(50)
    september = figure(found, settings=Settings(fiscal_year_start=10)).target
    assert september is not None
    assert (september.value, september.month, september.status, september.forecast) == (40, LAST, "met", None)


@pytest.mark.parametrize("period", [closing("month", LAST - 20, Calendar()), closing("year", LAST, Calendar())])
def test_it_stands_the_same_whatever_period_is_chosen(tmp_path: Path, period: Period) -> None:
    rows = [row for month in range(LAST - 23, LAST + 1) for row in answers({10: 40 + month % 7, 0: 16}, month=month)]
    found = data(tmp_path, answers=rows, targets=[target(48)])
    assert figure(found).target == figure(found, period=period).target
    assert figure(found).target is not None


def test_met_and_missed_are_said_of_what_is_over_alone(tmp_path: Path) -> None:
    """Whatever is to come may be as good or bad as it will: it is not missed before its time."""
    for value in (10, 50, 50.1, 99):
        for month in (LAST - 3, LAST, LAST + 1, LAST + 15):
            aim = figure(data(tmp_path / f"{value} {month}", answers=scores(), targets=[target(value, month)])).target
            assert aim is not None
            assert (aim.status in ("met", "missed")) == (month <= LAST), (value, month)
            assert (aim.status in ("met", "on_course")) == (value <= 50)


def test_a_span_is_complete_when_its_last_month_is(tmp_path: Path) -> None:
    targets = [{**target(60, LAST + 1), "span": "quarter"}]
    rows = [row for row in scores() if row["month"] < LAST] + answers({10: 16, 0: 48}, month=LAST)
    aim = figure(data(tmp_path, answers=rows, targets=targets)).target
    assert aim is not None
    assert (aim.status, aim.span, aim.level) == ("off_course", "quarter", True)
    # Two months of it are known; the newest stretch as long is what it stands at.
    assert aim.now.n == pytest.approx(sum(row["n"] for row in rows if row["month"] >= LAST - 2))


def test_of_one_month_the_longest_span_holds(tmp_path: Path) -> None:
    targets = [{**target(value), "span": span} for value, span in ((40, None), (44, "year"), (42, "quarter"))]
    aim = figure(data(tmp_path, answers=scores(), targets=targets)).target
    assert aim is not None
    assert (aim.value, aim.span) == (44, "year")


def test_the_four_ways_in_which_what_is_to_come_can_stand(tmp_path: Path) -> None:
    rows = [row for month in range(LAST - 29, LAST + 1)
            for row in answers({10: 40 + 8 * (month * month % 5), 0: 32}, month=month)]  # fmt: skip
    whole = figure(data(tmp_path / "first", answers=rows, targets=[target(0)])).target
    assert whole is not None
    assert whole.forecast is not None
    low, point, high = whole.forecast.low, whole.forecast.value, whole.forecast.high
    wanted = {low - 1: "on_course", (low + point) / 2: "likely_met", (point + high) / 2: "likely_missed",
              high + 1: "off_course"}  # fmt: skip
    for value, status in wanted.items():
        aim = figure(data(tmp_path / status, answers=rows, targets=[target(value)])).target
        assert aim is not None
        assert aim.status == status


def test_less_than_a_year_and_a_month_is_no_ground_for_a_forecast(tmp_path: Path) -> None:
    rows = [row for month in range(LAST - 11, LAST + 1) for row in answers({10: 48, 0: 16}, month=month)]
    aim = figure(data(tmp_path, answers=rows, targets=[target(40)])).target
    assert aim is not None
    assert (aim.status, aim.forecast, aim.now.value) == (None, None, 50)


def test_without_a_target_to_come_the_last_one_holds(tmp_path: Path) -> None:
    found = figure(data(tmp_path, answers=scores(), targets=[target(55, LAST - 1), target(60, LAST - 9)])).target
    assert found is not None
    assert (found.value, found.month, found.status, found.forecast) == (55, LAST - 1, "missed", None)


def test_of_targets_beyond_the_year_the_next_one_holds(tmp_path: Path) -> None:
    found = figure(data(tmp_path, answers=scores(), targets=[target(55, LAST + 9), target(60, LAST + 7)])).target
    assert found is not None
    assert (found.value, found.month) == (60, LAST + 7)


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
        assert (aim.value, aim.status) == (0.4, None)


def test_a_region_s_reader_is_not_held_against_the_company_s_target(tmp_path: Path) -> None:
    rows = {"answers": scores(**NORTH), "targets": [target(40), target(30, region="North")]}
    whole = data(tmp_path, **rows)
    north = figure(Data(whole.snapshot, Grant(regions=frozenset({"North"})))).target
    assert north is not None
    assert north.value == 30


def test_a_sum_is_held_against_the_sum_of_the_fiscal_year_s_months(tmp_path: Path) -> None:
    rows = [{"month": month, "window": 1, "new_customers": 12 + month % 2, "lost_customers": 2}
            for month in range(LAST - 29, LAST + 1)]  # fmt: skip
    targets = [target(8, month, "net_customers") for month in range(LAST - 8, LAST + 4)]
    aim = figure(data(tmp_path / "all", customer_windows=rows, targets=targets), "net_customers").target
    assert aim is not None
    assert (aim.value, aim.month, aim.span, aim.level) == (96, DECEMBER, "year", False)
    assert aim.now.value == sum(row["new_customers"] - 2 for row in rows[-9:])
    assert aim.status == "on_course"
    assert aim.forecast is not None
    assert aim.forecast.value == pytest.approx(126, abs=2)
    one_gone = figure(data(tmp_path / "one", customer_windows=rows, targets=targets[1:]), "net_customers").target
    assert one_gone is not None
    assert (one_gone.value, one_gone.span, one_gone.level) == (8, "month", True)


def test_a_range_is_met_or_missed_by_both_of_its_ends(tmp_path: Path) -> None:
    rows = [
        {"month": month, "window": window, "customers_before": 100, "revenue_before": 100.0, "revenue": 106.0,
         "new_revenue_unknown": 4.0}
        for window in (1, 12) for month in range(LAST - 29, LAST + 1)
    ]  # fmt: skip
    for value, status in ((0.01, "met"), (0.04, None), (0.07, "missed")):
        aims = [target(value, LAST, "earned_growth")]
        aim = figure(data(tmp_path / str(value), window_revenue=rows, targets=aims), "earned_growth").target
        assert aim is not None
        assert (aim.status, aim.complete) == (status, True)


def test_a_range_that_holds_the_target_may_go_either_way(tmp_path: Path) -> None:
    """Where reasons for joining are not known, the point that decides is a range, one end of which reaches it."""
    rows = [
        {"month": month, "window": window, "customers_before": 100, "revenue_before": 100.0,
         "revenue": 106.0 + month * 7 % 3, "new_revenue_unknown": 4.0}
        for window in (1, 12) for month in range(LAST - 40, LAST + 1)
    ]  # fmt: skip
    stood = {}
    for value in (0.001, 0.05, 0.3):
        aims = [target(value, LAST + 2, "earned_growth")]
        aim = figure(data(tmp_path / str(value), window_revenue=rows, targets=aims), "earned_growth").target
        assert aim is not None
        assert aim.forecast is not None
        least, most = aim.forecast.points
        assert aim.forecast.low <= least < most <= aim.forecast.high
        stood[value] = aim.status, least < value < most
    assert stood == {0.001: ("on_course", False), 0.05: ("open", True), 0.3: ("off_course", False)}


def test_less_is_better_where_it_is() -> None:
    entry = MEASURES["resolution_hours"]
    assert attainment(10.0, 8.0, entry) == pytest.approx(0.8)
    assert attainment(8.0, 10.0, entry) == pytest.approx(1.25)


def test_a_share_of_a_target_is_not_told_where_it_says_nothing() -> None:
    assert attainment(-5.0, 10.0, MEASURES["nps"]) is None
    assert attainment(5.0, -10.0, MEASURES["nps"]) is None
    assert attainment(math.nan, 10.0, MEASURES["nps"]) is None
    assert attainment(0.2, 0.25, MEASURES["response_rate"]) is None


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
