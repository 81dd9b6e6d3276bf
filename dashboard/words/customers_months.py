"""Of which table customers' months are made, said wherever a number stands on them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dashboard.measures.registry import Measure
from dashboard.snapshots.manifest import Manifest

NAME = "Customers' months"
TABLE, BROUGHT = "revenue", "customer_revenue"
"""The table that holds them, and the dataset that adds them up as they are."""

_MADE: Mapping[str, str] = {
    "revenue": "as the table revenue has them",
    "subscriptions": "made of subscriptions, each counted in every month on whose last day it runs",
    "invoices": "made of invoices, each spread over the time that it is for",
    "revenue_movements": "made of revenue_movements, added up",
}
"""Table → how customers' months come from it."""


def basis(entry: Measure, manifest: Manifest) -> str:
    """Return what stands beside a measure's name: what it is per or against, and of what customers bring the table."""
    table = f"of the table {_table(manifest)}" if BROUGHT in entry.formula.datasets else ""
    return " · ".join(filter(None, (entry.basis, table)))


def facts(datasets: Iterable[str], manifest: Manifest) -> list[tuple[str, str]]:
    """Return how customers' months were made, where one of these datasets stands on them."""
    stands = any(TABLE in manifest.datasets[name].reads for name in datasets if name in manifest.datasets)
    return [(NAME, f"{_MADE[_table(manifest)]}.")] if stands else []


def _table(manifest: Manifest) -> str:
    table = manifest.tables.get(TABLE)
    return (table.made_of if table else None) or TABLE
