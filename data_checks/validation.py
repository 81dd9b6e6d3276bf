"""The one place that runs Great Expectations: on a query in the warehouse, or on a frame in memory.

It is run in two rounds. The first asks only whether, which for a query is one statement for all of a table's
aggregates; the second asks how many and which, of those alone that failed. What cannot be evaluated is an
outcome as well, with the engine's words. Batches are loaded by hand: the library's data sources are parts of a
project, which it would write anew, URL and all, with each query.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import pandas as pd
import sqlalchemy
from great_expectations.core.result_format import ResultFormat
from great_expectations.execution_engine.execution_engine import ExecutionEngine
from great_expectations.execution_engine.pandas_batch_data import PandasBatchData
from great_expectations.execution_engine.pandas_execution_engine import PandasExecutionEngine
from great_expectations.execution_engine.sqlalchemy_batch_data import SqlAlchemyBatchData
from great_expectations.execution_engine.sqlalchemy_execution_engine import SqlAlchemyExecutionEngine
from great_expectations.expectations.expectation import Expectation
from great_expectations.expectations.metrics.metric_provider import metric_value
from great_expectations.expectations.metrics.table_metric_provider import TableMetricProvider

from data_checks.prepared import Evaluated, evaluate

EXAMPLES = 3
"""Wrong values that are shown of each failure."""

BATCH = "looked at"
"""The name of what an engine of the library has loaded: one thing each."""


@dataclass(frozen=True)
class Outcome:
    """Whether an expectation was met; if not, the value observed or the rows that failed, and a few wrong values."""

    passed: bool
    failed_rows: int | None = None
    observed: float | None = None
    examples: tuple[str, ...] = ()
    error: str | None = None

    @property
    def wrong(self) -> int:
        """The rows that failed, or what was counted of them."""
        return int(self.failed_rows if self.failed_rows is not None else self.observed or 0)


class WarehouseEngine(SqlAlchemyExecutionEngine):
    """Great Expectations on an engine of ours, which keeps its session, its limits and its pool.

    Results are read before their connection goes back: afterwards DuckDB has none. ``rows`` is the number of rows
    that the query looked at brings, which is known from the table's profile.
    """

    def __init__(self, engine: sqlalchemy.Engine, rows: int) -> None:
        super().__init__(engine=engine, create_temp_table=False)
        self.rows = rows

    def close(self) -> None:
        """Leave the engine open: it belongs to whoever connected it."""

    def execute_query(self, query: Any) -> Any:
        """Run a query and return its rows, already fetched."""
        with self.engine.connect() as connection:
            return connection.execute(query).freeze()()


class ColumnNames(TableMetricProvider):
    """A query's columns, from a statement that brings no rows: the library's own would fetch the whole table."""

    metric_name = "table.column_types"
    value_keys = ("include_nested",)

    @metric_value(engine=WarehouseEngine)
    def _names(
        cls,  # noqa: N805 - the library calls it on the class
        execution_engine: WarehouseEngine,
        metric_domain_kwargs: dict[str, Any],
        **_: Any,
    ) -> Any:
        origin: Any = execution_engine.get_domain_records(metric_domain_kwargs)
        nothing = sqlalchemy.select(sqlalchemy.text("*")).select_from(origin).where(sqlalchemy.text("1 = 0"))
        names = execution_engine.execute_query(nothing).keys()
        return [{"name": name} for name in names]


class RowCount(TableMetricProvider):
    """A query's number of rows, as it is known: the library's own would read the whole table once more."""

    metric_name = "table.row_count"

    @metric_value(engine=WarehouseEngine)
    def _rows(
        cls,  # noqa: N805 - the library calls it on the class
        execution_engine: WarehouseEngine,
        **_: Any,
    ) -> int:
        return execution_engine.rows


class Auditor(Protocol):
    """Who says whether expectations are met; in tests of other things, someone quicker may."""

    def query(
        self, warehouse: sqlalchemy.Engine, select: str, rows: int, expectations: Mapping[str, Expectation]
    ) -> dict[str, Outcome]:
        """Check what a SELECT brings, where it is; ``rows`` is how much that is."""

    def frame(self, frame: pd.DataFrame, expectations: Mapping[str, Expectation]) -> dict[str, Outcome]:
        """Check a frame."""


class GreatExpectations:
    """The auditor. Each lot is looked at in an engine of its own, as the library's keep whatever they have seen."""

    def query(
        self, warehouse: sqlalchemy.Engine, select: str, rows: int, expectations: Mapping[str, Expectation]
    ) -> dict[str, Outcome]:
        """Check what a SELECT brings, where it is; ``rows`` is how much that is."""
        engine = WarehouseEngine(warehouse, rows)
        plain = re.sub(r"(?<![:\w\\]):(?=\w)", r"\\:", select)  # a colon in a mapping's text announces no parameter
        return _outcomes(engine, SqlAlchemyBatchData(engine, query=plain, create_temp_table=False), expectations)

    def frame(self, frame: pd.DataFrame, expectations: Mapping[str, Expectation]) -> dict[str, Outcome]:
        """Check a frame."""
        engine = PandasExecutionEngine(caching=False)
        return _outcomes(engine, PandasBatchData(engine, frame), expectations)


GREAT_EXPECTATIONS: Auditor = GreatExpectations()


def _outcomes(engine: ExecutionEngine[Any], data: Any, expectations: Mapping[str, Expectation]) -> dict[str, Outcome]:
    """Validate in two rounds; the outcomes come back under the names that were given."""
    engine.load_batch_data(BATCH, data)
    first = evaluate(engine, BATCH, expectations, ResultFormat.BOOLEAN_ONLY, EXAMPLES)
    failed = {name: expectations[name] for name, result in first.items() if not _met(result)}
    details = evaluate(engine, BATCH, failed, ResultFormat.BASIC, EXAMPLES) if failed else {}
    return {name: _outcome(details[name]) if name in details else Outcome(True) for name in expectations}


def _met(result: Evaluated) -> bool:
    return not isinstance(result, str) and bool(result.success)


def _outcome(result: Evaluated) -> Outcome:
    if isinstance(result, str):
        return Outcome(False, error=(result.strip() or "it could not be evaluated").splitlines()[0])
    values = result.result
    wrong: Sequence[Any] = values.get("partial_unexpected_list") or ()
    examples = tuple(dict.fromkeys(_example(value) for value in wrong if value is not None))
    return Outcome(_met(result), values.get("unexpected_count"), values.get("observed_value"), examples)


def _example(value: Any) -> str:
    """Return a wrong value as people read it; of several columns, their values in a row."""
    values = value.values() if isinstance(value, Mapping) else [value]
    return " / ".join("none" if pd.isna(part) else str(part) for part in values)
