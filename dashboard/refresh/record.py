"""What a snapshot's manifest says of how it was made: code, settings, contract, tables, checks, definitions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from math import isfinite

from pydantic import JsonValue

from dashboard.measures.registry import MEASURES, measure, measure_hash
from dashboard.refresh.source import source_identity
from dashboard.settings import Settings
from dashboard.snapshots.manifest import Acceptance as AcceptanceEntry
from dashboard.snapshots.manifest import ContractColumn, ContractTable, FindingEntry, Manifest, TableEntry
from dashboard.words.formats import Formats
from data_checks.finding import Finding
from data_checks.gate import Acceptance, acceptance
from data_checks.profile import Profile, TableProfile
from queries.contract import CONTRACT, Table
from queries.extract import Parameters
from queries.files.registers import REGISTERS
from queries.scales import Scale, Scales
from queries.source import Source
from queries.unread import is_unread


def made_later(ago: timedelta, day: date) -> list[str]:
    """Return the notice of a snapshot that was made so long after the day that it is of; none where it was not."""
    if not ago:
        return []
    told = f"{Formats().day(day + ago)}, of the demo company’s warehouse as it stood on {Formats().day(day)}"
    return [f"This snapshot was made on {told}."]


def data_settings(settings: Settings, parameters: Parameters) -> dict[str, JsonValue]:
    """Return the settings that make the data."""
    return {
        "source": source_identity(settings),
        "mapping": settings.mapping.name if settings.mapping else None,
        "revenue_kind": settings.revenue_kind,
        "active_months": parameters.active_months,
        "signed_mentions": parameters.signed_mentions,
        "max_themes": parameters.max_themes,
        "open_months": settings.open_months,
        "theme_window_months": settings.theme_window_months,
        "revenue_tolerance": settings.revenue_tolerance,
        "dimensions": list(settings.dimensions),
        "scales": settings.scales.model_dump(),
    }


def scales(settings: Settings) -> Scales:
    """Return the scales of the settings as the queries and the checks know them."""
    return Scales(*(Scale(one.low, one.high, one.satisfied) for one in (settings.scales.csat, settings.scales.ces)))


def contract(source: Source) -> dict[str, ContractTable]:
    """Return the contract in plain values; of what could stand in for another table only what is there."""
    return {
        table.name: ContractTable(
            grain=table.grain,
            feeds=table.feeds,
            required=table.required,
            kept_by_people=table.name in REGISTERS,
            columns=[
                ContractColumn(name=c.name, type=c.type, required=c.required, used=not is_unread(table.name, c.name))
                for c in table.columns
            ],
        )
        for table in CONTRACT.values()
        if not table.in_place_of or table.name in source.tables
    }


def tables(source: Source, profile: Profile) -> dict[str, TableEntry]:
    """Return what the warehouse has of each table of the contract; of one that is gone, what it had."""
    entries = {}
    for name, table in CONTRACT.items():
        found, seen = source.tables.get(name), profile.tables.get(name, TableProfile(0))
        columns = found.columns if found else {}
        entries[name] = TableEntry(
            name=name,
            present=found is not None,
            rows=seen.rows if name in profile.tables else None,
            newest=seen.newest,
            missing_columns=[column.name for column in table.columns if column.name not in columns],
            error=found.error if found else None,
            kept_in=found.file.place if found and found.file else None,
            changed=found.file.modified if found and found.file else None,
            definition=_definitions(source).get(name, ""),
            made_of=found.made_of if found else None,
            totals={name: total for name, total in seen.totals.items() if isfinite(total)},
            months={month: dict(totals) for month, totals in seen.months.items()},
            filled=dict(seen.filled),
            set_aside=seen.set_aside,
        )
    return entries


def read_otherwise(source: Source, earlier: Manifest | None, timezone: str) -> dict[str, str]:
    """Return the tables that are read in another way than in an earlier run, and why, as the middle of a sentence."""
    if earlier is None:
        return {}
    now = _definitions(source)
    changed = {
        name: "its SELECT in the mapping was changed since the last run"
        for name, entry in earlier.tables.items()
        if entry.definition and entry.definition != now.get(name, "")
    }
    if earlier.timezone == timezone:
        return changed
    zone = "the time zone was changed since the last run"
    return {table.name: zone for table in CONTRACT.values() if _in_a_zone(table)} | changed


def _definitions(source: Source) -> dict[str, str]:
    """Return the mapping's text of each table, by a name for it; of one that is made of another, that one's."""
    return {
        name: (source.tables[table.made_of] if table.made_of else table).definition
        for name, table in source.tables.items()
    }


def _in_a_zone(table: Table) -> bool:
    return any(column.type == "timestamp" for column in table.columns)


def profile_of(manifest: Manifest) -> Profile:
    """Return what the tables looked like when a snapshot was made."""
    known = {
        name: TableProfile(
            entry.rows, entry.newest, entry.totals, entry.months, entry.filled, set_aside=entry.set_aside
        )
        for name, entry in manifest.tables.items()
        if entry.rows is not None
    }
    return Profile(manifest.as_of.isoformat(), known)


def accepted(settings: Settings) -> list[Acceptance]:
    """Return the acceptances of the settings as the gate knows them."""
    return [Acceptance(entry.check, entry.reason, entry.by, entry.until, entry.scope) for entry in settings.accepted]


def tally(found: Sequence[Finding]) -> str:
    """Return '94 checks, 1 failed'; what is only noted has not failed."""
    failed = sum(not finding.passed and finding.severity != "info" for finding in found)
    return f"{Formats().counted(len(found), 'check')}, {failed} failed"


def findings(
    found: Sequence[Finding], acceptances: Sequence[Acceptance], today: date, now: datetime, earlier: Manifest | None
) -> list[FindingEntry]:
    """Return the findings as they are kept: since when each fails, and who accepted it."""
    since = _failing_since(earlier)
    return [_finding(finding, acceptance(finding, acceptances, today), since, now) for finding in found]


def _finding(
    finding: Finding, accepted_by: Acceptance | None, since: Mapping[tuple[str, str | None], datetime], now: datetime
) -> FindingEntry:
    began = None if finding.passed else since.get((finding.check, finding.scope), now)
    word = None
    if accepted_by is not None:
        word = AcceptanceEntry(reason=accepted_by.reason, by=accepted_by.by, until=accepted_by.until)
    return FindingEntry.model_validate({**finding.to_dict(), "since": began, "accepted": word})


def _failing_since(earlier: Manifest | None) -> dict[tuple[str, str | None], datetime]:
    """Return since when the checks fail that failed in the snapshot before."""
    if earlier is None:
        return {}
    return {(entry.check, entry.scope): entry.since or earlier.created_at for entry in earlier.failed()}


def measures(settings: Settings) -> dict[str, str]:
    """Return a hash of each measure's definition, so that a pinned view can say which have changed since."""
    return {name: measure_hash(measure(name, settings)) for name in MEASURES}
