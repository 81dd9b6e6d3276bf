"""Measures by region or by segment: the period's value and verdict in each place, as its own filter would show them."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from dashboard.data.access import Data
from dashboard.data.cache import cached
from dashboard.data.standing import Standing
from dashboard.data.view import NOT_GIVEN, Places, View
from dashboard.measures.answers import ScoreReading
from dashboard.measures.asked import standing_of_measure
from dashboard.measures.durations import MedianReading
from dashboard.measures.ends import EACH, MANY, furthest
from dashboard.measures.evaluation import read
from dashboard.measures.figure import Figure
from dashboard.measures.formulas import Formula, Mean, Median, Ratio, Score, Total
from dashboard.measures.readings import Reading, read_counts, read_formula
from dashboard.measures.registry import Measure, measure
from dashboard.settings import Settings
from dashboard.statistics import Estimate, proportion

Dimension = Literal["region", "segment"]

NOTHING = Estimate(math.nan, math.nan, math.nan, math.nan, 0.0)
"""The estimate of a place of which nothing is counted."""

MEASURES = 7
"""Measures that stand beside each other where places are rows: a value with its interval needs room."""

MOST = 8
"""Places that stand side by side; of more, those with the most of what the first measure counts."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A measure in each place, in their order; None where its data do not know places, or cannot be shown."""

    measure: Measure
    standing: Standing
    figures: tuple[Figure, ...] | None

    @property
    def estimates(self) -> tuple[Estimate, ...] | None:
        """The period's estimate in each place."""
        return None if self.figures is None else tuple(figure.estimate for figure in self.figures)


@dataclass(frozen=True, slots=True)
class Ends:
    """Of many places those that stand furthest apart by one measure, ``by``, each end from the highest value down.

    ``rows`` tell the first measures in the places of both ends, ``by`` before all, and ``besides`` are the others;
    ``of`` are all places, ``few`` those of them of which less than the least n is counted.
    """

    by: Measure
    above: tuple[str, ...]
    below: tuple[str, ...]
    rows: tuple[Compared, ...]
    of: int
    few: int
    besides: tuple[Measure, ...] = ()

    @property
    def places(self) -> tuple[str, ...]:
        """Those of both ends, as their rows have them."""
        return (*self.above, *self.below)


@cached
def side_by_side(
    data: Data, names: tuple[str, ...], view: View, settings: Settings, dimension: Dimension
) -> tuple[tuple[str, ...], tuple[Compared, ...]]:
    """Return the places that the view leaves of a dimension, and the measures that are connected in each of them."""
    places = places_of(data, view, dimension)
    if len(places) > MOST:
        entry = measure(names[0], settings)
        tells = _tells(data, entry, dimension)
        leading = estimates_in(data, entry, view, dimension, places) if tells else ()
        size = {place: np.nan_to_num(one.n) for place, one in zip(places, leading, strict=False)}
        size |= {parent: sum(size.get(part, 0.0) for part in parts) for parent, parts in _parents(data, dimension)}
        largest = sorted(places, key=lambda place: -size.get(place, 0.0))[:MOST]
        places = tuple(place for place in places if place in largest)
    rows = (_compared(data, measure(name, settings), places, view, settings, dimension) for name in names)
    return places, tuple(row for row in rows if row.standing.state != "not_connected")


@cached
def both_ends(data: Data, names: tuple[str, ...], view: View, settings: Settings, dimension: Dimension) -> Ends | None:
    """Return of very many places those at both ends of a measure; None where they are not so many, or none tells."""
    parents = dict(_parents(data, dimension))
    places = tuple(place for place in places_of(data, view, dimension) if place not in parents)
    if len(places) <= MANY:
        return None
    entries = [measure(name, settings) for name in names]
    telling = [entry for entry in entries if _tells(data, entry, dimension)]
    return ends_of(
        places, telling, lambda entry: estimates_in(data, entry, view, dimension, places),
        lambda entry, chosen: _compared(data, entry, chosen, view, settings, dimension), settings,
    )  # fmt: skip


def ends_of(
    places: tuple[str, ...], entries: Sequence[Measure], estimates: Callable[[Measure], tuple[Estimate, ...]],
    compared: Callable[[Measure, tuple[str, ...]], Compared | None], settings: Settings,
) -> Ends | None:  # fmt: skip
    """Return the places of both ends by the first measure of which enough is known in twenty of them, else by that of
    which it is in most; None where it is in none."""
    best: Ends | None = None
    for entry in (one for one in entries if one.good != "none"):
        found, least = estimates(entry), settings.least_n if entry.least_n is None else entry.least_n
        above, below = (tuple(places[at] for at in end) for end in furthest([*map(_with_chance, found)], least))
        if best is None or len(above + below) > len(best.places):
            best = Ends(entry, above, below, (), len(places), sum(not one.n >= least for one in found))
        if len(best.places) == 2 * EACH:
            break
    if best is None or not best.places:
        return None
    in_order = [best.by, *(entry for entry in entries if entry != best.by)]
    found_in = (compared(entry, best.places) for entry in in_order[:MEASURES])
    rows = tuple(row for row in found_in if row is not None and row.figures is not None)
    return replace(best, rows=rows, besides=tuple(in_order[MEASURES:]))


def _with_chance(one: Estimate) -> Estimate:
    """Return what is counted in full as the sample that a period is: a share of few is far off by chance as well."""
    if math.isfinite(one.low) or not 0 <= one.value <= 1 or not one.n > 0:
        return one
    return proportion(one.value * one.n, one.n, effective_n=one.n)


def estimates_in(
    data: Data, entry: Measure, view: View, dimension: Dimension, places: Sequence[str]
) -> tuple[Estimate, ...]:
    """Return a measure's estimates of a view's period in places, read together where its data allow that."""
    span = np.array([(view.period.first, view.period.last)])
    kept = (None, view.segments) if dimension == "region" else (view.regions, None)
    read_at_once = _read_at_once(data, entry.formula, kept, dimension, (view.period.first, view.period.last))
    if read_at_once is None:
        each = (
            read_formula(data, entry.formula, (one.regions, one.segments))
            for one in _each(data, view, dimension, places)
        )
        return tuple(reading.estimates(span)[0] for reading in each)
    dataset, reading = read_at_once
    cube, found = data.cube(dataset), reading.estimates(span)
    at = {} if cube is None else {str(label): place for place, label in enumerate(cube.labels[dimension])}
    return tuple(found[0, at[place]] if place in at else NOTHING for place in places)


def _read_at_once(
    data: Data, formula: Formula, places: Places, dimension: Dimension, months: tuple[int, int]
) -> tuple[str, Reading] | None:
    """Return the dataset whose labels they are, and a formula read by all of them; None where it cannot be."""
    by = (dimension,)
    if isinstance(formula, Score | Mean):
        return "answers", ScoreReading.of(data, formula, places, by, months)
    if isinstance(formula, Median):
        return formula.dataset, MedianReading.of(data, formula, places, by)
    if isinstance(formula, Ratio | Total) and len(formula.datasets) == 1:
        return formula.datasets[0], read_counts(data, formula, places, by)
    return None


def places_of(data: Data, view: View, dimension: Dimension) -> tuple[str, ...]:
    """Return the places that the view leaves of a dimension; what regions are parts of stands before these.

    A parent is left out where not all its parts are meant, and where nothing else is.
    """
    if dimension == "segment":
        return view.segments or data.segments
    regions = tuple(one for one in data.regions if view.regions is None or one in view.regions)
    parents = [
        parent for parent, parts in data.parents.items()
        if set(parts) - {parent} <= set(regions) and set(parts) - {parent} != set(regions) - {parent}
    ]  # fmt: skip
    named = dict.fromkeys((*parents, *(region for region in regions if region != NOT_GIVEN)))
    return (*sorted(named, key=data.roll_up.place), *(one for one in regions if one == NOT_GIVEN))


def _parents(data: Data, dimension: Dimension) -> Iterable[tuple[str, tuple[str, ...]]]:
    return data.parents.items() if dimension == "region" else ()


def _each(data: Data, view: View, dimension: Dimension, places: Iterable[str]) -> list[View]:
    if dimension == "region":
        return [replace(view, regions=data.parents.get(one, (one,))) for one in places]
    return [replace(view, segments=(one,)) for one in places]


def _compared(
    data: Data, entry: Measure, places: tuple[str, ...], view: View, settings: Settings, dimension: Dimension
) -> Compared:
    standing = standing_of_measure(data, entry)
    if not _tells(data, entry, dimension):
        return Compared(entry, standing, None)
    figures = tuple(read(data, entry.name, one, settings) for one in _each(data, view, dimension, places))
    return Compared(entry, standing, figures)


def _tells(data: Data, entry: Measure, dimension: Dimension) -> bool:
    """Whether a measure can be shown, and knows the places of a dimension."""
    known = all(dimension in data.entry(name).grain for name in entry.formula.datasets)
    return known and standing_of_measure(data, entry).shown
