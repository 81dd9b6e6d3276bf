"""Intervals once more, answer by answer, from the formulas as they are written down.

A sample is the arrays of its answers: y (-1 to 1 on a bounded scale such as that of NPS; 0 and 1 for a share), weight,
what the answer counts where a customer's are held together, the customer and the month; and beside them those of all
answers that the same customers' are held together with. Nothing here is the product's.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import stats

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
Z = float(stats.norm.ppf(0.975))
TOGETHER = 24
"""Months over which a customer's answers are held together."""


@dataclass(frozen=True)
class Answers:
    outcome: FloatArray
    weight: FloatArray
    customer: IntArray
    month: IntArray

    def within(self, first: int, last: int) -> Answers:
        kept = (self.month >= first) & (self.month <= last)
        return Answers(self.outcome[kept], self.weight[kept], self.customer[kept], self.month[kept])

    def sums(self, customers: int, first: int, last: int) -> tuple[FloatArray, FloatArray]:
        """Each customer's weighted outcomes and weights of each month (customers, months)."""
        y, w = np.zeros((2, customers, last - first + 1))
        np.add.at(y, (self.customer, self.month - first), self.weight * self.outcome)
        np.add.at(w, (self.customer, self.month - first), self.weight)
        return y, w


@dataclass(frozen=True)
class Sample:
    y: FloatArray
    weight: FloatArray
    own: Answers
    """The same answers."""
    around: Answers
    """With which they are held together: the same and, of several places, what the customers answered elsewhere."""
    span: tuple[int, int]

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
    def alone(self) -> float:
        """Variance of the mean of that many independent answers."""
        return max(self.variance, 0.0) / self.size

    def felt(self) -> Sample:
        """Return the sample of what its answers count where a customer's are held together, of the newest months."""
        first = max(self.span[0], self.span[1] - TOGETHER + 1)
        own = self.own.within(first, self.span[1])
        return replace(
            self, y=own.outcome, weight=own.weight, own=own, around=self.around.within(first, self.span[1]),
            span=(first, self.span[1]),
        )  # fmt: skip


def _customers(*answers: Answers) -> int:
    return 1 + max(int(one.customer.max(initial=-1)) for one in answers)


def clustered(sample: Sample) -> tuple[float, float]:
    """Variance of a mean by its customers, and how many of equal weight there are.

    Each answer is taken with those of its customer in the same month, and twice with those of the months before.
    """
    many = _customers(sample.own, sample.around)
    (y, w), (y_all, w_all) = (one.sums(many, *sample.span) for one in (sample.own, sample.around))
    before = [np.cumsum(one, axis=1) - one for one in (y_all, w_all)]
    yy = (y * (y_all + 2 * before[0])).sum()
    yw = (y * w_all + y * before[1] + w * before[0]).sum()
    ww = (w * (w_all + 2 * before[1])).sum()
    weight, mean = sample.weight.sum(), sample.mean
    return max(float(yy - 2 * mean * yw + mean**2 * ww) / weight**2, 0.0), float(weight**2 / ww)


def shared(a: Sample, b: Sample) -> float:
    """Covariance of two means by the customers who answered in both."""
    many = _customers(a.own, a.around, b.own, b.around)
    (y, w), (y_b, w_b) = (one.sums(many, *span) for one, span in ((a.own, a.span), (b.around, b.span)))
    apart = np.subtract.outer(np.arange(a.span[0], a.span[1] + 1), np.arange(b.span[0], b.span[1] + 1))
    near = (apart < TOGETHER).astype(float)
    found = [float(np.einsum("cm,mk,ck->", one, near, two)) for one, two in ((y, y_b), (y, w_b), (w, y_b), (w, w_b))]
    yy, yw, wy, ww = found
    return (yy - a.mean * wy - b.mean * yw + a.mean * b.mean * ww) / float(a.weight.sum() * b.weight.sum())


def design_effect(ratio: float, customers: float) -> float:
    """Raise the ratio of the variances as far as Student's t asks: only its part off 1 has few degrees."""
    degrees = max(customers - 1, 1) * ratio / max(abs(ratio - 1), 1e-9)
    return float(ratio * (stats.t.ppf(0.975, degrees) / Z) ** 2)


def effective_n(sample: Sample, effect: float | None = None) -> float:
    """Answers that would tell as much."""
    if effect is None:
        felt = sample.felt()
        variance, customers = clustered(felt)
        ratio = variance / felt.alone if felt.alone > 0 else 1.0
        effect = max(design_effect(ratio, customers), 1.0)
    return sample.size / effect


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
    a, b, c = n + Z**2, -(2 * n * share + Z**2), n * share**2
    root = np.sqrt(max(b**2 - 4 * a * c, 0.0))
    return max(min((-b - root) / (2 * a), share), 0), min(max((-b + root) / (2 * a), share), 1)


def share_interval(sample: Sample) -> tuple[float, float]:
    return wilson(sample.mean, effective_n(sample))


def difference_effect(a: Sample, b: Sample) -> float:
    """Design effect of a difference, which customers of both make surer: by nine tenths at most."""
    a, b = (
        replace(side, y=side.own.outcome, weight=side.own.weight) for side in (a, b)
    )  # fmt: skip
    (variance_a, customers_a), (variance_b, customers_b) = clustered(a), clustered(b)
    apart, together = variance_a + variance_b, a.alone + b.alone
    ratio = max(apart - 2 * shared(a, b), 0.1 * apart) / together if together > 0 else 1.0
    return design_effect(ratio, min(customers_a, customers_b))


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
