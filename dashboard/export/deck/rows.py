"""Bars that lie, and dots: a name and its marks a row, with words beside them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pptx.chart.chart import Chart as NativeChart
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_MARKER_STYLE
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.util import Pt

from dashboard.blocks import Chart
from dashboard.charts.tidy import numbers, texts
from dashboard.export.deck import marks
from dashboard.export.deck.form import Native, Values, by_series, named, placed, placed_words
from dashboard.theme import LIGHT


def bars(chart: Chart, name: str = "y", value: str = "x") -> Native:
    """Return bars, one a name; where they have intervals, their words stand below their names, clear of them."""
    names, places = named(chart, name)
    series = by_series(chart, names, places, value)
    low, high = (placed(numbers(chart.data, role), places, len(names)) for role in ("low", "high"))
    known = [next((of[at] for of in series.values() if of[at] is not None), None) for at in range(len(names))]
    words = _words(chart, known, places)
    ranged = any(end is not None for end in high)

    def finish(made: NativeChart) -> None:
        _lying(made, chart, gap=55, overlap=100)
        for place, one in enumerate(made.plots[0].series):
            marks.filled(one, place)
            marks.ranges(one, low, high)
            if not ranged:
                marks.worded(one, words)
        marks.from_zero(made, [*series.values(), low, high])
        marks.legend(made, shown=len(series) > 1)

    shown = [f"{one}\n{said}" for one, said in zip(names, words, strict=True)] if ranged else names
    return Native(XL_CHART_TYPE.BAR_CLUSTERED, shown, series, finish)


def columns(chart: Chart) -> Native:
    """Return a strip of columns as bars, so that their names are read in full."""
    return bars(chart, "x", "y")


def paired(chart: Chart) -> Native:
    """Return two bars a name, the second in grey: what is compared with."""
    names, places = named(chart, "y")
    series = by_series(chart, names, places, "x")

    def finish(made: NativeChart) -> None:
        _lying(made, chart, gap=60, overlap=-5)
        for one, role, values in zip(made.plots[0].series, (0, 2), series.values(), strict=False):
            marks.filled(one, role)
            marks.worded(one, [marks.plain(value, chart.number) for value in values])
        marks.from_zero(made, list(series.values()))
        marks.legend(made, shown=True)

    return Native(XL_CHART_TYPE.BAR_CLUSTERED, names, series, finish)


def stacked(chart: Chart) -> Native:
    """Return parts of a whole, one bar a name."""
    names, places = named(chart, "y")
    series = by_series(chart, names, places, "x")

    def finish(made: NativeChart) -> None:
        _lying(made, chart, gap=50, overlap=100)
        for place, (one, values) in enumerate(zip(made.plots[0].series, series.values(), strict=True)):
            marks.filled(one, place)
            words = [marks.plain(value, chart.number) if value else "" for value in values]
            marks.worded(one, words, XL_LABEL_POSITION.CENTER, light=True)
        marks.from_zero(made, [[sum(value or 0 for value in bar) for bar in zip(*series.values(), strict=True)]])
        marks.legend(made, shown=True)

    return Native(XL_CHART_TYPE.BAR_STACKED, names, series, finish)


def bullet(chart: Chart) -> Native:
    """Return values as bars before what they were to reach, an empty bar with a dark rim."""
    names, places = named(chart, "y")
    aim, value = chart.titles.get("target") or "target", chart.titles.get("x") or "value"
    series: dict[str, Values] = {
        aim: placed(numbers(chart.data, "target"), places, len(names)),
        value: placed(numbers(chart.data, "x"), places, len(names)),
    }

    def finish(made: NativeChart) -> None:
        _lying(made, chart, gap=60, overlap=100)
        target, reached = made.plots[0].series
        target.format.fill.background()
        target.format.line.color.rgb, target.format.line.width = marks.colour(LIGHT.ink), Pt(1.25)
        marks.filled(reached, 0)
        marks.worded(reached, _words(chart, series[value], places))
        marks.from_zero(made, list(series.values()))
        marks.legend(made, shown=True)

    return Native(XL_CHART_TYPE.BAR_CLUSTERED, names, series, finish)


def dots(chart: Chart) -> Native:
    """Return values as dots in their intervals, side by side over their names."""
    names, places = named(chart, "y")
    values = placed(numbers(chart.data, "x"), places, len(names))
    low, high = (placed(numbers(chart.data, role), places, len(names)) for role in ("low", "high"))

    def finish(made: NativeChart) -> None:
        (one,) = made.plots[0].series
        one.format.line.fill.background()
        _dot(one, marks.THEME[0])
        marks.ranges(one, low, high)
        marks.worded(one, _words(chart, values, places), XL_LABEL_POSITION.RIGHT)
        marks.axes(made, chart.number)
        marks.around(made, [values, low, high])
        marks.legend(made, shown=False)

    return Native(XL_CHART_TYPE.LINE_MARKERS, names, {chart.titles.get("x") or "value": values}, finish)


def path(chart: Chart) -> Native:
    """Return the stations of a way as dots on a line, each in its interval, with what it was to reach as a dash."""
    names, places = named(chart, "x")
    values, aims, low, high = (
        placed(numbers(chart.data, role), places, len(names)) for role in ("y", "target", "low", "high")
    )
    aim, value = chart.titles.get("target") or "target", chart.titles.get("y") or "value"
    aimed = any(one is not None for one in aims)
    notes = placed_words(texts(chart.data, "note"), places, len(names))

    def finish(made: NativeChart) -> None:
        one, *others = made.plots[0].series
        one.smooth = False
        one.format.line.color.theme_color, one.format.line.width = marks.THEME[0], Pt(1.5)
        _dot(one, marks.THEME[0])
        marks.ranges(one, low, high)
        marks.worded(one, _words(chart, values, places), XL_LABEL_POSITION.RIGHT)
        for target in others:
            target.format.line.fill.background()
            target.marker.style, target.marker.size = XL_MARKER_STYLE.DASH, 16
            target.marker.format.fill.solid()
            target.marker.format.fill.fore_color.rgb = marks.colour(LIGHT.ink)
            target.marker.format.line.fill.background()
        marks.axes(made, chart.number)
        marks.around(made, [values, aims, low, high])
        marks.legend(made, shown=aimed)

    shown = [f"{name}\n{note}" if note else name for name, note in zip(names, notes, strict=True)]
    series = {value: values} | ({aim: aims} if aimed else {})
    return Native(XL_CHART_TYPE.LINE_MARKERS, shown, series, finish)


def _dot(one: Any, colour: MSO_THEME_COLOR) -> None:
    one.marker.style, one.marker.size = XL_MARKER_STYLE.CIRCLE, 10
    one.marker.format.fill.solid()
    one.marker.format.fill.fore_color.theme_color = colour
    one.marker.format.line.fill.background()


def _words(chart: Chart, values: Values, places: Sequence[int]) -> list[str]:
    """Return what is said beside each mark: its label, else its value."""
    labels = placed_words(texts(chart.data, "label"), places, len(values))
    return [label or marks.plain(value, chart.number) for label, value in zip(labels, values, strict=True)]


def _lying(made: NativeChart, chart: Chart, *, gap: int, overlap: int) -> None:
    """Set bars that lie: the first name at the top, no axis of values."""
    plot = made.plots[0]
    plot.gap_width, plot.overlap = gap, overlap
    marks.axes(made, chart.number, upright=False)
    made.category_axis.reverse_order = True
