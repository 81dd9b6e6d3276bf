"""Regions that are parts of others: any filter by a parent is the sum of its parts, and what a grant of one means."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from dashboard.addresses.offered import offered
from dashboard.data.access import Data, Grant
from dashboard.data.roll_up import RollUp
from dashboard.measures import read
from dashboard.measures.side_by_side import side_by_side
from dashboard.words import figures
from tests.published import FIRST, LAST, SETTINGS, data, snapshot, view

REGIONS = (
    ("Europe", None, 2), ("UK", "Europe", 2), ("DACH", "Europe", 1), ("Americas", None, 1), ("NA", "Americas", None),
    ("Berlin", "DACH", None),
)  # fmt: skip
ROWS = [{"region": region, "parent": parent, "leader": None, "position": at} for region, parent, at in REGIONS]
SIZES = {"UK": 10, "Berlin": 20, "DACH": 5, "NA": 40, "Elsewhere": 7}
"""Answers by region: DACH has some of its own beside those of Berlin, Elsewhere is listed nowhere."""


def answers() -> list[dict[str, Any]]:
    return [
        {"month": month, "region": region, "metric": "nps", "survey": "relationship", "score": score, "n": n * at,
         "weight": n * at, "weight_squared": n * at}
        for month in range(FIRST, LAST + 1) for region, n in SIZES.items() for at, score in ((1, 9), (2, 3))
    ]  # fmt: skip


@pytest.fixture
def company(tmp_path: Path) -> Data:
    return data(tmp_path, answers=answers(), regions=ROWS)


def rolled(*rows: tuple[str, str | None, int | None]) -> RollUp:
    columns = zip(*rows, strict=True)
    return RollUp.of(pa.table(dict(zip(("region", "parent", "position"), map(list, columns), strict=True))))


def test_regions_stand_by_position_and_parents_before_their_parts(company: Data) -> None:
    assert company.regions == ("NA", "DACH", "Berlin", "UK", "Elsewhere")
    assert offered(company, SETTINGS).regions == ("Americas", "NA", "Europe", "DACH", "Berlin", "UK", "Elsewhere")


@pytest.mark.parametrize(
    ("parent", "parts"), [("Europe", ("UK", "Berlin", "DACH")), ("DACH", ("Berlin", "DACH")), ("Americas", ("NA",))]
)
def test_a_parent_is_the_sum_of_its_parts(company: Data, parent: str, parts: tuple[str, ...]) -> None:
    choices = offered(company, SETTINGS)
    regions = choices.meant([parent])
    asked = view(regions=regions)
    whole = read(company, "nps", asked, SETTINGS)
    alone = [read(company, "nps", view(regions=(part,)), SETTINGS) for part in parts]
    if "DACH" in parts:  # what is told of it alone is what it has itself
        assert alone[-1].n == pytest.approx(3 * 3 * SIZES["DACH"])
    assert whole.n == sum(one.n for one in alone)
    assert whole.value == pytest.approx(sum(one.n * one.value for one in alone) / whole.n)


def test_what_was_chosen_is_told_by_its_name(company: Data) -> None:
    choices = offered(company, SETTINGS)
    chosen = ["Europe", "NA"]
    asked = replace(view(regions=choices.meant(chosen)), parents=choices.chosen_parents(chosen))
    assert asked.regions == ("Berlin", "DACH", "Europe", "NA", "UK")
    assert figures.scope(asked, "Acme") == "Europe, NA"
    assert figures.scope(replace(asked, regions=("DACH",)), "Acme") == "DACH"


def test_side_by_side_a_parent_stands_before_its_parts(company: Data) -> None:
    places, (row,) = side_by_side(company, ("nps",), view(), SETTINGS, "region")
    assert places == ("Americas", "NA", "Europe", "DACH", "Berlin", "UK", "Elsewhere")
    n = {place: one.n for place, one in zip(places, row.figures or (), strict=True)}
    assert n["Europe"] == n["DACH"] + n["UK"]
    assert n["DACH"] == 3 * 3 * (SIZES["DACH"] + SIZES["Berlin"])
    within, _ = side_by_side(company, ("nps",), view(regions=("Berlin", "DACH")), SETTINGS, "region")
    assert within == ("DACH", "Berlin")


def test_a_grant_of_a_parent_means_its_regions(tmp_path: Path) -> None:
    whole = snapshot(tmp_path, {"answers": answers(), "regions": ROWS})
    reader = Data(whole, Grant(frozenset({"Europe"}), company_totals=False))
    assert reader.regions == ("DACH", "Berlin", "UK")
    assert list(reader.parents) == ["Europe", "DACH"]
    part = Data(whole, Grant(frozenset({"UK", "Berlin"}), company_totals=False))
    assert part.parents == {}, "a parent of which a reader sees a part is none: its sum would be another's"


def test_without_the_register_nothing_is_a_part_of_anything(tmp_path: Path) -> None:
    alone = data(tmp_path, answers=answers())
    assert alone.regions == tuple(sorted(SIZES))
    assert (alone.parents, offered(alone, SETTINGS).regions) == ({}, alone.regions)


def test_a_circle_and_what_is_part_of_itself_end() -> None:
    found = rolled(("a", "b", 1), ("b", "a", 2), ("c", "c", None), ("d", "nowhere", None))
    assert found.within(["a"]) == {"a", "b"}
    assert found.above("c") == ("c",)
    assert sorted(("d", "c", "b", "a"), key=found.place)
    assert found.parts(["a", "b", "c", "d"]).keys() == {"a", "b", "nowhere"}
