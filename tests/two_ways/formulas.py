"""Intervals once more, answer by answer, from the formulas as they are written down.

A sample is the arrays of its answers: y (-1 to 1 on a bounded scale such as that of NPS; 0 and 1 for a share), weight,
and the group of customers, the first hexadecimal digit of md5 of the customer. Nothing here is the product's.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import comb

import numpy as np
from numpy.typing import NDArray
from scipy import stats

FloatArray = NDArray[np.float64]
GROUPS = 16
Z = float(stats.norm.ppf(0.975))


@dataclass(frozen=True)
class Sample:
    y: FloatArray
    weight: FloatArray
    group: NDArray[np.int64]

    @property
    def n(self) -> int:
        return len(self.y)

    @property
    def mean(self) -> float:
        return float(np.average(self.y, weights=self.weight)) if self.weight.sum() > 0 else np.nan

    @property
    def variance(self) -> float:
        """Of one answer: p + d - (p - d)² for an NPS."""
        return float(np.average(self.y**2, weights=self.weight)) - self.mean**2

    @property
    def independent(self) -> float:
        """Linearised variance of the weighted mean, as if no customer had answered twice: Σw²(y - ȳ)² / (Σw)²."""
        return float(((self.weight * (self.y - self.mean)) ** 2).sum() / self.weight.sum() ** 2)

    @property
    def kish(self) -> float:
        return float(self.weight.sum() ** 2 / (self.weight**2).sum())

    @property
    def size(self) -> float:
        """Answers of equal weight that would tell as much; of the two sizes the smaller, and never more than n."""
        by_variance = self.variance / self.independent if self.independent > 0 else np.inf
        return min(by_variance, self.kish, self.n)

    @property
    def residuals(self) -> FloatArray:
        """Each group's part of the linearised error."""
        parts = self.weight * (self.y - self.mean) / self.weight.sum()
        return np.bincount(self.group, parts, GROUPS).astype(float)

    @property
    def filled(self) -> NDArray[np.bool_]:
        return np.bincount(self.group, self.weight, GROUPS) > 0

    def without(self, group: int) -> float:
        kept = self.group != group
        return Sample(self.y[kept], self.weight[kept], self.group[kept]).mean


def jackknife(residuals: FloatArray) -> float:
    return float(GROUPS / (GROUPS - 1) * (residuals**2).sum())


def delete_a_group(sample: Sample) -> float:
    """The same variance by leaving out each group in turn."""
    off = np.array([sample.without(group) for group in range(GROUPS)]) - sample.mean
    return float((GROUPS - 1) / GROUPS * (off**2).sum())


def design_effect(ratio: float, groups: int) -> float:
    """Raise the ratio of the variances as far as Student's t asks: only its part above 1 has few degrees of freedom."""
    if ratio <= 1:
        return ratio
    degrees = max(groups - 1, 1) * ratio / (ratio - 1)
    return float(ratio * (stats.t.ppf(0.975, degrees) / Z) ** 2)


@cache
def most_customers(groups: int) -> float:
    """The most customers who fill so few of the groups at least once in twenty times; from five filled on no limit."""
    if not 0 < groups < 5:
        return np.inf
    return max(customers for customers in range(1, 40) if chance_of_no_more(groups, customers) >= 0.05)


def chance_of_no_more(groups: int, customers: int) -> float:
    """Chance that customers fill at most so many groups: over all choices of groups, the maps onto each of them."""
    onto = (
        comb(GROUPS, filled) * sum((-1) ** (filled - i) * comb(filled, i) * i**customers for i in range(filled + 1))
        for filled in range(1, groups + 1)
    )
    return float(sum(onto) / GROUPS**customers)


def effective_n(sample: Sample, effect: float | None = None) -> float:
    """Answers that would tell as much; in few groups no more than they may hold customers."""
    groups = int(sample.filled.sum())
    if effect is None:
        ratio = jackknife(sample.residuals) / sample.independent if sample.independent > 0 else 1.0
        effect = design_effect(max(ratio, 1.0), groups)
    return min(sample.size / effect, most_customers(groups))


def adjusted(mean: float, mean_square: float, n: float) -> tuple[float, float]:
    """Centre and variance after ¾ of an answer joined either end and 1½ the middle."""
    centre = n * mean / (n + 3)
    return centre, ((n * mean_square + 1.5) / (n + 3) - centre**2) / (n + 3)


def bounded_interval(sample: Sample) -> tuple[float, float]:
    n, square = effective_n(sample), sample.variance + sample.mean**2
    centre, variance = adjusted(sample.mean, square, n)
    low, high = centre - Z * np.sqrt(variance), centre + Z * np.sqrt(variance)
    return max(min(low, sample.mean), -1), min(max(high, sample.mean), 1)


def wilson(share: float, n: float) -> tuple[float, float]:
    """The two shares from which the one seen is z standard errors off: roots of (p - x)² = z²·x(1 - x)/n."""
    a, b, c = 1 + Z**2 / n, -(2 * share + Z**2 / n), share**2
    root = np.sqrt(max(b**2 - 4 * a * c, 0.0))
    return max(min((-b - root) / (2 * a), share), 0), min(max((-b + root) / (2 * a), share), 1)


def share_interval(sample: Sample) -> tuple[float, float]:
    return wilson(sample.mean, effective_n(sample))


def difference_effect(a: Sample, b: Sample) -> float:
    """Design effect of a difference; below 1 it is drawn towards 1 by four degrees of freedom of 'no effect'."""
    together = a.independent + b.independent
    ratio = jackknife(a.residuals - b.residuals) / together if together > 0 else 1.0
    groups = int((a.filled | b.filled).sum())
    if ratio <= 1:
        ratio = ((groups - 1) * ratio + 4) / (groups - 1 + 4)
    return design_effect(ratio, groups)


def bounded_difference(a: Sample, b: Sample) -> tuple[float, float, float]:
    """Low, high and p of the difference of two means from -1 to 1, with three pseudo-answers in each sample."""
    effect = difference_effect(a, b)
    (centre, variance), (centre_b, variance_b) = (
        adjusted(side.mean, side.variance + side.mean**2, effective_n(side, effect)) for side in (a, b)
    )
    middle, error, value = centre - centre_b, np.sqrt(variance + variance_b), a.mean - b.mean
    p_value = float(2 * stats.norm.sf(abs(middle) / error))
    return max(min(middle - Z * error, value), -2), min(max(middle + Z * error, value), 2), p_value


def share_difference(a: Sample, b: Sample) -> tuple[float, float, float]:
    """Newcombe's hybrid interval of the difference of two shares, and the p of the score test with the pooled share."""
    effect = difference_effect(a, b)
    n_a, n_b = effective_n(a, effect), effective_n(b, effect)
    (low_a, high_a), (low_b, high_b) = wilson(a.mean, n_a), wilson(b.mean, n_b)
    value = a.mean - b.mean
    low = value - np.sqrt((a.mean - low_a) ** 2 + (high_b - b.mean) ** 2)
    high = value + np.sqrt((high_a - a.mean) ** 2 + (b.mean - low_b) ** 2)
    pooled = (n_a * a.mean + n_b * b.mean) / (n_a + n_b)
    error = np.sqrt(pooled * (1 - pooled) * (1 / n_a + 1 / n_b))
    p_value = float(2 * stats.norm.sf(abs(value) / error)) if error > 0 else 1.0
    return max(low, -1), min(high, 1), p_value
