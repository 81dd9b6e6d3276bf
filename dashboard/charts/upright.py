"""What charts of upright bars share: names below, values at the bars' ends, both turned where the bars are narrow.

Lengths, by name: ``each`` the pixels of a bar with its gap; ``named`` the pixels of the names at the foot, ``foot`` of
all below the bars, ``top`` of what is above; ``turned`` whether names stand upright, ``raised`` whether values do.
"""

from __future__ import annotations

import altair as alt

from dashboard.charts.base import TYPE_SIZE
from dashboard.charts.expressions import only_if
from dashboard.charts.shape import Room, Shape
from dashboard.theme import palette

ROOM = 64
"""Pixels a name needs to stand level, over two lines."""

LONGEST = 84
"""Pixels of a name that stands upright; what is longer is cut."""

_WIDEST = 96
"""Pixels of a bar where there are few."""

_LINE = TYPE_SIZE + 3
_LEVEL_VALUE = 18
_PHONE = 330


def lengths(shape: Shape) -> dict[str, str]:
    """Return the lengths of upright bars, as expressions."""
    value = f"(raised ? label_room + 6 : {_LEVEL_VALUE})"
    return {
        "each": "width / max(across, 1)",
        "turned": f"each < min({ROOM}, name_room + 6)",
        "raised": "each < label_room",
        "top": value if shape.above else "4",
        "named": f"turned ? min(name_room, {LONGEST}) + 8 : lines * {_LINE} + 8",
        "foot": f"named + {value}" if shape.signed else "named",
        "thick": f"min(each * 0.82, {_WIDEST})",
    }


def height(shape: Shape, room: Room, bars: int) -> int:
    """Return the pixels of the picture, so that on a phone the bars still have at least so many."""
    each = _PHONE / max(room.across, 1)
    turned = each < min(ROOM, room.name_room + 6)
    names = min(room.name_room, LONGEST) + 8 if turned else room.lines * _LINE + 8
    values = room.label_room + 6 if each < room.label_room else _LEVEL_VALUE
    return bars + names + values * (shape.above + shape.signed)


def column(role: str = "column") -> alt.X:
    """Return the place of a bar from left to right."""
    return alt.X(f"{role}:O", axis=None, scale=alt.Scale(paddingInner=0, paddingOuter=0))


def amount(field: str, *, zero: bool) -> alt.Y:
    """Return the axis of amounts, between the names below and the values above; the values speak for it."""
    ends = alt.Scale(range=[alt.expr("height - foot"), alt.expr("top")], zero=zero, nice=False)
    return alt.Y(field, axis=None, scale=ends, stack=None)


def names(base: alt.Chart, shape: Shape) -> list[alt.Chart]:
    """Return the names below the bars, over two lines, or upright where there is no room; so narrow, each so many."""
    colours = palette(shape.mode)
    skipped = f"datum.column % ceil({TYPE_SIZE + 3} / each) == 0"
    level = base.mark_text(baseline="top", color=colours.muted, limit=alt.expr("each - 6"))
    upright = base.mark_text(angle=270, align="right", color=colours.muted, limit=LONGEST)
    return [
        *(
            level.encode(x=column(), y=alt.value(alt.expr(f"height - named + {below}")), text=only_if("!turned", line))
            for line, below in (("first", 8), ("second", 8 + _LINE))
        ),
        upright.encode(
            x=column(), y=alt.value(alt.expr("height - named + 6")), text=only_if(f"turned && {skipped}", "x")
        ),
    ]


def values(base: alt.Chart, shape: Shape, field: str, strong: bool = True) -> alt.Chart:
    """Return the values at the ends of the bars, above what is gained and below what is lost."""
    skipped = f"datum.column % ceil({TYPE_SIZE + 2} / each) == 0"
    beyond = "datum.side > 0"
    drawn = base.mark_text(
        angle=alt.expr("raised ? 270 : 0"),
        align=alt.expr(f"raised ? ({beyond} ? 'left' : 'right') : 'center'"),
        baseline=alt.expr(f"raised ? 'middle' : {beyond} ? 'bottom' : 'top'"),
        yOffset=alt.expr(f"{beyond} ? -5 : 5"),
        fontWeight=600 if strong else 400,
        color=palette(shape.mode).ink,
    )
    placed: alt.Chart = drawn.encode(x=column(), y=field, text=only_if(skipped, "words"))
    return placed


def touched(base: alt.Chart, told: list[alt.Tooltip]) -> alt.Chart:
    """Return the whole column as what a finger or a pointer finds."""
    whole = base.mark_rect(opacity=0)
    found: alt.Chart = whole.encode(x=column(), y=alt.value(0), y2=alt.value(alt.expr("height")), tooltip=told)
    return found
