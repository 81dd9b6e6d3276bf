"""What the doctor sees of the rows: how many there are, which values must be there and are not, when answers came.

Every table is read as the queries read it, each of its columns in the contract's type: what fails here is not good.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy
from sqlalchemy.exc import SQLAlchemyError

from dashboard.words.formats import Formats
from data_checks.tables import fits
from data_checks.thresholds import Thresholds
from queries.contract import CONTRACT, Column
from queries.dialects import is_zoned
from queries.reading import Strays
from queries.source import Source, SourceTable

NIGHT = (22, 6)
"""Hours between which few people answer: many that do tell of clocks that are not the company's."""


@dataclass(frozen=True)
class Sight:
    """A table's rows, and how many of them lack a value that each must have; ``error`` says why they cannot be read.

    Where all that lack one are ``few``, a refresh sets them aside. ``astray`` are columns that a row may do without,
    with more values that are none of their kind than it sets aside.
    """

    rows: int = 0
    missing: Mapping[str, int] = field(default_factory=dict)
    error: str = ""
    few: bool = False
    astray: Mapping[str, int] = field(default_factory=dict)


def sights(
    connection: sqlalchemy.Connection, source: Source, explain: Callable[[SQLAlchemyError], str], share: float
) -> dict[str, Sight]:
    """Return what is seen of each table that is there and can be asked for; ``share`` of its rows may be set aside."""
    there = [name for name, table in source.tables.items() if not table.error]
    return {name: _sight(connection, source, name, explain, share) for name in there}


def _sight(
    connection: sqlalchemy.Connection, source: Source, name: str, explain: Callable[[SQLAlchemyError], str],
    share: float,
) -> Sight:  # fmt: skip
    found = source.tables[name]
    columns = [column for column in CONTRACT[name].columns if column.name in found.columns and fits(found, column)]
    counts = ", ".join(["count(*)", *(f"count({column.name})" for column in columns)])
    try:
        rows, *there = _row(connection, f"select {counts} from (\n{source.relation(name)}\n) t")  # noqa: S608 - our own words
    except SQLAlchemyError as error:
        connection.rollback()
        return Sight(error=explain(error))
    missing = {column.name: int(rows) - int(n) for column, n in zip(columns, there, strict=True) if column.required}
    allowed = Thresholds(set_aside_share=share).set_aside
    few = 0 < sum(missing.values()) <= allowed(int(rows))
    astray = {
        column.name: strays.count
        for column, n in zip(columns, there, strict=True)
        if column.spared and (strays := _strays(found, column)) and strays.count > allowed(int(n) + strays.count)
    }
    return Sight(int(rows), {column: n for column, n in missing.items() if n}, few=few, astray=astray)


def _strays(found: SourceTable, column: Column) -> Strays | None:
    reading = found.readings.get(column.name)
    return reading.strays if reading else None


def clocks(connection: sqlalchemy.Connection, source: Source, timezone: str) -> Iterator[str]:
    """Yield for what times without a zone are taken where the company is not in UTC, and what speaks against it."""
    answers = source.tables.get("survey_responses")
    if timezone == "UTC" or answers is None or answers.columns.get("responded_at") != "timestamp":
        return
    if is_zoned(answers.engine_types.get("responded_at", "")):
        return
    begin, end = NIGHT
    hour = "extract(hour from responded_at)"
    clock = f"{hour} + extract(minute from responded_at) + extract(second from responded_at)"
    timed, night = _row(
        connection,
        f"select sum(case when {clock} > 0 then 1 else 0 end), sum(case when {clock} > 0 and ({hour} >= {begin} or "  # noqa: S608
        f"{hour} < {end}) then 1 else 0 end) from (\n{source.relation('survey_responses')}\n) t",
    )
    if not timed:
        return
    formats = Formats()
    yield (
        f"The times of answers have no zone, and are taken for those of clocks in {timezone}: of "
        f"{formats.count(timed)} with a time of day, {formats.percent(night / timed)} then lie between {begin}:00 and "
        f"0{end}:00. If they are of UTC, say so in the mapping, on DuckDB and PostgreSQL with "
        "timezone('UTC', responded_at) as responded_at: else days and months end some hours early or late."
    )


def _row(connection: sqlalchemy.Connection, sql: str) -> list[Any]:
    return list(connection.execution_options(no_parameters=True).exec_driver_sql(sql).one())
