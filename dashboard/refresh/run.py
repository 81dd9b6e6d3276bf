"""From the warehouse to a published snapshot, in steps that can be broken off anywhere without harm.

lock ─► connect ─► what is there ─► audit of the source ─► extracts ─► audit of the extracts ─► gate
     ─► composition (published, carried over, withheld, not connected) ─► identities again ─► publication
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.exc import SQLAlchemyError

from dashboard.measures.named import refuse_unknown_measures
from dashboard.measures.registry import MEASURES
from dashboard.navigation import BY_SLUG
from dashboard.refresh import asked, guards, record
from dashboard.refresh.assemble import Assembler, Tables, rows_of
from dashboard.refresh.baseline import Baseline, baseline
from dashboard.refresh.extract import Extraction, Plan, Reading
from dashboard.refresh.masked import Masking
from dashboard.refresh.source import address, company, is_demo
from dashboard.refresh.tolerances import thresholds
from dashboard.settings import Settings
from dashboard.snapshots.manifest import DatasetEntry, Manifest
from dashboard.snapshots.publish import Draft, PublicationError, Publisher
from dashboard.snapshots.store import Snapshot
from dashboard.version import code_version
from dashboard.warehouse import Warehouse, WarehouseError, connect
from data_checks.extract_audit import audit_extracts, audit_identities
from data_checks.finding import Finding
from data_checks.following import told_once
from data_checks.gate import decide
from data_checks.numerals import written_in
from data_checks.profile import Profile
from data_checks.source_audit import audit_source
from data_checks.validation import GREAT_EXPECTATIONS, Auditor
from queries.datasets import BY_NAME, DATASETS, Dataset
from queries.extract import ExtractError, missing
from queries.source import Source, SourceError

Report = Callable[[str], None]


class RefreshError(Exception):
    """No snapshot could be made; the message says why and what to do. The last good one stands."""


def refresh(
    settings: Settings,
    *,
    full: bool = False,
    replace: bool = False,
    report: Report,
    auditor: Auditor = GREAT_EXPECTATIONS,
    ago: timedelta = timedelta(),
) -> Snapshot:
    """Read, check and publish. Raises RefreshError where nothing could be published.

    The demo company is put in the place of a real one only with ``replace``; ``ago`` is for it as it stood so long ago,
    and its manifest tells when it was made. Another ``auditor`` is for tests of other things than the gate; no command
    and no setting gives one.
    """
    publisher = Publisher(settings.snapshots)
    with _in_words(), publisher.lock():
        started = publisher.begin_attempt()
        try:
            with _in_words():
                refuse_unknown_measures(settings)
                if not replace:
                    guards.guard_current_snapshot(publisher, settings)
                snapshot = _published(settings, publisher, full=full, report=report, auditor=auditor, ago=ago)
        except (Exception, KeyboardInterrupt) as error:
            # Also what nobody foresaw: the app then says why its numbers are old. The error itself goes on.
            stopped = "It was stopped by hand." if isinstance(error, KeyboardInterrupt) else type(error).__name__
            publisher.end_attempt(started, "failed", str(error) or stopped)
            raise
        publisher.end_attempt(started, "published", "", snapshot.id)
        report(f"Published the snapshot {snapshot.id}")  # once it is on record: whoever listens may be gone
        for name in publisher.prune(settings.keep_snapshots):
            report(f"Removed the old snapshot {name}")
    return snapshot


def check(settings: Settings, *, full: bool = False, report: Report) -> Manifest:
    """Read and check as a refresh would, and publish nothing; the manifest is the one that it would have."""
    refuse_unknown_measures(settings)
    publisher = Publisher(settings.snapshots)
    with _in_words(), publisher.lock(), publisher.draft() as draft, _connected(settings) as warehouse:
        run = _Run(settings, warehouse, draft, baseline(publisher, settings), full=full, report=report)
        with written_in(settings.locale):
            return run.manifest()


def _published(
    settings: Settings, publisher: Publisher, *, full: bool, report: Report, auditor: Auditor, ago: timedelta
) -> Snapshot:
    with publisher.draft() as draft:
        with _connected(settings) as warehouse, written_in(settings.locale):
            earlier = baseline(publisher, settings)
            run = _Run(settings, warehouse, draft, earlier, full=full, report=report, auditor=auditor, ago=ago)
            manifest = run.manifest()
        return publisher.publish(draft, manifest)


@contextmanager
def _in_words() -> Iterator[None]:
    """Give what can go wrong outside of us one name; each of them has its sentence already."""
    try:
        yield
    except (WarehouseError, SourceError, ExtractError, PublicationError) as error:
        raise RefreshError(str(error)) from error


@contextmanager
def _connected(settings: Settings) -> Iterator[Warehouse]:
    url = address(settings).render_as_string(hide_password=False)
    with connect(url, timezone=settings.timezone, time_limit_seconds=settings.query_seconds) as warehouse:
        try:
            yield warehouse
        except SQLAlchemyError as error:
            raise RefreshError(f"The warehouse does not answer: {warehouse.explain(error)}") from error


@dataclass
class _Run:
    """One reading of the warehouse, checked and put together."""

    settings: Settings
    warehouse: Warehouse
    draft: Draft
    baseline: Baseline
    full: bool
    report: Report
    auditor: Auditor = GREAT_EXPECTATIONS
    ago: timedelta = timedelta()

    def __post_init__(self) -> None:
        self.now = datetime.now(UTC) - self.ago
        self.today = self.settings.today()
        self.parameters = asked.parameters(self.settings, self.today)
        self.thresholds = thresholds(self.settings)
        self.acceptances = record.accepted(self.settings)
        self.earlier = self.baseline.snapshot
        self.before = self.earlier.manifest if self.earlier else None

    def manifest(self) -> Manifest:
        """Read, check and compose; the rows are then in the draft."""
        source = self._inspect()
        if not source.tables:
            raise RefreshError(
                "The warehouse has none of the contract's tables; `python -m dashboard doctor` lists them. Where they "
                "lie in another schema or have other names, README.md says how to choose it, and how to map them."
            )
        self.report(f"Found {len(source.tables)} of {len(record.contract(source))} tables of the contract")
        self.changed = record.read_otherwise(source, self.before, self.settings.timezone)
        before = [*self.baseline.findings(), *guards.stray_files(source)]
        for finding in before:
            self.report(finding.sentence)
        void = self._heed(guards.unread_tables(source))
        found, profile, source = self._audit_source(source)
        found += before
        self.report(f"Checked the source: {record.tally(found)}")
        extraction, plans = self._planned(source)
        readings = self._read(extraction, guards.worth_asking(plans, found, self.acceptances, self.today))
        late = [finding for reading in readings.values() for finding in reading.findings]
        found, late = told_once(found, late + self._audit_extracts(readings, plans, profile))
        self.report(f"Checked the extracts: {record.tally(late)}")
        found += late
        void += self._heed(guards.unread_datasets(readings.values()))
        decision = decide(found, BY_NAME, self.acceptances, self.today)
        assembler = Assembler(source, self.draft, readings, self.earlier, extraction.masking)
        entries = assembler.compose(decision)
        found += self._made_even(assembler, entries, found)
        return self._manifest(source, profile, entries, found, [*decision.notices, *void])

    def _heed(self, unread: set[str]) -> list[str]:
        """Leave out the acceptances of what was not read, and return a notice of each."""
        self.acceptances, void = guards.honoured(self.acceptances, unread, self.today)
        return void

    def _inspect(self) -> Source:
        with self.warehouse.engine.connect() as connection:
            return asked.source(connection, self.settings, self.warehouse.explain, self.today)

    def _planned(self, source: Source) -> tuple[Extraction, list[Plan]]:
        extraction, datasets = self._extraction(source)
        return extraction, [extraction.plan(dataset) for dataset in datasets]

    def _extraction(self, source: Source) -> tuple[Extraction, list[Dataset]]:
        kept = None if self.full else self.earlier
        masks, months = Masking(self.settings, self.warehouse, source), self.settings.open_months
        extraction = Extraction(self.warehouse, source, self.draft, self.parameters, months, kept, self.ago, masks)
        return extraction, [dataset for dataset in DATASETS if not missing(source, dataset)]

    def _read(self, extraction: Extraction, plans: Sequence[Plan]) -> dict[str, Reading]:
        readings = extraction.run(plans, self.settings.parallel_queries, self.report)
        failed = [reading.finding.sentence for reading in readings.values() if reading.stored is None]
        if failed and len(failed) == len(readings):
            raise RefreshError(f"No dataset could be read. {failed[0]}")
        return readings

    def _audit_source(self, source: Source) -> tuple[list[Finding], Profile, Source]:
        extraction, datasets = self._extraction(source)
        first_asked = [extraction.plan(dataset).parameters.from_month for dataset in datasets if dataset.open_months]
        return audit_source(
            self.warehouse.engine,
            source,
            today=self.today,
            now=self.now.astimezone(ZoneInfo(self.settings.timezone)),
            previous=record.profile_of(self.before) if self.before else None,
            full=self.full or self.earlier is None,
            from_month=min(first_asked, default=self.parameters.first_month),
            settings=self.thresholds,
            first_month=self.parameters.first_month,
            # Whoever accepts a part of a check has not accepted the loss of the rest.
            accepted=[word.covered for word in self.acceptances if self.today <= word.until],
            changed=self.changed,
            measures=asked.possible(self.settings),
            named={"measure": MEASURES, "target": MEASURES, "page": BY_SLUG},
            auditor=self.auditor,
        )

    def _audit_extracts(
        self, readings: Mapping[str, Reading], plans: Sequence[Plan], profile: Profile
    ) -> list[Finding]:
        kept = [plan.parameters.from_month for plan in plans if plan.kept]
        earlier = self.earlier
        stands = [name for name, entry in earlier.manifest.datasets.items() if entry.file] if earlier else []
        return audit_extracts(
            Tables([name for name, reading in readings.items() if reading.stored], self.draft.table),
            previous=Tables(stands, lambda name: rows_of(earlier, name)),
            first_month=self.parameters.first_month,
            last_month=self.parameters.last_month,
            thresholds=self.thresholds,
            profile=profile,
            from_month=min(kept) if kept else None,
            changed=self.changed,
            auditor=self.auditor,
        )

    def _made_even(
        self, assembler: Assembler, entries: dict[str, DatasetEntry], found: Sequence[Finding]
    ) -> list[Finding]:
        """Look at the identities once more where something old stands beside something new, and mend the entries.

        What is new is stopped in its turn; should old things not fit together either, they are withheld.
        """
        if not any(entry.state == "carried_over" for entry in entries.values()):
            return []
        uneven = self._uneven(assembler, entries)
        if uneven and assembler.stop(entries, decide([*found, *uneven], BY_NAME, self.acceptances, self.today)):
            still = self._uneven(assembler, entries)
            for name, verdict in decide(still, BY_NAME, self.acceptances, self.today).verdicts.items():
                if verdict.action == "stop" and entries[name].file:
                    entries[name] = assembler.withheld(BY_NAME[name], verdict.reasons)
        known = {(finding.check, finding.scope) for finding in found if not finding.passed}
        return [finding for finding in uneven if (finding.check, finding.scope) not in known]

    def _uneven(self, assembler: Assembler, entries: Mapping[str, DatasetEntry]) -> list[Finding]:
        """Return the identities that do not hold in the snapshot as it is composed."""
        checked = audit_identities(
            assembler.tables(entries),
            first_month=self.parameters.first_month,
            last_month=self.parameters.last_month,
            thresholds=self.thresholds,
        )
        return [finding for finding in checked if not finding.passed]

    def _manifest(
        self,
        source: Source,
        profile: Profile,
        entries: dict[str, DatasetEntry],
        found: Sequence[Finding],
        notices: Sequence[str],
    ) -> Manifest:
        settings = self.settings
        return Manifest(
            created_at=self.now,
            code_version=code_version(),
            company=company(settings),
            demo=is_demo(settings),
            as_of=self.today,
            first_month=self.parameters.first_month,
            last_month=self.parameters.last_month,
            currency=settings.currency,
            timezone=settings.timezone,
            full=self.full or self.earlier is None,
            settings=record.data_settings(settings, self.parameters),
            datasets=entries,
            findings=record.findings(found, self.acceptances, self.today, self.now, self.before),
            tables=record.tables(source, profile),
            contract=record.contract(source),
            measures=record.measures(settings),
            notices=[*notices, *record.made_later(self.ago, self.today)],
        )
