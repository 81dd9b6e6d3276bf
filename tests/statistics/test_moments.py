from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from dashboard.statistics import MomentSums, relative_weights

# NIST's certified values.
CERTIFIED_INTERCEPT = -3482258.63459582
CERTIFIED_SLOPES = (
    15.0618722713733,
    -0.358191792925910e-01,
    -2.02022980381683,
    -1.03322686717359,
    -0.511041056535807e-01,
    1829.15146461355,
)


def test_longley_keeps_ten_digits(longley: NDArray[np.float64]) -> None:
    """Sums about a shift in round numbers, made in chunks."""
    shift = longley.mean(axis=0).round()
    chunks = [MomentSums.from_rows(rows, shift) for rows in np.array_split(longley, 3)]
    intercept, slopes = (chunks[0] + chunks[1] + chunks[2]).regression(0, range(1, 7))
    assert slopes == pytest.approx(CERTIFIED_SLOPES, rel=1e-10)
    assert intercept == pytest.approx(CERTIFIED_INTERCEPT, rel=1e-10)


@pytest.mark.parametrize("offset", [1e6, 1e8])
def test_far_from_zero_digits_are_kept(offset: float) -> None:
    rng = np.random.default_rng(0)
    rows = rng.normal(size=(500, 3)) * (1e-3, 1e4, 1.0)
    rows[:, 2] = 3 + 2000 * rows[:, 0] - 5e-4 * rows[:, 1]
    _, near = MomentSums.from_rows(rows, np.zeros(3)).regression(2, (0, 1))
    # A power of two that the numbers can carry without losing digits of their own.
    step = 2.0 ** np.round(np.log2(offset))
    moved = np.round(rows * 2**20) / 2**20 + step * np.array([0, 1, 1])
    _, far = MomentSums.from_rows(moved, step * np.array([0, 1, 1])).regression(2, (0, 1))
    assert near == pytest.approx((2000, -5e-4), rel=1e-10)
    assert far == pytest.approx(near, rel=1e-2)


def test_chunks_add_up_to_the_correlations(swiss: NDArray[np.float64]) -> None:
    shift = np.array([70, 50, 16, 10, 40, 20.0])
    chunks = [MomentSums.from_rows(rows, shift) for rows in np.array_split(swiss, 3)]
    found = (chunks[0] + chunks[1] + chunks[2]).correlation()
    assert found == pytest.approx(np.corrcoef(swiss.T), abs=1e-14)
    assert relative_weights(found[1:, 1:], found[1:, 0]).sum() == pytest.approx(0.706735001593, abs=1e-12)


def test_a_variable_that_never_varies_correlates_with_nothing() -> None:
    found = MomentSums.from_rows([[1.0, 2.0], [1.0, 5.0]], [0.0, 0.0]).correlation()
    assert found.tolist() == [[0.0, 0.0], [0.0, pytest.approx(1.0)]]


def regression(columns: list[NDArray[np.float64]], outcome: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
    rows = np.column_stack([outcome, *columns])
    return MomentSums.from_rows(rows, rows.mean(axis=0).round()).regression(0, range(1, len(columns) + 1))


def test_slopes_that_the_data_cannot_tell_are_missing() -> None:
    """As in the drivers: of predictors that move together, or never, no slope is known; the others' are."""
    rng = np.random.default_rng(2)
    x, other = rng.normal(5, 2, 60), rng.normal(-1, 3, 60)
    y = 3 + 2 * x - other + rng.normal(0, 0.1, 60)
    intercept, slopes = regression([x, other], y)
    same, twice = regression([x, other, x], y)
    assert np.isnan(twice).tolist() == [True, False, True]
    assert (same, twice[1]) == pytest.approx((intercept, slopes[1]))
    steady, beside = regression([np.full(60, 7.0), x, other], y)
    assert np.isnan(beside).tolist() == [True, False, False]
    assert beside[1:] == pytest.approx(slopes)
    assert steady == pytest.approx(intercept)


def test_an_intercept_that_the_data_cannot_tell_is_missing() -> None:
    """Where one predictor is another and a constant, the constant may lie in either slope."""
    rng = np.random.default_rng(2)
    x = rng.normal(5, 2, 60)
    intercept, slopes = regression([x, x + 10], 3 + 2 * x)
    assert np.isnan([intercept, *slopes]).all()
    alone, none = regression([np.full(60, 7.0)], 3 + 2 * x)
    assert alone == pytest.approx(float((3 + 2 * x).mean()))
    assert np.isnan(none).all()


def test_no_rows_have_no_regression() -> None:
    intercept, slopes = MomentSums.from_rows(np.empty((0, 2)), [0.0, 0.0]).regression(0, [1])
    assert np.isnan([intercept, *slopes]).all()


def test_sums_about_different_shifts_do_not_add() -> None:
    with pytest.raises(ValueError, match="different shifts"):
        MomentSums.from_rows([[1.0]], [0.0]) + MomentSums.from_rows([[1.0]], [1.0])
