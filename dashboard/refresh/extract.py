"""Ask the warehouse for each dataset and write what it answers into the draft.

Of a dataset with open months only those are asked that can still have changed since it was last read; the
closed ones come from the snapshot before, as long as query, settings and source are the same. A query that
fails is a finding, and stops no other.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pyarrow as pa
import pyarrow.compute as pc

from dashboard.refresh.masked import Masking
from dashboard.snapshots.manifest import DatasetEntry
from dashboard.snapshots.publish import Draft, StoredFile
from dashboard.snapshots.store import Snapshot, SnapshotError
from dashboard.warehouse import Warehouse, WarehouseError
from dashboard.words.formats import Formats
from data_checks.finding import Finding
from queries.datasets import Dataset
from queries.extract import ExtractError, Parameters, compose, shape
from queries.mentions import is_pooled, theme_of
from queries.source import Source

QUOTING = "the warehouse broke it off, with words that may quote what customers wrote; its own log has them."
"""What is told of a failure in place of what the engine says, where that may be somebody's own words."""

MENTIONS = ("mention_a", "mention")
"""Columns of a grain that tell which themes are kept apart."""


@dataclass(frozen=True)
class Plan:
    """How one dataset is asked for: the text, its parameters, and the entry whose closed months are kept."""

    dataset: Dataset
    sql: str
    definition: str
    parameters: Parameters
    kept: DatasetEntry | None = None

    @property
    def months(self) -> tuple[int, int] | None:
        """The months that the dataset covers, both ends included; a register has none."""
        if self.dataset.kind not in ("cube", "window"):
            return None
        return self.parameters.first_month, self.parameters.last_month

    def whole(self) -> Plan:
        """Return the plan that asks for every month."""
        return replace(self, kept=None, parameters=replace(self.parameters, from_month=self.parameters.first_month))


@dataclass(frozen=True)
class Reading:
    """What came of a plan: rows in the draft, or none; the finding says which."""

    plan: Plan
    finding: Finding
    as_of: datetime
    seconds: float
    stored: StoredFile | None = None
    held: tuple[int, int] | None = None
    """The first and last month of which there are rows; None where there is none, or rows have no month."""
    beside: tuple[Finding, ...] = ()
    """What else is to be said of the rows."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All that is to be said of it."""
        return self.finding, *self.beside


@dataclass(frozen=True)
class Extraction:
    """The datasets of one refresh, about to be asked for."""

    warehouse: Warehouse
    source: Source
    draft: Draft
    parameters: Parameters
    open_months: int
    earlier: Snapshot | None = None
    """The snapshot whose closed months may be kept; None: every month is asked for."""
    ago: timedelta = timedelta()
    """How long ago the warehouse stood as it is read: of then is what is read."""
    masking: Masking | None = None
    """What masks the datasets in which customers speak for themselves; without it none of them is read."""

    def run(self, plans: Iterable[Plan], parallel: int, report: Callable[[str], None]) -> dict[str, Reading]:
        """Ask for the datasets, a few at a time, with a line for each as it comes back."""
        readings, patient = {}, True
        pool = ThreadPoolExecutor(parallel, thread_name_prefix="query")
        try:
            for reading in pool.map(self.read, plans):
                report(_line(reading))
                readings[reading.plan.dataset.name] = reading
        except KeyboardInterrupt:
            patient = False  # whoever stops it by hand does not wait for the queries under way
            raise
        finally:
            pool.shutdown(wait=patient, cancel_futures=True)
        return readings

    def read(self, plan: Plan) -> Reading:
        """Ask for one dataset."""
        began, as_of = time.monotonic(), datetime.now(UTC) - self.ago
        try:
            rows = self._rows(plan)
            stored = self.draft.write(plan.dataset.name, rows)
        except ExtractError as error:
            return Reading(plan, _failed(plan, str(error)), as_of, time.monotonic() - began)
        except WarehouseError as error:
            said = QUOTING if plan.dataset.masked else str(error)
            return Reading(plan, _failed(plan, said), as_of, time.monotonic() - began)
        except (pa.ArrowException, ArithmeticError, ValueError) as error:  # what came back is none of our types' values
            said = QUOTING if plan.dataset.masked else f"{type(error).__name__}: {error}"
            return Reading(plan, _failed(plan, said), as_of, time.monotonic() - began)
        seconds, beside = time.monotonic() - began, self.masking.findings(plan.dataset) if self.masking else ()
        return Reading(plan, _passed(plan, stored), as_of, seconds, stored, _held(plan.dataset, rows), beside)

    def plan(self, dataset: Dataset) -> Plan:
        """Decide which months are asked for."""
        sql = compose(self.source, dataset)
        definition = _definition(sql, self.parameters, self.warehouse.timezone)
        plan = Plan(dataset, sql, definition, self.parameters).whole()
        entry = self.earlier.manifest.datasets.get(dataset.name) if self.earlier else None
        if not dataset.open_months or entry is None or entry.months is None or entry.definition != definition:
            return plan
        first, last = self.parameters.first_month, self.parameters.last_month
        # A month that was still open when it was last read may have changed since, however long ago that was.
        from_month = min(entry.months[1], last) - self.open_months + 1
        if entry.file is None or entry.months[0] > first or from_month <= first:
            return plan
        return replace(plan, kept=entry, parameters=replace(self.parameters, from_month=from_month))

    def _rows(self, plan: Plan) -> pa.Table:
        fresh = self._ask(plan)
        if plan.kept is None or self.earlier is None:
            return fresh
        try:
            earlier = self.earlier.table(plan.dataset.name)
        except SnapshotError:  # damaged since: then every month is asked for again
            earlier = None
        if earlier is None or _pooling_changed(earlier, fresh):
            return self._ask(plan.whole())
        months = earlier.column("month")
        first, until = plan.parameters.first_month, plan.parameters.from_month
        closed = earlier.filter(pc.and_(pc.greater_equal(months, first), pc.less(months, until)))
        return pa.concat_tables([closed, fresh])

    def _ask(self, plan: Plan) -> pa.Table:
        bound = plan.dataset.bound
        # Beside a limit DuckDB writes out each relation wherever it is named, and works all of it out as often.
        bounded = f"select *\nfrom (\n{plan.sql}\n) answered\nlimit {bound + 1}"
        table = self.warehouse.arrow(bounded, plan.parameters.values())
        if table.num_rows > bound:
            raise ExtractError(
                f"{plan.dataset.name} has more than {Formats().count(bound)} rows, which is not believed: look for a "
                "column of its grain that takes too many values, or for rows that come twice."
            )
        shaped = shape(table, plan.dataset)
        if not plan.dataset.masked:
            return shaped
        if self.masking is None:
            raise ExtractError(f"{plan.dataset.name} is not kept, as nothing masks it.")
        return self.masking.applied(shaped, plan.dataset)


def _held(dataset: Dataset, rows: pa.Table) -> tuple[int, int] | None:
    if dataset.kind not in ("cube", "window"):
        return None
    ends = pc.min_max(rows.column("month")).as_py()
    return None if ends["min"] is None else (ends["min"], ends["max"])


def _definition(sql: str, parameters: Parameters, timezone: str) -> str:
    """Hash all that makes a dataset's rows, but for the months that are asked."""
    values = {name: value for name, value in parameters.values().items() if not name.endswith(("_month", "_day"))}
    text = json.dumps([sql, timezone, values], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _pooling_changed(earlier: pa.Table, fresh: pa.Table) -> bool:
    """Tell whether a theme is now kept apart that was pooled in the closed months."""
    named = next((column for column in MENTIONS if column in fresh.column_names), None)
    if named is None:
        return False
    before, now = (set(pc.unique(table.column(named)).to_pylist()) for table in (earlier, fresh))
    pooled = any(map(is_pooled, before | now))
    return pooled and not _themes(now) <= _themes(before)


def _themes(mentions: Iterable[str]) -> set[str]:
    return {theme_of(mention) for mention in mentions if not is_pooled(mention)}


def _passed(plan: Plan, stored: StoredFile) -> Finding:
    name = plan.dataset.name
    return Finding(
        check=f"{name}.query", kind="connection", subject=name, severity="critical", passed=True,
        observed=f"{stored.rows} rows", expected="an answer of the declared shape", datasets=(name,),
        sentence=f"The query of {name} brought {Formats().count(stored.rows)} rows of the declared shape.",
    )  # fmt: skip


def _failed(plan: Plan, error: str) -> Finding:
    name = plan.dataset.name
    return Finding(
        check=f"{name}.query", kind="connection", subject=name, severity="critical", passed=False,
        observed=error, expected="an answer of the declared shape", datasets=(name,),
        sentence=f"The query of {name} failed: {error}",
        action="Run `python -m dashboard doctor`, which compares the warehouse with the contract column by column.",
    )  # fmt: skip


def _line(reading: Reading) -> str:
    name, seconds = reading.plan.dataset.name, reading.seconds
    if reading.stored is None:
        return f"{name}: failed after {seconds:.1f} s"
    months = reading.plan.parameters.last_month - reading.plan.parameters.from_month + 1
    which = f", {months} months asked again" if reading.plan.kept else ""
    return f"{name}: {Formats().count(reading.stored.rows)} rows in {seconds:.1f} s{which}"
