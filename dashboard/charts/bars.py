"""Bars: what themes cost the score, and a measure by group with its interval."""

from __future__ import annotations

from functools import cache

import altair as alt
import pandas as pd

from dashboard.charts.base import Spec, finished
from dashboard.theme import Mode, palette
from dashboard.words.top_ten.owners import ACROSS, ALONE

CONTRIBUTION_COLUMNS = ("name", "lost", "low", "high", "kind", "order", "mentions", "owner", "label")
"""What the bars of themes are given: a row a theme; ``kind`` is ``ACROSS`` or ``ALONE``."""

GROUP_COLUMNS = ("group", "value", "low", "high", "n", "order", "label")
"""What the bars of groups are given: a row a group."""

ROW_HEIGHT = 34
"""Pixels a row takes: the name, and below it the bar, so that a phone has room for both."""

BELOW = 8
"""Pixels by which a mark stands below the middle of its row, and its name above it."""

EDGES = 60
"""Pixels above and below the bars: the legend, and the axis with its title."""

BESIDE = 104
"""Pixels of a row's first line that a theme's figures take at its right end, so that the name ends before them."""


@cache
def contribution_bars(rows: int, mode: Mode) -> Spec:
    """Return the specification of points lost by theme, longest first, each with its 95 % interval."""
    colours = palette(mode)
    base = alt.Chart(pd.DataFrame(columns=list(CONTRIBUTION_COLUMNS)))
    y = _row("name:N")
    colour = alt.Color(
        "kind:N",
        scale=alt.Scale(domain=[ACROSS, ALONE], range=[colours.contrast, colours.accent]),
        legend=alt.Legend(orient="top", title=None, symbolType="square", offset=4),
    )
    tooltip = [
        alt.Tooltip("name:N", title="theme"),
        alt.Tooltip("owner:N", title="owner"),
        alt.Tooltip("lost:Q", format=".2f", title="points lost"),
        alt.Tooltip("low:Q", format=".2f", title="from"),
        alt.Tooltip("high:Q", format=".2f", title="to"),
        alt.Tooltip("mentions:Q", format=",.0f", title="mentions"),
    ]
    x = alt.X("lost:Q", axis=alt.Axis(title="points lost, with 95 % interval", grid=True, tickCount=5, format=".1f"))
    bars = base.mark_bar(height=11, cornerRadiusEnd=2, yOffset=BELOW).encode(y=y, x=x, color=colour, tooltip=tooltip)
    span = base.mark_rule(color=colours.ink, strokeWidth=1, yOffset=BELOW).encode(y=y, x="low:Q", x2="high:Q")
    return finished(alt.layer(bars, span, *_words(base, y, "name:N", mode)), mode, rows * ROW_HEIGHT + EDGES)


@cache
def group_bars(number_format: str, rows: int, mode: Mode) -> Spec:
    """Return the specification of a value by group as dots on their 95 % intervals, around zero."""
    colours = palette(mode)
    base = alt.Chart(pd.DataFrame(columns=list(GROUP_COLUMNS)))
    y = _row("group:N")
    zero_without_sign = "datum.value == 0 ? '0' : datum.label"
    axis = alt.Axis(title=None, grid=True, tickCount=5, format=number_format, labelExpr=zero_without_sign)
    x = alt.X("value:Q", axis=axis)
    tooltip = [
        alt.Tooltip("group:N", title="group"),
        alt.Tooltip("value:Q", format=number_format, title="value"),
        alt.Tooltip("low:Q", format=number_format, title="from"),
        alt.Tooltip("high:Q", format=number_format, title="to"),
        alt.Tooltip("n:Q", format=",.0f", title="n"),
    ]
    zero = base.mark_rule(color=colours.compared, strokeWidth=1).encode(x=alt.datum(0))
    span = base.mark_rule(color=colours.accent, strokeWidth=1.5, yOffset=BELOW).encode(y=y, x="low:Q", x2="high:Q")
    dots = base.mark_point(color=colours.accent, filled=True, size=60, opacity=1, yOffset=BELOW).encode(
        y=y, x=x, tooltip=tooltip
    )
    return finished(alt.layer(zero, span, dots, *_words(base, y, "group:N", mode)), mode, rows * ROW_HEIGHT + EDGES)


def _row(field: str) -> alt.Y:
    """Return a row a name, in the order given."""
    return alt.Y(field, sort=alt.EncodingSortField("order", op="min"), axis=None)


def _words(base: alt.Chart, y: alt.Y, field: str, mode: Mode) -> tuple[alt.Chart, alt.Chart]:
    """Return the names and, at the right, the figures: both above the marks, which so have the whole width."""
    colours = palette(mode)
    names = base.mark_text(
        align="left", baseline="bottom", dy=-1, color=colours.ink, limit=alt.expr(f"max(width - {BESIDE}, 60)")
    )
    figures = base.mark_text(align="right", baseline="bottom", dx=-4, dy=-1, color=colours.muted)
    return (
        names.encode(y=y, x=alt.value(0), text=field),
        figures.encode(y=y, x=alt.value("width"), text="label:N"),
    )
