"""How long cases last, once more: Kaplan and Meier's curve on every case's own time, one step a case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import duckdb
import numpy as np
from numpy.typing import NDArray

from tests.two_ways.definitions import Number, Place, Span
from tests.two_ways.formulas import FloatArray, Z

STEP = 2 ** (1 / 8)
"""Hours are counted in buckets, each so many times the one before."""

MEDIANS = ("resolution_median", "first_response_median", "human_wait_median")
"""The measures that are medians of these."""

RESOLVED = ("resolved", "abandoned is not true")
RESPONDED = ("responded", "(abandoned is not true or responded is not null)")
REACHED = (
    "reached",
    "asked >= opened and (abandoned is not true or reached is not null) "
    "and (reached is not null or resolved is null or resolved >= asked)",
)
"""What ends a duration, and the cases that are looked at."""


@dataclass(frozen=True)
class Lasts:
    """When a duration begins, in which unit it is told, and until when one is seen that never ended."""

    begins: str = "opened"
    unit: timedelta = timedelta(hours=1)
    seen: str = "null::timestamp"


CASE = Lasts()
ASKED = Lasts("asked", timedelta(minutes=1), "case when reached is null then resolved end")

SHORTEST = 1 / 64
"""Hours, or minutes, that anything shorter counts as."""


class Durations:
    """Cases that the customer did not give up before, and that did not end before they were opened."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, last: int, of: tuple[str, str], lasts: Lasts = CASE
    ) -> None:
        end = datetime.fromisoformat(f"{(last + 1) // 12}-{(last + 1) % 12 + 1:02d}-01")
        rows = connection.execute(f"""
            select opened, {lasts.begins}, {of[0]}, {lasts.seen}, coalesce(region, 'not given'),
                coalesce(segment, 'not given')
            from cases where {of[1]} and ({of[0]} is null or {of[0]} >= {lasts.begins})
        """).fetchall()
        rows = [row for row in rows if row[0] < end and row[1] < end]
        self.month = np.array([row[0].year * 12 + row[0].month - 1 for row in rows])
        self.ended = np.array([row[2] is not None and row[2] < end for row in rows])
        seen = [next((time for time in row[2:4] if time is not None and time < end), end) for row in rows]
        hours = np.array([(last_ - row[1]) / lasts.unit for last_, row in zip(seen, rows, strict=True)])
        self.hours = np.maximum(hours, SHORTEST)
        self.region, self.segment = (np.array([row[at] for row in rows]) for at in (4, 5))

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
