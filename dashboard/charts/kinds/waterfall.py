"""A waterfall: from a level by what was gained and lost to the next level."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import altair as alt
import pyarrow as pa

from dashboard.blocks import Chart
from dashboard.charts import upright
from dashboard.charts.base import Spec, finished
from dashboard.charts.expressions import told as told_as
from dashboard.charts.expressions import tooltips
from dashboard.charts.placing import halves, spread
from dashboard.charts.shape import Room, Shape
from dashboard.charts.tidy import numbers, ranked, table, texts
from dashboard.theme import palette

_BARS = {"small": 90, "normal": 150}
"""Pixels of the bars on a phone, where names and values stand upright; elsewhere they have that room too."""

_USUAL = 7
"""Bars of a bridge with all its moves."""

_LABEL = 56
"""Pixels of an amount of money."""

_BROKEN_FROM = 0.8
"""Where all levels lie above this share of the highest, bars from zero would hide the changes: they are broken."""


def draw(shape: Shape) -> Spec:
    """Return levels from zero, and between them bars from level to level, joined by thin rules.

    Where the changes would be too small to see, the levels' bars are cut near their feet, and show it.
    """
    colours, base, number = palette(shape.mode), alt.Chart(), shape.number
    calculated, told = tooltips(shape, [("x", "name", ""), ("y", "amount", number)])
    scale = alt.Scale(domain=["level", "more", "less"], range=[colours.muted, colours.accent, colours.contrast])
    bars = base.mark_bar(width=alt.expr("thick")).encode(
        x=upright.column(),
        y=upright.amount("begin:Q", zero=False),
        y2="finish:Q",
        color=alt.Color("turn:N", scale=scale, legend=None),
    )
    joints = base.transform_filter("isValid(datum.next)").mark_rule(
        color=colours.compared, strokeWidth=1, xOffset=alt.expr("thick / 2"), x2Offset=alt.expr("-thick / 2")
    )
    joined = joints.encode(x=upright.column(), x2="next:O", y=upright.amount("finish:Q", zero=False))
    floor = base.mark_rule(color=colours.rule, strokeWidth=1).encode(y=alt.value(alt.expr("height - foot")))
    layers = [floor, joined, bars, *_cut(base, shape), *upright.names(base, shape)]
    layers += [upright.values(base, shape, "shown:Q"), upright.touched(base, told)]
    amount = told_as("y", number)
    words = f"datum.label ? datum.label : datum.turn == 'level' ? replace({amount}, '+', '') : {amount}"
    chart = alt.layer(*layers).transform_calculate(**calculated, words=words)
    return finished(chart, shape.mode, shape.locale, upright.lengths(shape))


def height(shape: Shape, room: Room) -> int:
    """Return the pixels of a waterfall: the same for any number of bars, as two stand beside each other."""
    widest = replace(
        room, across=max(room.across, _USUAL), name_room=upright.LONGEST, label_room=max(room.label_room, _LABEL)
    )
    return upright.height(shape, widest, _BARS[shape.size])


def _cut(base: alt.Chart, shape: Shape) -> list[alt.Chart]:
    """Return the two slanted strokes across the foot of a bar that does not begin at zero."""
    broken = base.transform_filter("datum.broken > 0")
    return [
        broken.mark_point(
            shape="M-1,0.16L1,-0.16",
            size=alt.expr("pow(thick + 6, 2)"),
            stroke=stroke,
            strokeWidth=width,
            opacity=1,
            filled=False,
        ).encode(x=upright.column(), y=alt.value(alt.expr("height - foot - 14")))
        for stroke, width in ((palette(shape.mode).paper, 5.0),)
    ]


def bind(chart: Chart) -> pa.Table:
    """Return a row a bar: where it begins and ends, where its words stand, and the next one that it is joined to."""
    data = chart.data
    places = ranked(data, "x")
    order = sorted(range(len(places)), key=lambda at: places[at])
    amounts, totals = numbers(data, "y"), numbers(data, "total")
    ends = running([amounts[at] for at in order], [bool(totals[at]) for at in order])
    begins, broken = base([finish for _, finish in ends if finish is not None])
    names = [texts(data, "x")[at] for at in order]
    labels = [texts(data, "label")[at] for at in order]
    last = len(order) - 1
    rows = [
        {
            "column": nth,
            "next": nth + 1 if nth < last and finish is not None else None,
            "y": amounts[at],
            "begin": begins if totals[at] and finish is not None else begin,
            "finish": finish,
            "shown": begins if finish is None or begin is None else max(begin if not totals[at] else begins, finish),
            "side": 1,
            "broken": int(broken and bool(totals[at])),
            "turn": "level" if totals[at] else "less" if (amounts[at] or 0) < 0 else "more",
        }
        for nth, (at, (begin, finish)) in enumerate(zip(order, ends, strict=True))
    ]
    columns: dict[str, Sequence[Any]] = {name: [row[name] for row in rows] for name in _COLUMNS}
    columns |= {"x": names, "label": labels}
    columns |= {"first": [halves(name)[0] for name in names], "second": [halves(name)[1] for name in names]}
    return table(columns, ("turn", "x", "first", "second", "label"))


_COLUMNS = ("column", "next", "y", "begin", "finish", "shown", "side", "broken", "turn")


def running(amounts: list[float | None], totals: list[bool]) -> list[tuple[float | None, float | None]]:
    """Return where each bar begins and ends; after what is missing the level is not known until the next total."""
    level: float | None = 0.0
    found: list[tuple[float | None, float | None]] = []
    for amount, total in zip(amounts, totals, strict=True):
        begin = 0.0 if total else level
        finish = None if amount is None or begin is None else begin + amount
        found.append((None, None) if finish is None else (begin, finish))
        level = finish
    return found


def base(levels: list[float]) -> tuple[float, bool]:
    """Return where the bars of levels begin, and whether that is a break: zero wherever the changes can be seen."""
    low, high = spread(levels)
    if low == high or low < _BROKEN_FROM * high:
        return 0.0, False
    unit = 10 ** math.floor(math.log10(high - low))
    return max(0.0, math.floor((low - (high - low)) / unit) * unit), True
