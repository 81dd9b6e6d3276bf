"""A strip of columns as the values of its template: a chart that is markup, since a Vega view is dear."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from dashboard.blocks import Chart

HIGH = 36
"""Pixels of the highest column."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A column: pixels above and below the line of zero, and its share of the longest for a phone's row."""

    name: str
    label: str
    link: str
    role: int
    above: float
    below: float
    share: float
    detail: str


def columns_values(chart: Chart) -> dict[str, Any]:
    """Return what the template of a strip is filled with; a value that is not known has its label and no column."""
    rows = sorted(chart.rows(), key=lambda row: row.get("order") or 0)
    values = [_finite(row.get("y")) for row in rows]
    most, least = max([0.0, *values]), min([0.0, *values])
    whole = most - least or 1.0
    longest = max(most, -least)
    bars = [
        Bar(
            name=str(row.get("x") or ""),
            label=str(row.get("label") or ""),
            link=str(row.get("link") or ""),
            role=chart.series.index(row["series"]) if row.get("series") in chart.series else 0,
            above=HIGH * (max(value, 0.0) / whole),
            below=HIGH * (max(-value, 0.0) / whole),
            share=100 * (abs(value) / longest) if longest else 0.0,
            detail=str(row.get("detail") or row.get("x") or ""),
        )
        for row, value in zip(rows, values, strict=True)
    ]
    return {"bars": bars, "under": HIGH * (-least / whole), "alt": chart.head.alt}


def _finite(value: Any) -> float:
    return float(value) if value is not None and math.isfinite(value) else 0.0
