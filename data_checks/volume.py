"""How much is there, against the last run and against what is usual: rows, months, columns' values.

What is compared with is the last good run: where rows were lost, its numbers stay the measure until they are
back, or until a person accepts the loss. Otherwise a load that was cut short would be stopped one night and
pass the next.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from statistics import median

from data_checks.cadence import waves
from data_checks.finding import Finding, Severity
from data_checks.numerals import month_name, numeral, percent
from data_checks.profile import TableProfile
from data_checks.reach import Reach
from data_checks.sentences import a, month_key, month_names, month_number, rows
from data_checks.tables import Day, Readable
from data_checks.thresholds import Thresholds

ALL_MONTHS = "all"
"""The key of a table without a clock among the months of its profile."""

LOST = (
    "Find out whether a load was cut short. If the rows were removed on purpose, accept the finding in "
    "northstar.toml: what is there now then becomes the usual."
)
MEANT = "See that it is what was meant: nothing is held back, and what is there now becomes the usual."
BOOKED_LATE = ("finance",)
"""Tables whose newest months come when the books are closed: until then they are missing, and nothing is wrong."""
STATE = ("revenue",)
"""Tables whose month holds everybody: whoever is not in it would count as lost."""
LEAST_LOST = 3
"""Rows that may go from a small table without a word."""
LEAST_HALVED = 10
"""Rows that a table must have had for half of them to be more than a few."""


@dataclass(frozen=True)
class Volume:
    """A table as it is today beside what it was in the last good run."""

    table: Readable
    now: TableProfile
    before: TableProfile | None
    day: Day
    first_month: int
    thresholds: Thresholds
    reach: Reach
    changed: str = ""
    """Why what is there may differ from the last run though nothing was lost; empty where nothing tells so."""

    def findings(self) -> Iterator[Finding]:
        """Yield every comparison that can be made."""
        if self.before is not None:
            yield self._against_the_last_run(self.before)
            yield from self._filled(self.before)
        if self.table.clock and self.now.months and self._usual() >= self.thresholds.usual_rows:
            yield from self._gaps()
            yield from self._last_month()

    def baseline(self, findings: Collection[Finding], accepted: Collection[str]) -> TableProfile:
        """Return what the next run compares with: what is there now, but for what was lost and not accepted."""
        if self.before is None:
            return self.now
        lost = {finding.check for finding in findings if finding.stops and finding.check not in accepted}
        if {f"{self.table.name}.volume", f"{self.table.name}.months"} & lost:
            return replace(self.now, months=self.before.months, filled=self.before.filled, held=True)
        emptied = {
            column: share
            for column, share in self.before.filled.items()
            if f"{self.table.name}.{column}.filled" in lost
        }
        return replace(self.now, filled={**self.now.filled, **emptied})

    def _against_the_last_run(self, before: TableProfile) -> Finding:
        """Compare the rows, month by month where the table has a clock; later months are new, not more."""
        then = {key: totals["rows"] for key, totals in before.months.items()}
        now = {key: self.now.months.get(key, {}).get("rows", 0.0) for key in then}
        shrunk = tuple(month_number(key) for key in then if key != ALL_MONTHS and self._halved(now[key], then[key]))
        had, has = sum(then.values()), sum(now.values())
        share = has / had if had else 1.0
        halved = share < self.thresholds.volume_critical
        fewer = share < self.thresholds.volume_warning and had - has >= LEAST_LOST
        grave = bool(shrunk) or (halved and had >= LEAST_HALVED)
        observed = f"{rows(self.table.name, has)}, after {numeral(had)} in the last run"
        expected = f"at least {percent(self.thresholds.volume_warning)} of the rows of the last run"
        said = f"{rows(self.table.name, has)} where the last run had {numeral(had)}"
        if not (halved or fewer or shrunk):
            return self._passed("volume", observed, expected, said)
        where = f", most of all in {month_names(shrunk)}" if shrunk else ""
        said = f"{said} ({percent(share)} of them){where}"
        return self._compared("volume", grave, observed, expected, said, LOST, months=shrunk)

    def _halved(self, now: float, then: float) -> bool:
        return then >= self.thresholds.usual_rows and now < self.thresholds.volume_critical * then

    def _filled(self, before: TableProfile) -> Iterator[Finding]:
        """Compare how many rows have a value, column by column: a column that emptied takes its groups with it."""
        for column, then in before.filled.items():
            if then == 0:
                continue
            now = self.now.filled.get(column, 0.0)
            expected = f"{a(column)} in about {percent(then)} of the rows, as in the last run"
            observed = f"{percent(now)} of the rows have {a(column)}, after {percent(then)} in the last run"
            datasets = self.reach.of(self.table.name, column)
            if now >= self.thresholds.filled_kept * then:
                yield self._passed(f"{column}.filled", observed, expected, observed, datasets, column)
                continue
            absent = not self.table.has(column)
            said = f"the column {column} is no longer there" if absent else f"{observed}: it was emptied"
            action = "Restore it at the source or in the mapping; if it is gone for good, accept the finding."
            yield self._compared(f"{column}.filled", True, observed, expected, said, action, datasets, column)

    def _usual(self) -> float:
        return median(totals["rows"] for totals in self.now.months.values())

    def _present(self) -> list[int]:
        return sorted(month_number(key) for key, totals in self.now.months.items() if totals["rows"] > 0)

    def _gaps(self) -> Iterator[Finding]:
        """Look for months without a row: late ones and those that had rows once are lost, old ones may be a pause."""
        present = self._present()
        begin, last = max(present[0], self.first_month), self.day.last_month
        missing = [month for month in range(begin, last + 1) if month not in set(present)]
        known = {month_number(key) for key in self.before.months if key != ALL_MONTHS} if self.before else set()
        known = set() if self.changed else known
        if waves(present):  # between two of them nothing is missing; that one is late, freshness tells
            missing = [month for month in missing if month in known]
        lost = [month for month in missing if month in known or month > last - self.thresholds.recent_months]
        pauses = [month for month in missing if month not in lost]
        expected = f"rows in every month from {month_name(begin)} to {month_name(last)}"
        pending = self.table.name in BOOKED_LATE and all(month > present[-1] for month in lost)
        if not lost:
            months = len(range(begin, last + 1)) - len(pauses)
            yield self._passed(
                "months", f"{months} months with rows", expected, f"no late month is without {self._what}"
            )
        else:
            said = f"{month_names(lost)} {'has' if len(lost) == 1 else 'have'} no {self._what}"
            action = "Load the missing rows; they come with the next refresh."
            yield self._failed("months", not pending, said, expected, said, action, months=tuple(lost))
        if pauses:
            said = f"{month_names(pauses)} {'has' if len(pauses) == 1 else 'have'} no {self._what}"
            action = "Load the missing rows if there are any; if there was a pause, accept the finding."
            yield self._failed(
                "months", False, said, expected, said, action, months=tuple(pauses), scope="earlier months"
            )

    def _last_month(self) -> Iterator[Finding]:
        """Compare the last complete month with the three before it; news is no fault, but a month cut short is."""
        last = self.day.last_month
        counts = [self.now.months.get(month_key(month), {}).get("rows", 0.0) for month in range(last - 3, last + 1)]
        usual, latest = median(counts[:-1]), counts[-1]
        if min(counts[:-1]) < self.thresholds.usual_rows or latest == 0:
            return
        expected = f"at least half of the usual {rows(self.table.name, usual)} in {month_name(last)}"
        observed = f"{rows(self.table.name, latest)} in {month_name(last)}, usually {numeral(usual)}"
        state = self.table.name in STATE
        if latest >= self.thresholds.volume_critical * usual:
            yield self._passed("last_month", observed, expected, observed, critical=state)
            return
        said = f"{observed}: has all of it been loaded?"
        action = "Load the rest of the month; it comes with the next refresh."
        yield self._failed("last_month", state, observed, expected, said, action, months=(last,))

    @property
    def _what(self) -> str:
        return rows(self.table.name, 2).split(" ", 1)[1]

    def _passed(
        self, check: str, observed: str, expected: str, said: str,
        datasets: tuple[str, ...] | None = None, column: str | None = None, critical: bool = True,
    ) -> Finding:  # fmt: skip
        return self._finding(check, critical, True, observed, expected, said, "", datasets, column, (), None)

    def _compared(
        self, check: str, critical: bool, observed: str, expected: str, said: str, action: str,
        datasets: tuple[str, ...] | None = None, column: str | None = None, months: tuple[int, ...] = (),
    ) -> Finding:  # fmt: skip
        """Return what differs from the last run: lost, unless the table is read in another way since."""
        if self.changed:
            critical, said, action = False, f"{said}; {self.changed}", MEANT
        return self._failed(check, critical, observed, expected, said, action, datasets, column, months)

    def _failed(
        self, check: str, critical: bool, observed: str, expected: str, said: str, action: str,
        datasets: tuple[str, ...] | None = None, column: str | None = None, months: tuple[int, ...] = (),
        scope: str | None = None,
    ) -> Finding:  # fmt: skip
        return self._finding(check, critical, False, observed, expected, said, action, datasets, column, months, scope)

    def _finding(
        self, check: str, critical: bool, passed: bool, observed: str, expected: str, said: str, action: str,
        datasets: tuple[str, ...] | None, column: str | None, months: tuple[int, ...], scope: str | None,
    ) -> Finding:  # fmt: skip
        name = self.table.name
        stopped = self.reach.of(name) if datasets is None else datasets
        severity: Severity = "critical" if critical and stopped else "warning"
        return Finding(
            f"{name}.{check}", "source", name, severity, passed, observed, expected, f"{name}: {said.rstrip('.')}.",
            action, column, stopped, months or None, scope,
        )  # fmt: skip
