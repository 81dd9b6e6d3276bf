"""Small published snapshots with the datasets' own shape, from rows that a pencil can check."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa

from dashboard.data.access import EVERYTHING, Data, Grant
from dashboard.data.view import View
from dashboard.periods import Calendar, Period, closing
from dashboard.settings import Settings
from dashboard.snapshots.manifest import DatasetEntry, Manifest
from dashboard.snapshots.publish import Publisher
from dashboard.snapshots.store import Snapshot
from queries.datasets import BY_NAME, DATASETS, Dataset

FIRST, LAST = 2023 * 12, 2026 * 12 + 8
"""January 2023 to September 2026."""

AS_OF = date(2026, 10, 5)
READ = datetime(2026, 10, 5, 6, 0, tzinfo=UTC)
SETTINGS = Settings(as_of=AS_OF)
Q3, Q3_BEFORE = (closing("quarter", last, Calendar()) for last in (LAST, LAST - 12))
Rows = Sequence[Mapping[str, Any]]

_ARROW = {
    "text": pa.string(), "integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_(), "date": pa.date32(),
    "timestamp": pa.timestamp("us"),
}  # fmt: skip


def table(name: str, rows: Rows) -> pa.Table:
    """Return rows as the dataset's table; counts and sums that a row leaves out are 0, the rest is null."""
    dataset = BY_NAME[name]
    zero = dataset.kind in ("cube", "window")
    absent = {column: 0 if zero and column in dataset.measures else None for column in dataset.columns}
    columns = {column: [row.get(column, absent[column]) for row in rows] for column in dataset.columns}
    return pa.table({column: pa.array(columns[column], _ARROW[kind]) for column, kind in dataset.columns.items()})


def snapshot(
    folder: Path, datasets: Mapping[str, Rows], *, company: str = "Test", **entries: Mapping[str, Any]
) -> Snapshot:
    """Publish datasets; what is not named is not connected. ``entries`` changes what the manifest says of one."""
    if "answers" in datasets:
        datasets = {"answer_clusters": clusters(datasets["answers"]), **datasets}
    publisher = Publisher(folder)
    with publisher.lock(), publisher.draft() as draft:
        known = {}
        for dataset in DATASETS:
            changes = dict(entries.get(dataset.name, {}))
            if dataset.name in datasets and changes.get("state") != "withheld":
                stored = draft.write(dataset.name, table(dataset.name, datasets[dataset.name]))
                changes = {"file": stored.file, "rows": stored.rows, "sha256": stored.sha256, "as_of": READ} | changes
            known[dataset.name] = _entry(dataset, **changes)
        manifest = Manifest(
            created_at=READ, code_version="0.1.0", company=company, demo=False, as_of=AS_OF, first_month=FIRST,
            last_month=LAST, currency="EUR", timezone="UTC", full=True, settings={}, datasets=known,
        )  # fmt: skip
        return publisher.publish(draft, manifest)


def data(folder: Path, grant: Grant = EVERYTHING, /, **datasets: Rows) -> Data:
    """Publish datasets and open them."""
    return Data(snapshot(folder, datasets), grant)


def view(
    *,
    regions: tuple[str, ...] | None = None,
    segments: tuple[str, ...] | None = None,
    period: Period = Q3,
    against: Period | None = Q3_BEFORE,
) -> View:
    """Return a view: the third quarter of 2026 against that of 2025, unless told otherwise."""
    return View(regions, segments, period, against)


def answers(
    counts: Mapping[int, float],
    *,
    month: int = LAST,
    metric: str = "nps",
    survey: str = "relationship",
    weight: float = 1.0,
    **place: Any,
) -> list[dict[str, Any]]:
    """Return answers by score."""
    return [
        {
            "month": month, "metric": metric, "survey": survey, "score": score, "n": count, "weight": count * weight,
            "weight_squared": count * weight**2, **place,
        }
        for score, count in counts.items() if count
    ]  # fmt: skip


def clusters(rows: Rows) -> list[dict[str, Any]]:
    """Return what `answers` gives where every answer is another customer's."""
    return [
        {
            "month": row["month"], "region": row.get("region"), "segment": row.get("segment"), "metric": row["metric"],
            "survey": row["survey"] if row["metric"] == "nps" else "any", "lag": 0, "same_region": 1, "same_segment": 1,
            "yy": y * y * squared, "yw": y * squared, "wy": y * squared, "ww": squared,
        }
        for row in rows
        for y, squared in [(_outcome(row["metric"], row["score"]), row.get("weight_squared", row.get("n", 0)))]
    ]  # fmt: skip


def _outcome(metric: str, score: int) -> float:
    if metric == "nps":
        return float(score >= 9) - float(score <= 6)
    return float(score >= {"csat": 4, "ces": 5, "thumbs": 1}[metric])


def _entry(dataset: Dataset, **changes: Any) -> DatasetEntry:
    values: dict[str, Any] = {
        "name": dataset.name, "kind": dataset.kind, "description": dataset.description, "grain": list(dataset.grain),
        "measures": list(dataset.measures), "state": "published" if "file" in changes else "not_connected",
        "months": (FIRST, LAST),
    }  # fmt: skip
    return DatasetEntry(**values | changes)
