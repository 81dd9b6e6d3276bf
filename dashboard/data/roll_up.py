"""Regions that are parts of others: in which order they stand, and what a parent is made of.

A parent means itself and all that lies below it, so that its sum is that of its parts. What a circle of parents would
mean nobody knows: each of its regions stands for itself and what is reached from it once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

import pyarrow as pa

REGISTER = "regions"
"""The register that tells of them."""

_LAST = 1_000_000
"""The position of what has none: behind what has one."""


@dataclass(frozen=True)
class RollUp:
    """Region → the one that it is a part of, where there is one; and its position among its like, where it has one."""

    parents: Mapping[str, str] = field(default_factory=dict)
    positions: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, table: pa.Table | None) -> RollUp:
        """Read the register; without one no region is a part of another."""
        rows = [] if table is None else table.to_pylist()
        return cls(
            {row["region"]: row["parent"] for row in rows if row["parent"] not in (None, row["region"])},
            {row["region"]: row["position"] for row in rows if row["position"] is not None},
        )

    def above(self, region: str) -> tuple[str, ...]:
        """Return what a region is a part of, from the top down to itself."""
        path = [region]
        while (parent := self.parents.get(path[-1])) is not None and parent not in path:
            path.append(parent)
        return tuple(reversed(path))

    def within(self, regions: Iterable[str]) -> frozenset[str]:
        """Return regions with all that lies below any of them."""
        asked = set(regions)
        return frozenset(asked | {region for region in self.parents if asked & set(self.above(region))})

    def place(self, region: str) -> tuple[tuple[int, str], ...]:
        """Return what regions are sorted by: parents before their parts, by position and then by name."""
        return tuple((self.positions.get(one, _LAST), one) for one in self.above(region))

    def parts(self, known: Collection[str]) -> dict[str, tuple[str, ...]]:
        """Return each parent of regions that are known, with these (and itself): what it means as a filter."""
        found: dict[str, tuple[str, ...]] = {}
        for parent in sorted(set(self.parents.values()), key=self.place):
            inside = self.within([parent])
            if any(region in inside and region != parent for region in known):
                found[parent] = tuple(sorted({parent, *(region for region in known if region in inside)}))
        return found
