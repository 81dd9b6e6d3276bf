"""Reads a register into typed rows: the fields of the row's class are the columns of the contract.

A text that the contract requires is empty where somebody has accepted that it is missing; every other value that is
missing is None. Nothing is put in its place. A day of another age, as 9999-12-31, stands for no day, and is none.
"""

from __future__ import annotations

import types
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import fields
from datetime import date
from typing import Any, ClassVar, TypeVar, get_args, get_type_hints

import pyarrow as pa

from dashboard.data.access import Data
from dashboard.data.cache import cached

_HOLDS: dict[type, Callable[[pa.DataType], bool]] = {
    str: pa.types.is_string,
    date: pa.types.is_date,
    int: pa.types.is_integer,
    float: pa.types.is_floating,
    bool: pa.types.is_boolean,
}
"""Type of a field → whether a column of the register holds such values."""


_EARLIEST, _LATEST = date(1900, 1, 1), date(2199, 12, 31)
"""The days between which a company's lie; the checks name those that do not."""


class Register:
    """A row of a register. A class of its own for each; ``dataset`` names the register that it is read from.

    ``told_apart`` names the fields of its id and of its name, where people know it by that: two of one name are then
    told by their ids as well, for what is drawn by name would else be taken for one.
    """

    __slots__ = ()
    dataset: ClassVar[str]
    told_apart: ClassVar[tuple[str, str] | None] = None


Row = TypeVar("Row", bound=Register)


def read_register(data: Data, kind: type[Row]) -> tuple[Row, ...]:
    """Return a register's rows as the reader may see them, in its order; none where there are none to show.

    Raises:
        UndeclaredDataset: where the data were restricted to others.
        TypeError: where a column is of another type than its field, or a required one is not there.
    """
    # Asked for here, as an answer that is kept would not be refused.
    return () if data.table(kind.dataset) is None else _read(data, kind)


@cached
def _read(data: Data, kind: type[Row]) -> tuple[Row, ...]:
    table = data.table(kind.dataset)
    if table is None:
        return ()
    columns = {name: _column(table, kind, name, held) for name, held in field_types(kind).items()}
    if kind.told_apart:
        identity, called = kind.told_apart
        columns[called] = _apart(columns[called], columns[identity])
    return tuple(kind(*values) for values in zip(*columns.values(), strict=True))


def _apart(names: Sequence[str | None], ids: Sequence[str]) -> list[str | None]:
    """Return names of which none is there twice: those that are, with the ids behind them."""
    often = Counter(names)
    return [
        f"{name} ({identity})" if name and often[name] > 1 else name for name, identity in zip(names, ids, strict=True)
    ]


def field_types(kind: type[Register]) -> dict[str, tuple[type, bool]]:
    """Return the type of each field by its name, and whether its value may be missing."""
    hints = get_type_hints(kind)
    found = {}
    for field in fields(kind):  # type: ignore[arg-type]  # every register is a dataclass
        parts = get_args(hints[field.name]) or (hints[field.name],)
        (held,) = (part for part in parts if part is not types.NoneType)
        found[field.name] = (held, types.NoneType in parts)
    return found


def _column(table: pa.Table, kind: type[Register], name: str, held: tuple[type, bool]) -> Sequence[Any]:
    wanted, optional = held
    if name not in table.column_names:
        if not optional:
            raise TypeError(f"the register {kind.dataset} has no column {name}")
        return [None] * table.num_rows
    column = table.column(name)
    if not (_HOLDS[wanted](column.type) or pa.types.is_null(column.type)):
        raise TypeError(f"{kind.dataset}.{name} is {column.type}, where {wanted.__name__} is expected")
    values: list[Any] = column.to_pylist()
    if wanted is date:
        return [day if day is not None and _EARLIEST <= day <= _LATEST else None for day in values]
    return values if optional else ["" if value is None else value for value in values]
