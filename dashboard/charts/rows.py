"""What charts of rows share: a name and its marks a row, side by side on a wide screen, one above the other on a phone.

Lengths, by name: ``wide`` whether they stand side by side; ``names`` where the column of names ends; ``left`` and
``right`` the ends of the value axis.
"""

from __future__ import annotations

from collections.abc import Mapping

import altair as alt
import pyarrow as pa

from dashboard.charts.expressions import axis_label, axis_number, labelled
from dashboard.charts.shape import Shape
from dashboard.charts.tidy import Numbers, Texts, numbers, ranked, table, texts
from dashboard.theme import palette

WIDE = 560
"""Pixels from which names stand beside their marks."""

ROW = 36
"""Pixels a row takes: room for a name above its mark."""

BELOW = 9
"""Pixels by which a mark stands below the middle of its row on a phone, and its name above."""

AXIS = 44
"""Pixels below the rows: the axis and its title."""

COUNT_ROOM = 86
"""Pixels of the column that tells how many were counted."""


def lengths(shape: Shape, *, beside: bool = True) -> dict[str, str]:
    """Return the lengths of rows, as expressions; ``beside`` keeps room for words beside the marks."""
    counted = COUNT_ROOM if shape.has("n") else 0
    label = "min(label_room + 8, width * 0.3)" if beside else "4"
    left = f"names + {label}" if shape.signed and beside else "names"
    return {
        "wide": f"width >= {WIDE}",
        "names": f"wide ? min(name_room + 14, width * 0.36) + {counted} : 0",
        "left": f"wide ? {left} : 4",
        "right": f"wide ? width - {label} : width - {4 + counted}",
    }


def row() -> alt.Y:
    """Return the row of a mark."""
    return alt.Y("row:O", axis=None, scale=alt.Scale(paddingInner=0, paddingOuter=0))


def value(shape: Shape, field: str, *, zero: bool, axis: bool = True) -> alt.X:
    """Return the value axis, as long as the names leave room for."""
    drawn = alt.Axis(
        title=shape.title("x", "") or None,
        titleLimit=alt.expr("width"),
        grid=True,
        gridWidth=0.6,
        gridOpacity=alt.expr("wide ? 1 : 0"),  # where names stand above their marks, it would run through them
        gridColor=palette(shape.mode).rule,
        domain=False,
        format=axis_number(shape.number),
        labelExpr=axis_label(shape.number),
        tickCount=alt.expr("clamp(floor((right - left) / 80), 2, 6)"),
        tickMinStep=1 if shape.number.endswith("d") else alt.Undefined,
        labelOverlap="parity",
        labelSeparation=10,
    )
    ends = alt.Scale(range=[alt.expr("left"), alt.expr("right")], zero=zero, nice=False)
    return alt.X(field, axis=drawn if axis else None, scale=ends, stack=None)


def zero(base: alt.Chart, shape: Shape, *, axis: bool = True) -> alt.Chart:
    """Return the line of zero: through the rows on a wide screen, on a phone beside the marks alone."""
    line = base.mark_tick(
        orient="vertical",
        thickness=1,
        size=alt.expr(f"wide ? {ROW + 1} : {2 * BELOW - 2}"),
        yOffset=alt.expr(f"wide ? 0 : {BELOW}"),
        color=palette(shape.mode).compared,
        opacity=1,
    )
    drawn: alt.Chart = line.encode(y=row(), x=alt.datum(0) if axis else alt.XDatum(0, axis=None))
    return drawn


def names(base: alt.Chart, shape: Shape, above: int = BELOW) -> list[alt.Chart]:
    """Return the names of the rows, and how many were counted: beside them, on a phone at the end of the marks."""
    colours = palette(shape.mode)
    offset = alt.expr(f"wide ? 0 : {-above}")
    counted = COUNT_ROOM if shape.has("n") else 0
    drawn = base.mark_text(
        align="left",
        color=colours.ink,
        yOffset=offset,
        limit=alt.expr(f"wide ? names - {counted + 12} : max(width - label_room - 12, 80)"),
    )
    layers = [drawn.encode(y=row(), x=alt.value(0), text="name:N")]
    if shape.has("n"):
        where = "wide ? names - 16 : width"
        figures = base.mark_text(align="right", color=colours.muted, yOffset=alt.expr(f"wide ? 0 : {BELOW}"))
        layers.append(figures.encode(y=row(), x=alt.value(alt.expr(where)), text="counted:N"))
    return layers


def beside(base: alt.Chart, shape: Shape, x: alt.X, above: int = BELOW) -> list[alt.Chart]:
    """Return each row's words: beside its mark where there is room, above it at the right on a phone."""
    colours = palette(shape.mode)
    offset = alt.expr(f"wide ? 0 : {-above}")
    words = base.mark_text(
        align=alt.expr("wide && datum.side > 0 ? 'left' : 'right'"),
        fontWeight=500,
        color=colours.ink,
        yOffset=offset,
        xOffset=alt.expr("wide ? 7 * datum.side : width - scale('x', datum.end)"),
        limit=alt.expr("min(label_room + 8, width * 0.5)"),
    )
    nothing = base.transform_filter("!isValid(datum.end)").mark_text(
        align=alt.expr("wide ? 'left' : 'right'"), color=colours.muted, yOffset=offset
    )
    return [
        words.encode(y=row(), x=x, text="words:N"),
        nothing.encode(y=row(), x=alt.value(alt.expr("wide ? left + 7 : width")), text="words:N"),
    ]


def touched(base: alt.Chart, told: list[alt.Tooltip]) -> alt.Chart:
    """Return the whole row as what a finger or a pointer finds."""
    whole = base.mark_rect(opacity=0)
    found: alt.Chart = whole.encode(y=row(), x=alt.value(0), x2=alt.value(alt.expr("width")), tooltip=told)
    return found


def calculated(shape: Shape, field: str = "x") -> dict[str, str]:
    """Return what the words of rows are made of."""
    found = {"words": labelled(field, shape.number)}
    if shape.has("n"):
        found["counted"] = "(isValid(datum.n) ? format(datum.n, ',.0f') : '–')"
        found["counted"] = f"datum.counts ? {found['counted']} + ' ' + datum.counts : 'n ' + {found['counted']}"
    return found


def bind(data: pa.Table, titles: Mapping[str, str], reach: tuple[str, ...] = ("low", "high")) -> pa.Table:
    """Return the columns of rows: ``row`` and ``name`` once a name, ``end`` and ``side`` where a mark's words stand."""
    amounts, labels = numbers(data, "x"), texts(data, "y")
    beyond = [numbers(data, role) for role in reach]
    sides = [-1 if amount is not None and amount < 0 else 1 for amount in amounts]
    ends = [
        None if amount is None else side * max(side * far for far in (amount, *others) if far is not None)
        for amount, side, *others in zip(amounts, sides, *beyond, strict=True)
    ]
    places = ranked(data, "y")
    firsts = {place: at for at, place in reversed(list(enumerate(places)))}
    columns: dict[str, Numbers | Texts | list[int]] = {
        role: numbers(data, role) for role in ("x", "low", "high", "n", "target")
    }
    columns |= {
        "row": places,
        "end": ends,
        "side": sides,
        "y": labels,
        "name": [
            label if firsts[place] == at else "" for at, (place, label) in enumerate(zip(places, labels, strict=True))
        ],
        "series": texts(data, "series"),
        "label": texts(data, "label"),
        "counts": [titles.get("n", "")] * data.num_rows,
    }
    return table(columns, ("y", "name", "series", "label", "counts"))
