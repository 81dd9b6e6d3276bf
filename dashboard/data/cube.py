"""Additive tables held for fast sums: any filter is a sum of rows, and rows that belong together lie together.

A row's place in the grain is kept in two parts. Its *block* are the dimensions that questions single out (metric,
region, segment …) and its month: rows are sorted by them, so that a question about one region touches that
region's rows alone, and a block's months are a slice. The *rest* of the grain is one whole number a row:

    rows   [ nps, EMEA, Enterprise | Jan, Feb, … ] [ nps, EMEA, SMB | Jan, … ] [ csat, … ]
    block    one entry each                          month: offsets into the rows
    rest     department * 4 + channel

Nothing here knows what a measure means; sums of nothing are 0, and it is for formulas to say what that is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dashboard.data.cache import cached
from dashboard.data.coding import IntArray, Label, coded, coded_months, mixed, narrow, offsets

Where = tuple[tuple[str, tuple[Label, ...]], ...]
FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

SINGLED_OUT = ("metric", "survey", "line", "window", "region", "segment")
"""Dimensions by which rows are grouped, the most telling first."""


@dataclass(frozen=True, eq=False)
class Cube:
    """Rows of one dataset. Make it with `from_table`; ask it with `sum`."""

    labels: Mapping[str, tuple[Label, ...]]
    """Dimension → its labels, in the order of the axes that `sum` returns (months: every month from the first)."""
    _blocks: Mapping[str, IntArray]
    """Singled-out dimension → each block's code."""
    _offsets: IntArray
    """(blocks, months + 1): where in the rows a block's month begins; a block's last entry is its end."""
    _rest: NDArray[np.unsignedinteger]
    _rest_dimensions: tuple[str, ...]
    _columns: Mapping[str, NDArray[np.number]]
    cache_key: object = field(default_factory=object)
    """Stands for the cube in the keys of the sums that are kept, so that they keep no rows alive."""

    @classmethod
    def from_table(
        cls,
        table: pa.Table,
        grain: Sequence[str],
        measures: Sequence[str],
        months: tuple[int, int] | None = None,
    ) -> Cube:
        """Sort a table's rows and code its grain; `months` are those that it was asked for."""
        codes: dict[str, IntArray] = {}
        labels: dict[str, tuple[Label, ...]] = {}
        for name in grain:
            if name != "month":
                codes[name], labels[name] = coded(table.column(name))
        month, labels["month"] = coded_months(table.column("month"), months)
        singled_out = [name for name in SINGLED_OUT if name in codes]
        rest_names = tuple(name for name in codes if name not in SINGLED_OUT)
        block = mixed([codes[name] for name in singled_out], [len(labels[name]) for name in singled_out], len(month))
        rest = mixed([codes[name] for name in rest_names], [len(labels[name]) for name in rest_names], len(month))
        order = np.argsort(block * len(labels["month"]) + month, kind="stable")
        known, first, of_block = np.unique(block, return_index=True, return_inverse=True)
        ends = offsets(of_block, month, len(known), len(labels["month"]))
        columns = {name: narrow(table.column(name).to_numpy()[order]) for name in measures}
        return cls(
            labels,
            {name: codes[name][first] for name in singled_out},
            ends,
            rest.astype(np.min_scalar_type(int(rest.max(initial=0))))[order],
            rest_names,
            columns,
        )

    @property
    def measures(self) -> tuple[str, ...]:
        """Names of the measures."""
        return tuple(self._columns)

    @property
    def months(self) -> tuple[int, int]:
        """First and last month."""
        return int(self.labels["month"][0]), int(self.labels["month"][-1])

    @property
    def rows(self) -> int:
        """Number of rows that can be asked for."""
        return int((self._offsets[:, -1] - self._offsets[:, 0]).sum())

    @property
    def nbytes(self) -> int:
        """Bytes that the rows take."""
        return self._rest.nbytes + sum(column.nbytes for column in self._columns.values())

    def only(self, dimension: str, allowed: Iterable[Label]) -> Cube:
        """Return the cube of the rows with these labels; it shares the rows, so it takes no memory."""
        kept = _picked(self.labels[dimension], allowed)[self._blocks[dimension]]
        blocks = {name: codes[kept] for name, codes in self._blocks.items()}
        return Cube(self.labels, blocks, self._offsets[kept], self._rest, self._rest_dimensions, self._columns)

    def present(self, dimension: str) -> tuple[Label, ...]:
        """Return a singled-out dimension's labels that have rows."""
        codes = np.unique(self._blocks[dimension][self._offsets[:, -1] > self._offsets[:, 0]])
        return tuple(self.labels[dimension][code] for code in codes)

    def recorded(
        self,
        where: Where = (),
        months: tuple[int, int] | None = None,
        regions: tuple[Label, ...] | None = None,
        segments: tuple[Label, ...] | None = None,
    ) -> BoolArray:
        """Return for each month of a stretch whether it has rows; ``where`` names singled-out dimensions alone."""
        stretch = months or self.months
        asked = (("region", regions), ("segment", segments))
        kept = where + tuple((name, labels) for name, labels in asked if labels is not None)
        return _with_rows(self, kept, stretch)

    def with_rows(self, kept: Mapping[str, tuple[Label, ...]], months: tuple[int, int]) -> BoolArray:
        """Return for each month whether it has rows; `recorded` keeps the answer."""
        _, lengths, month = self._cells(kept, months, {"month": 1})
        return np.bincount(month, lengths, months[1] - months[0] + 1) > 0

    def sum(
        self,
        measures: tuple[str, ...],
        by: tuple[str, ...] = (),
        where: Where = (),
        months: tuple[int, int] | None = None,
        regions: tuple[Label, ...] | None = None,
        segments: tuple[Label, ...] | None = None,
        keep: bool = True,
    ) -> FloatArray:
        """Return sums, one axis a dimension of ``by`` (all its labels, in their order) and one for the measures.

        ``months`` is a stretch, both ends counted; its axis has every month of it, those without data being 0.
        The result is shared and read-only. A label that has no rows selects nothing, and its sum is 0. Without ``keep``
        it is added up anew each time: for what is large, and sooner added than found room for.
        """
        places = (("region", regions), ("segment", segments))
        kept = where + tuple((name, asked) for name, asked in places if asked is not None)
        stretch = months or self.months
        return (_summed if keep else _added)(self, measures, by, kept, stretch)

    def add(
        self,
        measures: tuple[str, ...],
        by: tuple[str, ...],
        kept: Mapping[str, tuple[Label, ...]],
        months: tuple[int, int],
    ) -> FloatArray:
        """Add up rows; `sum` keeps the answer."""
        sizes = [months[1] - months[0] + 1 if name == "month" else len(self.labels[name]) for name in by]
        strides = dict(zip(by, _strides(sizes), strict=True))
        starts, lengths, base = self._cells(kept, months, strides)
        rows = _Rows(starts, starts + lengths)
        cell = np.repeat(base, lengths)
        place, inside = self._place(strides, kept)
        if place is not None:
            cell += place[rows.of(self._rest)]
        chosen = inside[rows.of(self._rest)] if inside is not None else None
        if chosen is not None:
            cell = cell[chosen]
        size = int(np.prod(sizes, dtype=int))
        result = np.empty((size, len(measures)))
        for position, name in enumerate(measures):
            column = rows.of(self._columns[name])
            result[:, position] = np.bincount(cell, column if chosen is None else column[chosen], size)
        result = result.reshape(*sizes, len(measures))
        result.flags.writeable = False
        return result

    def _cells(
        self, kept: Mapping[str, tuple[Label, ...]], months: tuple[int, int], strides: Mapping[str, int]
    ) -> tuple[IntArray, IntArray, IntArray]:
        """Where the rows of each block and month asked for begin, how many there are, and where their sum goes."""
        chosen = np.ones(len(self._offsets), dtype=bool)
        for name, codes in self._blocks.items():
            if name in kept:
                chosen &= _picked(self.labels[name], kept[name])[codes]
        first, last = max(months[0], self.months[0]), min(months[1], self.months[1])
        width = max(last - first + 1, 0)
        begin = first - self.months[0]
        offsets = self._offsets[chosen, begin : begin + width + 1] if width else self._offsets[:0]
        base = np.zeros(len(offsets), dtype=np.int64)
        for name, codes in self._blocks.items():
            if name in strides:
                base += strides[name] * codes[chosen][: len(offsets)]
        if "month" not in strides:
            return offsets[:, 0], offsets[:, -1] - offsets[:, 0], base
        by_month = base[:, None] + strides["month"] * (first - months[0] + np.arange(width))
        return offsets[:, :-1].ravel(), np.diff(offsets, axis=1).ravel(), by_month.ravel()

    def _place(
        self, strides: Mapping[str, int], kept: Mapping[str, tuple[Label, ...]]
    ) -> tuple[IntArray | None, NDArray[np.bool_] | None]:
        """For each number that the rest can be: what it adds to a sum's place, and whether it is asked for."""
        sizes = [len(self.labels[name]) for name in self._rest_dimensions]
        axes = dict(zip(self._rest_dimensions, np.indices(sizes, sparse=True), strict=True))
        place: IntArray | None = None
        inside: NDArray[np.bool_] | None = None
        for name, axis in axes.items():
            if name in strides:
                place = strides[name] * axis + (0 if place is None else place)
            if name in kept:
                picked = _picked(self.labels[name], kept[name])[axis]
                inside = picked if inside is None else inside & picked
        return _spread(place, sizes), _spread(inside, sizes)


def _added(
    cube: Cube, measures: tuple[str, ...], by: tuple[str, ...], kept: Where, months: tuple[int, int]
) -> FloatArray:
    return cube.add(measures, by, dict(kept), months)


_summed = cached(_added)


@cached
def _with_rows(cube: Cube, kept: Where, months: tuple[int, int]) -> BoolArray:
    return cube.with_rows(dict(kept), months)


class _Rows:
    """Stretches of rows, neighbours joined, to take the same rows of several columns."""

    def __init__(self, starts: IntArray, stops: IntArray) -> None:
        filled = stops > starts
        starts, stops = starts[filled], stops[filled]
        apart = starts[1:] != stops[:-1]
        self._starts = starts[np.concatenate(([True], apart))] if len(starts) else starts
        self._stops = stops[np.concatenate((apart, [True]))] if len(stops) else stops

    def of(self, column: NDArray[Any]) -> NDArray[Any]:
        """Return the rows of a column; without a copy where they lie together."""
        if len(self._starts) == 1:
            return column[self._starts[0] : self._stops[0]]
        pairs = zip(self._starts.tolist(), self._stops.tolist(), strict=True)
        parts = [column[start:stop] for start, stop in pairs]
        return np.concatenate(parts) if parts else column[:0]


def _strides(sizes: Sequence[int]) -> list[int]:
    """Return how far apart neighbours on each axis lie in an array of these sizes."""
    return [int(np.prod(sizes[axis + 1 :], dtype=int)) for axis in range(len(sizes))]


def _picked(labels: Sequence[Label], allowed: Iterable[Label]) -> NDArray[np.bool_]:
    wanted = set(allowed)
    return np.array([label in wanted for label in labels], dtype=bool)


def _spread(array: NDArray[Any] | None, sizes: list[int]) -> NDArray[Any] | None:
    return None if array is None else np.broadcast_to(array, sizes).ravel()
