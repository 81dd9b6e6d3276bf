"""Drawings are kept for as long as their blocks are: a view asked for before costs no drawing.

Blocks come out of the cache of answers as the very same values, so they are known by what they are, not by what is in
them: to compare all that a table holds would cost as much as to draw it.
"""

from __future__ import annotations

from typing import Generic, TypeVar

Value = TypeVar("Value")


class Same(Generic[Value]):
    """A value known by its identity; it is held, so that no other can take its place in memory."""

    __slots__ = ("value",)

    def __init__(self, value: Value) -> None:
        self.value = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and other.value is self.value

    def __hash__(self) -> int:
        return id(self.value)
