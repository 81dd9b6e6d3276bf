"""The numerals of a text, in English: what a reader takes for a number, with its sign, its digits and its unit.

Some are no figures and are left out, each kind for a reason: see ``NO_FIGURES``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?"

NO_FIGURES = {
    "a day or a month": rf"\b(?:\d{{1,2}} )?{_MONTH}(?: \d{{4}})?(?:,? \d{{2}}:\d{{2}})?\b",
    "a year by its name": r"\bin (?:19|20)\d{2}\b|^(?:19|20)\d{2}$",
    "a period by its name": r"\bQ[1-4] (?:FY)?\d{4}\b|\bFY\d{4}\b|\b\d{4}-\d{2}(?:-\d{2})?\b",
    "the length in a period's name": r"\b(?:12|3) months (?=to\b)",
    "the level of every interval": r"\b(?:95|80) % (?=intervals?\b|of what comes\b)",
    "the power of every smallest change": r"\bfour times out of five\b",
    "an identity": r"\b\d{8}T\d{9}Z-[0-9a-f]{12}\b",
}
"""What is no figure, and its pattern: when something was, how a period and an interval are named, and identities."""

_LEFT_OUT = re.compile("|".join(NO_FIGURES.values()))
_NUMERAL = re.compile(
    r"(?<![A-Za-z\d])(?P<sign>[+−]?)(?P<currency>[€$£]?)(?P<whole>\d{1,3}(?:,\d{3})+|\d+)(?P<part>\.\d+)?(?P<size>[KMB](?!\w))?"
    r"(?: ?(?P<unit>%|h\b|min\b|points?\b))?"
)
_SIZES = {"": 0, "K": 3, "M": 6, "B": 9}
_SPACES = re.compile("[\u00a0\u202f\u2009]")
_LETTERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
_IN_LETTERS = re.compile(rf"\b({'|'.join(_LETTERS)})\b")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as it is read. ``places`` are its decimals (below 0: of thousands), ``unit`` '' where it has none."""

    text: str
    value: float
    places: int
    unit: str
    signed: bool
    before: str
    """What stands before it in the text."""


def numerals(text: str, names: Iterable[str] = ()) -> Iterator[Numeral]:
    """Yield the numerals of a text; digits in one of ``names``, which people gave, are none."""
    plain = _SPACES.sub(" ", text)
    for name in sorted(names, key=len, reverse=True):
        plain = re.sub(rf"(?<!\w){re.escape(_SPACES.sub(' ', name))}(?!\w)", " · ", plain)
    plain = _LEFT_OUT.sub(" · ", plain)
    for found in _NUMERAL.finditer(plain):
        yield _numeral(found, plain)
    for word in _IN_LETTERS.finditer(plain):
        yield Numeral(word[0], _LETTERS[word[0]], 0, "", False, plain[: word.start()])


def _numeral(found: re.Match[str], text: str) -> Numeral:
    size, part = _SIZES[found["size"] or ""], found["part"] or ""
    value = float(found["whole"].replace(",", "") + part) * 10**size
    unit = "money" if found["currency"] else (found["unit"] or "").rstrip("s")
    sign = found["sign"]
    return Numeral(
        found[0],
        -value if sign == "−" else value,
        max(len(part) - 1, 0) - size,
        unit,
        bool(sign),
        text[: found.start()],
    )
