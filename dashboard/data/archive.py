"""What a store of snapshots tells of itself beside the current one: which are kept, and what happened to them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Hashable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache, partial
from itertools import chain
from pathlib import Path

from dashboard.data.access import Data
from dashboard.snapshots.manifest import Manifest
from dashboard.snapshots.store import Event, Snapshot, SnapshotError, SnapshotSummary, Store

A_WEEK = timedelta(days=6, hours=12)
"""An earlier snapshot is of last week from this age on: refreshes do not come at the same minute."""


_BOARD = re.compile(r"\bboard", re.IGNORECASE)
"""By this a reason for pinning is a board's."""


def is_of_a_board(reason: str) -> bool:
    """Whether a snapshot was pinned for a board, by the reason that was given."""
    return bool(_BOARD.search(reason))


def _none(name: str) -> Snapshot:
    raise SnapshotError(f"There is no snapshot {name} in an archive that nobody gave.")


@dataclass(frozen=True, slots=True, eq=False)
class Archive:
    """The snapshots that are kept. Their ``names``, the newest first, cost one look; the rest is read when called.

    ``pinned`` are those that are kept for good, each with the reason, ``current`` is the name of the one that is shown
    to whoever asks for none; nothing where nobody said. ``summaries`` returns a line a snapshot, the newest first,
    ``events`` what happened to them, the oldest first, and ``opened`` one of them by its name, whose rows are read when
    they are asked for.
    """

    names: tuple[str, ...] = ()
    summaries: Callable[[], Sequence[SnapshotSummary]] = tuple
    events: Callable[[], Sequence[Event]] = tuple
    opened: Callable[[str], Snapshot] = _none
    pinned: tuple[tuple[str, str], ...] = ()
    current: str = ""

    @classmethod
    def of(cls, store: Store) -> Archive:
        """Return what a store keeps; it is read anew at every call, for a rollback or a pin changes no snapshot."""
        return cls(
            tuple(store.names()),
            store.list,
            store.history,
            partial(_opened, store.folder),
            tuple(sorted(store.pinned().items(), reverse=True)),
            store.current_id() or "",
        )

    @property
    def cache_key(self) -> Hashable:
        """What an answer that tells of it depends on."""
        return self.names, self.pinned, self.current

    def of_last_week(self, data: Data) -> Data | None:
        """Return the newest snapshot that is at least a week older, as the same reader may see it.

        Where none is so old it is the oldest there is, and None where there is none of the same company and source.
        """
        oldest = None
        for snapshot in self._before(data.snapshot):
            oldest = snapshot
            if data.snapshot.manifest.created_at - snapshot.manifest.created_at >= A_WEEK:
                break
        return None if oldest is None else data.of(oldest)

    def of_last_board(self, data: Data) -> tuple[Data, str] | None:
        """Return the snapshot that the last board saw, as the same reader may see it, and why it was pinned.

        It is the newest earlier one that was pinned for a board by its reason, else the newest that was pinned; None
        where there is none of the same company and source.
        """
        reasons = dict(self.pinned)
        of_boards = {name for name, reason in reasons.items() if is_of_a_board(reason)}
        chosen = next(chain(self._before(data.snapshot, of_boards), self._before(data.snapshot, reasons)), None)
        return None if chosen is None else (data.of(chosen), reasons[chosen.id])

    def _before(self, current: Snapshot, among: Collection[str] | None = None) -> Iterator[Snapshot]:
        """Yield the earlier snapshots of the same company and source, the newest first; damaged ones are none."""
        for name in self.names:
            if name < current.id and (among is None or name in among):
                with suppress(SnapshotError):
                    snapshot = self.opened(name)
                    if _of_the_same(snapshot.manifest) == _of_the_same(current.manifest):
                        yield snapshot


@lru_cache(maxsize=16)
def _opened(folder: Path, name: str) -> Snapshot:
    """Open a snapshot; it never changes, and its manifest takes long to read."""
    return Store(folder).open(name)


def _of_the_same(manifest: Manifest) -> tuple[object, ...]:
    return manifest.company, manifest.demo, manifest.settings.get("source")
