"""Small registers of pilots with what came of their units: rows that a pencil can check."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

import numpy as np

from tests.published import LAST

BEGAN = LAST - 8
"""The month in which a pilot begins, unless told otherwise: it has twelve months before, and six after are over."""

Value = Callable[[int, int, bool], float]
"""What a unit's number, the month counted from the start (0 the first), and whether it is the pilot's come to."""


def pilot(pilot_id: str = "p", **changes: Any) -> dict[str, Any]:
    """Return a pilot of hours to resolve that ran for six months."""
    return {
        "pilot_id": pilot_id, "name": f"Try {pilot_id}", "metric": "resolution_hours", "starts_on": _day(BEGAN),
        "ends_on": date.fromordinal(_day(BEGAN + 6).toordinal() - 1), "hypothesis": "It helps", "stage": "running",
    } | changes  # fmt: skip


def units(
    pilot_id: str = "p", treated: Iterable[int] = range(6), compared: Iterable[int] = range(6, 12), **changes: Any
) -> list[dict[str, Any]]:
    """Return units of both arms: the numbers are the names of their segments."""
    arms = [("pilot", number) for number in treated] + [("comparison", number) for number in compared]
    return [{"pilot_id": pilot_id, "arm": arm, "segment": f"u{number:02}"} | changes for arm, number in arms]


def outcomes(
    rows: Iterable[Mapping[str, Any]],
    value: Value,
    *,
    n: int = 4,
    months: Iterable[int] = range(-12, 9),
    began: int = BEGAN,
    way: str | None = None,
) -> list[dict[str, Any]]:
    """Return what the query brings of these units where each month of each has so many cases of one value."""
    kept = list(rows)
    return [
        {
            "pilot_id": row["pilot_id"], "arm": row["arm"], "region": row.get("region"), "segment": row.get("segment"),
            "department_id": row.get("department_id"), "customer_id": row.get("customer_id"),
            "joined_on": row.get("joined_on"), "month": began + month, "way": way, "units": len(kept), "n": n,
            "weight": float(n), "weight_squared": float(n),
            "total": n * told, "squares": n * told * told,
        }
        for row in kept
        for month in months
        for told in [value(int((row.get("segment") or "u00")[1:]), month, row["arm"] == "pilot")]
    ]  # fmt: skip


def noisy(effect: float = 0.0, seed: int = 0, *, spread: float = 1.0, level: float = 20.0) -> Value:
    """Return values by chance about a level of each unit's own, those of the pilot with an effect from its start on."""
    rng = np.random.default_rng(seed)
    noise = rng.normal(0.0, spread, (100, 200))
    own = rng.normal(level, 2.0, 100)

    def told(unit: int, month: int, treated: bool) -> float:
        return float(own[unit] + noise[unit, month + 100] + effect * (treated and month >= 0))

    return told


def effects(first: float, later: float, joins: dict[int, int], seed: int = 0) -> Value:
    """Return values of which the pilot's units have an effect from when they joined: those of ``joins`` later."""
    value = noisy(0.0, seed)

    def told(unit: int, month: int, treated: bool) -> float:
        since = joins.get(unit, 0)
        effect = later if unit in joins else first
        return value(unit, month, treated) + effect * (treated and month >= since)

    return told


def _day(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)
