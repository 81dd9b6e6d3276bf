from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from dashboard.statistics import MomentSums, effective_n, lmg, relative_weights

SHIFT = (70, 50, 16, 10, 40, 20)


def explained(matrix: NDArray[np.float64], outcome: NDArray[np.float64], chosen: tuple[int, ...]) -> float:
    if not chosen:
        return 0.0
    pick = list(chosen)
    return float(outcome[pick] @ np.linalg.solve(matrix[np.ix_(pick, pick)], outcome[pick]))


def test_swiss(swiss: NDArray[np.float64]) -> None:
    r = MomentSums.from_rows(swiss, SHIFT).correlation()
    assert lmg(r[1:, 1:], r[1:, 0]) == pytest.approx(
        [0.0570912207681, 0.1711730289002, 0.2601346786244, 0.1055701503735, 0.1127659229265], abs=1e-12
    )
    assert relative_weights(r[1:, 1:], r[1:, 0]) == pytest.approx(
        [0.048416895812, 0.154708249806, 0.271964104646, 0.114680029948, 0.116965721381], abs=1e-11
    )


def test_swiss_weighted(swiss: NDArray[np.float64]) -> None:
    weights = 1.0 + np.arange(1, 48) % 3
    r = MomentSums.from_rows(swiss, SHIFT, weights).correlation()
    found = lmg(r[1:, 1:], r[1:, 0])
    assert found.sum() == pytest.approx(0.694332891423, abs=1e-12)
    assert found == pytest.approx(
        [0.0518208063017, 0.1549452302086, 0.2559770835712, 0.1019573530969, 0.1296324182449], abs=1e-12
    )
    assert effective_n(weights.sum(), (weights**2).sum()) == pytest.approx(40.4709, abs=5e-5)


def test_two_predictors_share_alike() -> None:
    matrix, outcome = [[1, 0.5], [0.5, 1]], [0.6, 0.4]
    for shares in (relative_weights(matrix, outcome), lmg(matrix, outcome)):
        assert shares == pytest.approx([0.286667, 0.086667], abs=1e-6)
        assert shares.sum() == pytest.approx(0.28 / 0.75)


def test_uncorrelated_predictors_explain_their_squared_correlation() -> None:
    outcome = np.array([0.5, -0.3, 0.1])
    for shares in (relative_weights(np.eye(3), outcome), lmg(np.eye(3), outcome)):
        assert shares == pytest.approx(outcome**2)


@given(st.integers(0, 10_000), st.integers(1, 5))
def test_both_add_up_and_lmg_is_the_mean_over_orders(seed: int, count: int) -> None:
    r = np.atleast_2d(np.corrcoef(np.random.default_rng(seed).normal(size=(30, count + 1)).T))
    matrix, outcome = r[1:, 1:], r[1:, 0]
    whole = explained(matrix, outcome, tuple(range(count)))
    shares = np.zeros(count)
    orders = list(permutations(range(count)))
    for order in orders:
        for place, predictor in enumerate(order):
            gain = explained(matrix, outcome, order[: place + 1]) - explained(matrix, outcome, order[:place])
            shares[predictor] += gain / len(orders)
    assert lmg(matrix, outcome) == pytest.approx(shares, abs=1e-9)
    assert relative_weights(matrix, outcome).sum() == pytest.approx(whole, abs=1e-9)


def test_identical_predictors_share_and_constant_ones_weigh_nothing() -> None:
    matrix = np.array([[1, 1, 0], [1, 1, 0], [0, 0, 0]], dtype=float)
    for shares in (relative_weights(matrix, [0.6, 0.6, 0]), lmg(matrix, [0.6, 0.6, 0])):
        assert shares == pytest.approx([0.18, 0.18, 0], abs=1e-12)
    assert lmg([[np.nan]], [np.nan]).tolist() == [0]


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="do not fit"):
        relative_weights(np.eye(2), [0.1])
    with pytest.raises(ValueError, match="too many for lmg"):
        lmg(np.eye(17), np.zeros(17))
