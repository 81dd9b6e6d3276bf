"""What a reader may see: nothing of other regions, nothing of the whole without its own grant."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.data.access import EVERYTHING, Data, Grant, UndeclaredDataset
from dashboard.data.view import NOT_GIVEN
from tests.published import LAST, READ, Rows, answers, snapshot

NORTH = frozenset({"North"})
ROWS: dict[str, Rows] = {
    "answers": answers({10: 32, 0: 16}, region="North", segment="Large")
    + answers({10: 16}, region="Süd", segment=None)
    + answers({5: 16}, region=None, segment="NA"),
    "finance": [
        {"month": LAST, "region": "North", "segment": None, "line": "revenue", "amount": 100.0},
        {"month": LAST, "region": None, "segment": None, "line": "revenue", "amount": 7.0},
    ],
    "commitments": [{"month": LAST, "department_id": "d1", "due": 4, "completed": 3, "on_time": 2}],
    "targets": [
        {"metric": "nps", "region": region, "segment": None, "journey_stage": None, "month": READ.date(), "target": 1.0}
        for region in ("North", "Süd", None)
    ],
    "departments": [{"department_id": "d1", "name": "NA"}],
    "tasks": [{"task_id": "t1", "title": "A task"}],
}


@pytest.fixture
def data(tmp_path: Path) -> Data:
    return Data(snapshot(tmp_path, ROWS))


def granted(data: Data, grant: Grant) -> Data:
    return Data(data.snapshot, grant)


def n(data: Data, name: str = "answers", measure: str = "n") -> float:
    cube = data.cube(name)
    assert cube is not None
    return float(cube.sum((measure,))[0])


def test_without_limits_everything_is_seen(data: Data) -> None:
    assert n(data) == 80
    assert n(data, "finance", "amount") == 107
    assert data.regions == ("North", "Süd", NOT_GIVEN)
    assert data.segments == ("Large", "NA", NOT_GIVEN)


def test_a_region_s_reader_sees_that_region_alone(data: Data) -> None:
    north = granted(data, Grant(regions=NORTH))
    assert n(north) == 48
    assert north.regions == ("North",)
    assert north.segments == ("Large",)
    cube = north.cube("answers")
    assert cube is not None
    assert cube.sum(("n",), regions=("Süd",)).tolist() == [0]
    assert cube.sum(("n",), ("region",)).sum() == 48


def test_a_ledger_row_without_region_is_no_part_of_a_region(data: Data) -> None:
    for grant in (Grant(regions=NORTH), Grant(regions=NORTH, company_totals=False)):
        assert n(granted(data, grant), "finance", "amount") == 100


def test_rows_without_a_region_need_their_own_grant(data: Data) -> None:
    regions_only = granted(data, Grant(company_totals=False))
    assert n(regions_only) == 64
    assert regions_only.regions == ("North", "Süd")
    assert [row["region"] for row in regions_only.rows("targets")] == ["North", "Süd"]


def test_what_has_no_region_needs_its_own_grant(data: Data) -> None:
    north = granted(data, Grant(regions=NORTH, company_totals=False))
    for name in ("commitments", "tasks"):
        assert not north.allows(name)
        assert (north.cube(name) if name == "commitments" else north.table(name)) is None
        assert north.rows(name) == []
    assert [row["region"] for row in north.rows("targets")] == ["North"]
    assert [row["region"] for row in granted(data, Grant(regions=NORTH)).rows("targets")] == ["North", None]


def test_a_register_is_its_region_s_where_it_has_one(data: Data, tmp_path: Path) -> None:
    """Rows without a region are the company's; where no row has one, the register is kept for the whole alone."""
    rows = [{"task_id": region or "all", "title": "A task", "region": region} for region in ("North", "Süd", None)]
    placed = Data(snapshot(tmp_path / "placed", {"tasks": rows}))
    seen = {
        grant: [row["task_id"] for row in granted(placed, grant).rows("tasks")]
        for grant in (Grant(regions=NORTH, company_totals=False), Grant(regions=NORTH), Grant(company_totals=False))
    }
    assert list(seen.values()) == [["North"], ["North", "all"], ["North", "Süd"]]
    nowhere = Grant(regions=frozenset({"East"}), company_totals=False)
    assert granted(placed, nowhere).allows("tasks")  # the company keeps regions, and there is nothing of this one
    assert granted(placed, nowhere).rows("tasks") == []
    assert not granted(data, nowhere).allows("tasks")


def test_names_of_departments_are_open_to_all(data: Data) -> None:
    assert granted(data, Grant(regions=NORTH, company_totals=False)).rows("departments")[0]["name"] == "NA"


def test_a_register_keeps_text_that_reads_na_and_marks_what_is_missing(data: Data) -> None:
    row = data.rows("departments")[0]
    assert row["name"] == "NA"
    assert row["executive"] is None


def test_rows_that_two_snapshots_hold_alike_are_there_once(data: Data, tmp_path: Path) -> None:
    """Last week's are held against today's, and most months had closed by then."""
    changed: Rows = [{"month": LAST, "department_id": "d1", "due": 4, "completed": 4, "on_time": 2}]
    other = Data(snapshot(tmp_path, {**ROWS, "commitments": changed}, company="Later"))
    assert other.snapshot.id != data.snapshot.id
    assert other.cube("answers") is data.cube("answers")
    ours, theirs = (one.cube("commitments") for one in (data, other))
    assert ours is not None
    assert theirs is not None
    assert (ours.sum(("completed",)).tolist(), theirs.sum(("completed",)).tolist()) == ([3], [4])


def test_what_was_not_declared_is_refused(data: Data) -> None:
    declared = data.only(["answers"])
    assert declared.cube("answers") is data.cube("answers")
    for ask in (declared.entry, declared.cube, declared.table, declared.rows):
        with pytest.raises(UndeclaredDataset, match="departments"):
            ask("departments")


def test_what_is_not_connected_has_no_rows(data: Data) -> None:
    assert data.cube("journeys") is None
    assert data.table("objectives") is None
    assert data.rows("objectives") == []


def test_a_dataset_that_the_snapshot_does_not_know_is_not_connected(data: Data) -> None:
    assert data.entry("nothing_of_the_kind").state == "not_connected"
    assert data.cube("nothing_of_the_kind") is None


def test_readers_share_the_rows_in_memory(data: Data) -> None:
    whole, part = data.cube("answers"), granted(data, Grant(regions=NORTH)).cube("answers")
    assert whole is not None
    assert part is not None
    assert part._rest is whole._rest


def test_a_grant_is_a_key() -> None:
    assert len({EVERYTHING, Grant(), Grant(regions=NORTH), Grant(regions=frozenset({"North"}))}) == 2
