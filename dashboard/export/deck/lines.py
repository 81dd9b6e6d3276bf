"""Lines over months, with their target and the ends of what is usual as thinner ones."""

from __future__ import annotations

from datetime import date

from pptx.chart.chart import Chart as NativeChart
from pptx.enum.chart import XL_CHART_TYPE, XL_MARKER_STYLE
from pptx.enum.dml import MSO_LINE
from pptx.util import Pt

from dashboard.blocks import Chart
from dashboard.charts.shape import series_of
from dashboard.charts.tidy import numbers, texts
from dashboard.export.deck import marks
from dashboard.export.deck.form import Native, Values
from dashboard.theme import LIGHT


def lines(chart: Chart) -> Native:
    """Return lines in their native form; of a single one its target and the ends of its band besides."""
    months = sorted({int(month) for month in numbers(chart.data, "x") if month is not None})
    names = series_of(chart)
    title = chart.titles.get("y") or "value"
    series: dict[str, Values] = {name or title: _along(chart, "y", name, months) for name in names or ("",)}
    many = len(series)
    aim = chart.titles.get("target") or "target"
    if many == 1:
        besides = {role: _along(chart, role, "", months) for role in ("target", "band_low", "band_high", "low", "high")}
        banded = any(value is not None for value in besides["band_low"])
        ends = _USUAL if banded else _INTERVAL
        told = {aim: besides["target"]} | {name: besides[role] for role, name in ends}
        series |= {name: values for name, values in told.items() if any(value is not None for value in values)}
    days = [date(month // 12, month % 12 + 1, 1) for month in months]

    def finish(made: NativeChart) -> None:
        _styled(made, list(series), many, aim)
        marks.axes(made, chart.number)
        marks.months_apart(made, len(months))
        marks.around(made, list(series.values()))
        marks.legend(made, shown=many > 1)

    return Native(XL_CHART_TYPE.LINE, days, series, finish)


_INTERVAL = (("low", "95 %, from"), ("high", "95 %, to"))
_USUAL = (("band_low", "usual, from"), ("band_high", "usual, to"))
_LOWER = frozenset((_INTERVAL[0][1], _USUAL[0][1]))
"""Names of thin lines that lie below what they bound."""


def _along(chart: Chart, role: str, of: str, months: list[int]) -> list[float | None]:
    """Return a series' values of a role, month by month; none where a month has none."""
    at = {month: place for place, month in enumerate(months)}
    held: list[float | None] = [None] * len(months)
    rows = zip(numbers(chart.data, "x"), texts(chart.data, "series"), numbers(chart.data, role), strict=True)
    for month, series, value in rows:
        if month is not None and (not of or series == of):
            held[at[int(month)]] = value
    return held


def _styled(made: NativeChart, names: list[str], many: int, aim: str) -> None:
    for place, (series, name) in enumerate(zip(made.plots[0].series, names, strict=True)):
        series.smooth = False
        series.marker.style = XL_MARKER_STYLE.NONE
        line = series.format.line
        if place < many:
            line.color.theme_color, line.width = marks.THEME[place % len(marks.THEME)], Pt(2.5)
            marks.label_newest(series)
        else:
            line.color.rgb, line.width = marks.colour(LIGHT.muted if name == aim else LIGHT.compared), Pt(1)
            line.dash_style = MSO_LINE.ROUND_DOT if name == aim else MSO_LINE.DASH
            marks.name_along(series, name, below=name in _LOWER)
