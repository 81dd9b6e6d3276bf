"""Which snapshots are kept, told by the rule that removes them; and one opened by a name from anywhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.snapshots.keeping import kept_as, opened, staying
from dashboard.snapshots.publish import Publisher
from dashboard.snapshots.store import SnapshotError, Store
from tests.stores import publish


def test_what_is_told_of_a_snapshot_is_what_becomes_of_it(tmp_path: Path) -> None:
    """Only what is kept for now goes when newer ones come."""
    publisher = Publisher(tmp_path)
    for day in (0, 10, 20, 40, 50, 60, 61):
        publish(tmp_path, day)
    names = Store(tmp_path).names()
    publisher.pin(names[-2], "the board's")
    told = {name: kept_as(name, names, [*publisher.pinned()]) for name in names}
    gone = publisher.prune(1)
    assert set(told.values()) == {"pinned", "last_of_month", "for_now"}
    assert {told[name] for name in gone} == {"for_now"}
    assert all(name in Store(tmp_path).names() for name, kept in told.items() if kept != "for_now")


def test_what_stays_is_of_what_is_there() -> None:
    assert staying(["20260302", "20260301"], 1, pinned=["20250101"], current="20260301") == {"20260302", "20260301"}


@pytest.mark.parametrize(
    "name", ["", "..", "../secret", "20260101T060000000Z-000000000000", "20260101T060000000Z-zzzzzzzzzzzz", "<b>"]
)
def test_a_name_that_is_not_among_the_store_s_own_opens_nothing(tmp_path: Path, name: str) -> None:
    publish(tmp_path, 0)
    with pytest.raises(SnapshotError, match="is not kept here"):
        opened(Store(tmp_path), name)


def test_a_kept_one_is_opened_and_a_damaged_one_says_what_is_wrong(tmp_path: Path) -> None:
    whole, damaged = publish(tmp_path, 0), publish(tmp_path, 1)
    (damaged.folder / "answers.parquet").write_bytes(b"no")
    assert opened(Store(tmp_path), whole.id).manifest == whole.manifest
    with pytest.raises(SnapshotError, match=r"answers\.parquet was changed"):
        opened(Store(tmp_path), damaged.id)
