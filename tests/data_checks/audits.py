"""Runs the audits as a refresh does, on a demo company that was damaged first."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pyarrow as pa

from dashboard.measures import MEASURES
from dashboard.navigation import BY_SLUG
from dashboard.refresh.asked import possible
from dashboard.settings import Settings
from dashboard.warehouse import connect
from data_checks.extract_audit import audit_extracts
from data_checks.finding import Finding
from data_checks.gate import decide
from data_checks.profile import Profile
from data_checks.source_audit import audit_source
from data_checks.thresholds import Thresholds
from data_checks.validation import GREAT_EXPECTATIONS, Auditor
from queries.datasets import BY_NAME, DATASETS
from queries.extract import Parameters, compose, missing, shape
from queries.source import Source
from tests.conftest import UNTIL

NOW = datetime(UNTIL.year, UNTIL.month, UNTIL.day, 12, tzinfo=UTC)
LAST = UNTIL.year * 12 + UNTIL.month - 2
FIRST = LAST - 59
OPEN = LAST - 2
THRESHOLDS = Thresholds()
DIMENSIONS = ("acquisition_source", "handled_by")
"""Columns of customers and of cases that the company calls its own dimensions."""
SWITCHED_ON = frozenset(dataset.name for dataset in DATASETS if dataset.switch)
"""What is off until a company switches it on."""
NAMED = {"measure": MEASURES, "target": MEASURES, "page": BY_SLUG}


@dataclass(frozen=True)
class Audited:
    """What a whole run found, and what it read."""

    source: list[Finding]
    extracts: list[Finding]
    profile: Profile
    tables: dict[str, pa.Table]

    @property
    def findings(self) -> list[Finding]:
        return [*self.source, *self.extracts]


def damaged(file: Path, folder: Path, *statements: str) -> Path:
    """Return a copy of a warehouse in which statements were run."""
    copy = folder / "damaged.duckdb"
    shutil.copy(file, copy)
    with duckdb.connect(copy) as connection:
        for statement in statements:
            connection.execute(statement)
    return copy


def audit(
    url: str,
    previous: Profile | None = None,
    *,
    only: Collection[str] = (),
    full: bool = True,
    accepted: Collection[str] = (),
    today: date = UNTIL,
    auditor: Auditor = GREAT_EXPECTATIONS,
) -> tuple[list[Finding], Profile]:
    """Audit the source, or of it the tables named alone."""
    with connect(url) as warehouse:
        with warehouse.engine.connect() as connection:
            source = replace(Source.inspect(connection), dimensions=DIMENSIONS, switched_on=SWITCHED_ON)
        if only:
            tables = {name: table for name, table in source.tables.items() if name in only}
            source = Source(source.dialect, tables)
            previous = previous and Profile(
                previous.read_on, {name: table for name, table in previous.tables.items() if name in only}
            )
        findings, profile, _ = audit_source(
            warehouse.engine, source, today=today, now=NOW, previous=previous, full=full, from_month=OPEN,
            settings=THRESHOLDS, first_month=FIRST, accepted=accepted, named=NAMED, measures=possible(Settings()),
            auditor=auditor,
        )  # fmt: skip
        return [finding for finding in findings if not only or finding.subject in only], profile


def extract(url: str, names: Collection[str] = ()) -> dict[str, pa.Table]:
    """Ask for the datasets whose tables are there, or of them for those named."""
    with connect(url) as warehouse:
        with warehouse.engine.connect() as connection:
            source = replace(Source.inspect(connection), dimensions=DIMENSIONS, switched_on=SWITCHED_ON)
        parameters = Parameters(FIRST, LAST, FIRST).values()
        return {
            dataset.name: shape(warehouse.arrow(compose(source, dataset), parameters), dataset)
            for dataset in DATASETS
            if not missing(source, dataset) and (not names or dataset.name in names)
        }


def audit_tables(
    tables: dict[str, pa.Table], profile: Profile | None, previous: dict[str, pa.Table] | None = None
) -> list[Finding]:
    """Audit extracts of which the open months were asked again."""
    return audit_extracts(
        tables, previous=previous or {}, first_month=FIRST, last_month=LAST, thresholds=THRESHOLDS, profile=profile,
        from_month=OPEN,
    )  # fmt: skip


def failed(findings: Iterable[Finding]) -> dict[str, Finding]:
    """Return what failed, by the check's name and, where it has one, its scope."""
    return {name(finding): finding for finding in findings if not finding.passed}


def name(finding: Finding) -> str:
    return f"{finding.check}/{finding.scope}" if finding.scope else finding.check


def stopped(findings: list[Finding]) -> set[str]:
    """Return the datasets that may not be published."""
    return set(decide(findings, BY_NAME, [], UNTIL).stopped)


def said(findings: Iterable[Finding]) -> list[tuple[str, str, str]]:
    """Return what was said, but for the examples: an engine shows which it pleases."""
    return [(found.check, found.severity, found.sentence.split(", for example")[0]) for found in findings]
