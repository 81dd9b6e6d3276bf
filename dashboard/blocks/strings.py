"""Every string of a block: what a reader, a screen reader or a slide could be told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

import pyarrow as pa

from dashboard.blocks.head import Head
from dashboard.blocks.layout import Block, Fold, Row


def within(block: Block, *, folded: bool = True) -> Iterator[Block]:
    """Yield a block and all that it holds; with ``folded`` what is folded away is read for it."""
    yield block
    held: tuple[Block, ...] = block.blocks if isinstance(block, Row) else ()
    if folded and isinstance(block, Fold):
        held = block.content()
    for one in held:
        yield from within(one, folded=folded)


def strings(value: Any, *, folded: bool = True) -> Iterator[str]:
    """Yield every string of a block in the order of its fields; ``folded`` reads what folds and evidence hold."""
    if isinstance(value, str):
        if value:
            yield value
    elif isinstance(value, pa.Table):
        yield from strings(value.to_pylist())
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from strings(one, folded=folded)
    elif isinstance(value, tuple | list):
        for one in value:
            yield from strings(one, folded=folded)
    elif not isinstance(value, type):
        kind: type = type(value)
        for name in _fields(kind):
            held = getattr(value, name)
            asked = folded and callable(held) and isinstance(value, Head | Fold)
            yield from strings(held() if asked else held, folded=folded)


@cache
def _fields(kind: type) -> tuple[str, ...]:
    """Return the names of a kind's fields; of what is no block or part of one there are none."""
    return tuple(one.name for one in fields(kind)) if is_dataclass(kind) else ()
