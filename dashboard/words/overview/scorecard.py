"""The scorecard as words."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from dashboard.measures.registry import Family

FAMILIES: Mapping[Family, str] = MappingProxyType({
    "customer": "Customer experience",
    "operations": "Operations",
    "finance": "Finance",
})  # fmt: skip
"""Family of measures → how its column is headed."""
