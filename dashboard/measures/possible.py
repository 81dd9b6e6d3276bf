"""What a measure can be: between which values a target or an outside figure of it must lie to mean anything."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from dashboard.measures.entries.entry import Measure
from dashboard.measures.formulas import Mean
from dashboard.measures.registry import MEASURES, Chosen, measure

BEYOND_ONE = frozenset(
    {
        "net_revenue_retention", "net_revenue_retention_quarter", "refill", "renewal_value", "earned_growth",
        "gross_margin",
    }
)  # fmt: skip
"""Shares that may be more than 1, or less than nought: money that grew, more that came than left, a loss."""
FAR_BEYOND = 5.0
"""What none of those is: 500 % more than there was is a share that was written in percent."""


Bounds = tuple[float | None, float | None]
"""The least and the most; None: there is none."""


def _possible(measure: Measure) -> Bounds:
    low: float | None = 0.0
    high: float | None = None
    if measure.unit == "points":
        low, high = -100.0, 100.0
    elif isinstance(measure.formula, Mean):
        low, high = float(measure.formula.low), float(measure.formula.high)
    elif measure.name in BEYOND_ONE:
        low, high = -FAR_BEYOND, FAR_BEYOND
    elif measure.unit == "share":
        high = 1.0
    elif measure.unit in ("count", "money"):
        low = None
    return low, high


def possible(settings: Chosen) -> Mapping[str, Bounds]:
    """Return what each measure can be under the settings: a mean of answers lies on the company's own scale."""
    return {name: _possible(measure(name, settings)) for name in MEASURES}


POSSIBLE: Mapping[str, Bounds] = MappingProxyType({name: _possible(one) for name, one in MEASURES.items()})
"""Measure name → what it can be on the usual scales."""
