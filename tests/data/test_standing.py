"""Several datasets stand as the one does that tells most of what can be shown."""

from __future__ import annotations

from pathlib import Path

from dashboard.data.access import Data
from dashboard.data.standing import standing_of
from dashboard.snapshots.store import Store
from tests.features.companies import held_back, not_connected, withheld


def test_what_was_never_connected_is_not_told_as_withheld(demo_store: Path) -> None:
    """A cost per customer needs the ledger: without one, that the customers are withheld holds nothing back."""
    demo = Store(demo_store).current()
    needed = ("finance", "customer_windows")
    without = Data(not_connected(withheld(demo, "customer_windows"), "finance"))
    assert standing_of(without, needed).state == "not_connected"
    assert standing_of(Data(withheld(demo, "customer_windows")), needed).state == "withheld"
    assert standing_of(Data(held_back(demo, "finance")), needed).state == "carried_over"
    assert standing_of(Data(demo), needed).state == "published"
