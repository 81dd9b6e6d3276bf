"""Figures as the tables that chart specifications are given."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from dashboard.charts.lines import HISTORY_COLUMNS, TREND_COLUMNS
from dashboard.measures.figure import Figure, Series
from dashboard.periods import month_label, month_of
from dashboard.settings import Settings

Column = np.ndarray[Any, Any]

_LEVELS = 3
"""Lines on which the words of milestones take turns."""


def trend_frame(figure: Figure, settings: Settings) -> pa.Table:
    """Return a row a month of a figure's series, with its usual variation and target: ``TREND_COLUMNS``."""
    series, limits = figure.series, figure.limits
    nothing = np.full(len(series.months), np.nan)
    newest = nothing.copy()
    newest[-1:] = series.values[-1:]
    columns = _months(series, settings) | {
        "usual_low": nothing if limits is None else limits.low,
        "usual_high": nothing if limits is None else limits.high,
        "target": np.full(len(series.months), figure.target.value if figure.target else math.nan),
        "last": newest,
    }
    return _table(columns, TREND_COLUMNS)


def history_frame(series: Series, settings: Settings) -> pa.Table:
    """Return a row a month of a series with the milestones of the settings: ``HISTORY_COLUMNS``."""
    labels = {month_of(milestone.date): milestone.label for milestone in settings.milestones}
    milestones = [labels.get(month) for month in series.months.tolist()]
    happened = np.array([milestone is not None for milestone in milestones], dtype=int)
    level = (np.cumsum(happened) - 1) % _LEVELS
    columns = _months(series, settings) | {"milestone": np.array(milestones, dtype=object), "level": level}
    return _table(columns, HISTORY_COLUMNS)


def _table(columns: Mapping[str, Column], names: Sequence[str]) -> pa.Table:
    """Return the columns in their order; what is nan is missing."""
    return pa.table({name: pa.array(columns[name], from_pandas=True) for name in names})


def _months(series: Series, settings: Settings) -> dict[str, Column]:
    # A month's number counts from the year 0, numpy's from January 1970.
    since_1970 = (series.months - 1970 * 12).astype("datetime64[M]")
    return {
        "month": since_1970.astype("datetime64[ms]"),
        "label": np.array([month_label(month, settings.locale) for month in series.months.tolist()], dtype=object),
        "value": series.values,
        "low": series.low,
        "high": series.high,
        "n": series.n,
    }
