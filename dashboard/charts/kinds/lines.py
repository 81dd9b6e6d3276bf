"""Lines over months: with an interval or usual variation, a target, milestones; named at their ends."""

from __future__ import annotations

from typing import Any

import altair as alt

from dashboard.charts.base import Spec, finished
from dashboard.charts.colours import by_series, of_series
from dashboard.charts.ends import LINE
from dashboard.charts.expressions import axis_label, axis_number, between, formatted, month, only_if, tooltips, usual
from dashboard.charts.milestones import WIDE, WORDS
from dashboard.charts.shape import Room, Shape
from dashboard.theme import palette

LEVEL = 17
"""Pixels of a line of words of milestones."""

TIER = 14
"""Pixels of a line of their numbers."""

HEIGHTS = {"small": 100, "normal": 210}
FLAT = "!span(domain('y'))"
"""Whether all that the axis of values holds is one value: then no value has a place above or below another's."""

BELOW = 24
"""Pixels of the time axis."""


def draw(shape: Shape) -> Spec:
    """Return lines that break where a month is missing; the newest month is a dot, a lone month a small one.

    Usual variation is a band where there is one; else the interval is, which otherwise is told on demand.
    """
    base, number = alt.Chart(), shape.number
    roles = [("month", "month", ""), ("series", "series", ""), ("y", "value", number), *between(number)]
    roles += [*usual(number), ("target", "target", number), ("n", "n", ",.0f")]
    calculated, told = tooltips(shape, roles)
    layers = [*_bands(base, shape), *_milestones(base, shape)]
    if shape.has("target"):
        dashes = base.mark_line(color=palette(shape.mode).muted, strokeDash=[2, 3], strokeWidth=1.2)
        layers.append(dashes.encode(x=_months(shape), y="target:Q", detail="series:N"))
        layers.append(_lonely(base, shape).mark_tick(size=14, color=palette(shape.mode).muted).encode(y="target:Q"))
        calculated["target_words"] = f"datum.target_title + ' ' + {formatted('target', number)}"
        calculated["target_figure"] = formatted("target", number)
    layers += [*_lines(base, shape), *_ends(base, shape)]
    layers.append(_touched(base, shape).encode(x=_months(shape), tooltip=told))
    calculated["end_words"] = f"datum.end_name ? datum.end_name : {formatted('y', number)}"
    chart = alt.layer(*layers).transform_calculate(**calculated).resolve_scale(color="independent")
    return finished(chart, shape.mode, shape.locale, _lengths(shape))


def height(shape: Shape, room: Room) -> int:
    """Return the pixels of the picture: milestones and many names at the ends of lines ask for more."""
    listed = max(room.levels, round(room.marks * 0.7)) * LEVEL
    return max(HEIGHTS[shape.size], len(shape.series) * 16 + 60) + listed


def _lengths(shape: Shape) -> dict[str, str]:
    wide, listed = f"levels * {LEVEL} + 8", f"marks * {LEVEL} + tiers * {TIER} + 12"
    return {
        "wide": f"width >= {WIDE}",
        "right": "width - (wide ? max(label_room, name_room) + 12 : min(label_room + 12, width * 0.4))",
        "top": f"wide ? {wide} : {listed}" if shape.dated else "6",
    }


def _months(shape: Shape) -> alt.X:
    interval = {"interval": "year", "step": 1} if shape.step == 12 else {"interval": "month", "step": shape.step}
    axis = alt.Axis(
        title=None,
        tickCount=alt.TimeIntervalStep.from_dict(interval),
        labelExpr=month(shape.locale),
        labelOverlap="parity",  # every second one goes, so that those that stay are as far apart
        labelSeparation=14,
        labelFlush=False,
    )
    return alt.X("x:T", axis=axis, scale=alt.Scale(type="utc", range=[4, alt.expr("right")]))


def _values(shape: Shape, field: str = "y:Q") -> alt.Y:
    axis = alt.Axis(
        title=None,
        format=axis_number(shape.number),
        labelExpr=f"{FLAT} ? {formatted('value', shape.number)} : {axis_label(shape.number)}",
        tickCount=3 if shape.size == "small" else 4,
        labelOverlap="parity",
        labelSeparation=5,
        tickMinStep=1 if shape.number.endswith("d") else alt.Undefined,
    )
    ends = alt.Scale(zero=False, nice=True, range=[alt.expr("height"), alt.expr("top")])
    return alt.Y(field, axis=axis, scale=ends)


def _bands(base: alt.Chart, shape: Shape) -> list[alt.Chart]:
    colours = palette(shape.mode)
    if shape.has("band_low", "band_high"):
        band = base.mark_area(color=colours.band, opacity=1, invalid="break-paths-show-domains")
        lone = _lonely(base, shape).mark_rule(color=colours.band, strokeWidth=28)
        y = _values(shape, "band_low:Q")
        return [
            band.encode(x=_months(shape), y=y, y2="band_high:Q", detail="series:N"),
            lone.encode(y=y, y2="band_high:Q"),
        ]
    if not shape.has("low", "high"):
        return []
    several = len(shape.series) > 1
    band = base.mark_area(color=colours.band, opacity=0.13 if several else 1, invalid="break-paths-show-domains")
    lone = base.transform_filter("isValid(datum.lone)").mark_rule(
        color=colours.band, strokeWidth=8, opacity=0.3 if several else 1
    )
    drawn = [mark.encode(x=_months(shape), y=_values(shape, "low:Q"), y2="high:Q") for mark in (band, lone)]
    return [mark.encode(color=_colour(shape)) if several else mark.encode(detail="series:N") for mark in drawn]


def _touched(base: alt.Chart, shape: Shape) -> alt.Chart:
    """Return what a finger or a pointer finds, unseen: the whole month, or of several lines what is near a point."""
    if len(shape.series) > 1:
        points: alt.Chart = base.mark_point(size=400, opacity=0).encode(y="y:Q")
        return points
    whole = base.mark_rule(opacity=0, strokeWidth=alt.expr("max(12, (right - 4) / datum.months)"))
    strips: alt.Chart = whole.encode(y=alt.value(0), y2=alt.value(alt.expr("height")))
    return strips


def _lonely(base: alt.Chart, shape: Shape) -> alt.Chart:
    """Return the base of what a line or an area cannot show: a chart of one month."""
    return base.transform_filter("datum.lonely > 0").encode(x=_months(shape))


def _lines(base: alt.Chart, shape: Shape) -> list[alt.Chart]:
    colours = palette(shape.mode)
    line = base.mark_line(color=colours.accent, strokeWidth=2, strokeJoin="round", invalid="break-paths-show-domains")
    lone = base.mark_point(color=colours.accent, filled=True, size=26, opacity=1)
    newest = base.mark_point(color=colours.accent, filled=True, size=52, opacity=1)
    drawn = [
        line.encode(x=_months(shape), y=_values(shape)),
        lone.encode(x=_months(shape), y="lone:Q"),
        newest.encode(x=_months(shape), y="newest:Q"),
    ]
    several = len(shape.series) > 1
    return [mark.encode(color=_colour(shape)) if several else mark.encode(detail="series:N") for mark in drawn]


def _colour(shape: Shape) -> alt.Color:
    return by_series(shape, of_series(len(shape.series), shape.mode), legend=False)


def _ends(base: alt.Chart, shape: Shape) -> list[alt.Chart]:
    """Return the lines' names at the right, each at its end; of a single line its newest value, over its month."""
    colours = palette(shape.mode)
    limit = alt.expr("width - right - 8")
    words = base.mark_text(align="left", dx=9, fontWeight=600, color=colours.ink, limit=limit)
    at = alt.X("newest_month:T")
    named = words.encode(x=at, y="end:Q", text="end_words:N")
    layers = [named]
    if len(shape.series) > 1:
        scale = alt.Scale(domain=list(shape.series), range=of_series(len(shape.series), shape.mode, words=True))
        layers = [named.encode(color=alt.Color("series:N", scale=scale, legend=None))]
    else:
        below = alt.expr(f"{FLAT} ? {LINE} : 0")
        dated = base.mark_text(align="left", dx=9, color=colours.muted, limit=limit, yOffset=below)
        layers.append(dated.encode(x=at, y="month_end:Q", text=only_if("isValid(datum.month_end)", "month")))
    if shape.has("target"):
        above = alt.expr(f"{FLAT} ? {-LINE} : 0")
        target = base.mark_text(align="left", dx=9, color=colours.muted, limit=limit, yOffset=above)
        layers.append(
            target.encode(
                x=at, y="target_end:Q", text=alt.value(alt.expr("wide ? datum.target_words : datum.target_figure"))
            )
        )
    return layers


def _milestones(base: alt.Chart, shape: Shape) -> list[alt.Chart]:
    """Return a rule a milestone, its words beside its top; on a phone its number, and the list of them above."""
    if not shape.dated:
        return []
    colours = palette(shape.mode)
    dated = base.transform_filter("isValid(datum.number)")
    line = f"datum.level * {LEVEL} + 7"
    tip = f"top - 13 - datum.tier * {TIER}"
    rules = dated.mark_rule(color=colours.compared, strokeWidth=0.8)
    halo: dict[str, Any] = {"stroke": colours.paper, "strokeWidth": 6, "strokeJoin": "round"}
    beside: dict[str, Any] = {
        "align": alt.expr("datum.before > 0 ? 'right' : 'left'"),
        "dx": alt.expr("datum.before > 0 ? -5 : 5"),
        "limit": WORDS,
    }
    listed: dict[str, Any] = {"align": "left", "limit": alt.expr("width"), "color": colours.muted}
    numbered: dict[str, Any] = {"color": colours.ink, "fontWeight": 600}
    x, y, foot = _months(shape), alt.value(alt.expr(line)), alt.value(alt.expr("height"))
    told = [alt.Tooltip("month:N", title="month"), alt.Tooltip("mark:N", title=shape.title("mark", "what happened"))]
    return [
        rules.encode(x=x, y=alt.value(alt.expr(f"wide ? {line} - 6 : {tip} + 8")), y2=foot),
        dated.mark_text(color=colours.paper, **halo, **beside).encode(x=x, y=y, text=only_if("wide", "mark")),
        dated.mark_text(color=colours.muted, **beside).encode(x=x, y=y, text=only_if("wide", "mark"), tooltip=told),
        dated.mark_text(**numbered).encode(
            x=x, y=alt.value(alt.expr(tip)), text=only_if("!wide", "number"), tooltip=told
        ),
        dated.mark_text(**listed).encode(
            x=alt.value(0), y=alt.value(alt.expr(f"(datum.number - 1) * {LEVEL} + 7")), text=only_if("!wide", "listed")
        ),
    ]
