"""What every chart shares: the configuration of type, axes and marks for a mode."""

from __future__ import annotations

from typing import Any

import altair as alt

from dashboard.theme import FONT, Mode, palette

Spec = dict[str, Any]


def configuration(mode: Mode) -> Spec:
    """Return Vega-Lite's ``config`` for a mode: one typeface, thin rules, no frame, no gridlines but y's."""
    colours = palette(mode)
    text = {"labelColor": colours.muted, "titleColor": colours.muted, "labelFontSize": 11, "titleFontSize": 11}
    return {
        "font": FONT,
        # The picture is described as a whole; a name for every mark would be noise to hear, and slow to draw.
        "aria": False,
        # Only marks that name what they tell have a tooltip: others would show the columns' own names.
        "mark": {"tooltip": None},
        "background": "transparent",
        "view": {"stroke": None},
        "axis": {**text, "grid": False, "domain": False, "ticks": False, "labelPadding": 6, "titleFontWeight": 400},
        "axisX": {"domain": True, "domainColor": colours.rule, "labelFlush": True},
        "axisY": {"grid": True, "gridColor": colours.rule, "gridWidth": 0.6, "tickCount": 4},
        "legend": {**text, "orient": "top", "title": None},
        "text": {"color": colours.ink, "fontSize": 11},
    }


def finished(chart: alt.TopLevelMixin, mode: Mode, height: int) -> Spec:
    """Return the chart as a specification without data, as wide as its place and ``height`` pixels high."""
    spec: Spec = chart.to_dict(validate=False)
    for key in ("data", "datasets", "config"):
        spec.pop(key, None)
    spec |= {
        "config": configuration(mode),
        "width": "container",
        "height": height,
        "padding": {"left": 2, "right": 8, "top": 6, "bottom": 2},
        "autosize": {"type": "fit", "contains": "padding"},
    }
    return spec
