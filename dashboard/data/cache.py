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
from typing import Any, Literal, ParamSpec, TypeVar

import cachetools
import numpy as np
import pyarrow as pa
from cachetools.keys import hashkey

P = ParamSpec("P")
Answer = TypeVar("Answer")

BOUND = 120 << 20
"""Bytes that the answers may take together: those of the views that are read ahead, on ten pages, take 112 MB."""

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
        taken += _AN_OBJECT
        if kind in _PLAIN:
            continue
        if kind is str:
            taken += len(one)  # type: ignore[arg-type]  # as its kind tells
            continue
        if id(one) in seen:
            taken -= _AN_OBJECT
            continue
        seen.add(id(one))
        taken += _own(one, left)
    return taken


def _own(one: Any, left: list[Any]) -> int:
    """Return the bytes that a value holds by itself, and put what it names to what is left."""
    kind: type = type(one)
    form = _form(kind)
    if form == "items":
        left.extend(one)
    elif form == "pairs":
        left.extend(one)
        left.extend(one.values())
    elif form == "bytes":
        return int(one.nbytes)
    elif form == "letters":
        return len(one)
    else:
        left.extend([getattr(one, name) for name in form])
    return 0


@cache
def _form(kind: type) -> Literal["items", "pairs", "bytes", "letters"] | tuple[str, ...]:
    """Return how a kind of value holds others: as items, by key, as bytes, as letters, else in fields of these names.

    What is known by its ``cache_key``, as a reader's data are, is not an answer's own.
    """
    if issubclass(kind, str | bytes):
        return "letters"
    if issubclass(kind, tuple | list | set | frozenset):
        return "items"
    if issubclass(kind, np.ndarray | pa.Table):
        return "bytes"
    if issubclass(kind, Mapping):
        return "pairs"
    names = tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()
    return () if hasattr(kind, "cache_key") or "cache_key" in names else names


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
