"""A sparkline as SVG: cheap to draw, where a chart of its own would be built anew at every change."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from markupsafe import Markup

WIDTH, HEIGHT, MARGIN = 58.0, 26.0, 3.0


def sparkline(
    values: Sequence[float], band: tuple[float, float] | None, target: float | None, description: str
) -> Markup:
    """Draw a series of months with its usual variation and its target.

    ``values`` may hold nan: the line breaks there, a missing month is never drawn. ``band`` is the low and high
    of usual variation. Returns an inline SVG whose label is ``description``; empty where fewer than two months
    are known.
    """
    known = [value for value in values if math.isfinite(value)]
    if len(known) < 2:
        return Markup("<span></span>")
    marks = [*known, *(edge for edge in band or () if math.isfinite(edge)), *([target] if target is not None else [])]
    low, high = min(marks), max(marks)
    scale = (HEIGHT - 2 * MARGIN) / (high - low) if high > low else 0.0

    def across(position: int) -> float:
        return MARGIN + position * (WIDTH - 2 * MARGIN) / (len(values) - 1)

    def up(value: float) -> float:
        return HEIGHT - MARGIN - (value - low) * scale if scale else HEIGHT / 2

    parts = [_band(band, up), _target(target, up), _line(values, across, up)]
    newest = values[-1]
    if math.isfinite(newest):
        parts.append(
            Markup('<circle class="dot" r="2.3" cx="{:.1f}" cy="{:.1f}"/>').format(across(len(values) - 1), up(newest))
        )
    frame = Markup('<svg class="spark" width="{:.0f}" height="{:.0f}" role="img" aria-label="{}">{}</svg>')
    return frame.format(WIDTH, HEIGHT, description, Markup("").join(parts))


def _band(band: tuple[float, float] | None, up: Callable[[float], float]) -> Markup:
    if band is None or not all(map(math.isfinite, band)):
        return Markup("")
    top, bottom = up(band[1]), up(band[0])
    shape = Markup('<rect class="band" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"/>')
    return shape.format(MARGIN, top, WIDTH - 2 * MARGIN, max(bottom - top, 1.0))


def _target(target: float | None, up: Callable[[float], float]) -> Markup:
    if target is None:
        return Markup("")
    shape = Markup('<line class="target" x1="{:.1f}" x2="{:.1f}" y1="{:.1f}" y2="{:.1f}"/>')
    return shape.format(MARGIN, WIDTH - MARGIN, up(target), up(target))


def _line(values: Sequence[float], across: Callable[[int], float], up: Callable[[float], float]) -> Markup:
    path, pen_down = [], False
    for position, value in enumerate(values):
        if math.isfinite(value):
            path.append(f"{'L' if pen_down else 'M'}{across(position):.1f} {up(value):.1f}")
        pen_down = math.isfinite(value)
    return Markup('<path class="line" d="{}"/>').format("".join(path))
