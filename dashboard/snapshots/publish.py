"""The write side of the store: a draft becomes a snapshot all at once, or not at all.

    draft folder ─► Parquet files ─► manifest ─► flushed to disk ─► renamed ─► `current` replaced

Every step leaves the store readable: what is not finished has a name that begins with a dot, and is swept
away by whoever takes the lock next. The lock is the operating system's, and dies with its process.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import pyarrow as pa
import pyarrow.parquet as pq
from filelock import FileLock, Timeout

from dashboard.snapshots.keeping import staying
from dashboard.snapshots.manifest import DatasetEntry, Manifest, ManifestError
from dashboard.snapshots.store import (
    CURRENT,
    HISTORY,
    LAST_ATTEMPT,
    MANIFEST,
    PINNED,
    Attempt,
    Event,
    Snapshot,
    SnapshotError,
    Store,
    file_hash,
)

LOCK = ".lock"
_DRAFT = ".draft-"
_PRUNED = ".pruned-"
_EVENTS_KEPT = 1000
_ROWS_IN_A_GROUP = 1 << 17


class PublicationError(Exception):
    """Something could not be written; what was published before stands as it was."""


class StoreBusy(PublicationError):  # noqa: N818 - a state of the store, rather than a fault
    """Another command writes to the store at this moment."""


@dataclass(frozen=True)
class StoredFile:
    """A dataset's file in a draft."""

    file: str
    rows: int
    sha256: str


class Draft:
    """A snapshot in the making."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, name: str, table: pa.Table) -> StoredFile:
        """Write a dataset's rows; the same rows always give the same bytes."""
        file = self.folder / f"{name}.parquet"
        with _told(f"the dataset {name}", self.folder):
            pq.write_table(
                table.replace_schema_metadata(None).combine_chunks(),
                file,
                compression="zstd",
                row_group_size=_ROWS_IN_A_GROUP,
            )
            _flush(file)
        return StoredFile(file.name, table.num_rows, file_hash(file))

    def copy(self, earlier: Snapshot, entry: DatasetEntry) -> StoredFile:
        """Take a dataset over from an earlier snapshot.

        A copy, not a link: a snapshot that shared its bytes with an earlier one could not fall back on it.
        """
        if entry.file is None or entry.sha256 is None:
            raise SnapshotError(f"The snapshot {earlier.id} holds no rows of {entry.name}.")
        file = self.folder / f"{entry.name}.parquet"
        with _told(f"the dataset {entry.name}", self.folder):
            shutil.copyfile(earlier.folder / entry.file, file)
            _flush(file)
        if file_hash(file) != entry.sha256:
            file.unlink()
            raise SnapshotError(f"The file {entry.file} of the snapshot {earlier.id} is damaged.")
        return StoredFile(file.name, entry.rows, entry.sha256)

    def discard(self, name: str) -> None:
        """Throw a dataset's rows away."""
        (self.folder / f"{name}.parquet").unlink(missing_ok=True)

    def table(self, name: str) -> pa.Table:
        """Read a dataset's rows back."""
        with pq.ParquetFile(self.folder / f"{name}.parquet") as file:  # one file is no folder to be searched for parts
            return file.read()


class Publisher(Store):
    """The store for those who publish."""

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the store for oneself, or raise StoreBusy at once."""
        with _told("the folder of snapshots", self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self.folder / LOCK)
            try:
                lock.acquire(timeout=0)
            except Timeout as error:
                raise StoreBusy(
                    f"Another command is writing to {self.folder} at this moment. Try again when it has ended."
                ) from error
        try:
            self._sweep()
            self._reconcile()
            yield
        finally:
            lock.release()

    @contextmanager
    def draft(self) -> Iterator[Draft]:
        """Begin a snapshot; what is left of it when it was not published is removed."""
        folder = self.folder / f"{_DRAFT}{os.getpid()}"
        with _told("a draft", self.folder):
            folder.mkdir()
        try:
            yield Draft(folder)
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def publish(self, draft: Draft, manifest: Manifest) -> Snapshot:
        """Give the draft its manifest and its name, and make it current."""
        manifest = manifest.named()
        folder = self.folder / manifest.id
        with _told("the manifest", self.folder):
            _write(draft.folder / MANIFEST, manifest.to_json())
            _flush(draft.folder)
            _read_back(draft.folder / MANIFEST)
            draft.folder.rename(folder)
            _flush(self.folder)
            self._show(manifest.id)
        self._note(Event(at=_now(), what="published", snapshot=manifest.id))
        return Snapshot(manifest.id, folder, manifest)

    def roll_back(self, to: str | None = None, reason: str = "") -> Snapshot:
        """Make an earlier snapshot current again (default: the newest whole one before the current)."""
        current = self.current_id()
        snapshot = self._whole(to) if to else self._before(current)
        with _told("the file current", self.folder):
            self._show(snapshot.id)
        self._note(Event(at=_now(), what="rolled_back", snapshot=snapshot.id, instead_of=current, detail=reason))
        return snapshot

    def pin(self, name: str, reason: str) -> None:
        """Keep a snapshot for good."""
        self.open(name)
        self._record(PINNED, {**self.pinned(), name: reason})
        self._note(Event(at=_now(), what="pinned", snapshot=name, detail=reason))

    def unpin(self, name: str) -> None:
        """Let a pinned snapshot go the way of the others."""
        pinned = self.pinned()
        if name not in pinned:
            raise SnapshotError(f"The snapshot {name} is not pinned.")
        self._record(PINNED, {key: reason for key, reason in pinned.items() if key != name})
        self._note(Event(at=_now(), what="unpinned", snapshot=name))

    def prune(self, keep: int) -> tuple[str, ...]:
        """Remove the snapshots that nobody asked to keep: all but the last, each month's last, and the pinned."""
        if (self.folder / PINNED).exists() and not isinstance(self._records(PINNED), dict):
            return ()  # which are pinned cannot be read: none goes until somebody has pinned anew
        names = self.names()
        kept = staying(names, keep, pinned=[*self.pinned()], current=self.current_id())
        gone = tuple(name for name in names if name not in kept)
        for name in gone:
            # Renamed first: a reader never meets a snapshot that is half removed.
            removed = self.folder / f"{_PRUNED}{name}"
            with _told(f"the removal of the old snapshot {name}", self.folder):
                (self.folder / name).rename(removed)
                shutil.rmtree(removed)
            self._note(Event(at=_now(), what="pruned", snapshot=name))
        return gone

    def begin_attempt(self) -> datetime:
        """Record that a refresh has begun, and return when."""
        started = _now()
        self._record(LAST_ATTEMPT, Attempt(started_at=started, outcome="running").model_dump(mode="json"))
        return started

    def end_attempt(
        self, started: datetime, outcome: Literal["published", "failed"], sentence: str, snapshot: str | None = None
    ) -> None:
        """Record how it ended, for the app to say."""
        ended = Attempt(started_at=started, outcome=outcome, ended_at=_now(), snapshot=snapshot, sentence=sentence)
        self._record(LAST_ATTEMPT, ended.model_dump(mode="json"))
        if outcome == "failed":
            self._note(Event(at=_now(), what="failed", detail=sentence))

    def _show(self, name: str) -> None:
        _write(self.folder / CURRENT, name + "\n")

    def _before(self, current: str | None) -> Snapshot:
        """Return the newest whole snapshot before the current one."""
        for name in self.names():
            if current is None or name < current:
                with suppress(SnapshotError):  # a damaged one is passed over, its list entry says so
                    return self._whole(name)
        raise SnapshotError("There is no earlier snapshot to go back to.")

    def _sweep(self) -> None:
        """Remove what a command that was killed left behind."""
        for path in self.folder.iterdir():
            if path.name.startswith((_DRAFT, _PRUNED)):
                shutil.rmtree(path, ignore_errors=True)

    def _reconcile(self) -> None:
        """Write into the history what a command that was killed had no time to write."""
        attempt = self.last_attempt()
        if attempt is not None and attempt.outcome == "running":
            self._note(Event(at=attempt.started_at, what="interrupted", detail="The refresh was interrupted."))
        shown = [event.snapshot for event in self.history() if event.what in ("published", "rolled_back")]
        current = self.current_id()
        if current is not None and current not in shown[-1:]:
            self._note(Event(at=_now(), what="published", snapshot=current))

    def _note(self, event: Event) -> None:
        events = [*self.history(), event][-_EVENTS_KEPT:]
        self._record(HISTORY, [event.model_dump(mode="json") for event in events])

    def _record(self, file: str, value: Any) -> None:
        with _told(f"the file {file}", self.folder):
            _write(self.folder / file, json.dumps(value, ensure_ascii=False, indent=1) + "\n")


def _now() -> datetime:
    return datetime.now(UTC)


def _write(file: Path, text: str) -> None:
    """Write a small file so that a reader sees the old one or the new one, whole."""
    fresh = file.with_name(f".{file.name}.new")
    with fresh.open("w", encoding="utf-8") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    fresh.replace(file)
    _flush(file.parent)


def _read_back(file: Path) -> None:
    """Make sure that readers will understand what is about to be published."""
    try:
        Manifest.from_json(file.read_bytes())
    except ManifestError as error:
        raise PublicationError(
            f"The manifest cannot be read back, so nothing was published: {error}. Report this as a fault of Northstar."
        ) from error


def _flush(path: Path) -> None:
    """Make sure that a file or a folder's entries are on the disk, not only on their way."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _told(what: str, folder: Path) -> Iterator[None]:
    """Turn a fault of the file system into a sentence."""
    try:
        yield
    except OSError as error:
        cause = error.strerror or str(error)
        raise PublicationError(
            f"{what[0].upper()}{what[1:]} could not be written in {folder}: {cause}. "
            "What was published before stands as it was. Make room or give write access, then run it again."
        ) from error
