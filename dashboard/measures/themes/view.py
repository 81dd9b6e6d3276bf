"""One theme, all of it: how its points went month by month, and where those who name it part from the others."""

from __future__ import annotations

import math

import numpy as np

from dashboard.data.access import Data
from dashboard.data.cache import cached
from dashboard.data.standing import covered
from dashboard.data.view import Places, View
from dashboard.measures.figure import Series
from dashboard.measures.themes.sums import DATASETS, ThemeReader
from dashboard.measures.themes.theme import Part, Theme, ThemeView, TopTen
from dashboard.measures.themes.top_ten import top_ten, window_of
from dashboard.settings import Settings
from dashboard.statistics import (
    AnswerSums,
    Difference,
    Estimate,
    nps,
    nps_difference,
    proportion_difference,
    theme_points,
)

MONTHS = 24
_UNKNOWN = Difference(math.nan, math.nan, math.nan, math.nan, math.nan, math.nan)


@cached
def theme_view(data: Data, view: View, theme_id: str, settings: Settings) -> ThemeView:
    """Return a theme's own view; LookupError where the view's window does not hold it."""
    themes = top_ten(data, view, settings)
    theme = _named(themes, theme_id)
    reader, places = ThemeReader(data, settings.leading_measure), (view.regions, view.segments)
    return ThemeView(
        theme=theme,
        trend=_trend(data, reader, theme, places, view.period.last, settings),
        by_region=_parts(reader, "region", theme, themes, places),
        by_segment=_parts(reader, "segment", theme, themes, places),
        contributions=theme.owner.contributors if theme.owner else (),
        standing=themes.standing,
    )


def _named(themes: TopTen, theme_id: str) -> Theme:
    """Return the theme of that id; where complaint and praise are both ranked, the complaint."""
    for theme in (*themes.ten, *themes.others, *themes.delights, *themes.pooled):
        if theme.theme_id == theme_id:
            return theme
    raise LookupError(f"The theme {theme_id!r} is not among those of this window.")


def _trend(data: Data, reader: ThemeReader, theme: Theme, places: Places, last: int, settings: Settings) -> Series:
    """Return the theme's points in the window that closes with each of the last months."""
    first = max(covered(data, name)[0] for name in DATASETS) + settings.theme_window_months - 1
    months = np.arange(max(first, last - MONTHS + 1), last + 1)
    sign = -1.0 if theme.rank is None and theme.points > 0 else 1.0  # a delight's are points added
    found = np.full((4, len(months)), math.nan)
    for position, month in enumerate(months.tolist()):
        window = window_of(month, settings)
        sums = reader.sums(window, places)
        if theme.mention in sums.themes:
            at = sums.themes.index(theme.mention)
            found[:3, position] = sign * theme_points(sums, settings.least_n, reader.factors(window))[:, at]
            found[3, position] = sums.mentions[at]
    return Series(months, found[0], np.minimum(found[1], found[2]), np.maximum(found[1], found[2]), found[3])


def _parts(reader: ThemeReader, dimension: str, theme: Theme, themes: TopTen, places: Places) -> tuple[Part, ...]:
    """Return the gap in each region or segment, where the theme is named most first."""
    window, factor = (themes.first, themes.last), themes.factors.get(theme.mention, 1.0)
    parts = [
        Part(label, named.n, named.n + others.n, gap(named, others, themes.metric, factor))
        for label, named, others in reader.by(dimension, theme.mention, window, places)
    ]
    return tuple(sorted(parts, key=lambda part: -part.mentions))


def gap(named: AnswerSums, others: AnswerSums, metric: str, factor: float) -> Difference:
    """Return the score of answers that name a theme less that of the others, in points.

    Weights and repeated customers make answers worth less than their number; the difference counts them accordingly.
    """
    # Numbers of answers tell whether any is left; of weights rounding may be.
    if not all(side.n > 0 and side.weight > 0 for side in (named, others)):
        return _UNKNOWN
    if metric == "nps":
        return nps_difference(_nps(named, factor), _nps(others, factor))
    shares = [(max(side.score, 0.0), side.weight, _effective(side, factor)) for side in (named, others)]
    (k1, n1, size1), (k2, n2, size2) = shares
    found = proportion_difference(k1, n1, k2, n2, size1, size2)
    return Difference(
        100 * found.value, 100 * found.standard_error, 100 * found.low, 100 * found.high, found.z, found.p_value
    )


def _nps(side: AnswerSums, factor: float) -> Estimate:
    detractors, promoters = (side.score_squared - side.score) / 2, (side.score_squared + side.score) / 2
    counts = (detractors, side.weight - side.score_squared, promoters)
    # What sums of weights leave below 0 is rounding.
    low, middle, high = (max(count, 0.0) for count in counts)
    return nps(low, middle, high, _effective(side, factor))


def _effective(side: AnswerSums, factor: float) -> float:
    return side.weight**2 / side.weight_squared / factor
