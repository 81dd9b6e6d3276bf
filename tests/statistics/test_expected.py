"""How a series usually changes: seasons and growth are expected, noise is seldom news, what remembers has its room."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.special import stdtr

from dashboard.statistics import expected_change

Floats = NDArray[np.float64]
SERIES = 1000


def drawn(kind: str, months: int = 60) -> Floats:
    """Return series (months, series) of a kind, always the same."""
    rng = np.random.default_rng(5)
    noise = rng.standard_normal((months, SERIES))
    time = np.arange(months)[:, None]
    if kind == "growing":
        return np.asarray(noise + 0.2 * time)
    if kind == "seasonal":
        return np.asarray(noise + 3 * np.sin(time * np.pi / 6))
    if kind == "wandering":
        return np.cumsum(noise, axis=0)
    if kind == "wandering and noisy":
        return np.asarray(np.cumsum(noise, axis=0) + 2 * rng.standard_normal(noise.shape))
    return noise


def p_values(months: Floats, length: int, back: int) -> Floats:
    found = expected_change(months, length, back)
    change = months[-length:].mean(axis=0) - months[len(months) - length - back : len(months) - back].mean(axis=0)
    return np.asarray(2 * stdtr(found.degrees, -np.abs((change - found.change) / found.error)))


@pytest.mark.parametrize("kind", ["noise", "growing", "seasonal", "wandering", "wandering and noisy"])
@pytest.mark.parametrize(("length", "back"), [(1, 12), (3, 12), (12, 12), (1, 1), (3, 3)])
def test_chance_is_no_more_often_beyond_than_it_says(kind: str, length: int, back: int) -> None:
    found = p_values(drawn(kind), length, back)
    assert np.mean(found < 0.05) < 0.08
    assert np.mean(found < 0.001) < 0.006


@pytest.mark.parametrize(("length", "back"), [(1, 12), (3, 12), (3, 3)])
def test_a_step_of_five_standard_deviations_is_found(length: int, back: int) -> None:
    moved = drawn("seasonal")
    moved[-3:] += 5
    assert np.mean(p_values(moved, length, back) < 0.05) > 0.8


def test_a_season_and_a_growth_that_repeat_are_expected() -> None:
    time = np.arange(60.0)[:, None]
    months = 10 + 0.5 * time + 3 * np.sin(time * np.pi / 6)
    assert expected_change(months, 3, 12).change == pytest.approx([6.0], abs=1e-6)
    step = months[-3:].mean() - months[-6:-3].mean()
    assert expected_change(months, 3, 3).change == pytest.approx([step], abs=1e-6)


def test_what_is_judged_does_not_change_what_is_expected() -> None:
    months = drawn("wandering")[:, :5]
    moved = months.copy()
    moved[-12:] *= 7
    for name in ("change", "error"):
        before, after = (getattr(expected_change(one, 3, 12), name) for one in (months, moved))
        assert np.array_equal(before, after)


def test_the_unit_scales_and_the_level_does_not_matter() -> None:
    months = drawn("wandering and noisy")[:, :5]
    plain, other = expected_change(months, 3, 12), expected_change(1000 * months + 5e5, 3, 12)
    assert other.change == pytest.approx(1000 * plain.change, rel=1e-6)
    assert other.error == pytest.approx(1000 * plain.error, rel=1e-6)


def test_two_years_before_are_needed_and_every_season_of_the_period() -> None:
    months = drawn("noise")[:, :3]
    assert np.isnan(expected_change(months[-35:], 1, 12).change).all()
    assert np.isfinite(expected_change(months[-36:], 1, 12).change).all()
    gaps = months.copy()
    gaps[11::12] = np.nan
    assert np.isnan(expected_change(gaps, 1, 12).change).all()
    assert np.isfinite(expected_change(gaps[:-1], 1, 12).change).all()


def test_a_series_of_nothing_is_expected_to_stay_so() -> None:
    found = expected_change(np.zeros((60, 1)), 1, 12)
    assert found.change == pytest.approx([0.0])
    assert float(found.error[0]) < 1e-50
