from __future__ import annotations

import math

import numpy as np
import pytest
from statsmodels.stats.contingency_tables import StratifiedTable

from dashboard.statistics import (
    correlation,
    correlation_from,
    e_value,
    mantel_haenszel,
    standardised_difference,
)


def test_kidney_stones() -> None:
    a, m, b, n = [81, 192], [87, 263], [234, 55], [270, 80]
    assert mantel_haenszel(a, m, b, n) == pytest.approx(1.4468, abs=5e-5)
    assert mantel_haenszel([273], [350], [289], [350]) == pytest.approx(0.7483, abs=5e-5)
    tables = [np.array([[a[s], m[s] - a[s]], [b[s], n[s] - b[s]]]) for s in range(2)]
    assert mantel_haenszel(a, m, b, n) == pytest.approx(StratifiedTable(tables).oddsratio_pooled)
    assert math.isnan(mantel_haenszel([1], [1], [0], [1]))


def test_standardised_shares_turn_the_crude_difference_round() -> None:
    found = standardised_difference([81, 192], [87, 263], [234, 55], [270, 80])
    share = np.array([357, 343]) / 700
    expected = share @ (np.array([81 / 87, 192 / 263]) - np.array([234 / 270, 55 / 80]))
    assert found.value == pytest.approx(expected)
    assert found.value > 0 > 273 / 350 - 289 / 350
    assert found.low < found.value < found.high


def test_strata_with_one_group_alone_say_nothing() -> None:
    both = standardised_difference([5], [10], [3], [10])
    assert standardised_difference([5, 4], [10, 4], [3, 0], [10, 0]) == both
    assert math.isnan(standardised_difference([1], [1], [0], [0]).value)


def test_all_and_none_are_not_certain() -> None:
    found = standardised_difference([3], [3], [0], [3])
    assert found.value == 1
    assert found.low < 1


def test_the_e_value_as_published() -> None:
    assert e_value(3.9) == pytest.approx(7.26, abs=5e-3)
    assert e_value(1.8) == pytest.approx(3.0, abs=5e-3)
    assert e_value(1 / 3.9) == pytest.approx(e_value(3.9))
    with pytest.raises(ValueError, match="above 0"):
        e_value(0)


@pytest.mark.parametrize(
    ("r", "n", "p_value"),
    [(0.85, 5, 0.068), (0.70, 5, 0.188), (0.91, 4, 0.090), (0.77, 5, 0.128), (0.66, 4, 0.340), (-0.75, 3, 0.460)],
)
def test_few_points_prove_little(r: float, n: int, p_value: float) -> None:
    assert correlation_from(r, n).p_value == pytest.approx(p_value, abs=6e-4)


def test_fisher_s_interval() -> None:
    found = correlation_from(0.85, 5)
    assert (found.low, found.high) == pytest.approx((-0.129, 0.990), abs=5e-4)


def test_correlation_of_series() -> None:
    found = correlation([1, 2, 3, 4, math.nan], [2, 1, 4, 3, 9])
    assert found.r == pytest.approx(0.6)
    assert found.n == 4
    assert correlation([1, 2, 3], [2, 4, 6]).r == 1
    assert math.isnan(correlation([1, 1, 1, 1], [1, 2, 3, 4]).r)
    assert math.isnan(correlation([], []).r)
    assert math.isnan(correlation([1, 2], [2, 1]).p_value)
    assert math.isnan(correlation([1, 2, 4], [2, 1, 1]).low)


def test_tables_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="one entry a stratum"):
        mantel_haenszel([1], [2], [1, 1], [2, 2])
    with pytest.raises(ValueError, match="from 0 to the stratum's size"):
        mantel_haenszel([3], [2], [1], [2])
