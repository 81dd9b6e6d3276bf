"""Bars: what themes cost the score, and a measure by group with its interval."""

from __future__ import annotations

from functools import cache

import altair as alt
import pandas as pd

from dashboard.charts.base import Spec, finished
from dashboard.theme import Mode, palette

CONTRIBUTION_COLUMNS = ("name", "lost", "low", "high", "kind", "order", "mentions", "owner", "label")
"""What the bars of themes are given: a row a theme; ``kind`` is 'cross-LOB' or 'one line of business'."""

GROUP_COLUMNS = ("group", "value", "low", "high", "n", "order", "label")
"""What the bars of groups are given: a row a group."""

ROW_HEIGHT = 34
"""Pixels a row takes: the name, and below it the bar, so that a phone has room for both."""

BELOW = 8
"""Pixels by which a mark stands below the middle of its row, and its name above it."""

EDGES = 60
"""Pixels above and below the bars: the legend, and the axis with its title."""

RIGHT = 96
"""Pixels for the words behind the longest interval."""


@cache
def contribution_bars(rows: int, mode: Mode) -> Spec:
    """Return the specification of points lost by theme, longest first, each with its 95 % interval."""
    colours = palette(mode)
    base = alt.Chart(pd.DataFrame(columns=list(CONTRIBUTION_COLUMNS)))
    y = _row("name:N")
    colour = alt.Color(
        "kind:N",
        scale=alt.Scale(domain=["cross-LOB", "one line of business"], range=[colours.contrast, colours.accent]),
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
    label = base.mark_text(align="left", dx=6, dy=BELOW, color=colours.muted).encode(y=y, x="high:Q", text="label:N")
    return finished(
        alt.layer(bars, span, label, _names(base, y, "name:N", mode)), mode, rows * ROW_HEIGHT + EDGES, right=RIGHT
    )


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
    label = base.mark_text(align="left", dx=6, dy=BELOW, color=colours.muted).encode(y=y, x="high:Q", text="label:N")
    return finished(
        alt.layer(zero, span, dots, label, _names(base, y, "group:N", mode)),
        mode,
        rows * ROW_HEIGHT + EDGES,
        right=RIGHT,
    )


def _row(field: str) -> alt.Y:
    """Return a row a name, in the order given."""
    return alt.Y(field, sort=alt.EncodingSortField("order", op="min"), axis=None)


def _names(base: alt.Chart, y: alt.Y, field: str, mode: Mode) -> alt.Chart:
    """Return the names, each above its mark, so that the marks have the whole width."""
    text = base.mark_text(align="left", baseline="bottom", dy=-1, color=palette(mode).ink)
    names: alt.Chart = text.encode(y=y, x=alt.value(0), text=field)
    return names
