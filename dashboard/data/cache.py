"""What was computed once is kept for as long as it is asked for: for all readers of one grant alike, within a bound.

The key is the function, the snapshot with the reader's grant, the settings and the other arguments. A snapshot never
changes, so nothing expires; what was not asked for longest goes first. The bound is in bytes and over all grants.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from threading import RLock
from types import NoneType
from typing import Any, ParamSpec, TypeVar

import cachetools
import numpy as np
import pyarrow as pa
from cachetools.keys import hashkey

P = ParamSpec("P")
Answer = TypeVar("Answer")

BOUND = 96 << 20
"""Bytes that the answers may take together."""

_AN_OBJECT = 56
"""Bytes of a small object, about."""

_PLAIN = frozenset({float, int, bool, NoneType})

_LOCK = RLock()


def nbytes(value: object) -> int:
    """Return about how many bytes an answer takes: what it names often is there once, what it shares with others is
    counted with each of them."""
    taken, left, seen = 0, [value], set[int]()
    while left:
        one = left.pop()
        kind = type(one)
        if kind not in _PLAIN and kind is not str:
            if id(one) in seen:
                continue
            seen.add(id(one))
        taken += _AN_OBJECT
        if kind in _PLAIN:
            continue
        if isinstance(one, str | bytes):
            taken += len(one)
        elif isinstance(one, tuple | list | set | frozenset):
            left.extend(one)
        elif isinstance(one, np.ndarray | pa.Table):
            taken += int(one.nbytes)
        elif isinstance(one, Mapping):
            left.extend(one)
            left.extend(one.values())
        elif is_dataclass(kind) and not hasattr(one, "cache_key"):
            left.extend([getattr(one, name) for name in _names(kind)])
    return taken


_ANSWERS: cachetools.LRUCache[Hashable, Any] = cachetools.LRUCache(BOUND, getsizeof=nbytes)


def cached(function: Callable[P, Answer]) -> Callable[P, Answer]:
    """Keep what a function returns. An argument with a ``cache_key`` is known by that; the others must be hashable.

    Sessions run in threads of their own: two that ask the same at once may both compute it, which does no harm.
    """
    name = f"{function.__module__}.{function.__qualname__}"

    def key(*arguments: Any, **named: Any) -> Hashable:
        return hashkey(name, *map(_keyed, arguments), **{n: _keyed(one) for n, one in named.items()})

    return cachetools.cached(_ANSWERS, key=key, lock=_LOCK)(function)


def clear() -> None:
    """Forget every answer."""
    with _LOCK:
        _ANSWERS.clear()


def _keyed(argument: Any) -> Hashable:
    key: Hashable = getattr(argument, "cache_key", argument)
    return key


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))
