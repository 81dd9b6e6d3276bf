"""One theme, all of it: how its points went month by month, and where those who name it part from the others."""

from __future__ import annotations

import math

import numpy as np

from dashboard.data.access import Data
from dashboard.data.cache import cached
from dashboard.data.standing import covered
from dashboard.data.view import Places, View
from dashboard.measures.figure import FloatArray, Series
from dashboard.measures.themes.gaps import gap, lost_by_gap
from dashboard.measures.themes.sums import DATASETS, ThemeReader
from dashboard.measures.themes.theme import Part, Theme, ThemeView, TopTen
from dashboard.measures.themes.top_ten import top_ten, window_of
from dashboard.settings import Settings
from dashboard.statistics import theme_points

MONTHS = 24


@cached
def theme_view(data: Data, view: View, theme_id: str, settings: Settings) -> ThemeView:
    """Return a theme's own view; LookupError where the view's window does not hold it."""
    themes = top_ten(data, view, settings)
    theme = _named(themes, theme_id)
    reader, places = ThemeReader(data, settings.leading_measure), (view.regions, view.segments)
    return ThemeView(
        theme=theme,
        trend=_trend(data, reader, theme, themes, places, view.period.last, settings),
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


def _trend(
    data: Data, reader: ThemeReader, theme: Theme, themes: TopTen, places: Places, last: int, settings: Settings
) -> Series:
    """Return the theme's points in the window that closes with each of the last months, told as the list's are."""
    first = max(covered(data, name)[0] for name in DATASETS) + settings.theme_window_months - 1
    months = np.arange(max(first, last - MONTHS + 1), last + 1)
    sign = -1.0 if theme.rank is None and theme.points > 0 else 1.0  # a delight's are points added
    found = np.full((4, len(months)), math.nan)
    for position, month in enumerate(months.tolist()):
        window = window_of(month, settings)
        sums = reader.sums(window, places)
        if theme.mention in sums.themes:
            at, factors = sums.themes.index(theme.mention), reader.factors(window)
            if themes.shape == "apart":
                lost: FloatArray = theme_points(sums, settings.least_n, factors)[:, at]
            else:
                named = reader.named(window, places)
                lost = lost_by_gap(sums, named, themes.metric, settings.least_n, factors, theme.mention)
            found[:3, position] = sign * lost
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
