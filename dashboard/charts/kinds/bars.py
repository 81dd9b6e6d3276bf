"""Bars with their intervals, a row a name; and bullets, whose bar is held against a target."""

from __future__ import annotations

import altair as alt
import pyarrow as pa

from dashboard.blocks import Chart
from dashboard.charts import rows
from dashboard.charts.base import Spec, finished
from dashboard.charts.colours import by_series, legend_height, of_series
from dashboard.charts.expressions import between, tooltips
from dashboard.charts.shape import Room, Shape
from dashboard.theme import palette

_THICK = 13


def draw(shape: Shape) -> Spec:
    """Return bars from zero, each with its 95 % interval laid over it."""
    colours, base, number = palette(shape.mode), alt.Chart(), shape.number
    calculated, told = tooltips(
        shape,
        [("y", "name", ""), ("series", "kind", ""), ("x", "value", number), *between(number), ("n", "n", ",.0f")],
    )
    several = len(shape.series) > 1
    lower = alt.expr(f"wide ? 0 : {rows.BELOW}")
    x = rows.value(shape, "x:Q", zero=True)
    bars = base.mark_bar(height=_THICK, yOffset=lower, color=colours.accent).encode(y=rows.row(), x=x)
    if several:
        bars = bars.encode(color=by_series(shape, of_series(len(shape.series), shape.mode), legend=True))
    layers = [
        bars,
        *([rows.zero(base, shape)] if shape.signed else ()),
        *(interval(base, shape, lower) if shape.has("low", "high") else ()),
    ]
    layers += [*rows.names(base, shape), *rows.beside(base, shape, alt.X("end:Q")), rows.touched(base, told)]
    chart = alt.layer(*layers).transform_calculate(**calculated, **rows.calculated(shape))
    return finished(chart, shape.mode, shape.locale, rows.lengths(shape))


def height(shape: Shape, room: Room) -> int:
    """Return the pixels of a chart of rows with an axis, and with a legend where there are several series."""
    return room.rows * rows.ROW + rows.AXIS + (legend_height(shape) if len(shape.series) > 1 else 0)


def interval(base: alt.Chart, shape: Shape, offset: alt.ExprRef) -> list[alt.Chart]:
    """Return intervals that can be seen on a bar and beside it: a line of ink with a rim of paper."""
    colours = palette(shape.mode)
    rim = base.mark_rule(color=colours.paper, strokeWidth=4, strokeCap="round", opacity=0.85, yOffset=offset)
    line = base.mark_rule(color=colours.ink, strokeWidth=1.4, yOffset=offset)
    return [drawn.encode(y=rows.row(), x="low:Q", x2="high:Q") for drawn in (rim, line)]


def draw_bullet(shape: Shape) -> Spec:
    """Return bars from zero on the stretch that is thought good enough, a tick where they were to reach."""
    colours, base, number = palette(shape.mode), alt.Chart(), shape.number
    calculated, told = tooltips(
        shape,
        [("y", "name", ""), ("x", "value", number), ("target", "target", number), *between(number, "good")],
    )
    lower = alt.expr(f"wide ? 0 : {rows.BELOW}")
    x = rows.value(shape, "x:Q", zero=True)
    layers = []
    if shape.has("low", "high"):
        stretch = base.mark_bar(height=18, yOffset=lower, color=colours.band)
        layers.append(stretch.encode(y=rows.row(), x="low:Q", x2="high:Q"))
    layers.append(base.mark_bar(height=8, yOffset=lower, color=colours.accent).encode(y=rows.row(), x=x))
    tick = base.mark_tick(size=alt.expr("wide ? 20 : 16"), thickness=2.4, yOffset=lower, color=colours.ink, opacity=1)
    layers.append(tick.encode(y=rows.row(), x="target:Q"))
    layers += [*rows.names(base, shape), *rows.beside(base, shape, alt.X("end:Q")), rows.touched(base, told)]
    chart = alt.layer(*layers).transform_calculate(**calculated, **rows.calculated(shape))
    return finished(chart, shape.mode, shape.locale, rows.lengths(shape))


def bind(chart: Chart) -> pa.Table:
    """Return the columns of bars, a row a name."""
    return rows.bind(chart.data, chart.titles)


def bind_bullet(chart: Chart) -> pa.Table:
    """Return the columns of bullets, a row a name."""
    return rows.bind(chart.data, chart.titles, ("low", "high", "target"))
