"""What the errors of scores need of customers who answered more than once, for any stretch of months and any two.

The dataset holds products of what a customer answered in one month and in one before it. Squared sums over a stretch
are those of its months with themselves, and twice those of any two of its months; products of two stretches are those
of a month of the one with a month of the other. Months further apart than the dataset reaches are not in it: of a
stretch that is longer the effect is that of its last months.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dashboard.data.access import Data
from dashboard.data.cube import Where
from dashboard.data.view import Places
from dashboard.statistics import ClusterSums, CrossSums, Effect, ScoreSums
from dashboard.statistics.clusters import clusters, covariance, variance
from dashboard.statistics.scores import independent_variance

DATASET = "answer_clusters"
"""The dataset of the products."""

FloatArray = NDArray[np.float64]

_SUMS = ("yy", "yw", "wy", "ww")


@dataclass(frozen=True, slots=True)
class Products:
    """Products by month and lag (months, lags, …, 4), part by part where there are any."""

    first: int
    values: FloatArray

    @property
    def lags(self) -> int:
        """How many months back a month is held together with, itself among them."""
        return int(self.values.shape[1])

    def of_months(self) -> ClusterSums:
        """Return the squares of each single month."""
        own = self.values[:, 0]
        return ClusterSums(own[..., 0], own[..., 1], own[..., 3])

    def within(self, first: int, last: int) -> ClusterSums:
        """Return the squares of one stretch, of no more months than the lags reach."""
        first = max(first, self.first)
        months = self.values[first - self.first : max(last - self.first + 1, 0)]
        last = first + len(months) - 1
        lag, month = np.arange(self.lags), np.arange(last - first + 1)
        inside = (lag <= month[:, None]).astype(float)
        own = np.tensordot(inside * (lag == 0), months, axes=2)
        between = np.tensordot(inside * (lag > 0), months, axes=2)
        return ClusterSums(
            own[..., 0] + 2 * between[..., 0],
            own[..., 1] + between[..., 1] + between[..., 2],
            own[..., 3] + 2 * between[..., 3],
        )

    def across(self, later: tuple[int, int], before: tuple[int, int]) -> CrossSums:
        """Return the products of two stretches that do not overlap, the later one's sums first."""
        first = max(later[0], self.first)
        months = self.values[first - self.first : max(later[1] - self.first + 1, 0)]
        earlier = np.arange(first, first + len(months))[:, None] - np.arange(self.lags)
        inside = ((earlier >= before[0]) & (earlier <= before[1])).astype(float)
        found = np.tensordot(inside, months, axes=2)
        return CrossSums(*np.moveaxis(found, -1, 0))


def read_products(
    data: Data, kept: Where, places: Places, by: tuple[str, ...] = (), months: tuple[int, int] | None = None
) -> Products | None:
    """Read the products of a metric, None where a snapshot has none: it was made before there were any.

    Where one place alone is asked for, or each by itself, what the same customers answered in another does not count.
    Of several places together it does; then so does what they answered beyond them, which can only widen the errors.
    """
    cube = data.cube(DATASET)
    if cube is None:
        return None
    granted = data.grant.regions
    regions = places[0] or granted or ()
    alone = (
        "region" in by or sum(granted is None or region in granted for region in regions) == 1,
        "segment" in by or len(places[1] or ()) == 1,
    )
    where = (
        *kept,
        *(((name, (1,)) for name, single in zip(("same_region", "same_segment"), alone, strict=True) if single)),
    )
    found = cube.sum(_SUMS, ("month", "lag", *by), where, months, regions=places[0], segments=places[1], keep=False)
    stretch = months or cube.months
    lags = int(max(cube.labels["lag"], default=0)) + 1
    values = np.zeros((found.shape[0], lags, *found.shape[2:]))
    values[:, [int(lag) for lag in cube.labels["lag"]]] = found
    return Products(stretch[0], values.reshape(values.shape[0], lags, -1, len(_SUMS)) if by else values)


def estimate_effect(answers: ScoreSums, outcomes: tuple[float, ...], within: ClusterSums) -> Effect:
    """Return the design effect of a score; `outcomes` is what an answer of each category counts in the products."""
    weight, mean, independent = independent_variance(answers, outcomes)
    return _effect(variance(within, weight, mean), independent, clusters(within, weight))


def difference_effect(
    answers: tuple[ScoreSums, ScoreSums],
    outcomes: tuple[float, ...],
    within: tuple[ClusterSums, ClusterSums],
    across: CrossSums,
) -> Effect:
    """Return the design effect of the difference of two stretches' scores, the later first."""
    first, second = (independent_variance(side, outcomes) for side in answers)
    weights, means = (first[0], second[0]), (first[1], second[1])
    apart = [variance(sums, weight, mean) for sums, weight, mean in zip(within, weights, means, strict=True)]
    together = covariance(across, weights, means)
    few = np.minimum(*(clusters(sums, weight) for sums, weight in zip(within, weights, strict=True)))
    # The customers of both can make a difference surer, but never sure.
    least = 0.1 * (apart[0] + apart[1])
    return _effect(np.maximum(apart[0] + apart[1] - 2 * together, least), first[2] + second[2], few)


def _effect(clustered: FloatArray, independent: FloatArray, customers: FloatArray) -> Effect:
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(independent > 0, clustered / independent, 1.0)
    return Effect(ratio, np.asarray(customers - 1))
