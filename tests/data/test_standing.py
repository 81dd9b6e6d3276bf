"""Several datasets stand as the one does that tells most of what can be shown."""

from __future__ import annotations

from pathlib import Path

from dashboard.data.access import Data
from dashboard.data.standing import standing_of
from dashboard.snapshots.store import Store
from tests.features.companies import changed, held_back, not_connected, withheld


def test_what_was_never_connected_is_not_told_as_withheld(demo_store: Path) -> None:
    """A cost per customer needs the ledger: without one, that the customers are withheld holds nothing back."""
    demo = Store(demo_store).current()
    needed = ("finance", "customer_windows")
    without = Data(not_connected(withheld(demo, "customer_windows"), "finance"))
    assert standing_of(without, needed).state == "not_connected"
    assert standing_of(Data(withheld(demo, "customer_windows")), needed).state == "withheld"
    assert standing_of(Data(held_back(demo, "finance")), needed).state == "carried_over"
    assert standing_of(Data(demo), needed).state == "published"


def test_a_cause_that_one_dataset_hands_on_to_another_is_told_once(demo_store: Path) -> None:
    demo = Store(demo_store).current()
    cause, closing = (
        "pilot_units: 60 rows have an arm that is none of pilot, comparison.",
        "No earlier version is good.",
    )
    handed_on = f"It is published together with 'pilot_units', which was stopped: {cause}"
    gone = {"state": "withheld", "file": None, "sha256": None, "rows": 0, "as_of": None}
    snapshot = changed(demo, "handed on", {
        name: demo.manifest.datasets[name].model_copy(update=gone | {"reasons": [reason, closing]})
        for name, reason in (("pilots", handed_on), ("pilot_units", cause))
    })  # fmt: skip
    assert standing_of(Data(snapshot), ("pilots", "pilot_units")).reasons == (cause, closing)
    assert standing_of(Data(snapshot), ("pilots",)).reasons == (handed_on, closing)
