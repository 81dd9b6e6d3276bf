"""The sums of a pilot's units, in the measure that it names: by unit, month and way.

A unit is known by its place: region, segment, department and customer, None where it names none. What it is in, the
pilot or the comparison, is the register's to say.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from dashboard.data.access import Data
from dashboard.measures.spans import FloatArray

DATASET = "pilot_outcomes"

Place: TypeAlias = tuple[str | None, str | None, str | None, str | None]
PLACE = ("region", "segment", "department_id", "customer_id")
Span: TypeAlias = tuple[int, int]
"""First and last month; a span that ends before it begins has none."""

SCALES: Mapping[str, float] = MappingProxyType({
    "nps": 100.0, "journey_nps": 100.0, "csat": 1.0, "csat_mean": 1.0, "ces": 1.0, "thumbs": 1.0,
    "resolution_hours": 1.0, "first_contact_resolution": 1.0, "abandoned_cases": 1.0, "escalated_cases": 1.0,
    "transfers_per_case": 1.0, "case_csat": 1.0,
})  # fmt: skip
"""Measure that is kept by unit → what an outcome of 1 is in its unit."""

LEAST_ANSWERS = 5
"""Answers or cases that a unit needs in a span: of fewer its value is mostly chance."""

UNRECORDED = ""
"""The way of what does not say how it was asked."""


@dataclass(frozen=True, slots=True, eq=False)
class Outcomes:
    """A pilot's sums, a row a unit, month and way: ``unit`` and ``way`` are positions in ``places`` and ``ways``.

    ``listed`` is how many rows the pilot has in the register of units, whoever may see them; 0 where nothing came of
    any of them.
    """

    places: tuple[Place, ...]
    ways: tuple[str, ...]
    listed: int
    unit: NDArray[np.int64]
    way: NDArray[np.int64]
    month: NDArray[np.int64]
    n: FloatArray
    weight: FloatArray
    total: FloatArray

    def values(self, span: Span, scale: float, least: float = LEAST_ANSWERS) -> FloatArray:
        """Return each unit's value over a span, weighted; nan where fewer than the least were counted."""
        n, weight, total = (self._by_unit(sums, span) for sums in (self.n, self.weight, self.total))
        enough = (n >= least) & (weight > 0)
        return np.where(enough, scale * total / np.where(enough, weight, 1.0), np.nan)

    def counted(self, span: Span) -> FloatArray:
        """Return how many answers or cases each unit has in a span."""
        return self._by_unit(self.n, span)

    def by_way(self, units: NDArray[np.int64], span: Span, scale: float) -> tuple[FloatArray, FloatArray]:
        """Return, by way, the weight of these units' outcomes in a span, and their mean; nan where there are none."""
        kept = self._within(span) & np.isin(self.unit, units)
        weight, total = (
            np.bincount(self.way[kept], sums[kept], len(self.ways)).astype(float) for sums in (self.weight, self.total)
        )
        return weight, np.where(weight > 0, scale * total / np.where(weight > 0, weight, 1.0), np.nan)

    def _by_unit(self, sums: FloatArray, span: Span) -> FloatArray:
        kept = self._within(span)
        return np.bincount(self.unit[kept], sums[kept], len(self.places)).astype(float)

    def _within(self, span: Span) -> NDArray[np.bool_]:
        return (self.month >= span[0]) & (self.month <= span[1])


def outcomes_of(data: Data, pilot_id: str) -> Outcomes:
    """Return the sums of a pilot's units as the reader may see them.

    A unit that stands in both arms, or twice in one, has the same sums each time, and counts once.
    """
    table = data.table(DATASET)
    if table is None:
        return _read(pa.table({name: pa.array([], kind) for name, kind in _EMPTY.items()}))
    return _read(table.filter(pc.equal(table.column("pilot_id"), pilot_id)))


_EMPTY = dict.fromkeys((*PLACE, "way"), pa.string()) | dict.fromkeys(
    ("units", "month", "n", "weight", "total"), pa.int64()
)


def _read(table: pa.Table) -> Outcomes:
    unit, first = _numbered(table, PLACE)
    way, named = _numbered(table, ("way",))
    month = table.column("month").to_numpy().astype(np.int64)
    _, once = np.unique(np.stack([unit, way, month]), axis=1, return_index=True)
    columns = {name: table.column(name).to_numpy().astype(float)[once] for name in ("n", "weight", "total")}
    listed = table.column("units").to_pylist()
    return Outcomes(
        tuple(zip(*(table.column(name).take(first).to_pylist() for name in PLACE), strict=True)),
        tuple(one or UNRECORDED for one in table.column("way").take(named).to_pylist()),
        listed[0] if listed else 0, unit[once], way[once], month[once], **columns,
    )  # fmt: skip


def _numbered(table: pa.Table, names: tuple[str, ...]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the number of each row's values, alike ones having one number, and a row that has each of them."""
    code = np.zeros(table.num_rows, dtype=np.int64)
    for name in names:
        encoded = table.column(name).combine_chunks().dictionary_encode("encode")
        indices = encoded.indices.to_numpy(zero_copy_only=False).astype(np.int64)
        _, code = np.unique(code * (len(encoded.dictionary) + 1) + indices, return_inverse=True)
    _, first, numbers = np.unique(code, return_index=True, return_inverse=True)
    return numbers.astype(np.int64), first.astype(np.int64)
