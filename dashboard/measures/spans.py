"""Sums month by month, added over any spans of months."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Spans = NDArray[np.int64]
"""First and last month of each span, one row a span."""
FloatArray = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Months:
    """Sums month by month (months, …, sums), part by part where there are any; ``covered`` months are known."""

    first: int
    covered: tuple[int, int]
    values: FloatArray

    def over(self, spans: Spans) -> tuple[FloatArray, NDArray[np.bool_]]:
        """Return the sums over each span, and whether it is covered whole; what is not is 0."""
        known = (spans[:, 0] >= self.covered[0]) & (spans[:, 1] <= self.covered[1])
        edges = spans - self.first if known.all() else np.where(known[:, None], spans - self.first, 0)
        if np.array_equal(edges[:, 0], edges[:, 1]):
            sums = self.values[edges[:, 0]]
        else:
            # The sum from each edge to the next; the empty last month lets a span end with the data.
            padded = np.concatenate((self.values, np.zeros((1, *self.values.shape[1:]))))
            edges[:, 1] += 1
            sums = np.add.reduceat(padded, edges.ravel(), axis=0)[::2]
        sums[~known] = 0
        return sums, known
