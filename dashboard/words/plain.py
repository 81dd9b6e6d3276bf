"""Counts, ages and lists in words."""

from __future__ import annotations

import math
from collections.abc import Iterable

from dashboard.words import formats


def counted(n: float, what: str, locale: str) -> str:
    """Return a count with its noun, given in the singular: '1 answer', '12,408 answers'."""
    if not math.isfinite(n):
        return f"no {what}s known"
    return f"{formats.count(n, locale)} {what}" + ("" if n == 1 else "s")


def days(number: int, locale: str) -> str:
    """Return an age in days: '1 day', '1,200 days'."""
    return counted(number, "day", locale)


def listed(names: Iterable[str]) -> str:
    """Return names as a list in words: 'a', 'a and b', 'a, b and c'."""
    found = [name.replace("_", " ") for name in names]
    return " and ".join([", ".join(found[:-1]), found[-1]] if len(found) > 1 else found)


def in_letters(number: int) -> str:
    """Return a small number in letters: 'no', 'one' … 'ten'; a larger one in digits."""
    names = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    return names[number] if 0 <= number < len(names) else str(number)


def capital(text: str) -> str:
    """Return a text with its first letter in upper case, the rest as it is."""
    return text[:1].upper() + text[1:]
