"""A change split into what the parts did and what the shift between them did (Kitagawa 1955), along each way apart.

Rate is what the regions' (or segments') own values did, mix what came of some weighing more and others less. Where the
mix outweighs the rate, the whole does not move as its parts do: it hides what they did, or turns it round.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from dashboard.data.access import Data
from dashboard.data.view import View
from dashboard.measures.changes.parts import Parts, parts_of
from dashboard.measures.changes.where import split_of
from dashboard.measures.formulas import Mean, Score, Total
from dashboard.measures.registry import Measure
from dashboard.settings import Settings
from dashboard.statistics.intervals import Z95


@dataclass(frozen=True, slots=True)
class RateAndMix:
    """A change in a measure's unit along a ``way`` of taking it apart: change = rate + mix.

    ``error`` is the rate's standard error where the values come from samples (infinite: not known), nan where they do
    not; ``least`` is the least change worth saying.
    """

    way: str
    change: float
    rate: float
    mix: float
    error: float
    least: float

    @property
    def hidden(self) -> bool:
        """Whether what the parts did, beyond chance and worth saying, does not show in the whole, or not as it was."""
        beyond_chance = not abs(self.rate) <= Z95 * self.error  # counted in full: there is no chance in it
        shows = self.change * math.copysign(1.0, self.rate) >= self.least
        return beyond_chance and abs(self.rate) >= self.least and not shows

    @property
    def reversal(self) -> bool:
        """Whether the whole even moved against its parts, by as much as is worth saying."""
        return self.hidden and abs(self.change) >= self.least


def rate_and_mix(data: Data, entry: Measure, view: View, settings: Settings) -> Iterator[RateAndMix]:
    """Yield the split of a measure's change along each way in which it can be taken apart; a sum has no mix.

    The least change worth saying of what is told in percent is that share of the value before.
    """
    if isinstance(entry.formula, Total):
        return
    least = settings.least_change.get(entry.name, entry.least_change)
    for way in _ways(data, entry, view):
        parts = parts_of(data, entry, view, way)
        if parts is None:
            continue
        found = split_of(parts)
        if math.isfinite(found.change):
            worth = least * abs(found.before) if entry.relative else least
            yield RateAndMix(way, found.change, found.rate, found.mix, _error(parts, entry), worth)


def _ways(data: Data, entry: Measure, view: View) -> Iterator[str]:
    """Yield the ways along which the view leaves a choice and the measure's data know the places."""
    known = set.intersection(*(set(data.entry(name).grain) for name in entry.formula.datasets))
    for way, chosen in (("region", view.regions), ("segment", view.segments)):
        if way in known and (chosen is None or len(chosen) > 1):
            yield way


def _error(parts: Parts, entry: Measure) -> float:
    """Return the standard error of the rate: of the parts' changes, each at the mean of its weights then and now.

    That of a single answer is not known, but at most half of the scale.
    """
    if parts.errors is None:
        return math.nan
    formula = entry.formula
    most = (max(formula.values) - min(formula.values)) / 2 if isinstance(formula, Score | Mean) else math.inf
    shares = parts.weights / parts.weights.sum(axis=1, keepdims=True)
    both = (shares > 0).all(axis=0)  # of a part that is there at one time only all is mix
    each = shares.mean(axis=0) * np.hypot(*np.where(np.isnan(parts.errors), most, parts.errors))
    return float(np.sqrt((each[both] ** 2).sum()))
