"""The small drawings that stand within a tile or a cell, as SVG: cheap, where a chart of its own would be built anew.

Colours are CSS classes (``line``, ``band``, ``part-0`` …), so that light, dark and print need nothing here. Every
number that is not known leaves its mark out; none is ever drawn as nothing.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from markupsafe import Markup

from dashboard.blocks.small import Bar, Spark, Stack, Steps

WIDTH, HEIGHT, MARGIN = 116, 52, 6
"""A sparkline's size in half pixels, and what it leaves free around its line: whole numbers are short to send."""

ROLES = 6
"""Colours that parts and keys can have."""

_WORD = 15
"""Pixels of the line above a bar that says what its mark is."""

_GAP = 1.2
"""Percent of the width between two steps or parts."""


Drawing = Spark | Bar | Stack | Steps


def drawn(drawing: Drawing) -> Markup:
    """Draw whatever stands within a cell."""
    if isinstance(drawing, Spark):
        return sparkline(drawing)
    if isinstance(drawing, Bar):
        return bar(drawing)
    if isinstance(drawing, Stack):
        return stack(drawing)
    return timeline(drawing) if drawing.wide else steps(drawing)


def sparkline(spark: Spark) -> Markup:
    """Draw a series of months with its usual variation and its target; empty where fewer than two are known.

    The line breaks where a month is missing. A band or target that is not finite is left out.
    """
    known = [value for value in spark.values if math.isfinite(value)]
    if len(known) < 2:
        return Markup("")
    band = spark.band if spark.band and all(map(math.isfinite, spark.band)) else None
    target = spark.target if spark.target is not None and math.isfinite(spark.target) else None
    marks = [*known, *(band or ()), *([] if target is None else [target])]
    low, high = min(marks), max(marks)

    def across(position: int) -> int:
        return round(MARGIN + position * (WIDTH - 2 * MARGIN) / (len(spark.values) - 1))

    def up(value: float) -> int:
        return round(HEIGHT - MARGIN - (HEIGHT - 2 * MARGIN) * ((value - low) / (high - low) if high > low else 0.5))

    parts = [_band(band, up), _target(target, up), _line(spark.values, across, up)]
    newest = spark.values[-1]
    if math.isfinite(newest):
        parts.append(f'<circle class="dot" r="4.6" cx="{across(len(spark.values) - 1)}" cy="{up(newest)}"/>')
    frame = f'<svg class="spark" width="{WIDTH // 2}" height="{HEIGHT // 2}" viewBox="0 0 {WIDTH} {HEIGHT}"'
    return Markup(f"{frame}{_told(spark.alt)}>{''.join(parts)}</svg>")  # noqa: S704 - numbers, and a text escaped


def bar(share: Bar) -> Markup:
    """Draw a share of a whole as a bar, empty where it is not known; above it the word of its target, where it has one.

    The word ends at its mark in the right half and begins there in the left, so that it never leaves the bar.
    """
    if not math.isfinite(share.share):
        return Markup("")
    mark, top = Markup(""), 0
    if share.mark is not None and math.isfinite(share.mark):
        place, top = 100 * _within(share.mark), _WORD
        line = Markup(
            '<text x="{0:.1f}%" y="11" text-anchor="{1}">{2}</text>'
            '<line class="mark" x1="{0:.1f}%" x2="{0:.1f}%" y1="15" y2="29"/>'
        )
        mark = line.format(place, "end" if place > 50 else "start", share.word)
    shape = Markup(
        '<svg class="bar" width="100%" height="{1}"{0}><rect class="whole" y="{2}" width="100%" height="6" rx="3"/>'
        '<rect class="share" y="{2}" width="{3:.1f}%" height="6" rx="3"/>{4}</svg>'
    )
    return shape.format(_told(share.alt), 14 + top, 4 + top, 100 * _within(share.share), mark)


def stack(whole: Stack) -> Markup:
    """Draw parts of a whole as one bar; empty where they make nothing."""
    amounts = [max(part.amount, 0.0) if math.isfinite(part.amount) else 0.0 for part in whole.parts]
    total = sum(amounts)
    if total <= 0:
        return Markup("")
    rects, begun = [], 0.0
    shape = Markup('<rect class="part-{}" x="{:.2f}%" width="{:.2f}%" y="2" height="10"><title>{}</title></rect>')
    for part, amount in zip(whole.parts, amounts, strict=True):
        wide = 100 * amount / total
        if wide:
            gap = _GAP if begun and wide > 2 * _GAP else 0.0
            rects.append(shape.format(part.role % ROLES, begun + gap, wide - gap, part.label))
        begun += wide
    frame = Markup('<svg class="stack" width="100%" height="14"{}>{}</svg>')
    return frame.format(_told(whole.alt), Markup("").join(rects))


def steps(stages: Steps) -> Markup:
    """Draw stages as segments in one line, those reached filled."""
    count = len(stages.labels)
    if not count:
        return Markup("")
    wide = 100 / count
    shape = Markup('<rect class="{}" x="{:.2f}%" width="{:.2f}%" y="4" height="5" rx="1.5"><title>{}</title></rect>')
    rects = [
        shape.format(
            "reached" if reached else "whole", position * wide, wide - _GAP, f"{label}: {said}" if said else label
        )
        for position, (label, said, reached) in enumerate(_stages(stages))
    ]
    frame = Markup('<svg class="steps" width="100%" height="13"{}>{}</svg>')
    return frame.format(_told(reached(stages)), Markup("").join(rects))


def reached(stages: Steps) -> str:
    """Return which stages were reached, in words: 'Reached: closed, told'."""
    names = ", ".join(label for label, reached in zip(stages.labels, stages.reached, strict=True) if reached)
    return f"Reached: {names or 'none'}"


def timeline(stages: Steps) -> Markup:
    """Draw stages with their labels and what is said of each, as a list that a phone can break."""
    step = Markup('<li class="{}"><i></i><span>{}</span><span class="note">{}</span></li>')
    items = [step.format("reached" if reached else "", label, said) for label, said, reached in _stages(stages)]
    return Markup('<ol class="timeline">{}</ol>').format(Markup("").join(items))


def _stages(stages: Steps) -> list[tuple[str, str, bool]]:
    return list(zip(stages.labels, stages.said, stages.reached, strict=True))


def _within(share: float) -> float:
    return min(max(share, 0.0), 1.0)


def _told(alt: str) -> Markup:
    """Return the attributes by which a drawing is read out, or passed over where there is nothing to say."""
    return Markup(' role="img" aria-label="{}"').format(alt) if alt else Markup(' aria-hidden="true"')


def _band(band: tuple[float, float] | None, up: Callable[[float], int]) -> str:
    if band is None:
        return ""
    top, bottom = up(max(band)), up(min(band))
    wide, high = WIDTH - 2 * MARGIN, max(bottom - top, 2)
    return f'<rect class="band" x="{MARGIN}" y="{top}" width="{wide}" height="{high}"/>'


def _target(target: float | None, up: Callable[[float], int]) -> str:
    if target is None:
        return ""
    return f'<line class="target" x1="{MARGIN}" x2="{WIDTH - MARGIN}" y1="{up(target)}" y2="{up(target)}"/>'


def _line(values: tuple[float, ...], across: Callable[[int], int], up: Callable[[float], int]) -> str:
    """Return the line; what follows a point without a letter is drawn to."""
    path, pen_down = [], False
    for position, value in enumerate(values):
        if math.isfinite(value):
            path.append(f"{' ' if pen_down else 'M'}{across(position)} {up(value)}")
        pen_down = math.isfinite(value)
    return f'<path class="line" d="{"".join(path)}"/>'
