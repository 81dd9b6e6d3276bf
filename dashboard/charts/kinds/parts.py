"""Bars of several series a row: paired (two beside one another), and stacked (parts that make a whole)."""

from __future__ import annotations

import altair as alt
import pyarrow as pa

from dashboard.blocks import Chart
from dashboard.charts import rows
from dashboard.charts.base import Spec, finished
from dashboard.charts.colours import by_series, legend_height, of_series
from dashboard.charts.expressions import only_if, tooltips
from dashboard.charts.shape import Room, Shape, series_of
from dashboard.charts.tidy import numbers, ranked, texts
from dashboard.theme import palette

_PAIR = 52
_STACK = 40
_EDGE = 12
"""Pixels below the rows of a stack, which has no axis."""


def draw_paired(shape: Shape) -> Spec:
    """Return two bars a row from zero, the second in the grey of what is compared with."""
    colours, base, number = palette(shape.mode), alt.Chart(), shape.number
    calculated, told = tooltips(shape, [("y", "name", ""), ("series", "series", ""), ("x", "value", number)])
    place = "(datum.nth - 0.5) * 17"
    lower = alt.expr(f"{place} + (wide ? 0 : 8)")
    colour = by_series(shape, [colours.accent, colours.compared][: len(shape.series)], legend=True)
    bars = base.mark_bar(height=13, yOffset=lower)
    bars = bars.encode(y=rows.row(), x=rows.value(shape, "x:Q", zero=True), color=colour, tooltip=told)
    words = base.mark_text(
        align=alt.expr("datum.side > 0 ? 'left' : 'right'"),
        xOffset=alt.expr("6 * datum.side"),
        yOffset=lower,
        color=colours.ink,
        limit=alt.expr("label_room + 8"),
    ).encode(y=rows.row(), x="end:Q", text="words:N")
    nothing = base.transform_filter("!isValid(datum.end)").mark_text(align="left", yOffset=lower, color=colours.muted)
    nothing = nothing.encode(y=rows.row(), x=alt.value(alt.expr("left + 6")), text="words:N")
    chart = alt.layer(bars, words, nothing, *rows.names(base, shape, 19))
    lengths = rows.lengths(shape)
    label = "min(label_room + 8, width * 0.3)"
    lengths["left"] = f"names + {label}" if shape.signed else "wide ? names : 4"
    lengths["right"] = f"width - {label} - (wide ? 0 : {rows.COUNT_ROOM if shape.has('n') else 0})"
    chart = chart.transform_calculate(**calculated, **rows.calculated(shape))
    return finished(chart, shape.mode, shape.locale, lengths)


def height_paired(shape: Shape, room: Room) -> int:
    """Return the pixels of pairs, their axis and their legend."""
    return room.rows * _PAIR + rows.AXIS + legend_height(shape)


def draw_stacked(shape: Shape) -> Spec:
    """Return bars whose parts make a whole, each with its words in it where they fit."""
    colours, base, number = palette(shape.mode), alt.Chart(), shape.number
    calculated, told = tooltips(shape, [("y", "name", ""), ("series", "part", ""), ("x", "value", number)])
    lower = alt.expr(f"wide ? 0 : {rows.BELOW}")
    x = rows.value(shape, "begin:Q", zero=True, axis=False)
    colour = by_series(shape, of_series(len(shape.series), shape.mode, words=True), legend=True)
    bars = base.mark_bar(height=18, yOffset=lower, stroke=colours.paper, strokeWidth=1)
    bars = bars.encode(y=rows.row(), x=x, x2="finish:Q", color=colour, tooltip=told)
    fits = "abs(scale('x', datum.finish) - scale('x', datum.begin)) >= length(datum.words) * 7 + 6"
    words = base.mark_text(yOffset=lower, color=colours.paper)
    words = words.encode(y=rows.row(), x="middle:Q", text=only_if(fits, "words"))
    chart = alt.layer(
        bars, words, *([rows.zero(base, shape, axis=False)] if shape.signed else []), *rows.names(base, shape)
    )
    chart = chart.transform_calculate(**calculated, **rows.calculated(shape))
    return finished(chart, shape.mode, shape.locale, rows.lengths(shape, beside=False))


def height_stacked(shape: Shape, room: Room) -> int:
    """Return the pixels of stacks and their legend."""
    return room.rows * _STACK + _EDGE + legend_height(shape)


def bind_paired(chart: Chart) -> pa.Table:
    """Return the columns of pairs: ``nth`` is 0 for the first series and 1 for the second."""
    found = rows.bind(chart.data, chart.titles, ())
    series = series_of(chart)
    nth = [float(series.index(name)) if name in series else 0.0 for name in texts(chart.data, "series")]
    return found.append_column("nth", pa.array(nth, type=pa.float64()))


def bind_stacked(chart: Chart) -> pa.Table:
    """Return the columns of stacks: where each part begins, ends, and has its middle; losses go to the left."""
    found = rows.bind(chart.data, chart.titles, ())
    series = series_of(chart)
    names, amounts, places = texts(chart.data, "series"), numbers(chart.data, "x"), ranked(chart.data, "y")
    begin, finish = [0.0] * len(places), [0.0] * len(places)
    reached: dict[tuple[int, bool], float] = {}
    for at in sorted(range(len(places)), key=lambda at: series.index(names[at]) if names[at] in series else 0):
        amount = amounts[at] or 0.0
        key = (places[at], amount < 0)
        begin[at] = reached.get(key, 0.0)
        finish[at] = reached[key] = begin[at] + amount
    for name, values in (("begin", begin), ("finish", finish)):
        found = found.append_column(name, pa.array(values, type=pa.float64()))
    middle = [(a + b) / 2 for a, b in zip(begin, finish, strict=True)]
    return found.append_column("middle", pa.array(middle, type=pa.float64()))
