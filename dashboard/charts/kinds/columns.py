"""Columns: a strip of upright bars, each with its value above and its name below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt
import pyarrow as pa

from dashboard.blocks import Chart
from dashboard.charts import upright
from dashboard.charts.base import Spec, finished
from dashboard.charts.colours import by_series, legend_height, of_series
from dashboard.charts.expressions import labelled, tooltips
from dashboard.charts.placing import halves
from dashboard.charts.shape import Room, Shape
from dashboard.charts.tidy import numbers, ranked, table, texts
from dashboard.theme import palette

LINK = "link"
"""The selection that tells which column was clicked, where columns have links."""

_BARS = {"small": 80, "normal": 150}
"""Pixels of the bars."""


def draw(shape: Shape) -> Spec:
    """Return columns from zero."""
    colours, base, number = palette(shape.mode), alt.Chart(), shape.number
    calculated, told = tooltips(shape, [("x", "name", ""), ("series", "kind", ""), ("y", "value", number)])
    several = len(shape.series) > 1
    bars = base.mark_bar(width=alt.expr("thick"), color=colours.accent)
    bars = bars.encode(x=upright.column(), y=upright.amount("y:Q", zero=True))
    if several:
        bars = bars.encode(color=by_series(shape, of_series(len(shape.series), shape.mode), legend=True))
    floor = base.mark_rule(color=colours.rule, strokeWidth=1).encode(y=alt.YDatum(0, axis=None))
    found = upright.touched(base, told)
    if shape.has(LINK):
        chosen = alt.selection_point(name=LINK, fields=[LINK], toggle=False)
        found = found.mark_rect(opacity=0, cursor="pointer").add_params(chosen)
    chart = alt.layer(floor, bars, *upright.names(base, shape), upright.values(base, shape, "shown:Q"), found)
    chart = chart.transform_calculate(**calculated, words=labelled("y", number))
    return finished(chart, shape.mode, shape.locale, upright.lengths(shape))


def height(shape: Shape, room: Room) -> int:
    """Return the pixels of columns, with a legend where there are several series."""
    return upright.height(shape, room, _BARS[shape.size]) + (legend_height(shape) if len(shape.series) > 1 else 0)


def bind(chart: Chart) -> pa.Table:
    """Return a row a column; what is missing has its dash on the floor."""
    data = chart.data
    amounts, names = numbers(data, "y"), texts(data, "x")
    columns: dict[str, Sequence[Any]] = {
        "column": ranked(data, "x"),
        "y": amounts,
        "shown": [amount or 0.0 for amount in amounts],
        "side": [-1 if amount is not None and amount < 0 else 1 for amount in amounts],
        "x": names,
        "first": [halves(name)[0] for name in names],
        "second": [halves(name)[1] for name in names],
        "series": texts(data, "series"),
        "label": texts(data, "label"),
        "link": texts(data, LINK),
    }
    return table(columns, ("x", "first", "second", "series", "label", "link"))
