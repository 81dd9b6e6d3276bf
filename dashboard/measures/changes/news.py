"""What really changed: the headline measures whose change is clear, by the one verdict that each carries everywhere.

A measure is news where its verdict is clear: beyond chance, controlled over the whole family of headline measures,
places and comparisons (`measures.verdicts`), and at least the least change that is worth saying. What is said beyond
it (where, since when, which theme with it) is said only where it can be told.

Measured on quiet demo companies by `python -m benchmarks.quiet`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from dashboard.data.access import Data
from dashboard.data.cache import cached
from dashboard.data.view import View
from dashboard.measures.changes.composition import Composition, composition
from dashboard.measures.changes.since import since
from dashboard.measures.changes.where import Where, where
from dashboard.measures.evaluation import read, yearly_differences
from dashboard.measures.figure import Figure
from dashboard.measures.registry import headlines, measure
from dashboard.measures.themes.changes import ThemeChange, theme_change
from dashboard.settings import Settings

AT_MOST = 3


@dataclass(frozen=True, slots=True, eq=False)
class Change:
    """One piece of news: the figure, and what can be said beyond it (None: nothing for sure).

    ``since`` is a month. Where who was counted has changed, ``composition`` holds the change on the common parts.
    """

    figure: Figure
    since: int | None
    where: Where
    composition: Composition | None
    theme: ThemeChange | None


@dataclass(frozen=True, slots=True, eq=False)
class News:
    """The changes, the largest first, at most three, and the figures of ``further`` ones.

    ``judged`` headline measures have a verdict, 0 where none could be judged; of them ``small`` changed beyond chance,
    and by less than is worth saying. ``hidden`` are those whose numbers are withheld.
    """

    changes: tuple[Change, ...]
    judged: int
    further: tuple[Figure, ...] = ()
    hidden: tuple[Figure, ...] = ()
    small: int = 0


@cached
def what_changed(data: Data, view: View, settings: Settings) -> News:
    """Return what really changed between the view's period and the one that it is compared with."""
    figures = [read(data, name, view, settings) for name in headlines(settings)]
    clear = sorted((figure for figure in figures if figure.clear), key=lambda figure: -_size(figure, settings))
    return News(
        tuple(_told(data, figure, view, settings) for figure in clear[:AT_MOST]),
        sum(figure.verdict.word not in _NOT_JUDGED for figure in figures),
        tuple(clear[AT_MOST:]),
        tuple(figure for figure in figures if figure.state == "withheld"),
        sum(figure.verdict.word == "small" for figure in figures),
    )


_NOT_JUDGED = ("too_little", "not_judged", "no_comparison")


def _told(data: Data, figure: Figure, view: View, settings: Settings) -> Change:
    entry, side = measure(figure.measure, settings), float(np.sign(figure.verdict.change))
    differences, errors = yearly_differences(data, entry, view)
    leads = entry.name == settings.leading_measure
    return Change(
        figure,
        since(differences, errors, view.period.last, side),
        where(data, entry, figure, view, settings),
        composition(data, entry, view, settings),
        theme_change(data, view, settings, side) if leads else None,
    )


def _size(figure: Figure, settings: Settings) -> float:
    """Order movements of different units by how far beyond the least change worth saying they go."""
    entry = measure(figure.measure, settings)
    least = settings.least_change.get(entry.name, entry.least_change)
    return abs(figure.verdict.moved) / least if least > 0 else math.inf
