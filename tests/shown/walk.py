"""Every string of a block, with where it stands and what it speaks of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

import pyarrow as pa

from dashboard.blocks import Block, Fold, Head, Row, Sentence, Table
from dashboard.data.standing import Standing

_UNTOLD = {
    Head: {"name", "link"}, Row: {"widths", "framed"}, Fold: {"open_with"}, Standing: {"datasets", "state", "as_of"},
}  # fmt: skip
"""Class → fields whose strings nobody reads."""

_NAMES_ONLY = frozenset(
    {"link", "name", "kind", "style", "tone", "language", "size", "number", "locale", "parameter", "light"}
)


@dataclass(frozen=True, slots=True)
class Said:
    """A string as it is told: in which block, on which path of fields, and what it speaks of (`kind:id`)."""

    block: str
    path: str
    text: str
    subjects: tuple[str, ...]


def told(blocks: Iterable[Block]) -> Iterator[Said]:
    """Yield every string that a reader, a screen reader or a slide could be told; folds and evidence are opened."""
    for block in blocks:
        yield from _of(block, block.head.name, "", ())


def _of(value: Any, block: str, path: str, subjects: tuple[str, ...]) -> Iterator[Said]:
    if isinstance(value, str | Sentence):
        if text := str(value):
            yield Said(block, path, text, tuple(dict.fromkeys((*subjects, *_link(value)))))
    elif isinstance(value, pa.Table):
        yield from _rows(value, block, path, subjects)
    elif isinstance(value, Table):
        yield from _table(value, path, subjects)
    elif isinstance(value, dict | tuple | list):
        held = value.items() if isinstance(value, dict) else enumerate(value)
        for name, one in held:
            yield from _of(one, block, f"{path}[{name}]", subjects)
    elif is_dataclass(value) and not isinstance(value, type):
        yield from _fields(value, block, path, subjects)


def _fields(value: Any, block: str, path: str, subjects: tuple[str, ...]) -> Iterator[Said]:
    head = getattr(value, "head", None)
    if isinstance(head, Head):
        block, path = head.name, ""
        subjects = (*subjects, *_link(head))
    subjects = (*subjects, *_link(value))
    skipped = _UNTOLD.get(type(value), set()) | _NAMES_ONLY
    for one in fields(value):
        if one.name in skipped:
            continue
        held = getattr(value, one.name)
        opened = held() if callable(held) and isinstance(value, Head | Fold) else held
        yield from _of(opened, block, f"{path}.{one.name}".lstrip("."), subjects)


def _link(value: Any) -> tuple[str, ...]:
    link = getattr(value, "link", "")
    return (link,) if isinstance(link, str) and link else ()


def _table(table: Table, path: str, subjects: tuple[str, ...]) -> Iterator[Said]:
    """Yield a table's strings; a cell speaks of what its row's cells open, the rows' own things first."""
    block = table.head.name
    yield from _of(table.head, block, "head", subjects)
    yield from _of(tuple(column.label for column in table.columns), block, "columns", subjects)
    yield from _of(table.order, block, "order", subjects)
    yield from _of(tuple(label for _, label in table.keys), block, "keys", subjects)
    for number, row in enumerate(table.rows):
        of_row = tuple(link for cell in row if (link := cell.link) and not link.startswith(("region:", "segment:")))
        for column, cell in zip(table.columns, row, strict=True):
            place = (cell.link,) if cell.link.startswith(("region:", "segment:")) else ()
            yield from _of(cell, block, f"rows[{number}].{column.name}", (*subjects, *of_row, *place))


def _rows(data: pa.Table, block: str, path: str, subjects: tuple[str, ...]) -> Iterator[Said]:
    for number, row in enumerate(data.to_pylist()):
        named = next((row[role] for role in ("y", "x") if isinstance(row.get(role), str)), None)
        own = (row["link"],) if row.get("link") else (f"name:{named}",) if named else ()
        for role, held in row.items():
            if role != "link":
                yield from _of(held, block, f"{path}[{number}].{role}", (*subjects, *own))
