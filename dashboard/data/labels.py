"""A snapshot read by the labels of something else than regions: department, channel, a company's own dimension.

What knows regions knows labels as well: a label stands where a region does, so that values, intervals and verdicts by
label are made in the very way in which those by region are. A label has no regions or segments of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import pyarrow as pa
import pyarrow.compute as pc

from dashboard.data.access import Data, Grant
from dashboard.data.view import NOT_GIVEN
from dashboard.snapshots.manifest import DatasetEntry, Manifest
from dashboard.snapshots.store import Snapshot

DEPARTMENT, CHANNEL = "department_id", "channel"

HANDS, PARTNER, BEGUN_BY = "whose hands", "which partner", "begun by"
"""What cases alone are told by: own staff or partners, which partner, and who began it. No column is so called."""

OTHERS = "\0others"
"""The label of all those beyond the ones kept apart; nothing that a company calls anything looks like it."""

_OWN = "dimension_"
_LABELS = ("label", DEPARTMENT)
"""The columns in which labels stand."""

_OF_CASES: Mapping[str, str] = MappingProxyType({HANDS: "hands", PARTNER: "partner", BEGUN_BY: "begun_by"})
"""What cases alone are told by → how a snapshot calls it."""

_BY_LABEL: Mapping[str, str] = MappingProxyType({
    "answers": "answers_by_label", "answer_clusters": "clusters_by_label",
    "cases": "cases_by_label", "case_scores": "case_scores_by_label", "resolutions": "resolutions_by_label",
    "case_durations": "case_durations_by_label", "first_responses": "first_responses_by_label",
})  # fmt: skip
"""What stands in the place of a dataset when it is read by label."""

_OF_DEPARTMENTS: Mapping[str, str] = MappingProxyType({"commitments": "commitments"})
"""What knows departments alone."""

_OF_OWN: Mapping[str, str] = MappingProxyType({
    "customer_windows": "customer_windows_by_label", "customer_revenue": "revenue_by_label",
})  # fmt: skip
"""What knows the company's own dimensions alone: customers have no department, and no channel."""

_CASES: Mapping[str, str] = MappingProxyType(
    {name: one for name, one in _BY_LABEL.items() if not name.startswith("answer")}
)
"""What stands in the place of a dataset of cases."""

DATASETS = (*_BY_LABEL.values(), *_OF_DEPARTMENTS.values(), *_OF_OWN.values())
"""All that tells by label."""

OF_SCORES = ("answers_by_label", "clusters_by_label")
"""What tells scores by label."""

SCORES = ("answers", "answer_clusters")
"""What is read by label of scores alone."""


def read_from(dimension: str) -> tuple[str, ...]:
    """Return the datasets that know a dimension's labels."""
    return tuple(sources_of(dimension).values())


def dimensions_of(data: Data) -> dict[str, str]:
    """Return the dimensions by which a snapshot may be read: name → how the snapshot calls it."""
    own = data.snapshot.manifest.settings.get("dimensions") or []
    return {DEPARTMENT: DEPARTMENT, CHANNEL: CHANNEL} | {
        str(name): f"{_OWN}{at}" for at, name in enumerate(own if isinstance(own, list) else [], start=1)
    }


def by_label(data: Data, dimension: str, only: Collection[str] | None = None) -> Data | None:
    """Return the data as they are by the labels of a dimension; None where the reader may see no totals.

    What knows no such label, or is not among those asked for, is not connected there.
    """
    called = {**dimensions_of(data), **_OF_CASES}.get(dimension)
    if called is None or not data.grant.company_totals:
        return None
    asked = {name: one for name, one in sources_of(dimension).items() if only is None or name in only}
    known = {name: one for name, one in asked.items() if data.cube(one) is not None}
    whole = data.snapshot
    manifest = whole.manifest.model_copy(
        update={"datasets": {name: _entry(whole.manifest, name, one, called) for name, one in known.items()}}
    )
    part = "" if only is None else " of scores"
    by = _ByLabel(
        f"{whole.id} by {dimension}{part}", whole.folder, manifest, whole.notice, called, whole=whole, sources=known
    )
    return Data(by, Grant(pages=data.grant.pages))


def labels_of(data: Data, dimension: str) -> tuple[str, ...]:
    """Return the labels of a dimension that have rows, those without a name last; none where they cannot be seen."""
    by = by_label(data, dimension)
    found = () if by is None else tuple(label for label in by.regions if label != NOT_GIVEN)
    return tuple(sorted(found, key=lambda label: (label == OTHERS, label)))


def sources_of(dimension: str) -> Mapping[str, str]:
    """Return what is read by a dimension's labels: dataset → the one that stands in its place."""
    if dimension in _OF_CASES:
        return _CASES
    return {**_BY_LABEL, **{DEPARTMENT: _OF_DEPARTMENTS, CHANNEL: {}}.get(dimension, _OF_OWN)}


def _entry(manifest: Manifest, name: str, one: str, called: str) -> DatasetEntry:
    """Return the manifest's entry of a dataset read by label, which has a hash of its own."""
    entry = manifest.datasets[one]
    left = [column for column in entry.grain if column not in ("region", "segment", "dimension")]
    grain = ["region" if column in _LABELS else column for column in left]
    more = ["same_region"] if name == "answer_clusters" else []
    return entry.model_copy(update={"name": name, "grain": grain + more, "sha256": f"{entry.sha256} by {called}"})


@dataclass(frozen=True)
class _ByLabel(Snapshot):
    """A snapshot whose datasets hold labels in the place of regions."""

    whole: Snapshot | None = None
    sources: Mapping[str, str] = field(default_factory=dict)

    def table(self, name: str) -> pa.Table | None:
        """Read a dataset's rows by label."""
        one = self.sources.get(name)
        table = self.whole.table(one) if one is not None and self.whole is not None else None
        if table is None:
            return None
        if "dimension" in table.column_names:
            table = table.filter(pc.equal(table.column("dimension"), self.dimension)).drop_columns(["dimension"])
        table = table.drop_columns([column for column in ("region", "segment") if column in table.column_names])
        table = table.rename_columns(["region" if one in _LABELS else one for one in table.column_names])
        label = table.column("region")
        pooled = pc.if_else(pc.equal(label, ""), OTHERS, label)
        table = table.set_column(table.column_names.index("region"), "region", pooled)
        if name == "answer_clusters":
            table = table.append_column("same_region", pa.array([1] * len(table), pa.int64()))
        return table
