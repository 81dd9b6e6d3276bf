"""A heat map: a value for each pair of names, written in its cell, which is the darker the more it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt
import pyarrow as pa

from dashboard.blocks import Chart
from dashboard.charts.base import TYPE_SIZE, Spec, finished
from dashboard.charts.expressions import labelled, only_if, tooltips
from dashboard.charts.placing import halves
from dashboard.charts.shape import Room, Shape
from dashboard.charts.tidy import numbers, ranked, table, texts
from dashboard.charts.upright import LONGEST, ROOM
from dashboard.theme import palette

_ROW = 30
_PHONE = 330
_LINE = TYPE_SIZE + 3
_CLOSE = TYPE_SIZE + 1
"""Pixels between two lines of a row: closer than elsewhere, so that they belong together."""


def draw(shape: Shape) -> Spec:
    """Return cells from pale to full by their share of the greatest amount; below zero they take the other colour."""
    colours, base, number = palette(shape.mode), alt.Chart(), shape.number
    calculated, told = tooltips(
        shape, [("y", "row", ""), ("x", "column", ""), ("value", "value", number), ("n", "n", ",.0f")]
    )
    ramp = alt.Scale(domain=[-1, 0, 1], range=[colours.below, colours.least, colours.most], interpolate="rgb")
    shade = alt.Color("shade:Q", scale=ramp, legend=None)
    cells = base.mark_rect(stroke=colours.paper, strokeWidth=2, cornerRadius=3)
    cells = cells.encode(x=_across(), y=_down(), color=shade)
    empty = base.transform_filter("!isValid(datum.value)").mark_rect(
        filled=False, stroke=colours.compared, strokeOpacity=0.6, strokeWidth=1, strokeDash=[2, 3], cornerRadius=3
    )
    layers = [
        cells,
        empty.encode(x=_across(), y=_down()),
        *_words(base, shape),
        *_names(base, shape),
        base.mark_rect(opacity=0).encode(x=_across(), y=_down(), tooltip=told),
    ]
    chart = alt.layer(*layers).transform_calculate(**calculated, words=labelled("value", number))
    return finished(chart, shape.mode, shape.locale, _LENGTHS)


_LENGTHS = {
    "folded": "name_room + 10 > width * 0.3",
    "names": "folded ? min(half_room + 10, width * 0.38) : name_room + 10",
    "each": "(width - names) / max(across, 1)",
    "close": "label_room + 4 > each",
    "turned": f"each < min({ROOM}, head_room + 6)",
    "head": f"turned ? min(head_room, {LONGEST}) + 10 : lines * {_LINE} + 8",
}


def height(shape: Shape, room: Room) -> int:
    """Return the pixels of the cells and of the headings on a phone, where they may stand upright."""
    turned = _PHONE * 0.7 / max(room.across, 1) < min(ROOM, room.head_room + 6)
    return room.rows * _ROW + (min(room.head_room, LONGEST) + 10 if turned else room.lines * _LINE + 8)


def _across() -> alt.X:
    ends = alt.Scale(range=[alt.expr("names"), alt.expr("width")], paddingInner=0, paddingOuter=0)
    return alt.X("column:O", axis=None, scale=ends)


def _down() -> alt.Y:
    ends = alt.Scale(range=[alt.expr("head"), alt.expr("height")], paddingInner=0, paddingOuter=0)
    return alt.Y("row:O", axis=None, scale=ends)


def _words(base: alt.Chart, shape: Shape) -> list[alt.Chart]:
    """Return what stands in the cells; labels over two lines where the cells are narrow."""
    told: dict[str, Any] = {"color": palette(shape.mode).ink, "limit": alt.expr("each - 4")}
    parted = "close && datum.label_last"
    return [
        base.mark_text(**told, yOffset=alt.expr(lower)).encode(x=_across(), y=_down(), text=only_if(condition, name))
        for condition, name, lower in (
            (f"!({parted})", "words", "0"),
            (parted, "label_first", f"{-_CLOSE / 2}"),
            (parted, "label_last", f"{_CLOSE / 2}"),
        )
    ]


def _names(base: alt.Chart, shape: Shape) -> list[alt.Chart]:
    """Return the names of rows at the left, over two lines on a phone, and of columns above, upright where narrow."""
    colours = palette(shape.mode)
    named: dict[str, Any] = {"align": "left", "color": colours.ink, "limit": alt.expr("names - 10")}
    skipped = f"datum.column % ceil({TYPE_SIZE + 3} / each) == 0"
    level = base.mark_text(baseline="bottom", color=colours.muted, limit=alt.expr("each - 6"))
    upright = base.mark_text(angle=270, align="left", color=colours.muted, limit=LONGEST)
    above = alt.value(alt.expr("head - 8"))
    return [
        *(
            base.mark_text(**named, yOffset=alt.expr(lower)).encode(
                x=alt.value(0), y=_down(), text=only_if(condition, name)
            )
            for condition, name, lower in (
                ("!folded", "row_name", "0"),
                ("folded", "row_first", f"datum.row_last ? {-_CLOSE / 2} : 0"),
                ("folded", "row_last", f"{_CLOSE / 2}"),
            )
        ),
        level.encode(x=_across(), y=above, text=only_if("!turned", "last_line")),
        level.encode(x=_across(), y=alt.value(alt.expr(f"head - {8 + _LINE}")), text=only_if("!turned", "first_line")),
        upright.encode(x=_across(), y=above, text=only_if(f"turned && {skipped}", "column_name")),
    ]


def bind(chart: Chart) -> pa.Table:
    """Return a row a cell; names stand once, in the first cell of their row or column."""
    data = chart.data
    across, down = texts(data, "x"), texts(data, "y")
    columns, rows = ranked(data, "x"), ranked(data, "y", "order_y")
    amounts = numbers(data, "value")
    greatest = max((abs(amount) for amount in amounts if amount is not None), default=0.0) or 1.0
    labels = texts(data, "label")
    parted, folded, said = ([halves(name) for name in names] for names in (across, down, labels))
    found: dict[str, Sequence[Any]] = {
        "column": columns,
        "row": rows,
        "value": amounts,
        "shade": [None if amount is None else amount / greatest for amount in amounts],
        "n": numbers(data, "n"),
        "x": across,
        "y": down,
        "label": labels,
        "label_first": [first for first, _ in said],
        "label_last": [last for _, last in said],
        "row_name": _once(rows, down),
        "row_first": _once(rows, [first for first, _ in folded]),
        "row_last": _once(rows, [last for _, last in folded]),
        "column_name": _once(columns, across),
        "first_line": _once(columns, [first if second else "" for first, second in parted]),
        "last_line": _once(columns, [second or first for first, second in parted]),
    }
    return table(found, _TEXTS)


_TEXTS = (
    "x", "y", "label", "label_first", "label_last", "row_name", "row_first", "row_last", "column_name", "first_line",
    "last_line",
)  # fmt: skip
"""The columns that are words."""


def _once(places: list[int], names: list[str]) -> list[str]:
    firsts = {place: at for at, place in reversed(list(enumerate(places)))}
    return [name if firsts[place] == at else "" for at, (place, name) in enumerate(zip(places, names, strict=True))]
