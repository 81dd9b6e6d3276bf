"""What stands in a denominator, and what does not: the undecided, what no region owns, growth that is none."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pytest

from dashboard.data.view import NOT_GIVEN, View
from dashboard.measures import read
from dashboard.periods import Calendar, closing
from tests.published import LAST, SETTINGS, data, view


def test_what_is_not_decided_yet_is_not_lost(tmp_path: Path) -> None:
    """What is open, or not judged yet, is in no denominator."""
    cases = {"month": LAST, "n": 100, "contact_known": 40, "contact_resolved": 30}
    deals = [{"month": LAST, "outcome": outcome, "n": n} for outcome, n in (("won", 6), ("lost", 18))]
    found = data(tmp_path, cases=[cases], opportunities=deals)
    solved, won = (read(found, name, view(), SETTINGS) for name in ("first_contact_resolution", "win_rate"))
    assert (solved.value, solved.n) == (0.75, 40)
    assert (won.value, won.n) == (0.25, 24)


def test_earned_growth_is_a_rate_and_no_ratio(tmp_path: Path) -> None:
    """Where revenue neither grew nor fell the rate is still a number: nothing is divided by growth."""
    window = {
        "month": LAST, "window": 12, "customers_before": 5, "revenue_before": 450.0, "revenue": 450.0,
        "new_revenue_earned": 50.0,
    }  # fmt: skip
    found = read(data(tmp_path, window_revenue=[window]), "earned_growth", view(), SETTINGS)
    assert found.value == pytest.approx(0)


def test_what_no_region_owns_is_in_the_company_s_total_alone(tmp_path: Path) -> None:
    """The regions' sum, asked for together, leaves out what is not allocated."""

    def booked(region: str | None, amount: float) -> dict[str, Any]:
        return {"month": LAST, "line": "recurring_revenue", "region": region, "amount": amount}

    found = data(tmp_path, finance=[booked("North", 60.0), booked("NA", 30.0), booked(None, 10.0)])
    september = closing("month", LAST, Calendar())

    def revenue(*regions: str) -> float:
        return read(found, "recurring_revenue", View(regions or None, None, september, None), SETTINGS).value

    assert (revenue(), revenue("North", "NA"), revenue("North", "NA", NOT_GIVEN)) == (100, 90, 100)
    assert (revenue("NA"), math.isnan(revenue("South"))) == (30, True)
