"""Did customers change, or only who was counted? The change on the parts that both periods have in common.

One dimension at a time: region, segment, department, and how answers were asked for. A part that made up more than a
tenth of what was counted and fell below a tenth of its share (or came the same way) is left out on both sides. Where
none did, but the shift between parts moved the value by as much as is worth saying, both sides are told with the same
weights for the parts: the mean of the two periods'.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np

from dashboard.data.access import Data
from dashboard.data.cache import cached
from dashboard.data.view import View
from dashboard.measures.changes.parts import Parts, parts_of, ways_of
from dashboard.measures.changes.where import names_of, split_of
from dashboard.measures.formulas import Total
from dashboard.measures.registry import Measure
from dashboard.settings import Settings
from dashboard.statistics.intervals import Z95, FloatArray

LARGE = 0.1
"""The share from which on a part is missed where it goes."""

GONE = 0.1
"""The part of its share below which a part counts as gone."""


@dataclass(frozen=True, slots=True)
class Composition:
    """A measure on the common parts, now and before, in its unit.

    ``how``: a part has 'left' or 'joined' (``labels`` names the largest), or the shares have 'shifted' (``labels`` is
    the part whose share grew most). ``share_now`` and ``share_before`` are that part's. ``low`` and ``high`` are the
    95 % interval of the change on the common parts, nan where it is not known.
    """

    way: str
    how: Literal["left", "joined", "shifted"]
    labels: tuple[str, ...]
    share_now: float
    share_before: float
    now: float
    before: float
    low: float
    high: float

    @property
    def change(self) -> float:
        """The change on the common parts."""
        return self.now - self.before

    @property
    def beyond_chance(self) -> bool:
        """Whether the common parts moved beyond chance; not where that is not known."""
        return self.low > 0 or self.high < 0


@cached
def composition(data: Data, entry: Measure, view: View, settings: Settings) -> Composition | None:
    """Return the change on the common parts where the composition matters; None where it does not, or is not known."""
    if view.against is None or isinstance(entry.formula, Total) or entry.unit == "money" or entry.window is not None:
        return None
    least = settings.least_change.get(entry.name, entry.least_change)
    found: list[Composition] = []
    for way in ways_of(data, entry, view):
        parts = parts_of(data, entry, view, way) if way != "region and segment" else None
        one = None if parts is None else _common(data, parts, least, relative=entry.relative)
        if one is not None:
            found.append(one)
    # A part that is gone weighs more than a shift; of several shifts the one that leaves least to the parts themselves.
    return min(found, key=lambda one: (one.how == "shifted", abs(one.change)), default=None)


def _common(data: Data, parts: Parts, least: float, *, relative: bool) -> Composition | None:
    now, before = (side / side.sum() if side.sum() > 0 else side for side in parts.weights)
    left = (before > LARGE) & (now < GONE * before)
    joined = (now > LARGE) & (before < GONE * now)
    errors = np.full(parts.values.shape, math.nan) if parts.errors is None else parts.errors
    if left.any() or joined.any():
        kept = ~(left | joined) & (now > 0) & (before > 0)
        if not kept.any():
            return None
        gone = int(np.argmax(np.where(left | joined, np.maximum(now, before), 0.0)))
        weights = np.array([now * kept, before * kept])
        how: Literal["left", "joined", "shifted"] = "left" if left[gone] else "joined"
        return _told(data, parts, weights, errors, how, gone)
    split = split_of(parts)
    size = abs(split.mix) / abs(split.before) if relative and split.before else abs(split.mix)
    if math.isnan(split.change) or size < least or len(parts.labels) > _MOST_PARTS:
        return None
    both = (now > 0) & (before > 0)
    weights = np.array([(now + before) / 2 * both] * 2)
    return _told(data, parts, weights, errors, "shifted", int(np.argmax(now - before)))


_MOST_PARTS = 100
"""Of more parts each is so small that its share moves by chance."""


def _told(
    data: Data,
    parts: Parts,
    weights: FloatArray,
    errors: FloatArray,
    how: Literal["left", "joined", "shifted"],
    part: int,
) -> Composition:
    shares = weights / weights.sum(axis=1, keepdims=True)
    values = (shares * np.nan_to_num(parts.values)).sum(axis=1)
    used = shares > 0
    error = math.sqrt(float(np.where(used, shares**2 * errors**2, 0.0).sum()))
    change = float(values[0] - values[1])
    now, before = (side / side.sum() for side in parts.weights)
    labels = names_of(data, parts.way, parts.labels[part])
    return Composition(
        parts.way, how, labels, float(now[part]), float(before[part]), float(values[0]), float(values[1]),
        change - Z95 * error, change + Z95 * error,
    )  # fmt: skip
