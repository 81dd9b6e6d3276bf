"""Steps of price as words."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from dashboard.measures.customers.bucket import Bucket
from dashboard.measures.customers.prices import PriceStep
from dashboard.settings import Settings
from dashboard.words.formats import Formats
from dashboard.words.plain import listed

MOST = 3
"""Steps that are told."""


def steps(found: Sequence[PriceStep], bucket: Bucket, settings: Settings) -> str:
    """Return what came with price: 'Price: at least €505K a month, mostly within expansion, came with …'."""
    if not found:
        return ""
    formats = Formats.of(settings)
    total = sum(one.amount for one in found)
    told = [_step(size, list(same), formats) for size, same in _by_size(found)]
    more = f" and {len(told) - MOST} more" if len(told) > MOST else ""
    return (
        f"Price: at least {formats.money(total)} a month, mostly within expansion, came with steps up of one size, "
        f"each taken by most customers of a segment within a year: {'; '.join(told[:MOST])}{more}."
    )


def _by_size(found: Sequence[PriceStep]) -> list[tuple[float, list[PriceStep]]]:
    """Return the steps of one size and the same months together, those that came to most first."""

    def alike(one: PriceStep) -> tuple[float, bool]:
        return one.size, one.months[0] == one.months[1]

    together = [(size, list(same)) for (size, _), same in groupby(sorted(found, key=alike), key=alike)]
    return sorted(together, key=lambda one: -sum(step.amount for step in one[1]))


def _step(size: float, same: list[PriceStep], formats: Formats) -> str:
    segments = listed([one.segment for one in sorted(same, key=lambda one: -one.amount)])
    first, last = min(one.months[0] for one in same), max(one.months[1] for one in same)
    when = formats.months(first, last)
    amount = formats.money(sum(one.amount for one in same))
    return f"{formats.percent(size, signed=True)} in {segments}, {when} ({amount})"
