"""Of many places those at both ends of a measure are told, and few answers lead no list."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.data.access import Data
from dashboard.data.labels import DEPARTMENT
from dashboard.measures.by_label import labels_at_both_ends, measures_by_label
from dashboard.measures.ends import EACH, furthest
from dashboard.measures.evaluation import read
from dashboard.measures.registry import measure
from dashboard.measures.side_by_side import MEASURES, both_ends, estimates_in
from dashboard.statistics import Estimate
from tests.published import LAST, SETTINGS, answers, data, view

MANY = 60
FEW = ("A few delighted", "A few angry")


def known(value: float, half: float, n: float = 100) -> Estimate:
    return Estimate(value, half / 2, value - half, value + half, n)


def test_the_ends_are_those_that_stand_apart_beyond_doubt() -> None:
    sure = [known(float(at), 1.0) for at in range(MANY)]
    unsure = [known(1000.0, 999.0), known(-1000.0, 1030.0), known(500.0, 1.0, n=3), known(math.nan, 1.0)]
    above, below = furthest([*sure, *unsure], 30)
    assert above == tuple(reversed(range(MANY - EACH, MANY)))
    assert below == tuple(reversed(range(EACH)))


@pytest.mark.parametrize("places", [0, 1, 5, 2 * EACH])
def test_of_few_that_are_known_each_is_at_one_end(places: int) -> None:
    above, below = furthest([*(known(float(at), 1.0) for at in range(places)), known(9.0, 1.0, n=2)], 30)
    assert [*above, *below] == list(reversed(range(places)))


def company(folder: Path) -> Data:
    """Return answers of many regions and departments, two of which are extreme and hardly heard."""
    rows, labelled = [], []
    for at in range(MANY):
        counts = {10: 40 + at, 0: 100 - at}
        rows += answers(counts, region=f"R{at:02}")
        labelled += answers(counts, dimension=DEPARTMENT, label=f"d{at:02}")
    for name, score in zip(FEW, (10, 0), strict=True):
        rows += answers({score: 3}, region=name)
        labelled += answers({score: 3}, dimension=DEPARTMENT, label=name)
    of_score = answers({5: 900, 1: 100}, metric="csat", month=LAST)
    return data(folder, answers=[*rows, *of_score], answers_by_label=labelled)


def test_three_answers_lead_no_list_of_regions(tmp_path: Path) -> None:
    found = both_ends(company(tmp_path), ("nps", "csat"), view(), SETTINGS, "region")
    assert found is not None
    assert found.above == tuple(f"R{at:02}" for at in reversed(range(MANY - EACH, MANY)))
    assert found.below == tuple(f"R{at:02}" for at in reversed(range(EACH)))
    # A region that is not given gave the answers on satisfaction, and is a region of its own.
    assert (found.of, found.few, found.by.name) == (MANY + 3, 3, "nps")


def test_three_answers_lead_no_list_of_departments(tmp_path: Path) -> None:
    kept = company(tmp_path)
    found = labels_at_both_ends(kept, ("nps",), view(), SETTINGS, DEPARTMENT)
    assert found is not None
    assert (found.above[0], found.below[-1], found.of, found.few) == ("d59", "d00", MANY + 2, 2)
    labels, (row,) = measures_by_label(kept, ("nps",), view(), SETTINGS, DEPARTMENT)
    (told,) = found.rows
    assert told.figures == tuple(row.figures[labels.index(label)] for label in found.places)


def test_places_that_are_not_many_are_all_told(tmp_path: Path) -> None:
    rows = [row for at in range(2 * EACH + 1) for row in answers({10: 40, 0: 10 + at}, region=f"R{at:02}")]
    assert both_ends(data(tmp_path, answers=rows), ("nps",), view(), SETTINGS, "region") is None


def test_a_share_of_few_cases_leads_no_list_though_all_are_counted(tmp_path: Path) -> None:
    """Thirty-one of thirty-one are less sure to be more than the others than 990 of 1,000."""
    shares = {f"R{at:02}": (990 - at, 1000) for at in range(MANY)} | {"Small": (31, 31)}
    cases = [
        {"month": LAST, "region": name, "n": n, "contact_known": n, "contact_resolved": k}
        for name, (k, n) in shares.items()
    ]
    places = [row for name in shares for row in answers({10: 1}, region=name)]
    kept = data(tmp_path, cases=cases, answers=places)
    found = both_ends(kept, ("first_contact_resolution",), view(), SETTINGS, "region")
    assert found is not None
    assert (found.above[0], found.below[-1]) == ("R00", "R59")
    assert "Small" not in found.places


@pytest.mark.parametrize("name", ["nps", "csat"])
def test_what_is_read_together_is_what_each_filter_shows(tmp_path: Path, name: str) -> None:
    kept = company(tmp_path)
    places = (*kept.regions, "nowhere")
    for place, found in zip(places, estimates_in(kept, measure(name, SETTINGS), view(), "region", places), strict=True):
        own = read(kept, name, replace(view(), regions=(place,)), SETTINGS).estimate
        assert str(found) == str(own)


def test_no_more_measures_stand_beside_each_other_than_there_is_room_for(tmp_path: Path) -> None:
    found = both_ends(company(tmp_path), ("csat", "nps"), view(), SETTINGS, "region")
    assert found is not None
    assert [row.measure.name for row in found.rows] == ["nps", "csat"][:MEASURES]
