"""The colours of series: a few that differ, or a ramp to the newest where they are many."""

from __future__ import annotations

import altair as alt

from dashboard.charts.placing import width_of
from dashboard.charts.shape import Shape
from dashboard.theme import Mode, palette

_SWATCH = 34
"""Pixels of a legend's entry beside its words."""

_PHONE = 320
LEGEND_LINE = 20
"""Pixels of a line of a legend."""


def of_series(count: int, mode: Mode, *, words: bool = False) -> list[str]:
    """Return a colour a series, for marks or for the words that name them."""
    colours = palette(mode)
    chosen = colours.words if words else colours.series
    return [chosen[nth % len(chosen)] for nth in range(count)]


def ramp(count: int, mode: Mode) -> list[str]:
    """Return colours from grey to the accent, for what follows in time: the newest stands out."""
    colours = palette(mode)
    return [_mixed(colours.compared, colours.accent, (nth / max(count - 1, 1)) ** 2) for nth in range(count)]


def by_series(shape: Shape, colours: list[str], *, legend: bool) -> alt.Color:
    """Return the encoding of colour by series, with a legend above where the marks are not named directly."""
    scale = alt.Scale(domain=list(shape.series), range=colours)
    if not legend:
        return alt.Color("series:N", scale=scale, legend=None)
    entry = _entry(shape)
    return alt.Color(
        "series:N",
        scale=scale,
        legend=alt.Legend(
            orient="top",
            title=None,
            symbolType="square",
            symbolSize=110,
            symbolOpacity=1,
            offset=8,
            columnPadding=18,
            columns=alt.expr(f"max(1, floor(width / {entry}))"),
            labelLimit=alt.expr(f"min(width - {_SWATCH}, {entry})"),
        ),
    )


def legend_height(shape: Shape) -> int:
    """Return the pixels that a legend takes on a phone, where it has most lines."""
    across = max(1, _PHONE // _entry(shape))
    return -(-len(shape.series) // across) * LEGEND_LINE + 8


def _entry(shape: Shape) -> int:
    return round(min(max(map(width_of, shape.series), default=0), 220)) + _SWATCH


def _mixed(one: str, other: str, share: float) -> str:
    pairs = [(int(one[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)
