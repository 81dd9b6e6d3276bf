"""A path: values at the stations of a way, in its own order, each with its interval, its target and who answers for it.

The line only leads the eye from station to station; what is told is at each of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import altair as alt
import pyarrow as pa

from dashboard.blocks import Chart
from dashboard.charts import upright
from dashboard.charts.base import TYPE_SIZE, Spec, finished
from dashboard.charts.expressions import between, labelled, only_if, tooltips
from dashboard.charts.placing import halves
from dashboard.charts.shape import Room, Shape
from dashboard.charts.tidy import numbers, ranked, table, texts
from dashboard.theme import palette

_ROOM = {"small": 90, "normal": 170}
"""Pixels of the values on a phone."""

_LINE = TYPE_SIZE + 3
_NOTE = 2 * _LINE + 2
"""Pixels of a note over two lines, as a name is."""


def draw(shape: Shape) -> Spec:
    """Return dots on their intervals, joined from station to station, a short rule at each target."""
    colours, base, number = palette(shape.mode), alt.Chart(), shape.number
    calculated, told = tooltips(
        shape,
        [("x", "stage", ""), ("y", "value", number), *between(number), ("target", "target", number),
         ("n", "n", ",.0f"), ("note", "owner", "")],
    )  # fmt: skip
    at, over = upright.column(), upright.amount("y:Q", zero=False)
    known = base.transform_filter("isValid(datum.y)")
    line = known.mark_line(color=colours.accent, strokeWidth=1.5, opacity=0.45, order=False).encode(
        x=at, y=over, order="column:Q"
    )
    spans = base.mark_rule(color=colours.accent, strokeWidth=2, opacity=0.55)
    spans = spans.encode(x=at, y=upright.amount("low:Q", zero=False), y2="high:Q")
    aims = base.mark_tick(
        orient="horizontal", color=colours.ink, thickness=2, size=alt.expr("min(each * 0.55, 44)")
    ).encode(x=at, y=upright.amount("target:Q", zero=False))
    dots = base.mark_point(filled=True, opacity=1, size=80, color=colours.accent).encode(x=at, y=over)
    layers: list[alt.Chart] = [spans] if shape.has("low", "high") else []
    layers += [line, *([aims] if shape.has("target") else []), dots]
    layers += [*upright.names(base, shape), *_notes(base, shape), *_values(base, shape), upright.touched(base, told)]
    chart = alt.layer(*layers).transform_calculate(**calculated, words=labelled("y", number))
    return finished(chart, shape.mode, shape.locale, _lengths(shape))


def height(shape: Shape, room: Room) -> int:
    """Return the pixels of a path, with values at either end of the intervals, and the notes below the names."""
    both = replace(shape, above=True, signed=True)
    return upright.height(both, room, _ROOM[shape.size]) + (_NOTE if shape.has("note") else 0)


def bind(chart: Chart) -> pa.Table:
    """Return a row a station; one without a value has a dash on the floor."""
    data = chart.data
    names, notes, values = texts(data, "x"), texts(data, "note"), numbers(data, "y")
    lows, highs = numbers(data, "low"), numbers(data, "high")
    rows = list(zip(values, lows, highs, numbers(data, "target"), strict=True))
    # A value stands on the other side of its interval than its target does.
    sides = [-1 if value is not None and aim is not None and aim >= value else 1 for value, _, _, aim in rows]
    ends = [low if side < 0 else high for (_, low, high, _), side in zip(rows, sides, strict=True)]
    columns: dict[str, Sequence[Any]] = {
        "column": ranked(data, "x"),
        "y": values,
        "low": lows,
        "high": highs,
        "target": numbers(data, "target"),
        "n": numbers(data, "n"),
        "side": sides,
        "end": [value if end is None else end for end, value in zip(ends, values, strict=True)],
        "x": names,
        "first": [halves(name)[0] for name in names],
        "second": [halves(name)[1] for name in names],
        "label": texts(data, "label"),
        "note": notes,
        "noted": [halves(note)[0] for note in notes],
        "more": [halves(note)[1] for note in notes],
    }
    return table(columns, ("x", "first", "second", "label", "note", "noted", "more"))


def _lengths(shape: Shape) -> dict[str, str]:
    """Return the lengths of upright bars, the names' with room for notes below them."""
    found = upright.lengths(replace(shape, above=True, signed=True))
    noted = f" + (turned ? 0 : {_NOTE})" if shape.has("note") else ""
    return found | {"named": f"({found['named']}){noted}"}


def _notes(base: alt.Chart, shape: Shape) -> list[alt.Chart]:
    if not shape.has("note"):
        return []
    drawn = base.mark_text(baseline="top", color=palette(shape.mode).muted, limit=alt.expr("each - 6"))
    return [
        drawn.encode(
            x=upright.column(), y=alt.value(alt.expr(f"height - {_NOTE - below}")), text=only_if("!turned", line)
        )
        for line, below in (("noted", 2), ("more", 2 + _LINE))
    ]


def _values(base: alt.Chart, shape: Shape) -> list[alt.Chart]:
    """Return the values at the ends of their intervals; a dash on the floor where there is none."""
    unknown = base.mark_text(baseline="bottom", color=palette(shape.mode).muted)
    dash = alt.value(alt.expr(f"isValid(datum.y) || datum.column % ceil({TYPE_SIZE} / each) ? '' : '–'"))
    return [
        upright.values(base.transform_filter("isValid(datum.y)"), shape, "end:Q"),
        unknown.encode(x=upright.column(), y=alt.value(alt.expr("height - foot")), text=dash),
    ]
