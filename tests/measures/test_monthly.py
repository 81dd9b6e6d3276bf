"""What of a span is known, what is to be expected of it, and that no window of twelve months is forecast."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dashboard.measures import MEASURES
from dashboard.measures.monthly import expected, monthly, scale_of
from dashboard.statistics import forecast
from tests.published import LAST, answers, data

EVERYWHERE = (None, None)


def test_an_answer_s_months_are_its_weighted_outcome_over_its_weight(tmp_path: Path) -> None:
    rows = [row for month in range(LAST - 20, LAST + 1) for row in answers({10: 48, 0: 16}, month=month, weight=2.0)]
    found = monthly(data(tmp_path, answers=rows), MEASURES["nps"].formula, EVERYWHERE)
    assert (found.first, found.last) == (LAST - 20, LAST)
    assert set(found.bottom) == {128.0}
    assert set(found.top) == {100 * 2.0 * (48 - 16)}
    assert found.over((LAST - 1, LAST + 5)) == (2 * 6400, 256)
    assert found.over((LAST + 1, LAST + 3)) == (0, 0)


def test_months_before_a_gap_do_not_count(tmp_path: Path) -> None:
    rows = [row for month in (*range(LAST - 30, LAST - 9), *range(LAST - 7, LAST + 1))
            for row in answers({10: 48, 0: 16}, month=month)]  # fmt: skip
    found = monthly(data(tmp_path, answers=rows), MEASURES["nps"].formula, EVERYWHERE)
    assert (found.first, found.last) == (LAST - 7, LAST)
    assert found.expected((LAST + 1, LAST + 1)) is None


def test_what_is_known_of_a_span_is_not_forecast(tmp_path: Path) -> None:
    rows = [{"month": month, "outcome": outcome, "n": 60 + (month * 7) % 11 * (outcome == "won")}
            for month in range(LAST - 30, LAST + 1) for outcome in ("won", "lost")]  # fmt: skip
    found = data(tmp_path, opportunities=rows)
    entry = MEASURES["win_rate"]
    quarter, month = (expected(found, entry, EVERYWHERE, (first, LAST + 1)) for first in (LAST - 1, LAST + 1))
    assert quarter is not None
    assert month is not None
    won = monthly(found, entry.formula, EVERYWHERE)
    assert quarter.error < month.error
    known = won.over((LAST - 1, LAST))
    came = (known[0] + month.value * won.bottom.mean()) / (known[1] + won.bottom.mean())
    assert quarter.value == pytest.approx(came, abs=0.01)


def test_a_sum_is_expected_as_a_sum(tmp_path: Path) -> None:
    rows = [{"month": month, "window": 1, "new_customers": 20} for month in range(LAST - 30, LAST + 1)]
    found = expected(data(tmp_path, customer_windows=rows), MEASURES["customers_won"], EVERYWHERE, (LAST - 8, LAST + 3))
    assert found is not None
    assert (found.value, found.low, found.high) == pytest.approx((240, 240, 240))


def windows(kept: Any) -> list[dict[str, Any]]:
    """Return a thousand customers a month of whom ``kept(month)`` stay, followed over one month and over twelve."""
    rows = []
    for month in range(LAST - 32, LAST + 1):
        stayed = np.array([kept(back) for back in range(month - 11, month + 1)])
        rows += [
            {"month": month, "window": 1, "opening_customers": 1000, "kept_customers": int(stayed[-1])},
            {"month": month, "window": 12, "opening_customers": 1000,
             "kept_customers": int(1000 - (1000 - stayed).sum())},
        ]  # fmt: skip
    return rows


def test_a_window_loses_the_months_that_leave_it_and_gains_those_to_come(tmp_path: Path) -> None:
    """A bad month ten months ago leaves the window by the target's month: a trailing series would not know it."""
    found = data(tmp_path, customer_windows=windows(lambda month: 920 if month == LAST - 9 else 990))
    now = 1 - (11 * 10 + 80) / 1000
    entry = MEASURES["logo_retention"]
    before, after = (expected(found, entry, EVERYWHERE, (month, month)) for month in (LAST + 2, LAST + 3))
    assert before is not None
    assert after is not None
    single = monthly(found, entry.formula, EVERYWHERE)
    rate = forecast(single.top, single.bottom, 1, 3)
    assert rate is not None
    assert before.value == pytest.approx(now, abs=0.02)
    assert after.value == pytest.approx(now + 3 * rate.value - (2 * 0.99 + 0.92))
    assert after.value > before.value + 0.05
    assert after.high <= 1


def test_a_year_on_the_year_before_goes_on_as_its_months_do(tmp_path: Path) -> None:
    """Revenue grew by 1 % a month until a year ago and has stood still since: the year's growth runs out."""
    paid = {month: 1.01 ** min(month - LAST + 12, 0) for month in range(LAST - 59, LAST + 1)}

    def brought(closing: int, length: int) -> float:
        return sum(paid[month] for month in range(closing - length + 1, closing + 1))

    rows = [
        {"month": month, "window": length, "customers_before": 100, "revenue": brought(month, length),
         "revenue_before": brought(month - length, length)}
        for length in (1, 12) for month in range(LAST - 60 + 2 * length, LAST + 1)
    ]  # fmt: skip
    found = data(tmp_path, window_revenue=rows)
    entry = MEASURES["earned_growth"]
    now = brought(LAST, 12) / brought(LAST - 12, 12) - 1
    seen = [expected(found, entry, EVERYWHERE, (LAST + ahead, LAST + ahead)) for ahead in (1, 6)]
    for ahead, one in zip((1, 6), seen, strict=True):
        assert one is not None
        to_come = 12 / sum(paid[month] for month in range(LAST - 11 - 12 + ahead, LAST + 1 - 12 + ahead)) - 1
        assert one.value == pytest.approx(to_come, abs=0.01)
        assert one.value < now


def test_what_the_months_miss_of_a_window_widens_it(tmp_path: Path) -> None:
    """Customers who come back are in the window and in no month's loss: by so much the sum of months errs."""
    smooth = windows(lambda month: 985 + month % 3)
    rough = [
        {**row, "kept_customers": row["kept_customers"] + (row["window"] == 12) * (row["month"] * 5 % 7) * 8}
        for row in smooth
    ]
    entry = MEASURES["logo_retention"]
    plain, wide = (
        expected(data(tmp_path / name, customer_windows=rows), entry, EVERYWHERE, (LAST + 2, LAST + 2))
        for name, rows in (("smooth", smooth), ("rough", rough))
    )
    assert plain is not None
    assert wide is not None
    back = np.array([row["month"] * 5 % 7 * 8 / 1000 for row in rough if row["window"] == 12][-22:])
    missed = np.sqrt(np.mean((back[2:] - back[:-2]) ** 2))
    assert wide.error == pytest.approx(np.hypot(plain.error, missed), rel=0.15)
    few = [row for row in smooth if row["window"] == 1 or row["month"] > LAST - 7]
    assert expected(data(tmp_path / "few", customer_windows=few), entry, EVERYWHERE, (LAST + 2, LAST + 2)) is None


@pytest.mark.parametrize(
    ("name", "scale"),
    [
        ("nps", (-100, 100)), ("csat", (0, 1)), ("csat_mean", (1, 5)), ("win_rate", (0, 1)),
        ("gross_revenue_retention", (0, 1)), ("net_revenue_retention", (0, np.inf)), ("refill", (0, 1)),
        ("gross_margin", (-np.inf, 1)), ("net_customers", (-np.inf, np.inf)), ("customers_won", (0, np.inf)),
        ("resolution_hours", (0, np.inf)), ("recurring_revenue", (-np.inf, np.inf)),
    ],
)  # fmt: skip
def test_nothing_is_expected_off_its_scale(name: str, scale: tuple[float, float]) -> None:
    assert scale_of(MEASURES[name]) == scale
