"""Every kind by its name: the specification of a chart, and the data bound to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

import pyarrow as pa

from dashboard.blocks import Chart, Kind
from dashboard.charts.base import Spec
from dashboard.charts.kinds import bars, columns, dots, heat, lines, months, parts, steps, waterfall
from dashboard.charts.shape import Shape, shape_of
from dashboard.theme import Mode

_KINDS: Mapping[Kind, tuple[Callable[[Shape], Spec], Callable[[Chart], pa.Table]]] = {
    "lines": (lines.draw, months.bind),
    "bars": (bars.draw, bars.bind),
    "paired": (parts.draw_paired, parts.bind_paired),
    "stacked": (parts.draw_stacked, parts.bind_stacked),
    "waterfall": (waterfall.draw, waterfall.bind),
    "heat": (heat.draw, heat.bind),
    "dots": (dots.draw, dots.bind),
    "steps": (steps.draw, steps.bind),
    "bullet": (bars.draw_bullet, bars.bind_bullet),
    "columns": (columns.draw, columns.bind),
}


def specification(chart: Chart, mode: Mode) -> Spec:
    """Return a chart's specification without data: the same value for every chart of its shape. Not to be changed."""
    return _drawn(shape_of(chart, mode))


@lru_cache(maxsize=128)
def bound(chart: Chart) -> pa.Table:
    """Return the data as the specification reads them: numbers as floating ones, what is missing as null.

    Kept for the charts drawn last, each known by its identity: a block is made once and drawn for many.
    """
    return _KINDS[chart.kind][1](chart)


@lru_cache(maxsize=512)
def _drawn(shape: Shape) -> Spec:
    return _KINDS[shape.kind][0](shape)
