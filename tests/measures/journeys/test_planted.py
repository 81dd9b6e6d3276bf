"""What was planted in the demo's journeys is found, and in the quiet company nothing is."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.data.access import Data
from dashboard.data.view import View
from dashboard.measures.journeys.hours import lost_time
from dashboard.measures.journeys.lengths import lengths
from dashboard.measures.journeys.moments import moments
from dashboard.measures.journeys.promises import promises
from dashboard.measures.journeys.stages import journeys
from dashboard.periods import Calendar, closing
from dashboard.settings import Settings
from dashboard.snapshots.store import Store

SETTINGS = Settings()
FIX = "Fix a problem"


@pytest.fixture(scope="module")
def data(demo_store: Path) -> Data:
    return Data(Store(demo_store).current())


@pytest.fixture(scope="module")
def view(data: Data) -> View:
    return View.of(closing("quarter", data.months[1], Calendar()), "year", data.months[0], Calendar())


def test_green_stages_and_a_red_journey(data: Data, view: View) -> None:
    """Each stage keeps its word as ever; between two of them journeys wait, and the whole comes late."""
    whole = promises(data, view, SETTINGS, "journey")[FIX,]
    assert whole.verdict.change < -0.1
    stages = {stage: one for (journey, stage), one in promises(data, view, SETTINGS, "stage").items() if journey == FIX}
    assert stages.keys() == {"Report", "Diagnose", "Repair"}, "the promise of the last is the whole journey's"
    assert min(one.value for one in stages.values()) > whole.value + 0.1
    assert not any(one.clear for one in stages.values())


def test_one_bad_hand_off(data: Data, view: View) -> None:
    lost = lost_time(data, view, FIX)
    assert lost is not None
    assert lost.worst is not None
    assert (lost.worst.stage, lost.worst.waiting) == ("Repair", True)
    assert sum(part.more.value for part in lost.parts) == pytest.approx(lost.whole)
    waits = promises(data, view, SETTINGS, "hand_off")
    assert [pair for pair, one in waits.items() if one.clear and one.verdict.moved > 0] == [("support", "product")]


def test_what_belongs_to_a_place_is_that_of_the_whole(data: Data, view: View) -> None:
    """Promises of each region make those of all, journey by journey."""

    def of(regions: tuple[str, ...] | None) -> float:
        asked = View(regions, None, view.period, view.against)
        return sum(one.value * one.n for one in promises(data, asked, SETTINGS, "journey").values())

    assert sum(of((region,)) for region in data.regions) == pytest.approx(of(None))


def test_a_stage_without_an_owner(data: Data, view: View) -> None:
    unowned = [stage.name for journey in journeys(data, view, SETTINGS) for stage in journey.unowned]
    assert unowned == ["Renew"]


def test_all_who_began_are_completed_given_up_or_open(data: Data, view: View) -> None:
    for found in lengths(data, view).values():
        assert found.left_out == 0
        value, low, high = found.half
        assert low <= value <= high


def test_a_bad_word_goes_along_with_a_lower_score_at_every_stage(data: Data, view: View) -> None:
    """Customers are as happy at one stage as at another: the effects overlap, and their ranks say so."""
    found = moments(data, view, SETTINGS)
    assert found is not None
    assert found.told
    assert all(one.effect.value < 0 for one in found.told)
    assert any(one.ranks[0] < one.ranks[1] for one in found.told)
