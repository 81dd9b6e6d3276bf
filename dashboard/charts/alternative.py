"""A chart for those who do not see it: its data as a table. What it shows in words is the head's ``alt``."""

from __future__ import annotations

from typing import Any

from dashboard.blocks import Chart
from dashboard.charts.expressions import INTERVAL
from dashboard.charts.tidy import numbers, texts
from dashboard.periods import month_label

Row = tuple[str | float | None, ...]

_UNTOLD = ("order", "order_y", "link", "label", "total")
"""Roles that say how a chart is drawn, or again what another role holds."""

_TITLES = {
    "x": {"lines": "month", "waterfall": "name", "heat": "column", "steps": "time", "columns": "name", "path": "stage"},
    "y": {
        "lines": "value",
        "waterfall": "amount",
        "heat": "row",
        "steps": "share",
        "columns": "value",
        "path": "value",
    },
}
_OTHERS = {
    "low": f"{INTERVAL} from",
    "high": f"{INTERVAL} to",
    "band_low": "usual from",
    "band_high": "usual to",
    "mark": "what happened",
}


def as_table(chart: Chart) -> tuple[tuple[str, ...], list[Row]]:
    """Return the titles of the columns and the rows: plain numbers, months in words; what holds nothing is left out."""
    columns = {_title(chart, role): _values(chart, role) for role in roles_told(chart)}
    return tuple(columns), list(zip(*columns.values(), strict=True))


def roles_told(chart: Chart) -> tuple[str, ...]:
    """Return the roles that the columns of the table hold, in their order."""
    held = (role for role in chart.data.column_names if role not in _UNTOLD)
    return tuple(role for role in held if any(value not in (None, "") for value in _values(chart, role)))


def _values(chart: Chart, role: str) -> list[Any]:
    if chart.kind == "lines" and role == "x":
        months = numbers(chart.data, role)
        return ["" if month is None else month_label(int(month), chart.locale) for month in months]
    held = chart.data.column(role).to_pylist()
    return texts(chart.data, role) if any(isinstance(value, str) for value in held) else numbers(chart.data, role)


def _title(chart: Chart, role: str) -> str:
    otherwise = _TITLES.get(role, {}).get(chart.kind) or _OTHERS.get(role, role)
    if role in _TITLES and chart.kind not in _TITLES[role]:
        otherwise = "value" if role == "x" else "name"
    return chart.titles.get(role) or otherwise
