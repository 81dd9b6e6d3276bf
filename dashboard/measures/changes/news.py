"""What really changed: movements that are signals, over one family of measures declared beforehand.

A measure is news where all of this holds:

    beyond chance   its p-value passes Benjamini and Hochberg's procedure at 5 % over the whole family
    a signal        by its own verdict (samples: p below 5 %; what is counted in full: outside the limits of rule 1 of
                    an XmR chart of its year-on-year differences, of which there must be 24)
    worth saying    the change is at least the least that is worth saying

The p-value of a sample is the larger of that of the difference, which honours customers who answered in both periods,
and that of two independent samples: sixteen groups of customers overstate now and then how much those make it surer.
That of a census is how often chance alone gives a year-on-year difference as far from the usual one; it is known
against the year before alone, so that against any other period the family are the samples.

Measured on quiet demo companies (`python -m benchmarks.quiet`: twenty seeds of 4,000 customers and 40,000 answers, the
last 24 months, against the year before): silent in 97.5 % of months, 96.7 % of quarters and 97.5 % of years. Without
the larger of the two p-values it was 94.6 % of quarters and 93.5 % of years, when the family had eight measures.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from dashboard.data.access import Data
from dashboard.data.cache import cached
from dashboard.data.view import View
from dashboard.measures.changes.since import since
from dashboard.measures.changes.where import Mix, Place, where
from dashboard.measures.evaluation import read, yearly_differences
from dashboard.measures.figure import Figure, YearOnYear
from dashboard.measures.registry import Measure, measure
from dashboard.measures.themes.changes import ThemeChange, theme_change
from dashboard.settings import Settings
from dashboard.statistics import benjamini_hochberg, difference

FAMILY = (
    "nps", "csat", "ces", "journeys_on_time", "first_contact_resolution", "win_rate", "gross_revenue_retention",
    "net_revenue_retention", "recurring_revenue",
)  # fmt: skip
"""The measures that can make news. The fewer they are, the smaller a real change that can still be told from chance."""

FALSE_NEWS = 0.05
"""The share of false news that is tolerated among the news, and where nothing has changed: of months with any."""

AT_MOST = 3


@dataclass(frozen=True, slots=True, eq=False)
class Change:
    """One piece of news: the figure, and what can be said beyond it (None: nothing for sure).

    ``usual`` are the limits of the year-on-year difference of what is counted in full; ``since`` is a month.
    """

    figure: Figure
    usual: YearOnYear | None
    since: int | None
    where: Place | Mix | None
    theme: ThemeChange | None


@dataclass(frozen=True, slots=True, eq=False)
class News:
    """The changes, the largest first, at most three, and the figures of ``further`` ones.

    ``tested`` measures were looked at together, 0 where none could be. ``hidden`` are those of the family whose numbers
    are withheld. ``alone`` are the figures that are signals each by itself, but no news.
    """

    changes: tuple[Change, ...]
    tested: int
    further: tuple[Figure, ...] = ()
    hidden: tuple[Figure, ...] = ()
    alone: tuple[Figure, ...] = ()


def what_changed(data: Data, view: View, settings: Settings, beside: tuple[str, ...] = ()) -> News:
    """Return what really changed between the view's period and the one that it is compared with.

    ``beside`` are the measures shown on the same page: what is a signal among them, and no news, is named apart.
    """
    news = _what_changed(data, view, settings)
    told = {figure.measure for figure in (*(change.figure for change in news.changes), *news.further)}
    figures = [read(data, name, view, settings) for name in dict.fromkeys((*FAMILY, *beside))]
    return replace(
        news,
        hidden=tuple(figure for figure in figures if figure.measure in FAMILY and figure.state == "withheld"),
        alone=tuple(figure for figure in figures if figure.verdict == "signal" and figure.measure not in told),
    )


@cached
def _what_changed(data: Data, view: View, settings: Settings) -> News:
    tested = [one for name in FAMILY if (one := _test(data, measure(name, settings), view, settings)) is not None]
    kept = benjamini_hochberg([p_value for _, p_value, _ in tested], FALSE_NEWS)
    signals = [
        (figure, usual)
        for (figure, _, usual), keep in zip(tested, kept, strict=True)
        if keep and figure.verdict == "signal"
    ]
    signals.sort(key=lambda pair: -_size(pair[0], settings))
    changes = tuple(_told(data, figure, usual, view, settings) for figure, usual in signals[:AT_MOST])
    return News(changes, len(tested), tuple(figure for figure, _ in signals[AT_MOST:]))


def _test(data: Data, entry: Measure, view: View, settings: Settings) -> tuple[Figure, float, YearOnYear | None] | None:
    """Return a member of the family with its p-value; None where it can't be tested, and so is none."""
    figure = read(data, entry.name, view, settings)
    if not figure.shown or figure.against is None or figure.difference is None or figure.verdict == "too_few":
        return None
    if entry.sampled:
        p_value = max(figure.difference.p_value, difference(figure.estimate, figure.against).p_value)
        return None if math.isnan(p_value) else (figure, p_value, None)
    usual = figure.usual
    return (figure, usual.p_value, usual) if usual is not None and usual.enough else None


def _told(data: Data, figure: Figure, usual: YearOnYear | None, view: View, settings: Settings) -> Change:
    entry, side = measure(figure.measure, settings), float(np.sign(figure.difference.value if figure.difference else 0))
    differences, errors = yearly_differences(data, entry, view)
    leads = entry.name == settings.leading_measure
    return Change(
        figure,
        usual,
        since(differences, errors, view.period.last, side),
        where(data, entry, figure, view),
        theme_change(data, view, settings, side) if leads else None,
    )


def _size(figure: Figure, settings: Settings) -> float:
    """Order movements of different units by how far beyond the least change worth saying they go."""
    entry = measure(figure.measure, settings)
    if figure.difference is None or figure.against is None:
        return 0.0
    size = abs(figure.difference.value)
    if entry.relative:
        size = size / abs(figure.against.value) if figure.against.value else math.inf
    least = settings.least_change.get(entry.name, entry.least_change)
    return size / least if least > 0 else math.inf
