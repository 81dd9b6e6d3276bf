"""Which theme costs more or less than a period before, beyond its interval."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np

from dashboard.data.access import Data
from dashboard.data.standing import covered, standing_of
from dashboard.data.view import Places, View
from dashboard.measures.figure import FloatArray
from dashboard.measures.themes.register import theme_of, theme_records
from dashboard.measures.themes.sums import DATASETS, ThemeReader, Window
from dashboard.measures.themes.tagging import same_rules
from dashboard.measures.themes.top_ten import is_candidate
from dashboard.settings import Settings
from dashboard.statistics import Difference, Estimate, ThemeSums, benjamini_hochberg, difference, theme_points
from dashboard.statistics.intervals import Z95
from dashboard.statistics.theme_gaps import shape_of

FALSE_THEMES = 0.05
LEAST_SHARE = 0.04
"""The share of the answers read, in either period, from which on a theme is looked at.

An effect would have to change by 25 points for a theme of so many answers to move a score by one.
"""


@dataclass(frozen=True, slots=True)
class ThemeChange:
    """A theme, and by how much more (or, below 0, less) it costs than before, in points."""

    theme_id: str
    name: str
    difference: Difference


def theme_change(data: Data, view: View, settings: Settings, side: float) -> ThemeChange | None:
    """Return the theme whose cost moved most with a change of the score to this side, None where none did for sure.

    The score rises where a theme costs less. All themes that were ranked in both periods, and named often enough in one
    of them, are one family; one that was found by other rules than before is never named.
    """
    if view.against is None or not standing_of(data, DATASETS).shown:
        return None
    windows = [(period.first, period.last) for period in (view.period, view.against)]
    if any(not _covered(data, window) for window in windows):
        return None
    reader, places = ThemeReader(data, settings.leading_measure), (view.regions, view.segments)
    now, before = (points_of(reader, window, places, settings) for window in windows)
    read_then = [reader.sums(window, places).coded.n for window in windows]
    often = [
        mention for mention in now
        if mention in before and max(now[mention].n / read_then[0], before[mention].n / read_then[1]) >= LEAST_SHARE
    ]  # fmt: skip
    names = [mention for mention in often if is_candidate(mention)]
    moved = [difference(now[mention], before[mention]) for mention in names]
    sure = benjamini_hochberg([one.p_value for one in moved], FALSE_THEMES)
    found = [(one, mention) for one, mention, is_sure in zip(moved, names, sure, strict=True) if is_sure]
    for one, mention in sorted(found, key=lambda pair: pair[0].value * side):
        same = same_rules(data, settings.leading_measure, theme_of(mention), windows[0], windows[1])
        if one.value * side < 0 and same:
            return ThemeChange(theme_of(mention), _name(data, mention), one)
    return None


def points_of(
    reader: ThemeReader, window: Window, places: Places, settings: Settings, keep: Collection[str] = ()
) -> dict[str, Estimate]:
    """Return what each mention that is ranked costs in a window, with the error of its effect and of its share.

    Mentions to ``keep`` are told however seldom they are named. None is where effects cannot be told apart: a gap to
    all others moves with what others say, too.
    """
    sums, factors = reader.sums(window, places), reader.factors(window)
    if shape_of(sums, settings.least_n) != "apart":
        return {}
    points, low, high = theme_points(sums, settings.least_n, factors, keep)
    errors = with_share(sums, points, (high - low) / (2 * Z95), factors)
    return {
        mention: Estimate(float(lost), float(error), float(lost - Z95 * error), float(lost + Z95 * error), float(n))
        for mention, lost, error, n in zip(sums.themes, points, errors, sums.mentions, strict=True)
        if math.isfinite(lost) and math.isfinite(error)
    }


def with_share(sums: ThemeSums, points: FloatArray, errors: FloatArray, factors: Mapping[str, float]) -> FloatArray:
    """Return the errors of points lost with what is not known of the themes' shares of the answers.

    The interval of a window takes the shares as they were; between windows they vary too.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        share = sums.mentions / sums.coded.n
        widened = np.array([factors.get(theme, 1.0) for theme in sums.themes])
        of_share = np.where(sums.mentions > 0, points**2 * (1 - share) / sums.mentions * widened, 0.0)
    return np.asarray(np.sqrt(errors**2 + of_share))


def _covered(data: Data, window: Window) -> bool:
    spans = [covered(data, name) for name in DATASETS]
    return all(first <= window[0] and window[1] <= last for first, last in spans)


def _name(data: Data, mention: str) -> str:
    record = theme_records(data).get(theme_of(mention))
    return record.name if record else theme_of(mention)
