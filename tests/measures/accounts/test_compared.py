"""Sponsored accounts beside comparable ones: pairs, means, what is clear, and who is left out."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy import stats

from dashboard.data.access import Data
from dashboard.measures.accounts.compared import LEAST_ACCOUNTS, LEAST_MONTHS, compared
from tests.published import LAST, Rows, data, view


def member(account: str, place: int = 0, **changes: Any) -> dict[str, Any]:
    return {
        "account_id": account, "place": place, "customer_id": account if not place else f"{account} {place}",
        "region": "North", "segment": "Large", "start_month": LAST - 12, "base_revenue": 100.0,
        "latest_revenue": 110.0, "before_n": 2, "before_outcome": 1.0, "after_n": 1, "after_outcome": 1.0,
    } | changes  # fmt: skip


def pairs(number: int, seed: int = 1, *, apart: float = 0.0, before: float = 0.0) -> Rows:
    """Return accounts with two customers alike each, set apart by so much of a point's hundredth, now and before."""
    rng = np.random.default_rng(seed)

    def said(more: float) -> dict[str, Any]:
        return {
            "before_n": 1, "before_outcome": float(rng.normal(more * before, 0.3)), "after_n": 1,
            "after_outcome": float(rng.normal(more * apart, 0.3)), "latest_revenue": float(rng.normal(110, 5)),
        }  # fmt: skip

    return [
        member(f"a{at:02}", place, **said(float(place == 0))) for at in range(number) for place in (0, 1, 2)
    ]  # fmt: skip


def of(folder: Path, rows: Rows) -> Data:
    return data(folder, sponsor_matches=rows)


def test_each_account_counts_once_against_the_mean_of_those_alike(tmp_path: Path) -> None:
    rows = pairs(12, apart=1.0)
    found = compared(of(tmp_path, rows), view())
    sides = [
        [100 * row["after_outcome"] for row in rows if row["account_id"] == f"a{at:02}"] for at in range(12)
    ]  # fmt: skip
    apart = [own - (first + second) / 2 for own, first, second in sides]
    score = found.of("score")
    assert (score.accounts, score.alike) == (12, 24)
    assert score.sponsored == pytest.approx(np.mean([own for own, _, _ in sides]))
    assert score.difference.value == pytest.approx(score.sponsored - score.comparable)
    tested = stats.ttest_1samp(apart, 0.0)
    assert score.difference.p_value == pytest.approx(tested.pvalue)
    interval = tested.confidence_interval(0.95)
    assert (score.difference.low, score.difference.high) == pytest.approx((interval.low, interval.high))


def test_what_is_clear_passes_among_all_that_is_told(tmp_path: Path) -> None:
    chosen = compared(of(tmp_path / "chosen", pairs(30, 2, apart=0.5, before=0.5)), view())
    assert {one.outcome: one.clear for one in chosen.outcomes} == {
        "score": True, "score_before": True, "score_change": False, "revenue": False,
    }  # fmt: skip
    moved = compared(of(tmp_path / "moved", pairs(30, 2, apart=0.5)), view())
    assert {one.outcome: one.clear for one in moved.outcomes} == {
        "score": True, "score_before": False, "score_change": True, "revenue": False,
    }  # fmt: skip


def test_of_nothing_is_called_clear_too_often(tmp_path: Path) -> None:
    """Where nothing sets them apart, few companies of many are told of any difference."""
    called = []
    for seed in range(60):
        found = compared(of(tmp_path / str(seed), pairs(15, seed)), view())
        called.append(any(one.clear for one in found.outcomes))
    assert sum(called) <= 8


def test_too_few_are_told_nothing_of(tmp_path: Path) -> None:
    few = compared(of(tmp_path / "few", pairs(LEAST_ACCOUNTS - 1, apart=5.0)), view())
    assert (few.told, few.matched) == (False, LEAST_ACCOUNTS - 1)
    assert not any(one.clear for one in few.outcomes)
    none = compared(of(tmp_path / "none", []), view())
    assert (none.told, none.sponsored) == (False, 0)
    assert math.isnan(none.of("score").difference.value)


def test_who_is_left_out_and_why(tmp_path: Path) -> None:
    rows = [
        member("a"), member("a", 1), member("a", 2, latest_revenue=0.0), member("a", 3, after_n=0),
        member("young", start_month=LAST - LEAST_MONTHS + 1), member("young", 1),
        member("old enough", start_month=LAST - LEAST_MONTHS), member("old enough", 1),
        member("gone", latest_revenue=0.0), member("gone", 1), member("new", base_revenue=None),
        member("alone"), member("lost", ), member("lost", 1, latest_revenue=0.0),
    ]  # fmt: skip
    found = compared(of(tmp_path, rows), view())
    assert (found.sponsored, found.young, found.ended, found.unmatched, found.matched, found.alike) == (
        7,
        1,
        2,
        2,
        2,
        3,
    )
    assert (found.of("score").accounts, found.of("score").alike) == (2, 2)
    assert (found.of("revenue").accounts, found.of("revenue").alike) == (2, 3)


def test_they_follow_region_and_segment(tmp_path: Path) -> None:
    rows = [member("a"), member("a", 1), *(member("b", at, region="South", segment=None) for at in (0, 1))]
    known = of(tmp_path, rows)
    assert compared(known, view()).matched == 2
    assert compared(known, view(regions=("South",))).matched == 1
    assert compared(known, view(segments=("not given",))).matched == 1
    assert compared(known, view(regions=("East",))).sponsored == 0
