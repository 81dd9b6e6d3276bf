"""Measures by region or by segment: the period's value and verdict in each place, as its own filter would show them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from dashboard.data.access import Data
from dashboard.data.cache import cached
from dashboard.data.standing import Standing, standing_of
from dashboard.data.view import View
from dashboard.measures.evaluation import read
from dashboard.measures.figure import Figure
from dashboard.measures.registry import Measure, measure
from dashboard.settings import Settings
from dashboard.statistics import Estimate

Dimension = Literal["region", "segment"]

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


@cached
def side_by_side(
    data: Data, names: tuple[str, ...], view: View, settings: Settings, dimension: Dimension
) -> tuple[tuple[str, ...], tuple[Compared, ...]]:
    """Return the places that the view leaves of a dimension, and the measures that are connected in each of them."""
    places = (view.regions or data.regions) if dimension == "region" else (view.segments or data.segments)
    if len(places) > MOST:
        leading = _compared(data, measure(names[0], settings), places, view, settings, dimension).estimates or ()
        size = {place: np.nan_to_num(one.n) for place, one in zip(places, leading, strict=False)}
        largest = sorted(places, key=lambda place: -size.get(place, 0.0))[:MOST]
        places = tuple(place for place in places if place in largest)
    rows = (_compared(data, measure(name, settings), places, view, settings, dimension) for name in names)
    return places, tuple(row for row in rows if row.standing.state != "not_connected")


def _compared(
    data: Data, entry: Measure, places: tuple[str, ...], view: View, settings: Settings, dimension: Dimension
) -> Compared:
    standing = standing_of(data, entry.formula.datasets)
    known = all(dimension in data.entry(name).grain for name in entry.formula.datasets)
    if not standing.shown or not known:
        return Compared(entry, standing, None)
    regional = dimension == "region"
    in_each = [replace(view, regions=(one,)) if regional else replace(view, segments=(one,)) for one in places]
    return Compared(entry, standing, tuple(read(data, entry.name, one, settings) for one in in_each))
