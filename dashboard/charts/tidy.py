"""Columns of a chart's data as plain values, and back: a role that is not there is there, with nothing in it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa

Numbers = list[float | None]
Texts = list[str]


def numbers(data: pa.Table, role: str) -> Numbers:
    """Return a role's numbers, None where one is missing or not finite."""
    kind = data.schema.field(role).type if role in data.column_names else pa.string()
    if not (pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_boolean(kind)):
        return [None] * data.num_rows
    values = data.column(role).cast(pa.float64()).to_pylist()
    return [value if value is not None and -math.inf < value < math.inf else None for value in values]


def texts(data: pa.Table, role: str) -> Texts:
    """Return a role's words, '' where there are none."""
    if role not in data.column_names:
        return [""] * data.num_rows
    return ["" if value is None else str(value) for value in data.column(role).to_pylist()]


def table(columns: Mapping[str, Sequence[Any]], words: Sequence[str]) -> pa.Table:
    """Return columns as a table: those named in ``words`` as text, all others as finite floating numbers.

    A browser reads whole numbers of 64 bits as another kind of number, and times shifted to its own zone.
    """
    return pa.table(
        {
            name: pa.array(values, type=pa.string())
            if name in words
            else pa.array(values, type=pa.float64(), from_pandas=True)
            for name, values in columns.items()
        }
    )


def ranked(data: pa.Table, name: str, order: str = "order") -> list[int]:
    """Return the rows' positions of their names, from 0: by ``order`` where it is given, else as they come."""
    names, orders = texts(data, name), numbers(data, order)
    first: dict[str, tuple[float, int]] = {}
    for at, (held, place) in enumerate(zip(names, orders, strict=True)):
        key = (math.inf if place is None else place, at)
        first[held] = min(first.get(held, key), key)
    places = {held: nth for nth, held in enumerate(sorted(first, key=lambda held: first[held]))}
    return [places[held] for held in names]


def distinct(values: Sequence[str]) -> tuple[str, ...]:
    """Return each word once, as they come; what is empty is none."""
    return tuple(dict.fromkeys(value for value in values if value))
