"""How orders are handed to the press, and files back: one behind the other, each with its length before it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import IO, Literal

Format = Literal["png", "svg", "pdf"]
"""What the press can set."""

MOST = 2**30
"""Bytes of a file, at most: what announces more is none."""

_LENGTH = 8
"""Bytes that tell the length of what follows."""


def framed(files: Iterable[bytes]) -> Iterator[bytes]:
    """Yield each file with its length before it."""
    for file in files:
        yield len(file).to_bytes(_LENGTH, "big") + file


def unframed(stream: IO[bytes], at_most: int = MOST) -> bytes:
    """Return the next file of a stream. Raises EOFError where the stream ends before it, or it is none."""
    length = int.from_bytes(_read(stream, _LENGTH), "big")
    if length > at_most:
        raise EOFError(f"{length} bytes are announced, and {at_most} are the most")
    return _read(stream, length)


def _read(stream: IO[bytes], length: int) -> bytes:
    found = stream.read(length)
    if len(found) < length:
        raise EOFError(f"{len(found)} bytes of {length}")
    return found
