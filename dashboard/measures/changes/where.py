"""Where a change comes from: mostly from one place, mostly from a shift between places, or neither.

Kitagawa's split of the change: what a part's own value did counts for the part, what its share of the whole did is
mix. A place is named where its own value accounts for at least three fifths of the change, where it moved beyond
chance, and where it moved otherwise than all the rest together: both after Benjamini and Hochberg's control over the
parts that it stands among. Of several such places the smallest is named. Where the mix accounts for as much, it is
named instead, with the part whose share grew most: then nobody need have changed their mind.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from dashboard.data.access import Data
from dashboard.data.registers import department_names
from dashboard.data.view import NOT_GIVEN, View
from dashboard.measures.changes.parts import Parts, parts_of, ways_of
from dashboard.measures.figure import Figure
from dashboard.measures.registry import Measure
from dashboard.statistics import MixSplit, benjamini_hochberg, kitagawa

MOST = 0.6
"""The share of a change from which on it comes 'mostly' from there."""

FALSE_PLACES = 0.05


@dataclass(frozen=True, slots=True)
class Place:
    """The place that accounts for most of a change, by one label a dimension; ``share`` of the change."""

    way: str
    labels: tuple[str, ...]
    share: float
    weight: float


@dataclass(frozen=True, slots=True)
class Mix:
    """A shift between parts that accounts for most of a change: a part's share of the whole, now and before.

    ``within`` is what the parts' own values did, in the measure's unit; ``way`` and ``labels`` name the part.
    """

    way: str
    labels: tuple[str, ...]
    share_now: float
    share_before: float
    within: float


def where(data: Data, entry: Measure, figure: Figure, view: View) -> Place | Mix | None:
    """Return where a change comes from, None where it can't be said."""
    if figure.difference is None or not figure.filtered:
        return None
    ways = [parts for way in ways_of(data, entry, view) if (parts := parts_of(data, entry, view, way)) is not None]
    split = [(parts, _split(parts)) for parts in ways]
    change = figure.difference.value
    shifted = [mix for parts, split_ in split if (mix := _mix(parts, split_, change)) is not None]
    if shifted:
        # The way that leaves least to be said of the parts themselves.
        mix = min(shifted, key=lambda mix: (len(mix.labels), abs(mix.within)))
        return replace(mix, labels=_names(data, mix.way, mix.labels))
    found = [place for parts, split_ in split for place in _places(parts, split_, change)]
    place = min(found, key=lambda place: place.weight, default=None)
    return None if place is None else replace(place, labels=_names(data, place.way, place.labels))


def _names(data: Data, way: str, labels: tuple[str, ...]) -> tuple[str, ...]:
    """Return labels as people know them: departments by their names."""
    names = department_names(data) if way == "department" else {}
    return tuple(names.get(label, label) for label in labels)


def _split(parts: Parts) -> MixSplit:
    (now, before), (weights, weights_before) = parts.values, parts.weights
    if _is_total(parts):
        # The parts of a sum add up to it by themselves: nothing is mix.
        gained = np.nan_to_num(now) - np.nan_to_num(before)
        whole = float(gained.sum())
        return MixSplit(float(before.sum()), float(now.sum()), whole, whole, 0.0, gained, np.zeros_like(gained))
    return kitagawa(weights_before, before, weights, now)


def _is_total(parts: Parts) -> bool:
    return bool(np.array_equal(parts.values, parts.weights))


def _places(parts: Parts, split: MixSplit, change: float) -> Iterator[Place]:
    if not change or math.isnan(split.change):
        return
    shares = split.rate_by_part / change
    if not (shares >= MOST).any():
        return
    moved, apart = (benjamini_hochberg(p_values, FALSE_PLACES) for p_values in parts.p_values())
    weights = parts.weights[0] / parts.weights[0].sum()
    for part in np.flatnonzero(moved & apart & (shares >= MOST)):
        if NOT_GIVEN not in parts.labels[part]:
            yield Place(parts.way, parts.labels[part], float(shares[part]), float(weights[part]))


def _mix(parts: Parts, split: MixSplit, change: float) -> Mix | None:
    if not change or math.isnan(split.change) or split.mix / change < MOST:
        return None
    now, before = (side / side.sum() for side in parts.weights)
    part = int(np.argmax(now - before))
    return Mix(parts.way, parts.labels[part], float(now[part]), float(before[part]), split.rate)
