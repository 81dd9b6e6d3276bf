"""Charts as Vega-Lite specifications: built once per shape, unit and mode, then only given new data.

A specification holds no data and no words of a finding: those stand in the card around it on screen, and
inside the picture when it is exported.
"""

from typing import Any

import pyarrow as pa

from dashboard.blocks.chart import Chart
from dashboard.charts.bars import contribution_bars, group_bars
from dashboard.charts.lines import history, trend
from dashboard.theme import Mode

__all__ = ["bound", "contribution_bars", "group_bars", "history", "specification", "trend"]


def specification(chart: Chart, mode: Mode) -> dict[str, Any]:
    """Return a chart's specification."""
    numeric = "x" if chart.kind in ("bars", "paired", "stacked", "dots", "bullet") else "y"
    other = "y" if numeric == "x" else "x"
    encoding = {
        numeric: {"field": numeric, "type": "quantitative", "axis": {"title": None}},
        other: {"field": other, "type": "temporal" if chart.kind == "lines" else "nominal", "axis": {"title": None}},
    }
    mark = {"type": "line" if chart.kind in ("lines", "steps") else "bar"}
    return {
        "mark": mark, "encoding": encoding, "width": "container", "height": 160,
        "autosize": {"type": "fit", "contains": "padding"}, "background": "transparent",
        "config": {"axis": {"labelColor": "#888", "labelFontSize": 12}},
    }  # fmt: skip


def bound(chart: Chart) -> pa.Table:
    """Return what a chart's specification is given."""
    return chart.data
