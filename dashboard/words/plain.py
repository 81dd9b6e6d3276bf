"""Counts, ages and lists in words: the one place where a noun gets its plural."""

from __future__ import annotations

from collections.abc import Iterable

from dashboard.words.formats import Formats, in_language


def counted(n: float, what: str, locale: str) -> str:
    """Return a count with its noun, given in the singular: '1 answer', '12,408 answers'."""
    return in_language(locale).counted(n, what)


def between(number: int, what: str, locale: str) -> str:
    """Return how many things lie between two that are told: '… 380 departments between'."""
    return f"… {counted(number, what, locale)} between"


def days(number: int, locale: str) -> str:
    """Return an age in days: '1 day', '1,200 days'."""
    return in_language(locale).days(number)


def listed(names: Iterable[str]) -> str:
    """Return names as a list in words: 'a', 'a and b', 'a, b and c'; of datasets, without their underscores."""
    return Formats().listed(name.replace("_", " ") for name in names)


def some(names: Iterable[str], most: int = 4) -> str:
    """Return the first names of a list, and how many more there are; 'none' where there are none."""
    told = list(names)
    more = len(told) - most
    return listed((*told[:most], f"{more} more")) if more > 0 else listed(told) or "none"


def in_letters(number: int) -> str:
    """Return a small number in letters: 'no', 'one' … 'ten'; a larger one in digits."""
    names = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    return names[number] if 0 <= number < len(names) else str(number)


def capitalised(text: str) -> str:
    """Return a text whose first letter is a capital, the others as they are."""
    return text[:1].upper() + text[1:]


def in_brackets(text: str) -> str:
    """Return a text in brackets, with the space before them: ' (1.9 to 5.7)'; nothing where there is none."""
    return f" ({text})" if text else ""
