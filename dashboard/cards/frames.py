"""Figures as the frames that chart specifications are given."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

from dashboard.charts.lines import HISTORY_COLUMNS, TREND_COLUMNS
from dashboard.measures.figure import Figure, Series
from dashboard.periods import first_day, month_label, month_of
from dashboard.settings import Settings

_LEVELS = 3
"""Lines on which the words of milestones take turns."""


def trend_frame(figure: Figure, settings: Settings) -> pd.DataFrame:
    """Return a row a month of a figure's series, with its usual variation and target: ``TREND_COLUMNS``."""
    series, limits = figure.series, figure.limits
    nothing = np.full(len(series.months), np.nan)
    newest = nothing.copy()
    newest[-1:] = series.values[-1:]
    frame = _months(series, settings)
    frame["usual_low"] = nothing if limits is None else limits.low
    frame["usual_high"] = nothing if limits is None else limits.high
    frame["target"] = figure.target.value if figure.target else math.nan
    frame["last"] = newest
    return frame[list(TREND_COLUMNS)]


def history_frame(series: Series, settings: Settings) -> pd.DataFrame:
    """Return a row a month of a series with the milestones of the settings: ``HISTORY_COLUMNS``."""
    frame = _months(series, settings)
    labels = {month_of(milestone.date): milestone.label for milestone in settings.milestones}
    frame["milestone"] = [labels.get(int(month)) for month in series.months]
    frame["level"] = (frame["milestone"].notna().cumsum() - 1) % _LEVELS
    return frame[list(HISTORY_COLUMNS)]


def _months(series: Series, settings: Settings) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "month": pd.to_datetime([first_day(int(month)) for month in series.months]),
            "label": [month_label(int(month), settings.locale) for month in series.months],
            "value": series.values,
            "low": series.low,
            "high": series.high,
            "n": series.n,
        }
    )
