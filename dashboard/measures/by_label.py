"""Measures by department, by channel, or by a dimension of the company's own: their values and verdicts by label."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from dashboard.data.access import Data
from dashboard.data.cache import cached
from dashboard.data.labels import OTHERS, by_label, labels_of, sources_of
from dashboard.data.standing import Standing, standing_of
from dashboard.data.view import View
from dashboard.measures.ends import MANY
from dashboard.measures.evaluation import read
from dashboard.measures.figure import Figure
from dashboard.measures.registry import Measure, measure
from dashboard.measures.side_by_side import Compared, Ends, ends_of, estimates_in
from dashboard.settings import Settings


@dataclass(frozen=True, slots=True)
class Labelled:
    """A measure by label, in the order of the labels; ``standing`` is that of what tells it so."""

    measure: Measure
    standing: Standing
    figures: tuple[Figure, ...]


def measures_by_label(
    data: Data, names: tuple[str, ...], view: View, settings: Settings, dimension: str, most: int | None = None
) -> tuple[tuple[str, ...], tuple[Labelled, ...]]:
    """Return a dimension's labels, with the measures that are told by them, for all regions and segments together.

    With ``most`` so many labels of which anything is known: those with most of what the first measure that counts
    anything does count.
    """
    return _everywhere(data, names, replace(view, regions=None, segments=None), settings, dimension, most)


@cached
def _everywhere(
    data: Data, names: tuple[str, ...], everywhere: View, settings: Settings, dimension: str, most: int | None
) -> tuple[tuple[str, ...], tuple[Labelled, ...]]:
    by = by_label(data, dimension)
    if by is None:
        return (), ()
    labels = labels_of(data, dimension)
    if most is not None and len(labels) > MANY:
        labels = _largest(by, names, labels, everywhere, settings, most)
    found = (_labelled(data, by, measure(name, settings), labels, everywhere, settings) for name in names)
    rows = tuple(row for row in found if row is not None)
    if most is None:
        return labels, rows
    counted = [at for at in range(len(labels)) if any(is_known(row.figures[at]) for row in rows)]
    if len(counted) > most:
        largest = _largest(by, names, tuple(labels[at] for at in counted), everywhere, settings, most)
        counted = [at for at in counted if labels[at] in largest]
    kept = tuple(replace(row, figures=tuple(row.figures[at] for at in counted)) for row in rows)
    return tuple(labels[at] for at in counted), kept


@cached
def labels_at_both_ends(
    data: Data, names: tuple[str, ...], view: View, settings: Settings, dimension: str
) -> Ends | None:
    """Return of very many labels those at both ends of a measure; None where they are not so many, or none tells."""
    by = by_label(data, dimension)
    named = tuple(label for label in labels_of(data, dimension) if label != OTHERS)
    if by is None or len(named) <= MANY:
        return None
    whole = replace(view, regions=None, segments=None)
    telling = [entry for entry in (measure(name, settings) for name in names) if _told(by, entry)]

    def compared(entry: Measure, chosen: tuple[str, ...]) -> Compared | None:
        row = _labelled(data, by, entry, chosen, whole, settings)
        return None if row is None else Compared(row.measure, row.standing, row.figures)

    return ends_of(named, telling, lambda entry: estimates_in(by, entry, whole, "region", named), compared, settings)


def _largest(
    by: Data, names: tuple[str, ...], labels: tuple[str, ...], view: View, settings: Settings, most: int
) -> tuple[str, ...]:
    """Return the labels with most of what the first measure does that counts anything under them, in their order."""
    entries = [entry for entry in (measure(name, settings) for name in names) if _told(by, entry) and entry.counted]
    told = (estimates_in(by, entry, view, "region", labels) for entry in entries)
    found = next((one for one in told if any(label.n > 0 for label in one)), None)
    if found is None:
        return labels[:most]
    size = {label: float(np.nan_to_num(one.n)) for label, one in zip(labels, found, strict=True)}
    kept = sorted(labels, key=lambda label: -size[label])[:most]
    return tuple(label for label in labels if label in kept)


def _told(by: Data, entry: Measure) -> bool:
    """Whether a measure is told by the labels by which the data are read: nothing is of data without a row of them."""
    known = by.snapshot.manifest.datasets
    cubes = (by.cube(name) if name in known else None for name in entry.formula.datasets)
    return all(cube is not None and cube.rows for cube in cubes)


def _labelled(
    data: Data, by: Data, entry: Measure, labels: tuple[str, ...], view: View, settings: Settings
) -> Labelled | None:
    """Return a measure by label; None where its data know none, or nothing is known of it under any."""
    if not _told(by, entry):
        return None
    figures = tuple(read(by, entry.name, replace(view, regions=(label,)), settings) for label in labels)
    if not any(map(is_known, figures)):
        return None
    return Labelled(entry, standing_of(data, grounds_of(entry, by.snapshot.dimension)), figures)


def is_known(figure: Figure) -> bool:
    """Whether anything was counted under a label; of a sum, which counts nothing, whether there is one."""
    return figure.n > 0 or (math.isnan(figure.n) and math.isfinite(figure.value))


def grounds_of(entry: Measure, dimension: str) -> tuple[str, ...]:
    """Return the datasets that tell a measure by label."""
    sources = sources_of(dimension)
    return tuple(sources[name] for name in entry.formula.datasets)
