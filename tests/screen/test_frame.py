"""What the frame shows of the store while it changes under a running app."""

from __future__ import annotations

from pathlib import Path

from dashboard.screen import frame
from dashboard.settings import Settings
from dashboard.snapshots.publish import Publisher
from dashboard.snapshots.store import Store
from tests.stores import publish


def test_a_rollback_to_a_snapshot_that_was_seen_before_is_announced(tmp_path: Path) -> None:
    frame.current_snapshot.cache_clear()
    store, publisher, settings = Store(tmp_path), Publisher(tmp_path), Settings(snapshots=tmp_path)
    seen = publish(tmp_path, 0)
    assert frame._snapshot_or_stop(store, settings).notice is None
    publish(tmp_path, 1)
    with publisher.lock():
        publisher.roll_back(reason="the ledger was wrong")
    shown = frame._snapshot_or_stop(store, settings)
    assert shown.id == seen.id
    assert shown.notice is not None
    assert shown.notice.why == "the ledger was wrong"


def test_what_is_published_while_the_current_snapshot_is_opened_is_not_kept_under_the_older_name(
    tmp_path: Path,
) -> None:
    frame.current_snapshot.cache_clear()
    first = publish(tmp_path, 0)
    found = Store(tmp_path).current_id()
    second = publish(tmp_path, 1)
    assert frame.current_snapshot(str(tmp_path), found).id == first.id
    assert frame.current_snapshot(str(tmp_path), Store(tmp_path).current_id()).id == second.id
