"""Step curves: what share is left after how long, with intervals; what is incomplete is drawn in dashes."""

from __future__ import annotations

from typing import Any

import altair as alt
import pyarrow as pa

from dashboard.blocks import Chart
from dashboard.charts.base import Spec, finished
from dashboard.charts.colours import by_series, of_series, ramp
from dashboard.charts.ends import LINE, ROUNDED
from dashboard.charts.expressions import axis_label, axis_number, between, formatted, only_if, tooltips
from dashboard.charts.placing import spread
from dashboard.charts.shape import Room, Shape, room_of, shape_of
from dashboard.charts.tidy import numbers, table, texts
from dashboard.theme import palette

_HEIGHTS = {"small": 150, "normal": 240}
_AXIS = 44
WIDE = 560
_PHONE = 270
_DIFFERENT = 4
"""Curves that are told apart by colours; more are cohorts, which follow one another."""


def draw(shape: Shape) -> Spec:
    """Return curves that step, each named at its own end."""
    base, number = alt.Chart(), shape.number
    roles = [("series", "series", ""), ("x", "time", ",.0f"), ("y", "share", number), *between(number)]
    calculated, told = tooltips(shape, [*roles, ("n", "n", ",.0f")])
    calculated["end_words"] = f"datum.end_name ? datum.end_name : {formatted('y', number)}"
    several = len(shape.series) > 1
    layers = []
    if shape.has("low", "high"):
        area = base.mark_area(interpolate="step-after", opacity=0.13 if several else 1, color=palette(shape.mode).band)
        layers.append(_coloured(area.encode(x=_time(shape), y=_share(shape, "low:Q"), y2="high:Q"), shape))
    line = base.mark_line(interpolate="step-after", strokeWidth=2, color=palette(shape.mode).accent)
    dashed = line.mark_line(
        interpolate="step-after", strokeWidth=2, strokeDash=[3, 3], color=palette(shape.mode).accent
    )
    layers += [
        _coloured(line.encode(x=_time(shape), y=_share(shape, "firm:Q")), shape),
        _coloured(dashed.encode(x=_time(shape), y=_share(shape, "open:Q")), shape),
        _coloured(_tail(base, shape), shape),
        *_ends(base, shape),
        base.mark_point(size=300, opacity=0).encode(x=_time(shape), y="y:Q", tooltip=told),
    ]
    chart = alt.layer(*layers).transform_calculate(**calculated).resolve_scale(color="independent")
    lengths = {"wide": f"width >= {WIDE}", "right": "width - min(label_room + 18, width * 0.32)"}
    return finished(chart, shape.mode, shape.locale, lengths)


def height(shape: Shape, room: Room) -> int:
    """Return the pixels of the picture, so that each curve can be named."""
    return max(_HEIGHTS[shape.size], len(shape.series) * 16 + 60)


def _time(shape: Shape) -> alt.X:
    axis = alt.Axis(
        title=shape.title("x", "") or None,
        titleLimit=alt.expr("width"),
        format="d",
        labelExpr=axis_label("d"),
        tickMinStep=1,
        tickCount=alt.expr("clamp(floor(width / 60), 2, 12)"),
        labelOverlap="parity",
        labelSeparation=10,
    )
    return alt.X("x:Q", axis=axis, scale=alt.Scale(zero=False, nice=False, range=[4, alt.expr("right")]))


def _share(shape: Shape, field: str) -> alt.Y:
    axis = alt.Axis(title=None, format=axis_number(shape.number), labelExpr=axis_label(shape.number), tickCount=4)
    return alt.Y(field, axis=axis, scale=alt.Scale(zero=False, nice=True))


def _colours(shape: Shape, *, words: bool = False) -> list[str]:
    count = len(shape.series)
    return of_series(count, shape.mode, words=words) if count <= _DIFFERENT else ramp(count, shape.mode)


def _coloured(chart: alt.Chart, shape: Shape) -> alt.Chart:
    if len(shape.series) > 1:
        return chart.encode(color=by_series(shape, _colours(shape), legend=False))
    return chart.encode(detail="series:N")


def _tail(base: alt.Chart, shape: Shape) -> alt.Chart:
    """Return the little that shows at which level a curve ends."""
    tail = base.mark_rule(strokeWidth=2, x2Offset=9, color=palette(shape.mode).accent)
    drawn: alt.Chart = tail.encode(x=_time(shape), x2="x:Q", y="end:Q")
    return drawn


def _ends(base: alt.Chart, shape: Shape) -> list[alt.Chart]:
    """Return the words at the ends of the curves, on a rim of paper where they stand over others."""
    colours = palette(shape.mode)
    place: dict[str, Any] = {"align": "left", "dx": 13, "fontWeight": 600, "limit": 0}
    place["limit"] = alt.expr("min(label_room + 8, width - scale('x', datum.x) - 14)")
    place["yOffset"] = alt.expr("wide ? datum.wide_shift : datum.phone_shift")
    named = only_if("(wide || datum.phone)", "end_words")
    rim = base.mark_text(stroke=colours.paper, strokeWidth=8, strokeJoin="round", color=colours.paper, **place)
    words = base.mark_text(color=colours.ink, **place)
    drawn = [mark.encode(x=_time(shape), y="end:Q", text=named) for mark in (rim, words)]
    if 1 < len(shape.series) <= _DIFFERENT:
        scale = alt.Scale(domain=list(shape.series), range=_colours(shape, words=True))
        drawn[1] = drawn[1].encode(color=alt.Color("series:N", scale=scale, legend=None))
    return drawn


def bind(chart: Chart) -> pa.Table:
    """Return a row a step: ``firm`` where it is complete, ``open`` where it is marked as not, ``end`` at its last.

    An open stretch begins where the firm one ends. The shifts are pixels by which words at the end are moved down; on a
    ``phone``, only the first and the last of many curves are named.
    """
    shape, room = shape_of(chart, "light"), room_of(chart)
    curves = _curves(chart, shape.series)
    for curve in curves:
        for row, following in zip(curve, [*curve[1:], None], strict=True):
            opens = row["marked"] or (following is not None and following["marked"])
            row["firm"], row["open"] = None if row["marked"] else row["y"], row["y"] if opens else None
    ended = [known[-1] for curve in curves if (known := [row for row in curve if row["y"] is not None])]
    steps = [row for curve in curves for row in curve]
    high_as, wide = height(shape, room), room.label_room + 16
    for name, pixels in (("wide", WIDE), ("phone", _PHONE)):
        shifts = _shifts(ended, steps, pixels - room.label_room, high_as, wide)
        for row, shift in zip(ended, shifts, strict=True):
            row[f"{name}_shift"] = shift
    for nth, row in enumerate(ended):
        row |= {"end": row["y"], "end_name": row["series"] if len(curves) > 1 else ""}
        row["phone"] = float(len(ended) <= _DIFFERENT or nth in (0, len(ended) - 1))
    return table({name: [row.get(name) for row in steps] for name in (*_NUMBERS, *_MADE, *_WORDS)}, _WORDS)


_NUMBERS = ("x", "y", "low", "high", "n")
_MADE = ("firm", "open", "end", "wide_shift", "phone_shift", "phone")
_WORDS = ("series", "end_name")


def _shifts(
    ended: list[dict[str, Any]], steps: list[dict[str, Any]], across: float, high_as: int, wide: int
) -> list[float]:
    """Return by how many pixels words so wide move, where those of curves that end near one another would touch."""
    first, last = spread(row["x"] for row in steps)
    low, high = spread(row["y"] for row in steps)
    down, unit = float(high_as - _AXIS - 14), across / ((last - first) or 1.0)
    places = [(row["x"] * unit, (high - row["y"]) / ((high - low) or 1.0) * down / ROUNDED) for row in ended]
    found = [0.0] * len(ended)
    placed: list[tuple[float, float]] = []
    for at in sorted(range(len(ended)), key=lambda at: places[at]):
        x, y = places[at]
        near = [other for beside, other in placed if x - beside < wide]
        free = (shift for shift in _SHIFTS if 0 <= y + shift <= down and all(abs(y + shift - o) >= LINE for o in near))
        found[at] = next(free, 0.0)
        placed.append((x, y + found[at]))
    return found


_SHIFTS = tuple(sign * 3.0 * step for step in range(80) for sign in (1, -1))
"""Pixels down and up that words are moved, the least first."""


def _curves(chart: Chart, series: tuple[str, ...]) -> list[list[dict[str, Any]]]:
    """Return the rows of each curve in the order of time."""
    data = chart.data
    columns = {role: numbers(data, role) for role in _NUMBERS}
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in series}
    for at, (name, mark) in enumerate(zip(texts(data, "series"), texts(data, "mark"), strict=True)):
        row = {role: columns[role][at] for role in _NUMBERS}
        if row["x"] is not None:
            found.setdefault(name, []).append(row | {"series": name, "marked": mark not in _UNMARKED})
    return [sorted(curve, key=lambda row: row["x"]) for curve in found.values() if curve]


_UNMARKED = ("", "0", "0.0", "False")
