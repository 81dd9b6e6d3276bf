"""Measures by department, by channel, or by a dimension of the company's own: their values and verdicts by label."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from dashboard.data.access import Data
from dashboard.data.cache import cached
from dashboard.data.labels import by_label, labels_of, read_from
from dashboard.data.standing import Standing, standing_of
from dashboard.data.view import View
from dashboard.measures.evaluation import read
from dashboard.measures.figure import Figure
from dashboard.measures.registry import Measure, measure
from dashboard.settings import Settings


@dataclass(frozen=True, slots=True)
class Labelled:
    """A measure by label, in the order of the labels; ``standing`` is that of what tells it so."""

    measure: Measure
    standing: Standing
    figures: tuple[Figure, ...]


@cached
def measures_by_label(
    data: Data, names: tuple[str, ...], view: View, settings: Settings, dimension: str, most: int | None = None
) -> tuple[tuple[str, ...], tuple[Labelled, ...]]:
    """Return a dimension's labels, with the measures that are told by them, for all regions and segments together.

    With ``most`` so many labels of which anything is counted: those with most of what the first measure counts.
    """
    by = by_label(data, dimension)
    if by is None:
        return (), ()
    labels = labels_of(data, dimension)
    everywhere = replace(view, regions=None, segments=None)
    rows = [
        row for name in names if (row := _labelled(data, by, measure(name, settings), labels, everywhere, settings))
    ]
    if most is not None and rows:
        size = dict(zip(labels, (float(np.nan_to_num(one.estimate.n)) for one in rows[0].figures), strict=True))
        known = [label for at, label in enumerate(labels) if any(row.figures[at].n > 0 for row in rows)]
        kept = sorted(known, key=lambda label: -size[label])[:most]
        at = [place for place, label in enumerate(labels) if label in kept]
        rows = [replace(row, figures=tuple(row.figures[place] for place in at)) for row in rows]
        labels = tuple(labels[place] for place in at)
    return labels, tuple(rows)


def _labelled(
    data: Data, by: Data, entry: Measure, labels: tuple[str, ...], view: View, settings: Settings
) -> Labelled | None:
    """Return a measure by label; None where its data know none, or nothing was ever counted under any."""
    if not all(name in by.snapshot.manifest.datasets for name in entry.formula.datasets):
        return None
    if not all(by.cube(name) is not None for name in entry.formula.datasets):
        return None
    figures = tuple(read(by, entry.name, replace(view, regions=(label,)), settings) for label in labels)
    if not any(figure.n > 0 for figure in figures):
        return None
    return Labelled(entry, standing_of(data, grounds_of(entry, by.snapshot.dimension)), figures)


def grounds_of(entry: Measure, dimension: str) -> tuple[str, ...]:
    """Return the datasets that tell a measure by label."""
    if "answers" in entry.formula.datasets:
        return ("answers_by_label",)
    return tuple(name for name in entry.formula.datasets if name in read_from(dimension))
