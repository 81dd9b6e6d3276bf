"""Manifests by hand: what a snapshot says of its datasets and checks, without a row behind it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from dashboard.snapshots.manifest import DatasetEntry, FindingEntry, Manifest
from tests.stores import manifest

TODAY = date(2026, 11, 26)
SINCE = datetime(2026, 11, 26, 14, 53, tzinfo=UTC)
STOPPING = "Correct them at the source or exclude them in the mapping; until then the last good figures are shown."


def entry(name: str, **changes: Any) -> DatasetEntry:
    """Return a dataset's entry, of today's refresh unless told otherwise."""
    values = {"kind": "cube", "description": "", "grain": ["month"], "measures": ["n"], "state": "published"}
    return DatasetEntry.model_validate(values | {"name": name, "as_of": SINCE} | changes)


def finding(*datasets: str, **changes: Any) -> FindingEntry:
    """Return a check that failed critically, unless told otherwise."""
    values = {"check": "t.c", "kind": "source", "subject": "t", "severity": "critical", "passed": False}
    words = {"sentence": "t: 3 rows have no score.", "action": STOPPING, "datasets": list(datasets)}
    return FindingEntry.model_validate(values | words | changes)


def of(entries: list[DatasetEntry], findings: list[FindingEntry], **changes: Any) -> Manifest:
    """Return today's manifest of these."""
    datasets = {one.name: one for one in entries}
    return manifest(datasets=datasets, findings=findings, **{"as_of": TODAY} | changes)


def held(*names: str, **changes: Any) -> list[DatasetEntry]:
    """Return the entries of datasets that are held back."""
    return [entry(name, state="carried_over", reasons=["t: 3 rows have no score."], **changes) for name in names]
