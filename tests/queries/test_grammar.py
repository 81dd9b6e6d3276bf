"""Every query as engines' grammars read it; for Spark also on mappings, with rows set aside, with all values in it.

That Spark gives the same answers is tested on a cluster (`make test-spark`); this takes seconds, and tells what would
not even be read there.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

import impala.dbapi
import pytest
import sqlalchemy
from impala.sqlalchemy import ImpalaDialect
from sqlglot import exp
from sqlglot.optimizer.qualify import qualify

from dashboard.warehouse.drivers import with_values
from queries import extract
from queries.aside import Aside
from queries.contract import CONTRACT, STAND_INS, Type
from queries.crossing import counting
from queries.datasets import BY_NAME, Dataset
from queries.dialects import render
from queries.extract import compose
from queries.files import literals
from queries.files.registers import REGISTERS
from queries.source import Source, SourceTable
from queries.stand_ins import stand_in
from tests.engine_table import proves
from tests.queries.alike import PARAMETERS
from tests.queries.files.test_literals import HARD, filled
from tests.queries.grammar import GRAMMARS, GrammarError, read

ENGINES = tuple(engine for engine, grammar in GRAMMARS.items() if grammar == "spark")
"""The SQLAlchemy dialects by which Spark is asked, and its own name, by which a twin may be called."""

CROSSINGS = sorted(file.stem for file in (extract.FOLDER / "crossings").glob("*.sql"))
SPARKS: Mapping[Type, str] = {
    "text": "STRING", "integer": "BIGINT", "number": "DOUBLE", "boolean": "BOOLEAN", "date": "DATE",
    "timestamp": "TIMESTAMP",
}  # fmt: skip
"""What Spark's driver calls the contract's types."""

OTHERS: Mapping[Type, tuple[str, str]] = {
    "integer": ("number", "DOUBLE"), "boolean": ("integer", "INT"), "date": ("timestamp", "TIMESTAMP"),
    "text": ("integer", "BIGINT"), "timestamp": ("date", "DATE"), "number": ("integer", "INT"),
}  # fmt: skip
"""Another type in which a company may keep each, which is read by a cast."""

SELECT = "select * from raw.{0} where region_of_raw = 'a:b ${{env:HOME}} 100 %' and 1 < 2 -- one: of :many"


def table(name: str, *, mapped: bool = False, other: bool = False) -> SourceTable:
    """Return a table of the contract with every column, as Spark has it."""
    own = {
        column.name: OTHERS[column.type] if other else (column.type, SPARKS[column.type])
        for column in CONTRACT[name].columns
    }
    return SourceTable(
        name, {column: kind for column, (kind, _) in own.items()}, SELECT.format(name) if mapped else None,
        engine_types={column: engines for column, (_, engines) in own.items()},
    )  # fmt: skip


FORMS: Mapping[str, Mapping[str, SourceTable]] = MappingProxyType({
    "tables": {name: table(name) for name in CONTRACT},
    "tables of other types": {name: table(name, other=True) for name in CONTRACT},
    "a mapping": {name: table(name, mapped=True) for name in CONTRACT},
})  # fmt: skip
"""The ways in which a company may have its tables."""

ASIDE = {
    name: Aside(wrong=("1 = 0",), key=found.key, values=tuple((one.name, "1 = 0") for one in found.columns[:1]))
    for name, found in CONTRACT.items()
}
"""Rows and values that do not count, of every table."""

COLUMNS: dict[str, object] = {
    name: {column.name: "string" for column in found.columns} for name, found in CONTRACT.items()
}


@proves("queries", "Spark SQL", how="read")
@proves("mapping", "Spark SQL", how="read")
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("dataset", BY_NAME.values(), ids=BY_NAME)
def test_each_query_is_read_and_brings_the_declared_columns(dataset: Dataset, form: str) -> None:
    """By each name of Spark's: these are one text, but where a twin is called like one of them. Each name in it is
    that of a column; in double quotes it would be a text."""
    sources = [Source(engine, FORMS[form], dimensions=("region",)).without(ASIDE) for engine in ENGINES]
    for text in {render(compose(source, dataset), PARAMETERS.values()) for source in sources}:
        tree = read(text)
        assert tree.named_selects == list(dataset.columns)
        if form == "tables":
            qualify(tree, dialect="spark", schema=COLUMNS)


@proves("queries", "Trino", "Snowflake", "BigQuery", "Databricks", "Redshift", "ClickHouse", how="read")
@pytest.mark.parametrize("engine", ["trino", "snowflake", "bigquery", "databricks", "redshift", "clickhousedb"])
def test_each_query_is_read_by_the_grammars_of_engines_that_are_not_here(engine: str) -> None:
    source = Source(engine, FORMS["tables"], dimensions=("region",))
    for dataset in BY_NAME.values():
        tree = read(render(compose(source, dataset), PARAMETERS.values()), engine)
        assert tree.named_selects == list(dataset.columns)


@pytest.mark.parametrize("name", CROSSINGS)
def test_what_two_tables_say_of_one_thing_is_read(name: str) -> None:
    for form in FORMS:
        read(counting(Source("impala", FORMS[form]), name, PARAMETERS.values()))


@pytest.mark.parametrize("name", STAND_INS)
def test_what_stands_in_for_revenue_is_read(name: str) -> None:
    for form in FORMS:
        select = Source("impala", FORMS[form]).relation(name, flagged=True)
        assert read(stand_in(name, select, "impala", date(2026, 9, 17))).named_selects == [
            "customer_id", "month", "amount",
        ]  # fmt: skip


@pytest.mark.parametrize("engine", ENGINES)
def test_what_stands_in_a_file_is_the_same_text_for_it(engine: str) -> None:
    for name in REGISTERS:
        kept = filled(name)
        tree = read(f"with {literals.expression(kept, engine)} {literals.select(kept)}")
        texts = {text.this for text in tree.find_all(exp.Literal) if text.is_string}
    assert texts >= {value for values in kept.columns.values() for value in values if value in HARD}


@pytest.mark.parametrize("value", [*HARD, "${env:HOME}", "/* a */ -- b", date(2026, 9, 17), 3, 0.5, True, None])
def test_a_value_that_is_bound_stays_that_value(value: object) -> None:
    """The driver is given it as a literal; what looks like a parameter, or a percent, in the statement stays text."""
    statement = sqlalchemy.text("select 'type\\:vip, 10 %' as x, :value as y").bindparams(value=value)
    compiled = statement.compile(dialect=ImpalaDialect(dbapi=impala.dbapi))
    first, second = read(with_values(str(compiled), compiled.params, "impala")).selects
    assert first.unalias().this == "type:vip, 10 %"
    assert second.unalias().to_py() == (str(value) if isinstance(value, date) else value)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("select month_number(a) from t", "Anonymous"),
        ("select string_agg(a, ',') from t", "GroupConcat"),
        ("select a from t where b = :first_month", "Placeholder"),
        ("select cast(a as double precision) from t", "DOUBLE PRECISION"),
        ("select cast(a as varchar) from t", "varchar"),
        ("select distinct on (a) a from t", "distinct"),
        ("select a from t qualify row_number() over (order by a) = 1", "qualify"),
        ("select a from t where", "does not read it"),
        ("select 1; select 2", "not one query"),
        ("drop table t", "not one query"),
    ],
)
def test_what_it_would_not_read_is_refused(wrong: str, said: str) -> None:
    with pytest.raises(GrammarError, match=said):
        read(wrong)
