"""Sums over the cells of extracts, and where two of them part."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from data_checks.numerals import month_name, numeral
from data_checks.sentences import counted

PRECISION = 1e-9
"""Part by which sums may differ: engines add in different orders, and sums are kept to thirteen digits."""
LEAST = 1e-6
"""A difference that is none."""


@dataclass(frozen=True)
class Mismatch:
    """How many cells break a rule, in which months, and one of them in words."""

    cells: int
    months: tuple[int, ...]
    example: str

    def __str__(self) -> str:
        return f"{counted(self.cells, 'cell')}, for example {self.example}"


def summed(table: pa.Table, keys: Sequence[str], measures: Sequence[str]) -> pa.Table:
    """Return the measures' sums by the keys; a null key is a group of its own."""
    grouped = table.group_by(list(keys), use_threads=False).aggregate([(name, "sum") for name in measures])
    return grouped.rename_columns([name.removesuffix("_sum") for name in grouped.column_names])


def differing(
    left: pa.Table, right: pa.Table, keys: Sequence[str], measures: Sequence[str], names: tuple[str, str]
) -> Mismatch | None:
    """Return where the sums of two tables differ, a cell that one of them lacks counting as nought."""
    one, other = summed(left, keys, measures), summed(right, keys, measures)
    sides = [_sided(one, keys, measures, 0), _sided(other, keys, measures, 1)]
    both = summed(pa.concat_tables(sides), keys, [f"{name}_{side}" for name in measures for side in (0, 1)])
    worst: Mismatch | None = None
    for measure in measures:
        found = breaking(both, _apart(both, f"{measure}_0", f"{measure}_1"), (f"{measure}_0", f"{measure}_1"))
        if found and (worst is None or found.cells > worst.cells):
            values = found.example.replace(f"{measure}_0", f"{measure} of {names[0]}")
            worst = Mismatch(found.cells, found.months, values.replace(f"{measure}_1", f"of {names[1]}"))
    return worst


def breaking(table: pa.Table, broken: pa.ChunkedArray, shown: Sequence[str]) -> Mismatch | None:
    """Return the rows for which a mask is true, with what the first of them shows; None where there are none."""
    rows = table.filter(pc.fill_null(broken, False))
    if rows.num_rows == 0:
        return None
    months = tuple(sorted(pc.unique(rows.column("month")).to_pylist())) if "month" in rows.column_names else ()
    first = rows.slice(0, 1).to_pylist()[0]
    when = f"in {month_name(first['month'])} " if "month" in first else ""
    values = " and ".join(f"{name} {_number(first[name])}" for name in shown)
    return Mismatch(rows.num_rows, tuple(months), f"{when}{values}")


def exceeds(table: pa.Table, more: str, less: str) -> pa.ChunkedArray:
    """Return where one measure is larger than another that bounds it."""
    bound = pc.multiply(pc.cast(table.column(less), pa.float64()), 1 + PRECISION)
    return pc.greater(pc.cast(table.column(more), pa.float64()), pc.add(bound, LEAST))


def missing_as_nought(table: pa.Table, names: Iterable[str]) -> pa.Table:
    """Return a table in which what one of its sides lacks of these counts is 0."""
    for name in names:
        table = table.set_column(table.column_names.index(name), name, pc.fill_null(table.column(name), 0))
    return table


def unequal(table: pa.Table, whole: Iterable[str], parts: Iterable[str]) -> pa.ChunkedArray:
    """Return where the parts do not come to the whole."""
    left, right = _total(table, whole), _total(table, parts)
    both = table.append_column("left", left).append_column("right", right)
    return _apart(both, "left", "right")


def _apart(table: pa.Table, left: str, right: str) -> pa.ChunkedArray:
    one, other = (pc.fill_null(pc.cast(table.column(name), pa.float64()), 0.0) for name in (left, right))
    size = pc.max_element_wise(pc.abs(one), pc.abs(other))
    within = pc.less_equal(pc.abs(pc.subtract(one, other)), pc.add(pc.multiply(size, PRECISION), LEAST))
    return pc.invert(pc.and_(within, pc.is_finite(size)))  # what is no number agrees with nothing


def _sided(table: pa.Table, keys: Sequence[str], measures: Sequence[str], side: int) -> pa.Table:
    columns = {name: table.column(name) for name in keys}
    nought = pa.array([0.0] * table.num_rows, pa.float64())
    for measure in measures:
        value = pc.fill_null(pc.cast(table.column(measure), pa.float64()), 0.0)
        columns |= {f"{measure}_{side}": value, f"{measure}_{1 - side}": nought}
    return pa.table(columns).select([*keys, *(f"{name}_{place}" for name in measures for place in (0, 1))])


def _total(table: pa.Table, names: Iterable[str]) -> pa.ChunkedArray:
    total: pa.ChunkedArray | None = None
    for name in names:
        column = pc.fill_null(pc.cast(table.column(name), pa.float64()), 0.0)
        total = column if total is None else pc.add(total, column)
    if total is None:
        raise ValueError("a sum needs at least one column")
    return total


def _number(value: float | None) -> str:
    if value is None:
        return "none"
    return numeral(value, 0 if float(value).is_integer() else 2)
