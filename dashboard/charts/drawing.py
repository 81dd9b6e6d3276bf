"""Every kind by its name: the specification of a chart, and the data bound to it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import NamedTuple

import pyarrow as pa

from dashboard.blocks import Chart, Kind
from dashboard.charts.base import Spec
from dashboard.charts.kinds import bars, columns, dots, heat, lines, months, parts, path, steps, waterfall
from dashboard.charts.shape import ROOMS, Room, Shape, room_of, shape_of
from dashboard.theme import Mode


class _Kind(NamedTuple):
    draw: Callable[[Shape], Spec]
    height: Callable[[Shape, Room], int]
    bind: Callable[[Chart], pa.Table]


_KINDS: Mapping[Kind, _Kind] = {
    "lines": _Kind(lines.draw, lines.height, months.bind),
    "bars": _Kind(bars.draw, bars.height, bars.bind),
    "paired": _Kind(parts.draw_paired, parts.height_paired, parts.bind_paired),
    "stacked": _Kind(parts.draw_stacked, parts.height_stacked, parts.bind_stacked),
    "waterfall": _Kind(waterfall.draw, waterfall.height, waterfall.bind),
    "heat": _Kind(heat.draw, heat.height, heat.bind),
    "dots": _Kind(dots.draw, bars.height, dots.bind),
    "steps": _Kind(steps.draw, steps.height, steps.bind),
    "bullet": _Kind(bars.draw_bullet, bars.height, bars.bind_bullet),
    "columns": _Kind(columns.draw, columns.height, columns.bind),
    "path": _Kind(path.draw, path.height, path.bind),
}


def specification(chart: Chart, mode: Mode) -> Spec:
    """Return a chart's specification without data: the same value for every chart of its shape and room.

    Not to be changed.
    """
    return _fitted(shape_of(chart, mode), room_of(chart))


@lru_cache(maxsize=128)
def bound(chart: Chart) -> pa.Table:
    """Return the data as the specification reads them: numbers as floating ones, what is missing as null.

    Kept for the charts drawn last, each known by its identity: a block is made once and drawn for many.
    """
    return _KINDS[chart.kind].bind(chart)


@lru_cache(maxsize=2048)
def _fitted(shape: Shape, room: Room) -> Spec:
    """Write a room into the specification of a shape: the numbers that it reckons with, and its height."""
    spec, named = _drawn(shape)
    given = [{"name": name, "value": getattr(room, name)} for name in named]
    return spec | {"params": given + spec.get("params", []), "height": _KINDS[shape.kind].height(shape, room)}


@lru_cache(maxsize=512)
def _drawn(shape: Shape) -> tuple[Spec, tuple[str, ...]]:
    """Build the specification of a shape, which takes long; with the names of the room that it reckons with."""
    spec = _KINDS[shape.kind].draw(shape)
    words = {*re.findall(r"\w+", json.dumps(spec))}
    return spec, tuple(name for name in ROOMS if name in words)
