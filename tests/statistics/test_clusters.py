"""Customers who answer more than once: the sums give what the rows give, and the intervals hold the truth."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from dashboard.measures.clusters import difference_effect, estimate_effect
from dashboard.statistics import ClusterSums, CrossSums, ScoreSums, score_differences, score_estimates
from dashboard.statistics.clusters import clusters, covariance, variance

POINTS, OUTCOMES = (-100.0, 0.0, 100.0), (-1.0, 0.0, 1.0)
Floats = NDArray[np.float64]


def answers_of(outcomes: Floats) -> ScoreSums:
    """Return answers (…, customers, answers) by category, nan where none was given."""
    counts = np.stack([(outcomes == one).sum(axis=(-2, -1)) for one in OUTCOMES], axis=-1).astype(float)
    return ScoreSums(counts, counts, counts)


def by_customer(outcomes: Floats) -> tuple[Floats, Floats]:
    return np.nansum(outcomes, axis=-1), (~np.isnan(outcomes)).sum(axis=-1).astype(float)


def within(outcomes: Floats) -> ClusterSums:
    s, n = by_customer(outcomes)
    return ClusterSums((s * s).sum(axis=-1), (s * n).sum(axis=-1), (n * n).sum(axis=-1))


def across(first: Floats, second: Floats) -> CrossSums:
    (s1, n1), (s2, n2) = by_customer(first), by_customer(second)
    return CrossSums(*((a * b).sum(axis=-1) for a, b in ((s1, s2), (s1, n2), (n1, s2), (n1, n2))))


def felt(rng: np.random.Generator, runs: int, customers: int, answers: int, shift: float = 0.0) -> Floats:
    """Return outcomes of customers whose answers correlate by .6 (as felt), three tenths of them promoters more."""
    mind = np.sqrt(0.6) * rng.standard_normal((runs, customers, 1))
    return said(rng, mind, answers, shift)


def said(rng: np.random.Generator, mind: Floats, answers: int, shift: float = 0.0) -> Floats:
    noise = np.sqrt(0.4) * rng.standard_normal((*mind.shape[:-1], answers))
    return np.asarray(np.searchsorted([-0.8416212, 0.0], mind + noise + shift) - 1, dtype=float)


def test_the_sums_give_the_variance_of_the_rows() -> None:
    rng = np.random.default_rng(1)
    outcomes = np.where(rng.random((50, 4)) < 0.6, said(rng, rng.standard_normal((50, 1)), 4), np.nan)
    s, n = by_customer(outcomes)
    mean = s.sum() / n.sum()
    expected = ((s - mean * n) ** 2).sum() / n.sum() ** 2
    assert float(variance(within(outcomes), n.sum(), mean)) == pytest.approx(expected)
    other = said(rng, rng.standard_normal((50, 1)), 2)
    s2, n2 = by_customer(other)
    mean2 = s2.sum() / n2.sum()
    expected = ((s - mean * n) * (s2 - mean2 * n2)).sum() / (n.sum() * n2.sum())
    found = covariance(across(outcomes, other), (n.sum(), n2.sum()), (mean, mean2))
    assert float(found) == pytest.approx(expected)
    assert float(clusters(within(other), n2.sum())) == pytest.approx(50)


def test_where_nobody_answers_twice_nothing_is_widened() -> None:
    outcomes = felt(np.random.default_rng(2), 1, 400, 1)
    effect = estimate_effect(answers_of(outcomes), OUTCOMES, within(outcomes))
    assert effect.ratio == pytest.approx(1.0)
    plain = score_estimates(answers_of(outcomes), POINTS)
    assert score_estimates(answers_of(outcomes), POINTS, effect).low == pytest.approx(plain.low)


@pytest.mark.parametrize(("customers", "answers"), [(40, 3), (300, 3), (20, 10)])
def test_the_intervals_hold_the_truth(customers: int, answers: int) -> None:
    """Taken as independent, ten answers a customer would hold the truth in some six of ten cases."""
    outcomes = felt(np.random.default_rng(6), 3000, customers, answers)
    found = score_estimates(
        answers_of(outcomes), POINTS, estimate_effect(answers_of(outcomes), OUTCOMES, within(outcomes))
    )
    assert np.mean((found.low <= 30) & (found.high >= 30)) > 0.93


def test_a_change_is_as_often_false_as_it_says_and_surer_with_the_same_customers() -> None:
    rng = np.random.default_rng(7)
    mind = np.sqrt(0.6) * rng.standard_normal((3000, 120, 1))
    first, same, others = said(rng, mind, 2), said(rng, mind, 2), felt(rng, 3000, 120, 2)
    widths = []
    for second, together in ((same, across(first, same)), (others, CrossSums(*np.zeros((4, 3000))))):
        sides = answers_of(first), answers_of(second)
        effect = difference_effect(sides, OUTCOMES, (within(first), within(second)), together)
        found = score_differences(*sides, POINTS, effect)
        assert 0.03 < np.mean(found.p_value < 0.05) < 0.07
        widths.append(float(np.median(found.high - found.low)))
    assert widths[0] < 0.75 * widths[1]
