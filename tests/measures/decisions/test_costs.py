"""What a measure that is too low comes to: points of the one that leads, money a month, or nobody knows."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.measures import measure
from dashboard.measures.decisions.costs import cost_of
from dashboard.measures.decisions.pending import NOT_KNOWN, Asking, Cost
from dashboard.measures.decisions.waiting import newest_view
from tests.published import AS_OF, LAST, SETTINGS, Rows, data

MONTHS = range(LAST - 20, LAST + 1)


def cost(
    folder: Path, name: str, size: float, region: str | None = None, leads: str = "nps", segment: str | None = None,
    **tables: Rows,
) -> Cost:  # fmt: skip
    settings = SETTINGS.model_copy(update={"leading_measure": leads})
    found = data(folder / f"{name} {size} {leads} {region} {segment}", **tables)
    asking = Asking(found, newest_view(found, settings), settings, AS_OF)
    return cost_of(asking, measure(name, settings), size, 3, region, segment)


def test_the_leading_measure_is_told_in_its_points(tmp_path: Path) -> None:
    assert cost(tmp_path, "nps", 3.5) == Cost("points", 3.5)
    assert cost(tmp_path, "csat", 0.03, leads="csat") == Cost("points", 3.0)
    assert cost(tmp_path, "csat", 0.03) is NOT_KNOWN


def test_ledger_money_is_told_by_the_month(tmp_path: Path) -> None:
    assert cost(tmp_path, "recurring_revenue", 30.0) == Cost("money", 10.0)
    assert cost(tmp_path, "cost_to_serve", 30.0) is NOT_KNOWN  # money a customer: of how many is another question


def test_revenue_that_was_not_kept_is_money_a_month(tmp_path: Path) -> None:
    """Of a thousand a month a tenth less was kept, and half of that in the north, a fifth of small customers."""
    rows = [
        {"month": month, "window": 12, "region": region, "segment": segment, "opening_revenue": opening,
         "retained_revenue": 0.8 * opening, "expansion": 0.1 * opening}
        for month in MONTHS
        for region in ("North", "South") for segment, opening in (("Large", 400.0), ("Small", 100.0))
    ]  # fmt: skip
    for name in ("gross_revenue_retention", "net_revenue_retention"):
        whole = cost(tmp_path, name, 0.1, customer_windows=rows)
        north = cost(tmp_path, name, 0.1, "North", customer_windows=rows)
        small = cost(tmp_path, name, 0.1, segment="Small", customer_windows=rows)
        assert {one.unit for one in (whole, north, small)} == {"money"}
        assert [whole.amount, north.amount, small.amount] == pytest.approx([100.0, 50.0, 20.0])
    assert cost(tmp_path, "logo_retention", 0.1, customer_windows=rows) is NOT_KNOWN


def test_a_difference_for_the_better_costs_nothing(tmp_path: Path) -> None:
    assert cost(tmp_path, "nps", -3.5) is NOT_KNOWN
