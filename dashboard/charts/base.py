"""What every chart shares: the configuration of type, axes, marks and language for a mode."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import altair as alt
from babel.core import Locale

from dashboard.theme import TYPEFACES, Mode, palette

Spec = dict[str, Any]

TYPE_SIZE = 12
"""Pixels of the letters in a chart: the smallest of the screen's five sizes."""


def configuration(mode: Mode, locale: str = "en") -> Spec:
    """Return Vega-Lite's ``config`` for a mode: one typeface, thin rules, no frame, no gridlines but y's."""
    colours = palette(mode)
    text = {
        "labelColor": colours.muted,
        "titleColor": colours.muted,
        "labelFontSize": TYPE_SIZE,
        "titleFontSize": TYPE_SIZE,
    }
    return {
        "font": TYPEFACES,
        "locale": {"number": numerals(locale)},
        # The picture is described as a whole; a name for every mark would be noise to hear, and slow to draw.
        "aria": False,
        # Only marks that name what they tell have a tooltip: others would show the columns' own names.
        "mark": {"tooltip": None, "aria": False},
        "background": "transparent",
        "view": {"stroke": None},
        "axis": {**text, "grid": False, "domain": False, "ticks": False, "labelPadding": 6, "titleFontWeight": 400},
        "axisX": {"domain": True, "domainColor": colours.rule, "labelFlush": True},
        "axisY": {"grid": True, "gridColor": colours.rule, "gridWidth": 0.6, "tickCount": 4},
        "legend": {**text, "orient": "top", "title": None},
        "text": {"color": colours.ink, "fontSize": TYPE_SIZE},
    }


@cache
def numerals(locale: str) -> Spec:
    """Return d3's definition of how a language writes numbers; the sign of percent stands apart, as in the words."""
    symbols = Locale.parse(locale).number_symbols["latn"]
    return {
        "decimal": symbols["decimal"],
        "thousands": symbols["group"],
        "grouping": [3],
        "currency": ["", ""],
        "percent": "\u202f%",
    }


def finished(
    chart: alt.TopLevelMixin, mode: Mode, locale: str = "en", measures: Mapping[str, str] | None = None
) -> Spec:
    """Return the chart as a specification without data and height, as wide as its place.

    ``measures`` are lengths that depend on the width, as Vega's expressions by the names that marks know them by.
    """
    spec: Spec = chart.to_dict(validate=False)
    for key in ("data", "datasets", "config"):
        spec.pop(key, None)
    for layer in spec.get("layer", ()):
        layer.pop("data", None)  # Altair names an empty one where there is none
    if measures:
        lengths = [{"name": name, "expr": length} for name, length in measures.items()]
        spec["params"] = lengths + spec.get("params", [])
    spec |= {
        "config": configuration(mode, locale),
        "width": "container",
        "padding": {"left": 2, "right": 8, "top": 6, "bottom": 2},
        "autosize": {"type": "fit", "contains": "padding"},
        # The browser's own menu would hand out a bare drawing, without what it is about and how it is known.
        "usermeta": {"embedOptions": {"actions": False}},
    }
    return spec
