"""With how many digits things are told, and what shown figures come to: what is shown adds up.

A change in points is the difference of the two values as they are shown, so that 68.8 from 73.1 is 4.3 whatever the
digits behind them are; a change in percent is that of the exact ones. Parts are rounded so that they make the whole.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from dashboard.measures.registry import Measure, Unit

_UNITS = 5
"""The least change worth saying is at least so many units of the last digit."""

_WHOLE = 2.0**53
"""From here on floating numbers are whole."""

_COMPACT_FROM = 10_000
"""Money from which on it is told in thousands or millions."""

TELLING = 3
"""Digits of money that tell anything beside its magnitude."""

_MOST_MORE = 6
"""Digits that may be added to tell two numbers apart."""

_CUSTOMARY: dict[Unit, int] = {"number": 2, "count": 0}
"""Decimals of a unit, where they are not one."""


def decimals(measure: Measure) -> int:
    """Return the decimals of a measure's values as they are read (a share's in percent), but for money's own.

    As many as are customary, and more where the least change worth saying would else be lost in rounding.
    """
    customary = _CUSTOMARY.get(measure.unit, 1)
    if measure.relative or measure.unit in ("count", "money"):
        return customary
    return max(customary, _telling(measure.least_change * scale(measure)))


def change_decimals(measure: Measure) -> int:
    """Return the decimals of a measure's changes: those of its values, or of the percentage by which it is told."""
    return max(1, _telling(measure.least_change * 100)) if measure.relative else decimals(measure)


def scale(measure: Measure) -> int:
    """Return what a measure's amounts are multiplied by to be read: 100 for shares, which are read in percent."""
    return 100 if measure.unit == "share" else 1


def rounded(value: float, places: int) -> float:
    """Return a value with so many decimals, halves away from 0 as the charts do; 0 has no sign, and nan is nan."""
    if not math.isfinite(value) or (places >= 0 and abs(value) >= _WHOLE):
        return value
    return float(Decimal(value).quantize(_unit(places), ROUND_HALF_UP)) + 0.0  # + 0.0: no '−0'


def money_places(value: float) -> int:
    """Return the decimals of an amount of money, fewer than none where it is told by its three digits that tell."""
    if abs(value) < _COMPACT_FROM:
        return 0 if abs(value) >= 100 else 2
    return TELLING - 1 - math.floor(math.log10(abs(value)))


def places(measure: Measure, amount: float) -> int:
    """Return the decimals with which an amount of a measure is read, fewer than none for much money."""
    return money_places(amount) if measure.unit == "money" else decimals(measure)


class Apart(NamedTuple):
    """The ends of an interval, and how many digits ``more`` than usual it takes to tell them apart."""

    ends: tuple[float, float]
    more: int = 0


def told_apart(low: float, high: float, places: Callable[[float], int], *, holds: bool = True) -> Apart | None:
    """Return the ends of an interval such that they do not read alike; ``places`` are the decimals of an amount.

    Where they would, what lies between reads as that one number: the ends then hold it (unless told otherwise), in as
    many more digits as part them. None where an end is not known, or they can't be parted.
    """
    if not (math.isfinite(low) and math.isfinite(high)):
        return None
    both, last = (rounded(end, places(end)) for end in (low, high))
    if both != last:
        return Apart((low, high))
    ends = (min(low, both), max(high, both)) if holds else (low, high)
    more = more_digits(ends[0], ends[1:], places)
    return Apart(ends, more) if more else None


def more_digits(one: float, others: Iterable[float], places: Callable[[float], int]) -> int:
    """Return the fewest digits more than usual in which none of several numbers reads like another one.

    Those that nothing parts from it do not count. More digits may read alike where fewer do not: 0.502 and 0.498 are 1
    and 0, but 0.5 both. So all are asked at the same digits.
    """

    def alike(other: float, more: int) -> bool:
        return rounded(one, places(one) + more) == rounded(other, places(other) + more)

    parted = [other for other in others if not alike(other, _MOST_MORE)]
    return next(more for more in range(_MOST_MORE + 1) if not any(alike(other, more) for other in parted))


def shown_change(measure: Measure, now: float, before: float) -> float:
    """Return the change between two values as it is read: in points or the unit, else in percent of the value before.

    nan where there is no such percentage.
    """
    if measure.relative:
        return rounded(100 * (now - before) / abs(before), change_decimals(measure)) if before else math.nan
    places = decimals(measure)
    return shown_difference(now * scale(measure), before * scale(measure), places)


def shown_difference(now: float, before: float, places: int) -> float:
    """Return the difference of two values with so many decimals, as a reader would take it."""
    return rounded(rounded(now, places) - rounded(before, places), places)


def adding_up(
    parts: Sequence[float], places: int, *, whole: float | None = None, other: int | None = None
) -> tuple[float, ...]:
    """Return parts with so many decimals that add up to the whole as it is shown; their own sum where none is given.

    What rounding leaves goes into the part at ``other``; without one, or where it would turn its sign or be more than
    half of it, a unit of the last digit each goes to the parts that rounding moved furthest the other way (largest
    remainder). Raises ValueError for what is not finite, or for a whole that rounding cannot make of the parts.
    """
    if not all(map(math.isfinite, (*parts, *(() if whole is None else (whole,))))):
        raise ValueError("what is not known adds up to nothing")
    unit = _unit(places)
    shown = [Decimal(part).quantize(unit, ROUND_HALF_UP) for part in parts]
    total = Decimal(math.fsum(parts) if whole is None else whole).quantize(unit, ROUND_HALF_UP)
    left = int((total - sum(shown, Decimal(0))) / unit)
    if other is not None and 2 * abs(left) * unit <= abs(shown[other]):
        shown[other] += left * unit
        left = 0
    if abs(left) > len(parts):
        raise ValueError(f"parts that add up to {math.fsum(parts)} make no {whole}")
    step = unit if left > 0 else -unit
    remainders = [(Decimal(part) - said) * (1 if left > 0 else -1) for part, said in zip(parts, shown, strict=True)]
    for position in sorted(range(len(parts)), key=lambda at: -remainders[at])[: abs(left)]:
        shown[position] += step
    return tuple(float(said) + 0.0 for said in shown)


def _telling(least: float) -> int:
    """Return the fewest decimals of which a least change is at least five units of the last."""
    return max(0, math.ceil(round(math.log10(_UNITS / least), 9)))


@cache
def _unit(places: int) -> Decimal:
    return Decimal(1).scaleb(-places)
