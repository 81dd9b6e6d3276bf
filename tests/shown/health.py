"""What a snapshot's numbers are, counted again in its manifest and files: what may stand on the page Data health."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pyarrow.parquet as pq

from dashboard.features.feeds import fed_by
from dashboard.measures import MEASURES
from dashboard.measures.asked import unasked
from dashboard.snapshots.manifest import Manifest
from dashboard.snapshots.store import Snapshot
from dashboard.words.data_health.faults import NAMED
from tests.shown.companies import Company
from tests.shown.facts import Fact, count


@cache
def facts_of(company: Company) -> tuple[Fact, ...]:
    """Return what can be counted of a company's snapshot: checks, datasets, rows, tables, and snapshots kept."""
    manifest = company.snapshot.manifest
    found = [*_checks(manifest), *_datasets(company.snapshot), *_tables(manifest)]
    found += [count("kept", len(company.archive.names)), count("definitions", len(MEASURES))]
    failing = [one.datasets for one in manifest.findings if not one.passed]
    stopped = [[name] for name, entry in manifest.datasets.items() if entry.state in ("withheld", "carried_over")]
    absent = [name for name, entry in manifest.datasets.items() if entry.state == "not_connected"]
    beside = absent, unasked(manifest)
    concerned = (len(fed_by(names, company.settings, *beside)) for names in (*failing, *stopped))
    found += [count("concerned besides", number - NAMED) for number in concerned]
    return tuple(found)


@cache
def gates(company: Company) -> frozenset[str]:
    """Return the gate's own texts, which stand as it wrote them: its tests hold them against the data."""
    manifest = company.snapshot.manifest
    found = {
        text for one in manifest.findings for text in (one.sentence, one.observed, one.expected, one.action, one.check)
    }
    found |= {reason for entry in manifest.datasets.values() for reason in entry.reasons}
    return frozenset(text.replace("`", "") for text in found if text)


def _checks(manifest: Manifest) -> Iterator[Fact]:
    failed = [one for one in manifest.findings if not one.passed]
    yield from (count("checks", len(manifest.findings)), count("passed", len(manifest.findings) - len(failed)))
    grave = [one for one in failed if one.severity in ("critical", "warning")]
    critical = [one for one in failed if one.severity == "critical" and one.accepted is None]
    yield from (count("failed", len(failed)), count("failed gravely", len(grave)), count("critical", len(critical)))
    yield from (
        count("not critical", len(grave) - len(critical)),
        count("passed of grave", len(manifest.findings) - len(grave)),
    )


def _datasets(snapshot: Snapshot) -> Iterator[Fact]:
    entries = snapshot.manifest.datasets
    rows = {
        name: pq.read_metadata(snapshot.folder / entry.file).num_rows for name, entry in entries.items() if entry.file
    }
    yield from (count(f"rows of {name}", number) for name, number in rows.items())
    yield from (count("rows", sum(rows.values())), count("datasets", len(entries)), count("with rows", len(rows)))
    for state in ("published", "carried_over", "withheld", "not_connected"):
        yield count(state, sum(entry.state == state for entry in entries.values()))
    yield count("connected", sum(entry.state != "not_connected" for entry in entries.values()))


def _tables(manifest: Manifest) -> Iterator[Fact]:
    present = [table for table in manifest.tables.values() if table.present]
    yield from (count("tables present", len(present)), count("tables", len(manifest.contract)))
    missing = [name for name in manifest.contract if name not in manifest.tables or not manifest.tables[name].present]
    partly = [table for table in present if table.missing_columns]
    yield from (count("absent", len(missing)), count("to connect", len(missing) + len(partly)))
    for table in present:
        yield count("rows", table.rows)
        yield from (count(name, round(total)) for name, total in table.totals.items())
