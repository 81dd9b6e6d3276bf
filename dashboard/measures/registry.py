"""Every measure, defined once: what pages, tooltips, axes, the definition page and exports show follows from here.

To add one from datasets that exist, add an entry in `entries` and name it on a page.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from types import MappingProxyType
from typing import Any, Literal, Protocol

from dashboard.measures.entries.customer import CUSTOMER
from dashboard.measures.entries.entry import Family, JudgedAs, Measure, Unit
from dashboard.measures.entries.finance import FINANCE, IN_SALES
from dashboard.measures.entries.operations import OPERATIONS
from dashboard.measures.entries.scaled import STANDARD, Key, metric_of, on_scale, scale_of

__all__ = [
    "HEADLINES",
    "IN_SALES",
    "MEASURES",
    "Chosen",
    "Family",
    "JudgedAs",
    "Measure",
    "Unit",
    "headlines",
    "measure",
    "measure_hash",
]


class Chosen(Protocol):
    """Of the settings, what the entries depend on."""

    @property
    def revenue_kind(self) -> Literal["recurring", "sales"]:
        """What a customer's month of revenue is."""
        ...

    @property
    def scales(self) -> Any:
        """The scales on which CSAT and CES are asked."""
        ...

    @property
    def least_change(self) -> Mapping[str, float]:
        """Measure → the least change that is worth saying, where the company has its own."""
        ...


HEADLINES = (
    "nps", "csat", "ces", "thumbs", "win_rate", "gross_revenue_retention", "net_revenue_retention", "net_customers",
    "journeys_on_time", "response_rate", "first_contact_resolution", "resolution_median", "on_time_tasks",
    "transfers_per_case", "recurring_revenue", "gross_margin", "cost_to_serve", "earned_growth",
)  # fmt: skip
"""The measures of the Overview: they are judged together, as one family (`measures.verdicts.family`)."""


class Led(Protocol):
    """Of the settings, what chooses the measure that leads."""

    @property
    def leading_measure(self) -> str:
        """The measure of sentiment that leads."""
        ...


def headlines(settings: Led) -> tuple[str, ...]:
    """Return the headline measures under the settings: what leads is one of them, whatever it is."""
    return tuple(dict.fromkeys((*HEADLINES, settings.leading_measure)))


MEASURES: Mapping[str, Measure] = MappingProxyType(
    {measure.name: measure for measure in (*CUSTOMER, *OPERATIONS, *FINANCE)}
)
"""Measure name → measure, for revenue that recurs."""


def measure(name: str, settings: Chosen) -> Measure:
    """Return the measure of that name as it is under the settings."""
    if name not in MEASURES:
        raise KeyError(f"There is no measure {name!r} in the registry; it has {', '.join(MEASURES)}.")
    scale = scale_of(MEASURES[name], settings.scales)
    return _chosen(name, settings.revenue_kind == "sales", settings.least_change.get(name), scale)


@cache
def _chosen(name: str, in_sales: bool, least_change: float | None, scale: Key | None) -> Measure:
    entry = (in_sales and IN_SALES.get(name)) or MEASURES[name]
    entry = entry if scale is None else on_scale(entry, scale)
    return entry if least_change is None else replace(entry, least_change=least_change)


def as_published(name: str, told: Mapping[str, Any]) -> Measure:
    """Return a measure as a snapshot's manifest tells the scales that its answers were given on."""
    entry, scales = MEASURES[name], told.get("scales")
    metric = metric_of(entry)
    if not isinstance(scales, dict) or metric not in scales:
        return entry
    one = scales[metric]
    return on_scale(entry, (one["low"], one["high"], one["satisfied"])) if metric in STANDARD else entry


def measure_hash(measure: Measure) -> str:
    """Return a short hash of what a measure computes; it changes when the formula does, not with the words."""
    return hashlib.sha256(repr((measure.formula, measure.unit)).encode()).hexdigest()[:12]
