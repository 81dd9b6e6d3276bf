"""Which snapshots are kept, and how one of them is opened by its name.

The rule is one, for whoever removes snapshots and whoever tells what will be removed: the last so many stay, each
month's last, the current one, and those that are pinned.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Literal

from dashboard.snapshots.store import Snapshot, SnapshotError, Store

Kept = Literal["pinned", "last_of_month", "for_now"]
"""Why a snapshot stays: somebody pinned it; it is the last of a month that is over; or it is one of the newest."""

_MONTH = slice(0, 6)
"""The year and month in a snapshot's name."""


def opened(store: Store, name: str) -> Snapshot:
    """Open one of the snapshots that a store keeps, every file of it checked. Raises SnapshotError for any other name.

    The name may come from anybody's address: it is looked for among the store's own before it is a path.
    """
    if name not in store.names():
        raise SnapshotError(f"The snapshot “{name[:60]}” is not kept here; `python -m dashboard status` lists those.")
    return _whole(store.folder, name)


@lru_cache(maxsize=4)
def _whole(folder: Path, name: str) -> Snapshot:
    """Open a snapshot; it never changes, and to look at every file of it takes long."""
    snapshot = Store(folder).open(name)
    if (damage := snapshot.damage()) is not None:
        raise SnapshotError(f"The snapshot {name} cannot be used: {damage}.")
    return snapshot


def staying(names: Sequence[str], keep: int, *, pinned: Sequence[str] = (), current: str | None = None) -> set[str]:
    """Return which of these names, the newest first, stay where the last ``keep`` do."""
    last_of_month = {name[_MONTH]: name for name in reversed(names)}
    asked_for = (name for name in names if name in pinned or name == current)
    return {*names[:keep], *last_of_month.values(), *asked_for}


def kept_as(name: str, names: Sequence[str], pinned: Sequence[str]) -> Kept:
    """Return why a snapshot stays, beside those of the store, the newest first."""
    if name in pinned:
        return "pinned"
    newest, last = names[0], next(other for other in names if other[_MONTH] == name[_MONTH])
    return "last_of_month" if name == last and newest[_MONTH] > name[_MONTH] else "for_now"
