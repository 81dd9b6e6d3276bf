"""The audit of the source: every table of the contract that is there, in the warehouse where it lies."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from types import MappingProxyType

import pandas as pd
import sqlalchemy
from great_expectations.expectations.core import ExpectTableRowCountToBeBetween
from sqlalchemy.exc import SQLAlchemyError

from data_checks import business_suite, causes, contract_suite, files, registers
from data_checks.checks import Check, Grade, Suite, severity_of
from data_checks.contract_suite import Named
from data_checks.crossing import cross
from data_checks.crossings import CROSSINGS
from data_checks.finding import Finding
from data_checks.freshness import in_time
from data_checks.numerals import percent
from data_checks.presence import presence, unreadable
from data_checks.profile import Profile, TableProfile
from data_checks.profiling import Sight, first_line, look, rows_of
from data_checks.reach import Reach
from data_checks.registers import Possible
from data_checks.repeated import beyond_chance
from data_checks.sentences import noun
from data_checks.set_aside import SetAside, few_bad_rows, named, told
from data_checks.spelling import labels, same_names, spelling
from data_checks.tables import Day, Readable, readable
from data_checks.thresholds import Thresholds
from data_checks.validation import GREAT_EXPECTATIONS, Auditor, Outcome
from data_checks.volume import Volume
from queries.aside import Aside
from queries.contract import CONTRACT
from queries.extract import Parameters
from queries.source import Source

Judged = Sequence[tuple[Check, Outcome]]
"""A table's checks, each with what came of it."""


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
    changed: Mapping[str, str] = MappingProxyType({}),
    measures: Mapping[str, Possible] = MappingProxyType({}),
    auditor: Auditor = GREAT_EXPECTATIONS,
) -> tuple[list[Finding], Profile, Source]:
    """Check every table that is there, and return what was found, what the tables look like, and the rows that count.

    Keys, references and repeated rows are looked for from ``from_month`` on, with ``full`` everywhere.
    ``accepted`` are the names of checks that a person accepts (of one scope: ``check/scope``): what they found lost is
    lost for good, and what they found wrong counts. ``named`` are the names that subjects may have which no table
    keeps, by their kind; of a kind that is left out any passes. ``changed`` are the tables that are read in
    another way than in the last run, and why: what differs from it then is not lost. ``measures`` tells
    what those that people write of can be. The source that comes back is
    without the rows that are set aside.
    """
    audit = _Audit(
        engine, source, Day(today, now), previous, full, from_month, settings,
        from_month if first_month is None else first_month, accepted, named, changed, measures, auditor,
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
    changed: Mapping[str, str]
    measures: Mapping[str, Possible]
    auditor: Auditor
    profiles: dict[str, TableProfile] = field(default_factory=dict)
    aside: dict[str, Aside] = field(default_factory=dict)

    def run(self) -> tuple[list[Finding], Profile, Source]:
        """Go through the tables in the order of the contract."""
        self.reach = Reach.over(self.source)
        before = self.previous.tables if self.previous else {}
        # What was set aside once is looked for in the same rows until it is gone.
        again = [name for name, profile in before.items() if profile.set_aside]
        self.tables = readable(self.source, self.from_month, full=self.full, whole=again)
        found = list(presence(self.source, self.previous, self.reach, self.changed))
        for name in CONTRACT:
            if name in self.tables:
                found += self._table(self.tables[name])
        found += spelling(labels(self.engine, self.tables), self.reach)
        found += same_names(self.engine, self.tables, self.reach)
        found += self._crossed()
        kept = {
            name: profile
            for name, profile in before.items()
            if name not in self.profiles and f"{name}.readable" not in self.accepted and not self._taken_out(name)
        }
        one_moment = bool(self.engine.get_execution_options().get("one_moment"))
        profile = Profile(self.day.today.isoformat(), {**kept, **self.profiles}, one_moment)
        return found, profile, self.source.without(self.aside)

    def _taken_out(self, name: str) -> bool:
        return name in self.changed and name not in self.source.tables and not CONTRACT[name].required

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
        file = self.source.tables[table.name].file
        sight = self._look(table)
        judged = self._suite(table, sight.profile.rows, before)
        left_out = self._set_aside(table, judged, sight.profile.rows)
        found = list(self._told(table, judged, sight.profile.rows, left_out))
        if left_out:
            table = self._counting(table)
            sight = self._look(table)
        if file:
            found += files.cells(file, self.reach, self.thresholds, left_out)
        if sight.profile.rows and not self.source.tables[table.name].made_of:  # it goes on by itself to the present
            found += in_time(table, sight, self.day, self.thresholds, self.reach)
        volume = Volume(
            table, sight.profile, before, self.day, self.first_month, self.thresholds, self.reach,
            self.changed.get(table.name, ""),
        )  # fmt: skip
        found += volume.findings()
        rows = left_out.rows if left_out else 0
        self.profiles[table.name] = replace(volume.baseline(found, self.accepted), set_aside=rows)
        return found

    def _look(self, table: Readable) -> Sight:
        with self.engine.connect() as connection:
            return look(connection, self.source.dialect, table, self.day)

    def _suite(self, table: Readable, total: int, before: TableProfile | None) -> list[tuple[Check, Outcome]]:
        """Run the table's checks; on an empty one only that it is not, as every other passes on nothing.

        One that is made of another is as right as that one.
        """
        required = CONTRACT[table.name].required or (before is not None and before.rows > 0)
        suite = suite_of(
            table, self.tables, self.reach, self.day, named=self.named, measures=self.measures, required=required,
            empty=total == 0 or self.source.tables[table.name].made_of is not None,
        )  # fmt: skip
        on_rows = self.auditor.query(self.engine, suite.relation(table.select), total, suite.row_expectations())
        counts = self._counts(suite) if suite.tallies else {}
        outcomes = {**on_rows, **counts}
        return [(check, outcomes[check.key]) for check in (*suite.on_rows, *suite.tallies)]

    def _set_aside(self, table: Readable, judged: Judged, total: int) -> SetAside | None:
        """Decide which rows of the table do not count from here on."""
        failed = [check for check, outcome in judged if not outcome.passed and not outcome.error]
        if not failed:
            return None
        with self.engine.connect() as connection:
            left_out = few_bad_rows(
                connection, self.source.dialect, table, failed, total, self.thresholds, self.accepted
            )
        if left_out:
            self.aside[table.name] = left_out.aside
        return left_out

    def _counting(self, table: Readable) -> Readable:
        """Return the table without the rows that are set aside."""
        select = self.source.without(self.aside).relation(table.name, flagged=True)
        return replace(table, select=select, looked_at=select)

    def _told(self, table: Readable, judged: Judged, total: int, left_out: SetAside | None) -> Iterator[Finding]:
        """Yield what came of each check, with the keys or the cells of the rows that are wrong."""
        file = self.source.tables[table.name].file
        for check, outcome in judged:
            if file and files.unread_alone(file, check, outcome):
                yield check.finding(table.name, Outcome(True), total, self.thresholds)
                continue
            keys = "" if outcome.passed or outcome.error or file else self._keys(table, check)
            broken = left_out.of(check) if left_out else None
            counted = replace(outcome, failed_rows=broken.rows) if broken and broken.rows else outcome
            finding = check.finding(table.name, counted, total, self.thresholds, keys)
            share = f" ({percent(counted.wrong / total)} of all)" if total and not broken else ""
            finding = causes.explained(self.engine, table, self.tables, check, share, finding)
            finding = files.placed(self.engine, file, check, finding) if file else finding
            if left_out and broken:
                finding = told(finding, check, left_out, total, self.thresholds, self.reach.of(table.name))
            yield finding

    def _keys(self, table: Readable, check: Check) -> str:
        with self.engine.connect() as connection:
            return named(connection, self.source.dialect, table, check)

    def _counts(self, suite: Suite) -> dict[str, Outcome]:
        """Count what the tallies count, in one statement, and check the numbers."""
        expectations = suite.count_expectations()
        try:
            with self.engine.connect() as connection:
                row = rows_of(connection, suite.counts())[0]
        except SQLAlchemyError as error:
            return dict.fromkeys(expectations, Outcome(False, error=first_line(error)))
        frame = pd.DataFrame([[int(count) for count in row]], columns=suite.count_columns())
        outcomes = self.auditor.frame(frame, expectations)
        return outcomes | {check.key: Outcome(True) for check in suite.tallies if self._chance(check, outcomes)}

    def _chance(self, check: Check, outcomes: Mapping[str, Outcome]) -> bool:
        """Whether what a check counts is no more than chance brings."""
        outcome = outcomes[check.key]
        if not check.chance or outcome.passed or outcome.observed is None:
            return False
        with self.engine.connect() as connection:
            return not beyond_chance(rows_of(connection, check.chance)[0], outcome.observed)


def suite_of(
    table: Readable,
    others: Mapping[str, Readable],
    reach: Reach,
    day: Day,
    *,
    required: bool,
    named: Named = MappingProxyType({}),
    measures: Mapping[str, Possible] = MappingProxyType({}),
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
        *registers.row_checks(table, reach, measures),
        *contract_suite.tally_checks(table, reach, others, named),
        *business_suite.tally_checks(table, reach),
    ):
        suite.add(check)
    return suite


def value_checks(table: Readable, reach: Reach) -> Iterator[Check]:
    """Yield the checks that hold the values of a column against those that the contract knows, and that stop figures:
    what each row alone tells."""
    for check in (*contract_suite.value_checks(table, reach), *business_suite.value_checks(table, reach)):
        if check.grade != "advisory":
            yield check


def _not_empty(table: Readable, reach: Reach, required: bool) -> Check:
    grade: Grade = "strict" if required else "advisory"
    return Check(
        f"{table.name}.rows", f"there is at least one {noun(table.name)}", "{are} there: the table is empty",
        None, reach.of(table.name), grade,
        ExpectTableRowCountToBeBetween(min_value=1, severity=severity_of(grade)),
        action="Load it, or take it out of the mapping.",
    )  # fmt: skip
