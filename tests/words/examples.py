"""Figures to speak of."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from dashboard.data.standing import Standing
from dashboard.measures.figure import Figure, Series
from dashboard.measures.verdicts.verdict import NO_COMPARISON, Verdict
from dashboard.statistics import Difference, Estimate
from tests.published import LAST

NOT_KNOWN = math.nan


def series(*values: float) -> Series:
    """Return a series of months up to September 2026, without intervals."""
    unknown = np.full(len(values), NOT_KNOWN)
    return Series(np.arange(LAST - len(values) + 1, LAST + 1), np.array(values), unknown, unknown, unknown)


def figure(measure: str = "nps", value: float = 34.2, before: float | None = 30.4, **changes: Any) -> Figure:
    """Return a figure that rose from 30.4 to 34.2, clearly, unless told otherwise."""
    moved = (
        None if before is None else Difference(value - before, 1.0, value - before - 1.9, value - before + 1.9, 3, 0.01)
    )
    against = None if before is None else Estimate(before, 1.0, before - 2, before + 2, 400.0)
    values: dict[str, Any] = {
        "measure": measure, "estimate": Estimate(value, 1.0, value - 2.1, value + 2.1, 12408.0, 9000.0),
        "against": against, "difference": moved, "verdict": clear(moved),
        "enough": True, "series": series(31.0, NOT_KNOWN, 33.0), "limits": None, "target": None, "benchmark": None,
        "filtered": True, "standing": Standing("published", (), None, ("answers",)),
    }  # fmt: skip
    return Figure(**values | changes)


def clear(moved: Difference | None) -> Verdict:
    """Return the verdict on a change that is beyond chance."""
    if moved is None:
        return NO_COMPARISON
    return Verdict("clear", change=moved.value, departure=moved.value)


def counted(measure: str, value: float, before: float, verdict: Verdict | None = None) -> Figure:
    """Return a figure of what is counted in full: it has no intervals."""
    unknown = (NOT_KNOWN,) * 3
    return figure(
        measure, value, before, verdict=verdict or clear(Difference(value - before, *unknown, NOT_KNOWN, NOT_KNOWN)),
        estimate=Estimate(value, *unknown, 500.0),
        difference=Difference(value - before, *unknown, NOT_KNOWN, NOT_KNOWN),
    )  # fmt: skip
