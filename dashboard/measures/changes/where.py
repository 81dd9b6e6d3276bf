"""Where a change comes from: only from one place, mostly from one, or neither; and who went the other way.

A place is named where it moved otherwise than all the rest together, after Benjamini and Hochberg's control over all
the parts that it stands among, and where its own value accounts for most of the change (Kitagawa's split). It is *only*
there where the rest's interval lies within the least change worth saying, else *mostly*. Of several such places the
smallest is named. A part whose own verdict is clear in the other direction is named always: an average hides it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from dashboard.data.access import Data
from dashboard.data.labels import DEPARTMENT, OTHERS
from dashboard.data.registers import department_names
from dashboard.data.view import NOT_GIVEN, View
from dashboard.measures.changes.by_label import parts_by_label
from dashboard.measures.changes.parts import Apart, Parts, parts_of, ways_of
from dashboard.measures.figure import Figure
from dashboard.measures.registry import Measure
from dashboard.measures.verdicts.verdict import verdict_of
from dashboard.settings import Settings
from dashboard.statistics import MixSplit, benjamini_hochberg, kitagawa

MOST = 0.6
"""The share of a change from which on it comes 'mostly' from there."""

FALSE_PLACES = 0.05


@dataclass(frozen=True, slots=True)
class Place:
    """The place that accounts for most of a change, by one label a dimension; ``share`` of the change.

    ``only``: the rest did not move by as much as is worth saying.
    """

    way: str
    labels: tuple[str, ...]
    share: float
    weight: float
    only: bool = False


@dataclass(frozen=True, slots=True)
class Where:
    """The place named, None for none, and the parts that are clear the other way, by region or by segment."""

    place: Place | None
    against: tuple[str, ...] = ()


def where(data: Data, entry: Measure, figure: Figure, view: View, settings: Settings) -> Where:
    """Return where a change comes from, as far as it can be said."""
    if figure.difference is None or not figure.filtered or not figure.difference.value:
        return Where(None)
    change = figure.difference.value
    least = settings.least_change.get(entry.name, entry.least_change)
    found: list[Place] = []
    for way in ways_of(data, entry, view):
        parts = parts_of(data, entry, view, way)
        if parts is not None and parts.apart is not None:
            found.extend(_places(parts, parts.apart, split_of(parts), change, least))
    for parts in parts_by_label(data, entry, view):
        if parts.apart is not None:
            found.extend(_places(parts, parts.apart, split_of(parts), change, least))
    place = min(found, key=lambda place: place.weight, default=None)
    against = tuple(_against(data, entry, view, settings, math.copysign(1.0, change)))
    if place is not None:
        place = replace(place, labels=names_of(data, place.way, place.labels))
    return Where(place, against)


def names_of(data: Data, way: str, labels: tuple[str, ...]) -> tuple[str, ...]:
    """Return labels as people know them: departments by their names."""
    names = department_names(data) if way in ("department", DEPARTMENT) else {}
    return tuple(names.get(label, label) for label in labels)


def split_of(parts: Parts) -> MixSplit:
    """Return what the parts' own values did to the change, and what the shift between them did."""
    (now, before), (weights, weights_before) = parts.values, parts.weights
    if np.array_equal(parts.values, parts.weights):
        # The parts of a sum add up to it by themselves: nothing is mix.
        gained = np.nan_to_num(now) - np.nan_to_num(before)
        whole = float(gained.sum())
        return MixSplit(float(before.sum()), float(now.sum()), whole, whole, 0.0, gained, np.zeros_like(gained))
    return kitagawa(weights_before, before, weights, now)


def _places(parts: Parts, apart: Callable[[], Apart], split: MixSplit, change: float, least: float) -> Iterator[Place]:
    if math.isnan(split.change):
        return
    shares = split.rate_by_part / change
    if not (shares >= MOST).any():
        return
    tested = apart()
    otherwise = benjamini_hochberg(np.clip(tested.p_value, 0.0, 1.0), FALSE_PLACES)
    weights = parts.weights[0] / parts.weights[0].sum()
    for part in np.flatnonzero(otherwise & (shares >= MOST)):
        if not {NOT_GIVEN, OTHERS} & set(parts.labels[part]):
            only = bool(tested.low[part] >= -least and tested.high[part] <= least)
            yield Place(parts.way, parts.labels[part], float(shares[part]), float(weights[part]), only)


def _against(data: Data, entry: Measure, view: View, settings: Settings, side: float) -> Iterator[str]:
    """Yield the regions, and the segments, whose own change is clear and goes the other way."""
    known = set.intersection(*(set(data.entry(name).grain) for name in entry.formula.datasets))
    if "region" in known and (view.regions is None or len(view.regions) > 1):
        for region in view.regions or data.regions:
            if _clear_against(data, entry, replace(view, regions=(region,)), settings, side):
                yield region
    if "segment" in known and (view.segments is None or len(view.segments) > 1):
        for segment in view.segments or data.segments:
            if _clear_against(data, entry, replace(view, segments=(segment,)), settings, side):
                yield segment


def _clear_against(data: Data, entry: Measure, view: View, settings: Settings, side: float) -> bool:
    found = verdict_of(data, entry, view, settings)
    return found.word == "clear" and found.change * side < 0
