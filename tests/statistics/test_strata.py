from __future__ import annotations

import math

import numpy as np
import pytest
from statsmodels.stats.contingency_tables import StratifiedTable

from dashboard.statistics import (
    Estimate,
    correlation,
    correlation_from,
    e_value,
    mantel_haenszel,
    proportion,
    risk_ratio,
    standardised_difference,
    standardised_share,
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


def test_standardised_shares_are_those_of_the_population_s_mix() -> None:
    """Kidney stones: both treatments spread over small and large stones as all 700 patients are."""
    (a, m), (b, n), everybody = ([81, 192], [87, 263]), ([234, 55], [270, 80]), [357, 343]
    one, other = standardised_share(a, m, everybody), standardised_share(b, n, everybody)
    assert (one.value, other.value) == pytest.approx((0.83255, 0.77888), abs=6e-6)
    assert one.value - other.value == pytest.approx(standardised_difference(a, m, b, n).value)
    assert one.low < one.value < one.high
    assert one.effective_n < one.n == 350


def test_a_group_that_is_spread_like_the_population_has_the_plain_share_and_nearly_its_interval() -> None:
    found, plain = standardised_share([30, 60], [100, 200], [1, 2]), proportion(90, 300)
    assert (found.value, found.n) == (plain.value, plain.n)
    assert (found.low, found.high) == pytest.approx((plain.low, plain.high), abs=2e-4)
    single = standardised_share([7], [20], [1])
    assert (single.low, single.high) == pytest.approx((proportion(7, 20).low, proportion(7, 20).high))


def test_standardised_shares_of_nobody_are_refused_and_of_all_are_not_certain() -> None:
    with pytest.raises(ValueError, match="join it with another"):
        standardised_share([1, 0], [2, 0], [5, 5])
    assert standardised_share([1, 0], [2, 0], [5, 0]).value == 0.5
    assert math.isnan(standardised_share([1], [2], [0]).value)
    assert standardised_share([9, 8], [9, 8], [1, 1]).low < 1


def test_intervals_of_standardised_shares_hold_their_value_as_often_as_they_say() -> None:
    chance, sizes, share = np.random.default_rng(5), np.array([12, 40, 150]), np.array([0.97, 0.9, 0.75])
    everybody = np.array([0.3, 0.3, 0.4])
    found = [standardised_share(chance.binomial(sizes, share), sizes, everybody) for _ in range(2_000)]
    held = np.mean([one.low <= everybody @ share <= one.high for one in found])
    assert 0.93 <= held <= 0.985


def test_the_risk_ratio_of_the_physicians_health_study() -> None:
    """Aspirin and heart attacks: 104 of 11,037 against 189 of 11,034, published as 0.55, 0.43 to 0.70."""
    aspirin, placebo = (
        Estimate(share, math.sqrt(share * (1 - share) / n), math.nan, math.nan, n)
        for share, n in ((104 / 11_037, 11_037), (189 / 11_034, 11_034))
    )
    found = risk_ratio(aspirin, placebo)
    assert (round(found.value, 2), round(found.low, 2), round(found.high, 2)) == (0.55, 0.43, 0.70)
    turned = risk_ratio(placebo, aspirin)
    assert (turned.low, turned.high) == pytest.approx((1 / found.high, 1 / found.low))
    assert math.isnan(risk_ratio(aspirin, proportion(0, 9)).value)


def test_strata_with_one_group_alone_say_nothing() -> None:
    both = standardised_difference([5], [10], [3], [10])
    assert standardised_difference([5, 4], [10, 4], [3, 0], [10, 0]) == both
    assert math.isnan(standardised_difference([1], [1], [0], [0]).value)


def test_strata_weigh_as_they_are_told_to() -> None:
    found = standardised_difference([5, 1], [10, 10], [3, 2], [10, 20], weights=[30, 10])
    assert found.value == pytest.approx(0.75 * (0.5 - 0.3) + 0.25 * (0.1 - 0.1))
    assert found == standardised_difference([5, 1], [10, 10], [3, 2], [10, 20], weights=[3, 1])
    alone = standardised_difference([5, 1], [10, 10], [3, 2], [10, 20], weights=[1, 0])
    assert alone == standardised_difference([5], [10], [3], [10])
    assert math.isnan(standardised_difference([5], [10], [3], [10], weights=[0]).value)
    for wrong in ([1, 1], [-1], [math.nan]):
        with pytest.raises(ValueError, match="weights must be"):
            standardised_difference([5], [10], [3], [10], weights=wrong)


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
