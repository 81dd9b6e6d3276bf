"""Shares of things counted: by their counts, by what they vary beyond them, and by the exact test where few happen."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.stats import fisher_exact

from dashboard.measures.verdicts.rates import Beyond, beyond_chance, judge_rates

Floats = NDArray[np.float64]
NOTHING = Beyond(0.0, 10.0)


def one(now: tuple[float, float], before: tuple[float, float]) -> tuple[Floats, Floats]:
    return np.array([[now[0]], [before[0]]]), np.array([[now[1]], [before[1]]])


def test_a_fall_of_nine_points_among_fifteen_hundred_journeys_is_no_chance() -> None:
    events, counted = one((1538 * 0.82, 1538), (1487 * 0.91, 1487))
    found = judge_rates(events, counted, NOTHING, 30)
    pooled = events.sum() / counted.sum()
    z = found.change[0] / np.sqrt(pooled * (1 - pooled) * (1 / 1538 + 1 / 1487))
    assert found.change[0] / found.error[0] == pytest.approx(z)
    assert found.p_value[0] < 1e-11


def test_what_it_varies_beyond_chance_widens_the_error() -> None:
    events, counted = one((820, 1000), (870, 1000))
    plain, wide = (judge_rates(events, counted, Beyond(extra, 10.0), 30) for extra in (0.0, 0.03**2))
    assert wide.error[0] ** 2 == pytest.approx(plain.error[0] ** 2 + 0.03**2)
    assert plain.p_value[0] < 0.01 < wide.p_value[0]


def test_few_events_are_tested_exactly() -> None:
    events, counted = one((3, 60), (0, 50))
    expected = fisher_exact([[3, 57], [0, 50]]).pvalue
    assert judge_rates(events, counted, NOTHING, 30).p_value[0] == pytest.approx(expected)


def test_fewer_than_the_least_n_are_too_few() -> None:
    events, counted = one((10, 20), (90, 100))
    found = judge_rates(events, counted, NOTHING, 30)
    assert found.lack == ("answers",)
    assert np.isnan(found.p_value[0])


def monthly(beyond: float, months: int = 60, n: int = 2000, seed: int = 1) -> tuple[Floats, Floats]:
    rng = np.random.default_rng(seed)
    share = 0.7 + beyond * rng.standard_normal(months)
    return rng.binomial(n, share).astype(float), np.full(months, float(n))


def test_what_is_beyond_chance_is_found_by_moments() -> None:
    """Of a change it is twice what one period varies."""
    found = [beyond_chance(*monthly(0.02, seed=seed), (59, 59), 12) for seed in range(40)]
    assert np.mean([one.variance for one in found if one]) == pytest.approx(2 * 0.02**2, rel=0.25)
    none = [beyond_chance(*monthly(0.0, seed=seed), (59, 59), 12) for seed in range(40)]
    assert np.mean([one.variance for one in none if one]) < 0.1 * 2 * 0.02**2


def test_the_periods_judged_do_not_widen_it() -> None:
    events, counted = monthly(0.0)
    fallen = events.copy()
    fallen[-3:] *= 0.5
    assert beyond_chance(fallen, counted, (57, 59), 12) == beyond_chance(events, counted, (57, 59), 12)


def test_few_changes_of_the_span_leave_those_of_months_and_fewer_nothing() -> None:
    events, counted = monthly(0.02, months=26)
    assert beyond_chance(events, counted, (23, 25), 12) is not None
    assert beyond_chance(events[:18], counted[:18], (15, 17), 12) is None


def test_false_changes_are_as_seldom_as_they_say() -> None:
    false = []
    for seed in range(400):
        events, counted = monthly(0.01, seed=seed)
        sums, ns = (np.array([[one[-3:].sum()], [one[-15:-12].sum()]]) for one in (events, counted))
        false.append(judge_rates(sums, ns, beyond_chance(events, counted, (57, 59), 12), 30).p_value[0] < 0.05)
    assert np.mean(false) < 0.08
