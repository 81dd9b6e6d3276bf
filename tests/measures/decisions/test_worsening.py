"""What got clearly worse, and no objective covers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dashboard.data.access import Grant
from dashboard.measures.decisions import worsening
from dashboard.measures.decisions.pending import Pending
from dashboard.measures.decisions.waiting import newest_view, waiting
from tests.published import LAST, SETTINGS, Rows, answers, data

YEAR_BEFORE = LAST - 12
HALF: Mapping[int, float] = {10: 800, 0: 800}
MOST: Mapping[int, float] = {10: 1200, 0: 400}
"""Answers of which half, or three quarters, are promoters: an NPS of 0, and of 50."""
GOAL = {
    "objective_id": "o", "title": "T", "department_id": "care", "metric": "nps", "direction": "up",
    "starts_on": date(2026, 1, 1), "due_on": date(2026, 12, 31), "target": 40.0,
}  # fmt: skip


def of_regions(
    now: Mapping[str, Mapping[int, float]], before: Mapping[str, Mapping[int, float]], metric: str = "nps"
) -> Rows:
    return [
        row
        for month, counts in ((LAST, now), (YEAR_BEFORE, before))
        for region, scores in counts.items()
        for row in answers(scores, month=month, metric=metric, region=region)
    ]


FELL = of_regions({"North": HALF, "South": MOST}, {"North": MOST, "South": MOST})
ROSE = of_regions({"North": MOST, "South": MOST}, {"North": HALF, "South": MOST})


def found(folder: Path, rows: Rows, *goals: dict[str, Any], **tables: Rows) -> tuple[Pending, ...]:
    return waiting(data(folder, answers=rows, objectives=goals, **tables), SETTINGS).pending


def test_the_total_that_fell_is_asked_about_once_with_the_regions_that_fell(tmp_path: Path) -> None:
    (one,) = found(tmp_path, FELL)
    assert (one.kind, one.subject, one.name, one.regions) == (
        "worsened", "measure:nps", "Net promoter score", ("North",),
    )  # fmt: skip
    assert one.figure is not None
    assert one.figure.difference is not None
    assert one.figure.difference.value == pytest.approx(-25)
    assert (cost := one.cost).unit == "points"
    assert cost.amount == pytest.approx(25)
    # Open since the newest months closed; a decision taken in them answers it.
    assert (one.since, one.days, one.asked_on) == (date(2026, 9, 30), 5, date(2026, 7, 1))


def test_what_rose_or_stayed_is_no_question(tmp_path: Path) -> None:
    assert found(tmp_path / "rose", ROSE) == ()
    assert found(tmp_path / "stayed", of_regions({"North": MOST}, {"North": MOST})) == ()


def test_regions_are_asked_about_where_the_total_did_not_move(tmp_path: Path) -> None:
    parted = of_regions({"North": HALF, "South": MOST}, {"North": MOST, "South": HALF})
    assert [(one.subject, one.regions) for one in found(tmp_path, parted)] == [("measure:nps/North", ("North",))]


def test_rows_without_a_region_are_no_region(tmp_path: Path) -> None:
    parted = of_regions({"North": MOST}, {"North": HALF})
    nowhere = [*answers(HALF, month=LAST), *answers(MOST, month=YEAR_BEFORE)]
    assert found(tmp_path, [*parted, *nowhere]) == ()


@pytest.mark.parametrize(
    ("changes", "asked"),
    [
        ({}, False), ({"status": "revised"}, False), ({"due_on": None}, False),
        ({"metric": "csat"}, True), ({"direction": "down"}, True), ({"segment": "All"}, True),
        ({"region": "North"}, True), ({"status": "met"}, True), ({"status": "dropped"}, True),
        ({"due_on": date(2026, 9, 30)}, True), ({"starts_on": date(2026, 11, 1)}, True),
    ],
)  # fmt: skip
def test_an_open_objective_of_the_same_measure_covers_it(tmp_path: Path, changes: dict[str, Any], asked: bool) -> None:
    assert bool(found(tmp_path, FELL, GOAL | changes)) == asked


@pytest.mark.parametrize(
    ("metric", "asked"), [("nps", True), ("resolution_hours", False), ("resolution_median", False)]
)
def test_an_objective_for_the_mean_time_to_resolve_covers_the_median(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, metric: str, asked: bool
) -> None:
    monkeypatch.setattr(worsening, "got_worse", lambda figure, entry: entry.name == "resolution_median")
    rows = [{"month": month, "bucket": 24, "n": 50, "resolved": 50} for month in (LAST, YEAR_BEFORE)]
    goal = GOAL | {"metric": metric, "direction": "down"}
    pending = found(tmp_path, of_regions({"North": MOST}, {"North": MOST}), goal, case_durations=rows)
    assert [one.subject for one in pending] == ["measure:resolution_median"] * asked


def test_an_objective_of_a_region_covers_that_region(tmp_path: Path) -> None:
    (one,) = found(tmp_path, FELL, GOAL | {"region": "North"})
    assert (one.subject, one.regions) == ("measure:nps", ())
    parted = of_regions({"North": HALF, "South": MOST}, {"North": MOST, "South": HALF})
    assert found(tmp_path / "parted", parted, GOAL | {"region": "North"}) == ()
    assert len(found(tmp_path / "other", parted, GOAL | {"region": "South"})) == 1


def test_what_a_measure_costs_that_does_not_lead_is_not_known(tmp_path: Path) -> None:
    (one,) = found(tmp_path, of_regions({"North": {5: 800, 1: 800}}, {"North": {5: 1200, 1: 400}}, "csat"))
    assert (one.subject, one.cost.unit) == ("measure:csat", "")


def test_without_objectives_it_is_not_known_and_not_asked(tmp_path: Path) -> None:
    listed = waiting(data(tmp_path, answers=FELL), SETTINGS)
    assert listed.pending == ()
    assert "objectives" in listed.unconnected


def test_who_may_not_see_the_company_s_goals_is_told_that_it_is_not_known(tmp_path: Path) -> None:
    grant = Grant(regions=frozenset({"North"}), company_totals=False)
    listed = waiting(data(tmp_path, grant, answers=FELL, objectives=[]), SETTINGS)
    assert listed.pending == ()
    assert "objectives" in listed.missing


def test_too_few_answers_are_named_and_not_asked_about(tmp_path: Path) -> None:
    rows = of_regions({"North": {10: 3, 0: 9}}, {"North": {10: 9, 0: 3}})
    listed = waiting(data(tmp_path, answers=rows, objectives=[]), SETTINGS)
    assert listed.pending == ()
    assert listed.unjudged[0] == "nps"


def test_it_is_of_the_newest_months_against_the_year_before(tmp_path: Path) -> None:
    view = newest_view(data(tmp_path, answers=FELL), SETTINGS)
    assert (view.period.first, view.period.last, view.regions, view.segments) == (LAST - 2, LAST, None, None)
    assert view.against_year_before
