"""What the process frees goes back to the system: each session runs in threads, which would keep heaps of their own."""

from __future__ import annotations

import ctypes

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
