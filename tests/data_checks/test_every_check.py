"""No check is one that cannot fail: each that a whole run lists is seen to, on warehouses that are wrong everywhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from data_checks.business_suite import NEVER
from data_checks.crossings import BY_CHECK, OF_STAND_INS, OF_WHAT_IS_ANSWERED
from data_checks.extract_suite import shape_findings
from data_checks.finding import Finding
from data_checks.restating import SIGNS, THEMES
from data_checks.spelling import KINDS
from data_checks.tables import CLOCKS, first_day
from data_checks.validation import GREAT_EXPECTATIONS
from queries.contract import CONTRACT, STAND_INS, Column
from queries.datasets import BY_NAME, Dataset
from queries.scales import METRICS
from tests.data_checks.audits import FIRST, LAST, OPEN, Audited, audit, audit_tables, damaged, failed, name
from tests.data_checks.faults import FAULTS
from tests.data_checks.test_extract_faults import TAMPERINGS

LONG_AGO = first_day(LAST - 20)
LATE = f"timestamp '{first_day(LAST)}'"
VERY_LATE = f"timestamp '{first_day(LAST)}' + interval 3 day"
KEPT = tuple(name for name in CONTRACT if name not in STAND_INS)
"""What the demo company keeps: its revenue is made of nothing else."""
SPARSE = ("concessions", "revenue", "finance")
"""Tables that take longest to be called stale."""
WRONG = {"text": "'nonsense'", "integer": "-99", "number": "-99", "date": "date '2031-01-01'",
         "timestamp": "timestamp '2031-01-01'"}  # fmt: skip
"""A value that no range, no list, no table of keys and no past has."""

NEVER_PLANTED = {
    "closed_without_date": "outcome = 'won', closed_on = null",
    "renewed_without_value": "outcome = 'renewed', value_renewed = null",
    "decided_without_date": "decision = 'accepted', decided_on = null",
    "more_completed_than_eligible": "eligible = 1, completed = 2",
    "more_matched_than_there_are": "customers_total = 1, customers_matched = 2",
    "continues_itself": "continues = rally_cry_id",
    "part_of_itself": "parent = region",
    "carried_from_itself": "carried_from = objective_id",
    "no_distance": "baseline = 1, target = 1",
}
SPECIAL = {
    "survey_responses": [f"metric = '{metric}', score = 99" for metric in METRICS],
    "targets": ["metric = 'nothing'", "metric = 'nps', target = 999"],
    "benchmarks": ["metric = 'nothing'", "metric = 'nps', value = 999"],
    "objectives": ["metric = 'nps', target = 999"],
    "source_systems": ["last_loaded_at = timestamp '2001-01-01'"],
    "decisions": ["subject = 'theme:nowhere'"],
    "comments": ["subject = 'theme:nowhere'", "period = 'Q3 2026'"],
}


@dataclass(frozen=True)
class Plant:
    """What is done to a whole warehouse, and the kinds of checks that then fail wherever they are made."""

    statements: Callable[[duckdb.DuckDBPyConnection], Iterator[str]]
    kinds: tuple[str, ...]
    among: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return self.statements.__name__.strip("_")


def _too_many(sound: Audited) -> Iterator[Finding]:
    """Look at what has rows as if fewer were believed than it has."""
    for key, table in sound.tables.items():
        if table.num_rows > 1:
            yield from shape_findings(GREAT_EXPECTATIONS, replace(BY_NAME[key], bound=1), table, FIRST, LAST)


def _plain(check: str) -> str:
    """A month, whether it is long closed, a theme, or the column whose type or days are wrong is no other check."""
    apart = ("revenue.ledger", THEMES, SIGNS)
    name = check.split("/")[0]
    in_columns = name.endswith((".types", ".days"))
    return name if check.startswith(apart) or check.endswith("earlier months") or in_columns else check


def _columns(connection: duckdb.DuckDBPyConnection, table: str) -> list[Column]:
    there = {row[0] for row in connection.execute(f"describe {table}").fetchall()}
    return [column for column in CONTRACT[table].columns if column.name in there]


def _wrong_rows(connection: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """Double some rows, and set each column of others to null and to what cannot be."""
    for table in KEPT:
        yield from _doubled(connection, table)
        place = 0
        for column in _columns(connection, table):
            if column.references or (column.name == "region" and table != "regions"):
                nowhere = f"try_cast('-99' as {_type(connection, table, column)})"
                yield f"update {table} set {column.name} = {nowhere} where rowid = {place}"
                place += 1
            if column.type == "number":
                yield f"update {table} set {column.name} = 'inf' where rowid = {place}"
                place += 1
            if column.allowed or column.type not in ("text", "boolean"):
                yield f"update {table} set {column.name} = {WRONG[column.type]} where rowid = {place}"
                place += 1
            yield f"update {table} set {column.name} = null where rowid = {place}"
            place += 1
        for rule in (rule for rule in NEVER if rule.table == table):
            later, earlier = rule.columns
            order = f"{earlier} = timestamp '2020-06-02', {later} = timestamp '2020-06-01'"
            yield f"update {table} set {NEVER_PLANTED.get(rule.name, order)} where rowid = {place}"
            place += 1
        dated = [column for column in _columns(connection, table) if column.type in ("date", "timestamp")]
        for column in dated[:1]:
            yield f"update {table} set {column.name} = date '1801-02-03' where rowid = {place}"
            place += 1
        for change in SPECIAL.get(table, []):
            yield f"update {table} set {change} where rowid = {place}"
            place += 1


def _doubled(connection: duckdb.DuckDBPyConnection, table: str) -> Iterator[str]:
    """Double rows as they are, and under keys of their own."""
    for _ in range(5):
        yield f"insert into {table} select * from {table} limit 40"
    if CONTRACT[table].key and table in CLOCKS:
        key = CONTRACT[table].key[0]
        again = f"({key}::varchar || '9999')::{_type(connection, table, CONTRACT[table].column(key))}"
        yield f"insert into {table} select * replace ({again} as {key}) from {table} limit 40"


def _type(connection: duckdb.DuckDBPyConnection, table: str, column: Column) -> str:
    return str(connection.execute(f"select typeof({column.name}) from {table} limit 1").fetchone()[0])  # type: ignore[index]


def _lost(connection: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """Lose most rows, a month of long ago, the end of the last month, and in it all kinds but one."""
    for table in KEPT:
        if table not in CLOCKS:
            yield f"delete from {table} where rowid % 10 < 7 and rowid > 0"
    for table, clock in CLOCKS.items():
        begin = f"date '{LONG_AGO}'"
        yield f"delete from {table} where {clock} >= {begin} and {clock} < {begin} + interval 1 month"
        yield f"delete from {table} where {clock} >= {VERY_LATE}"
        kinds = [column.name for column in _columns(connection, table)
                 if column.name in ("region", "segment", "channel", "mode", "department_id", "line")]  # fmt: skip
        if kinds:
            only = ", ".join(f"{column} = (select min({column}) from {table})" for column in kinds)
            yield f"update {table} set {only} where {clock} >= {LATE}"
        if table == "revenue":
            yield f"delete from {table} where {clock} >= {LATE} and customer_id % 10 > 0"
        if table == "finance":
            largest = f"(select max(amount) from finance where month >= {LATE})"
            yield f"delete from {table} where {clock} >= {LATE} and amount < {largest}"


def _stale(connection: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """Lose the last half year."""
    yield from (f"delete from {table} where {CLOCKS[table]} >= {LATE} - interval 6 month" for table in SPARSE)


def _gone(connection: duckdb.DuckDBPyConnection) -> Iterator[str]:
    yield from (f"drop table {table}" for table in KEPT)


def _nothing(connection: duckdb.DuckDBPyConnection) -> Iterator[str]:
    yield from (f"delete from {table}" for table in KEPT)


def _cut_short(connection: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """Lose the end of the last month, and keep what came after it."""
    for table, clock in CLOCKS.items():
        yield f"delete from {table} where {clock} >= {LATE} + interval 9 day and {clock} < {LATE} + interval 1 month"


def _misspelt(connection: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """Put a blank in front of some labels, and give two things one name."""
    for table in KEPT:
        for column in _columns(connection, table):
            if column.name in KINDS:
                some = f"select rowid from {table} where {column.name} is not null order by rowid desc limit 3"
                yield f"update {table} set {column.name} = ' ' || {column.name} where rowid in ({some})"
    yield from (f"update {table} set name = 'Alike' where rowid < 2" for table in ("themes", "departments"))


def _misshapen(connection: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """Empty every optional column, rename a required one, and give another a type that is none of the contract's."""
    for table in KEPT:
        optional = [column.name for column in _columns(connection, table) if not column.required]
        if optional:
            yield f"update {table} set {', '.join(f'{column} = null' for column in optional)}"
        columns = [column.name for column in _columns(connection, table) if column.required]
        yield f"alter table {table} rename {columns[0]} to other"
        other = next(column.name for column in _columns(connection, table) if column.name != columns[0])
        yield f"alter table {table} drop column {other}"
        yield f"alter table {table} add column {other} blob default 'no such type'::blob"


PLANTS = (
    Plant(_gone, ("readable",)),
    Plant(_nothing, ("rows", "volume")),
    Plant(_misshapen, ("columns", "types", "filled")),
    Plant(_stale, ("freshness",), SPARSE),
    Plant(_cut_short, ("month_end",)),
    Plant(_misspelt, ("spelling", "alike")),
    Plant(_lost, ("months", "last_month", "vanished", "freshness")),
    Plant(_wrong_rows, ()),
)


def _shapeless(dataset: Dataset, table: pa.Table) -> pa.Table:
    """Append rows that are wrong in one column each, and one that is there already."""
    sample = table.slice(0, 1)
    rows = [table, sample]
    for column, kind in dataset.columns.items():
        field = table.schema.field(column)
        wrong: list[float | None] = [-99] if kind in ("integer", "number") else []
        for value in [None, *wrong, *([float("inf")] if kind == "number" else [])]:
            index = table.column_names.index(column)
            rows.append(sample.set_column(index, column, pa.array([value], field.type)))
    return pa.concat_tables(rows)


def _without_rows(_: Dataset, table: pa.Table) -> pa.Table:
    return table.slice(0, 0)


def _without_a_column(_: Dataset, table: pa.Table) -> pa.Table:
    return table.drop_columns([table.column_names[-1]])


def _swollen(dataset: Dataset, table: pa.Table) -> pa.Table:
    """Multiply the last month by fifty and the closed ones by two, and leave out the month before the last."""
    if "month" not in table.column_names or dataset.kind not in ("cube", "window"):
        return table
    month = table.column("month")
    factor = pc.if_else(pc.equal(month, LAST), 50, pc.if_else(pc.less(month, OPEN), 2, 1))
    for measure in dataset.measures:
        column = table.column(measure)
        index = table.column_names.index(measure)
        table = table.set_column(index, measure, pc.cast(pc.multiply(column, factor), column.type))
    return table.filter(pc.not_equal(month, LAST - 1))


@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: plant.name)
def test_every_check_of_the_source_can_fail(plant: Plant, demo_warehouse: Path, sound: Audited, tmp_path: Path) -> None:
    with duckdb.connect(demo_warehouse, read_only=True) as connection:
        statements = list(plant.statements(connection))
    file = damaged(demo_warehouse, tmp_path, *statements)
    findings, _ = audit(f"duckdb:///{file}", sound.profile, only=plant.among)
    meant = {_plain(name(finding)) for finding in sound.source if _plant_for(finding) is plant} - set(BY_CHECK)
    assert meant
    assert sorted(meant - {_plain(check) for check in failed(findings)}) == []


def _plant_for(finding: Finding) -> Plant:
    """Return the first that is to make a check fail; the last one takes whatever is in no other's kinds."""
    if finding.subject == "settings":  # that a dimension has a column
        return PLANTS[0]
    kind = finding.check.rsplit(".", 1)[1]
    fitting = (plant for plant in PLANTS[:-1] if kind in plant.kinds and finding.subject in (plant.among or CONTRACT))
    return next(fitting, PLANTS[-1])


def test_every_cross_check_can_fail(sound: Audited) -> None:
    meant = {finding.check for finding in sound.source} & set(BY_CHECK)
    added = {each.name for each in OF_WHAT_IS_ANSWERED}
    elsewhere = {each.name for each in OF_STAND_INS} | {"revenue.credits_to_nobody"}
    assert meant | added | elsewhere == set(BY_CHECK)
    assert meant | added <= {check for fault in FAULTS for check in fault.caught}


def test_every_check_of_the_extracts_can_fail(sound: Audited) -> None:
    seen = {check for case in TAMPERINGS for check in case.caught} | set(failed(_too_many(sound)))
    for tamper in (_shapeless, _without_rows, _without_a_column):
        tables = {key: tamper(BY_NAME[key], table) for key, table in sound.tables.items()}
        seen |= set(failed(audit_tables(tables, None)))
    swollen = {key: _swollen(BY_NAME[key], table) for key, table in sound.tables.items()}
    seen |= set(failed(audit_tables(swollen, sound.profile, sound.tables)))
    seen |= {check for fault in FAULTS if fault.extracted for check in fault.caught}
    meant = {_plain(name(finding)) for finding in sound.extracts}
    assert sorted(meant - {_plain(check) for check in seen}) == []


@pytest.mark.parametrize("dataset", BY_NAME.values(), ids=lambda dataset: dataset.name)
def test_every_extract_is_checked_for_its_grain(dataset: Dataset, sound: Audited) -> None:
    checks = {finding.check for finding in sound.extracts}
    assert {f"{dataset.name}.extract.{check}" for check in ("grain", "rows", "columns")} <= checks


def test_no_table_is_without_a_suite(sound: Audited) -> None:
    checked = {finding.subject for finding in sound.source if finding.kind == "source"}
    assert checked == set(KEPT)
    assert FIRST < OPEN < LAST
