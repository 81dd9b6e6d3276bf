"""What the process takes and gives back: one heap for all its threads, and no library that only others need.

Each session runs in threads, which would keep heaps of their own.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType

_TRIM_THRESHOLD, _ARENA_MAX = -1, -8
"""glibc's numbers of what it is told (malloc.h)."""

KEPT = 128 << 10
"""Bytes at the heap's end that are kept for what is asked next."""


def give_back() -> None:
    """Have one heap serve all threads, and its free end be given back; where there is no glibc nothing is changed.

    To be called before threads begin. One thread runs Python at a time, so that they hardly wait for each other.
    """
    tell = getattr(ctypes.CDLL(None), "mallopt", None)
    if tell is not None:
        tell(_ARENA_MAX, 1)
        tell(_TRIM_THRESHOLD, KEPT)


class _Without(MetaPathFinder):
    """Finds that a library is not there."""

    def __init__(self, library: str) -> None:
        self._library = library

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        """Refuse the library, and leave every other to who finds it."""
        if name == self._library:
            raise ModuleNotFoundError(name, name=name)
        return None


def arrow_without_pandas() -> None:
    """Have Arrow work without pandas, 50 MB that it would load with its first array, to know a frame when it sees one.

    It looks once, and does as where pandas is not installed. Who imports pandas afterwards has it, and a frame is made
    from Arrow and into it as ever. To be called before threads begin.
    """
    import pyarrow as pa  # after its memory pool was chosen

    without = _Without("pandas")
    sys.meta_path.insert(0, without)
    try:
        pa.array([0])
    finally:
        sys.meta_path.remove(without)
