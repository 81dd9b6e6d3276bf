"""How files are handed from the press to who ordered them: one behind the other, each with its length before it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

Format = Literal["png", "svg", "pdf"]
"""What the press can set."""

_LENGTH = 8
"""Bytes that tell the length of what follows."""


def framed(files: Iterable[bytes]) -> Iterator[bytes]:
    """Yield each file with its length before it."""
    for file in files:
        yield len(file).to_bytes(_LENGTH, "big") + file


def unframed(answer: bytes) -> Iterator[bytes]:
    """Yield the files of an answer, in their order."""
    at = 0
    while at < len(answer):
        begin = at + _LENGTH
        at = begin + int.from_bytes(answer[at:begin], "big")
        yield answer[begin:at]
