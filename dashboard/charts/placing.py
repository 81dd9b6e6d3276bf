"""Where words go: how wide they are, how far apart, on which level, and over how many lines. Pure geometry."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

_LETTER = 6.4
"""Pixels of a letter of 12 pixels' height, on average of a name."""

_BROAD = 12.0
"""Pixels of a letter of Chinese, Japanese or Korean."""

_ROOMS = (24, 32, 40, 52, 64, 80, 96, 112, 132, 156, 180, 210, 260)
"""Pixels that a column of words may be given: few, so that the room seldom changes with the words."""


def width_of(text: str) -> float:
    """Return about how many pixels a line of words takes."""
    broad = sum(unicodedata.east_asian_width(letter) in "WF" for letter in text)
    return broad * _BROAD + (len(text) - broad) * _LETTER


def room_for(texts: Iterable[str], most: int = _ROOMS[-1]) -> int:
    """Return the pixels of a column that holds these words, of a few sizes and at most ``most``; no words, no room."""
    widest = max((width_of(text) for text in texts if text), default=0.0)
    if not widest:
        return 0
    return min(next((room for room in _ROOMS if room >= widest), _ROOMS[-1]), most)


def apart(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Return places near those wanted, in the same order, ``gap`` apart and within ``low`` to ``high``.

    Where they do not all fit, they stand as far apart as there is room.
    """
    count = len(wanted)
    gap = min(gap, (high - low) / max(count - 1, 1))
    order = sorted(range(count), key=lambda at: wanted[at])
    pooled: list[tuple[float, int]] = []  # mean and size of what must stand together, the gaps taken out
    for nth, at in enumerate(order):
        mean, size = wanted[at] - gap * nth, 1
        while pooled and pooled[-1][0] > mean:
            before, held = pooled.pop()
            mean, size = (before * held + mean * size) / (held + size), held + size
        pooled.append((mean, size))
    places = [mean for mean, size in pooled for _ in range(size)]
    found = [0.0] * count
    for nth, (place, at) in enumerate(zip(places, order, strict=True)):
        found[at] = min(max(place, low), high - gap * (count - 1)) + gap * nth
    return found


def levels(spans: Sequence[tuple[float, float]], gap: float = 10.0) -> list[int]:
    """Return for each stretch, from left to right, the first level on which it touches none before it."""
    ends: list[list[tuple[float, float]]] = []
    found = []
    for start, end in spans:
        level = next(
            (at for at, held in enumerate(ends) if all(end + gap <= s or start >= e + gap for s, e in held)), len(ends)
        )
        if level == len(ends):
            ends.append([])
        ends[level].append((start, end))
        found.append(level)
    return found


def halves(text: str) -> tuple[str, str]:
    """Return a name over two lines, parted at the space nearest to its middle; one line where it is short."""
    spaces = [at for at, letter in enumerate(text) if letter == " "]
    if len(text) <= _ONE_LINE or not spaces:
        return text, ""
    parted = min(spaces, key=lambda at: abs(at - len(text) / 2))
    return text[:parted], text[parted + 1 :]


_ONE_LINE = 9
"""Letters that are never parted."""


def spread(values: Iterable[float | None]) -> tuple[float, float]:
    """Return the least and the greatest of what is known; 0 and 1 where nothing is."""
    known = [value for value in values if value is not None]
    return (min(known), max(known)) if known else (0.0, 1.0)
