from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd
import pytest

from dashboard.statistics import jackknife, nps


def mean(sums: Any) -> float:
    return float(sums[1] / sums[0])


def test_one_value_a_group_gives_the_error_of_a_mean() -> None:
    values = np.array([3.0, 4.0, 8.0, 1.0, 9.0, 2.0, 2.0, 5.0, 5.0, 7.0, 1.0, 0.0, 3.0, 4.0, 4.0, 6.0])
    found = jackknife(np.column_stack([np.ones(16), values]), mean)
    assert found.value == pytest.approx(values.mean())
    assert found.standard_error == pytest.approx(values.std(ddof=1) / 4)
    assert found.n == 16
    assert found.high - found.value == pytest.approx(2.13145 * found.standard_error, rel=1e-5)


def test_empty_groups_do_not_count() -> None:
    values = np.array([[1.0, 3.0], [1.0, 5.0], [1.0, 10.0]])
    padded = np.vstack([values, np.zeros((13, 2))])
    assert jackknife(padded, mean) == jackknife(values, mean)


def test_repeated_answers_are_honoured() -> None:
    """With 3.3 answers a customer that hang together, the naive error is half of what it should be."""
    rng = np.random.default_rng(0)
    ratios = []
    for _ in range(60):
        mood = np.repeat(rng.standard_normal(300), 3)
        felt = np.sqrt(0.9) * mood + np.sqrt(0.1) * rng.standard_normal(900)
        category = np.searchsorted([-0.8, 0.0], felt)
        groups = np.zeros((16, 3))
        np.add.at(groups, (np.repeat(rng.integers(0, 16, 300), 3), category), 1)
        naive = nps(*groups.sum(axis=0)).standard_error
        found = jackknife(groups, lambda c: float(100 * (c[2] - c[0]) / c.sum()))
        ratios.append(found.standard_error / naive)
    assert 1.4 < np.mean(ratios) < 1.8


def test_nothing_and_too_little() -> None:
    assert math.isnan(jackknife(np.zeros((16, 2)), mean).value)
    alone = jackknife([[2.0, 6.0]], mean)
    assert alone.value == 3
    assert math.isnan(alone.standard_error)


def test_a_single_sum_a_group_will_do() -> None:
    found = jackknife([1.0, 2.0, 3.0], float)
    assert found.value == 6
    assert found.n == 3


def test_an_interval_is_held_to_its_scale() -> None:
    found = jackknife([[1.0, 1.0], [1.0, 0.0]], mean, scale=(0.0, 1.0))
    assert (found.low, found.high) == (0.0, 1.0)


def test_a_statistic_undefined_without_a_group_has_no_error() -> None:
    found = jackknife([[1.0, 1.0], [0.0, 1.0]], mean)
    assert found.value == 2
    assert np.isnan([found.standard_error, found.low, found.high]).all()
    held = jackknife([[1.0, 1.0], [0.0, 1.0]], mean, scale=(0.0, 5.0))
    assert np.isnan([held.standard_error, held.low, held.high]).all()
    nothing = jackknife([[1.0, 1.0], [1.0, -1.0]], lambda sums: float(sums[0] / sums[1]))
    assert np.isnan([nothing.standard_error, nothing.low, nothing.high]).all()


def test_sums_with_names_keep_them() -> None:
    groups = pd.DataFrame({"n": [1.0, 2.0, 3.0], "y": [2.0, 5.0, 4.0]}, index=list("abc"))
    found = jackknife(groups, lambda sums: float(sums["y"] / sums["n"]))
    assert found == jackknife(groups.to_numpy(), mean)
    assert jackknife(groups.astype("Int64"), lambda sums: sums["y"] / sums["n"]) == found
    assert jackknife(groups["y"], float) == jackknife([2.0, 5.0, 4.0], float)


def test_missing_sums_are_refused() -> None:
    with pytest.raises(ValueError, match="must be numbers"):
        jackknife([[math.nan, 1.0]], mean)
