"""Forecasts: exact where they can be, held against brute force, and holding about 80 % of what comes."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.statistics import forecast
from dashboard.statistics.forecast import LEAST_MONTHS, SEASONAL_MONTHS, Forecast, _drift, _level, _one_step

ONES = np.ones(LEAST_MONTHS)
rates = st.lists(st.floats(-50, 50), min_size=13, max_size=60).map(np.array)
spans = st.tuples(st.integers(1, 12), st.integers(0, 11)).map(lambda span: (span[0], span[0] + span[1]))


def of_mean(rate: np.ndarray, first: int, last: int | None = None, **named: object) -> Forecast:
    found = forecast(rate, np.ones(len(rate)), first, last or first, **named)  # type: ignore[arg-type]
    assert found is not None
    return found


@given(slope=st.floats(-3, 3), months=st.integers(13, 60), span=spans)
def test_a_straight_line_goes_on(slope: float, months: int, span: tuple[int, int]) -> None:
    found = of_mean(5 + slope * np.arange(months), *span)
    assert found.value == pytest.approx(5 + slope * (months - 1 + np.mean(span)), abs=1e-6)
    assert found.high - found.low == pytest.approx(0, abs=1e-5)


def test_a_season_comes_again_with_its_drift() -> None:
    month = np.arange(48)
    rate = 20 + 6 * np.sin(2 * np.pi * month / 12) + month / 12
    found = of_mean(rate, 5)
    assert found.seasonal
    assert found.value == pytest.approx(rate[40] + 1, abs=1e-9)
    assert not of_mean(rate[: SEASONAL_MONTHS - 1], 5).seasonal


@given(rate=rates, span=spans, shift=st.floats(-20, 20), factor=st.floats(0.1, 10))
def test_another_unit_is_another_unit_of_the_forecast(
    rate: np.ndarray, span: tuple[int, int], shift: float, factor: float
) -> None:
    """Also upside down: what is better when it is lower is forecast as well."""
    plain = of_mean(rate, *span)
    moved, turned = of_mean(rate * factor + shift, *span), of_mean(-rate, *span)
    if plain.seasonal != moved.seasonal or plain.seasonal != turned.seasonal:
        return  # rounding decided between two ways that err alike
    scale = max(1.0, float(np.abs(rate).max())) * 1e-6
    assert turned.low == pytest.approx(-plain.high, abs=scale)
    if abs(plain.error * factor - moved.error) < 1e-6:  # of equal errors another θ may be taken
        assert moved.value == pytest.approx(plain.value * factor + shift, abs=scale * (factor + 1))


@given(rate=rates, span=spans)
def test_the_point_lies_within_and_more_is_held_by_wider_limits(rate: np.ndarray, span: tuple[int, int]) -> None:
    found = of_mean(rate, *span)
    assert found.low <= found.value <= found.high
    assert found.limits(0.8) == pytest.approx((found.low, found.high))
    wide = found.limits(0.95)
    assert wide[0] <= found.low
    assert found.high <= wide[1]


@given(rate=rates, span=spans)
def test_nothing_leaves_the_scale(rate: np.ndarray, span: tuple[int, int]) -> None:
    found = of_mean(rate, *span, scale=(-1.0, 1.0))
    assert -1 <= found.low <= found.value <= found.high <= 1


@given(rate=rates)
def test_what_is_known_of_the_span_narrows_it(rate: np.ndarray) -> None:
    errors = [of_mean(rate, 1, 3, known=(known * 4.0, float(known))).error for known in (0, 3, 9)]
    assert errors == sorted(errors, reverse=True)
    assert of_mean(rate, 1, 1, known=(9 * 4.0, 9.0)).value == pytest.approx((36 + of_mean(rate, 1).value) / 10)


def test_a_rate_is_divided_last() -> None:
    """Months with more to divide by count for more: it is no mean of rates."""
    bottom = np.tile([10.0, 1000.0], 10)
    top = np.where(bottom == 10, 0.0, 500.0)
    found = forecast(top, bottom, 1, 2)
    assert found is not None
    assert found.value > 0.4
    assert (top / bottom).mean() == 0.25


def test_what_cannot_be_forecast_is_not() -> None:
    assert forecast(ONES[1:], ONES[1:], 1, 1) is None
    assert forecast(ONES, np.linspace(100, 1, 13), 12, 12) is None  # on its way to nothing
    for top, bottom, first in ((ONES * math.nan, ONES, 1), (ONES, ONES * 0, 1), (ONES, ONES, 0)):
        with pytest.raises(ValueError, match=r"forecast needs|do not lie ahead"):
            forecast(top, bottom, first, first)


# ── Brute force ──


@pytest.mark.parametrize("kept", [0.0, 0.6, 0.9])
def test_the_error_is_that_of_months_played_forward(kept: float) -> None:
    """Play the months to come ten thousand times: what a span misses by varies as the closed form says."""
    random = np.random.default_rng(5)
    history = 30 + random.normal(size=48)
    ahead = np.arange(2, 7)
    way = _level(history, np.ones(48), ahead, kept)
    unit = way.covariance / way.covariance[0, 0] * (1 + (2 - 1) * (1 - kept) ** 2)
    played, level = np.zeros((10_000, 6)), np.zeros(10_000)
    for month in range(6):
        step = random.normal(size=10_000)
        played[:, month] = level + step
        level = level + (1 - kept) * step
    share = np.full(5, 0.2)
    assert share @ unit @ share == pytest.approx((played[:, 1:] @ share).var(), rel=0.06)


@pytest.mark.parametrize("kept", [0.0, 0.6])
def test_the_drift_errs_as_it_does_when_drawn_again(kept: float) -> None:
    random = np.random.default_rng(6)
    steps = random.normal(size=(4_000, 60))
    levels = np.cumsum(steps, axis=1) * (1 - kept)
    series = steps + np.column_stack((np.zeros(4_000), levels[:, :-1]))
    drawn = np.var([_drift(one) for one in series])
    ways = [_level(one, np.ones(60), np.array([1]), kept) for one in series[:400]]
    assert np.mean([way.drift_variance for way in ways]) == pytest.approx(drawn, rel=0.25)


def test_the_level_is_what_smoothing_month_by_month_gives() -> None:
    random = np.random.default_rng(7)
    rate = random.normal(size=40).cumsum()
    drift, level = _drift(rate), 0.0
    flat = rate - drift * np.arange(40)
    level = flat[:12].mean()
    missed = []
    for value in flat:
        missed.append(value - level)
        level = 0.7 * level + 0.3 * value
    assert _one_step(rate, np.array([0.7]))[:, 0] == pytest.approx(missed[1:])
    way = _level(rate, np.ones(40), np.array([4]), 0.7)
    assert way.top[0] == pytest.approx(level + drift * (39 + 4))


def _noise(random: np.random.Generator) -> np.ndarray:
    return 30 + random.normal(size=72)


def _walk(random: np.random.Generator) -> np.ndarray:
    return np.asarray(np.cumsum(random.normal(size=72)))


def _drifting(random: np.random.Generator) -> np.ndarray:
    return random.normal(size=72) + 0.1 * np.arange(72) + np.cumsum(0.3 * random.normal(size=72))


def _seasons(random: np.random.Generator) -> np.ndarray:
    return 4 * np.sin(2 * np.pi * np.arange(72) / 12) + random.normal(size=72)


@pytest.mark.parametrize("kind", [_noise, _walk, _drifting, _seasons])
@pytest.mark.parametrize("horizon", [1, 6, 12])
def test_about_four_in_five_intervals_hold_what_comes(kind: object, horizon: int) -> None:
    random = np.random.default_rng(8)
    held = []
    for _ in range(250):
        series = kind(random)  # type: ignore[operator]
        found = of_mean(series[: 72 - horizon], horizon)
        held.append(found.low <= series[-1] <= found.high)
    assert 0.72 <= np.mean(held) <= 0.9
