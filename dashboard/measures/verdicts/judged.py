"""A measure's change in every place of a level: what each kind of measure is judged to.

All arrays have one entry a place. Changes are in the measure's unit or, of a measure whose changes are told in percent,
as a share of the value before.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

FloatArray = NDArray[np.float64]

Lack = Literal["", "answers", "months", "history"]
"""What there is too little of to judge a change; nothing: it is judged."""


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """Changes between two periods, with how often chance alone gives as large a departure from what is expected.

    ``expected`` is 0 for scores and rates, and the usual change for what is judged by its own history. ``error`` and
    ``degrees`` are those of the change's departure from it; with ``logarithms`` these two are of the logarithm of the
    ratio. ``p_value`` is nan where it is not judged; ``lack`` says of what there is too little.
    """

    change: FloatArray
    expected: FloatArray
    error: FloatArray
    degrees: FloatArray
    p_value: FloatArray
    lack: tuple[Lack, ...]
    logarithms: bool = False

    @property
    def usual_change(self) -> FloatArray:
        """What was expected, as the change is told."""
        return self._told(self.expected)

    def usual(self, level: float) -> tuple[FloatArray, FloatArray]:
        """Return the range of the expected change that chance alone leaves with a probability of 1 - level."""
        half = stdtrit(np.maximum(self.degrees, 1.0), 0.5 + level / 2) * self.error
        return self._told(self.expected - half), self._told(self.expected + half)

    def _told(self, change: FloatArray) -> FloatArray:
        return np.expm1(change) if self.logarithms else change


def not_judged(change: FloatArray, lack: Lack) -> Judged:
    """Return changes that are not judged, for want of the same everywhere."""
    unknown = np.full(len(change), np.nan)
    return Judged(change, unknown, unknown, unknown, unknown, (lack,) * len(change))
