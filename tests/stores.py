"""Small snapshots for tests: real files in a real store."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa

from dashboard.snapshots.manifest import DatasetEntry, Manifest
from dashboard.snapshots.publish import Publisher
from dashboard.snapshots.store import Snapshot, Store

START = datetime(2026, 1, 1, 6, 0, tzinfo=UTC)
ANSWERS = pa.table({"month": [24300, 24301], "n": [10, 12]})
FINANCE = pa.table({"month": [24300, 24301], "amount": [1.5, None]})


def manifest(day: int = 0, **changes: Any) -> Manifest:
    """Return a manifest made `day` days after the start."""
    values: dict[str, Any] = {
        "created_at": START + timedelta(days=day),
        "code_version": "0.1.0",
        "company": "Test",
        "demo": False,
        "as_of": date(2026, 1, 1),
        "first_month": 24300,
        "last_month": 24301,
        "currency": "EUR",
        "timezone": "UTC",
        "full": True,
        "settings": {},
        "datasets": {},
    }
    return Manifest(**values | changes)


def republish(
    folder: Path, tables: Mapping[str, Callable[[pa.Table], pa.Table]] | None = None, *, days: float = 7, **changes: Any
) -> Snapshot:
    """Publish the current snapshot once more, so many days later, with some tables and the manifest as they are then.

    ``changes`` are of the manifest, ``tables`` tells what becomes of a dataset's rows.
    """
    publisher, before = Publisher(folder), Store(folder).current()
    with publisher.lock(), publisher.draft() as draft:
        entries = {}
        for name, entry in before.manifest.datasets.items():
            rows = before.table(name) if tables and name in tables else None
            if rows is not None and tables:
                stored = draft.write(name, tables[name](rows))
                entry = entry.model_copy(update={"rows": stored.rows, "sha256": stored.sha256})
            elif entry.file is not None:
                draft.copy(before, entry)
            entries[name] = entry
        made = before.manifest.created_at + timedelta(days=days)
        told = {"created_at": made, "datasets": entries} | changes
        return publisher.publish(draft, before.manifest.model_copy(update=told))


def publish(
    folder: Path, day: int = 0, tables: dict[str, pa.Table] | None = None, *, keep: int | None = None, **changes: Any
) -> Snapshot:
    """Publish a snapshot of these tables."""
    tables = {"answers": ANSWERS, "finance": FINANCE} if tables is None else tables
    publisher = Publisher(folder)
    with publisher.lock(), publisher.draft() as draft:
        entries = {}
        for name, table in tables.items():
            stored = draft.write(name, table)
            entries[name] = DatasetEntry(
                name=name, kind="cube", description="", grain=["month"], measures=table.column_names[1:],
                state="published", file=stored.file, rows=stored.rows, sha256=stored.sha256,
            )  # fmt: skip
        snapshot = publisher.publish(draft, manifest(day, datasets=entries, **changes))
        if keep is not None:
            publisher.prune(keep)
        return snapshot
