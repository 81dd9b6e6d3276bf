"""From the warehouse to a published snapshot, in steps that can be broken off anywhere without harm.

lock ─► connect ─► what is there ─► audit of the source ─► extracts ─► audit of the extracts ─► gate
     ─► composition (published, carried over, withheld, not connected) ─► identities again ─► publication
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

from dashboard import provenance
from dashboard.composition import Composer
from dashboard.connections import connection_findings
from dashboard.extraction import Extraction, Reading
from dashboard.manifest import DatasetEntry, Manifest
from dashboard.publication import Draft, Press, PublicationError
from dashboard.settings import Settings
from dashboard.snapshot import NoSnapshot, Snapshot
from dashboard.warehouse import Warehouse, WarehouseError, connect
from data_checks.finding import Finding
from data_checks.gate import Decision, decide
from data_checks.profile import Profile
from data_checks.thresholds import Thresholds
from queries.contract import CONTRACT
from queries.datasets import BY_NAME, DATASETS
from queries.extract import ExtractError, Parameters, missing
from queries.source import Source, SourceError

Report = Callable[[str], None]


class RefreshError(Exception):
    """No snapshot could be made; the message says why and what to do. The last good one stands."""


def refresh(settings: Settings, *, full: bool = False, report: Report) -> Snapshot:
    """Read, check and publish. Raises RefreshError where nothing could be published."""
    press = Press(settings.snapshots)
    with _in_words(), press.lock():
        started = press.begin_attempt()
        try:
            with _in_words():
                snapshot = _published(settings, press, full=full, report=report)
        except Exception as error:
            # Also what nobody foresaw: the app then says why its numbers are old. The error itself goes on.
            press.end_attempt(started, "failed", str(error) or type(error).__name__)
            raise
        press.end_attempt(started, "published", "", snapshot.id)
        for name in press.prune(settings.keep_snapshots):
            report(f"Removed the old snapshot {name}")
    return snapshot


def check(settings: Settings, *, full: bool = False, report: Report) -> Manifest:
    """Read and check as a refresh would, and publish nothing; the manifest is the one that it would have."""
    press = Press(settings.snapshots)
    with _in_words(), press.lock(), press.draft() as draft, _connected(settings) as warehouse:
        return _Run(settings, warehouse, draft, _comparable(press, settings), full=full, report=report).manifest()


def inspect(settings: Settings) -> Source:
    """Look at what the warehouse, or the mapping onto it, has of the contract."""
    with _in_words(), _connected(settings) as warehouse, warehouse.engine.connect() as connection:
        return Source.inspect(connection, settings.mapping)


def _published(settings: Settings, press: Press, *, full: bool, report: Report) -> Snapshot:
    with press.draft() as draft:
        with _connected(settings) as warehouse:
            run = _Run(settings, warehouse, draft, _comparable(press, settings), full=full, report=report)
            manifest = run.manifest()
        snapshot = press.publish(draft, manifest)
    report(f"Published the snapshot {snapshot.id}")
    return snapshot


@contextmanager
def _in_words() -> Iterator[None]:
    """Give what can go wrong outside of us one name; each of them has its sentence already."""
    try:
        yield
    except (WarehouseError, SourceError, ExtractError, PublicationError) as error:
        raise RefreshError(str(error)) from error


@contextmanager
def _connected(settings: Settings) -> Iterator[Warehouse]:
    url = provenance.address(settings).render_as_string(hide_password=False)
    with connect(url, timezone=settings.timezone, time_limit_seconds=settings.query_seconds) as warehouse:
        yield warehouse


def _comparable(press: Press, settings: Settings) -> Snapshot | None:
    """Return the snapshot on the wall, if it is of the same source."""
    try:
        earlier = press.current()
    except NoSnapshot:
        return None
    same = earlier.manifest.settings.get("source") == provenance.source_identity(settings)
    return earlier if same else None


@dataclass
class _Run:
    """One reading of the warehouse, checked and put together."""

    settings: Settings
    warehouse: Warehouse
    draft: Draft
    earlier: Snapshot | None
    full: bool
    report: Report
    now: datetime = field(default_factory=lambda: datetime.now(UTC))

    def __post_init__(self) -> None:
        self.today = self.settings.today()
        first, last = self.settings.months(self.today)
        active = self.settings.active_months if self.settings.revenue_kind == "sales" else 1
        self.parameters = Parameters(first, last, first, active, self.settings.signed_mentions)
        self.thresholds = Thresholds(revenue_tolerance=self.settings.revenue_tolerance)
        self.acceptances = provenance.accepted(self.settings)
        self.before = self.earlier.manifest if self.earlier else None

    def manifest(self) -> Manifest:
        """Read, check and compose; the rows are then in the draft."""
        with self.warehouse.engine.connect() as connection:
            source = Source.inspect(connection, self.settings.mapping)
        if not source.tables:
            raise RefreshError(
                "The warehouse has none of the contract's tables; `python -m dashboard doctor` lists them."
            )
        self.report(f"Found {len(source.tables)} of {len(CONTRACT)} tables of the contract")
        found = connection_findings(source, self.before)
        audited, profile = self._audit_source(source)
        readings = self._read(source)
        found += [*audited, *(reading.finding for reading in readings.values())]
        found += self._audit_extracts(readings)
        decision = decide(found, BY_NAME, self.acceptances, self.today)
        entries = self._compose(source, readings, decision)
        return self._manifest(source, profile, entries, found, decision)

    def _read(self, source: Source) -> dict[str, Reading]:
        asked = [dataset for dataset in DATASETS if not missing(source, dataset)]
        kept = None if self.full else self.earlier
        extraction = Extraction(self.warehouse, source, self.draft, self.parameters, self.settings.open_months, kept)
        readings = extraction.run(asked, self.settings.parallel_queries, self.report)
        failed = [reading.finding.sentence for reading in readings.values() if reading.stored is None]
        if failed and len(failed) == len(readings):
            raise RefreshError(f"No dataset could be read. {failed[0]}")
        return readings

    def _audit_source(self, source: Source) -> tuple[list[Finding], Profile]:
        return [], Profile(self.today.isoformat(), {})

    def _audit_extracts(self, readings: Mapping[str, Reading]) -> list[Finding]:
        return []

    def _compose(self, source: Source, readings: Mapping[str, Reading], decision: Decision) -> list[DatasetEntry]:
        composer = Composer(self.draft, readings, self.earlier)
        entries = []
        for dataset in DATASETS:
            verdict, lacks = decision.verdicts[dataset.name], missing(source, dataset)
            missed = any(dataset.name in finding.datasets for finding in verdict.stopped_by)
            if lacks and not missed:
                entries.append(composer.not_connected(dataset, lacks))
            elif verdict.action == "stop":
                entries.append(composer.stopped(dataset, verdict.reasons))
            else:
                entries.append(composer.published(dataset))
        return entries

    def _manifest(
        self,
        source: Source,
        profile: Profile,
        entries: Sequence[DatasetEntry],
        found: Sequence[Finding],
        decision: Decision,
    ) -> Manifest:
        settings = self.settings
        return Manifest(
            created_at=self.now,
            code_version=provenance.code_version(),
            company=provenance.company(settings),
            demo=provenance.is_demo(settings),
            as_of=self.today,
            first_month=self.parameters.first_month,
            last_month=self.parameters.last_month,
            currency=settings.currency,
            timezone=settings.timezone,
            full=self.full or self.earlier is None,
            settings=provenance.data_settings(settings, self.parameters),
            datasets={entry.name: entry for entry in entries},
            findings=provenance.findings(found, self.acceptances, self.today, self.now, self.before),
            tables=provenance.tables(source, profile),
            contract=provenance.contract(),
            measures=provenance.measures(settings),
            notices=list(decision.notices),
        )
