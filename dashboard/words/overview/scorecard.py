"""The scorecard as words."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from dashboard.data.view import View
from dashboard.measures.registry import Family
from dashboard.settings import Settings
from dashboard.words.comparison import on_what
from dashboard.words.formats import Formats

FAMILIES: Mapping[Family, str] = MappingProxyType({
    "customer": "Customer experience",
    "operations": "Operations",
    "finance": "Finance",
})  # fmt: skip
"""Family of measures → how its column is headed."""


def subtitle(view: View, due: int | None, settings: Settings) -> str:
    """Return what the rows do not repeat: 'changes on a year before · targets by Dec 2026'."""
    against = on_what(view)
    parts = (f"changes {against}" if against else "", f"targets by {Formats.of(settings).month(due)}" if due else "")
    return " · ".join(filter(None, parts))
