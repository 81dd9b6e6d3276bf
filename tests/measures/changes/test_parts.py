"""Parts are summed as the measure itself is: each is what the measure says of that place alone."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dashboard.data.access import Data
from dashboard.data.view import View
from dashboard.measures import MEASURES, measure, read
from dashboard.measures.changes.parts import Parts, parts_of, ways_of
from dashboard.periods import choices, earlier
from dashboard.settings import Settings
from dashboard.snapshots.store import Store
from tests.published import LAST, SETTINGS, Rows, data, view

PLAIN = Settings(least_n=1)


@pytest.fixture(scope="module")
def demo(demo_store: Path) -> Data:
    return Data(Store(demo_store).current())


def value(found: Data, name: str, asked: View) -> float:
    figure = read(found, name, asked, PLAIN)
    return figure.value if figure.shown else math.nan


@pytest.mark.parametrize("way", ["region", "segment"])
def test_a_part_is_the_measure_of_its_place(demo: Data, way: str) -> None:
    period, first = choices(*demo.months)[0], demo.months[0]
    whole, compared = View(None, None, period, earlier(period, "year", first)), []
    for entry in (measure(name, PLAIN) for name in MEASURES):
        parts = parts_of(demo, entry, whole, way) if way in ways_of(demo, entry, whole) else None
        if parts is None or whole.against is None:
            continue
        for side, months in enumerate((period, whole.against)):
            for at, (label,) in enumerate(parts.labels):
                regions, segments = ((label,), None) if way == "region" else (None, (label,))
                expected = value(demo, entry.name, View(regions, segments, months, None))
                assert parts.values[side, at] == pytest.approx(expected, nan_ok=True), (entry.name, label, months.label)
        compared.append(entry.name)
    assert {"nps", "csat_mean", "win_rate", "refill", "recurring_revenue", "earned_growth"} <= {*compared}


def named(parts: Parts | None) -> dict[str, list[float]]:
    assert parts is not None
    return {labels[0]: parts.values[:, at].tolist() for at, labels in enumerate(parts.labels)}


def windows(month: int, region: str, **sums: float) -> dict[str, Any]:
    return {"month": month, "window": 1, "region": region, "segment": "S", **sums}


def test_a_part_is_capped_as_the_measure_is(tmp_path: Path) -> None:
    """More were lost than came: what came made good at most for itself."""
    rows = [
        windows(month, region, opening_customers=100, lost_customers=lost, new_customers=10)
        for month in range(LAST - 24, LAST + 1)
        for region, lost in (("North", 30), ("South", 4))
    ]
    found = named(parts_of(data(tmp_path, customer_windows=rows), measure("refill", SETTINGS), view(), "region"))
    assert found == {"North": [1.0, 1.0], "South": pytest.approx([0.4, 0.4])}


def ledger(month: int, region: str, amount: float = 10.0) -> dict[str, Any]:
    return {"month": month, "region": region, "segment": "S", "line": "recurring_revenue", "amount": amount}


def test_a_month_that_the_ledger_does_not_hold_is_not_a_month_of_nothing(tmp_path: Path) -> None:
    gap = LAST - 13
    rows: Rows = [
        ledger(month, region) for month in range(LAST - 40, LAST + 1) for region in ("North", "South") if month != gap
    ]
    entry = measure("recurring_revenue", SETTINGS)
    found = named(parts_of(data(tmp_path, finance=rows), entry, view(), "region"))
    assert found == {name: pytest.approx([30.0, math.nan], nan_ok=True) for name in ("North", "South")}


def test_a_gap_in_the_ledger_is_no_fall_of_a_part(tmp_path: Path) -> None:
    """Years of the same amount but for a month that was never booked: nothing is unusual."""
    rows: Rows = [
        ledger(month, region, 10.0 + month % 3)
        for month in range(LAST - 60, LAST + 1)
        for region in ("North", "South")
        if month != LAST - 20
    ]
    entry = measure("recurring_revenue", SETTINGS)
    parts = parts_of(data(tmp_path, finance=rows), entry, view(), "region")
    assert parts is not None
    assert parts.apart is not None
    assert not (parts.apart().p_value < 0.5).any()
    assert np.isfinite(parts.values).all()
