"""What the audits ask, as Spark's grammar reads it; that the findings are the same there is tested on a cluster."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import impala.dbapi
from impala.sqlalchemy import ImpalaDialect
from sqlalchemy import event

from dashboard.refresh.asked import possible
from dashboard.settings import Settings
from dashboard.warehouse import connect
from dashboard.warehouse.drivers import with_values
from data_checks.source_audit import audit_source
from queries.source import Source
from tests.conftest import UNTIL
from tests.data_checks.audits import DIMENSIONS, FIRST, NAMED, NOW, OPEN, THRESHOLDS, damaged, failed
from tests.data_checks.faults import PLANTED, planted
from tests.engine_table import proves
from tests.queries.grammar import read

IMPALA = ImpalaDialect(dbapi=impala.dbapi)


def as_spark_is_asked(statement: Any) -> str:
    compiled = statement.compile(dialect=IMPALA, compile_kwargs={"render_postcompile": True})
    return with_values(str(compiled), compiled.params, IMPALA.name)


@proves("audits", "Spark SQL", how="read")
def test_all_that_is_asked_of_a_damaged_company_is_read(demo_warehouse: Path, tmp_path: Path) -> None:
    """In Spark's own words, which DuckDB knows too but for one type; so that every check is asked twice, whether and
    which."""
    asked: list[str] = []
    file = damaged(demo_warehouse, tmp_path, *planted(), "create type timestamp_ntz as timestamp")
    with connect(f"duckdb:///{file}") as warehouse:
        with warehouse.engine.connect() as connection:
            found = Source.inspect(connection)
        spark = replace(found, dialect=IMPALA.name, dimensions=DIMENSIONS)

        def listen(_connection: Any, _cursor: Any, sql: str, _values: Any, context: Any, _many: bool) -> None:
            asked.append(as_spark_is_asked(context.invoked_statement) if context.compiled else sql)

        event.listen(warehouse.engine, "before_cursor_execute", listen)
        findings, *_ = audit_source(
            warehouse.engine, spark, today=UNTIL, now=NOW, previous=None, full=True, from_month=OPEN,
            settings=THRESHOLDS, first_month=FIRST, named=NAMED, measures=possible(Settings()),
        )  # fmt: skip
    assert len(failed(findings)) >= len(PLANTED) / 2
    for text in asked:
        read(text)
