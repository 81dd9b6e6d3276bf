"""Lines over months: a measure's trend with its usual variation, and its long history with milestones."""

from __future__ import annotations

from functools import cache

import altair as alt
import pandas as pd

from dashboard.charts.base import Spec, finished
from dashboard.theme import Mode, palette

TREND_COLUMNS = ("month", "label", "value", "low", "high", "usual_low", "usual_high", "target", "last", "n")
"""What a trend is given: a row a month; ``last`` is the value in the newest month and empty elsewhere."""


def _months(ticks: int = 5) -> alt.X:
    axis = alt.Axis(format="%b %Y", title=None, tickCount=ticks, labelOverlap="greedy", labelSeparation=12)
    return alt.X("month:T", axis=axis, scale=alt.Scale(type="utc", padding=4))


def _tooltip(number_format: str) -> list[alt.Tooltip]:
    return [
        alt.Tooltip("label:N", title="month"),
        alt.Tooltip("value:Q", format=number_format, title="value"),
        alt.Tooltip("low:Q", format=number_format, title="from"),
        alt.Tooltip("high:Q", format=number_format, title="to"),
        alt.Tooltip("n:Q", format=",.0f", title="n"),
    ]


@cache
def trend(number_format: str, mode: Mode, height: int = 128) -> Spec:
    """Return the specification of a measure over months.

    A band for the usual variation, dashes for the target, a line that breaks where a month is missing, a dot
    at the newest month. Data: a frame of ``TREND_COLUMNS``; ``number_format`` is d3's.
    """
    colours = palette(mode)
    base = alt.Chart(pd.DataFrame(columns=list(TREND_COLUMNS)))
    y = alt.Y("value:Q", axis=alt.Axis(format=number_format, title=None), scale=alt.Scale(zero=False, nice=True))
    band = base.mark_area(color=colours.band, opacity=1).encode(
        x=_months(), y=alt.Y("usual_low:Q", scale=alt.Scale(zero=False)), y2="usual_high:Q"
    )
    target = base.mark_line(color=colours.muted, strokeDash=[2, 3], strokeWidth=1.2).encode(x=_months(), y="target:Q")
    line = base.mark_line(color=colours.accent, strokeWidth=2, invalid="break-paths-show-domains").encode(
        x=_months(), y=y
    )
    newest = base.mark_point(color=colours.accent, filled=True, size=42, opacity=1).encode(x=_months(), y="last:Q")
    # A wide, unseen stroke on every month, so that a finger finds it too.
    touch = base.mark_point(size=300, opacity=0).encode(x=_months(), y="value:Q", tooltip=_tooltip(number_format))
    return finished(alt.layer(band, target, line, newest, touch), mode, height)


HISTORY_COLUMNS = ("month", "label", "value", "low", "high", "n", "milestone", "level")
"""What a history is given: a row a month; ``milestone`` is the text of what happened then, or empty, and
``level`` the line on which it is written, so that neighbours do not overlap."""


@cache
def history(number_format: str, mode: Mode, height: int = 190) -> Spec:
    """Return the specification of a measure over years: the line in its 95 % interval, milestones as marks."""
    colours = palette(mode)
    base = alt.Chart(pd.DataFrame(columns=list(HISTORY_COLUMNS)))
    y = alt.Y("value:Q", axis=alt.Axis(format=number_format, title=None), scale=alt.Scale(zero=False, nice=True))
    interval = base.mark_area(color=colours.band, opacity=1).encode(
        x=_months(), y=alt.Y("low:Q", scale=alt.Scale(zero=False)), y2="high:Q"
    )
    line = base.mark_line(color=colours.accent, strokeWidth=1.8, invalid="break-paths-show-domains").encode(
        x=_months(), y=y
    )
    dated = base.transform_filter("isValid(datum.milestone)")
    rules = dated.mark_rule(color=colours.compared, strokeWidth=0.8).encode(x=_months())
    labels = dated.mark_text(
        color=colours.muted,
        fontSize=10.5,
        align="left",
        baseline="top",
        dx=4,
        limit=150,
        dy=alt.expr("datum.level * 13"),
        opacity=alt.expr("width < 420 ? 0 : 1"),  # a phone has no room for them: the rules are left
    ).encode(x=_months(), y=alt.value(0), text="milestone:N")
    touch = base.mark_point(size=200, opacity=0).encode(x=_months(), y="value:Q", tooltip=_tooltip(number_format))
    return finished(alt.layer(interval, rules, line, labels, touch), mode, height)
