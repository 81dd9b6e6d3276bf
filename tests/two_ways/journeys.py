"""Customers' journeys, put together step by step: for when they were promised, and whether the promise was kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import duckdb


@dataclass(frozen=True)
class Step:
    journey: str
    stage: str
    region: str | None
    segment: str | None
    promised: datetime | None
    completed: datetime | None
    abandoned: datetime | None


def due(steps: Sequence[Step], last_stages: dict[str, str]) -> tuple[datetime, bool] | None:
    """Return when a journey was to be done by and whether it was; None where that was never promised.

    The promise of a journey is that of its last stage. While it is on its way there, or where nobody says which
    stage is the last, it is that of its latest step with one; unless all steps so far are done and the next has not
    begun. It is done when the last stage is, whatever is written of other steps after that.
    """
    last = last_stages.get(steps[0].journey)
    at_end = [step for step in steps if step.stage == last]
    all_done = all(step.completed for step in steps)
    promises = [step.promised for step in at_end if step.promised]
    if not promises and (last is None or not all_done):
        promises = [step.promised for step in steps if step.promised][-1:]
    if not promises:
        return None
    given_up = any(step.abandoned for step in steps)
    ends = [step.completed for step in (at_end if last else steps)]
    in_time = bool(ends) and all(end is not None and end <= max(promises) for end in ends)
    return max(promises), in_time and not given_up


def journeys(connection: duckdb.DuckDBPyConnection, hours_ahead: int) -> Iterator[tuple[Any, ...]]:
    """Yield when each journey was promised, whether that was kept, and the region and segment of its first step."""
    stages = connection.execute("select journey, stage from company.journey_stages where is_last").fetchall()
    found = connection.execute("""
        select s.journey_id, s.journey, s.stage, coalesce(s.region, c.region), coalesce(s.segment, c.segment),
            epoch_us(s.promised_at), epoch_us(s.completed_at), epoch_us(s.abandoned_at)
        from company.journey_steps s left join company.customers c using (customer_id)
        order by s.journey_id, s.step_number
    """).fetchall()
    by_journey: dict[Any, list[Step]] = {}
    for journey_id, *rest, promised, completed, abandoned in found:
        times = [_local(moment, hours_ahead) for moment in (promised, completed, abandoned)]
        by_journey.setdefault(journey_id, []).append(Step(*rest, *times))
    for steps in by_journey.values():
        end = due(steps, dict(stages))
        if end is not None:
            yield (*end, steps[0].region, steps[0].segment)


def _local(microseconds: int | None, hours_ahead: int) -> datetime | None:
    if microseconds is None:
        return None
    return datetime(1970, 1, 1) + timedelta(microseconds=microseconds, hours=hours_ahead)  # noqa: DTZ001
