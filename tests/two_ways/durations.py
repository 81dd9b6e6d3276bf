"""How long cases last, once more: Kaplan and Meier's curve on every case's own hours, one step a case."""

from __future__ import annotations

from datetime import datetime, timedelta

import duckdb
import numpy as np
from numpy.typing import NDArray

from tests.two_ways.definitions import Number, Place, Span
from tests.two_ways.formulas import FloatArray, Z

STEP = 2 ** (1 / 8)
"""Hours are counted in buckets, each so many times the one before."""

MEDIANS = ("resolution_median", "first_response_median")
"""The measures that are medians of these."""

RESOLVED = ("resolved", "abandoned is not true")
RESPONDED = ("responded", "(abandoned is not true or responded is not null)")
"""What ends a duration, and the cases that are looked at."""

SHORTEST = 1 / 64
"""Hours that anything shorter counts as."""


class Durations:
    """Cases that the customer did not give up before, and that did not end before they were opened."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, last: int, of: tuple[str, str]) -> None:
        end = datetime.fromisoformat(f"{(last + 1) // 12}-{(last + 1) % 12 + 1:02d}-01")
        rows = connection.execute(f"""
            select opened, {of[0]}, coalesce(region, 'not given'), coalesce(segment, 'not given')
            from cases where {of[1]} and ({of[0]} is null or {of[0]} >= opened)
        """).fetchall()
        rows = [row for row in rows if row[0] < end]
        self.month = np.array([opened.year * 12 + opened.month - 1 for opened, *_ in rows])
        self.ended = np.array([resolved is not None and resolved < end for _, resolved, *_ in rows])
        seen = [resolved if resolved is not None and resolved < end else end for _, resolved, *_ in rows]
        hours = np.array([(last_ - row[0]) / timedelta(hours=1) for last_, row in zip(seen, rows, strict=True)])
        self.hours = np.maximum(hours, SHORTEST)
        self.region, self.segment = (np.array([row[at] for row in rows]) for at in (2, 3))

    def median(self, place: Place, span: Span, *, in_buckets: bool = False) -> Number:
        """Return the median of the cases opened in a span, how many they are, and Brookmeyer and Crowley's interval.

        Where they are counted ``in_buckets``, a case that still lasts is at risk in all of the bucket that it is in.
        """
        kept = (self.month >= span[0]) & (self.month <= span[1])
        for column, asked in ((self.region, place.regions), (self.segment, place.segments)):
            if asked is not None:
                kept &= np.isin(column, asked)
        if not kept.any():
            return Number(np.nan, 0)
        hours = np.where(self.ended, self.hours, bucket_ends(self.hours)) if in_buckets else self.hours
        value, low, high = median(hours[kept], self.ended[kept])
        return Number(value, int(kept.sum()), low, high)


def bucket_ends(hours: FloatArray) -> FloatArray:
    """Return where the buckets end in which hours are counted: each lies around a power of the step."""
    return np.asarray(STEP ** (np.floor(np.log2(hours) / np.log2(STEP) + 0.5) + 0.5))


def median(hours: FloatArray, ended: NDArray[np.bool_]) -> tuple[float, float, float]:
    """Return the first time at which half have ended, and those at which the curve's log(-log) limits say so.

    Of equal times an end comes before what was last seen then.
    """
    order = np.lexsort((~ended, hours))
    hours, ended = hours[order], ended[order]
    survival, terms = 1.0, 0.0
    found: dict[str, float] = {}
    for at, (time, end) in enumerate(zip(hours.tolist(), ended.tolist(), strict=True)):
        left = len(hours) - at
        if not end:
            continue
        survival *= 1 - 1 / left
        if left == 1:
            sides = {"value": 0.0, "low": 0.0}
        else:
            terms += 1 / (left * (left - 1))
            spread = Z * np.sqrt(terms) / np.log(survival)
            sides = {"value": survival, "low": survival ** np.exp(-spread), "high": survival ** np.exp(spread)}
        for name, share in sides.items():
            if share <= 0.5 + 1e-9:
                found.setdefault(name, time)
        if len(found) == 3:
            break
    return found.get("value", np.nan), found.get("low", np.nan), found.get("high", np.inf)
