"""The audit of the source: every table of the contract that is there, in the warehouse where it lies."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType

import pandas as pd
import sqlalchemy
from great_expectations.expectations.core import ExpectTableRowCountToBeBetween
from sqlalchemy.exc import SQLAlchemyError

from data_checks import business_suite, causes, contract_suite, files
from data_checks.checks import Check, Grade, Suite, severity_of
from data_checks.contract_suite import Named
from data_checks.crossing import cross
from data_checks.crossings import CROSSINGS
from data_checks.finding import Finding
from data_checks.freshness import freshness, vanished
from data_checks.presence import presence, unreadable
from data_checks.profile import Profile, TableProfile
from data_checks.profiling import first_line, look, rows_of
from data_checks.reach import Reach
from data_checks.sentences import noun
from data_checks.tables import Day, Readable, readable
from data_checks.thresholds import Thresholds
from data_checks.validation import GREAT_EXPECTATIONS, Auditor, Outcome
from data_checks.volume import Volume
from queries.contract import CONTRACT
from queries.extract import Parameters
from queries.source import Source


def audit_source(
    engine: sqlalchemy.Engine,
    source: Source,
    *,
    today: date,
    now: datetime,
    previous: Profile | None,
    full: bool,
    from_month: int,
    settings: Thresholds,
    first_month: int | None = None,
    accepted: Collection[str] = (),
    named: Named = MappingProxyType({}),
    auditor: Auditor = GREAT_EXPECTATIONS,
) -> tuple[list[Finding], Profile]:
    """Check every table that is there, and return what was found and what the tables look like.

    Keys, references and repeated rows are looked for from ``from_month`` on, with ``full`` everywhere.
    ``accepted`` are the names of checks that a person accepts: what they found lost is lost for good. ``named`` are
    the names that subjects may have which no table keeps, by their kind; of a kind that is left out any passes.
    """
    audit = _Audit(
        engine, source, Day(today, now), previous, full, from_month, settings,
        from_month if first_month is None else first_month, accepted, named, auditor,
    )  # fmt: skip
    return audit.run()


@dataclass
class _Audit:
    """One audit of one source."""

    engine: sqlalchemy.Engine
    source: Source
    day: Day
    previous: Profile | None
    full: bool
    from_month: int
    thresholds: Thresholds
    first_month: int
    accepted: Collection[str]
    named: Named
    auditor: Auditor
    profiles: dict[str, TableProfile] = field(default_factory=dict)

    def run(self) -> tuple[list[Finding], Profile]:
        """Go through the tables in the order of the contract."""
        self.reach = Reach.over(self.source)
        self.tables = readable(self.source, self.from_month, full=self.full)
        found = list(presence(self.source, self.previous, self.reach))
        for name in CONTRACT:
            if name in self.tables:
                found += self._table(self.tables[name])
        found += self._crossed()
        known = self.previous.tables if self.previous else {}
        kept = {
            name: profile
            for name, profile in known.items()
            if name not in self.profiles and f"{name}.readable" not in self.accepted
        }
        one_moment = bool(self.engine.get_execution_options().get("one_moment"))
        return found, Profile(self.day.today.isoformat(), {**kept, **self.profiles}, one_moment)

    def _crossed(self) -> Iterator[Finding]:
        """Hold the tables against each other, in the complete months that are shown."""
        asked = Parameters(
            self.first_month, self.day.last_month, self.first_month, self.thresholds.active_months,
            as_of=self.day.today,
        )  # fmt: skip
        return cross(
            self.engine, self.source, CROSSINGS, self.tables, self.reach, asked.values(), self.thresholds, self.auditor
        )

    def _table(self, table: Readable) -> list[Finding]:
        """Return what is found in a table; whatever an engine or its driver raises of one is said of that one alone."""
        try:
            return self._looked_at(table)
        except SQLAlchemyError as error:
            return [unreadable(table.name, first_line(error))]
        except Exception as error:  # noqa: BLE001 - a driver has errors of its own for values that it cannot hand over
            return [unreadable(table.name, f"{type(error).__name__}: {error}")]

    def _looked_at(self, table: Readable) -> list[Finding]:
        before = self.previous.tables.get(table.name) if self.previous else None
        with self.engine.connect() as connection:
            sight = look(connection, self.source.dialect, table, self.day)
        found = list(self._suite(table, sight.profile.rows, before))
        file = self.source.tables[table.name].file
        if file:
            found += files.cells(file, self.reach, self.thresholds)
        if sight.profile.rows and not self.source.tables[table.name].made_of:  # it goes on by itself to the present
            found += freshness(table, sight, self.day, self.thresholds, self.reach)
            found += vanished(table, sight, self.day, self.thresholds, self.reach)
        volume = Volume(table, sight.profile, before, self.day, self.first_month, self.thresholds, self.reach)
        found += volume.findings()
        self.profiles[table.name] = volume.baseline(found, self.accepted)
        return found

    def _suite(self, table: Readable, total: int, before: TableProfile | None) -> Iterator[Finding]:
        """Run the table's checks; on an empty one only that it is not, as every other passes on nothing.

        One that is made of another is as right as that one.
        """
        required = CONTRACT[table.name].required or (before is not None and before.rows > 0)
        suite = suite_of(
            table, self.tables, self.reach, self.day, named=self.named, required=required,
            empty=total == 0 or self.source.tables[table.name].made_of is not None,
        )  # fmt: skip
        on_rows = self.auditor.query(self.engine, suite.relation(table.select), total, suite.row_expectations())
        counts = self._counts(suite) if suite.tallies else {}
        outcomes = {**on_rows, **counts}
        file = self.source.tables[table.name].file
        for check in (*suite.on_rows, *suite.tallies):
            finding = check.finding(table.name, outcomes[check.key], total, self.thresholds)
            finding = causes.explained(self.engine, table, self.tables, check, total, finding)
            yield files.placed(self.engine, file, check, finding) if file else finding

    def _counts(self, suite: Suite) -> dict[str, Outcome]:
        """Count what the tallies count, in one statement, and check the numbers."""
        expectations = suite.count_expectations()
        try:
            with self.engine.connect() as connection:
                row = rows_of(connection, suite.counts())[0]
        except SQLAlchemyError as error:
            return dict.fromkeys(expectations, Outcome(False, error=first_line(error)))
        frame = pd.DataFrame([[int(count) for count in row]], columns=suite.count_columns())
        return self.auditor.frame(frame, expectations)


def suite_of(
    table: Readable,
    others: Mapping[str, Readable],
    reach: Reach,
    day: Day,
    *,
    required: bool,
    named: Named = MappingProxyType({}),
    empty: bool = False,
) -> Suite:
    """Return a table's checks: that it has rows, what the contract says, what only the business knows."""
    suite = Suite(table.name)
    suite.add(_not_empty(table, reach, required))
    if empty:
        return suite
    for check in (
        *contract_suite.row_checks(table, reach, day),
        *business_suite.row_checks(table, reach, day),
        *contract_suite.tally_checks(table, reach, others, named),
        *business_suite.tally_checks(table, reach),
    ):
        suite.add(check)
    return suite


def _not_empty(table: Readable, reach: Reach, required: bool) -> Check:
    grade: Grade = "strict" if required else "advisory"
    return Check(
        f"{table.name}.rows", f"there is at least one {noun(table.name)}", "{are} there: the table is empty",
        None, reach.of(table.name), grade,
        ExpectTableRowCountToBeBetween(min_value=1, severity=severity_of(grade)),
        action="Load it, or take it out of the mapping.",
    )  # fmt: skip
