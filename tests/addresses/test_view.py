"""A view as an address: whoever opens it sees just that view."""

from __future__ import annotations

import pytest

from dashboard.addresses.offered import Offered, offered
from dashboard.addresses.view import query_of, view_of
from dashboard.data.access import Data
from dashboard.settings import Settings
from dashboard.snapshots.store import Snapshot


@pytest.fixture
def choices(demo: Snapshot, settings: Settings) -> Offered:
    return offered(Data(demo), settings)


def query(asked: list[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in asked:
        found.setdefault(name, []).append(value)
    return found


def test_every_period_against_either_comparison_is_asked_for_again_by_its_address(choices: Offered) -> None:
    for period in choices.periods:
        for against in choices.against:
            view, _ = view_of({"period": [period], "against": [against]}, choices)
            assert view_of(query(query_of(view)), choices) == (view, ()), (period, against)


def test_places_are_asked_for_again(choices: Offered) -> None:
    asked = {"region": sorted(choices.regions)[:2], "segment": [choices.segments[0]]}
    view, _ = view_of(asked, choices)
    assert view_of(query(query_of(view)), choices) == (view, ())


def test_what_a_page_opens_with_is_named_so_that_it_stays(choices: Offered) -> None:
    view = choices.opening_view()
    assert ("period", view.period.label) in query_of(view)
    assert dict(query_of(view))["against"] in choices.against
