from __future__ import annotations

import math

import numpy as np

from dashboard.statistics import rank_intervals


def test_sure_values_have_sure_ranks() -> None:
    rank, low, high = rank_intervals(np.array([3.0, 9.0, 1.0]), 1e-9 * np.eye(3))
    assert rank.tolist() == low.tolist() == high.tolist() == [2, 1, 3]


def test_equal_values_could_stand_anywhere() -> None:
    _, low, high = rank_intervals(np.zeros(10), np.eye(10))
    assert low.tolist() == [1] * 10
    assert high.tolist() == [10] * 10


def test_what_moves_together_keeps_its_order() -> None:
    """A shared error moves both values; only the difference between them could change the order."""
    _, low, high = rank_intervals(np.array([2.0, 1.0]), np.array([[50.0], [50.0]]))
    assert low.tolist() == high.tolist() == [1, 2]


def test_the_same_seed_gives_the_same_ranks() -> None:
    values, roots = np.array([1.0, 1.2, 0.9]), np.eye(3)
    assert np.array_equal(rank_intervals(values, roots), rank_intervals(values, roots))


def test_without_errors_there_is_no_interval() -> None:
    rank, low, _ = rank_intervals(np.array([1.0, 2.0]), np.full((2, 2), math.nan))
    assert rank.tolist() == [2, 1]
    assert np.isnan(low).all()
    assert [len(part) for part in rank_intervals(np.empty(0), np.empty((0, 3)))] == [0, 0, 0]
