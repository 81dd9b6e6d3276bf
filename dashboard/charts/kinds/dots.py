"""Dots on their intervals, a row a name: what is compared need not begin at zero."""

from __future__ import annotations

import altair as alt
import pyarrow as pa

from dashboard.blocks import Chart
from dashboard.charts import rows
from dashboard.charts.base import Spec, finished
from dashboard.charts.colours import by_series, of_series
from dashboard.charts.expressions import between, tooltips
from dashboard.charts.shape import Shape
from dashboard.theme import palette


def draw(shape: Shape) -> Spec:
    """Return dots on their 95 % intervals; around zero where the values have a sign."""
    colours, base, number = palette(shape.mode), alt.Chart(), shape.number
    calculated, told = tooltips(
        shape,
        [("y", "name", ""), ("series", "kind", ""), ("x", "value", number), *between(number), ("n", "n", ",.0f")],
    )
    lower = alt.expr(f"wide ? 0 : {rows.BELOW}")
    dots = base.mark_point(filled=True, size=75, opacity=1, yOffset=lower, color=colours.accent)
    dots = dots.encode(y=rows.row(), x=rows.value(shape, "x:Q", zero=False))
    spans = base.mark_rule(strokeWidth=2, yOffset=lower, color=colours.accent)
    spans = spans.encode(y=rows.row(), x="low:Q", x2="high:Q")
    several = len(shape.series) > 1
    if several:
        colour = by_series(shape, of_series(len(shape.series), shape.mode), legend=True)
        dots, spans = dots.encode(color=colour), spans.encode(color=colour)
    layers: list[alt.Chart] = []
    if shape.signed or "+" in number:
        layers.append(rows.zero(base, shape))
    layers += [spans] if shape.has("low", "high") else []
    layers += [dots, *rows.names(base, shape), *rows.beside(base, shape, alt.X("end:Q")), rows.touched(base, told)]
    chart = alt.layer(*layers).transform_calculate(**calculated, **rows.calculated(shape))
    return finished(chart, shape.mode, shape.locale, rows.lengths(shape))


def bind(chart: Chart) -> pa.Table:
    """Return the columns of dots, a row a name."""
    return rows.bind(chart.data, chart.titles)
