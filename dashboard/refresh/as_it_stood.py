"""A warehouse as it stood some days ago, from what it holds now: for the demo company, which has no yesterday.

What had not happened by then is taken out: rows that begin later, and what happened to the others since. What columns
lie in the past by their nature the contract says; months that were not complete lose what was booked in them later.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory

import duckdb
from pydantic import SecretStr

from dashboard.demo import build_mark
from dashboard.settings import Settings
from queries.contract import CONTRACT, TABLES, Column, Table

FOLLOWS: tuple[tuple[str, str], ...] = (
    ("opportunities", "outcome = 'open' where closed_on is null"),
    ("change_requests", "decision = null where decided_on is null"),
    ("renewals", "outcome = null, value_renewed = null where due_on > $day"),
    ("support_cases", "first_contact_resolved = null, csat = null where opened_at::date + 7 > $day"),
    ("support_cases", "status = 'open' where resolved_at is null and not abandoned"),
    ("customers", "churned_on = null, churn_reason = null where churned_on > $day"),
    ("employee_signals", "status = null where answered_on is null and status is not null"),
    ("tasks", "due_on = original_due_on where due_on > original_due_on and original_due_on > $day"),
    ("tasks", "effect = null where completed_on is null"),
    ("source_systems", "last_loaded_at = last_loaded_at - interval 1 day * ($until::date - $day::date)"),
)
"""Table → what follows from what had not happened: an opportunity without an end is open. A task's date is moved on the
day on which it falls due."""


@contextmanager
def as_it_stood(settings: Settings, day: date, until: date) -> Iterator[Settings]:
    """Give the settings of the demo company as it stood on a day before ``until``; its warehouse is gone afterwards.

    It is the same build: months of one may be kept beside months of the other. Its months begin where those of the
    present one do, for nothing before them was ever made up.
    """
    first, _ = settings.months(until)
    with TemporaryDirectory(prefix=".demo-", dir=settings.demo_file.parent) as folder:
        file = Path(folder) / settings.demo_file.name
        copyfile(settings.demo_file, file)
        copyfile(build_mark(settings.demo_file), build_mark(file))
        take_back(file, day, until)
        yield settings.model_copy(
            update={
                "demo_file": file,
                "warehouse_url": SecretStr(f"duckdb:///{file}"),
                "as_of": day,
                "first_month": f"{first // 12}-{first % 12 + 1:02d}",
            }
        )


def take_back(file: Path, day: date, until: date) -> None:
    """Take out of a warehouse, a DuckDB file that ends with ``until``, all that happened after a day."""
    with duckdb.connect(file) as connection:
        named = connection.execute("select table_name, column_name from information_schema.columns").fetchall()
        known = {table for table, _ in named}
        present = [_as_built(table, {name for of, name in named if of == table.name}) for table in TABLES]
        for table in present:
            for statement in _happened_later(table):
                connection.execute(statement, {"day": day})
        for name, follows in FOLLOWS:
            if name in known:
                asked = {"day": day, "until": until}
                given = {key: value for key, value in asked.items() if f"${key}" in follows}
                connection.execute(f"update {name} set {follows}", given)  # noqa: S608 - words of ours
        for table in present:
            for column in table.columns:
                if column.references in known:
                    connection.execute(_points_nowhere(table, column))


def _as_built(table: Table, names: set[str]) -> Table:
    """Return a table of the contract with the columns alone that the company has: it need not have each of them."""
    return replace(table, columns=tuple(column for column in table.columns if column.name in names))


def _happened_later(table: Table) -> Iterator[str]:
    for column in table.columns:
        later = f"{column.name}::date > $day"
        if column.name == "month" and table.name != "targets":
            later = "month > date_trunc('month', $day::date)"
        elif not column.past:
            continue
        if column.required:
            yield f"delete from {table.name} where {later}"  # noqa: S608 - names of the contract
        else:
            yield f"update {table.name} set {column.name} = null where {later}"  # noqa: S608 - names of the contract


def _points_nowhere(table: Table, column: Column) -> str:
    key = CONTRACT[column.references or ""].key[0]
    gone = f"{column.name} not in (select {key} from {column.references})"  # noqa: S608 - names of the contract
    if column.required:
        return f"delete from {table.name} where {gone}"  # noqa: S608 - names of the contract
    return f"update {table.name} set {column.name} = null where {gone}"  # noqa: S608 - names of the contract
