"""Medians of durations, with what has not ended yet counted as lasting longer: sums by bucket, added over months.

The median is that of Kaplan and Meier: of what began in the newest months much is still open, and neither to leave it
out nor to take its time so far for its whole would be true.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dashboard.data.access import Data
from dashboard.data.coding import Label
from dashboard.data.standing import covered
from dashboard.data.view import Places
from dashboard.measures.formulas import BUCKET, Median
from dashboard.measures.spans import FloatArray, Months, Spans
from dashboard.statistics import Difference, Estimates, median_durations, median_values

_STEPS = 8
"""Buckets a doubling of the hours: their ends lie 9 % apart."""


def bucket_edges(labels: Sequence[Label]) -> FloatArray:
    """Return the hours at which buckets of these labels begin and end (buckets, 2)."""
    numbers = np.array([int(label) for label in labels])
    return np.asarray(2.0 ** ((numbers[:, None] + [-0.5, 0.5]) / _STEPS))


@dataclass(frozen=True, slots=True)
class MedianReading:
    """How many ended, and how many are still open, in each bucket of hours.

    ``sums`` are those that ended, bucket by bucket, and then those that did not; ``edges`` (buckets, 2) are the hours
    at which each bucket begins and ends.
    """

    sums: Months
    edges: FloatArray

    @classmethod
    def of(cls, data: Data, formula: Median, places: Places, by: tuple[str, ...] = ()) -> MedianReading:
        """Read a formula's sums, for each part along the dimensions of ``by`` where there are any."""
        cube, months = data.cube(formula.dataset), data.months
        if cube is None:
            raise LookupError(f"The dataset {formula.dataset} has no rows to read; ask for its standing first.")
        wanted = (formula.ended, formula.still_open)
        # The sums are large, and whoever reads them keeps the reading.
        found = cube.sum(wanted, ("month", *by, BUCKET), (), months, *places, keep=False)
        parts = [math.prod(len(cube.labels[name]) for name in by)] * bool(by)
        filled = np.asarray(found.any(axis=tuple(at for at in range(found.ndim) if at != found.ndim - 2)))
        filled[:1] = True  # where nothing is counted one is kept, so that there is something to sum
        values = np.moveaxis(found[..., filled, :], -1, -2).reshape(len(found), *parts, -1)
        edges = bucket_edges(cube.labels[BUCKET])[filled]
        return cls(Months(months[0], covered(data, formula.dataset), values), edges)

    def over(self, spans: Spans) -> FloatArray:
        """Return the sums of each span (spans, …, sums); of what is not covered whole they are nan."""
        sums, known = self.sums.over(spans)
        sums[~known] = math.nan
        return sums

    def values(self, sums: FloatArray) -> FloatArray:
        """Return the medians of sums (…, sums); nan where half have not ended."""
        return median_values(*self._split(sums), self.edges)

    def counted(self, sums: FloatArray) -> FloatArray:
        """Return how many began, of sums (…, sums); 0 where that is not known."""
        return np.asarray(np.nan_to_num(sums).sum(axis=-1))

    def estimates(self, spans: Spans) -> Estimates:
        """Return the median of each span; its high end is infinite where too many are still open to tell."""
        sums = self.over(spans)
        value, low, high = median_durations(*self._split(sums), self.edges)
        unknown = np.full(value.shape, math.nan)
        return Estimates(value, unknown, low, high, self.counted(sums), unknown)

    def difference(self, spans: Spans) -> Difference:
        """Return the difference of two spans' medians."""
        value, before = self.values(self.over(spans))
        return Difference(float(value - before), math.nan, math.nan, math.nan, math.nan, math.nan)

    def _split(self, sums: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return those that ended and those that did not, bucket by bucket."""
        known, half = np.nan_to_num(sums), len(self.edges)
        return known[..., :half], known[..., half:]
