"""Words at the ends of lines, in place of a legend: each beside its line, none over another."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.charts.placing import apart

LINE = 15.0
"""Pixels from one line of words to the next."""

ROUNDED = 1.25
"""An axis is rounded outwards, so that a pixel stands for somewhat more than the data's own span says."""


def placed(wanted: Sequence[float | None], low: float, high: float, pixels: float) -> list[float | None]:
    """Return where words stand on the value axis, near to where each is wanted; None where none is.

    ``low`` to ``high`` is what the axis shows at least, over so many pixels.
    """
    known = [value for value in wanted if value is not None]
    span = (high - low) or max(abs(high), 1.0) * 1e-9
    found = iter(apart(known, LINE * span * ROUNDED / max(pixels, 1.0), low, high))
    return [None if value is None else next(found) for value in wanted]
